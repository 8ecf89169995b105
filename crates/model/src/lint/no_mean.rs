//! A distribution whose tail is so heavy that there is no mean, of it or of the trade that it moves.

use super::{A_FEW, Finding, Lint, Subject};
use crate::diagnostic::code;
use crate::distribution::Distribution;
use crate::{Diagnostic, Quantity, Value};

pub(super) const LINT: Lint = Lint { name: "no-mean", code: code::NO_MEAN, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let in_log_points = in_log_points(subject);
    let mut found = Vec::new();
    for quantity in subject.scenario.quantities() {
        let Value::Uncertain(distribution) = &quantity.value else { continue };
        let address = &quantity.address;
        let has_no_end = distribution.support().1 == f64::INFINITY;
        let is_student = || subject.has(&format!("{address}.student_t"));
        let (message, help) = if may_have_no_mean(distribution.as_ref()) && !distribution.mean().is_finite() {
            let message = format!("`{address}` has no mean: its tail is too heavy");
            (message, "give it an end, `min` or `max`, or a tail that thins out: more `dof`, closer quantiles")
        } else if has_no_end && in_log_points.contains(&address.as_str()) && is_student() {
            let message = format!("with Student's t for `{address}`, mean trade is infinite");
            (message, "trade is the exponential of it: give it an end, such as `max = 1`; odds and medians are safe")
        } else {
            continue;
        };
        let diagnostic =
            Diagnostic::warning(code::NO_MEAN, message).at(&subject.at(address), middle(distribution.as_ref()));
        found.push(Finding {
            about: address.clone(),
            diagnostic: diagnostic.help(help),
            together: "numbers leave trade without a mean",
        });
    }
    found
}

/// Whether a tail is so long that the mean is worth calculating. Where there is no mean, a tail grows at least as fast as
/// the odds of getting there fall, a thousandfold here; a few kinds take long over their mean, and no kind over this.
fn may_have_no_mean(distribution: &dyn Distribution) -> bool {
    const FAR: f64 = 1e-9;
    const FARTHER: f64 = 1e-12;
    let (least, greatest) = distribution.support();
    let is_long = |far: f64, farther: f64| !((farther / far).abs() < 100.0);
    least == f64::NEG_INFINITY && is_long(distribution.quantile(FAR), distribution.quantile(FARTHER))
        || greatest == f64::INFINITY && is_long(distribution.quantile(1.0 - FAR), distribution.quantile(1.0 - FARTHER))
}

fn middle(distribution: &dyn Distribution) -> String {
    let [low, high] = [0.05, 0.95].map(|u| super::about(distribution.quantile(u)));
    format!("nine in ten lie between {low} and {high}; means are made by the rest")
}

/// The addresses of what trade follows exponentially.
fn in_log_points<'a>(subject: &Subject<'a>) -> Vec<&'a str> {
    let scenario = subject.scenario;
    let flows = scenario.flows.iter().flat_map(|flow| {
        [&flow.drift, &flow.volatility, &flow.noise].into_iter().chain(flow.elasticity.iter().map(|(_, it)| it))
    });
    let deals = scenario.deals.iter().flat_map(|deal| {
        let boost = deal.boost.iter().map(|boost| &boost.size);
        boost.chain([&deal.noise]).chain(deal.elasticity.iter().map(|(_, elasticity)| elasticity))
    });
    let shocks = scenario.shocks.iter().map(|shock| &shock.size);
    let regimes = scenario.regimes.iter().flat_map(|regimes| regimes.states.iter().map(|state| &state.drift));
    let drivers = scenario.drivers.iter().flat_map(crate::driver::Driver::quantities);
    let all: Vec<&Quantity> = flows.chain(deals).chain(shocks).chain(regimes).chain(drivers).collect();
    all.into_iter().map(|quantity| quantity.address.as_str()).collect()
}
