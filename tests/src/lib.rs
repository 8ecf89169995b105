//! What the library-level tests share: scenarios by a few lines of text, a short way to play them, and the slow and obvious evaluator.

pub mod evaluator;

use std::num::NonZeroUsize;

use altai_model::{Override, Scenario, SourceText, read};
use altai_sim::{Plan, Streams, Summary, play};

/// Reads a scenario that must be right, with overrides such as `("deals.mine.peak", "120")`.
///
/// # Panics
///
/// When the text is not a scenario: with the first mistake.
pub fn scenario(text: &str, overrides: &[(&str, &str)]) -> Scenario {
    let overrides: Vec<Override> =
        overrides.iter().map(|(address, value)| Override { address: (*address).into(), value: (*value).into() }).collect();
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &overrides);
    reading.scenario.unwrap_or_else(|| panic!("{text}\n{:#?}", reading.diagnostics))
}

/// Plays a scenario with seed 1 on all threads.
pub fn played(scenario: &Scenario, paths: u64) -> Summary {
    played_with(scenario, paths, 1, 2)
}

/// Plays a scenario.
///
/// # Panics
///
/// When `threads` is 0.
pub fn played_with(scenario: &Scenario, paths: u64, seed: u64, threads: usize) -> Summary {
    let threads = NonZeroUsize::new(threads).expect("at least one thread");
    play(&Plan::compile(scenario), &Streams::new(seed), paths, threads, &|_| {})
}

/// The odds of having reached the only target by the year of this index.
pub fn reached(summary: &Summary, package: usize, year: usize) -> f64 {
    summary.reached(0, package, year) as f64 / summary.paths() as f64
}

/// The odds of being at or above the only target in the year of this index.
pub fn at_date(summary: &Summary, package: usize, year: usize) -> f64 {
    summary.at_date(0, package, year) as f64 / summary.paths() as f64
}

/// Asserts that an estimated probability lies within four standard errors of the truth.
///
/// # Panics
///
/// When it does not.
#[track_caller]
pub fn assert_odds(estimate: f64, truth: f64, paths: u64) {
    let bound = 4.0 * (truth * (1.0 - truth) / paths as f64).sqrt() + 1e-12;
    assert!((estimate - truth).abs() <= bound, "{estimate} is further than {bound:.2e} from {truth}");
}

/// Asserts that an estimated mean lies within four of its standard errors of the truth.
///
/// # Panics
///
/// When it does not.
#[track_caller]
pub fn assert_mean(estimate: altai_sim::Moments, truth: f64) {
    let bound = 4.0 * (estimate.second / estimate.count as f64).sqrt() + 1e-9 * truth.abs();
    assert!((estimate.mean - truth).abs() <= bound, "{} is further than {bound:.2e} from {truth}", estimate.mean);
}
