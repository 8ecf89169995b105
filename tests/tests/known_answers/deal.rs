//! Deals on top of a constant flow: whether they go ahead, when they start, what they add.

use altai_math::normal::cdf;
use altai_tests::{
    PATHS, assert_close, assert_mean, assert_odds, certain_turnover, package, played, reached, scenario,
};

use super::{assert_at_date, assert_reached, deals, years};

#[test]
fn a_lognormal_peak_reaches_the_target_where_it_goes_ahead_and_is_large_enough() {
    let text =
        deals(200.0, "[deals.mine]\ngo = 0.6\nstart = 2027-09-01\npeak.lognormal = { median = 60, sigma = 0.7 }");
    let scenario = scenario(&text, &[]);
    let summary = played(&scenario, PATHS);
    let enough = |share: f64| 0.6 * cdf((60.0 * share / 40.0_f64).ln() / 0.7);
    // September to December are 122 of the 365 days of 2027.
    let truth: Vec<f64> = [0.0, enough(122.0 / 365.0)].into_iter().chain([enough(1.0); 8]).collect();
    let mine = package(&scenario, "mine");
    assert_at_date(&summary, mine, truth.iter().copied());
    assert_reached(&summary, mine, truth);
    assert_at_date(&summary, package(&scenario, "none"), [0.0; 10]);
    for year in 2..10 {
        assert_mean(summary.deal(mine, 0, year), 0.6 * 60.0 * (0.5 * 0.49_f64).exp());
        assert_mean(summary.turnover(mine, year), 160.0 + 0.6 * 60.0 * (0.5 * 0.49_f64).exp());
    }
}

#[test]
fn a_flow_above_the_target_needs_no_deal() {
    let text = deals(150.0, "[deals.mine]\ngo = 0.6\nstart = 2027.0\npeak = -20");
    let scenario = scenario(&text, &[]);
    let summary = played(&scenario, PATHS);
    // A deal may take trade away: 140 where it goes ahead. What was reached in 2026 stays reached.
    let mine = package(&scenario, "mine");
    assert_at_date(&summary, mine, [1.0].into_iter().chain([0.4; 9]));
    assert_reached(&summary, mine, [1.0; 10]);
    assert_at_date(&summary, package(&scenario, "none"), [1.0; 10]);
}

#[test]
fn a_deal_that_starts_in_september_counts_four_months() {
    let text = deals(200.0, "[deals.mine]\nstart = 2027-09-01\npeak = 90");
    let turnover = certain_turnover(&scenario(&text, &[]), 1);
    assert_eq!(turnover[0], 160.0);
    assert_close(turnover[1], 160.0 + 90.0 * 122.0 / 365.0, 1e-13);
    assert_close(turnover[2], 250.0, 1e-13);
}

#[test]
fn a_date_and_a_number_of_years_are_the_same_instant() {
    let dated = certain_turnover(&scenario(&deals(200.0, "[deals.mine]\nstart = 2028-07-01\npeak = 90"), &[]), 1);
    // 2028 is a leap year: 182 of its 366 days lie before July.
    assert_close(dated[2], 160.0 + 90.0 * 184.0 / 366.0, 1e-13);
    let text = format!("[deals.mine]\nstart = {}\npeak = 90", 2028.0 + 182.0 / 366.0);
    assert_eq!(certain_turnover(&scenario(&deals(200.0, &text), &[]), 1), dated);
}

#[test]
fn a_contract_is_delivered_evenly_over_its_years() {
    let text = deals(200.0, "[deals.satellite]\nstart = 2026-09-01\ntotal = 120\nover = 2.5");
    let scenario = scenario(&text, &[]);
    let turnover = certain_turnover(&scenario, 1);
    let first = 122.0 / 365.0;
    for (amount, truth) in turnover.iter().zip([first, 1.0, 1.0, 0.5 - first, 0.0, 0.0]) {
        assert_close(*amount, 160.0 + 48.0 * truth, 1e-13);
    }
    let delivered: f64 = turnover.iter().map(|year| year - 160.0).sum();
    assert_close(delivered, 120.0, 1e-12);
}

#[test]
fn an_uncertain_start_is_spread_over_the_year_by_the_day() {
    // At mid-year it is under way where it starts by then: half of the peak is then in the year.
    let text = deals(185.0, "[deals.mine]\nstart = \"2027 to 2031\"\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    let sigma = (2031.0_f64 / 2027.0).ln() / (2.0 * 1.6448536269514722);
    let started = |year: f64| cdf((year / (2031.0_f64 * 2027.0).sqrt()).ln() / sigma);
    let truth: Vec<f64> = years().map(|t| started(2025.5 + t)).collect();
    assert_at_date(&summary, 1, truth.iter().copied());
    assert_reached(&summary, 1, truth);
}

#[test]
fn a_uniform_start_gives_its_mean_share_of_every_year() {
    let text = deals(185.0, "[deals.mine]\ngo = 0.8\nstart.uniform = { min = 2027.5, max = 2029.5 }\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    // E r̄ is the average over the year of P(started): linear from 0 at 2027.5 to 1 at 2029.5.
    let truth = [0.0, 0.0625, 0.5, 0.9375, 1.0];
    for (year, truth) in truth.into_iter().enumerate() {
        assert_mean(summary.deal(1, 0, year), 0.8 * 50.0 * truth);
    }
}

#[test]
fn a_deal_ends_after_its_life() {
    let text = deals(200.0, "[deals.mine]\nstart = 2027-09-01\nlife = 2.5\npeak = 90");
    let turnover = certain_turnover(&scenario(&text, &[]), 1);
    let first = 122.0 / 365.0;
    for (amount, truth) in turnover.iter().zip([0.0, first, 1.0, 1.0, 0.5 - first, 0.0, 0.0]) {
        assert_close(*amount, 160.0 + 90.0 * truth, 1e-13);
    }
}

#[test]
fn a_life_cuts_a_contract_short() {
    let text = deals(200.0, "[deals.satellite]\nstart = 2027.0\ntotal = 120\nover = 4\nlife = 2.5");
    let turnover = certain_turnover(&scenario(&text, &[]), 1);
    for (amount, truth) in turnover.iter().zip([0.0, 30.0, 30.0, 15.0, 0.0]) {
        assert_close(*amount, 160.0 + truth, 1e-13);
    }
}

#[test]
fn an_uncertain_life_ends_when_it_ends() {
    let text = deals(185.0, "[deals.mine]\nstart = 2027.0\nlife.uniform = { min = 1, max = 6 }\npeak = 50");
    let summary = played(&scenario(&text, &[]), PATHS);
    // Alive at mid-year, x years after the start: half of the year is then in it.
    let alive = |x: f64| (1.0 - (x - 1.0) / 5.0).clamp(0.0, 1.0);
    let truth: Vec<f64> = years().map(|t| if t < 2.0 { 0.0 } else { alive(t - 1.5) }).collect();
    assert_at_date(&summary, 1, truth);
    assert_reached(&summary, 1, [0.0].into_iter().chain([1.0; 9]));
}

#[test]
fn what_may_never_go_ahead_never_does() {
    let text = deals(200.0, "[deals.mine]\ngo = 0\nstart = 2027.0\npeak = 90");
    let summary = played(&scenario(&text, &[]), 10_240);
    assert_eq!(reached(&summary, 1, 9), 0.0);
    assert_eq!(summary.deal(1, 0, 9).map(|moments| moments.mean), Some(0.0));
    let summary = played(&scenario(&text, &[("deals.mine.go", "1")]), 10_240);
    assert_eq!(reached(&summary, 1, 1), 1.0);
}

#[test]
fn an_uncertain_probability_acts_by_its_mean() {
    let text = deals(200.0, "[deals.mine]\ngo.beta = { alpha = 3, beta = 7 }\nstart = 2026.0\npeak = 90");
    let summary = played(&scenario(&text, &[]), PATHS);
    assert_odds(reached(&summary, 1, 9), 0.3, PATHS);
}

#[test]
fn two_deals_go_ahead_independently_of_each_other() {
    let text = deals(
        245.0,
        "[deals.mine]\ngo = 0.6\nstart = 2026.0\npeak = 50\n[deals.road]\ngo = 0.3\nstart = 2026.0\npeak = 50",
    );
    let scenario = scenario(&text, &[]);
    let summary = played(&scenario, PATHS);
    assert_odds(reached(&summary, package(&scenario, "all"), 9), 0.18, PATHS);
    assert_odds(reached(&summary, package(&scenario, "mine"), 9), 0.0, PATHS);
}
