//! What becomes of a deal, in a few lines.

use altai_analysis::outlook::Outlook;
use altai_analysis::words::grouped;

use super::indented;
use super::terms::instant;
use crate::number::{give_or_take, give_or_take_money, money, percent, tenths};
use crate::style::{ASIDE, styled};
use crate::terminal::LEAST_WIDTH;

/// Half of a 95 % interval, in standard errors.
const Z_95: f64 = altai_analysis::interval::Z_95;

/// The lines about a deal; `headline` is the year of the first target.
pub fn outlook(outlook: &Outlook, headline: i32, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let share = |estimate: &altai_analysis::Estimate| {
        let known = percent(estimate.value);
        let error = |error: f64| format!("{known} ({} points)", give_or_take(Z_95 * error));
        estimate.standard_error.map_or(known.clone(), error)
    };
    let started = format!("started by end {headline}");
    let will = match outlook.without_will {
        Some(product) => format!("; {} if political will did not bind the deals together", percent(product)),
        None => String::new(),
    };
    let mut lines = vec![("goes ahead", share(&outlook.ahead) + &will), (started.as_str(), share(&outlook.started))];
    if let Some([p05, p25, p50, p75, p95]) = outlook.start.map(|quantiles| quantiles.map(instant)) {
        let spread = format!("{p50} in the middle; half between {p25} and {p75}, 9 in 10 between {p05} and {p95}");
        lines.push(("starts, if at all", if p05 == p95 { p50 } else { spread }));
    }
    if let Some(value) = &outlook.value {
        let error = value.standard_error.map_or(0.0, |error| Z_95 * error);
        lines.push((
            "delivers",
            format!(
                "{} USD million in {headline} on average (± {error:.1}), nothing where it has not started",
                money(Some(value.value))
            ),
        ));
    }
    if let Some(lift) = &outlook.lift {
        let error = lift.standard_error.map_or(0.0, |error| Z_95 * error);
        let percent = 100.0 * (lift.value - 1.0);
        lines.push((
            "lifts its flows by",
            format!("{percent:.1} % in {headline} on average ({} points)", give_or_take(error)),
        ));
    }
    if let Some(cost) = &outlook.cost {
        let error = give_or_take_money(cost.standard_error.map_or(0.0, |error| Z_95 * error));
        let mean = tenths(Some(cost.value));
        lines.push((
            "costs",
            format!("{mean} USD million of public money on average ({error}), nothing where it does not go ahead"),
        ));
    }
    let mut text = String::new();
    for (label, words) in lines {
        text += &indented(&words, &format!("  {label:<22}"), &" ".repeat(24), width);
    }
    let played = format!("all deals on, {} paths; ± is what simulation leaves open, 95 %", grouped(outlook.paths));
    text + &styled(ASIDE, indented(&played, "  ", "  ", width).trim_end_matches('\n')) + "\n"
}
