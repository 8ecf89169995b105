//! A hand-made answer: no simulation stands behind these numbers.

use altai_analysis::arrival::{Arrival, ArrivalRow};
use altai_analysis::components::ComponentRow;
use altai_analysis::costs::CostRow;
use altai_analysis::difference::DifferenceRow;
use altai_analysis::levels::{Knowledge, LevelRow, Scope};
use altai_analysis::odds::{Odds, OddsRow};
use altai_analysis::question::{Deal, Flow, Package, Target};
use altai_analysis::turnover::{Statistic, TurnoverRow, UNIT};
use altai_analysis::{Answer, Caution, Goal, Headline, Question};
use altai_report::{Part, Run, Timing, Warning};

const YEARS: std::ops::RangeInclusive<i32> = 2026..=2040;
const PACKAGES: [&str; 4] = ["none", "food", "free_trade", "all"];

pub(crate) fn run() -> Run {
    Run { altai: "0.1.0".into(), seed: 1, overrides: vec!["deals.food.peak=30".into()], warnings: vec![warning()] }
}

/// Of a run that wrote no files.
pub(crate) fn timing() -> Timing {
    let playing = [("regimes_and_shocks", 0.25), ("deals", 0.7496), ("packages", 0.0004)];
    Timing {
        reading_seconds: 0.002,
        preparing_seconds: 0.0104,
        playing_seconds: 1.25,
        levels_seconds: Some(0.0856),
        answering_seconds: 0.0,
        writing_seconds: None,
        total_seconds: 1.2661,
        paths_per_second: 80_000.4,
        threads: 1,
        instruction_set: "avx2",
        peak_memory_bytes: Some(33_554_432),
        playing: playing.map(|(part, share)| Part { part, share }).into(),
    }
}

fn warning() -> Warning {
    Warning { code: "requirement-off".into(), message: "`food` never goes ahead in package `food`".into() }
}

pub(crate) fn answer() -> Answer {
    let question = question();
    Answer {
        paths: 100_000,
        sampling: None,
        headline: Some(headline()),
        odds: odds(),
        levels: levels(),
        knowledge: Some(Knowledge { scope: Scope::All, known: 41, groups: 3_125, paths_per_group: 128 }),
        differences: differences(),
        turnover: turnover(),
        components: components(&question),
        costs: costs(),
        arrival: arrival(),
        year_of_reaching: arrivals(),
        cautions: vec![
            Caution::FewPaths { paths: 1_000, half_width_95: 0.026, proposed: 50_000 },
            Caution::Evidence { judgements: 22, noted: 4, silent: 3, inputs: 61 },
        ],
        question,
    }
}

fn question() -> Question {
    let deal = |name: &str, delivers| Deal { name: name.into(), title: None, delivers, sector: None, costs: false };
    let package = |name: &str, deals: &[&str]| Package {
        name: name.into(),
        deals: deals.iter().map(|deal| (*deal).to_owned()).collect(),
        required: Vec::new(),
    };
    Question {
        title: Some("Kazakhstan–Mongolia: $500 million a year, by 2035".into()),
        base_year: 2025,
        end_year: 2040,
        targets: vec![Target {
            name: "target".into(),
            turnover: Goal::Known(500.0),
            by: 2035,
            deflator: None,
            sustain: 1,
        }],
        flows: ["exports", "imports"].map(|name| Flow { name: name.into(), title: None }).into(),
        deals: vec![deal("food", true), deal("free_trade", false)],
        packages: vec![
            package("none", &[]),
            package("food", &["food"]),
            package("free_trade", &["free_trade"]),
            package("all", &["food", "free_trade"]),
        ],
    }
}

fn headline() -> Headline {
    Headline {
        sentence:
            "With both deals the odds of reaching $500 million a year by 2035 are 23 in 100; with no deal, 14 in \
                   100: 9 points more."
                .into(),
        levels: Some(
            "Depending on what is not known, the 23 in 100 may be anything from about 9 to 41 (9 times in 10).".into(),
        ),
        arrival: Some("Where it is reached by 2040, the middle year is 2034.".into()),
        others: None,
        target: "target".into(),
        year: 2035,
        package: "all".into(),
        probability: 0.226,
        standard_error: 0.0013,
        lower_95: 0.2234,
        upper_95: 0.2286,
        reference: Some("none".into()),
        difference: Some(0.086),
        difference_standard_error: Some(0.0009),
    }
}

/// Wider with the package.
fn levels() -> Vec<LevelRow> {
    let row = |index: usize, reference: Option<&str>| {
        let mean = if reference.is_some() { 0.029 * index as f64 } else { 0.14 + 0.029 * index as f64 };
        let (low, high) = (0.4 * mean, 1.8 * mean);
        LevelRow {
            target: "target".into(),
            package: PACKAGES[index].into(),
            reference: reference.map(str::to_owned),
            year: 2035,
            mean,
            standard_error: 0.002,
            sd: 0.4 * mean,
            low,
            low_standard_error: 0.003,
            low_lower_95: low - 0.006,
            low_upper_95: low + 0.006,
            high,
            high_standard_error: 0.007,
            high_lower_95: high - 0.014,
            high_upper_95: high + 0.014,
        }
    };
    let odds = (0..PACKAGES.len()).map(|index| row(index, None));
    let differences = (1..PACKAGES.len()).map(|index| row(index, Some("none")));
    odds.chain(differences).collect()
}

/// Grows by the year, and with the package.
fn probability(package: usize, year: i32, odds: Odds) -> f64 {
    let reached = f64::from(year - 2025) * (0.014 + 0.003 * package as f64);
    if odds == Odds::AtDate { 0.75 * reached } else { reached }
}

fn odds() -> Vec<OddsRow> {
    let mut rows = Vec::new();
    for (index, package) in PACKAGES.iter().enumerate() {
        for year in YEARS {
            for odds in Odds::BOTH {
                let probability = probability(index, year, odds);
                rows.push(OddsRow {
                    target: "target".into(),
                    package: (*package).into(),
                    year,
                    odds,
                    probability,
                    standard_error: 0.0013,
                    lower_95: probability - 0.0026,
                    upper_95: probability + 0.0026,
                });
            }
        }
    }
    rows
}

fn differences() -> Vec<DifferenceRow> {
    let mut rows = Vec::new();
    for (index, package) in PACKAGES.iter().enumerate().skip(1) {
        for year in YEARS {
            for odds in Odds::BOTH {
                let difference = probability(index, year, odds) - probability(0, year, odds);
                rows.push(DifferenceRow {
                    target: "target".into(),
                    package: (*package).into(),
                    reference: "none".into(),
                    year,
                    odds,
                    difference,
                    standard_error: 0.0009,
                    lower_95: difference - 0.0018,
                    upper_95: difference + 0.0018,
                });
            }
        }
    }
    rows
}

fn turnover() -> Vec<TurnoverRow> {
    let mut rows = Vec::new();
    for (index, package) in PACKAGES.iter().enumerate() {
        for year in YEARS {
            for statistic in Statistic::all() {
                let base = 120.0 + f64::from(year - 2025) * (6.0 + index as f64);
                let value = match statistic {
                    Statistic::Percentile(percent) => Some(base * (0.5 + f64::from(percent) / 100.0)),
                    Statistic::Mean => Some(base),
                    Statistic::Sd | Statistic::Shortfall => None,
                };
                rows.push(TurnoverRow {
                    target: "target".into(),
                    package: (*package).into(),
                    year,
                    statistic,
                    value,
                    unit: UNIT,
                    standard_error: value.map(|_| 0.4),
                });
            }
        }
    }
    rows
}

fn components(question: &Question) -> Vec<ComponentRow> {
    let mut rows = Vec::new();
    for (index, package) in question.packages.iter().enumerate() {
        for year in YEARS {
            let on = package.deals.iter().any(|deal| deal == "food");
            let means = [
                ("flows.exports", 110.0 + 20.0 * index as f64),
                ("flows.imports", 8.4),
                ("deals.food", if on { 12.6 } else { 0.0 }),
                ("deals.free_trade", 0.0),
            ];
            rows.extend(means.map(|(component, mean)| ComponentRow {
                package: package.name.clone(),
                year,
                component: component.into(),
                mean: Some(mean),
                unit: UNIT,
                standard_error: Some(0.1),
            }));
        }
    }
    rows
}

/// In the tables only: no deal says that it costs anything.
fn costs() -> Vec<CostRow> {
    let row = |package: &&str| CostRow {
        package: (*package).into(),
        component: "total".into(),
        mean: Some(12.5),
        unit: UNIT,
        standard_error: Some(0.1),
    };
    PACKAGES.iter().map(row).collect()
}

fn arrival() -> Vec<ArrivalRow> {
    let row = |package: &str, year, probability| ArrivalRow {
        target: "target".into(),
        package: package.into(),
        year,
        probability,
        standard_error: 0.0004,
    };
    let mut rows = Vec::new();
    for (index, package) in PACKAGES.iter().enumerate() {
        let yearly = probability(index, 2026, Odds::Reached);
        rows.extend(YEARS.map(|year| row(package, Some(year), yearly)));
        rows.push(row(package, None, 1.0 - 15.0 * yearly));
    }
    rows
}

fn arrivals() -> Vec<Arrival> {
    let arrival = |(index, (package, tenth)): (usize, (&&str, i32))| Arrival {
        target: "target".into(),
        package: (*package).into(),
        tenth: Some(tenth),
        quarter: (index > 1).then_some(2040),
        half: None,
        middle_where_reached: Some(2034),
        never: 1.0 - probability(index, 2040, Odds::Reached),
    };
    PACKAGES.iter().zip([2033, 2032, 2031, 2030]).enumerate().map(arrival).collect()
}
