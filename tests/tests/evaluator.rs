//! The fast engine agrees with the slow and obvious evaluator on random scenarios, path by path.

use altai_sim::Streams;
use altai_sim::draws::BLOCK;
use altai_tests::evaluator::Evaluator;
use altai_tests::{random, random_cases, scenario, shipped, turnover};
use proptest::prelude::*;

/// Asserts that a path's turnover is the evaluator's, for every package and year.
fn agree(text: &str, seed: u64, block: u64, paths: &[usize]) -> Result<(), TestCaseError> {
    let scenario = scenario(text, &[]);
    let streams = Streams::new(seed);
    let evaluator = Evaluator::new(&scenario, &streams);
    let fast = turnover(&scenario, seed, block);
    for &path in paths {
        let slow = evaluator.turnover(block * BLOCK as u64 + path as u64);
        for ((package, fast), slow) in scenario.packages.iter().zip(&fast).zip(&slow) {
            for (year, (fast, slow)) in fast.iter().zip(slow).enumerate() {
                let (fast, name) = (fast[path], &package.name);
                prop_assert!(
                    (fast - slow).abs() <= 1e-12 * slow.abs(),
                    "path {path}, package {name}, year {}: the engine says {fast}, the evaluator {slow}\n{text}",
                    year + 1
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(random_cases(256))]

    #[test]
    fn a_random_scenario_is_played_as_the_page_says(
        tape in prop::collection::vec(any::<u32>(), 0..700),
        seed in 0..=i64::MAX.cast_unsigned(),
        block in 0..1_000_000_u64,
        path in 0..BLOCK,
    ) {
        agree(&random::scenario_text(&tape), seed, block, &[0, path, BLOCK - 1])?;
    }
}

#[test]
fn the_shipped_scenarios_are_played_as_the_page_says() -> Result<(), TestCaseError> {
    agree(shipped("minimal"), 1, 0, &[0, 1, 511, 512, 1023])?;
    agree(shipped("kazakhstan-mongolia"), 1, 3, &[0, 1, 511, 512, 1023])
}
