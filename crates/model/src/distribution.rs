//! Distributions: what a quantity may follow, and the list of those that exist.

#![allow(clippy::inline_always)] // Kernels vectorise only when everything in them is inlined.

pub mod beta;
pub mod gamma;
pub mod interval;
pub mod logit_normal;
pub mod lognormal;
pub mod normal;
pub(crate) mod parameters;
pub mod pert;
pub mod triangular;
pub mod truncated;
pub mod uniform;

use std::fmt::Debug;
use std::sync::Arc;

pub use interval::interval;
pub use truncated::{mass_outside, truncated};

/// A distribution by its quantile function: every draw is `quantile(u)` at the variable's own uniform number.
pub trait Distribution: Debug + Send + Sync {
    /// The value below which a share `u` in (0, 1) lies.
    fn quantile(&self, u: f64) -> f64;

    /// [`quantile`](Self::quantile) over a column; the same bits.
    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = self.quantile(u);
        }
    }

    /// Whether [`quantiles`](Self::quantiles) is fast (a closed form). Otherwise the engine tabulates the quantile function.
    fn is_closed_form(&self) -> bool {
        true
    }

    /// The share of the distribution at or below `x`.
    fn cdf(&self, x: f64) -> f64;

    /// The share strictly below `x`; differs from [`cdf`](Self::cdf) where there is an atom.
    fn below(&self, x: f64) -> f64 {
        self.cdf(x)
    }

    /// The mean; not finite where there is none.
    fn mean(&self) -> f64;

    /// The least and the greatest value, perhaps infinite.
    fn support(&self) -> (f64, f64);
}

/// A number that a distribution takes, always a plain number and never a quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// The key.
    pub name: &'static str,
    /// What it is, in a few words, for reference pages; no unit (it has that of the key it describes) unless stated.
    pub summary: &'static str,
    /// The value when absent; `None` when it must be given.
    pub default: Option<f64>,
}

/// One way to state a distribution: the parameters in order, and what they make.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The parameters of this form.
    pub parameters: &'static [Parameter],
    /// Makes the distribution of the numbers, which come in the order of `parameters` and are finite.
    pub build: fn(&[f64]) -> Built,
}

/// A distribution, or why there is none.
pub type Built = Result<Arc<dyn Distribution>, Refusal>;

/// Why numbers do not make a distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The parameter to underline.
    pub parameter: &'static str,
    /// What is wrong: `mode 260 lies above max 200`.
    pub message: String,
    /// What would be right, if there is more to say.
    pub help: Option<String>,
}

/// A distribution in the list.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The key: `x.pert = …`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// The value of an example, in TOML.
    pub example: &'static str,
    /// The ways to state it, told apart by their keys.
    pub forms: &'static [Form],
}

/// Every distribution, in the order in which they are explained.
pub const DISTRIBUTIONS: &[Entry] =
    &[normal::ENTRY, lognormal::ENTRY, uniform::ENTRY, triangular::ENTRY, pert::ENTRY, beta::ENTRY, gamma::ENTRY];
