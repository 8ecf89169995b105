//! What does turnover consist of?

use altai_sim::{Moments, Summary};
use serde::Serialize;

use crate::question::Package;
use crate::turnover::UNIT;
use crate::{Question, estimate};

/// A row of `components.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ComponentRow {
    /// The package's name.
    pub package: String,
    /// The calendar year.
    pub year: i32,
    /// The address: `flows.exports`, `deals.mine`.
    pub component: String,
    /// The mean; absent where paths overflowed. A boost counts in its flow.
    pub mean: Option<f64>,
    /// Always USD million.
    pub unit: &'static str,
    /// Of simulation.
    pub standard_error: Option<f64>,
}

/// Every flow and deal in every package and year; 0 where a deal is off or only boosts.
pub fn components(question: &Question, summary: &Summary) -> Vec<ComponentRow> {
    let mut rows = Vec::new();
    for (package, Package { name, .. }) in question.packages.iter().enumerate() {
        for (index, year) in question.years().enumerate() {
            let row = |component: String, moments: Option<Moments>| {
                let mean = moments.as_ref().and_then(estimate::mean);
                ComponentRow {
                    package: name.clone(),
                    year,
                    component,
                    mean: mean.map(|mean| mean.value),
                    unit: UNIT,
                    standard_error: mean.and_then(|mean| mean.standard_error),
                }
            };
            rows.extend(
                question
                    .flows
                    .iter()
                    .enumerate()
                    .map(|(flow, label)| row(format!("flows.{}", label.name), summary.flow(package, flow, index))),
            );
            rows.extend(
                question
                    .deals
                    .iter()
                    .enumerate()
                    .map(|(deal, label)| row(format!("deals.{}", label.name), summary.deal(package, deal, index))),
            );
        }
    }
    rows
}
