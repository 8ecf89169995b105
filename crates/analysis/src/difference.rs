//! By how much does a package change the odds, against the first package on the same draws?

use altai_sim::Summary;
use serde::Serialize;

use crate::estimate::Ranged;
use crate::{Odds, Question};

/// A row of `differences.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DifferenceRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The name of the first package.
    pub reference: String,
    /// The calendar year.
    pub year: i32,
    /// In that year, or by it.
    pub odds: Odds,
    /// The package's probability minus the reference's.
    pub difference: f64,
    /// Of simulation; both on the same draws.
    pub standard_error: f64,
    /// Bonett and Price's interval, lower end; Student's where a design makes replicates.
    pub lower_95: f64,
    /// Upper end.
    pub upper_95: f64,
}

impl DifferenceRow {
    /// Half of the 95 % interval.
    pub(crate) fn half_width_95(&self) -> f64 {
        (self.upper_95 - self.lower_95) / 2.0
    }
}

/// Every package but the first, against the first.
pub fn differences(question: &Question, summary: &Summary) -> Vec<DifferenceRow> {
    let mut rows = Vec::new();
    for (target, package) in question.targets_and_packages().filter(|(_, package)| *package > 0) {
        for (index, year) in question.years().enumerate() {
            for odds in Odds::BOTH {
                let both = odds.count_with_first(summary, target, package, index);
                let gained = odds.count(summary, target, package, index) - both;
                let lost = odds.count(summary, target, 0, index) - both;
                let Ranged { value: difference, standard_error, lower_95, upper_95 } =
                    Ranged::paired_difference(gained, lost, summary.paths());
                rows.push(DifferenceRow {
                    target: question.targets[target].name.clone(),
                    package: question.packages[package].name.clone(),
                    reference: question.packages[0].name.clone(),
                    year,
                    odds,
                    difference,
                    standard_error,
                    lower_95,
                    upper_95,
                });
            }
        }
    }
    rows
}
