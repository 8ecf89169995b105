//! Normal: bell-shaped, symmetric, unbounded.

use std::sync::Arc;

use altai_math::{kernel, normal};

use super::parameters::{exactly, required, spread};
use super::{Distribution, Entry, Form};

/// `x.normal = { mean = 0.02, sd = 0.01 }`, both in the unit of the key.
///
/// x = mean + sd Φ⁻¹(u).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "normal",
    summary: "bell-shaped and symmetric around its mean",
    example: "{ mean = 0.02, sd = 0.01 }",
    forms: &[Form {
        parameters: &[required("mean", "the mean"), spread("sd", "the standard deviation")],
        build: |numbers| {
            let [mean, sd] = exactly(numbers);
            Ok(Arc::new(Normal::new(mean, sd)))
        },
    }],
};

impl Normal {
    /// From checked numbers: `sd` > 0.
    pub(super) fn new(mean: f64, sd: f64) -> Self {
        Self { mean, sd }
    }
}

impl Distribution for Normal {
    fn quantile(&self, u: f64) -> f64 {
        quantile(u, self.mean, self.sd)
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        quantile_column(x, u, self.mean, self.sd);
    }

    fn at_scores(&self, z: &[f64], x: &mut [f64]) {
        value_column(x, z, self.mean, self.sd);
    }

    fn cdf(&self, x: f64) -> f64 {
        normal::cdf((x - self.mean) / self.sd)
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}

#[inline(always)]
fn quantile(u: f64, mean: f64, sd: f64) -> f64 {
    mean + sd * normal::quantile(u)
}

kernel! {
    fn value_column(x: &mut [f64], z: &[f64], mean: f64, sd: f64) {
        for (x, &z) in x.iter_mut().zip(z) {
            *x = mean + sd * z;
        }
    }

    fn quantile_column(x: &mut [f64], u: &[f64], mean: f64, sd: f64) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = quantile(u, mean, sd);
        }
    }
}
