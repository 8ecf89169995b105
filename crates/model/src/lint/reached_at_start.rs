//! A target that trade in the base year has reached already.

use super::{A_FEW, Finding, Lint, NAMED, Subject, about, median};
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
        let place = subject.value_of(&target.turnover.address);
        let diagnostic = Diagnostic::warning(code::REACHED_AT_START, message)
            .at(&subject.at(&place), "USD million a year")
            .maybe_help(parts(subject))
            .help("the flows' `base` and the target are both in USD million a year: is one of them in another unit?");
        Finding { about: target.name.clone(), diagnostic, together: "targets are reached in the base year" }
    };
    reached.map(finding).collect()
}

/// What trade is the sum of, where it is a sum: the greatest first.
fn parts(subject: &Subject<'_>) -> Option<String> {
    let mut flows: Vec<(&str, f64)> =
        subject.scenario.flows.iter().map(|flow| (flow.name.as_str(), median(&flow.base))).collect();
    if flows.len() < 2 {
        return None;
    }
    flows.sort_by(|a, b| b.1.total_cmp(&a.1));
    let more = flows.split_off(flows.len().min(NAMED));
    let mut parts: Vec<String> = flows.iter().map(|(name, base)| format!("`{name}` {}", about(*base))).collect();
    if !more.is_empty() {
        parts.push(format!("{} more {}", more.len(), about(more.iter().map(|(_, base)| base).sum())));
    }
    Some(format!("trade is the sum of the flows: {}", parts.join(", ")))
}
