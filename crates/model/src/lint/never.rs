//! A deal that is over before the first year, or waits for one that is over before it may begin.

use super::too_late::{end, over, own_start, start, start_address};
use super::{A_FEW, Finding, Lint, Subject};
use crate::Diagnostic;
use crate::deal::Deal;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "never-goes-ahead", code: code::NO_EFFECT, alone: A_FEW, find };

/// Once in a thousand paths is as good as never.
const HARDLY_EVER: f64 = 0.001;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let look = |deal: usize| is_over(subject, deal).or_else(|| requires_what_is_over(subject, deal));
    (0..scenario.deals.len()).filter_map(look).collect()
}

/// A deal of which all has been before the first year that is simulated.
fn is_over(subject: &Subject<'_>, deal: usize) -> Option<Finding> {
    let scenario = subject.scenario;
    let base_year = scenario.horizon.base_year;
    let last = over(scenario, deal, 1.0 - HARDLY_EVER);
    let Deal { name, .. } = &scenario.deals[deal];
    let is_needed = scenario.deals.iter().any(|other| other.requires.contains(&deal));
    (last <= f64::from(base_year + 1) && !is_needed).then(|| {
        let message = format!("`{name}` is over before the first year, {}", base_year + 1);
        let diagnostic = Diagnostic::warning(code::NO_EFFECT, message)
            .at(&subject.at(&start_address(scenario, deal)), format!("it lasts until {last:.1} at most"))
            .help("it adds nothing to the years that are simulated: take it out, or let it start or last longer");
        Finding { about: name.clone(), diagnostic, together: "deals are over before the first year" }
    })
}

/// A deal that begins after one that it requires has ended.
fn requires_what_is_over(subject: &Subject<'_>, deal: usize) -> Option<Finding> {
    let scenario = subject.scenario;
    let Deal { name, requires, .. } = &scenario.deals[deal];
    let begins = requires.iter().map(|&required| start(scenario, required, HARDLY_EVER));
    let begins = begins.fold(own_start(scenario, deal, HARDLY_EVER), f64::max);
    // The first that has ended: it ends before this deal, or before another that this deal waits for, begins.
    let ended = requires.iter().find(|&&required| end(scenario, required, 1.0 - HARDLY_EVER) < begins)?;
    let required = &scenario.deals[*ended].name;
    let message = format!("`{name}` never goes ahead: `{required}`, which it requires, has ended by then");
    let life = format!("deals.{required}.life");
    let diagnostic = Diagnostic::warning(code::NO_EFFECT, message)
        .at(&subject.at(&format!("deals.{name}.requires")), format!("it begins in {begins:.1} or later"))
        .at(
            &subject.at(&life),
            format!("`{required}` ends in {:.1} or earlier", end(scenario, *ended, 1.0 - HARDLY_EVER)),
        )
        .help("what a deal requires is under way when it starts: let that last longer, or this start earlier");
    Some(Finding { about: name.clone(), diagnostic, together: "deals require what has ended before they start" })
}
