//! Synergies, public money and sectors.

use altai_tests::{PATHS, assert_close, assert_mean, assert_variance, certain_turnover, package, played, scenario};

use super::{assert_at_date, deals, years};

const TWO: &str = "[deals.mine]\nstart = 2026.5\nlife = 3\npeak = 50\n[deals.road]\nstart = 2028.25\npeak = 20\n";

/// The share of each year in which both of `TWO` are active, and that in which each is.
const BOTH: [f64; 10] = [0.0, 0.0, 0.75, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const MINE: [f64; 10] = [0.5, 1.0, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const ROAD: [f64; 10] = [0.0, 0.0, 0.75, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];

#[test]
fn deals_are_worth_more_for_the_share_of_the_year_in_which_all_are_active() {
    let text = deals(200.0, &(TWO.to_owned() + "[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 1.5\n"));
    let scenario = scenario(&text, &[]);
    let [mine, road, all] = ["mine", "road", "all"].map(|name| certain_turnover(&scenario, package(&scenario, name)));
    for year in 0..10 {
        assert_close(mine[year], 160.0 + 50.0 * MINE[year], 1e-13);
        assert_close(road[year], 160.0 + 20.0 * ROAD[year], 1e-13);
        let factor = 1.0 + 0.5 * BOTH[year];
        assert_close(all[year], 160.0 + (50.0 * MINE[year] + 20.0 * ROAD[year]) * factor, 1e-13);
    }
}

#[test]
fn several_synergies_multiply_each_for_its_own_deals() {
    let rest = TWO.to_owned()
        + "[deals.port]\nstart = 2029.5\npeak = 10\ntotal = 12\nover = 4\n\
           [[synergies]]\ndeals = [\"mine\", \"road\"]\nmultiplier = 1.5\n\
           [[synergies]]\ndeals = [\"road\", \"port\"]\nmultiplier = 0.4\n";
    let scenario = scenario(&deals(200.0, &rest), &[]);
    let all = certain_turnover(&scenario, package(&scenario, "all"));
    for (year, turnover) in all.iter().enumerate() {
        let later = [0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0][year];
        let contract = [0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0, 0.5, 0.0, 0.0][year];
        let (first, second) = (1.0 + 0.5 * BOTH[year], 1.0 - 0.6 * later);
        let truth = 160.0
            + 50.0 * MINE[year] * first
            + 20.0 * ROAD[year] * first * second
            + (10.0 * later + 3.0 * contract) * second;
        assert_close(*turnover, truth, 1e-13);
    }
}

#[test]
fn a_synergy_needs_all_of_its_deals_to_go_ahead() {
    let rest = "[deals.mine]\ngo = 0.5\nstart = 2026.0\npeak = 50\n[deals.road]\ngo = 0.4\nstart = 2026.0\npeak = 20\n\
                [[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier.uniform = { min = 1, max = 3 }\n";
    let scenario = scenario(&deals(200.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let all = package(&scenario, "all");
    for year in 0..10 {
        assert_mean(summary.deal(all, 0, year), 50.0 * 0.5 * (0.6 + 0.4 * 2.0));
        assert_mean(summary.deal(all, 1, year), 20.0 * 0.4 * (0.5 + 0.5 * 2.0));
        // Both: 70 m with E m² = 4 + 1/3.
        let mean = 50.0 * 0.3 + 20.0 * 0.2 + 70.0 * 0.2 * 2.0;
        let second = 2500.0 * 0.3 + 400.0 * 0.2 + 4900.0 * 0.2 * (4.0 + 1.0 / 3.0);
        assert_variance(summary.turnover(all, year), second - mean * mean);
        assert_mean(summary.deal(package(&scenario, "mine"), 0, year), 25.0);
    }
}

#[test]
fn boosts_are_not_multiplied() {
    let rest = "[deals.mine]\nstart = 2026.0\npeak = 50\n[deals.treaty]\nstart = 2026.0\nboost = 0.1\n\
                [[synergies]]\ndeals = [\"treaty\", \"mine\"]\nmultiplier = 2\n";
    let scenario = scenario(&deals(200.0, rest), &[]);
    for turnover in certain_turnover(&scenario, package(&scenario, "all")) {
        assert_close(turnover, 160.0 * 0.1_f64.exp() + 100.0, 1e-13);
    }
}

#[test]
fn a_synergy_ends_when_one_of_its_deals_is_cancelled() {
    let rest = "[deals.mine]\nstart = 2026.0\npeak = 50\n[deals.road]\nstart = 2026.0\npeak = 0\ncancel = 0.2\n\
                [[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 1.6\n";
    let scenario = scenario(&deals(225.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let all = package(&scenario, "all");
    // At mid-year the factor is 1.3.
    assert_at_date(&summary, all, years().map(|t| (-0.2 * (t - 0.5)).exp()));
    for (year, t) in years().enumerate() {
        let share = ((-0.2 * (t - 1.0)).exp() - (-0.2 * t).exp()) / 0.2;
        assert_mean(summary.deal(all, 0, year), 50.0 * (1.0 + 0.6 * share));
    }
}

#[test]
fn public_money_is_due_where_a_deal_goes_ahead() {
    let rest = "[deals.mine]\ngo = 0.4\nstart = 2026.0\npeak = 50\ncost.gamma = { mean = 30, sd = 10 }\n\
                [deals.road]\ngo = 0.5\nstart = 2027.0\npeak = 10\ncost = 8\nrequires = [\"mine\"]\n\
                [deals.port]\nstart = 2040.0\npeak = 10\ncost = 3\n\
                [deals.free]\nstart = 2026.0\npeak = 10\n";
    let scenario = scenario(&deals(200.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let [none, mine, road, all] = ["none", "mine", "road", "all"].map(|name| package(&scenario, name));
    assert_mean(summary.cost(mine, 0), 12.0);
    assert_variance_of_two(summary.cost(mine, 0), 0.4 * 1000.0 - 144.0);
    assert_mean(summary.cost(mine, 1), 0.0);
    for package in [road, all] {
        assert_mean(summary.cost(package, 0), 12.0);
        assert_mean(summary.cost(package, 1), 0.4 * 0.5 * 8.0);
    }
    assert_mean(summary.cost(all, 2), 3.0);
    assert_mean(summary.cost(all, 3), 0.0);
    for deal in 0..4 {
        assert_mean(summary.cost(none, deal), 0.0);
    }
    // It is no part of turnover.
    assert_mean(summary.turnover(mine, 0), 160.0 + 20.0);
}

/// Where the fourth power is not kept: within 2 %.
#[track_caller]
fn assert_variance_of_two(estimate: Option<altai_sim::Moments>, truth: f64) {
    assert_close(estimate.map_or(f64::NAN, |moments| moments.second), truth, 0.02);
}

#[test]
fn money_is_not_due_for_what_never_starts_because_its_requirement_has_ended() {
    let rest = "[deals.licence]\nstart = 2026.0\nlife.uniform = { min = 1, max = 5 }\npeak = 1\n\
                [deals.mine]\nstart = 2029.0\npeak = 50\nrequires = [\"licence\"]\ncost = 10\n";
    let scenario = scenario(&deals(200.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    assert_mean(summary.cost(package(&scenario, "mine"), 1), 5.0);
}

#[test]
fn a_sector_is_a_package() {
    let rest = "[deals.mine]\nstart = 2026.0\npeak = 1\nsector = \"ore\"\n\
                [deals.road]\nstart = 2026.0\npeak = 2\n\
                [deals.smelter]\nstart = 2026.0\npeak = 4\nsector = \"ore\"\n\
                [deals.port]\nstart = 2026.0\npeak = 8\nsector = \"water\"\n\
                [packages]\nnone = []\nores = \"sector:ore\"\nboth = [\"sector:ore\", \"road\"]\neverything = \"all\"\n";
    let mut scenario = scenario(&deals(200.0, rest), &[]);
    let added =
        |scenario: &altai_model::Scenario, name: &str| certain_turnover(scenario, package(scenario, name))[9] - 160.0;
    for (name, truth) in [("none", 0.0), ("ores", 5.0), ("both", 7.0), ("everything", 15.0)] {
        assert_close(1.0 + added(&scenario, name), 1.0 + truth, 1e-12);
    }
    scenario.select_packages(&["sector:water".into(), "sector:ore".into()]).expect("sectors of the scenario");
    for (name, truth) in [("sector:water", 8.0), ("sector:ore", 5.0)] {
        assert_close(1.0 + added(&scenario, name), 1.0 + truth, 1e-12);
    }
    assert!(scenario.select_packages(&["sector:iron".into()]).is_err());
}
