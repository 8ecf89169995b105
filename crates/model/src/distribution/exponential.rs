//! Exponential: a waiting time that does not remember how long one has waited.

use std::sync::Arc;

use altai_math::{exp_m1, kernel, ln_1p};

use super::parameters::{exactly, required};
use super::{Distribution, Entry, Form};
use crate::language::Range;

/// `x.exponential = { mean = 4 }`, in the unit of the key.
///
/// x = −mean ln(1 − u); the standard deviation is the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exponential {
    mean: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "exponential",
    summary: "positive, a waiting time with the same hazard always",
    example: "{ mean = 4 }",
    forms: &[Form {
        parameters: &[required("mean", "the mean, and the standard deviation").within(Range::POSITIVE)],
        build: |numbers| {
            let [mean] = exactly(numbers);
            Ok(Arc::new(Exponential { mean }))
        },
    }],
};

impl Distribution for Exponential {
    fn quantile(&self, u: f64) -> f64 {
        quantile(u, self.mean)
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        quantile_column(x, u, self.mean);
    }

    fn cdf(&self, x: f64) -> f64 {
        if x > 0.0 { -exp_m1(-x / self.mean) } else { 0.0 }
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn exponential_tails(&self) -> (f64, f64) {
        (f64::INFINITY, 1.0 / self.mean)
    }

    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}

/// Above 0 even where it is too small for a number.
#[inline(always)]
fn quantile(u: f64, mean: f64) -> f64 {
    (-mean * ln_1p(-u)).max(f64::MIN_POSITIVE)
}

kernel! {
    fn quantile_column(x: &mut [f64], u: &[f64], mean: f64) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = quantile(u, mean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_after_any_wait_is_the_same() {
        let wait = Exponential { mean: 4.0 };
        let survives = |x: f64| 1.0 - wait.cdf(x);
        assert!((survives(7.0) / survives(2.0) - survives(5.0)).abs() < 1e-15);
        assert!((wait.quantile(0.5) - 4.0 * std::f64::consts::LN_2).abs() < 1e-15);
    }
}
