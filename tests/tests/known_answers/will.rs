//! Political will: deals that go ahead together and start early together.

use altai_math::normal::{bivariate_upper, cdf, quantile};
use altai_math::quadrature::integrate;
use altai_tests::{PATHS, assert_odds, package, played, reached, scenario};

use super::{assert_at_date, assert_reached, deals, years};

/// Two deals of 10 on top of 160, from the first day.
const TWO: &str =
    "[deals.mine]\ngo = 0.6\nstart = 2026.0\npeak = 10\n[deals.road]\ngo = 0.35\nstart = 2026.0\npeak = 10\n";

fn both(correlation: f64) -> f64 {
    bivariate_upper(quantile(0.4), quantile(0.65), correlation)
}

#[test]
fn two_deals_both_go_ahead_with_the_probability_of_an_orthant() {
    for correlation in [0.0, 0.3, 0.9, 1.0] {
        let will = format!("[political_will]\ngo = {correlation}\n");
        let two = scenario(&(deals(179.0, TWO) + &will), &[]);
        let summary = played(&two, PATHS);
        assert_odds(reached(&summary, package(&two, "all"), 9), both(correlation), PATHS);
        // One of them, and each by itself: the margins do not move.
        let one = scenario(&(deals(169.0, TWO) + &will), &[]);
        let summary = played(&one, PATHS);
        assert_odds(reached(&summary, package(&one, "all"), 9), 0.95 - both(correlation), PATHS);
        assert_odds(reached(&summary, package(&one, "mine"), 9), 0.6, PATHS);
        assert_odds(reached(&summary, package(&one, "road"), 9), 0.35, PATHS);
    }
}

#[test]
fn an_uncertain_will_mixes_orthants() {
    let text = deals(179.0, TWO) + "[political_will]\ngo.uniform = { min = 0.2, max = 0.8 }\n";
    let scenario = scenario(&text, &[]);
    let summary = played(&scenario, PATHS);
    assert_odds(reached(&summary, package(&scenario, "all"), 9), integrate(both, 0.2, 0.8) / 0.6, PATHS);
}

#[test]
fn three_deals_share_one_will() {
    let rest = "[deals.a]\ngo = 0.5\nstart = 2026.0\npeak = 10\n[deals.b]\ngo = 0.5\nstart = 2026.0\npeak = 10\n\
                [deals.c]\ngo = 0.5\nstart = 2026.0\npeak = 10\n[political_will]\ngo = 0.4\n";
    let scenario = scenario(&deals(189.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    // P(all three) of equal correlations, at the median: 1/8 + 3 asin(ρ)/(4π) (Stuart and Ord 1994, 15.10).
    let truth = 0.125 + 3.0 * 0.4_f64.asin() / (4.0 * std::f64::consts::PI);
    assert_odds(reached(&summary, package(&scenario, "all"), 9), truth, PATHS);
}

/// The score that a lognormal delay must not exceed for the deal to be under way at an instant.
fn score(instant: f64, signed: f64, median: f64, sigma: f64) -> f64 {
    ((instant - signed).max(0.0) / median).ln() / sigma
}

#[test]
fn a_delay_counts_from_the_signature() {
    let mine = "[deals.mine]\nsigned = 2025.5\ndelay.lognormal = { median = 3, sigma = 0.6 }\npeak = 10\n";
    for will in ["", "[political_will]\ndelay = 0.5\n", "[political_will]\ndelay = 1\n"] {
        let summary = played(&scenario(&(deals(165.0, mine) + will), &[]), PATHS);
        // Under way at mid-year: the margin of a delay does not move with the will.
        let truth: Vec<f64> = years().map(|t| cdf(score(2025.5 + t, 2025.5, 3.0, 0.6))).collect();
        assert_at_date(&summary, 1, truth.iter().copied());
        assert_reached(&summary, 1, truth);
    }
}

#[test]
fn delays_are_short_together() {
    // The plant starts with the later of the two that it requires.
    let rest = "[deals.mine]\nsigned = 2025.5\ndelay.lognormal = { median = 3, sigma = 0.6 }\npeak = 0\n\
                [deals.road]\nsigned = 2024.0\ndelay.lognormal = { median = 5, sigma = 0.4 }\npeak = 0\n\
                [deals.plant]\nstart = 2020.0\npeak = 10\nrequires = [\"mine\", \"road\"]\n";
    for correlation in [0.0, 0.5, 1.0] {
        let will = format!("[political_will]\ndelay = {correlation}\n");
        let scenario = scenario(&(deals(165.0, rest) + &will), &[]);
        let summary = played(&scenario, PATHS);
        let by = |year: f64| [score(year, 2025.5, 3.0, 0.6), score(year, 2024.0, 5.0, 0.4)];
        let truth = |[mine, road]: [f64; 2]| bivariate_upper(-mine, -road, correlation);
        assert_at_date(&summary, package(&scenario, "plant"), years().map(|t| truth(by(2025.5 + t))));
    }
}

#[test]
fn a_deal_that_goes_ahead_is_an_early_one() {
    let rest = "[deals.mine]\ngo = 0.4\nsigned = 2025.5\ndelay.lognormal = { median = 3, sigma = 0.6 }\npeak = 10\n\
                [political_will]\ngo = 0.6\ndelay = 0.5\n";
    let scenario = scenario(&deals(165.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    // Corr(latent of going ahead, −score of the delay) = √(ρ_go ρ_delay).
    let truth = |t: f64| bivariate_upper(quantile(0.6), -score(2025.5 + t, 2025.5, 3.0, 0.6), 0.3_f64.sqrt());
    assert_at_date(&summary, 1, years().map(truth));
    assert!(truth(2.0) > 1.2 * 0.4 * cdf(score(2027.5, 2025.5, 3.0, 0.6)));
}

#[test]
fn a_known_delay_does_not_follow_will() {
    let rest = "[deals.mine]\nsigned = 2025.5\ndelay = 2\npeak = 10\n[political_will]\ndelay = 0.9\n";
    let turnover = altai_tests::certain_turnover(&scenario(&deals(165.0, rest), &[]), 1);
    assert_eq!(turnover[..3], [160.0, 165.0, 170.0]);
}
