//! Regimes, in words.

use altai_analysis::words::listed;

use super::terms::{Terms, number};
use super::{Passage, Subject};

pub(super) fn passages(subject: Subject<'_>) -> Vec<Passage> {
    let Subject { scenario, outline } = subject;
    let Some(regimes) = &scenario.regimes else { return Vec::new() };
    let names: Vec<&str> = regimes.states.iter().map(|state| state.name.as_str()).collect();
    let mut whole = Passage::new("regimes");
    whole.say(format!(
        "One of {} rules each year; {} is {}.",
        listed(&names),
        scenario.horizon.base_year,
        names[regimes.start]
    ));
    for (from, row) in regimes.transition.iter().enumerate() {
        let to = names.iter().zip(row).filter(|(_, chance)| **chance > 0.0);
        let to: Vec<String> = to.map(|(name, chance)| format!("{name} with probability {}", number(*chance))).collect();
        whole.formulas.push(format!("after {}: {}", names[from], listed(&to)));
    }
    let state = |state: &altai_model::regime::Regime| {
        let address = format!("regimes.states.{}", state.name);
        let mut terms = Terms::new(outline, &address);
        let mut passage = Passage::new(&address);
        let effects = [
            (&state.drift, 0.0, "adds", "log points to the growth of every flow"),
            (&state.volatility, 1.0, "multiplies", "every flow's volatility"),
            (&state.shock_rate, 1.0, "multiplies", "how often shocks strike"),
            (&state.cancel, 1.0, "multiplies", "how often deals are cancelled"),
        ];
        for (quantity, nothing, verb, what) in effects {
            if quantity.known() != Some(nothing) {
                let term = terms.about(quantity);
                passage.say(match verb {
                    "adds" => format!("It adds {term} {what}."),
                    _ => format!("It multiplies {what} by {term}."),
                });
            }
        }
        if passage.sentences.is_empty() {
            passage.say("Years as usual: it changes nothing.");
        }
        passage.with(terms)
    };
    [whole].into_iter().chain(regimes.states.iter().map(state)).collect()
}
