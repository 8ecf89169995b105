//! What deals are to be worth: odds, or turnover.

use serde::Serialize;

/// What deals are to be worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gain {
    /// Probability that the target is reached by its year.
    #[default]
    Reached,
    /// Probability that turnover is at or above the target in that year.
    AtDate,
    /// Mean turnover in that year, USD million.
    Mean,
    /// Median turnover in that year, USD million.
    Median,
}

impl Gain {
    /// The unit of values.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Reached => "probability",
            Self::AtDate => "probability at date",
            Self::Mean => "USD million",
            Self::Median => "USD million at the median",
        }
    }

    /// Whether it is an amount, and not a probability.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Mean | Self::Median)
    }
}
