//! The mixture law: years of turmoil that all innovations share.

use altai_tests::{PATHS, assert_mean, assert_variance, played, scenario};

use super::{above, assert_at_date, one_flow, years};

const BASE: f64 = 160.0;
const SHARE: f64 = 0.15;
const SCALE: f64 = 3.5;
const LAW: &str = "[innovations]\nlaw.mixture = { share = 0.15, scale = 3.5 }\n";

/// m² in a year of turmoil and in another.
fn squares() -> [f64; 2] {
    let unit = 1.0 - SHARE + SHARE * SCALE * SCALE;
    [SCALE * SCALE / unit, 1.0 / unit]
}

/// The mean of `given(Σ m²)` over t years.
fn mixed(t: i32, given: impl Fn(f64) -> f64) -> f64 {
    let [turmoil, quiet] = squares();
    let mut chance = (1.0 - SHARE).powi(t);
    let mut sum = 0.0;
    for years in 0..=t {
        let n = f64::from(years);
        sum += chance * given(n * turmoil + (f64::from(t) - n) * quiet);
        chance *= SHARE / (1.0 - SHARE) * (f64::from(t) - n) / (n + 1.0);
    }
    sum
}

#[test]
fn years_of_turmoil_make_a_binomial_mixture_of_normals() {
    let summary = played(&scenario(&one_flow("200", &format!("drift = 0.02\nvolatility = 0.12\n{LAW}")), &[]), PATHS);
    let truth = |t: i32| mixed(t, |squares| above(BASE.ln() + 0.02 * f64::from(t), 0.0144 * squares, 200.0));
    assert_at_date(&summary, 0, (1..=10).map(truth));
    let summary = played(&scenario(&one_flow("300", &format!("drift = 0.02\nvolatility = 0.12\n{LAW}")), &[]), PATHS);
    let truth = |t: i32| mixed(t, |squares| above(BASE.ln() + 0.02 * f64::from(t), 0.0144 * squares, 300.0));
    assert_at_date(&summary, 0, (1..=10).map(truth));
}

#[test]
fn a_driver_and_a_flow_are_in_turmoil_together() {
    let text = one_flow(
        "220",
        &format!(
            "volatility = 0.1\nelasticity = {{ gdp = 1.5 }}\n\
             [drivers.gdp]\nkind = \"growth\"\nprocess.white = {{ mean = 0.01, sd = 0.06 }}\n{LAW}\
             [innovations.correlation]\ngdp = {{ trade = -0.3 }}\n"
        ),
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let variance = 0.01 + 2.25 * 0.0036 - 2.0 * 0.3 * 1.5 * 0.06 * 0.1;
    let truth = |t: i32| mixed(t, |squares| above(BASE.ln() + 0.015 * f64::from(t), variance * squares, 220.0));
    assert_at_date(&summary, 0, (1..=10).map(truth));
}

#[test]
fn uncorrelated_is_not_independent() {
    let text = one_flow("200", &format!("volatility = 0.2\n[flows.imports]\nbase = 100\nvolatility = 0.2\n{LAW}"));
    let summary = played(&scenario(&text, &[]), PATHS);
    for (year, t) in (1..=6).enumerate() {
        let mean = mixed(t, |squares| (0.5 * 0.04 * squares).exp());
        let second = mixed(t, |squares| (2.0 * 0.04 * squares).exp());
        let product = mixed(t, |squares| (0.04 * squares).exp());
        assert_mean(summary.turnover(0, year), (BASE + 100.0) * mean);
        let variance =
            (BASE * BASE + 100.0 * 100.0) * (second - mean * mean) + 2.0 * BASE * 100.0 * (product - mean * mean);
        assert_variance(summary.turnover(0, year), variance);
        assert!(product > 1.0005 * mean * mean);
    }
}

#[test]
fn the_variance_of_an_innovation_stays_one() {
    // A level that is white and small: T is as good as linear in it.
    let text = one_flow(
        "200",
        &format!(
            "elasticity = {{ price = 1 }}\n[drivers.price]\nkind = \"level\"\nprocess.white = {{ sd = 0.001 }}\n{LAW}"
        ),
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    for year in 0..years().count() {
        let second = mixed(1, |squares| (2.0 * 1e-6 * squares).exp());
        let mean = mixed(1, |squares| (0.5 * 1e-6 * squares).exp());
        assert_variance(summary.turnover(0, year), BASE * BASE * (second - mean * mean));
    }
}
