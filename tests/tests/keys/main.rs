//! Every key of the format moves the turnover in the direction and by the size that the page says; and the list of keys tried
//! here is the list that the reader accepts, so that a new key without a test fails.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]
#![allow(clippy::cast_possible_wrap, reason = "years are few")]

mod complete;
mod deals;
mod flows;
mod shocks;
mod whole;

use altai_math::quadrature::integrate;
use altai_model::scenario::Target;
use altai_model::{Files, NoFiles, NoText, Quantity, Scenario, SourceText, read};
use altai_sim::Summary;
use altai_tests::{assert_mean, assert_variance, certain_turnover, played, scenario};

/// Nothing is left to chance here. Turnover with all deals is 100 + 40 e^0.1 + 50 r̄.
const CERTAIN: &str = r#"
[horizon]
base_year = 2025
end_year = 2030

[target]
turnover = 180

[drivers.gdp]
kind = "growth"
process.white = { mean = 0.03 }

[drivers.price]
kind = "level"
process.ar1 = { mean = 0.2, persistence = 0.5 }
start = -0.1

[flows.trade]
base = 100

[flows.imports]
base = 40

[deals.mine]
start = 2027.25
peak = 50

[deals.treaty]
start = 2026.0
boost = 0.1
flows = ["imports"]
"#;

/// What the mine adds, in years 1 to 5.
fn mine(t: i32) -> f64 {
    [0.0, 37.5, 50.0, 50.0, 50.0][t as usize - 1]
}

/// L of the driver `price`: x_t − x_0 with x_t = 0.2 + 0.5^t (x_0 − 0.2).
fn price(t: i32, mean: f64, persistence: f64, start: f64) -> f64 {
    (mean - start) * (1.0 - persistence.powi(t))
}

/// How a key acts on the turnover with all deals on.
enum Effect {
    /// It adds this much in year t, exactly.
    Adds(fn(i32) -> f64),
    /// It makes turnover uncertain: what it adds to the mean, and the variance.
    Spreads(fn(i32) -> [f64; 2]),
    /// It adds this much to the mean; the variance is left to the known answers.
    Means(fn(i32) -> f64),
    /// It leaves turnover alone.
    Leaves,
    /// It leaves turnover alone and shows in the scenario.
    Shows(fn(&Scenario) -> bool),
}

use Effect::{Adds, Leaves, Means, Shows, Spreads};

/// A key that is set, on top of what else.
struct Trial {
    given: &'static [(&'static str, &'static str)],
    key: (&'static str, &'static str),
    effect: Effect,
}

const fn trial(key: (&'static str, &'static str), effect: Effect) -> Trial {
    Trial { given: &[], key, effect }
}

/// All of them.
fn all() -> impl Iterator<Item = &'static Trial> {
    [whole::TRIALS, flows::TRIALS, deals::TRIALS, shocks::TRIALS].into_iter().flatten()
}

#[test]
fn every_key_acts_as_the_page_says() {
    for Trial { given, key, effect } in all() {
        let before = scenario(CERTAIN, given);
        let after = scenario(CERTAIN, &[*given, &[*key]].concat());
        assert_effect(&before, &after, effect, key.0);
    }
}

/// Enough for a spread to be told from a doubled one many times over.
const PATHS: u64 = 100_000;

/// With all deals on, or in the package that replaces the default ones.
#[track_caller]
fn assert_effect(before: &Scenario, after: &Scenario, effect: &Effect, key: &str) {
    match effect {
        Adds(adds) => assert_certain(before, after, adds, key),
        Spreads(spreads) => assert_on_average(before, after, |t| spreads(t)[0], Some(&|t| spreads(t)[1]), key),
        Means(adds) => assert_on_average(before, after, adds, None, key),
        Leaves => assert_certain(before, after, |_| 0.0, key),
        Shows(shows) => {
            assert!(shows(after), "{key} does not show");
            assert_certain(before, after, |_| 0.0, key);
        }
    }
}

#[track_caller]
fn assert_certain(before: &Scenario, after: &Scenario, adds: impl Fn(i32) -> f64, key: &str) {
    let of = |scenario: &Scenario| certain_turnover(scenario, scenario.packages.len() - 1);
    for (t, (before, after)) in (1..).zip(of(before).iter().zip(&of(after))) {
        let expected = before + adds(t);
        assert!((after - expected).abs() <= 1e-12 * expected, "{key}, year {t}: {after}, not {expected}");
    }
}

#[track_caller]
fn assert_on_average(
    before: &Scenario,
    after: &Scenario,
    adds: impl Fn(i32) -> f64,
    variance: Option<&dyn Fn(i32) -> f64>,
    key: &str,
) {
    let (was, is) = (played(before, PATHS), played(after, PATHS));
    for (year, t) in (1..=before.horizon.years().min(after.horizon.years()) as i32).enumerate() {
        let of = |summary: &Summary, scenario: &Scenario| summary.turnover(scenario.packages.len() - 1, year);
        let (Some(was), Some(is)) = (of(&was, before), of(&is, after)) else {
            panic!("{key}: a path overflows");
        };
        if let Some(variance) = variance {
            assert_variance(Some(is), variance(t));
        }
        let bound = 4.0 * ((was.second + is.second) / PATHS as f64).sqrt() + 1e-9;
        let off = is.mean - was.mean - adds(t);
        assert!(off.abs() <= bound, "{key}, year {t}: the mean is off by {off}, more than {bound}");
    }
}
