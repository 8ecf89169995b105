//! How much public money do the deals cost?

use altai_sim::Summary;
use serde::Serialize;

use crate::turnover::UNIT;
use crate::{Estimate, Question, estimate};

/// The component of a row that holds the sum of a package.
pub const TOTAL: &str = "total";

/// A row of `costs.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CostRow {
    /// The package's name.
    pub package: String,
    /// The deal's address, such as `deals.mine`, or [`TOTAL`].
    pub component: String,
    /// What becomes due on average, 0 where a deal is off or does not go ahead; absent where it is no number.
    pub mean: Option<f64>,
    /// Always USD million.
    pub unit: &'static str,
    /// Of simulation. That of a total is not the sum of its deals': they go ahead together on some paths and not on others.
    pub standard_error: Option<f64>,
}

/// Every deal that costs anything, and their total, in every package; nothing where no deal costs.
pub fn costs(question: &Question, summary: &Summary) -> Vec<CostRow> {
    let costly: Vec<usize> = (0..question.deals.len()).filter(|&deal| question.deals[deal].costs).collect();
    if costly.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (package, label) in question.packages.iter().enumerate() {
        let row = |component: String, cost: Option<Estimate>| CostRow {
            package: label.name.clone(),
            component,
            mean: cost.map(|cost| cost.value),
            unit: UNIT,
            standard_error: cost.and_then(|cost| cost.standard_error),
        };
        let of_deal = |&deal: &usize| summary.cost(package, deal).as_ref().and_then(estimate::mean);
        rows.extend(costly.iter().map(|deal| row(format!("deals.{}", question.deals[*deal].name), of_deal(deal))));
        rows.push(row(TOTAL.to_owned(), summary.total_cost(package).as_ref().and_then(estimate::mean)));
    }
    rows
}
