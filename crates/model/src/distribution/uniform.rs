//! Uniform: anything between two bounds, all equally likely.

use std::sync::Arc;

use altai_math::kernel;

use super::parameters::{ascending, exactly, required};
use super::{Distribution, Entry, Form};

/// `x.uniform = { min = 10, max = 40 }`, both in the unit of the key.
///
/// x = min + u (max − min).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    min: f64,
    max: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "uniform",
    summary: "anything between two bounds, all equally likely",
    example: "{ min = 10, max = 40 }",
    forms: &[Form {
        parameters: &[required("min", "the least value"), required("max", "the greatest value")],
        build: |numbers| {
            let [min, max] = ascending(["min", "max"], exactly(numbers))?;
            Ok(Arc::new(Uniform { min, max }))
        },
    }],
};

impl Distribution for Uniform {
    fn quantile(&self, u: f64) -> f64 {
        quantile(u, self.min, self.max)
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        quantile_column(x, u, self.min, self.max);
    }

    fn cdf(&self, x: f64) -> f64 {
        ((x - self.min) / (self.max - self.min)).clamp(0.0, 1.0)
    }

    fn mean(&self) -> f64 {
        0.5 * (self.min + self.max)
    }

    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}

/// The product may be rounded up: never beyond `max`.
#[inline(always)]
fn quantile(u: f64, min: f64, max: f64) -> f64 {
    (min + u * (max - min)).min(max)
}

kernel! {
    fn quantile_column(x: &mut [f64], u: &[f64], min: f64, max: f64) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = quantile(u, min, max);
        }
    }
}
