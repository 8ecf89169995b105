//! Prerequisites: what goes ahead together, starts no earlier, and never once they have ended.

use altai_math::normal::cdf;
use altai_tests::{PATHS, assert_mean, assert_odds, at_date, package, played, reached, scenario};

use super::{assert_at_date, deals, years};

#[test]
fn a_chain_goes_ahead_with_the_product_of_its_probabilities() {
    let rest = "[deals.c]\ngo = 0.8\nstart = 2026.0\npeak = 50\nrequires = [\"b\"]\n\
                [deals.b]\ngo = 0.5\nstart = 2026.0\npeak = 10\nrequires = [\"a\"]\n\
                [deals.a]\ngo = 0.6\nstart = 2026.0\npeak = 10\n";
    let scenario = scenario(&deals(200.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    // The default package of a deal holds what it requires.
    let c = package(&scenario, "c");
    assert_odds(reached(&summary, c, 9), 0.6 * 0.5 * 0.8, PATHS);
    for (deal, truth) in [(0, 50.0 * 0.24), (1, 10.0 * 0.3), (2, 10.0 * 0.6)] {
        assert_mean(summary.deal(c, deal, 9), truth);
    }
    let b = package(&scenario, "b");
    assert_mean(summary.deal(b, 0, 9), 0.0);
    assert_mean(summary.deal(b, 1, 9), 3.0);
}

#[test]
fn a_deal_whose_requirement_is_switched_off_does_not_go_ahead() {
    let rest = "[deals.a]\nstart = 2026.0\npeak = 10\n[deals.b]\nstart = 2026.0\npeak = 50\nrequires = [\"a\"]\n\
                [deals.c]\nstart = 2026.0\npeak = 50\nrequires = [\"b\"]\n\
                [packages]\nnone = []\nalone = [\"b\"]\nboth = [\"a\", \"b\"]\nrootless = [\"b\", \"c\"]\n";
    let scenario = scenario(&deals(200.0, rest), &[]);
    let summary = played(&scenario, 1024);
    assert_eq!(reached(&summary, package(&scenario, "alone"), 9), 0.0);
    assert_eq!(reached(&summary, package(&scenario, "both"), 0), 1.0);
    // `c` has what it requires, which has not: neither goes ahead.
    assert_eq!(summary.turnover(package(&scenario, "rootless"), 9).map(|moments| moments.mean), Some(160.0));
}

#[test]
fn a_deal_starts_no_earlier_than_the_latest_of_its_requirements() {
    let rest = "[deals.road]\ngo = 0.6\nstart = \"2026 to 2031\"\npeak = 0\n\
                [deals.power]\ngo = 0.9\nstart.uniform = { min = 2027.0, max = 2032.0 }\npeak = 0\n\
                [deals.mine]\ngo = 0.5\nstart = 2028.0\npeak = 50\nrequires = [\"power\", \"road\"]\n";
    let scenario = scenario(&deals(185.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let mine = package(&scenario, "mine");
    let sigma = (2031.0_f64 / 2026.0).ln() / (2.0 * 1.6448536269514722);
    // Under way at mid-year.
    let started = |year: f64| {
        let road = cdf((year / (2026.0_f64 * 2031.0).sqrt()).ln() / sigma);
        let power = ((year - 2027.0) / 5.0).clamp(0.0, 1.0);
        if year < 2028.0 { 0.0 } else { 0.6 * 0.9 * 0.5 * road * power }
    };
    assert_at_date(&summary, mine, years().map(|t| started(2025.5 + t)));
}

#[test]
fn a_deal_never_starts_after_what_it_requires_has_ended() {
    let rest = "[deals.licence]\ngo = 0.8\nstart = 2026.0\nlife.uniform = { min = 1, max = 5 }\npeak = 0\n\
                [deals.mine]\ngo = 0.5\nstart = 2029.0\npeak = 50\nrequires = [\"licence\"]\n";
    let scenario = scenario(&deals(185.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let mine = package(&scenario, "mine");
    // The licence is there on the first day of 2029 with one chance in two; that it ends later has no effect.
    let truth = 0.8 * 0.5 * 0.5;
    assert_at_date(&summary, mine, years().map(|t| if t < 4.0 { 0.0 } else { truth }));
}

#[test]
fn a_deal_that_would_start_on_the_day_its_requirement_ends_never_starts() {
    // Ended by then: the last moment of 2028 is the first of 2029.
    let rest = "[deals.licence]\nstart = 2026.0\nlife = 3\npeak = 0\n\
                [deals.mine]\nstart = 2029.0\npeak = 50\nrequires = [\"licence\"]\n";
    for (life, truth) in [("3", 0.0), ("3.001", 1.0)] {
        let scenario = scenario(&deals(185.0, rest), &[("deals.licence.life", life)]);
        let summary = played(&scenario, 1024);
        assert_eq!(reached(&summary, package(&scenario, "mine"), 9), truth);
    }
}

#[test]
fn what_was_cancelled_is_no_requirement_any_more() {
    let rest = "[deals.licence]\nstart = 2024.0\ncancel = 0.2\npeak = 0\n\
                [deals.mine]\nstart = 2029.0\ncancel = 0.1\npeak = 50\nrequires = [\"licence\"]\n";
    let scenario = scenario(&deals(185.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let mine = package(&scenario, "mine");
    let licensed = (-0.2 * 3.0_f64).exp();
    for t in 4..=10 {
        let truth = licensed * (-0.1 * (f64::from(t) - 3.5)).exp();
        assert_odds(at_date(&summary, mine, t as usize - 1), truth, PATHS);
    }
}

/// A price whose level is known, for hazards that vary: L = 0.4 in 2026, then −0.2.
const PRICE: &str = "[drivers.price]\nkind = \"level\"\nprocess.path = { values = [0.4, -0.2] }\n";

/// The hazard that has run between two instants, in years after 2025, where it is `cancel` e^(2 L).
fn run(cancel: f64, from: f64, to: f64) -> f64 {
    let first = (1.0_f64.min(to) - from).max(0.0);
    let later = (to - from.max(1.0)).max(0.0);
    cancel * (first * 0.8_f64.exp() + later * (-0.4_f64).exp())
}

#[test]
fn what_was_cancelled_by_a_varying_hazard_is_no_requirement_any_more() {
    // The mine begins in the middle of 2028; what ends earlier in that year has ended by then.
    let rest = "[deals.licence]\nstart = 2024.0\ncancel = 0.2\ncancel_elasticity = { price = 2 }\npeak = 0\n\
                [deals.mine]\ngo = 0.9\nstart = 2028.5\npeak = 50\nrequires = [\"licence\"]\ncost = 10\n";
    let scenario = scenario(&deals(185.0, &format!("{rest}{PRICE}")), &[]);
    let summary = played(&scenario, PATHS);
    let mine = package(&scenario, "mine");
    let licensed = 0.9 * (-run(0.2, 0.0, 2.5)).exp();
    // That the licence ends later has no effect.
    assert_at_date(&summary, mine, years().map(|t| if t < 3.0 { 0.0 } else { licensed }));
    assert_mean(summary.cost(mine, 1), 10.0 * licensed);
}

#[test]
fn a_chain_of_varying_hazards_holds_while_each_link_does() {
    let rest = "[deals.c]\nstart = 2029.0\npeak = 50\nrequires = [\"b\"]\n\
                [deals.b]\ngo = 0.8\nstart = 2027.5\ncancel = 0.3\ncancel_elasticity = { price = 2 }\npeak = 0\nrequires = [\"a\"]\n\
                [deals.a]\nstart = 2020.0\ncancel = 0.2\ncancel_elasticity = { price = 2 }\npeak = 0\n";
    let scenario = scenario(&deals(185.0, &format!("{rest}{PRICE}")), &[]);
    let summary = played(&scenario, PATHS);
    // a lives until b begins, b until c does.
    let truth = 0.8 * (-run(0.2, 0.0, 1.5)).exp() * (-run(0.3, 1.5, 3.0)).exp();
    let c = package(&scenario, "c");
    assert_at_date(&summary, c, years().map(|t| if t < 4.0 { 0.0 } else { truth }));
}

#[test]
fn deals_under_the_same_regimes_fall_together() {
    // Both are cancelled at once in turmoil and never in calm: what survives is the chain.
    let rest = "[deals.licence]\nstart = 2024.0\ncancel = 1\npeak = 0\n\
                [deals.mine]\nstart = 2028.0\ncancel = 0.5\npeak = 50\nrequires = [\"licence\"]\n\
                [regimes]\nstart = \"calm\"\ntransition = [[0.8, 0.2], [0.5, 0.5]]\n\
                [regimes.states.calm]\ncancel = 0\n[regimes.states.turmoil]\ncancel = 2\n";
    let scenario = scenario(&deals(185.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let mine = package(&scenario, "mine");
    // The weights of calm and turmoil among paths in which the licence, and from 2028 on the mine, is alive.
    let mut alive = [1.0, 0.0];
    for t in 1..=10 {
        let arriving = [0.8 * alive[0] + 0.5 * alive[1], 0.2 * alive[0] + 0.5 * alive[1]];
        let hazard: f64 = if t < 3 { 2.0 } else { 1.0 };
        if t >= 3 {
            let truth = arriving[0] + arriving[1] * (-0.5 * hazard).exp();
            assert_odds(at_date(&summary, mine, t - 1), truth, PATHS);
        } else {
            assert_odds(at_date(&summary, mine, t - 1), 0.0, PATHS);
        }
        alive = [arriving[0], arriving[1] * (-hazard).exp()];
    }
}

#[test]
fn a_deal_under_way_does_not_ask_again() {
    let rest = "[deals.licence]\nstart = 2020.0\ncancel = 2\ncancel_elasticity = { price = 2 }\npeak = 0\n\
                [deals.mine]\nstart = 2023.0\npeak = 50\nrequires = [\"licence\"]\n";
    let scenario = scenario(&deals(185.0, &format!("{rest}{PRICE}")), &[]);
    let summary = played(&scenario, 10_240);
    assert_eq!(at_date(&summary, package(&scenario, "mine"), 9), 1.0);
}

#[test]
fn a_deal_that_would_start_the_day_its_requirement_ends_never_does_whatever_the_decimals() {
    for (start, life, end) in [(2020.2, 2.9, 2023.1), (2026.114, 0.467, 2026.581), (2023.2, 1.8, 2025.0)] {
        let text = format!(
            "[horizon]\nbase_year = 2024\nend_year = 2030\n[target]\nturnover = 120\n[flows.trade]\nbase = 100\n\
             [deals.a]\nstart = {start}\nlife = {life}\npeak = 10\n\
             [deals.b]\nstart = {end}\nrequires = [\"a\"]\npeak = 50\n"
        );
        let summary = played(&scenario(&text, &[]), 1024);
        let all = 3;
        assert_eq!(summary.deal(all, 1, 5).expect("no overflow").mean, 0.0, "{start} + {life} against {end}");
    }
}
