//! The years, the target, the money, what is at stake.

use altai_analysis::words::{dollars, grouped};

use super::terms::Terms;
use super::{Passage, Subject};

pub(super) fn passages(subject: Subject<'_>) -> Vec<Passage> {
    let Subject { scenario, outline } = subject;
    let base = scenario.horizon.base_year;
    let mut horizon = Passage::new("horizon");
    horizon.say(format!(
        "{base} is known. Every path goes through the years {} to {}; {} of them are played with seed {} unless told \
         otherwise.",
        base + 1,
        scenario.horizon.end_year,
        grouped(scenario.run.paths),
        scenario.run.seed,
    ));
    let mut passages = vec![horizon];
    for target in &scenario.targets {
        let is_alone = outline.at("targets").is_none();
        let address = if is_alone { "target".to_owned() } else { format!("targets.{}", target.name) };
        let mut terms = Terms::new(outline, &address);
        let mut passage = Passage::new(&address).titled(target.title.as_ref());
        let asked = match scenario.targets.first() {
            Some(first) if first.name != target.name => {
                format!("Whether that has been reached by {} is told beside the headline.", target.by)
            }
            _ => format!("The headline is whether that has been reached by {}.", target.by),
        };
        passage.say(format!("Asks for a turnover of {} in one calendar year. {asked}", terms.money(&target.turnover)));
        if let Some(deflator) = target.deflator {
            let driver = &scenario.drivers[deflator].name;
            passage.say(format!("It is in dollars of {base}, and follows {driver}:"));
            passage.formulas.push(format!("target = {} × exp(level of {driver})", terms.term(&target.turnover)));
        }
        if target.sustain > 1 {
            passage.say(format!(
                "It counts as reached in the year that completes {} such years in a row.",
                target.sustain
            ));
        }
        passages.push(passage.with(terms));
    }
    if let Some(prices) = scenario.prices {
        let mut money = Passage::new("money");
        let driver = &scenario.drivers[prices].name;
        money.say(format!(
            "What deals deliver is stated in dollars of {base}; in a later year it is multiplied by exp(level of {driver})."
        ));
        passages.push(money);
    }
    if let Some(decision) = scenario.decision {
        let mut stake = Passage::new("decision");
        stake.say(format!(
            "Reaching the target is worth {}, which is weighed against the public money that deals cost. No path depends on it.",
            dollars(decision.value)
        ));
        passages.push(stake);
    }
    passages
}
