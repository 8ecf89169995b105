//! Three scenarios and the answers of another implementation of the model, which shares no code with this one (Python, 2,000,000
//! paths of its own random numbers; `answers.csv`).

use std::collections::BTreeMap;

use altai_analysis::components::components;
use altai_analysis::difference::differences;
use altai_analysis::odds::odds;
use altai_analysis::turnover::{Statistic, turnover};
use altai_analysis::{Estimate, Odds, Question};
use altai_model::Scenario;
use altai_tests::{played_with, scenario};

const PATHS: u64 = 400_000;
const THEIR_PATHS: u64 = 2_000_000;

/// With so many standard errors between them, one figure in 150,000 is off by chance.
const BOUND: f64 = 4.5;

/// How far a claimed standard error may be from what the other's implies.
const OF_AN_ERROR: f64 = 0.08;

/// By package, year and what is told of it.
type Figures = BTreeMap<[String; 3], Estimate>;

/// What the other implementation found for a scenario.
fn theirs(name: &str) -> Figures {
    let mut answers = csv::Reader::from_reader(&include_bytes!("answers.csv")[..]);
    let records = answers.records().map(|record| record.expect("a row has six cells"));
    let figure = |record: csv::StringRecord| {
        let number = |cell: usize| record[cell].parse().expect("a number");
        let estimate = Estimate { value: number(4), standard_error: Some(number(5)) };
        ([1, 2, 3].map(|cell| record[cell].to_owned()), estimate)
    };
    records.filter(|record| &record[0] == name).map(figure).collect()
}

fn name_of(odds: Odds) -> &'static str {
    match odds {
        Odds::AtDate => "at_date",
        Odds::Reached => "reached",
    }
}

fn ours(scenario: &Scenario) -> Figures {
    let (question, summary) = (Question::of(scenario), played_with(scenario, PATHS, 7, 2));
    let mut figures = Figures::new();
    let mut keep = |package: String, year: i32, what: String, value: Option<f64>, standard_error: Option<f64>| {
        let value = value.expect("no path overflows");
        figures.insert([package, year.to_string(), what], Estimate { value, standard_error });
    };
    for row in odds(&question, &summary) {
        keep(row.package, row.year, name_of(row.odds).into(), Some(row.probability), Some(row.standard_error));
    }
    for row in differences(&question, &summary) {
        let what = format!("{}_against_{}", name_of(row.odds), row.reference);
        keep(row.package, row.year, what, Some(row.difference), Some(row.standard_error));
    }
    for row in turnover(&question, &summary) {
        let what = match row.statistic {
            Statistic::Mean => "mean".to_owned(),
            Statistic::Sd => "sd".to_owned(),
            Statistic::Shortfall => "shortfall".to_owned(),
            Statistic::Percentile(percent) => format!("p{percent:02}"),
        };
        keep(row.package, row.year, what, row.value, row.standard_error);
    }
    for row in components(&question, &summary) {
        keep(row.package, row.year, row.component, row.mean, row.standard_error);
    }
    figures
}

#[track_caller]
fn assert_agrees(name: &str, text: &str) {
    let (theirs, ours) = (theirs(name), ours(&scenario(text, &[])));
    assert_eq!(theirs.keys().collect::<Vec<_>>(), ours.keys().collect::<Vec<_>>(), "{name}: the same figures");
    let fewer = (THEIR_PATHS as f64 / PATHS as f64).sqrt();
    let mut off = Vec::new();
    for (key, theirs) in &theirs {
        let (ours, what) = (ours[key], key[2].as_str());
        let error = theirs.standard_error.expect("all of theirs have one");
        let is_share = what.starts_with("at_date") || what.starts_with("reached");
        // What none of so many paths does, one in as many may do.
        let least = if is_share { 1.0 / THEIR_PATHS as f64 } else { 0.0 };
        // A quantile is right to the width of a bin.
        let bin = if what.starts_with('p') { 1e-3 * theirs.value.abs() } else { 0.0 };
        // Figures are kept with seven digits.
        let bound = BOUND * error.max(least) * (1.0 + fewer * fewer).sqrt() + bin + 1e-6 * theirs.value.abs();
        let distance = (ours.value - theirs.value).abs();
        if distance.is_nan() || distance > bound {
            off.push(format!("{key:?}: {} instead of {}, by more than {bound}", ours.value, theirs.value));
        }
        // Of rare events and of quantiles the errors themselves are too uncertain.
        let is_telling = error * error * THEIR_PATHS as f64 * PATHS as f64 > 4_000.0;
        if (is_share && is_telling) || what == "mean" {
            let claimed = ours.standard_error.expect("shares and means have an error") / (error * fewer);
            if error > 0.0 && (claimed - 1.0).abs() > OF_AN_ERROR {
                off.push(format!("{key:?}: its error is {claimed} times what theirs implies"));
            }
        }
    }
    assert!(off.is_empty(), "{name}: {} of {} figures are off:\n{}", off.len(), theirs.len(), off.join("\n"));
}

#[test]
fn a_flow_that_grows_at_random() {
    assert_agrees("growth", include_str!("growth.toml"));
}

#[test]
fn drivers_and_flows() {
    assert_agrees("drivers", include_str!("drivers.toml"));
}

#[test]
fn deals() {
    assert_agrees("deals", include_str!("deals.toml"));
}
