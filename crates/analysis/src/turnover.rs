//! How large is turnover, and how far does it fall short?

use altai_math::Quantiles;
use altai_sim::Summary;
use serde::Serialize;

use crate::{Estimate, Question, estimate};

/// The unit of turnover and of everything in it.
pub const UNIT: &str = "USD million";

/// The quantiles that are given, in percent.
pub const PERCENTILES: [u8; 7] = [5, 10, 25, 50, 75, 90, 95];

/// What is said of turnover.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Statistic {
    /// The mean.
    #[default]
    Mean,
    /// The standard deviation.
    Sd,
    /// The mean of (target − turnover)⁺.
    Shortfall,
    /// The quantile at so many percent, written `p05`.
    Percentile(u8),
}

impl Statistic {
    /// All of them, in the order of the rows.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Mean, Self::Sd, Self::Shortfall].into_iter().chain(PERCENTILES.map(Self::Percentile))
    }

    /// `quantiles` are those of the package in the year.
    fn estimate(
        self,
        summary: &Summary,
        quantiles: &Quantiles,
        target: usize,
        package: usize,
        year: usize,
    ) -> Option<Estimate> {
        match self {
            Self::Mean => summary.turnover(package, year).as_ref().and_then(estimate::mean),
            Self::Sd => summary.turnover(package, year).as_ref().and_then(estimate::sd),
            Self::Shortfall => summary.shortfall(target, package, year).as_ref().and_then(estimate::mean),
            Self::Percentile(percent) => estimate::quantile(quantiles, f64::from(percent) / 100.0),
        }
    }
}

impl Serialize for Statistic {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Mean => serializer.serialize_str("mean"),
            Self::Sd => serializer.serialize_str("sd"),
            Self::Shortfall => serializer.serialize_str("shortfall"),
            Self::Percentile(percent) => serializer.collect_str(&format_args!("p{percent:02}")),
        }
    }
}

/// A row of `turnover.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TurnoverRow {
    /// The target's name; it matters to the shortfall only.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year.
    pub year: i32,
    /// What is said.
    pub statistic: Statistic,
    /// The value; absent where paths overflowed.
    pub value: Option<f64>,
    /// Always USD million.
    pub unit: &'static str,
    /// Of simulation.
    pub standard_error: Option<f64>,
}

/// Every target, package, year and statistic.
pub fn turnover(question: &Question, summary: &Summary) -> Vec<TurnoverRow> {
    let mut rows = Vec::new();
    for (target, package) in question.targets_and_packages() {
        for (index, year) in question.years().enumerate() {
            let quantiles = summary.histogram(package, index).quantiles();
            rows.extend(Statistic::all().map(|statistic| {
                let estimate = statistic.estimate(summary, &quantiles, target, package, index);
                TurnoverRow {
                    target: question.targets[target].name.clone(),
                    package: question.packages[package].name.clone(),
                    year,
                    statistic,
                    value: estimate.map(|estimate| estimate.value),
                    unit: UNIT,
                    standard_error: estimate.and_then(|estimate| estimate.standard_error),
                }
            }));
        }
    }
    rows
}
