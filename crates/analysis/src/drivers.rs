//! Which assumption moves the odds most? Each uncertain number is set, by itself, low and high, on the same draws.
//!
//! Setting a number is an intervention: what is correlated with it, and what follows political will with it, stays as it was.

mod counts;
mod label;
mod sentence;

use std::num::NonZeroUsize;

use altai_math::normal;
use altai_model::quantity::Role;
use altai_model::{Quantity, Scenario, Value};
use altai_sim::{Plan, Streams};
use serde::Serialize;

use crate::blocks::each_block;
use crate::{Question, estimate, interval};
use counts::Counts;

pub use label::{label, unit};

/// The levels at which a number is set.
pub const LEVELS: [f64; 2] = [0.1, 0.9];

/// What the odds are with each uncertain number low and high.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drivers {
    /// What was asked: one target, one package.
    pub question: Question,
    /// How many paths were played with each setting.
    pub paths: u64,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// The odds with everything as the scenario has it.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Wilson's interval, lower end.
    pub lower_95: f64,
    /// Wilson's interval, upper end.
    pub upper_95: f64,
    /// How many numbers are written without a range: they stay as they are.
    pub known: usize,
    /// Every assumption low and high, in the order of `spans`.
    pub settings: Vec<SettingRow>,
    /// How far the odds move with every assumption, the farthest first.
    pub spans: Vec<SpanRow>,
}

/// Where a number is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// At its 10th percentile.
    #[default]
    P10,
    /// At its 90th percentile.
    P90,
}

/// A row of `drivers.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SettingRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year by which the target is to be reached.
    pub year: i32,
    /// The address of the number that is set.
    pub address: String,
    /// Where.
    pub setting: Setting,
    /// To which value.
    pub value: f64,
    /// Its unit; empty where it has none, or is an input, whose users give it one.
    pub unit: &'static str,
    /// The share of paths that reach the target.
    pub odds: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Wilson's interval, lower end.
    pub lower_95: f64,
    /// Wilson's interval, upper end.
    pub upper_95: f64,
    /// The odds minus those of the scenario as it is, on the same draws.
    pub difference: f64,
    /// Of simulation.
    pub difference_standard_error: f64,
    /// Bonett and Price's interval, lower end.
    pub difference_lower_95: f64,
    /// Bonett and Price's interval, upper end.
    pub difference_upper_95: f64,
}

/// A row of `spans.csv`: the odds with a number high minus those with it low.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SpanRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year by which the target is to be reached.
    pub year: i32,
    /// The address of the number.
    pub address: String,
    /// The same in words, such as `the drift of exports`.
    pub label: String,
    /// Whether it could be found out, `knowledge`, or not, `chance`.
    pub role: &'static str,
    /// The odds at the 90th percentile minus those at the 10th.
    pub span: f64,
    /// Of simulation; both on the same draws.
    pub standard_error: f64,
    /// Bonett and Price's interval, lower end.
    pub lower_95: f64,
    /// Bonett and Price's interval, upper end.
    pub upper_95: f64,
    /// Whether the odds move at all, beyond what simulation leaves open of all spans at once (95 %, Bonferroni).
    pub moves: bool,
    /// Whether no other number moves the odds farther, beyond what simulation leaves open of all comparisons at once.
    pub among_largest: bool,
}

/// A number that is not known, and its two values.
struct Assumption {
    address: String,
    role: Role,
    values: [f64; 2],
}

/// The numbers of a scenario that are drawn once a path.
fn assumptions(scenario: &Scenario) -> Vec<Assumption> {
    let assumption = |quantity: &Quantity| match &quantity.value {
        Value::Uncertain(distribution) => Some(Assumption {
            address: quantity.address.clone(),
            role: quantity.role,
            values: LEVELS.map(|level| distribution.quantile(level)),
        }),
        Value::Fixed(_) => None,
    };
    scenario.drawn_once().filter_map(assumption).collect()
}

/// How the last package's odds of reaching a target by its year move with every uncertain number.
///
/// Other targets, other packages and later years are left out of the play, which changes no draw.
///
/// # Panics
///
/// When the scenario has no package, or fewer targets.
pub fn drivers(scenario: &Scenario, target: usize, paths: u64, seed: u64, threads: NonZeroUsize) -> Drivers {
    let played = scenario.narrowed(target, scenario.packages.last().cloned());
    let question = Question::of_narrowed(&played, scenario);
    let assumptions = assumptions(&played);
    let settings: Vec<(&str, f64)> =
        assumptions.iter().flat_map(|one| one.values.map(|value| (one.address.as_str(), value))).collect();
    let compile = |place: u64| match place.checked_sub(1).map(|place| settings[place as usize]) {
        None => Plan::compile(&played),
        Some((address, value)) => Plan::compile(&played.with_fixed(address, value)),
    };
    let plans = each_block(settings.len() as u64 + 1, threads, compile);
    let counts = Counts::of(&plans, Streams::new(seed), paths, threads);
    let known = played.quantities().filter(|quantity| quantity.known().is_some()).count();
    told(question, &assumptions, known, &counts)
}

/// The rows and the sentence of what was counted.
fn told(question: Question, assumptions: &[Assumption], known: usize, counts: &Counts) -> Drivers {
    let spans = spans(&question, assumptions, counts);
    let mut order: Vec<usize> = (0..assumptions.len()).collect();
    order.sort_by_key(|&place| (std::cmp::Reverse(counts.span(place).unsigned_abs()), place));
    let settings = order.iter().flat_map(|&place| settings(&question, &assumptions[place], place, counts)).collect();
    let (probability, standard_error) = estimate::share(counts.stated, counts.paths);
    let (lower_95, upper_95) = interval::wilson(counts.stated, counts.paths);
    let mut drivers = Drivers {
        question,
        paths: counts.paths,
        sentence: String::new(),
        probability,
        standard_error,
        lower_95,
        upper_95,
        known,
        settings,
        spans: order.iter().map(|&place| spans[place].clone()).collect(),
    };
    drivers.sentence = sentence::sentence(&drivers);
    drivers
}

fn settings(question: &Question, assumption: &Assumption, place: usize, counts: &Counts) -> [SettingRow; 2] {
    [Setting::P10, Setting::P90].map(|setting| {
        let set = counts.settings[place][setting as usize];
        let (odds, standard_error) = estimate::share(set.reached, counts.paths);
        let (lower_95, upper_95) = interval::wilson(set.reached, counts.paths);
        let (difference, error) = estimate::paired_difference(set.gained, set.lost, counts.paths);
        let (difference_lower_95, difference_upper_95) = interval::bonett_price(set.gained, set.lost, counts.paths);
        SettingRow {
            target: question.targets[0].name.clone(),
            package: question.packages[0].name.clone(),
            year: question.targets[0].by,
            address: assumption.address.clone(),
            setting,
            value: assumption.values[setting as usize],
            unit: unit(&assumption.address),
            odds,
            standard_error,
            lower_95,
            upper_95,
            difference,
            difference_standard_error: error,
            difference_lower_95,
            difference_upper_95,
        }
    })
}

/// In the order of the assumptions.
fn spans(question: &Question, assumptions: &[Assumption], counts: &Counts) -> Vec<SpanRow> {
    let many = assumptions.len();
    let farthest = (0..many).rev().max_by_key(|&place| counts.span(place).unsigned_abs());
    let row = |(place, assumption): (usize, &Assumption)| {
        let (gained, lost) = counts.gained_and_lost(place);
        let (span, standard_error) = estimate::paired_difference(gained, lost, counts.paths);
        let (lower_95, upper_95) = interval::bonett_price(gained, lost, counts.paths);
        let apart = |sum: i64, squares: i64, comparisons: usize| {
            is_apart_from_none(sum, squares, counts.paths, bonferroni(comparisons))
        };
        let moves = apart(counts.span(place), counts.product(place, place), many);
        let is_less = farthest.is_some_and(|farthest| {
            let (sum, squares) = counts.compared(farthest, place);
            sum > 0 && apart(sum, squares, many - 1)
        });
        SpanRow {
            target: question.targets[0].name.clone(),
            package: question.packages[0].name.clone(),
            year: question.targets[0].by,
            address: assumption.address.clone(),
            label: label(&assumption.address),
            role: assumption.role.name(),
            span,
            standard_error,
            lower_95,
            upper_95,
            moves,
            among_largest: moves && !is_less,
        }
    };
    assumptions.iter().enumerate().map(row).collect()
}

/// Half the width, in standard errors, of so many intervals that hold at once in 95 of 100 cases (Bonferroni).
fn bonferroni(intervals: usize) -> f64 {
    normal::quantile(1.0 - 0.025 / intervals.max(1) as f64)
}

/// Whether the mean of values of all paths differs from 0 by more than `z` standard errors; two made-up paths, +1 and −1, keep
/// the interval from collapsing, as in Bonett and Price's, which it is where all values are −1, 0 and +1.
fn is_apart_from_none(sum: i64, squares: i64, paths: u64, z: f64) -> bool {
    let n = paths as f64 + 2.0;
    let mean = sum as f64 / n;
    let variance = (squares as f64 + 2.0) / n - mean * mean;
    mean.abs() > z * (variance.max(0.0) / n).sqrt()
}

#[cfg(test)]
mod tests;
