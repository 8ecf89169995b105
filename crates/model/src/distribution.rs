//! Distributions: what a quantity may follow, and the list of those that exist.

#![allow(clippy::inline_always)] // Kernels vectorise only when everything in them is inlined.

pub mod beta;
pub mod data;
pub mod discrete;
pub mod exponential;
pub mod gamma;
pub mod interval;
pub mod logit_normal;
pub mod lognormal;
pub mod metalog;
pub mod moved;
pub mod normal;
pub(crate) mod parameters;
pub mod pert;
pub mod quantiles;
pub mod student_t;
pub mod triangular;
pub mod truncated;
pub mod uniform;
pub mod weibull;

use std::fmt::Debug;
use std::sync::Arc;

use altai_math::normal::{level_column, quantile_column};

use crate::language::Range;

pub use interval::interval;
pub use moved::{Move, moved};
pub use truncated::{mass_outside, truncated};

/// A distribution by its quantile function: every draw is `quantile(Φ(z))` at the variable's own normal score z.
pub trait Distribution: Debug + Send + Sync {
    /// The value below which a share `u` in (0, 1) lies.
    fn quantile(&self, u: f64) -> f64;

    /// [`quantile`](Self::quantile) over a column; the same bits.
    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = self.quantile(u);
        }
    }

    /// The values at normal scores, `quantile(Φ(z))`, over a column: what is made of a normal anyway needs no level.
    fn at_scores(&self, z: &[f64], x: &mut [f64]) {
        let mut levels = [0.0; CHUNK];
        for (z, x) in z.chunks(CHUNK).zip(x.chunks_mut(CHUNK)) {
            let levels = &mut levels[..z.len()];
            level_column(levels, z);
            self.quantiles(levels, x);
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

    /// How fast the tails thin out: the least h, at least 0, from which on the means of exp(−hX) and of exp(hX) are
    /// infinite. Infinite for tails that are thinner than exponential, as those of a normal are, or that end.
    fn exponential_tails(&self) -> (f64, f64) {
        (f64::INFINITY, f64::INFINITY)
    }

    /// What is left of it in [`min`, `max`], where that is of its own kind, as it is for a few cases with weights.
    /// `None`: [`truncated()`] goes by quantiles. Something is left: `truncated` sees to that.
    fn kept(&self, _min: f64, _max: f64) -> Option<Arc<dyn Distribution>> {
        None
    }
}

/// The quantiles of what is made of normal scores. Two small loops take three quarters of the time of one: fewer numbers compete
/// for registers.
fn quantiles_by_scores(distribution: &dyn Distribution, u: &[f64], x: &mut [f64]) {
    let mut scores = [0.0; CHUNK];
    for (u, x) in u.chunks(CHUNK).zip(x.chunks_mut(CHUNK)) {
        let scores = &mut scores[..u.len()];
        quantile_column(scores, u);
        distribution.at_scores(scores, x);
    }
}

/// Numbers of a column that stay in the nearest cache between one step and the next.
const CHUNK: usize = 256;

/// What a distribution takes under a key: plain numbers, never quantities.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The key; of several keys ([`Takes::Percentiles`]), what stands for them.
    pub name: &'static str,
    /// What it is, in a few words, for reference pages; no unit (it has that of the key it describes) unless stated.
    pub summary: &'static str,
    /// What stands under the key.
    pub takes: Takes,
    /// Where its numbers lie, each of them.
    pub range: Range,
    /// The number when absent, infinite where nothing limits then; `None` when it must be given.
    pub default: Option<f64>,
    /// What would be right instead of a number out of range; the arguments of the form come with it.
    mend: fn(f64, &[Argument]) -> Option<String>,
}

/// What stands under the key of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A number.
    Number,
    /// A list of numbers.
    Numbers,
    /// A number under each of several keys, which are [percentiles](quantiles::percentile): `p10`, `p50`, `p97_5`.
    Percentiles,
}

impl Takes {
    /// In words: `a list of numbers`.
    pub fn description(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Numbers => "a list of numbers",
            Self::Percentiles => "a number under each key",
        }
    }
}

impl Parameter {
    /// Whether a key is the parameter's, or one of its several keys.
    pub fn has_key(&self, key: &str) -> bool {
        match self.takes {
            Takes::Number | Takes::Numbers => self.name == key,
            Takes::Percentiles => quantiles::percentile(key).is_some(),
        }
    }

    /// Whether it is a value of the quantity itself, which may be a date where the quantity is one.
    pub fn is_a_place(&self) -> bool {
        const PLACES: &[&str] = &["min", "mode", "max", "mean", "median", "location", "values", "data"];
        self.takes == Takes::Percentiles || PLACES.contains(&self.name)
    }

    /// What holds when it is absent: `4`, or `none` where nothing limits then.
    pub fn default_in_words(&self) -> Option<String> {
        self.default.map(|x| if x.is_finite() { x.to_string() } else { "none".into() })
    }
}

/// One way to state a distribution: the parameters in order, and what they make.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The parameters of this form.
    pub parameters: &'static [Parameter],
    /// Makes the distribution of arguments whose numbers are in range.
    build: fn(&[Argument]) -> Built,
}

/// What is given for a parameter, as it [takes](Takes) it.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A number.
    Number(f64),
    /// A list, in the order of the text; not empty.
    Numbers(Vec<f64>),
    /// Percentages and the values at them, in the order of the text; not empty.
    Percentiles(Vec<(f64, f64)>),
}

impl Form {
    /// Whether one of its parameters has this key.
    pub fn takes(&self, key: &str) -> bool {
        self.parameters.iter().any(|parameter| parameter.has_key(key))
    }

    /// Makes the distribution of the arguments, which come in the order of `parameters`; their numbers are finite,
    /// but for a default.
    ///
    /// # Errors
    ///
    /// Where a number is out of its parameter's range, or the numbers together do not make the distribution.
    pub fn make(&self, arguments: &[Argument]) -> Built {
        for (parameter, argument) in self.parameters.iter().zip(arguments) {
            parameter.check(argument, arguments)?;
        }
        (self.build)(arguments)
    }

    /// Makes the distribution of numbers only, where the form takes nothing else.
    ///
    /// # Errors
    ///
    /// Where the numbers do not make the distribution.
    pub fn of(&self, numbers: &[f64]) -> Built {
        let arguments: Vec<Argument> = numbers.iter().map(|&x| Argument::Number(x)).collect();
        self.make(&arguments)
    }
}

/// A distribution, or why there is none.
pub type Built = Result<Arc<dyn Distribution>, Refusal>;

/// Why numbers do not make a distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The parameter to underline.
    pub parameter: &'static str,
    /// Which of its numbers, where it has several, counted from 0 in the order of the text.
    pub position: Option<usize>,
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

impl Entry {
    /// The form without braces, whose only parameter is called as the distribution is: `x.data = [3, 5, 8]`.
    pub fn alone(&self) -> Option<&'static Form> {
        self.forms.iter().find(|form| form.parameters.len() == 1 && form.parameters[0].name == self.name)
    }
}

/// Every distribution, in the order in which they are explained.
pub const DISTRIBUTIONS: &[Entry] = &[
    normal::ENTRY,
    lognormal::ENTRY,
    uniform::ENTRY,
    triangular::ENTRY,
    pert::ENTRY,
    beta::ENTRY,
    gamma::ENTRY,
    weibull::ENTRY,
    exponential::ENTRY,
    student_t::ENTRY,
    discrete::ENTRY,
    quantiles::ENTRY,
    data::ENTRY,
];
