//! A deal that starts after the last year, or after the year of the target.

use super::{A_FEW, Finding, Lint, Subject, quantile};
use crate::deal::Timing;
use crate::diagnostic::code;
use crate::{Diagnostic, Scenario};

pub(super) const LINT: Lint = Lint { name: "too-late", code: code::TOO_LATE, alone: A_FEW, find };

/// Once in a thousand paths is as good as never.
const HARDLY_EVER: f64 = 0.001;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let end = Late {
        year: scenario.horizon.end_year,
        what: "the last year",
        help: "it changes nothing: let `end_year` be later, or take the deal out",
        together: "deals do not start before the last year is over",
    };
    // A deal after the year of one target may be there for another.
    let by = Late {
        year: scenario.targets.iter().map(|target| target.by).max().unwrap_or(end.year),
        what: "the year of the target",
        help: "it does not help to reach the target in time: let `by` be later, or take the deal out",
        together: "deals do not start before the year of the target is over",
    };
    let deals = 0..scenario.deals.len();
    deals.filter_map(|deal| end.finding(subject, deal).or_else(|| by.finding(subject, deal))).collect()
}

/// A year after which a deal is too late.
struct Late {
    year: i32,
    what: &'static str,
    help: &'static str,
    together: &'static str,
}

impl Late {
    fn finding(&self, subject: &Subject<'_>, deal: usize) -> Option<Finding> {
        let scenario = subject.scenario;
        let over = f64::from(self.year + 1);
        let late = |deal: usize| start(scenario, deal, HARDLY_EVER) >= over;
        if !late(deal) {
            return None;
        }
        let name = &scenario.deals[deal].name;
        let own = own_start(scenario, deal, HARDLY_EVER);
        let waits_for = scenario.deals[deal].requires.iter().find(|&&required| late(required));
        let is_late_itself = own >= over;
        let message = format!("`{name}` does not start before {}, {}, is over", self.what, self.year);
        let place = match waits_for {
            Some(_) if !is_late_itself => format!("deals.{name}.requires"),
            _ => start_address(scenario, deal),
        };
        let label = match waits_for {
            Some(&required) if !is_late_itself => format!("`{}` does not either", scenario.deals[required].name),
            _ if own == own_start(scenario, deal, 0.5) => String::new(),
            _ => format!("not before {:.0}, but for one path in a thousand", own.floor()),
        };
        let diagnostic = Diagnostic::warning(code::TOO_LATE, message).at(&subject.at(&place), label).help(self.help);
        Some(Finding { about: name.clone(), diagnostic, together: self.together })
    }
}

/// When a deal starts, by itself and by what it requires, if all goes at the level `u`: calendar years.
pub(super) fn start(scenario: &Scenario, deal: usize, u: f64) -> f64 {
    let required = scenario.deals[deal].requires.iter().map(|&required| start(scenario, required, u));
    required.fold(own_start(scenario, deal, u), f64::max)
}

pub(super) fn own_start(scenario: &Scenario, deal: usize, u: f64) -> f64 {
    match &scenario.deals[deal].timing {
        Timing::Start(start) => quantile(start, u),
        Timing::Signed { signed, delay } => quantile(signed, u) + quantile(delay, u),
    }
}

/// When it ends if all goes at the level `u` and nothing cancels it: calendar years, infinite where it never does.
pub(super) fn end(scenario: &Scenario, deal: usize, u: f64) -> f64 {
    let life = scenario.deals[deal].life.as_ref();
    life.map_or(f64::INFINITY, |life| start(scenario, deal, u) + quantile(life, u))
}

/// From when on it adds nothing if all goes at the level `u`: where it ends, or all of it is delivered.
pub(super) fn over(scenario: &Scenario, deal: usize, u: f64) -> f64 {
    let this = &scenario.deals[deal];
    let contract = this.contract.as_ref().filter(|_| this.peak.is_none() && this.boost.is_none());
    let delivered = contract.map(|contract| start(scenario, deal, u) + quantile(&contract.over, u));
    end(scenario, deal, u).min(delivered.unwrap_or(f64::INFINITY))
}

/// Where it is said.
pub(super) fn start_address(scenario: &Scenario, deal: usize) -> String {
    let key = match scenario.deals[deal].timing {
        Timing::Start(_) => "start",
        Timing::Signed { .. } => "delay",
    };
    format!("deals.{}.{key}", scenario.deals[deal].name)
}
