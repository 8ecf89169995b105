//! How likely is it that turnover reaches the target?

use altai_sim::Summary;
use serde::Serialize;

use crate::Question;
use crate::estimate::Ranged;

/// Which odds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Odds {
    /// P(T_t ≥ K_t): turnover stands at or above the target in that year.
    #[default]
    AtDate,
    /// P(τ ≤ t): it has done so by then, in that year or an earlier one.
    Reached,
}

impl Odds {
    /// Both, in the order of the rows.
    pub const BOTH: [Self; 2] = [Self::AtDate, Self::Reached];

    /// Paths with the event in (or by) a year.
    pub(crate) fn count(self, summary: &Summary, target: usize, package: usize, year: usize) -> u64 {
        match self {
            Self::AtDate => summary.at_date(target, package, year),
            Self::Reached => summary.reached(target, package, year),
        }
    }

    /// Paths with the event both under this package and under the first.
    pub(crate) fn count_with_first(self, summary: &Summary, target: usize, package: usize, year: usize) -> u64 {
        match self {
            Self::AtDate => summary.at_date_with_first(target, package, year),
            Self::Reached => summary.reached_with_first(target, package, year),
        }
    }
}

/// A row of `odds.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OddsRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year.
    pub year: i32,
    /// In that year, or by it.
    pub odds: Odds,
    /// The share of paths.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Wilson's interval, lower end; Student's where a design makes replicates.
    pub lower_95: f64,
    /// Upper end.
    pub upper_95: f64,
}

impl OddsRow {
    pub(crate) fn new(target: &str, package: &str, year: i32, odds: Odds, count: u64, paths: u64) -> Self {
        let Ranged { value: probability, standard_error, lower_95, upper_95 } = Ranged::share(count, paths);
        Self {
            target: target.to_owned(),
            package: package.to_owned(),
            year,
            odds,
            probability,
            standard_error,
            lower_95,
            upper_95,
        }
    }

    /// Half of the 95 % interval.
    pub(crate) fn half_width_95(&self) -> f64 {
        (self.upper_95 - self.lower_95) / 2.0
    }
}

/// Every target, package, year and kind of odds.
pub fn odds(question: &Question, summary: &Summary) -> Vec<OddsRow> {
    let mut rows = Vec::new();
    for (target, package) in question.targets_and_packages() {
        for (index, year) in question.years().enumerate() {
            for odds in Odds::BOTH {
                let count = odds.count(summary, target, package, index);
                let (target, package) = (&question.targets[target].name, &question.packages[package].name);
                rows.push(OddsRow::new(target, package, year, odds, count, summary.paths()));
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_the_share_its_error_and_wilsons_interval() {
        let row = OddsRow::new("target", "all", 2035, Odds::Reached, 81, 263);
        assert_eq!(row.probability, 81.0 / 263.0);
        assert!((row.standard_error - 0.02846).abs() < 1e-5);
        assert!((row.lower_95 - 0.2553).abs() < 5e-5 && (row.upper_95 - 0.3662).abs() < 5e-5);
    }
}
