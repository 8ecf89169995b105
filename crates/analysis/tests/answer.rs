//! The tables of a real simulation agree with each other.

use std::num::NonZeroUsize;

use altai_analysis::odds::Odds;
use altai_analysis::turnover::Statistic;
use altai_analysis::{Answer, Caution, Goal};
use altai_model::{Override, SourceText};
use altai_sim::{Plan, Streams, play};

const PATHS: u64 = 3_000;

/// The first lesson with a few numbers changed.
fn answer(changes: &[(&str, &str)]) -> Answer {
    let text = altai_scenarios::example("minimal").expect("it ships").text;
    let change = |&(address, value): &(&str, &str)| Override { address: address.into(), value: value.into() };
    let source = SourceText { name: "minimal.toml".into(), text: text.into() };
    let reading = altai_model::read(source, &changes.iter().map(change).collect::<Vec<_>>(), &altai_model::NoFiles);
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    Answer::of(&scenario, &play(&Plan::compile(&scenario), &Streams::new(1), PATHS, NonZeroUsize::MIN, &|_| {}))
}

fn probability(answer: &Answer, package: &str, year: i32, odds: Odds) -> f64 {
    let row = answer.odds.iter().find(|row| row.package == package && row.year == year && row.odds == odds);
    row.expect("there is a row").probability
}

fn close(one: f64, other: f64) {
    assert!((one - other).abs() <= 1e-9 * other.abs().max(1.0), "{one} is not {other}");
}

#[test]
fn differences_are_those_of_the_odds() {
    let answer = answer(&[]);
    for row in &answer.differences {
        let with = probability(&answer, &row.package, row.year, row.odds);
        let without = probability(&answer, &row.reference, row.year, row.odds);
        close(row.difference, with - without);
        assert!(row.lower_95 <= row.difference && row.difference <= row.upper_95);
    }
    assert_eq!(answer.differences.len(), answer.odds.len() / 2);
}

#[test]
fn arrivals_add_up_to_the_odds_and_with_never_to_one() {
    let answer = answer(&[]);
    for package in ["none", "power_line"] {
        let mut so_far = 0.0;
        for row in answer.arrival.iter().filter(|row| row.package == package) {
            so_far += row.probability;
            let reached = row.year.map_or(1.0, |year| probability(&answer, package, year, Odds::Reached));
            close(so_far, reached);
        }
    }
}

#[test]
fn components_add_up_to_mean_turnover() {
    let answer = answer(&[]);
    for row in answer.turnover.iter().filter(|row| row.statistic == Statistic::Mean) {
        let parts = answer.components.iter().filter(|part| part.package == row.package && part.year == row.year);
        close(parts.filter_map(|part| part.mean).sum(), row.value.expect("nothing overflows"));
    }
}

#[test]
fn the_headline_repeats_the_tables() {
    let answer = answer(&[]);
    let headline = answer.headline.as_ref().expect("there is a target");
    close(headline.probability, probability(&answer, "power_line", headline.year, Odds::Reached));
    close(
        headline.difference.unwrap(),
        headline.probability - probability(&answer, "none", headline.year, Odds::Reached),
    );
}

#[test]
fn an_overflowing_mean_is_absent_and_cautioned_of() {
    let answer = answer(&[("flows.trade.drift", "70"), ("flows.trade.volatility", "3")]);
    assert!(answer.turnover.iter().any(|row| row.statistic == Statistic::Mean && row.value.is_none()));
    assert!(answer.turnover.iter().filter_map(|row| row.value).all(f64::is_finite));
    assert!(matches!(answer.cautions[0], Caution::Overflow { .. }), "{:?}", answer.cautions);
}

#[test]
fn every_absent_mean_is_cautioned_of() {
    // Every path stays below the greatest number, about e^709, but not their sum.
    let answer = answer(&[("flows.trade.drift", "70")]);
    assert!(answer.components.iter().any(|row| row.component == "flows.trade" && row.mean.is_none()));
    assert!(!answer.cautions.iter().any(|caution| matches!(caution, Caution::Overflow { .. })));
    let caution = answer.cautions.iter().find(|caution| matches!(caution, Caution::AbsentMean { .. }));
    let said = caution.expect("it is told").to_string();
    assert!(
        said.starts_with("the mean of flows.trade in 2035 under none and") && said.contains("other means"),
        "{said}"
    );
}

#[test]
fn turnover_below_0_is_cautioned_of() {
    let answer = answer(&[("deals.power_line.peak", "-500")]);
    let caution = answer.cautions.iter().find(|caution| matches!(caution, Caution::Negative { .. }));
    let said = caution.expect("it is told").to_string();
    assert!(said.starts_with("turnover falls below 0 on some paths, as low as about −$4"), "{said}");
}

#[test]
fn an_uncertain_target_has_a_middle_and_a_range() {
    let answer = answer(&[("target.turnover", "250 to 360")]);
    let Goal::Uncertain { p05, p50, p95 } = answer.question.targets[0].turnover else { panic!("it is uncertain") };
    close(p05, 250.0);
    close(p50, 300.0);
    close(p95, 360.0);
}

#[test]
fn a_tail_without_a_mean_to_trust_is_cautioned_of() {
    let wild = answer(&[("flows.trade.volatility", "2")]);
    assert!(wild.cautions.iter().any(|caution| matches!(caution, Caution::HeavyTail { .. })), "{:?}", wild.cautions);
    let tame = answer(&[]);
    assert!(!tame.cautions.iter().any(|caution| matches!(caution, Caution::HeavyTail { .. })), "{:?}", tame.cautions);
}
