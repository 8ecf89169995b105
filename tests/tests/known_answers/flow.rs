//! One flow and nothing else: normal in closed form, first passage by quadrature.

use altai_math::normal::bivariate_upper;
use altai_tests::first_passage::{Walk, over_normal};
use altai_tests::{PATHS, assert_mean, assert_odds, assert_variance, at_date, played, reached, scenario};

use super::{above, assert_at_date, assert_reached, one_flow, years};

const BASE: f64 = 160.0;
const TARGET: f64 = 220.0;

#[test]
fn a_fixed_drift_reaches_the_target_as_the_closed_form_and_the_quadrature_say() {
    let (drift, volatility) = (0.03_f64, 0.15_f64);
    let summary = played(&scenario(&one_flow("220", "drift = 0.03\nvolatility = 0.15"), &[]), PATHS);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + drift * t, volatility * volatility * t, TARGET)));
    assert_reached(&summary, 0, Walk::new(BASE.ln(), drift, volatility).reached(&[TARGET.ln(); 10]));
}

#[test]
fn a_falling_flow_may_reach_the_target_early_and_lose_it_again() {
    let summary = played(&scenario(&one_flow("190", "drift = -0.08\nvolatility = 0.25"), &[]), PATHS);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() - 0.08 * t, 0.0625 * t, 190.0)));
    let truth = Walk::new(BASE.ln(), -0.08, 0.25).reached(&[190_f64.ln(); 10]);
    assert!(truth[9] > 2.0 * at_date(&summary, 0, 9));
    assert_reached(&summary, 0, truth);
}

#[test]
fn the_mean_and_variance_of_a_flow_are_those_of_a_lognormal() {
    let summary = played(&scenario(&one_flow("220", "drift = 0.03\nvolatility = 0.15"), &[]), PATHS);
    for (year, t) in years().enumerate() {
        let mean = BASE * (0.03 * t + 0.5 * 0.0225 * t).exp();
        assert_mean(summary.turnover(0, year), mean);
        assert_mean(summary.flow(0, 0, year), mean);
        assert_variance(summary.turnover(0, year), mean * mean * (0.0225 * t).exp_m1());
    }
}

#[test]
fn an_uncertain_drift_adds_its_variance_times_the_square_of_time() {
    let text = one_flow("220", "drift.normal = { mean = 0.03, sd = 0.02 }\nvolatility = 0.15");
    let summary = played(&scenario(&text, &[]), PATHS);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.03 * t, 0.0225 * t + 0.0004 * t * t, TARGET)));
    for (year, t) in years().enumerate() {
        let half_variance = 0.5 * (0.0225 * t + 0.0004 * t * t);
        assert_mean(summary.turnover(0, year), BASE * (0.03 * t + half_variance).exp());
    }
    let truth = over_normal(0.03, 0.02, |drift| Walk::new(BASE.ln(), drift, 0.15).reached(&[TARGET.ln(); 10]));
    assert_reached(&summary, 0, truth);
}

#[test]
fn noise_is_added_to_every_year_anew() {
    let text = one_flow("220", "drift = 0.03\nvolatility = 0.12\nnoise = 0.1");
    let summary = played(&scenario(&text, &[]), PATHS);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.03 * t, 0.0144 * t + 0.01, TARGET)));
    let walk = Walk { noise: 0.1, ..Walk::new(BASE.ln(), 0.03, 0.12) };
    assert_reached(&summary, 0, walk.reached(&[TARGET.ln(); 10]));
}

#[test]
fn an_uncertain_base_is_where_the_walk_starts() {
    let text = one_flow("220", "drift = 0.03\nvolatility = 0.15");
    let base = ("flows.trade.base", "{ lognormal = { median = 150, sigma = 0.1 } }");
    let summary = played(&scenario(&text, &[base]), PATHS);
    let start = 150_f64.ln();
    assert_at_date(&summary, 0, years().map(|t| above(start + 0.03 * t, 0.0225 * t + 0.01, TARGET)));
    let walk = Walk { start_sd: 0.1, ..Walk::new(start, 0.03, 0.15) };
    assert_reached(&summary, 0, walk.reached(&[TARGET.ln(); 10]));
}

#[test]
fn an_uncertain_target_is_the_same_in_all_years() {
    let text = one_flow("{ lognormal = { median = 220, sigma = 0.1 } }", "drift = 0.03\nvolatility = 0.15");
    let summary = played(&scenario(&text, &[]), PATHS);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.03 * t, 0.0225 * t + 0.01, TARGET)));
    let truth = over_normal(TARGET.ln(), 0.1, |target| Walk::new(BASE.ln(), 0.03, 0.15).reached(&[target; 10]));
    assert_reached(&summary, 0, truth);
    // E[(K − T)⁺] of two independent lognormals: Margrabe (1978).
    for (year, t) in years().enumerate() {
        let spread = (0.0225 * t + 0.01).sqrt();
        let (target, turnover) = (TARGET * 0.005_f64.exp(), BASE * (0.03 * t + 0.01125 * t).exp());
        let d = (target / turnover).ln() / spread;
        let phi = altai_math::normal::cdf;
        let truth = target * phi(d + 0.5 * spread) - turnover * phi(d - 0.5 * spread);
        assert_mean(summary.shortfall(0, 0, year), truth);
    }
}

#[test]
fn reversion_makes_the_gap_to_potential_autoregressive() {
    let (drift, speed, sd) = (0.03_f64, 0.3_f64, 0.15_f64);
    let text = one_flow("220", "drift = 0.03\nvolatility = 0.15\nreversion = 0.3\npotential = 200");
    let summary = played(&scenario(&text, &[]), PATHS);
    let kept = 1.0 - speed;
    let potential = |t: f64| 200_f64.ln() + drift * t;
    let moments = |t: f64| {
        let gap = (BASE / 200.0).ln() * kept.powf(t);
        (potential(t) + gap, sd * sd * (1.0 - kept.powf(2.0 * t)) / (1.0 - kept * kept))
    };
    assert_at_date(&summary, 0, years().map(|t| above(moments(t).0, moments(t).1, TARGET)));
    for (year, t) in years().enumerate() {
        let (mean, variance) = moments(t);
        assert_mean(summary.turnover(0, year), (mean + 0.5 * variance).exp());
    }
    let gap = Walk { memory: kept, drift: 0.0, ..Walk::new((BASE / 200.0).ln(), 0.0, sd) };
    let barriers: Vec<f64> = years().map(|t| TARGET.ln() - potential(t)).collect();
    assert_reached(&summary, 0, gap.reached(&barriers));
}

#[test]
fn without_a_potential_of_its_own_a_flow_reverts_to_the_trend_of_its_base() {
    let text = one_flow("220", "drift = 0.03\nvolatility = 0.2\nreversion = 0.4");
    let summary = played(&scenario(&text, &[]), PATHS);
    let variance = |t: f64| 0.04 * (1.0 - 0.6_f64.powf(2.0 * t)) / (1.0 - 0.36);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.03 * t, variance(t), TARGET)));
}

#[test]
fn a_reversion_of_one_is_back_at_potential_within_the_year() {
    let text = one_flow("210", "drift = 0.02\nvolatility = 0.1\nreversion = 1\npotential = 180");
    let summary = played(&scenario(&text, &[]), PATHS);
    let mut missed = 1.0;
    for (year, t) in years().enumerate() {
        // Each year stands by itself: potential and one year's luck.
        let odds = above(180_f64.ln() + 0.02 * t, 0.01, 210.0);
        missed *= 1.0 - odds;
        assert_odds(at_date(&summary, 0, year), odds, PATHS);
        assert_odds(reached(&summary, 0, year), 1.0 - missed, PATHS);
    }
}

#[test]
fn correlated_flows_move_together() {
    let text = one_flow(
        "300",
        "drift = 0.02\nvolatility = 0.2\n[flows.imports]\nbase = 100\nvolatility = 0.3\n\
         [innovations.correlation]\ntrade = { imports = 0.6 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    for (year, t) in years().enumerate() {
        let exports = BASE * (0.02 * t + 0.02 * t).exp();
        let imports = 100.0 * (0.045 * t).exp();
        let variance = exports * exports * (0.04 * t).exp_m1()
            + imports * imports * (0.09 * t).exp_m1()
            + 2.0 * exports * imports * (0.6 * 0.2 * 0.3 * t).exp_m1();
        assert_mean(summary.turnover(0, year), exports + imports);
        assert_variance(summary.turnover(0, year), variance);
    }
}

#[test]
fn first_passage_over_two_years_is_the_bivariate_normal_too() {
    let summary = played(&scenario(&one_flow("190", "volatility = 0.2"), &[]), PATHS);
    let [h, k] = [1.0_f64, 2.0].map(|t| (BASE / 190.0).ln() / (0.2 * t.sqrt()));
    assert_odds(reached(&summary, 0, 1), 1.0 - bivariate_upper(h, k, 0.5_f64.sqrt()), PATHS);
}
