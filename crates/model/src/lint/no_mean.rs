//! A distribution whose tail is so heavy that there is no mean, of it or of the trade that it moves.

mod exponent;

use exponent::End;

use super::{A_FEW, Finding, Lint, Subject};
use crate::diagnostic::code;
use crate::distribution::Distribution;
use crate::{Diagnostic, Value};

pub(super) const LINT: Lint = Lint { name: "no-mean", code: code::NO_MEAN, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let exponents = exponent::all(subject);
    let mut found = Vec::new();
    for quantity in subject.scenario.quantities() {
        let Value::Uncertain(distribution) = &quantity.value else { continue };
        let address = &quantity.address;
        // Few have a tail that is worth the search.
        let is_heavy = distribution.exponential_tails() != (f64::INFINITY, f64::INFINITY);
        let is_student = is_heavy && subject.has(&format!("{address}.student_t"));
        let its = exponents.iter().filter(|exponent| is_heavy && exponent.quantity.address == *address);
        let mut infinite = its.filter_map(|exponent| exponent.infinite(distribution.as_ref(), is_student));
        let (message, help) = if may_have_no_mean(distribution.as_ref()) && !distribution.mean().is_finite() {
            let message = format!("`{address}` has no mean: its tail is too heavy");
            (message, "give it an end, `min` or `max`, or a tail that thins out: more `dof`, closer quantiles")
        } else if let Some(end) = infinite.next() {
            let message = if is_student {
                format!("with Student's t for `{address}`, mean trade is infinite")
            } else {
                format!("with the {end} tail of `{address}`, mean trade is infinite")
            };
            let help = match end {
                End::Upper => {
                    "trade is the exponential of it: give it an end, such as `max = 1`; odds and medians are safe"
                }
                End::Lower => {
                    "trade is the exponential of it: give it an end, such as `min = -1`; odds and medians are safe"
                }
            };
            (message, help)
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
