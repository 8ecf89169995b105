//! Errors that replicates tell: what they are made of, and whether their intervals cover.

use std::num::NonZeroUsize;

use altai_analysis::replicates::{Estimates, Sampling};
use altai_analysis::turnover::Statistic;
use altai_analysis::{Answer, Odds, Question, estimate, interval};
use altai_math::{exp, ln, normal};
use altai_model::{NoFiles, Scenario, SourceText};
use altai_sim::{Design, Plan, Replicates, Streams, Summary, play_replicates};

const DESIGNS: [Design; 3] = [Design::LatinHypercube, Design::Sobol, Design::Antithetic];

fn scenario(flow: &str, target: f64, deals: &str) -> Scenario {
    let text = format!(
        "
        horizon = {{ base_year = 2025, end_year = 2028 }}
        target = {{ turnover = {target}, by = 2028 }}
        [flows.trade]
        base = 160
        {flow}
        {deals}"
    );
    altai_model::read(SourceText { name: String::new(), text }, &[], &NoFiles).scenario.unwrap()
}

const DEAL: &str = "[deals.road]\ngo = 0.6\nstart = 2026\npeak = \"10 to 60\"";

fn played(scenario: &Scenario, design: Design, seed: u64, paths: u64) -> (Sampling, Summary, Vec<Summary>) {
    let (plan, split) = (Plan::compile(scenario), Replicates::of_at_least(paths));
    let draws = design.arrange(&plan, Streams::new(seed), split);
    let threads = NonZeroUsize::new(2).unwrap();
    let (all, summaries, _) = play_replicates(&plan, &draws, split, threads, &Summary::clone, &|_| {});
    (Sampling::new(design, split, draws.plain()), all, summaries)
}

fn estimates(scenario: &Scenario, replicates: &[Summary]) -> Vec<Estimates> {
    let question = Question::of(scenario);
    replicates.iter().map(|replicate| Estimates::of(&question, replicate)).collect()
}

fn merged(replicates: &[Summary]) -> Summary {
    let mut all = replicates[0].clone();
    for replicate in &replicates[1..] {
        all.merge(replicate);
    }
    all
}

fn answer(scenario: &Scenario, design: Design, seed: u64) -> Answer {
    let (sampling, all, replicates) = played(scenario, design, seed, 1);
    Answer::of_replicates(scenario, sampling, &all, &estimates(scenario, &replicates))
}

#[test]
fn estimates_are_those_of_all_paths_and_errors_those_of_the_replicates() {
    let scenario = scenario("drift.normal = { mean = 0.03, sd = 0.02 }\nvolatility = 0.1", 230.0, DEAL);
    for design in DESIGNS {
        let (sampling, all, replicates) = played(&scenario, design, 3, 18_000);
        assert_eq!((sampling.sampler, sampling.replicates, sampling.paths_of_each), (design.name(), 18, 1_024));
        assert_eq!(all, merged(&replicates));
        let answer = Answer::of_replicates(&scenario, sampling.clone(), &all, &estimates(&scenario, &replicates));
        assert_eq!(answer.sampling, Some(sampling));
        let pooled = Answer::of(&scenario, &all);
        assert!(pooled.sampling.is_none());
        let each: Vec<Answer> = replicates.iter().map(|replicate| Answer::of(&scenario, replicate)).collect();
        for (place, row) in answer.odds.iter().enumerate() {
            assert_eq!(row.probability, pooled.odds[place].probability);
            let values: Vec<f64> = each.iter().map(|answer| answer.odds[place].probability).collect();
            let mean = values.iter().sum::<f64>() / 18.0;
            assert!((mean - row.probability).abs() < 1e-12, "a share of all is the mean of equal parts");
            let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 17.0;
            assert!((row.standard_error - (variance / 18.0).sqrt()).abs() < 1e-12);
            // t at 0.975 with 17 degrees of freedom.
            let half = 2.109815578 * row.standard_error;
            if row.lower_95 > 0.0 && half > 3.0 / 18_432.0 {
                assert!((row.upper_95 - row.probability - half).abs() < 1e-9, "{row:?}");
                assert!((row.probability - row.lower_95 - half).abs() < 1e-9, "{row:?}");
            }
        }
        for (place, row) in answer.turnover.iter().enumerate() {
            assert_eq!(row.value, pooled.turnover[place].value);
            let values: Vec<f64> = each.iter().map(|answer| answer.turnover[place].value.unwrap()).collect();
            assert_eq!(row.standard_error, estimate::of_replicates(&values), "{:?}", row.statistic);
        }
        let headline = answer.headline.unwrap();
        let row = answer.differences.iter().find(|row| row.year == 2028 && row.odds == Odds::Reached).unwrap();
        assert_eq!(headline.difference_standard_error, Some(row.standard_error));
        assert_ne!(row.standard_error, pooled.headline.unwrap().difference_standard_error.unwrap());
        assert!(answer.components.iter().all(|row| row.standard_error.is_some()));
        assert!(answer.arrival.iter().map(|row| row.probability).sum::<f64>() > 1.0);
    }
}

#[test]
fn what_no_path_reaches_may_still_happen_to_three_in_as_many_as_were_played() {
    let scenario = scenario("volatility = 0.01", 1e6, DEAL);
    for design in DESIGNS {
        let answer = answer(&scenario, design, 1);
        let row = &answer.odds[0];
        assert_eq!((row.probability, row.standard_error, row.lower_95), (0.0, 0.0, 0.0));
        assert_eq!(row.upper_95, interval::rule_of_three(16_384));
        let difference = &answer.differences[0];
        assert_eq!((difference.lower_95, difference.upper_95), (-row.upper_95, row.upper_95));
    }
}

/// So many seeds each make an interval.
const SEEDS: u64 = 600;

/// In what share of the seeds the interval covers the truth.
fn coverage(scenario: &Scenario, design: Design, covers: impl Fn(&Answer) -> bool) -> f64 {
    let covered = (0..SEEDS).filter(|seed| covers(&answer(scenario, design, 1_000 + seed))).count();
    covered as f64 / SEEDS as f64
}

/// Four standard errors below the coverage of as many intervals that cover as often as they say.
const LEAST_COVERAGE: f64 = 0.95 - 4.0 * 0.0089;

#[test]
fn intervals_of_odds_cover_the_closed_form_as_often_as_they_say() {
    let scenario = scenario("drift.normal = { mean = 0.03, sd = 0.04 }\nvolatility = 0.05", 190.0, "");
    let deviation = f64::sqrt(0.05 * 0.05 * 3.0 + 0.04 * 0.04 * 9.0);
    let truth = normal::cdf((ln(160.0 / 190.0) + 3.0 * 0.03) / deviation);
    for design in DESIGNS {
        let covers = |answer: &Answer| {
            let row = answer.odds.iter().find(|row| row.year == 2028 && row.odds == Odds::AtDate).unwrap();
            (row.lower_95..=row.upper_95).contains(&truth)
        };
        let coverage = coverage(&scenario, design, covers);
        assert!(coverage > LEAST_COVERAGE, "{design:?}: {coverage}");
    }
}

#[test]
fn intervals_of_differences_and_means_cover_the_closed_form_as_often_as_they_say() {
    let scenario = scenario("", 190.0, DEAL);
    let z = 1.6448536269514722;
    let (middle, sigma) = (0.5 * (ln(10.0) + ln(60.0)), (ln(60.0) - ln(10.0)) / (2.0 * z));
    let difference = 0.6 * normal::cdf((middle - ln(30.0)) / sigma);
    let mean = 160.0 + 0.6 * exp(middle + 0.5 * sigma * sigma);
    for design in DESIGNS {
        let mut means_covered = std::cell::Cell::new(0);
        let covers = |answer: &Answer| {
            let row = answer.turnover.iter().rev().find(|row| row.statistic == Statistic::Mean).unwrap();
            let half = interval::student_half_width(row.standard_error.unwrap(), 16);
            means_covered.set(means_covered.get() + u32::from((row.value.unwrap() - mean).abs() <= half));
            let row = answer.differences.iter().find(|row| row.year == 2028 && row.odds == Odds::Reached).unwrap();
            (row.lower_95..=row.upper_95).contains(&difference)
        };
        let coverage = coverage(&scenario, design, covers);
        assert!(coverage > LEAST_COVERAGE, "{design:?}: {coverage}");
        let of_means = f64::from(*means_covered.get_mut()) / SEEDS as f64;
        assert!(of_means > LEAST_COVERAGE, "{design:?}, means: {of_means}");
    }
}
