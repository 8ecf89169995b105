//! A political will that has nothing to bind together.

use super::{Finding, Lint, Subject, is};
use crate::deal::{Deal, Timing};
use crate::diagnostic::code;
use crate::{Diagnostic, Value};

pub(super) const LINT: Lint = Lint { name: "will-without-effect", code: code::NO_EFFECT, alone: 1, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let will = &scenario.political_will;
    let may_or_may_not = |deal: &&Deal| !is(&deal.go, 0.0) && !is(&deal.go, 1.0);
    let may_be_late = |deal: &&Deal| matches!(&deal.timing, Timing::Signed { delay, .. } if matches!(delay.value, Value::Uncertain(_)));
    let by_go = if is(&will.go, 0.0) { 0 } else { scenario.deals.iter().filter(may_or_may_not).count() };
    let by_delay = if is(&will.delay, 0.0) { 0 } else { scenario.deals.iter().filter(may_be_late).count() };
    let is_on = !is(&will.go, 0.0) || !is(&will.delay, 0.0);
    let is_correlated = scenario.joint.iter().flat_map(|joint| &joint.addresses).any(|of| of == "political_will");
    // Whatever follows it shows only beside something else that does.
    if !is_on || by_go + by_delay + usize::from(is_correlated) >= 2 {
        return Vec::new();
    }
    let span = subject.at("political_will");
    let is_said_for_once = |key: &str| subject.is_an_override(&subject.at(&format!("political_will.{key}")));
    if is_said_for_once("go") || is_said_for_once("delay") {
        return Vec::new();
    }
    let message = "political will changes nothing: it binds together what follows it, and that is one thing at most";
    let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&span, "").help(
        "`go` binds deals whose `go` is neither 0 nor 1; `delay` binds those with `signed` and an uncertain `delay`",
    );
    vec![Finding { about: "political_will".into(), diagnostic, together: "" }]
}
