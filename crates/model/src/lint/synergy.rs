//! A synergy that never comes about, or multiplies by one.

use super::{A_FEW, Finding, Lint, Subject, is};
use crate::Diagnostic;
use crate::deal::Deal;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "synergy-without-effect", code: code::NO_EFFECT, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let mut found = Vec::new();
    for (index, synergy) in scenario.synergies.iter().enumerate() {
        let together =
            |package: &crate::scenario::Package| synergy.deals.iter().all(|deal| package.deals.contains(deal));
        let delivers = synergy.deals.iter().any(|&deal| Deal::delivers(&scenario.deals[deal]));
        let (key, message, help) = if is(&synergy.multiplier, 1.0) {
            let help = "1.2 is a fifth more, 0.8 a fifth less";
            ("multiplier", "this synergy changes nothing: it multiplies by 1", help)
        } else if !delivers {
            let help = "a synergy multiplies a `peak` or a `total`, not a `boost`";
            ("deals", "this synergy changes nothing: none of its deals adds an amount", help)
        } else if !scenario.packages.iter().any(together) {
            let help = "add a package that holds them all, such as `all = \"all\"`";
            ("deals", "this synergy changes nothing: no package holds all of its deals", help)
        } else {
            continue;
        };
        let span = subject.at(&format!("synergies.{}.{key}", index + 1));
        if subject.is_an_override(&span) {
            continue;
        }
        let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&span, "").help(help);
        found.push(Finding {
            about: format!("synergies.{}", index + 1),
            diagnostic,
            together: "synergies change nothing",
        });
    }
    found
}
