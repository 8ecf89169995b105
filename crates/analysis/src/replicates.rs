//! Errors under a sampling design: how far its independent replicates differ.
//!
//! Paths within a replicate depend on one another, so what holds of independent paths (Wilson, Bonett and Price, √(p(1 − p)/n)) does
//! not hold here. Replicates are independent, and as many paths each: a share or a mean over all paths is the mean of theirs, its
//! standard error is that of a mean, and its 95 % interval is Student's (L'Ecuyer, Nakayama, Owen and Tuffin 2023). A quantile or a
//! standard deviation over all paths is not the mean of theirs, but differs from it by less than its error; it takes the same.

use altai_sim::{Design, Replicates, Summary};
use serde::Serialize;

use crate::arrival::ArrivalRow;
use crate::components::ComponentRow;
use crate::costs::CostRow;
use crate::difference::DifferenceRow;
use crate::odds::OddsRow;
use crate::tables::Tables;
use crate::turnover::TurnoverRow;
use crate::{Question, estimate, interval};

/// By which design paths were drawn, and where the errors come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sampling {
    /// The design: `latin-hypercube`, `sobol`, `antithetic`.
    pub sampler: &'static str,
    /// Independent randomisations of it.
    pub replicates: u64,
    /// Paths of each.
    pub paths_of_each: u64,
    /// Quantities that the design had no room for, and that got plain draws.
    pub plain_quantities: usize,
    /// Where standard errors come from.
    pub standard_errors: &'static str,
    /// What the intervals are.
    pub intervals: &'static str,
}

impl Sampling {
    /// `plain_quantities` are those that the design had no room for.
    pub fn new(design: Design, replicates: Replicates, plain_quantities: usize) -> Self {
        Self {
            sampler: design.name(),
            replicates: replicates.count(),
            paths_of_each: replicates.paths(),
            plain_quantities,
            standard_errors: "spread of the replicates",
            intervals: "Student's t",
        }
    }
}

/// A row whose error replicates can tell.
pub(crate) trait Replicated {
    /// What is estimated, if it is there.
    fn value(&self) -> Option<f64>;

    /// Takes the error instead of its own, and an interval that reaches so far to either side, where the row has one.
    fn take(&mut self, standard_error: Option<f64>, half_width_95: f64);
}

/// What a replicate estimates: a value for every row of every table, where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates(pub(crate) Vec<Option<f64>>);

impl Estimates {
    /// Those of a replicate with this summary.
    pub fn of(question: &Question, summary: &Summary) -> Self {
        Self(Tables::of(question, summary).rows().map(|row| row.value()).collect())
    }
}

/// Replaces the error of a row of all paths by what the values of the same row of the replicates tell.
pub(crate) fn take_error_from(
    row: &mut dyn Replicated,
    values: impl ExactSizeIterator<Item = Option<f64>>,
    paths: u64,
) {
    let count = values.len();
    let values: Option<Vec<f64>> = values.collect();
    let standard_error = values.as_deref().and_then(estimate::of_replicates);
    let half = standard_error.map_or(f64::INFINITY, |error| interval::student_half_width(error, count));
    // Replicates that all count none, or one path more or less, tell little of what they did not meet.
    row.take(standard_error, half.max(interval::rule_of_three(paths)));
}

impl Replicated for OddsRow {
    fn value(&self) -> Option<f64> {
        Some(self.probability)
    }

    fn take(&mut self, standard_error: Option<f64>, half_width_95: f64) {
        self.standard_error = standard_error.unwrap_or(f64::NAN);
        self.lower_95 = (self.probability - half_width_95).max(0.0);
        self.upper_95 = (self.probability + half_width_95).min(1.0);
    }
}

impl Replicated for DifferenceRow {
    fn value(&self) -> Option<f64> {
        Some(self.difference)
    }

    fn take(&mut self, standard_error: Option<f64>, half_width_95: f64) {
        self.standard_error = standard_error.unwrap_or(f64::NAN);
        self.lower_95 = (self.difference - half_width_95).max(-1.0);
        self.upper_95 = (self.difference + half_width_95).min(1.0);
    }
}

impl Replicated for ArrivalRow {
    fn value(&self) -> Option<f64> {
        Some(self.probability)
    }

    fn take(&mut self, standard_error: Option<f64>, _: f64) {
        self.standard_error = standard_error.unwrap_or(f64::NAN);
    }
}

impl Replicated for TurnoverRow {
    fn value(&self) -> Option<f64> {
        self.value
    }

    fn take(&mut self, standard_error: Option<f64>, _: f64) {
        self.standard_error = standard_error.filter(|_| self.value.is_some());
    }
}

impl Replicated for ComponentRow {
    fn value(&self) -> Option<f64> {
        self.mean
    }

    fn take(&mut self, standard_error: Option<f64>, _: f64) {
        self.standard_error = standard_error.filter(|_| self.mean.is_some());
    }
}

impl Replicated for CostRow {
    fn value(&self) -> Option<f64> {
        self.mean
    }

    fn take(&mut self, standard_error: Option<f64>, _: f64) {
        self.standard_error = standard_error.filter(|_| self.mean.is_some());
    }
}
