//! Distributions of part 2 whose moments say little: heavy tails and quantiles (the moments are in `quantities.rs`).

use altai_tests::{PATHS, assert_odds, at_date, played, scenario};

use super::deals;

#[test]
fn a_student_t_has_heavy_tails() {
    // P(|t_2| ≤ x) = x / √(2 + x²).
    for x in [1.0_f64, 4.0, 20.0] {
        let peak = "{ student_t = { location = 60, scale = 5, dof = 2 } }";
        let text = deals(220.0 + 5.0 * x, &format!("[deals.mine]\nstart = 2026.0\npeak = {peak}\n"));
        let summary = played(&scenario(&text, &[]), PATHS);
        assert_odds(at_date(&summary, 1, 0), 0.5 - 0.5 * x / (2.0 + x * x).sqrt(), PATHS);
    }
}

#[test]
fn quantiles_are_met_whatever_the_bounds() {
    for (target, truth) in [(20.0, 0.9), (50.0, 0.5), (110.0, 0.1)] {
        for bounds in ["", ", min = 0", ", min = 0, max = 300", ", max = 300"] {
            let peak = format!("{{ quantiles = {{ p10 = 20, p50 = 50, p90 = 110{bounds} }} }}");
            let text = deals(160.0 + target, &format!("[deals.mine]\nstart = 2026.0\npeak = {peak}\n"));
            let summary = played(&scenario(&text, &[]), PATHS / 4);
            assert_odds(at_date(&summary, 1, 0), truth, PATHS / 4);
        }
    }
}
