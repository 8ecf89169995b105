//! A rate or an elasticity that looks like a percentage: 12 for 0.12.

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
    found
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
