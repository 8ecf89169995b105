//! Cancellation: exponential from the later of the start and the first day after the base year.

use altai_tests::{PATHS, assert_mean, played, scenario};

use super::{assert_at_date, assert_reached, deals, years};

/// E r̄ of a step that starts at `start` and is cancelled at a hazard that counts from `known`, in the year that ends at `end`.
fn mean_share(start: f64, known: f64, hazard: f64, end: f64) -> f64 {
    let from = (end - 1.0).max(start);
    if from >= end {
        return 0.0;
    }
    // ∫ exp(−h (u − known)⁺) du
    let certain = (known.min(end) - from).max(0.0);
    let decayed = |u: f64| (-hazard * (u - known)).exp();
    certain + (decayed(from.max(known)) - decayed(end.max(known))) / hazard
}

#[test]
fn a_deal_outlives_x_years_with_the_odds_of_an_exponential() {
    let text = deals(185.0, "[deals.mine]\ngo = 0.7\nstart = 2027.25\ncancel = 0.12\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    // Half of a full year's peak is there where the deal is alive at mid-year; of 2027, where it lives to 2027.75.
    let alive = |t: f64| match t {
        1.0 => 0.0,
        2.0 => (-0.12 * 0.5_f64).exp(),
        _ => (-0.12 * (2025.5 + t - 2027.25)).exp(),
    };
    assert_at_date(&summary, 1, years().map(|t| 0.7 * alive(t)));
    assert_reached(&summary, 1, years().map(|t| if t < 2.0 { 0.0 } else { 0.7 * alive(2.0) }));
    for (year, t) in years().enumerate() {
        let truth = 0.7 * 50.0 * mean_share(2027.25, 2027.25, 0.12, 2026.0 + t);
        assert_mean(summary.deal(1, 0, year), truth);
    }
}

#[test]
fn a_deal_under_way_in_the_base_year_is_known_to_be_alive() {
    let text = deals(185.0, "[deals.mine]\nstart = 2020.0\ncancel = 0.12\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    assert_at_date(&summary, 1, years().map(|t| (-0.12 * (t - 0.5)).exp()));
    for (year, t) in years().enumerate() {
        assert_mean(summary.deal(1, 0, year), 50.0 * mean_share(2020.0, 2026.0, 0.12, 2026.0 + t));
    }
}

#[test]
fn a_deal_that_starts_late_in_the_base_year_is_known_to_be_alive_too() {
    let text = deals(185.0, "[deals.mine]\nstart = 2025-10-01\ncancel = 0.3\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    assert_at_date(&summary, 1, years().map(|t| (-0.3 * (t - 0.5)).exp()));
}

#[test]
fn a_deal_ends_at_the_earlier_of_its_life_and_its_cancellation() {
    let text = deals(185.0, "[deals.mine]\nstart = 2022.0\nlife = 8.0\ncancel = 0.2\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    // The life counts from the start in 2022: it is over with the year 2029.
    let truth = |t: f64| if t <= 4.0 { (-0.2 * (t - 0.5)).exp() } else { 0.0 };
    assert_at_date(&summary, 1, years().map(truth));
}

#[test]
fn an_uncertain_hazard_mixes_exponentials() {
    let text = deals(185.0, "[deals.mine]\nstart = 2026.0\ncancel.uniform = { min = 0.05, max = 0.25 }\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    let truth = |x: f64| ((-0.05 * x).exp() - (-0.25 * x).exp()) / (0.2 * x);
    assert_at_date(&summary, 1, years().map(|t| truth(t - 0.5)));
}

#[test]
fn a_ramp_goes_on_as_long_as_the_deal_does() {
    let text = deals(185.0, "[deals.mine]\nstart = 2026.0\ncancel = 0.15\nramp.linear = { years = 4 }\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    for (year, t) in years().enumerate() {
        let scale = |x: f64| (x / 4.0).min(1.0) * (-0.15 * x).exp();
        let truth = altai_math::quadrature::integrate(scale, t - 1.0, t);
        assert_mean(summary.deal(1, 0, year), 50.0 * truth);
    }
}
