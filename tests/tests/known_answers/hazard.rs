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

/// A price whose level is known: 0.2, 0.5 and then −0.3 log points above the base year's.
const PRICE: &str = "[drivers.price]\nkind = \"level\"\nprocess.path = { values = [0.3, 0.6, -0.2] }\nstart = 0.1\n";

/// Its level in year t.
fn price(t: i32) -> f64 {
    [0.2, 0.5, -0.3][(t as usize).min(3) - 1]
}

/// The hazard that has run between two instants, in years after the base year's end.
fn run(hazard: impl Fn(i32) -> f64, from: f64, to: f64) -> f64 {
    (1..=10)
        .map(|t| {
            let (begin, end) = (f64::from(t) - 1.0, f64::from(t));
            hazard(t) * (end.min(to) - begin.max(from)).max(0.0)
        })
        .sum()
}

#[test]
fn a_hazard_that_follows_a_driver_is_integrated_year_by_year() {
    let text = deals(
        185.0,
        &format!(
            "[deals.mine]\ngo = 0.7\nstart = 2027.25\ncancel = 0.12\ncancel_elasticity = {{ price = 2 }}\npeak = 50\n{PRICE}"
        ),
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let hazard = |t: i32| 0.12 * (2.0 * price(t)).exp();
    let alive = |t: f64| match t {
        1.0 => 0.0,
        // Of 2027, half of the peak is there where it lives to 2027.75.
        2.0 => (-run(hazard, 1.25, 1.75)).exp(),
        _ => (-run(hazard, 1.25, t - 0.5)).exp(),
    };
    assert_at_date(&summary, 1, years().map(|t| 0.7 * alive(t)));
    for (year, t) in years().enumerate() {
        let survives = |x: f64| if x < 1.25 { 0.0 } else { (-run(hazard, 1.25, x)).exp() };
        let from = (t - 1.0_f64).max(1.25_f64).min(t);
        let truth = altai_math::quadrature::integrate(survives, from, t);
        assert_mean(summary.deal(1, 0, year), 0.7 * 50.0 * truth);
    }
}

#[test]
fn a_hazard_that_follows_luck_is_the_mean_over_it() {
    let text = deals(
        185.0,
        "[deals.mine]\nstart = 2020.0\ncancel = 0.3\ncancel_elasticity = { gdp = -4 }\npeak = 50\n\
         [drivers.gdp]\nkind = \"growth\"\nprocess.white = { mean = -0.05, sd = 0.2 }\n",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let truth = altai_tests::first_passage::over_normal(-0.05, 0.2, |first| {
        let hazard = 0.3 * (-4.0 * first).exp();
        altai_tests::first_passage::over_normal(-0.05, 0.2, |second| {
            let next = 0.3 * (-4.0 * (first + second)).exp();
            vec![(-0.5 * hazard).exp(), (-hazard - 0.5 * next).exp()]
        })
    });
    assert_at_date(&summary, 1, truth);
}

#[test]
fn a_life_ends_what_a_varying_hazard_has_spared() {
    let text = deals(
        185.0,
        &format!(
            "[deals.mine]\nstart = 2026.0\nlife = 3.25\ncancel = 0.2\ncancel_elasticity = {{ price = 1 }}\npeak = 50\n{PRICE}"
        ),
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let hazard = |t: i32| 0.2 * price(t).exp();
    let alive = |t: f64| if t < 4.0 { (-run(hazard, 0.0, t - 0.5)).exp() } else { 0.0 };
    assert_at_date(&summary, 1, years().map(alive));
}

#[test]
fn an_elasticity_of_nothing_is_a_hazard_that_never_changes() {
    let varying = "[deals.mine]\nstart = 2027.25\ncancel = 0.12\ncancel_elasticity = { price = 0 }\npeak = 50\n";
    let fixed = varying.replace("cancel_elasticity = { price = 0 }\n", "");
    let [varying, fixed] = [varying, &fixed]
        .map(|deal| altai_tests::turnover(&scenario(&deals(185.0, &format!("{deal}{PRICE}")), &[]), 1, 0)[1].concat());
    for (varying, fixed) in varying.iter().zip(fixed) {
        assert!((varying - fixed).abs() <= 1e-11 * fixed, "{varying} {fixed}");
    }
}
