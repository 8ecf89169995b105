//! Summaries merge exactly: any split into whole blocks, any order of merging, the same bits.

use std::num::NonZeroUsize;
use std::ops::Range;

use altai_model::Scenario;
use altai_sim::{Plan, Streams, Summary, play_range};
use altai_tests::{played, played_with, random, random_cases, scenario, shipped};
use proptest::prelude::*;

const BLOCK: u64 = altai_sim::draws::BLOCK as u64;

fn range(scenario: &Scenario, paths: Range<u64>) -> Summary {
    play_range(&Plan::compile(scenario), &Streams::new(1), paths, NonZeroUsize::MIN, &|_| {})
}

fn merged(parts: &[Summary]) -> Summary {
    let mut all = parts[0].clone();
    parts[1..].iter().for_each(|part| all.merge(part));
    all
}

#[test]
fn parts_merge_to_the_whole_in_any_order() {
    let scenario = scenario(shipped("kazakhstan-mongolia"), &[]);
    let paths = 9 * BLOCK + 700;
    let whole = played(&scenario, paths);
    let cuts = [0, BLOCK, 4 * BLOCK, 6 * BLOCK, 9 * BLOCK, paths];
    let mut parts: Vec<Summary> = cuts.windows(2).map(|cut| range(&scenario, cut[0]..cut[1])).collect();
    for _ in 0..parts.len() {
        parts.rotate_left(1);
        assert!(merged(&parts) == whole);
        let backwards: Vec<Summary> = parts.iter().rev().cloned().collect();
        assert!(merged(&backwards) == whole);
        // In groups, as threads of threads would.
        let (left, right) = parts.split_at(2);
        assert!(merged(&[merged(left), merged(right)]) == whole);
    }
}

#[test]
fn an_empty_part_changes_nothing() {
    let scenario = scenario(shipped("minimal"), &[]);
    let whole = played(&scenario, 3_000);
    let empty = range(&scenario, 0..0);
    assert_eq!(empty.paths(), 0);
    assert!(merged(&[whole.clone(), empty.clone()]) == whole);
    assert!(merged(&[empty, whole.clone()]) == whole);
}

#[test]
fn a_merged_summary_gives_the_statistics_of_the_whole() {
    let scenario = scenario(shipped("minimal"), &[]);
    let whole = played_with(&scenario, 10 * BLOCK, 1, 1);
    let parts = merged(&[range(&scenario, 5 * BLOCK..10 * BLOCK), range(&scenario, 0..5 * BLOCK)]);
    for year in 0..scenario.horizon.years() {
        assert_eq!(parts.turnover(1, year), whole.turnover(1, year));
        assert_eq!(parts.shortfall(0, 1, year), whole.shortfall(0, 1, year));
        assert_eq!(parts.deal(1, 0, year), whole.deal(1, 0, year));
        assert_eq!(parts.histogram(1, year).quantile(0.1), whole.histogram(1, year).quantile(0.1));
        assert_eq!(parts.reached_with_first(0, 1, year), whole.reached_with_first(0, 1, year));
    }
}

#[test]
#[should_panic(expected = "summaries of different plans do not merge")]
fn summaries_of_different_scenarios_do_not_merge() {
    let one = scenario(shipped("minimal"), &[]);
    let other = scenario(shipped("minimal"), &[("horizon.end_year", "2036")]);
    played(&one, 1024).merge(&played(&other, 1024));
}

#[test]
#[should_panic(expected = "a range of paths begins with a block of 1024")]
fn a_range_begins_with_a_block() {
    range(&scenario(shipped("minimal"), &[]), 1000..3000);
}

proptest! {
    #![proptest_config(random_cases(16))]

    #[test]
    fn any_split_of_a_random_scenario_is_the_whole(
        tape in prop::collection::vec(any::<u32>(), 200..700),
        cut in 0..4_u64,
        rest in 1..BLOCK,
    ) {
        let scenario = scenario(&random::scenario_text(&tape), &[]);
        let paths = 4 * BLOCK + rest;
        let parts = [range(&scenario, cut * BLOCK..paths), range(&scenario, 0..cut * BLOCK)];
        prop_assert!(merged(&parts) == played(&scenario, paths));
    }
}
