//! How much is to be reached: an amount that is known, or the middle and the 90 % range of one that is not.

use altai_model::{Quantity, Value};
use serde::Serialize;

/// USD million a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Goal {
    /// The same on every path.
    Known(f64),
    /// Drawn once a path.
    Uncertain {
        /// One chance in twenty that it is less.
        p05: f64,
        /// As likely more as less.
        p50: f64,
        /// One chance in twenty that it is more.
        p95: f64,
    },
}

impl Goal {
    /// What a target's turnover says.
    pub fn of(turnover: &Quantity) -> Self {
        match &turnover.value {
            Value::Fixed(turnover) => Self::Known(*turnover),
            Value::Uncertain(turnover) => {
                let [p05, p50, p95] = [0.05, 0.5, 0.95].map(|p| turnover.quantile(p));
                Self::Uncertain { p05, p50, p95 }
            }
        }
    }
}
