//! A rate, an elasticity or a factor that looks like a percentage: 12 for 0.12, 20 for 1.2.

use super::{A_FEW, Finding, Lint, Subject, about, median};
use crate::diagnostic::code;
use crate::{Diagnostic, Quantity, words};

pub(super) const LINT: Lint = Lint { name: "rate", code: code::PER_CENT, alone: A_FEW, find };

/// Strikes a year. What strikes more often is no shock, and is told better by `noise`.
const OF_STRIKES: f64 = 3.0;

/// Cancellations a year: at 1, of ten deals not four see their first birthday.
const OF_CANCELLATION: f64 = 1.0;

/// Per cent for one per cent. Estimates for trade lie between 0 and 3; a single good may have 5.
pub(super) const OF_AN_ELASTICITY: f64 = 10.0;

/// A synergy that makes its deals worth so many times as much, or so little, is a percentage.
const OF_A_MULTIPLIER: f64 = 5.0;
const LEAST_OF_A_MULTIPLIER: f64 = 0.4;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let strikes = scenario.shocks.iter().map(|shock| (&shock.rate, OF_STRIKES, "strikes a year"));
    let ends = scenario.deals.iter().map(|deal| (&deal.cancel, OF_CANCELLATION, "cancellations a year"));
    let of_flows = scenario.flows.iter().flat_map(|flow| &flow.elasticity);
    let of_deals = scenario.deals.iter().flat_map(|deal| deal.elasticity.iter().chain(&deal.cancel_elasticity));
    let elasticities = of_flows.chain(of_deals).map(|(_, it)| (it, OF_AN_ELASTICITY, "per cent for every per cent"));
    let mut found: Vec<Finding> = Vec::new();
    for (quantity, most, unit) in strikes.chain(ends).chain(elasticities) {
        // An input that several use is told once.
        let is_new = !found.iter().any(|finding| finding.about == quantity.address);
        if median(quantity).abs() > most && is_new {
            found.push(finding(subject, quantity, unit));
        }
    }
    found.extend(scenario.synergies.iter().filter_map(|synergy| of_multiplier(subject, &synergy.multiplier)));
    found
}

/// A bonus of 20 % that is written 20, or 0.2.
fn of_multiplier(subject: &Subject<'_>, multiplier: &Quantity) -> Option<Finding> {
    let size = median(multiplier);
    if (LEAST_OF_A_MULTIPLIER..=OF_A_MULTIPLIER).contains(&size) || size == 0.0 {
        return None;
    }
    let percent = if size < 1.0 { 100.0 * size } else { size };
    let address = &multiplier.address;
    let message = format!("`{address}` makes these deals worth {} times as much while all are active", about(size));
    let mend = format!("if {} % more is meant, write {}", about(percent), words::hundredth(100.0 + percent));
    let diagnostic = Diagnostic::warning(code::PER_CENT, message)
        .at(&subject.at(&subject.value_of(address)), mend)
        .help("a multiplier is a factor: 1.2 is a fifth more, 0.8 a fifth less, and 1 changes nothing");
    Some(Finding { about: address.clone(), diagnostic, together: "multipliers look like percentages" })
}

fn finding(subject: &Subject<'_>, quantity: &Quantity, unit: &str) -> Finding {
    let address = &quantity.address;
    let size = median(quantity);
    let (is, mend) = match quantity.known() {
        Some(_) => ("is", format!("if {} % is meant, write {}", words::number(size), words::hundredth(size))),
        None => ("is about", "if these are percentages, divide them by 100".to_owned()),
    };
    let message = format!("`{address}` {is} {} {unit}", about(size));
    let diagnostic = Diagnostic::warning(code::PER_CENT, message)
        .at(&subject.at(&subject.value_of(address)), mend)
        .help("rates are so many a year, once in twenty years is 0.05; elasticities are near 1");
    Finding { about: address.clone(), diagnostic, together: "rates or elasticities look like percentages" }
}
