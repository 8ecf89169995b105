//! A deal that starts after the last year.

use super::{A_FEW, Finding, Lint, Subject, quantile};
use crate::deal::Timing;
use crate::diagnostic::code;
use crate::{Diagnostic, Scenario};

pub(super) const LINT: Lint = Lint { name: "too-late", code: code::TOO_LATE, alone: A_FEW, find };

/// Once in a thousand paths is as good as never.
const HARDLY_EVER: f64 = 0.001;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let end = scenario.horizon.end_year;
    let late = |deal: usize| start(scenario, deal, HARDLY_EVER) >= f64::from(end + 1);
    let finding = |deal: usize| {
        let name = &scenario.deals[deal].name;
        let own = own_start(scenario, deal, HARDLY_EVER);
        let waits_for = scenario.deals[deal].requires.iter().find(|&&required| late(required));
        let is_late_itself = own >= f64::from(end + 1);
        let message = format!("`{name}` does not start before the last year, {end}, is over");
        let place = match waits_for {
            Some(_) if !is_late_itself => format!("deals.{name}.requires"),
            _ => start_address(scenario, deal),
        };
        let label = match waits_for {
            Some(&required) if !is_late_itself => format!("`{}` does not either", scenario.deals[required].name),
            _ if own == own_start(scenario, deal, 0.5) => String::new(),
            _ => format!("not before {:.0}, but for one path in a thousand", own.floor()),
        };
        let diagnostic = Diagnostic::warning(code::TOO_LATE, message).at(&subject.at(&place), label);
        let diagnostic = diagnostic.help("it changes nothing: let `end_year` be later, or take the deal out");
        Finding { about: name.clone(), diagnostic, together: "deals do not start before the last year is over" }
    };
    (0..scenario.deals.len()).filter(|&deal| late(deal)).map(finding).collect()
}

/// When a deal starts, by itself and by what it requires, if all goes at the level `u`: calendar years.
pub(super) fn start(scenario: &Scenario, deal: usize, u: f64) -> f64 {
    let required = scenario.deals[deal].requires.iter().map(|&required| start(scenario, required, u));
    required.fold(own_start(scenario, deal, u), f64::max)
}

fn own_start(scenario: &Scenario, deal: usize, u: f64) -> f64 {
    match &scenario.deals[deal].timing {
        Timing::Start(start) => quantile(start, u),
        Timing::Signed { signed, delay } => quantile(signed, u) + quantile(delay, u),
    }
}

/// Where it is said.
pub(super) fn start_address(scenario: &Scenario, deal: usize) -> String {
    let key = match scenario.deals[deal].timing {
        Timing::Start(_) => "start",
        Timing::Signed { .. } => "delay",
    };
    format!("deals.{}.{key}", scenario.deals[deal].name)
}
