//! The flagship is sober, measurably; every number in it has a source or is called a judgement; and `docs/flagship.md` prints
//! what the engine says.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use std::collections::BTreeSet;

use altai_model::Scenario;
use altai_sim::Summary;
use altai_tests::{PATHS, package, played, scenario, shipped};
use toml::de::{DeTable, DeValue};

const DOCUMENT: &str = include_str!("../../docs/flagship.md");

fn flagship(overrides: &[(&str, &str)]) -> Scenario {
    scenario(shipped("kazakhstan-mongolia"), overrides)
}

/// The interquartile range of the log of turnover, over 1.349.
fn spread(summary: &Summary, package: usize, year: usize) -> f64 {
    let [low, high] = [0.25, 0.75].map(|p| summary.histogram(package, year).quantile(p).ln());
    (high - low) / 1.349
}

#[test]
fn without_deals_growth_spreads_as_that_of_pairs_of_this_size() {
    // `base_rates.csv`: pairs of 100 to 200 million, over 1, 5 and 10 years.
    let scenario = flagship(&[]);
    let summary = played(&scenario, PATHS);
    let none = package(&scenario, "none");
    for (calendar, record) in [(2026, 0.32), (2030, 0.65), (2035, 0.82)] {
        let spread = spread(&summary, none, (calendar - 2026) as usize);
        assert!((spread / record - 1.0).abs() <= 0.15, "{calendar}: {spread:.3} is not within 15 % of {record}");
    }
}

/// The ids of the evidence: the first column.
fn evidence() -> BTreeSet<&'static str> {
    let rows = altai_scenarios::KAZAKHSTAN_MONGOLIA_EVIDENCE.lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap_or_default()).collect()
}

#[test]
fn every_number_has_a_source_in_the_evidence_or_is_called_a_judgement() {
    let text = shipped("kazakhstan-mongolia");
    let table = DeTable::parse(text).expect("the flagship is TOML");
    let mut numbers = 0;
    walk(&DeValue::Table(table.into_inner()), "", None, &mut |address, about| {
        numbers += 1;
        let Some(About { sources, note }) = about else { panic!("{address} says nothing about where it comes from") };
        let judged = note.as_ref().is_some_and(|note| note.contains("judgement"));
        assert!(!sources.is_empty() || judged, "{address} has neither a source nor a note that calls it a judgement");
    });
    assert!(numbers > 100, "only {numbers} numbers were found");
}

#[test]
fn every_source_is_a_row_of_the_evidence() {
    let evidence = evidence();
    let text = shipped("kazakhstan-mongolia");
    let table = DeTable::parse(text).expect("the flagship is TOML");
    let mut cited = BTreeSet::new();
    walk(&DeValue::Table(table.into_inner()), "", None, &mut |address, about| {
        for source in about.iter().flat_map(|about| &about.sources) {
            assert!(evidence.contains(source.as_str()), "{address} cites {source}, which the evidence does not have");
            cited.insert(source.clone());
        }
    });
    // Ids in the text that argues for the numbers: words with hyphens in `code`.
    for code in DOCUMENT.split('`').skip(1).step_by(2) {
        let is_id =
            code.contains('-') && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(!is_id || evidence.contains(code), "docs/flagship.md cites {code}, which the evidence does not have");
    }
}

/// What is said about a number.
struct About {
    sources: Vec<String>,
    note: Option<String>,
}

/// Shows every number, date and interval, with what the nearest table around it says about itself.
fn walk(value: &DeValue<'_>, address: &str, about: Option<&About>, show: &mut dyn FnMut(&str, Option<&About>)) {
    match value {
        DeValue::Table(table) => {
            let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
            let (source, note) = (text("source"), text("note"));
            // What the head of the file says is about the whole question.
            let own = (!address.is_empty() && (source.is_some() || note.is_some())).then(|| About {
                sources: source.iter().flat_map(|source| source.split("; ")).map(str::to_owned).collect(),
                note,
            });
            for (key, value) in table {
                let key = key.get_ref().as_ref();
                let within = if address.is_empty() { key.to_owned() } else { format!("{address}.{key}") };
                walk(value.get_ref(), &within, own.as_ref().or(about), show);
            }
        }
        DeValue::Array(values) => {
            for value in values {
                walk(value.get_ref(), address, about, show);
            }
        }
        DeValue::String(text) => {
            let is_interval = text.split_once(" to ").is_some_and(|(low, _)| low.trim().parse::<f64>().is_ok());
            if is_interval {
                show(address, about);
            }
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => show(address, about),
        DeValue::Boolean(_) => {}
    }
}

/// A row of the table in the document: figure, package, what the model says.
fn rows() -> Vec<[&'static str; 3]> {
    let cells = |line: &'static str| line.trim().trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let rows = DOCUMENT.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| figure"));
    rows.map(cells).filter_map(|cells| cells.first_chunk().copied()).collect()
}

/// Paths of every package, and of variants that the table asks for.
struct Played {
    scenario: Scenario,
    summary: Summary,
}

impl Played {
    fn of(overrides: &[(&str, &str)]) -> Self {
        let scenario = flagship(overrides);
        let summary = played(&scenario, PATHS);
        Self { scenario, summary }
    }

    fn place(&self, package: &str, calendar: &str) -> (usize, usize) {
        let year: i32 = calendar.parse().unwrap_or_else(|_| panic!("{calendar} is no year"));
        (altai_tests::package(&self.scenario, package), (year - self.scenario.horizon.base_year - 1) as usize)
    }

    /// Odds in per cent, with the standard error of an estimate on as many paths.
    fn odds(&self, count: impl Fn(&Summary, usize, usize) -> u64, package: &str, calendar: &str) -> [f64; 2] {
        let (package, year) = self.place(package, calendar);
        let p = count(&self.summary, package, year) as f64 / PATHS as f64;
        [100.0 * p, 100.0 * (p * (1.0 - p) / PATHS as f64).sqrt()]
    }

    /// Percentage points against `none`, on the same draws.
    fn difference(&self, package: &str, calendar: &str) -> [f64; 2] {
        let (package, year) = self.place(package, calendar);
        let [mine, first, both] = [
            self.summary.reached(0, package, year),
            self.summary.reached(0, 0, year),
            self.summary.reached_with_first(0, package, year),
        ]
        .map(|count| count as f64 / PATHS as f64);
        let apart = mine + first - 2.0 * both;
        let difference = mine - first;
        [100.0 * difference, 100.0 * ((apart - difference * difference) / PATHS as f64).sqrt()]
    }
}

#[test]
fn the_document_prints_what_the_engine_says() {
    let reached = |summary: &Summary, package, year| summary.reached(0, package, year);
    let at_date = |summary: &Summary, package, year| summary.at_date(0, package, year);
    let as_shipped = Played::of(&[]);
    assert_eq!(as_shipped.scenario.packages[0].name, "none");
    let mut checked = 0;
    for [figure, package, printed] in rows() {
        if figure.starts_with("---") {
            continue;
        }
        let words: Vec<&str> = figure.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let shifted = |mean: &str| {
            Played::of(&[("flows.exports.drift", &format!("{{ normal = {{ mean = {mean}, sd = 0.03 }} }}"))])
        };
        let [value, error] = match words[..] {
            ["reached", "by", year] => as_shipped.odds(reached, package, year),
            ["in", year, "itself"] => as_shipped.odds(at_date, package, year),
            ["reached", "by", year, "against", "none"] => as_shipped.difference(package, year),
            ["reached", "by", year, "drift", "of", "exports", "0.01", "higher"] => {
                shifted("-0.065").odds(reached, package, year)
            }
            ["reached", "by", year, "drift", "of", "exports", "0.01", "lower"] => {
                shifted("-0.085").odds(reached, package, year)
            }
            ["middle", "turnover", "in", year, ..] => {
                let (package, year) = as_shipped.place(package, year);
                let middle = as_shipped.summary.histogram(package, year).quantile(0.5);
                // √(p (1 − p)/n) over the density of the log there, about 0.4 over the spread.
                let error = middle * 0.5 / (PATHS as f64).sqrt() * spread(&as_shipped.summary, package, year) / 0.4;
                [middle, error]
            }
            ["spread", "of", "growth", "over", years, ..] => {
                let year = 2025 + years.parse::<i32>().unwrap_or_else(|_| panic!("{years} is no number of years"));
                let (package, year) = as_shipped.place(package, &year.to_string());
                let spread = spread(&as_shipped.summary, package, year);
                // That of an interquartile range of normals: 1.17 σ/√n.
                [spread, 1.17 * spread / (PATHS as f64).sqrt()]
            }
            _ => panic!("docs/flagship.md has a figure that this test does not know: {figure}"),
        };
        let figure_printed: f64 =
            printed.replace('−', "-").parse().unwrap_or_else(|_| panic!("{printed} is no number"));
        let last_digit =
            printed.split_once('.').map_or(1.0, |(_, digits)| digits.chars().fold(1.0, |unit, _| 0.1 * unit));
        // Half of the last digit, and four standard errors of the difference of two such runs.
        let room = 0.5 * last_digit + 4.0 * error * 2.0_f64.sqrt();
        assert!(
            (value - figure_printed).abs() <= room,
            "{figure}, {package}: printed {printed}, the engine says {value:.3}"
        );
        checked += 1;
    }
    assert!(checked >= 20, "only {checked} rows of the table were found");
}
