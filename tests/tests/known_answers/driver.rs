//! Flows that follow the outside world: still normal in closed form.

use altai_math::normal::bivariate_upper;
use altai_tests::first_passage::Walk;
use altai_tests::{PATHS, assert_odds, played, reached, scenario};

use super::{above, assert_at_date, assert_reached, one_flow, years};

const BASE: f64 = 160.0;
const TARGET: f64 = 220.0;

/// Asserts that by the second year the target is reached as the bivariate normal says, given the mean and variance of ln T in
/// the two years and their covariance.
#[track_caller]
fn assert_reached_in_two_years(summary: &altai_sim::Summary, mean: [f64; 2], variance: [f64; 2], covariance: f64) {
    let [h, k] = [0, 1].map(|t| (mean[t] - TARGET.ln()) / variance[t].sqrt());
    // P(ln T_1 < ln K, ln T_2 < ln K).
    let missed = bivariate_upper(h, k, covariance / (variance[0] * variance[1]).sqrt());
    assert_odds(reached(summary, 0, 1), 1.0 - missed, PATHS);
}

#[test]
fn growth_that_is_white_makes_a_walk_whose_steps_share_luck_with_the_flow() {
    let text = one_flow(
        "220",
        "drift = 0.01\nvolatility = 0.12\nelasticity = { gdp = 1.5 }\n\
         [drivers.gdp]\nkind = \"growth\"\nprocess.white = { mean = 0.02, sd = 0.05 }\n\
         [innovations.correlation]\ngdp = { trade = 0.4 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let drift = 0.01 + 1.5 * 0.02;
    let variance: f64 = 0.0144 + 2.25 * 0.0025 + 2.0 * 0.4 * 1.5 * 0.05 * 0.12;
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + drift * t, variance * t, TARGET)));
    assert_reached(&summary, 0, Walk::new(BASE.ln(), drift, variance.sqrt()).reached(&[TARGET.ln(); 10]));
}

#[test]
fn two_drivers_may_be_correlated_with_each_other() {
    let text = one_flow(
        "220",
        "volatility = 0.1\nelasticity = { here = 1, there = 0.8 }\n\
         [drivers.here]\nkind = \"growth\"\nprocess.white = { mean = 0.03, sd = 0.06 }\n\
         [drivers.there]\nkind = \"growth\"\nprocess.white = { mean = 0.01, sd = 0.08 }\n\
         [innovations.correlation]\nhere = { there = -0.7, trade = 0.3 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let drift = 0.03 + 0.8 * 0.01;
    let variance: f64 = 0.01 + 0.0036 + 0.64 * 0.0064 + 2.0 * (-0.7 * 0.06 * 0.8 * 0.08 + 0.3 * 0.06 * 0.1);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + drift * t, variance * t, TARGET)));
    assert_reached(&summary, 0, Walk::new(BASE.ln(), drift, variance.sqrt()).reached(&[TARGET.ln(); 10]));
}

#[test]
fn a_level_that_is_white_comes_and_goes_within_the_year() {
    let text = one_flow(
        "220",
        "drift = 0.02\nvolatility = 0.12\nelasticity = { price = 0.5 }\n\
         [drivers.price]\nkind = \"level\"\nprocess.white = { mean = 0.1, sd = 0.2 }\nstart = -0.05",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    // L_t = x_t − start: what the driver adds is undone a year later, as noise is.
    let start = BASE.ln() + 0.5 * (0.1 + 0.05);
    assert_at_date(&summary, 0, years().map(|t| above(start + 0.02 * t, 0.0144 * t + 0.01, TARGET)));
    let walk = Walk { noise: 0.1, ..Walk::new(start, 0.02, 0.12) };
    assert_reached(&summary, 0, walk.reached(&[TARGET.ln(); 10]));
}

#[test]
fn a_level_shares_only_this_years_luck_with_the_flow() {
    let text = one_flow(
        "220",
        "volatility = 0.12\nelasticity = { price = 0.5 }\n\
         [drivers.price]\nkind = \"level\"\nprocess.white = { sd = 0.2 }\n\
         [innovations.correlation]\ntrade = { price = 0.5 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let variance = |t: f64| 0.0144 * t + 0.01 + 2.0 * 0.5 * 0.5 * 0.2 * 0.12;
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln(), variance(t), TARGET)));
    // Cov(ln T_1, ln T_2) = σ² + ρ ε v σ: the price of year 1 is gone in year 2, the flow's luck is not.
    let covariance = 0.0144 + 0.5 * 0.5 * 0.2 * 0.12;
    assert_reached_in_two_years(&summary, [BASE.ln(); 2], [1.0, 2.0].map(variance), covariance);
}

/// An AR(1) and what a flow makes of it: ln T_t = ln 160 + ε Σ … + σ W_t, with its loadings on the innovations of the driver.
struct Follows {
    persistence: f64,
    sd: f64,
    elasticity: f64,
    volatility: f64,
    correlation: f64,
}

impl Follows {
    /// How much of the innovation of `age` years ago is in ln T, where the flow follows growth: Σ_{i ≤ age} φ^i.
    fn of_growth(&self, age: i32) -> f64 {
        self.elasticity * self.sd * (0..=age).map(|i| self.persistence.powi(i)).sum::<f64>()
    }

    /// … and where it follows a level: φ^age.
    fn of_level(&self, age: i32) -> f64 {
        self.elasticity * self.sd * self.persistence.powi(age)
    }

    /// Cov(ln T_s, ln T_t) for s ≤ t.
    fn covariance(&self, loading: impl Fn(i32) -> f64, s: i32, t: i32) -> f64 {
        let of_year = |j: i32| {
            let (early, late) = (loading(s - j), loading(t - j));
            let shared = self.correlation * self.volatility * (early + late);
            early * late + shared + self.volatility * self.volatility
        };
        // The flow's own luck counts up to the earlier of the two years.
        (1..=s).map(of_year).sum::<f64>()
    }
}

#[test]
fn growth_that_persists_starts_where_it_is_told() {
    let text = one_flow(
        "220",
        "drift = 0.01\nvolatility = 0.1\nelasticity = { gdp = 1.2 }\n\
         [drivers.gdp]\nkind = \"growth\"\nprocess.ar1 = { mean = 0.03, persistence = 0.6, sd = 0.04 }\nstart = -0.02\n\
         [innovations.correlation]\ngdp = { trade = 0.25 }",
    );
    let follows = Follows { persistence: 0.6, sd: 0.04, elasticity: 1.2, volatility: 0.1, correlation: 0.25 };
    let summary = played(&scenario(&text, &[]), PATHS);
    let mean = |t: i32| {
        let start: f64 = (1..=t).map(|s| (-0.02 - 0.03) * 0.6_f64.powi(s)).sum();
        BASE.ln() + 0.01 * f64::from(t) + 1.2 * (0.03 * f64::from(t) + start)
    };
    let covariance = |s, t| follows.covariance(|age| follows.of_growth(age), s, t);
    assert_at_date(&summary, 0, (1..=10).map(|t| above(mean(t), covariance(t, t), TARGET)));
    let variance = [covariance(1, 1), covariance(2, 2)];
    assert_reached_in_two_years(&summary, [mean(1), mean(2)], variance, covariance(1, 2));
}

#[test]
fn growth_that_persists_starts_at_its_mean_when_it_is_told_nothing() {
    let text = one_flow(
        "220",
        "volatility = 0.1\nelasticity = { gdp = 1 }\n\
         [drivers.gdp]\nkind = \"growth\"\nprocess.ar1 = { mean = 0.03, persistence = 0.6, sd = 0.04 }",
    );
    let follows = Follows { persistence: 0.6, sd: 0.04, elasticity: 1.0, volatility: 0.1, correlation: 0.0 };
    let summary = played(&scenario(&text, &[]), PATHS);
    let variance = |t| follows.covariance(|age| follows.of_growth(age), t, t);
    assert_at_date(&summary, 0, (1..=10).map(|t| above(BASE.ln() + 0.03 * f64::from(t), variance(t), TARGET)));
}

#[test]
fn a_level_that_persists_returns_to_its_mean_from_where_the_base_year_stands() {
    let text = one_flow(
        "220",
        "volatility = 0.1\nelasticity = { price = 0.8 }\n\
         [drivers.price]\nkind = \"level\"\nprocess.ar1 = { mean = 0.2, persistence = 0.7, sd = 0.15 }\nstart = -0.1\n\
         [innovations.correlation]\nprice = { trade = -0.3 }",
    );
    let follows = Follows { persistence: 0.7, sd: 0.15, elasticity: 0.8, volatility: 0.1, correlation: -0.3 };
    let summary = played(&scenario(&text, &[]), PATHS);
    let mean = |t: i32| BASE.ln() + 0.8 * (0.2 + (-0.1 - 0.2) * 0.7_f64.powi(t) + 0.1);
    let covariance = |s, t| follows.covariance(|age| follows.of_level(age), s, t);
    assert_at_date(&summary, 0, (1..=10).map(|t| above(mean(t), covariance(t, t), TARGET)));
    let variance = [covariance(1, 1), covariance(2, 2)];
    assert_reached_in_two_years(&summary, [mean(1), mean(2)], variance, covariance(1, 2));
}

#[test]
fn a_level_starts_at_zero_when_it_is_told_nothing() {
    let text = one_flow(
        "180",
        "volatility = 0.1\nelasticity = { price = 1 }\n\
         [drivers.price]\nkind = \"level\"\nprocess.ar1 = { mean = 0.2, persistence = 0.5 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let mean = |t: f64| BASE.ln() + 0.2 * (1.0 - 0.5_f64.powf(t));
    assert_at_date(&summary, 0, years().map(|t| above(mean(t), 0.01 * t, 180.0)));
}

#[test]
fn an_uncertain_elasticity_is_drawn_once_a_path() {
    // Growth is known, so that ln T_t = ln 160 + ε 0.05 t + σ W_t with ε ~ N(1, 0.4²).
    let text = one_flow(
        "220",
        "volatility = 0.1\nelasticity = { gdp = { normal = { mean = 1, sd = 0.4 } } }\n\
         [drivers.gdp]\nkind = \"growth\"\nprocess.white = { mean = 0.05 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let variance = |t: f64| 0.01 * t + 0.0004 * t * t;
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.05 * t, variance(t), TARGET)));
    let truth = altai_tests::first_passage::over_normal(1.0, 0.4, |elasticity| {
        Walk::new(BASE.ln(), 0.05 * elasticity, 0.1).reached(&[TARGET.ln(); 10])
    });
    assert_reached(&summary, 0, truth);
}
