//! When is the target reached, if ever?

use altai_sim::Summary;
use serde::Serialize;

use crate::{Question, estimate};

/// A row of `arrival.csv`: the probability that this is the first year, or that there is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ArrivalRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year; absent for *never within the horizon*.
    pub year: Option<i32>,
    /// The share of paths.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
}

/// The year of reaching in a few words.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Arrival {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The year by which a tenth of all paths have reached it; absent where they don't within the horizon.
    pub tenth: Option<i32>,
    /// The year by which a quarter of all paths have.
    pub quarter: Option<i32>,
    /// The year by which half of all paths have: the median.
    pub half: Option<i32>,
    /// The middle year of those paths that reach it.
    pub middle_where_reached: Option<i32>,
    /// The share of paths that never do within the horizon.
    pub never: f64,
}

/// A row for each year and one for never, for every target and package.
pub fn arrival_rows(question: &Question, summary: &Summary) -> Vec<ArrivalRow> {
    let mut rows = Vec::new();
    for (target, package) in question.targets_and_packages() {
        let reached = reached_by_year(question, summary, target, package);
        let mut row = |year, count| {
            let (probability, standard_error) = estimate::share(count, summary.paths());
            rows.push(ArrivalRow {
                target: question.targets[target].name.clone(),
                package: question.packages[package].name.clone(),
                year,
                probability,
                standard_error,
            });
        };
        let mut before = 0;
        for (year, count) in reached {
            row(Some(year), count - before);
            before = count;
        }
        row(None, summary.paths() - before);
    }
    rows
}

/// The year of reaching in a few words, for every target and package.
pub fn arrivals(question: &Question, summary: &Summary) -> Vec<Arrival> {
    let words = |(target, package)| {
        let reached = reached_by_year(question, summary, target, package);
        Arrival {
            target: question.targets[target].name.clone(),
            package: question.packages[package].name.clone(),
            ..Arrival::new(&reached, summary.paths())
        }
    };
    question.targets_and_packages().map(words).collect()
}

impl Arrival {
    /// From the number of paths that have reached the target by each year. Quantiles are unconditional but for
    /// the middle year where it is reached.
    fn new(reached: &[(i32, u64)], paths: u64) -> Self {
        // As integers, so that a tenth of ten paths is one path.
        let first = |share: u64, of: u64| {
            let enough = |count: u64| count > 0 && u128::from(count) * u128::from(share) >= u128::from(of);
            reached.iter().find(|(_, count)| enough(*count)).map(|(year, _)| *year)
        };
        let ever = reached.last().map_or(0, |(_, count)| *count);
        Self {
            tenth: first(10, paths),
            quarter: first(4, paths),
            half: first(2, paths),
            middle_where_reached: first(2, ever),
            never: estimate::share(paths - ever, paths).0,
            ..Self::default()
        }
    }
}

fn reached_by_year(question: &Question, summary: &Summary, target: usize, package: usize) -> Vec<(i32, u64)> {
    let years = question.years().enumerate();
    years.map(|(index, year)| (year, summary.reached(target, package, index))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_the_year_count_the_paths_that_never_arrive() {
        let arrival = Arrival::new(&[(2026, 0), (2027, 100), (2028, 240), (2029, 260), (2030, 400)], 1_000);
        assert_eq!(arrival.tenth, Some(2027));
        assert_eq!(arrival.quarter, Some(2029));
        assert_eq!(arrival.half, None);
        assert_eq!(arrival.middle_where_reached, Some(2028));
        assert_eq!(arrival.never, 0.6);
    }

    #[test]
    fn what_is_never_reached_has_no_year() {
        let arrival = Arrival::new(&[(2026, 0), (2027, 0)], 1_000);
        assert_eq!(arrival, Arrival { never: 1.0, ..Arrival::default() });
    }
}
