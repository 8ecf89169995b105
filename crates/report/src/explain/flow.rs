//! Flows, in words.

use altai_analysis::words::listed;

use super::terms::{Terms, sum};
use super::{Passage, Subject};

pub(super) fn passages(subject: Subject<'_>) -> Vec<Passage> {
    (0..subject.scenario.flows.len()).map(|flow| passage(subject, flow)).collect()
}

fn passage(subject: Subject<'_>, index: usize) -> Passage {
    let Subject { scenario, outline } = subject;
    let flow = &scenario.flows[index];
    let address = format!("flows.{}", flow.name);
    let mut terms = Terms::new(outline, &address);
    let mut passage = Passage::new(&address).titled(flow.title.as_ref());
    let base = terms.money(&flow.base);
    passage.say(format!("Trade without the listed deals: {base} in {}.", scenario.horizon.base_year));
    let drift = (flow.drift.known() != Some(0.0)).then(|| terms.term(&flow.drift));
    let regime = scenario.regimes.as_ref().map(|_| "the regime's drift".to_owned());
    let drivers: Vec<String> = flow
        .elasticity
        .iter()
        .filter_map(|(driver, elasticity)| {
            terms.times(elasticity, &format!("growth of {}", scenario.drivers[*driver].name))
        })
        .collect();
    let back = terms.times(&flow.reversion, "the gap to its potential");
    let chance =
        terms.times(&flow.volatility, if regime.is_some() { "the regime's volatility × chance" } else { "chance" });
    let hits: Vec<&str> =
        scenario.shocks.iter().filter(|shock| shock.flows.contains(&index)).map(|shock| shock.name.as_str()).collect();
    let lasting = (!hits.is_empty()).then(|| "what shocks change for good".to_owned());
    passage.formulas.push(format!(
        "growth = {}",
        sum(drift.into_iter().chain(regime).chain(drivers).chain(back.clone()).chain(chance).chain(lasting))
    ));
    let noise = terms.times(&flow.noise, "luck of the year");
    let fading = (!hits.is_empty()).then(|| "what is left of shocks".to_owned());
    let boosts: Vec<&str> = scenario
        .deals
        .iter()
        .filter(|deal| deal.boost.as_ref().is_some_and(|boost| boost.flows.contains(&index)))
        .map(|deal| deal.name.as_str())
        .collect();
    let lifts = (!boosts.is_empty()).then(|| "boosts of deals".to_owned());
    let beside: Vec<String> = noise.into_iter().chain(fading).chain(lifts).collect();
    if !beside.is_empty() {
        passage.formulas.push(format!("trade = what has grown × exp({})", sum(beside)));
    }
    if back.is_some() {
        let potential = flow.potential.as_ref().map_or(base, |potential| terms.money(potential));
        passage.say(format!(
            "Its potential, to which it is drawn, starts at {potential} and grows alike, but without chance."
        ));
    }
    if !hits.is_empty() {
        passage.say(format!("Shocks that hit it: {}.", listed(&hits)));
    }
    if !boosts.is_empty() {
        passage.say(format!("Deals that lift it: {}.", listed(&boosts)));
    }
    passage.say("In log points, year by year:");
    passage.with(terms)
}
