//! An interval so wide that its middle is not what its author has in mind.

use super::{A_FEW, Finding, Lint, Subject, about};
use crate::diagnostic::code;
use crate::{Diagnostic, Value};

pub(super) const LINT: Lint = Lint { name: "wide", code: code::WIDE, alone: A_FEW, find };

/// The 95th percentile over the 5th. The widest of the usual distributions of one parameter, the exponential, has 58:
/// beyond 100, one end is a way of saying *hardly any*, and it drags the middle down with it.
const MOST: f64 = 100.0;

/// The 95th percentile over the middle. Where a lower end is near 0 by chance, as that of a normal may be, the middle stays
/// near half of the upper end; the exponential's is less than a quarter of it.
const PULLED_DOWN: f64 = 5.0;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for quantity in subject.scenario.quantities() {
        let Value::Uncertain(distribution) = &quantity.value else { continue };
        let (least, greatest) = distribution.support();
        let is_a_share = least >= 0.0 && greatest <= 1.0;
        // Cases and observations are as far apart as they are.
        let are_cases = ["discrete", "data"].iter().any(|kind| subject.has(&format!("{}.{kind}", quantity.address)));
        if is_a_share || are_cases {
            continue;
        }
        let [low, middle, high] = [0.05, 0.5, 0.95].map(|u| distribution.quantile(u));
        if !(low > 0.0 && high > MOST * low && high > PULLED_DOWN * middle) {
            continue;
        }
        let ratio = about((high / low).round());
        let address = &quantity.address;
        let message = format!("`{address}` spreads over a factor of {ratio}: half of it lies below {}", about(middle));
        let span = subject.at(address);
        let is_an_interval = [address.clone(), format!("{address}.value")]
            .iter()
            .any(|address| subject.lines.get(address.as_str()).is_some_and(|line| line.written.starts_with('"')));
        let diagnostic = Diagnostic::warning(code::WIDE, message);
        let diagnostic = if is_an_interval {
            diagnostic
                .at(&span, format!("the middle of this is {}", about(middle)))
                .help("an interval whose ends are positive is lognormal: its middle is the geometric mean of the ends")
                .help("if the middle is wrong, raise the lower end, or write `pert` or `quantiles` instead")
        } else {
            diagnostic
                .at(&span, format!("nine in ten lie between {} and {}", about(low), about(high)))
                .help("if so small a number means that there may be nothing at all, say that with the deal's `go`")
        };
        found.push(Finding {
            about: address.clone(),
            diagnostic,
            together: "numbers spread over a factor of more than 100",
        });
    }
    found
}
