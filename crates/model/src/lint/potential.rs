//! A potential to which nothing draws a flow.

use super::{A_FEW, Finding, Lint, Subject, is};
use crate::Diagnostic;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "potential-without-effect", code: code::NO_EFFECT, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let idle = subject.scenario.flows.iter().filter(|flow| flow.potential.is_some() && is(&flow.reversion, 0.0));
    let finding = |flow: &crate::scenario::Flow| {
        let [potential, reversion] =
            ["potential", "reversion"].map(|key| subject.at(&format!("flows.{}.{key}", flow.name)));
        if subject.is_an_override(&potential) || subject.is_an_override(&reversion) {
            return None;
        }
        let message = format!("the potential of `{}` changes nothing: `reversion` is 0", flow.name);
        let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&potential, "");
        let help = "`reversion` is the share of the gap to potential that closes in a year, such as 0.1";
        Some(Finding {
            about: flow.name.clone(),
            diagnostic: diagnostic.help(help),
            together: "potentials change nothing",
        })
    };
    idle.filter_map(finding).collect()
}
