//! What holds of every scenario, whatever its numbers.

use altai_model::{Scenario, Value};
use altai_sim::Summary;
use altai_tests::{package, played, random, random_cases, scenario, shipped, turnover};
use proptest::prelude::*;

/// Asserts what holds of the counts of any summary.
fn assert_counts_are_consistent(scenario: &Scenario, summary: &Summary) {
    let paths = summary.paths();
    for package in 0..scenario.packages.len() {
        let mut before = 0;
        for year in 0..scenario.horizon.years() {
            let (at_date, reached) = (summary.at_date(0, package, year), summary.reached(0, package, year));
            // A target to be sustained may be met and not reached yet.
            assert!((at_date <= reached || scenario.targets[0].sustain > 1) && reached <= paths);
            assert!(reached >= before && reached <= before + at_date, "reached grows by those who are there");
            before = reached;
            for (joint, own, first) in [
                (summary.at_date_with_first(0, package, year), at_date, summary.at_date(0, 0, year)),
                (summary.reached_with_first(0, package, year), reached, summary.reached(0, 0, year)),
            ] {
                assert!(joint <= own.min(first) && joint + paths >= own + first, "an overlap as Fréchet allows");
                assert!(package > 0 || joint == own);
            }
            assert_eq!(summary.histogram(package, year).count(), paths);
        }
    }
}

proptest! {
    #![proptest_config(random_cases(32))]

    #[test]
    fn counts_of_a_random_scenario_are_consistent(tape in prop::collection::vec(any::<u32>(), 0..1000)) {
        let scenario = scenario(&random::scenario_text(&tape), &[]);
        assert_counts_are_consistent(&scenario, &played(&scenario, 3_000));
    }

    #[test]
    fn odds_never_rise_with_the_target(tape in prop::collection::vec(any::<u32>(), 0..1000)) {
        let scenario = scenario(&random::scenario_text(&tape), &[]);
        let of = |target| {
            let mut asking = scenario.clone();
            asking.targets[0].turnover.value = Value::Fixed(target);
            played(&asking, 2_000)
        };
        let targets = [50.0, 120.0, 200.0, 300.0, 1000.0];
        let mut lower = of(targets[0]);
        for &target in &targets[1..] {
            let higher = of(target);
            for package in 0..scenario.packages.len() {
                for year in 0..scenario.horizon.years() {
                    prop_assert!(higher.at_date(0, package, year) <= lower.at_date(0, package, year));
                    prop_assert!(higher.reached(0, package, year) <= lower.reached(0, package, year));
                }
            }
            lower = higher;
        }
    }

    #[test]
    fn a_summary_says_what_its_paths_do(tape in prop::collection::vec(any::<u32>(), 0..1000)) {
        let mut scenario = scenario(&random::scenario_text(&tape), &[]);
        scenario.targets[0].turnover.value = Value::Fixed(250.0);
        scenario.targets[0].deflator = None;
        // The second block counts in part.
        let summary = played(&scenario, 1_901);
        let blocks = [turnover(&scenario, 1, 0), turnover(&scenario, 1, 1)];
        for package in 0..scenario.packages.len() {
            for year in 0..scenario.horizon.years() {
                let paths: Vec<f64> = blocks.iter().flat_map(|block| block[package][year].clone()).take(1_901).collect();
                let mean_of = |f: &dyn Fn(f64) -> f64| paths.iter().map(|&x| f(x)).sum::<f64>() / paths.len() as f64;
                let moments = summary.turnover(package, year).expect("no path overflows");
                let mean = mean_of(&|x| x);
                let second = mean_of(&|x| (x - mean) * (x - mean));
                let fourth = mean_of(&|x| (x - mean) * (x - mean) * (x - mean) * (x - mean));
                prop_assert_eq!(moments.count, 1_901);
                prop_assert!((moments.mean - mean).abs() <= 1e-12 * mean.abs());
                // Powers are taken about a constant of the plan and not about the mean.
                prop_assert!((moments.second - second).abs() <= 1e-8 * second + 1e-12 * mean * mean);
                prop_assert!((moments.fourth - fourth).abs() <= 1e-6 * fourth + 1e-12 * mean * mean * mean * mean);
                let missing = mean_of(&|x| (250.0 - x).max(0.0));
                let shortfall = summary.shortfall(0, package, year).expect("no path overflows");
                prop_assert!((shortfall.mean - missing).abs() <= 1e-12 * 250.0);
                let there = paths.iter().filter(|turnover| **turnover >= 250.0).count() as u64;
                prop_assert_eq!(summary.at_date(0, package, year), there);
                let mut sorted = paths;
                sorted.sort_by(f64::total_cmp);
                let histogram = summary.histogram(package, year);
                prop_assert_eq!(histogram.least(), sorted[0]);
                prop_assert_eq!(histogram.greatest(), sorted[1_900]);
                for p in [0.05, 0.5, 0.9] {
                    // Between the two paths around it, give or take the width of a bin.
                    let rank = (p * 1_900.0) as usize;
                    let (quantile, around) = (histogram.quantile(p), [sorted[rank], sorted[rank + 1]]);
                    prop_assert!(0.998 * around[0] <= quantile && quantile <= 1.002 * around[1]);
                }
            }
        }
    }

    #[test]
    fn the_means_of_the_parts_add_up_to_the_mean_of_turnover(tape in prop::collection::vec(any::<u32>(), 0..1000)) {
        let scenario = scenario(&random::scenario_text(&tape), &[]);
        assert_parts_add_up(&scenario, &played(&scenario, 2_500));
    }
}

fn assert_parts_add_up(scenario: &Scenario, summary: &Summary) {
    for package in 0..scenario.packages.len() {
        for year in 0..scenario.horizon.years() {
            let flows = (0..scenario.flows.len()).map(|flow| summary.flow(package, flow, year));
            let deals = (0..scenario.deals.len()).map(|deal| summary.deal(package, deal, year));
            let sum: f64 = flows.chain(deals).map(|moments| moments.expect("no path overflows").mean).sum();
            let mean = summary.turnover(package, year).expect("no path overflows").mean;
            assert!((sum - mean).abs() <= 1e-12 * mean, "{sum} is not {mean}");
        }
    }
}

#[test]
fn the_flagship_is_consistent_too() {
    let scenario = scenario(shipped("kazakhstan-mongolia"), &[]);
    let summary = played(&scenario, 20_000);
    assert_counts_are_consistent(&scenario, &summary);
    assert_parts_add_up(&scenario, &summary);
}

#[test]
fn a_deal_that_adds_never_takes_away_in_any_path() {
    let scenario = scenario(shipped("kazakhstan-mongolia"), &[]);
    let none = package(&scenario, "none");
    let adding = ["space", "nuclear", "minerals", "partnership", "transport", "food", "diaspora"];
    for block in 0..4 {
        let turnover = turnover(&scenario, 1, block);
        for name in adding {
            for (with, without) in turnover[package(&scenario, name)].iter().zip(&turnover[none]) {
                assert!(with.iter().zip(without).all(|(with, without)| with >= without), "{name} takes away");
            }
        }
    }
    // … so that every path that reaches the target without it reaches it with it.
    let summary = played(&scenario, 50_000);
    for name in adding {
        let with = package(&scenario, name);
        for year in 0..scenario.horizon.years() {
            assert_eq!(summary.reached_with_first(0, with, year), summary.reached(0, none, year), "{name}");
            assert!(summary.reached(0, with, year) >= summary.reached(0, none, year));
        }
    }
}

const CERTAIN: &str = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 170\n\
                       [flows.trade]\nbase = 160\ndrift = 0.0234567\n[deals.mine]\nstart = 2027.5\npeak = 33.3\n";

#[test]
fn what_is_certain_has_no_spread_and_exact_quantiles() {
    let scenario = scenario(CERTAIN, &[]);
    let summary = played(&scenario, 5_000);
    let turnover = turnover(&scenario, 1, 0);
    for package in 0..2 {
        for year in 0..5 {
            let value = turnover[package][year][0];
            let moments = summary.turnover(package, year).expect("no path overflows");
            assert_eq!((moments.mean, moments.second, moments.fourth), (value, 0.0, 0.0));
            for p in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] {
                assert_eq!(summary.histogram(package, year).quantile(p), value);
            }
            let is_there = if value >= 170.0 { 5_000 } else { 0 };
            assert_eq!(summary.at_date(0, package, year), is_there);
            let missing = summary.shortfall(0, package, year).expect("no path overflows");
            assert_eq!((missing.mean, missing.second), ((170.0 - value).max(0.0), 0.0));
        }
    }
}

#[test]
fn turnover_at_the_target_is_there() {
    // ≥, not >: 160 and a target of 160.
    let scenario = scenario(CERTAIN, &[("flows.trade.drift", "0"), ("target.turnover", "160")]);
    assert_eq!(played(&scenario, 1_024).at_date(0, 0, 0), 1_024);
}

#[test]
fn paths_that_overflow_stay_in_and_the_mean_is_absent() {
    let scenario = scenario(CERTAIN, &[("flows.trade.drift", "200"), ("flows.trade.volatility", "40")]);
    let summary = played(&scenario, 10_000);
    for package in 0..2 {
        for year in 0..5 {
            let overflowed = summary.overflowed(package, year);
            let histogram = summary.histogram(package, year);
            assert_eq!(histogram.count(), 10_000);
            assert_eq!(summary.turnover(package, year).is_none(), overflowed > 0);
            assert_eq!(summary.flow(package, 0, year).is_none(), overflowed > 0);
            assert!(summary.shortfall(0, package, year).is_some_and(|missing| missing.mean.is_finite()));
            assert!(summary.deal(package, 0, year).is_some());
            for p in [0.05, 0.5, 0.95] {
                assert!(histogram.quantile(p) >= 0.0, "a quantile is a number or +∞");
            }
        }
        // 200 a year: e⁷⁰⁹ is the end of numbers, so that few paths pass it in year 3 and all that count in year 5.
        assert_eq!(summary.overflowed(package, 0), 0);
        assert!(summary.overflowed(package, 4) > 9_000);
        assert_eq!(summary.histogram(package, 4).quantile(0.5), f64::INFINITY);
        assert!(summary.histogram(package, 0).quantile(0.5).is_finite());
    }
    assert_counts_are_consistent(&scenario, &summary);
    assert!(summary.at_date(0, 0, 4) >= summary.overflowed(0, 4), "what overflows is above the target");
}

#[test]
fn a_spread_too_large_for_a_number_is_not_called_no_spread() {
    // Around e³⁰⁰: turnover is a number, its square is none.
    let scenario = scenario(CERTAIN, &[("flows.trade.drift", "300"), ("flows.trade.volatility", "5")]);
    let summary = played(&scenario, 3_000);
    for year in [0, 1] {
        assert_eq!(summary.overflowed(0, year), 0);
        let moments = summary.turnover(0, year).expect("no path overflows");
        assert!(moments.mean.is_finite());
        assert!(moments.second > 0.0, "year {year}: {moments:?}");
    }
}

#[test]
fn a_deal_on_top_of_an_overflow_does_not_turn_it_into_something_else() {
    // A falling deal under a rising price: −∞ beside +∞ would be no number.
    let scenario =
        scenario(CERTAIN, &[("flows.trade.drift", "300"), ("deals.mine.peak", "-50"), ("deals.mine.noise", "1000")]);
    let summary = played(&scenario, 3_000);
    assert_counts_are_consistent(&scenario, &summary);
    assert_eq!(summary.overflowed(1, 4), 3_000);
    assert_eq!(summary.at_date(0, 1, 4), 3_000);
}

#[test]
fn a_scenario_without_luck_plays_any_number_of_paths() {
    let scenario = scenario(CERTAIN, &[]);
    for paths in [1, 1_023, 1_024, 1_025] {
        let summary = played(&scenario, paths);
        assert_eq!(summary.paths(), paths);
        assert_eq!(summary.histogram(0, 0).count(), paths);
    }
}
