//! From a normal score to a draw of a quantity: its quantile function, in closed form or by table.

use std::sync::Arc;

use altai_math::QuantileTable;
use altai_model::Value;
use altai_model::distribution::Distribution;

/// Draws a quantity at given normal scores.
#[derive(Debug)]
pub enum Sampler {
    /// Known: the same at every score.
    Fixed(f64),
    /// By the quantile function itself.
    ClosedForm(Arc<dyn Distribution>),
    /// By a table of it, good to 1e-10 of its scale.
    Tabled(QuantileTable),
}

impl Sampler {
    /// Prepares the draws of a quantity.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Fixed(x) => Self::Fixed(*x),
            Value::Uncertain(distribution) if distribution.is_closed_form() => {
                Self::ClosedForm(Arc::clone(distribution))
            }
            Value::Uncertain(distribution) => Self::Tabled(QuantileTable::build(|u| distribution.quantile(u))),
        }
    }

    /// The draws at the scores `z`: the quantiles at Φ(z).
    pub fn draw(&self, z: &[f64], x: &mut [f64]) {
        match self {
            Self::Fixed(value) => x.fill(*value),
            Self::ClosedForm(distribution) => distribution.at_scores(z, x),
            Self::Tabled(table) => table.at_scores(z, x),
        }
    }
}
