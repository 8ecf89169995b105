//! How do the odds move as one number of the scenario moves, or two?

mod sentence;

use crate::Question;
use crate::odds::{Odds, OddsRow};
use crate::question::Target;
use crate::variation::Tally;
use crate::writing::Writing;

/// A number of the scenario, and the values that it is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Its address.
    pub address: String,
    /// Ascending.
    pub values: Vec<f64>,
    /// How they are written.
    pub writing: Writing,
}

impl Axis {
    /// A value in words.
    pub fn shown(&self, value: f64) -> String {
        let [first, second] = [0, 1].map(|at| self.values.get(at).copied().unwrap_or(0.0));
        self.writing.shown(value, (second - first) / 10.0)
    }
}

/// A scenario with the numbers at certain values, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// One for each axis.
    pub values: Vec<f64>,
    /// What is to be reached there.
    pub target: Target,
    /// Every target, package, year and kind of odds.
    pub rows: Vec<OddsRow>,
    /// That the last package reaches the target by its year.
    pub odds: OddsRow,
    /// The same of the first package, where there are two.
    pub reference: Option<OddsRow>,
}

/// The odds at every point.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The labels of the scenario as it stands.
    pub question: Question,
    /// Which of the targets.
    pub target: usize,
    /// What was varied: one number or two.
    pub axes: Vec<Axis>,
    /// The last axis moves fastest.
    pub points: Vec<Point>,
    /// Of each point.
    pub paths: u64,
    /// How the odds move, in a sentence.
    pub sentence: String,
}

impl Sweep {
    /// Of the labels and the tally of every point, the last axis moving fastest; all tallies are of the same draws.
    pub fn of(question: Question, target: usize, axes: Vec<Axis>, played: &[(Question, Tally)]) -> Self {
        let paths = played.first().map_or(0, |(_, tally)| tally.paths());
        let points: Vec<Point> = played
            .iter()
            .zip(combinations(&axes))
            .map(|((question, tally), values)| point(question, tally, target, values))
            .collect();
        let tallies: Vec<&Tally> = played.iter().map(|(_, tally)| tally).collect();
        let mut sweep = Self { question, target, axes, points, paths, sentence: String::new() };
        sweep.sentence = sentence::sentence(&sweep, &tallies);
        sweep
    }
}

/// Every combination of the values, the last axis moving fastest.
pub fn combinations(axes: &[Axis]) -> Vec<Vec<f64>> {
    axes.iter().fold(vec![Vec::new()], |all, axis| {
        let with = |before: &Vec<f64>| {
            let before = before.clone();
            axis.values.iter().map(move |&value| [before.as_slice(), &[value]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(with).collect()
    })
}

fn point(question: &Question, tally: &Tally, target: usize, values: Vec<f64>) -> Point {
    let rows = tally.rows(question);
    let asked = question.targets[target].clone();
    let of = |package: &str| {
        let is_meant = |row: &&OddsRow| {
            row.target == asked.name && row.package == package && row.year == asked.by && row.odds == Odds::Reached
        };
        rows.iter().find(is_meant).cloned()
    };
    let last = question.packages.len().saturating_sub(1);
    let odds = question.packages.last().and_then(|package| of(&package.name)).unwrap_or_default();
    let reference = question.packages.first().filter(|_| last > 0).and_then(|package| of(&package.name));
    Point { values, target: asked, rows, odds, reference }
}
