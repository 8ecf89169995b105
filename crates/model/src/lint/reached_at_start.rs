//! A target that trade in the base year has reached already.

use super::{A_FEW, Finding, Lint, Subject, about, median};
use crate::Diagnostic;
use crate::diagnostic::code;
use crate::scenario::Target;

pub(super) const LINT: Lint = Lint { name: "reached-at-start", code: code::REACHED_AT_START, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let (base, year) = (subject.base(), subject.scenario.horizon.base_year);
    let reached = subject.scenario.targets.iter().filter(|target| median(&target.turnover) <= base);
    let finding = |target: &Target| {
        let amount = median(&target.turnover);
        let message = format!("the target, {}, is reached already: trade in {year} is {}", about(amount), about(base));
        let diagnostic = Diagnostic::warning(code::REACHED_AT_START, message)
            .at(&subject.at(&target.turnover.address), "USD million a year")
            .help("the flows' `base` and the target are both in USD million a year: is one of them in another unit?");
        Finding { about: target.name.clone(), diagnostic, together: "targets are reached in the base year" }
    };
    reached.map(finding).collect()
}
