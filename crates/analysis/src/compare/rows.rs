//! A comparison as rows.

use serde::Serialize;

use super::{Against, Basis, Comparison, Contender, Order};
use crate::estimate::Ranged;
use crate::turnover::UNIT;

/// A row of `compare.csv`. What does not apply is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareRow {
    /// What is compared.
    pub contender: String,
    /// What it is held against.
    pub reference: Option<String>,
    /// Its package.
    pub package: String,
    /// The target of the first.
    pub target: String,
    /// The target's calendar year.
    pub year: i32,
    /// What is said.
    pub measure: &'static str,
    /// The value.
    pub value: f64,
    /// Probability, or USD million.
    pub unit: &'static str,
    /// Of simulation.
    pub standard_error: Option<f64>,
    /// Lower end.
    pub lower_95: Option<f64>,
    /// Upper end.
    pub upper_95: Option<f64>,
    /// Of a test of dominance.
    pub p_value: Option<f64>,
    /// How dominance is known.
    pub basis: Option<Basis>,
}

const SHARE: &str = "probability";

/// Everything, in long form.
pub fn rows(comparison: &Comparison) -> Vec<CompareRow> {
    comparison.contenders.iter().flat_map(|contender| of_contender(comparison, contender)).collect()
}

fn of_contender(comparison: &Comparison, contender: &Contender) -> Vec<CompareRow> {
    let start = CompareRow {
        contender: contender.name.clone(),
        package: contender.package.clone(),
        target: comparison.target.name.clone(),
        year: comparison.target.by,
        ..CompareRow::default()
    };
    let mut rows = vec![ranged(&start, "odds", SHARE, contender.odds)];
    rows.extend(contender.mean.map(|mean| ranged(&start, "mean", UNIT, mean)));
    if let Some(against) = &contender.against {
        rows.extend(of_pair(&CompareRow { reference: Some(against.reference.clone()), ..start }, against));
    }
    rows
}

fn of_pair(start: &CompareRow, against: &Against) -> Vec<CompareRow> {
    let together = Ranged { lower_95: against.together_95.0, upper_95: against.together_95.1, ..against.difference };
    let mut rows = vec![
        ranged(start, "difference", SHARE, against.difference),
        ranged(start, "difference_together", SHARE, together),
        ranged(start, "turnover_higher", SHARE, against.higher),
        ranged(start, "turnover_same", SHARE, against.same),
        ranged(start, "turnover_lower", SHARE, against.lower),
    ];
    rows.extend(against.mean_difference.map(|mean| ranged(start, "mean_difference", UNIT, mean)));
    rows.extend(against.median_difference.map(|median| ranged(start, "median_difference", UNIT, median)));
    rows.extend(against.dominance.iter().map(|dominance| CompareRow {
        measure: match (dominance.order, dominance.better == start.contender) {
            (Order::First, true) => "dominates_first_order",
            (Order::First, false) => "dominated_first_order",
            (Order::Second, true) => "dominates_second_order",
            (Order::Second, false) => "dominated_second_order",
        },
        value: dominance.statistic,
        unit: if dominance.order == Order::First { "1" } else { UNIT },
        p_value: Some(dominance.p_value),
        basis: Some(dominance.basis),
        ..start.clone()
    }));
    rows
}

fn ranged(start: &CompareRow, measure: &'static str, unit: &'static str, ranged: Ranged) -> CompareRow {
    CompareRow {
        measure,
        value: ranged.value,
        unit,
        standard_error: Some(ranged.standard_error),
        lower_95: Some(ranged.lower_95),
        upper_95: Some(ranged.upper_95),
        ..start.clone()
    }
}
