//! The answer in a sentence: the last package against the first, by the target's year.

mod others;
mod sentence;

use altai_sim::Summary;
use serde::Serialize;

use crate::Question;
use crate::arrival::Arrival;
use crate::difference::DifferenceRow;
use crate::odds::{Odds, OddsRow};
use crate::question::Target;
use sentence::Counts;

/// The answer in a sentence, and the numbers behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Headline {
    /// The odds of the last package and of the first, and their difference, in whole points.
    pub sentence: String,
    /// How far the odds themselves depend on what could be known, where that was asked.
    pub levels: Option<String>,
    /// The middle year under the last package, where it is reached.
    pub arrival: Option<String>,
    /// The odds of the last package for the other targets, where there are any.
    pub others: Option<String>,
    /// The target's name.
    pub target: String,
    /// The calendar year.
    pub year: i32,
    /// The last package.
    pub package: String,
    /// The probability that it reaches the target by that year.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// The interval of its row of odds, lower end.
    pub lower_95: f64,
    /// The interval of its row of odds, upper end.
    pub upper_95: f64,
    /// The first package, where there are two or more.
    pub reference: Option<String>,
    /// The last package's probability minus the first's, where there are two or more.
    pub difference: Option<f64>,
    /// Of simulation.
    pub difference_standard_error: Option<f64>,
}

/// The headline of a simulation, with the errors that its rows have; `None` of a scenario without target or package.
pub fn headline(
    question: &Question,
    summary: &Summary,
    arrivals: &[Arrival],
    odds: &[OddsRow],
    differences: &[DifferenceRow],
) -> Option<Headline> {
    let target = question.targets.first()?;
    let package = question.packages.len().checked_sub(1)?;
    let year = question.index_of(target.by);
    let counts = Counts {
        last: summary.reached(0, package, year),
        first: summary.reached(0, 0, year),
        both: summary.reached_with_first(0, package, year),
        paths: summary.paths(),
    };
    let last = &question.packages[package];
    let first = (package > 0).then(|| &question.packages[0]);
    let arrival = arrivals.iter().find(|arrival| arrival.target == target.name && arrival.package == last.name);
    let middle = arrival.and_then(|arrival| arrival.middle_where_reached);
    let row = reached_by(odds, target, &last.name)?;
    let difference = differences.iter().find(|row| {
        row.target == target.name && row.package == last.name && row.year == target.by && row.odds == Odds::Reached
    });
    let other = first.and_then(|first| reached_by(odds, target, &first.name));
    let halves = [Some(row), other].into_iter().flatten().map(OddsRow::half_width_95);
    let widest = halves.chain(difference.map(DifferenceRow::half_width_95)).fold(0.0, f64::max);
    Some(Headline {
        sentence: sentence::sentence(question, &counts, widest),
        levels: None,
        arrival: middle.map(|year| format!("Where it is reached by {}, the middle year is {year}.", question.end_year)),
        others: others::others(question, summary, odds),
        target: target.name.clone(),
        year: target.by,
        package: last.name.clone(),
        probability: row.probability,
        standard_error: row.standard_error,
        lower_95: row.lower_95,
        upper_95: row.upper_95,
        reference: first.map(|first| first.name.clone()),
        difference: difference.map(|row| row.difference),
        difference_standard_error: difference.map(|row| row.standard_error),
    })
}

/// The odds that a target is reached by its year under a package.
fn reached_by<'a>(odds: &'a [OddsRow], target: &Target, package: &str) -> Option<&'a OddsRow> {
    odds.iter().find(|row| {
        row.target == target.name && row.package == package && row.year == target.by && row.odds == Odds::Reached
    })
}

impl Headline {
    /// How many paths reach the target by its year under the last package.
    pub(crate) fn reached(&self, question: &Question, summary: &Summary) -> u64 {
        summary.reached(0, question.packages.len() - 1, question.index_of(self.year))
    }
}
