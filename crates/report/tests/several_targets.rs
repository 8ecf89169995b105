//! Several targets, sectors and public money, from a real simulation.

use std::num::NonZeroUsize;

use altai_analysis::Answer;
use altai_analysis::costs::CostRow;
use altai_analysis::odds::{Odds, OddsRow};
use altai_model::SourceText;
use altai_report::{Run, csv_file, terminal};
use altai_sim::{Plan, Streams, play};
use textwrap::core::display_width;

const SCENARIO: &str = include_str!("several-targets.toml");
const PATHS: u64 = 20_000;

fn answer(text: &str) -> Answer {
    let source = SourceText { name: "several-targets.toml".into(), text: text.into() };
    let reading = altai_model::read(source, &[], &altai_model::NoFiles);
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    Answer::of(&scenario, &play(&Plan::compile(&scenario), &Streams::new(1), PATHS, NonZeroUsize::MIN, &|_| {}))
}

fn shown(answer: &Answer, width: usize) -> String {
    let run = Run { altai: "0.1.0".into(), seed: 1, overrides: Vec::new(), warnings: Vec::new() };
    let text = terminal::text(answer, &run, 0.114, "", width);
    without_escapes(&text)
}

fn without_escapes(text: &str) -> String {
    let parts = text.split('\u{1b}').enumerate();
    let plain =
        |(index, part): (usize, &str)| if index == 0 { part } else { part.split_once('m').unwrap().1 }.to_owned();
    parts.map(plain).collect()
}

/// By package and year: the odds of a target.
fn odds(answer: &Answer, target: &str, odds: Odds) -> Vec<(String, i32, f64)> {
    let is_meant = |row: &&OddsRow| row.target == target && row.odds == odds;
    answer.odds.iter().filter(is_meant).map(|row| (row.package.clone(), row.year, row.probability)).collect()
}

fn cost<'a>(answer: &'a Answer, package: &str, component: &str) -> &'a CostRow {
    answer.costs.iter().find(|row| row.package == package && row.component == component).expect("there is a row")
}

#[test]
fn eighty_columns() {
    insta::assert_snapshot!(shown(&answer(SCENARIO), 80));
}

#[test]
fn sixty_columns() {
    insta::assert_snapshot!(shown(&answer(SCENARIO), 60));
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    let answer = answer(SCENARIO);
    for width in terminal::LEAST_WIDTH..=100 {
        let text = shown(&answer, width);
        let wide: Vec<&str> = text.lines().filter(|line| display_width(line) > width).collect();
        assert!(wide.is_empty(), "wider than {width}: {wide:?}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    }
}

#[test]
fn a_package_with_what_its_deal_requires_says_so_below_the_table() {
    let words = "grid includes mine, which it requires.";
    assert!(!shown(&answer(SCENARIO), 80).contains("which it requires"));
    let required = SCENARIO.replace("go = 0.6", "go = 0.6\nrequires = [\"mine\"]");
    assert_ne!(required, SCENARIO);
    let text = shown(&answer(&required), 80);
    assert!(text.lines().any(|line| line == words), "{text}");
    let chosen = |package: &str| shown(&answer(&format!("{required}[packages]\nnone = []\n{package}\n")), 80);
    assert!(chosen("grid = [\"mine\", \"grid\"]").contains(words));
    assert!(!chosen("grid = [\"mine\", \"grid\", \"farms\"]").contains("which it requires"), "it has more than that");
    assert!(!chosen("energy = [\"mine\", \"grid\"]").contains("which it requires"), "it has no deal's name");
}

#[test]
fn a_target_under_two_names_has_the_same_odds_twice() {
    let answer = answer(&format!("{SCENARIO}\n[targets.twin]\nturnover = 300\nby = 2035\n"));
    for kind in Odds::BOTH {
        assert_eq!(odds(&answer, "pledge", kind), odds(&answer, "twin", kind));
    }
    let text = shown(&answer, 110);
    let block = text.split("the odds of the other targets").nth(1).unwrap();
    let headline = text.lines().find(|line| line.starts_with("all")).unwrap();
    let beside = block.lines().find(|line| line.starts_with("all")).unwrap();
    let first = |row: &str| row.split_whitespace().nth(1).unwrap().to_owned();
    assert_eq!(beside.split_whitespace().nth_back(2).unwrap(), first(headline), "{text}");
}

#[test]
fn with_prices_that_are_known_a_deflated_target_is_a_nominal_one_in_each_year() {
    let fixed =
        SCENARIO.replace("process.white = { mean = 0.02, sd = 0.01 }", "process.white = { mean = 0.02, sd = 0 }");
    assert_ne!(fixed, SCENARIO);
    // 300 exp(0.02 × 5) and 300 exp(0.02 × 10).
    let nominal = |(year, asked): (i32, f64)| format!("\n[targets.y{year}]\nturnover = {asked}\nby = {year}\n");
    let text: String = [(2030, 331.5512754226943), (2035, 366.42082744805094)].map(nominal).concat();
    let text = fixed + &text;
    let answer = answer(&text);
    for year in [2030, 2035] {
        let of = |target: &str| -> Vec<_> {
            odds(&answer, target, Odds::AtDate).into_iter().filter(|row| row.1 == year).collect()
        };
        assert_eq!(of("real"), of(&format!("y{year}")));
        assert!(of("real").iter().zip(of("pledge")).all(|(real, nominal)| real.2 < nominal.2));
    }
}

#[test]
fn a_headline_in_dollars_of_the_base_year_says_so_wherever_its_amount_stands() {
    let real = "[targets.real]\nturnover = 300\nby = 2035\ndeflator = \"prices\"\n";
    let without = SCENARIO.replace(real, "");
    assert_ne!(without, SCENARIO);
    let text = shown(&answer(&without.replace("[targets.pledge]", &format!("{real}\n[targets.pledge]"))), 200);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "reaching $300 million a year in dollars of 2025 by 2035 are",
        "In dollars of the day the odds are",
        "pledge 300 in dollars of the day, by 2035",
        "$ million of the day; target 300 in dollars of 2025: in dollars of the day it moves with prices",
    ] {
        assert!(text.contains(words), "no `{words}` in\n{text}");
    }
}

#[test]
fn expected_cost_is_the_probability_of_going_ahead_times_the_cost() {
    let answer = answer(SCENARIO);
    let n = PATHS as f64;
    for (deal, go, price) in [("mine", 0.5, 30.0), ("road", 0.8, 55.0_f64)] {
        let row = cost(&answer, "all", &format!("deals.{deal}"));
        let error = price * (go * (1.0 - go) / n).sqrt();
        assert!((row.mean.unwrap() - go * price).abs() < 4.0 * error, "{row:?}");
        assert!((row.standard_error.unwrap() / error - 1.0).abs() < 0.02, "{row:?}");
        assert_eq!(cost(&answer, deal, &format!("deals.{deal}")).mean, row.mean, "on the same draws");
        assert_eq!(cost(&answer, "none", &format!("deals.{deal}")).mean, Some(0.0));
    }
    // A lognormal with 90 % between 10 and 40: σ = ln 4 / (2 × 1.6449), and the mean is 20 exp(σ²/2).
    let (grid, expected) = (cost(&answer, "all", "deals.grid"), 0.6 * 21.857033);
    assert!((grid.mean.unwrap() - expected).abs() < 4.0 * grid.standard_error.unwrap(), "{grid:?}");
    let deals = ["deals.mine", "deals.grid", "deals.road"].map(|deal| cost(&answer, "all", deal).mean.unwrap());
    let total = cost(&answer, "all", "total").mean.unwrap();
    assert!((total / deals.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{total}");
    assert!(answer.costs.iter().all(|row| row.component != "deals.farms"), "farms cost nothing");
}

#[test]
fn the_error_of_a_total_cost_knows_whether_deals_go_ahead_together() {
    let n = PATHS as f64;
    let known = SCENARIO.replace("cost = \"10 to 40\"", "cost = 25");
    assert_ne!(known, SCENARIO);
    // Three deals by themselves: the variances p (1 − p) c² add up.
    let independent = (0.25 * 30.0 * 30.0 + 0.24 * 25.0 * 25.0 + 0.16 * 55.0 * 55.0) / n;
    let total = |text: &str, package: &str| cost(&answer(text), package, "total").standard_error.unwrap();
    assert!((total(&known, "all") / independent.sqrt() - 1.0).abs() < 0.03);
    // Where the grid comes exactly when the mine does, both cost 55 or nothing.
    let together = known.replace("go = 0.6", "go = 1\nrequires = [\"mine\"]");
    assert_ne!(together, known);
    let expected = 55.0 * (0.25_f64 / n).sqrt();
    assert!((total(&together, "grid") / expected - 1.0).abs() < 0.01);
    assert_eq!(total(&known, "none"), 0.0);
}

#[test]
fn costs_are_a_table_of_their_own_in_csv() {
    let answer = answer(SCENARIO);
    let files = csv_file::files(&answer);
    let (_, text) = files.iter().find(|(name, _)| *name == "costs.csv").unwrap();
    let mut reader = csv::Reader::from_reader(text.as_slice());
    assert_eq!(reader.headers().unwrap(), vec!["package", "component", "mean", "unit", "standard_error"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 6 * 4, "six packages, three deals and their total");
    assert_eq!(rows[23].iter().take(2).collect::<Vec<_>>(), ["all", "total"]);
    assert_eq!(rows[23][2].parse::<f64>().ok(), cost(&answer, "all", "total").mean);
}

#[test]
fn deals_of_a_sector_are_summed_with_the_deals_within() {
    let answer = answer(SCENARIO);
    let mean = |deal: &str| {
        let mut rows = answer.components.iter();
        let row = rows.find(|row| row.package == "all" && row.year == 2035 && row.component == format!("deals.{deal}"));
        row.unwrap().mean.unwrap()
    };
    let text = shown(&answer, 200).split_whitespace().collect::<Vec<_>>().join(" ");
    let sum = mean("mine") + mean("grid");
    assert!(text.contains(&format!("energy {sum:.0} (mine {:.0}, grid {:.0})", mean("mine"), mean("grid"))), "{text}");
}
