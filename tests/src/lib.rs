//! What the library-level tests share: scenarios by a few lines of text, a short way to play them, and slow and obvious
//! ways to the same answers.

pub mod evaluator;
pub mod evidence;
pub mod first_passage;
pub mod random;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use altai_model::{NoFiles, Override, Reading, Scenario, SourceText, read};
use altai_scenarios::Example;
use altai_sim::{Moments, Plan, Streams, Summary, Values, play, replay};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};

/// Paths of a statistical test.
pub const PATHS: u64 = 1_000_000;

/// This many random cases, the same in every run; `PROPTEST_RNG_SEED` in the environment tries others.
pub fn random_cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let rng_seed = if default.rng_seed == RngSeed::Random { RngSeed::Fixed(1) } else { default.rng_seed };
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..default }
}

/// The text of a scenario that ships.
///
/// # Panics
///
/// When none of this name does.
#[track_caller]
pub fn shipped(name: &str) -> &'static str {
    example(name).text
}

#[track_caller]
fn example(name: &str) -> &'static Example {
    altai_scenarios::example(name).unwrap_or_else(|| panic!("no scenario {name} ships"))
}

/// Reads a scenario that must be right, with overrides such as `("deals.mine.peak", "120")`.
///
/// # Panics
///
/// When the text is not a scenario: with all that is wrong about it.
#[track_caller]
pub fn scenario(text: &str, overrides: &[(&str, &str)]) -> Scenario {
    let overrides: Vec<Override> = overrides
        .iter()
        .map(|(address, value)| Override { address: (*address).into(), value: (*value).into() })
        .collect();
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &overrides, &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{text}\n{overrides:?}\n{:#?}", reading.diagnostics))
}

/// Reads a scenario that ships, which may extend another: with all that is said about it.
///
/// # Panics
///
/// When none of this name does.
#[track_caller]
pub fn read_shipped(name: &str) -> Reading {
    example(name).read()
}

/// How far turnover spreads: the interquartile range of its log, over 1.349, which is the standard deviation of a normal.
pub fn spread(summary: &Summary, package: usize, year: usize) -> f64 {
    let [low, high] = [0.25, 0.75].map(|p| altai_math::ln(summary.histogram(package, year).quantile(p)));
    (high - low) / 1.349
}

/// Plays a scenario with seed 1 on two threads.
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

/// The turnover of every path of a block, by package and year, USD million.
pub fn turnover(scenario: &Scenario, seed: u64, block: u64) -> Vec<Vec<Vec<f64>>> {
    let mut turnover = vec![Vec::new(); scenario.packages.len()];
    replay(&Plan::compile(scenario), &Streams::new(seed), block, |_, of_packages| {
        for (years, values) in turnover.iter_mut().zip(of_packages) {
            years.push(values.to_vec());
        }
    });
    turnover
}

/// The turnover that is asked for in every path of a block, by target and year, USD million.
pub fn asked(scenario: &Scenario, seed: u64, block: u64) -> Vec<Vec<Vec<f64>>> {
    let mut asked = vec![Vec::new(); scenario.targets.len()];
    replay(&Plan::compile(scenario), &Streams::new(seed), block, |year, _| {
        for (target, years) in asked.iter_mut().enumerate() {
            years.push(year.target(target).to_vec());
        }
    });
    asked
}

/// Everything that happens in a block, bit for bit: by package and part of its turnover (`turnover`, `flows.NAME`,
/// `deals.NAME`), the years one after the other.
pub fn bits(scenario: &Scenario, seed: u64, block: u64) -> BTreeMap<[String; 2], Vec<u64>> {
    let mut bits: BTreeMap<[String; 2], Vec<u64>> = BTreeMap::new();
    replay(&Plan::compile(scenario), &Streams::new(seed), block, |year, turnover| {
        let mut keep = |package: usize, part: String, values: &Values| {
            let key = [scenario.packages[package].name.clone(), part];
            bits.entry(key).or_default().extend(values.iter().map(|value| value.to_bits()));
        };
        for (package, turnover) in turnover.iter().enumerate() {
            keep(package, "turnover".into(), turnover);
            for (flow, of) in scenario.flows.iter().enumerate() {
                keep(package, format!("flows.{}", of.name), year.flow(package, flow));
            }
            for (deal, of) in scenario.deals.iter().enumerate() {
                if let Some(values) = year.deal(package, deal) {
                    keep(package, format!("deals.{}", of.name), values);
                }
            }
        }
    });
    bits
}

/// The turnover of one path, by year, for scenarios in which nothing is left to chance.
pub fn certain_turnover(scenario: &Scenario, package: usize) -> Vec<f64> {
    turnover(scenario, 1, 0)[package].iter().map(|values| values[0]).collect()
}

/// The place of a package.
///
/// # Panics
///
/// When there is none of that name.
#[track_caller]
pub fn package(scenario: &Scenario, name: &str) -> usize {
    scenario.packages.iter().position(|package| package.name == name).unwrap_or_else(|| panic!("no package {name}"))
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
pub fn assert_mean(estimate: Option<Moments>, truth: f64) {
    let estimate = estimate.expect("no path overflows");
    let bound = 4.0 * (estimate.second / estimate.count as f64).sqrt() + 1e-9 * truth.abs();
    assert!((estimate.mean - truth).abs() <= bound, "{} is further than {bound:.2e} from {truth}", estimate.mean);
}

/// Asserts that an estimated variance lies within four of its standard errors of the truth.
///
/// # Panics
///
/// When it does not.
#[track_caller]
pub fn assert_variance(estimate: Option<Moments>, truth: f64) {
    let estimate = estimate.expect("no path overflows");
    let error = ((estimate.fourth - estimate.second * estimate.second) / estimate.count as f64).sqrt();
    let bound = 4.0 * error + 1e-9 * truth + 1e-8;
    assert!((estimate.second - truth).abs() <= bound, "{} is further than {bound:.2e} from {truth}", estimate.second);
}

/// Asserts that two numbers agree to a relative tolerance.
///
/// # Panics
///
/// When they do not.
#[track_caller]
pub fn assert_close(x: f64, truth: f64, relative: f64) {
    assert!((x - truth).abs() <= relative * truth.abs(), "{x} is not {truth}");
}
