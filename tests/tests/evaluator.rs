//! The fast engine agrees with the slow and obvious evaluator on random scenarios, path by path.

use altai_model::deal::ramp::RAMPS;
use altai_model::distribution::DISTRIBUTIONS;
use altai_model::driver::PROCESSES;
use altai_sim::Streams;
use altai_sim::draws::BLOCK;
use altai_tests::evaluator::Evaluator;
use altai_tests::{asked, played_with, random, random_cases, scenario, shipped, turnover};
use proptest::prelude::*;

/// Asserts that a path's turnover and what is asked of it are the evaluator's, for every package, target and year.
fn agree(text: &str, seed: u64, block: u64, paths: &[usize]) -> Result<(), TestCaseError> {
    let scenario = scenario(text, &[]);
    let streams = Streams::new(seed);
    let evaluator = Evaluator::new(&scenario, &streams);
    let (fast, fast_asked) = (turnover(&scenario, seed, block), asked(&scenario, seed, block));
    let packages: Vec<&str> = scenario.packages.iter().map(|package| package.name.as_str()).collect();
    let targets: Vec<&str> = scenario.targets.iter().map(|target| target.name.as_str()).collect();
    for &path in paths {
        let number = block * BLOCK as u64 + path as u64;
        let (slow, slow_asked) = (evaluator.turnover(number), evaluator.asked(number));
        for (names, fast, slow) in [(&packages, &fast, &slow), (&targets, &fast_asked, &slow_asked)] {
            for ((name, fast), slow) in names.iter().zip(fast).zip(slow) {
                prop_assert_eq!(fast.len(), slow.len());
                for (year, (fast, slow)) in fast.iter().zip(slow).enumerate() {
                    let fast = fast[path];
                    prop_assert!(
                        (fast - slow).abs() <= 1e-12 * slow.abs(),
                        "path {path}, {name}, year {}: the engine says {fast}, the evaluator {slow}\n{text}",
                        year + 1
                    );
                }
            }
        }
    }
    Ok(())
}

/// Paths that have, by each year, been at or above what is asked for so many years in a row.
fn reached(turnover: &[Vec<f64>], asked: &[Vec<f64>], sustain: usize) -> Vec<u64> {
    let mut by_year = vec![0; turnover.len()];
    for path in 0..BLOCK {
        let mut in_a_row = 0;
        let mut has_reached = false;
        for (year, count) in by_year.iter_mut().enumerate() {
            in_a_row = if turnover[year][path] >= asked[year][path] { in_a_row + 1 } else { 0 };
            has_reached |= in_a_row >= sustain;
            *count += u64::from(has_reached);
        }
    }
    by_year
}

/// Asserts that the summary of a block counts what its paths did.
fn count(text: &str, seed: u64) -> Result<(), TestCaseError> {
    let scenario = scenario(text, &[]);
    let (turnover, asked) = (turnover(&scenario, seed, 0), asked(&scenario, seed, 0));
    let summary = played_with(&scenario, BLOCK as u64, seed, 1);
    for (target, of) in scenario.targets.iter().enumerate() {
        for package in 0..scenario.packages.len() {
            let at_date = |year: usize| {
                let pairs = turnover[package][year].iter().zip(&asked[target][year]);
                pairs.filter(|(turnover, asked)| turnover >= asked).count() as u64
            };
            let reached = reached(&turnover[package], &asked[target], of.sustain);
            for (year, reached) in reached.into_iter().enumerate() {
                prop_assert_eq!(summary.at_date(target, package, year), at_date(year));
                prop_assert_eq!(
                    summary.reached(target, package, year),
                    reached,
                    "{}, year {}\n{}",
                    of.name,
                    year,
                    text
                );
            }
        }
    }
    Ok(())
}

/// Asserts that the mean cost of a block is that of the evaluator's paths, and the mean and the spread of the total too.
fn cost(text: &str, seed: u64) -> Result<(), TestCaseError> {
    let scenario = scenario(text, &[]);
    let streams = Streams::new(seed);
    let evaluator = Evaluator::new(&scenario, &streams);
    let summary = played_with(&scenario, 64, seed, 1);
    let paths: Vec<Vec<Vec<f64>>> = (0..64).map(|path| evaluator.costs(path)).collect();
    for package in 0..scenario.packages.len() {
        for deal in 0..scenario.deals.len() {
            let mean = paths.iter().map(|costs| costs[package][deal]).sum::<f64>() / 64.0;
            let counted = summary.cost(package, deal).map_or(f64::NAN, |moments| moments.mean);
            prop_assert!((counted - mean).abs() <= 1e-12 * mean, "{counted}, not {mean}\n{text}");
        }
        let totals: Vec<f64> = paths.iter().map(|costs| costs[package].iter().sum()).collect();
        let mean = totals.iter().sum::<f64>() / 64.0;
        let square = totals.iter().map(|total| total * total).sum::<f64>() / 64.0;
        let counted = summary.total_cost(package).unwrap_or_default();
        prop_assert!((counted.mean - mean).abs() <= 1e-12 * mean, "{counted:?}, not {mean} in all\n{text}");
        let variance = square - mean * mean;
        prop_assert!((counted.second - variance).abs() <= 1e-9 * square, "{counted:?}, not {variance} in all\n{text}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(random_cases(256))]

    #[test]
    fn a_random_scenario_is_played_as_the_page_says(
        tape in prop::collection::vec(any::<u32>(), 0..1000),
        seed in 0..=i64::MAX.cast_unsigned(),
        block in 0..1_000_000_u64,
        path in 0..BLOCK,
    ) {
        agree(&random::scenario_text(&tape), seed, block, &[0, path, BLOCK - 1])?;
    }

    #[test]
    fn a_summary_counts_what_the_paths_did(tape in prop::collection::vec(any::<u32>(), 0..1000), seed in 0..1000_u64) {
        count(&random::scenario_text(&tape), seed)?;
    }
}

proptest! {
    #![proptest_config(random_cases(16))]

    #[test]
    fn public_money_is_due_where_a_deal_goes_ahead(tape in prop::collection::vec(any::<u32>(), 400..1000), seed in 0..1000_u64) {
        cost(&random::scenario_text(&tape), seed)?;
    }
}

#[test]
fn random_scenarios_use_all_that_there_is() {
    // Enough tapes, from a linear congruential generator (Knuth's MMIX).
    let mut state = 1_u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 32) as u32
    };
    let mut tape = || (0..1000).map(|_| word()).collect::<Vec<u32>>();
    let texts: String = (0..200).map(|_| random::scenario_text(&tape())).collect();
    let processes = PROCESSES.iter().map(|process| format!("process.{} = ", process.name));
    let distributions = DISTRIBUTIONS.iter().map(|distribution| format!("{{ {} = ", distribution.name));
    let ramps = RAMPS
        .iter()
        .map(|ramp| format!("ramp{}", if ramp.takes_years { format!(".{}", ramp.name) } else { " = ".into() }));
    let written: Vec<String> =
        processes.chain(distributions).chain(ramps).chain(WRITTEN.iter().map(|&what| what.into())).collect();
    let missing: Vec<&String> = written.iter().filter(|what| !texts.contains(what.as_str())).collect();
    assert!(missing.is_empty(), "no random scenario has {missing:?}");
}

/// What random scenarios have besides.
const WRITTEN: &[&str] = &[
    "[targets.",
    "by = ",
    "deflator = ",
    "sustain = ",
    "prices = ",
    "[inputs]",
    "= \"portion\"",
    "= \"tilt\"",
    "= \"spread\"",
    "[correlation]",
    "\"inputs.",
    "\"political_will\"",
    "block = ",
    "with = ",
    "law.mixture",
    "law = \"normal\"",
    "[innovations.correlation]",
    "[regimes]",
    "transition.",
    "shock_rate = ",
    "[shocks.",
    "permanent = ",
    "half_life = ",
    "potential = ",
    "reversion = ",
    "delay = ",
    "requires = ",
    "life = ",
    "cancel_elasticity = ",
    "total = ",
    "over = ",
    "boost = ",
    "trade_share = ",
    "additional = ",
    "sector = ",
    "cost = ",
    "[[synergies]]",
    "multiplier = ",
    "[packages]",
    "sector:",
];

#[test]
fn the_shipped_scenarios_are_played_as_the_page_says() -> Result<(), TestCaseError> {
    agree(shipped("minimal"), 1, 0, &[0, 1, 511, 512, 1023])?;
    agree(shipped("kazakhstan-mongolia"), 1, 3, &[0, 1, 511, 512, 1023])
}
