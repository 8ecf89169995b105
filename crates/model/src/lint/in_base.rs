//! A deal that runs in the base year already, whose trade may be counted twice.

use super::too_late::{over, start, start_address};
use super::{A_FEW, Finding, Lint, Subject};
use crate::Diagnostic;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "in-base", code: code::IN_BASE, alone: A_FEW, find };

/// The start of a deal that has started is known, or nearly so.
const AS_GOOD_AS_CERTAIN: f64 = 0.95;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let base_year = scenario.horizon.base_year;
    let first = f64::from(base_year + 1);
    let mut found = Vec::new();
    for (deal, name) in scenario.deals.iter().map(|deal| &deal.name).enumerate() {
        let latest = start(scenario, deal, AS_GOOD_AS_CERTAIN);
        // What is over by then adds nothing that could count twice.
        if latest >= first || over(scenario, deal, AS_GOOD_AS_CERTAIN) <= first {
            continue;
        }
        let message = format!("`{name}` runs in the base year: `base` may hold what it adds already");
        let label = format!("{base_year} is the last year that is known");
        let diagnostic = Diagnostic::warning(code::IN_BASE, message)
            .at(&subject.at(&start_address(scenario, deal)), label)
            .help(format!("if it does, take it out of `base`, or let only what is new start in {}", base_year + 1))
            .help("if it does not: `allow = { in-base = \"base is without it\" }`");
        let together = "deals run in the base year, and `base` may hold what they add already";
        found.push(Finding { about: name.clone(), diagnostic, together });
    }
    found
}
