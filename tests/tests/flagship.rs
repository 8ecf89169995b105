//! The flagship is sober, measurably; every number in it and its variants has a source or is called a judgement; and
//! `docs/flagship.md` prints what the engine says.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use std::collections::BTreeSet;

use altai_model::Scenario;
use altai_scenarios::{EXAMPLES, KAZAKHSTAN_MONGOLIA_EVIDENCE};
use altai_sim::Summary;
use altai_tests::evidence::{cited, ids};
use altai_tests::{PATHS, package, played, read_shipped, scenario, shipped, spread, turnover};
use toml::de::{DeTable, DeValue};

const DOCUMENT: &str = include_str!("../../docs/flagship.md");

fn flagship(overrides: &[(&str, &str)]) -> Scenario {
    scenario(shipped("kazakhstan-mongolia"), overrides)
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

/// By how much a pandemic that strikes in 2026 lowers turnover in 2026 and 2027, in log points: for every path of some blocks
/// that it strikes. The same draws without a pandemic say so.
fn struck() -> Vec<[f64; 2]> {
    let with = flagship(&[("shocks.pandemic.rate", "0.5")]);
    let without = flagship(&[("shocks.pandemic.rate", "0")]);
    let none = package(&with, "none");
    let mut struck = Vec::new();
    for block in 0..20 {
        let [with, without] = [&with, &without].map(|scenario| turnover(scenario, 1, block).swap_remove(none));
        for path in 0..with[0].len() {
            let lower = |year: usize| (with[year][path] / without[year][path]).ln();
            if lower(0) < 0.0 {
                struck.push([lower(0), lower(1)]);
            }
        }
    }
    struck
}

#[test]
fn a_pandemic_falls_and_recovers_as_that_of_2020() {
    let struck = struck();
    // Another may follow in 2027; the middle path has none.
    let mut left: Vec<f64> = struck.iter().map(|[first, second]| second / first).collect();
    left.sort_unstable_by(f64::total_cmp);
    let alone = left.len() as f64 * (-0.5_f64).exp();
    let recovered = 1.0 - left[(0.5 * alone) as usize];
    // Rows `pandemic-recovery` of the evidence: 0.80 with growth of 5 % a year, 0.89 with 3 %.
    assert!((0.79..0.89).contains(&recovered), "{recovered} is made good in the next year");

    let mut first: Vec<f64> = struck.iter().map(|[first, _]| *first).collect();
    first.sort_unstable_by(f64::total_cmp);
    let [low, high] = [0.25, 0.75].map(|p| first[(p * first.len() as f64) as usize]);
    // Row `pandemic-fall`: 59.9 to 41.1.
    let fall = (41.1_f64 / 59.9).ln();
    assert!(low < fall && fall < high, "{fall} is not within the middle half, {low} to {high}");
}

#[test]
fn turmoil_rules_three_years_in_ten_and_costs_what_was_measured() {
    let scenario = flagship(&[]);
    let regimes = scenario.regimes.expect("the flagship has regimes");
    let [calm, turmoil] = ["calm", "turmoil"].map(|name| regimes.states.iter().position(|s| s.name == name).unwrap());
    let [comes, goes] = [regimes.transition[calm][turmoil], regimes.transition[turmoil][calm]];
    // Three states of emergency in eighteen years, and the persistence that the loss over three years asks for.
    assert!((comes - 3.0 / 18.0).abs() < 0.005, "{comes}");
    assert!((1.0 - goes - 0.60).abs() < 1e-12, "{goes}");
    let share = comes / (comes + goes);

    // The engine's share of turmoil, long after 2025: the drag on trade with nothing else in it.
    let text = format!(
        "[horizon]\nbase_year = 2025\nend_year = 2065\n[target]\nturnover = 1\n[flows.trade]\nbase = 1\n[regimes]\n\
         start = \"turmoil\"\ntransition = {{ calm = {{ turmoil = {comes} }}, turmoil = {{ calm = {goes} }} }}\n\
         [regimes.states.calm]\n[regimes.states.turmoil]\ndrift = -0.043\n"
    );
    let alone = altai_tests::scenario(&text, &[]);
    let (mut lost, mut after, mut paths) = (0.0, [0.0; 3], 0.0);
    for block in 0..40 {
        let years = turnover(&alone, 1, block).swap_remove(0);
        for path in 0..years[0].len() {
            lost += (years[39][path] / years[19][path]).ln() / 20.0;
            // From the first year of a turmoil on.
            if years[19][path] == years[20][path] && years[21][path] < years[20][path] {
                paths += 1.0;
                for (after, year) in after.iter_mut().zip(21..) {
                    *after += (years[year][path] / years[20][path]).ln();
                }
            }
        }
    }
    let engine = lost / (40.0 * 1024.0) / -0.043;
    assert!((engine - share).abs() < 0.005, "{engine} is not {share}");
    assert!((0.25..0.35).contains(&share));
    // The chain's own path against years without turmoil, which is what Coface measured: 4.2, 6.3 and 8.9 %.
    let [after_turmoil, after_calm] = [1.0, 0.0].map(|start| turmoil_adds_up(start, comes, goes));
    for ((lost, chain), measured) in after.iter().zip(after_turmoil).zip([0.042_f64, 0.063, 0.089]) {
        let (lost, chain, measured) = (-lost / paths, 0.043 * chain, -(1.0 - measured).ln());
        assert!((lost - chain).abs() < 0.001, "{lost} is lost, and the chain says {chain}");
        assert!((chain / measured - 1.0).abs() < 0.07, "{chain} is lost, and {measured} was measured");
    }
    // The document and the evidence print that path, the document also the one against a calm start.
    let percent = |years: [f64; 3]| years.map(|years| format!("{:.1}", 100.0 * (1.0 - (-0.043 * years).exp())));
    let [first, second, third] = percent(after_turmoil);
    let told = format!("{first}, {second} and {third} % against years without turmoil");
    assert!(DOCUMENT.contains(&told), "{told}");
    let [first, second, third] = percent([0, 1, 2].map(|year| after_turmoil[year] - after_calm[year]));
    let told = format!(
        "Against a calm start, after which turmoil may come as well, they lose {first}, {second} and {third} %"
    );
    assert!(DOCUMENT.contains(&told), "{told}");
    let [first, second, third] = after_turmoil.map(|years| format!("{:.3}", 0.043 * years));
    let told = format!("adds up to {first}, {second}, {third} in log points");
    assert!(KAZAKHSTAN_MONGOLIA_EVIDENCE.contains(&told), "{told}");
}

/// Years of turmoil expected up to the first, second and third year, where the first is one with this probability.
fn turmoil_adds_up(first: f64, comes: f64, goes: f64) -> [f64; 3] {
    let second = first * (1.0 - goes) + (1.0 - first) * comes;
    let third = second * (1.0 - goes) + (1.0 - second) * comes;
    [first, first + second, first + second + third]
}

#[test]
fn the_target_in_dollars_of_the_base_year_is_harder_than_that_of_the_day() {
    let scenario = flagship(&[]);
    let names: Vec<&str> = scenario.targets.iter().map(|target| target.name.as_str()).collect();
    assert_eq!(names, ["nominal", "real"]);
    assert!(scenario.targets.iter().all(|target| target.by == 2035));
    let summary = played(&scenario, 100_000);
    for package in 0..scenario.packages.len() {
        for year in 4..scenario.horizon.years() {
            assert!(summary.reached(1, package, year) < summary.reached(0, package, year));
        }
    }
}

/// The flagship's variants.
fn variants() -> impl Iterator<Item = &'static str> {
    EXAMPLES.iter().map(|example| example.name).filter(|name| name.starts_with("kazakhstan-mongolia/"))
}

fn variant(name: &str) -> Scenario {
    let reading = read_shipped(name);
    assert!(reading.diagnostics.is_empty(), "{name}: {:#?}", reading.diagnostics);
    reading.scenario.unwrap_or_else(|| panic!("{name} does not read"))
}

#[test]
fn every_variant_changes_what_its_comment_names_and_nothing_else() {
    let told = ["extends", "remove", "title", "packages", "allow"];
    for name in variants() {
        variant(name);
        let text = shipped(name);
        let comment: String = text.lines().filter_map(|line| line.strip_prefix("# ")).collect();
        let named: BTreeSet<String> = comment.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let table = DeTable::parse(text).expect("a variant is TOML").into_inner();
        let mut changed = BTreeSet::new();
        for (key, value) in &table {
            let key = key.get_ref().as_ref();
            match value.get_ref() {
                DeValue::Array(removed) if key == "remove" => {
                    changed.extend(removed.iter().filter_map(|gone| gone.get_ref().as_str()).map(str::to_owned));
                }
                DeValue::Table(within) if !told.contains(&key) => {
                    changed.extend(within.keys().map(|inner| format!("{key}.{}", inner.get_ref())));
                }
                _ => assert!(told.contains(&key), "{name} changes {key}"),
            }
        }
        assert_eq!(changed, named, "{name}");
    }
    assert_eq!(variants().count(), 6);
}

#[test]
fn a_variant_that_turns_to_one_deal_leaves_the_world_alone_and_moves_odds_by_points() {
    let flagship = flagship(&[]);
    let (by, paths) = (9, 100_000);
    let summary = played(&flagship, paths);
    let points = |summary: &Summary, package| 100.0 * summary.reached(0, package, by) as f64 / paths as f64;
    let all = points(&summary, package(&flagship, "all"));
    for name in variants() {
        let scenario = variant(name);
        assert_eq!(scenario.packages[0].name, "none");
        let variant = played(&scenario, paths);
        let same = (0..scenario.horizon.years()).all(|year| variant.reached(0, 0, year) == summary.reached(0, 0, year));
        assert_eq!(same, name != "kazakhstan-mongolia/downside", "{name}");
        let last = points(&variant, scenario.packages.len() - 1);
        let moved = last - all;
        assert!(if same { moved.abs() < 4.0 } else { (-12.0..-4.0).contains(&moved) }, "{name}: {moved}");
    }
}

#[test]
fn every_number_has_a_source_in_the_evidence_or_is_called_a_judgement() {
    let mut numbers = 0;
    for name in variants().chain(["kazakhstan-mongolia"]) {
        walk_all(name, &mut |address, about| {
            numbers += 1;
            let Some(About { sources, note }) = about else { panic!("{name}: {address} says nothing about itself") };
            let judged = note.as_ref().is_some_and(|note| note.contains("judgement"));
            assert!(!sources.is_empty() || judged, "{name}: {address} has neither a source nor is called a judgement");
        });
    }
    assert!(numbers > 100, "only {numbers} numbers were found");
}

#[test]
fn every_source_is_a_row_of_the_evidence() {
    let evidence = ids(KAZAKHSTAN_MONGOLIA_EVIDENCE);
    for name in variants().chain(["kazakhstan-mongolia"]) {
        walk_all(name, &mut |address, about| {
            for source in about.iter().flat_map(|about| &about.sources) {
                assert!(
                    evidence.contains(source.as_str()),
                    "{name}: {address} cites {source}: the evidence has no such"
                );
            }
        });
    }
    for id in cited(DOCUMENT) {
        assert!(evidence.contains(&id), "docs/flagship.md cites {id}, which the evidence does not have");
    }
}

/// Shows every number of a scenario that ships.
fn walk_all(name: &str, show: &mut dyn FnMut(&str, Option<&About>)) {
    let table = DeTable::parse(shipped(name)).expect("a scenario is TOML");
    walk(&DeValue::Table(table.into_inner()), "", None, show);
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
    fn of(scenario: Scenario) -> Self {
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
    let real = |summary: &Summary, package, year| summary.reached(1, package, year);
    let as_shipped = Played::of(flagship(&[]));
    assert_eq!(as_shipped.scenario.packages[0].name, "none");
    let mut checked = 0;
    for [figure, package, printed] in rows() {
        if figure.starts_with("---") {
            continue;
        }
        let words: Vec<&str> = figure.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let shifted = |mean: &str| {
            let drift = format!("{{ normal = {{ mean = {mean}, sd = 0.03 }} }}");
            Played::of(flagship(&[("flows.exports.drift", &drift)]))
        };
        let [value, error] = match words[..] {
            ["reached", "by", year] => as_shipped.odds(reached, package, year),
            ["in", year, "itself"] => as_shipped.odds(at_date, package, year),
            ["reached", "by", year, "against", "none"] => as_shipped.difference(package, year),
            ["reached", "by", year, "drift", "of", "exports", "0.01", "higher"] => {
                shifted("-0.05").odds(reached, package, year)
            }
            ["reached", "by", year, "drift", "of", "exports", "0.01", "lower"] => {
                shifted("-0.07").odds(reached, package, year)
            }
            ["reached", "by", year, "in", "dollars", "of", "2025"] => as_shipped.odds(real, package, year),
            ["reached", "by", year, "variant", name] => {
                Played::of(variant(&format!("kazakhstan-mongolia/{name}"))).odds(reached, package, year)
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
