//! Ramps: a year's scale is the average over the year, here by quadrature over the page's formulas.

use altai_math::quadrature::integrate;
use altai_tests::{assert_close, certain_turnover, scenario};

use super::deals;

/// The formulas of `docs/model.md`, r(x) for a ramp of w years.
fn scale(ramp: &str, x: f64, w: f64) -> f64 {
    let l = |x: f64| 1.0 / (1.0 + (-8.0 * (x / w - 0.5)).exp());
    match ramp {
        "linear" => (x / w).min(1.0),
        "logistic" if x < w => (l(x) - l(0.0)) / (l(w) - l(0.0)),
        "exponential" => 1.0 - (-3.0 * x / w).exp(),
        _ => 1.0,
    }
}

/// Asserts that 2026 to 2035 hold the averages of the ramp, for a deal that starts at `start` and is over at `end`.
fn assert_averages(ramp: &str, width: f64, start: f64, life: Option<f64>) {
    let ramp_key =
        if ramp == "step" { "ramp = \"step\"".into() } else { format!("ramp.{ramp} = {{ years = {width} }}") };
    let life_key = life.map_or(String::new(), |life| format!("life = {life}\n"));
    let text = deals(200.0, &format!("[deals.mine]\nstart = {start}\n{life_key}{ramp_key}\npeak = 1000"));
    let end = life.map_or(f64::INFINITY, |life| start + life);
    for (year, turnover) in certain_turnover(&scenario(&text, &[]), 1).iter().enumerate() {
        let (from, to) = (2026.0 + year as f64, 2027.0 + year as f64);
        let (from, to) = (from.max(start) - start, to.min(end) - start);
        // In two parts, so that the kink at the end of the ramp lies between them.
        let kink = width.clamp(from, to.max(from));
        let part = |a: f64, b: f64| integrate(|x| scale(ramp, x, width), a, b);
        let average = if to > from { part(from, kink) + part(kink, to) } else { 0.0 };
        assert_close(*turnover, 160.0 + 1000.0 * average, 1e-12);
    }
}

#[test]
fn a_year_holds_the_average_of_the_ramp() {
    for ramp in ["step", "linear", "logistic", "exponential"] {
        for width in [0.4, 1.0, 3.0, 5.5, 20.0] {
            assert_averages(ramp, width, 2026.0, None);
            assert_averages(ramp, width, 2027.625, None);
        }
    }
}

#[test]
fn a_deal_under_way_has_climbed_already() {
    for ramp in ["step", "linear", "logistic", "exponential"] {
        assert_averages(ramp, 6.0, 2023.5, None);
        assert_averages(ramp, 1.5, 2020.0, None);
    }
}

#[test]
fn a_deal_that_ends_on_the_way_up_keeps_what_it_climbed() {
    for ramp in ["step", "linear", "logistic", "exponential"] {
        assert_averages(ramp, 6.0, 2027.5, Some(3.25));
        assert_averages(ramp, 2.0, 2027.5, Some(0.25));
    }
}
