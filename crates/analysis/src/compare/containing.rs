//! Whether one package has all that another has, and nothing that takes trade away.

use std::collections::BTreeSet;

use altai_model::deal::Deal;
use altai_model::{Quantity, Scenario, Value};
use altai_sim::Plan;

/// Whether turnover under `big` is at least that under `small` on every path, because of what the packages hold: `big` has every
/// deal that goes ahead under `small`, no further deal's amount or boost can be negative, and no synergy that comes with them
/// takes from those that both have. Deals have the same fate in every package, so nothing else differs.
pub(super) fn only_adds(scenario: &Scenario, plan: &Plan, big: usize, small: usize) -> bool {
    let [big, small] = [big, small].map(|package| plan.deals_on(package).collect::<BTreeSet<usize>>());
    let at_work = |on: &BTreeSet<usize>, deals: &[usize]| deals.iter().all(|deal| on.contains(deal));
    let takes_nothing = scenario.synergies.iter().all(|synergy| {
        let comes = at_work(&big, &synergy.deals) && !at_work(&small, &synergy.deals);
        let concerns = synergy.deals.iter().any(|deal| small.contains(deal));
        let shared = synergy.deals.iter().filter(|deal| small.contains(deal)).map(|&deal| &scenario.deals[deal]);
        !(comes && concerns) || (least(&synergy.multiplier) >= 1.0 && shared.clone().all(adds))
    });
    small.is_subset(&big) && big.difference(&small).all(|&deal| adds(&scenario.deals[deal])) && takes_nothing
}

/// Whether nothing that the deal delivers or boosts can be negative.
fn adds(deal: &Deal) -> bool {
    let parts = [
        deal.peak.as_ref(),
        deal.contract.as_ref().map(|contract| &contract.total),
        deal.boost.as_ref().map(|boost| &boost.size),
    ];
    parts.into_iter().flatten().all(|part| least(part) >= 0.0)
}

/// No draw is less.
fn least(quantity: &Quantity) -> f64 {
    match &quantity.value {
        Value::Fixed(value) => *value,
        Value::Uncertain(distribution) => distribution.support().0,
    }
}
