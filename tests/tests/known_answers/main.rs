//! Every known answer of `docs/model.md`, at a million paths and within four standard errors: odds at the date, odds of having
//! reached, and means.
//!
//! First passage is by quadrature (`altai_tests::first_passage`), or for two years by the bivariate normal, where the process
//! has a memory that would need a quadrature over two variables.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]
#![allow(clippy::cast_possible_wrap, reason = "years are few")]

mod correlation;
mod deal;
mod distribution;
mod driver;
mod flow;
mod hazard;
mod law;
mod money;
mod process;
mod ramp;
mod regime;
mod requires;
mod shock;
mod synergy;
mod target;
mod will;

use altai_math::normal::cdf;
use altai_sim::Summary;
use altai_tests::{PATHS, assert_odds, at_date, reached};

/// The start of a scenario over 2026 to 2035 with one flow of 160, `[flows.trade]` being the open table.
fn one_flow(target: &str, rest: &str) -> String {
    format!(
        "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = {target}\n[flows.trade]\nbase = 160\n{rest}"
    )
}

/// Deals on top of a constant flow of 160, over 2026 to 2035.
fn deals(target: f64, rest: &str) -> String {
    one_flow(&target.to_string(), rest)
}

/// P(T_t ≥ K) where ln T_t is normal.
fn above(mean: f64, variance: f64, target: f64) -> f64 {
    cdf((mean - target.ln()) / variance.sqrt())
}

/// Asserts the odds at the date, by year.
#[track_caller]
fn assert_at_date(summary: &Summary, package: usize, truth: impl IntoIterator<Item = f64>) {
    for (year, truth) in truth.into_iter().enumerate() {
        assert_odds(at_date(summary, package, year), truth, PATHS);
    }
}

/// Asserts the odds of having reached, by year.
#[track_caller]
fn assert_reached(summary: &Summary, package: usize, truth: impl IntoIterator<Item = f64>) {
    for (year, truth) in truth.into_iter().enumerate() {
        assert_odds(reached(summary, package, year), truth, PATHS);
    }
}

/// The years 1 to 10 after the base year.
fn years() -> impl Iterator<Item = f64> {
    (1..=10).map(f64::from)
}
