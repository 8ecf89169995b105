//! Years of turmoil in a scenario that has no innovations.

use super::correlation::moves_not;
use super::{Finding, Lint, Subject, is};
use crate::Diagnostic;
use crate::diagnostic::code;
use crate::scenario::Law;

pub(super) const LINT: Lint = Lint { name: "turmoil-without-effect", code: code::NO_EFFECT, alone: 1, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let is_still =
        scenario.drivers.iter().all(moves_not) && scenario.flows.iter().all(|flow| is(&flow.volatility, 0.0));
    if !is_still || !matches!(scenario.law, Law::Mixture { .. }) {
        return Vec::new();
    }
    let span = subject.at("innovations.law");
    if subject.is_an_override(&span) {
        return Vec::new();
    }
    let message = "years of turmoil change nothing: no flow has a `volatility`, and no driver an `sd`";
    let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&span, "");
    let diagnostic = diagnostic.help("give them one, or leave `law` out; `noise` and bootstraps do not follow it");
    vec![Finding { about: "innovations.law".into(), diagnostic, together: "" }]
}
