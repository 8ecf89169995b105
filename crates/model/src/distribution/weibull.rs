//! Weibull: positive, a waiting time whose hazard rises or falls.

use std::cmp::Ordering;
use std::sync::Arc;

use altai_math::gamma::ln_gamma;
use altai_math::{exp, exp_m1, kernel, ln_1p, power};

use super::parameters::{exactly, required};
use super::{Distribution, Entry, Form};
use crate::language::Range;

/// `x.weibull = { scale = 8, shape = 2 }`, the scale in the unit of the key, the shape a pure number.
///
/// x = scale (−ln(1 − u))^(1/shape); the mean is scale Γ(1 + 1/shape). The hazard falls with time where shape < 1, is
/// constant (exponential) at 1 and rises above (Johnson, Kotz and Balakrishnan 1994, chapter 21).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weibull {
    scale: f64,
    shape: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "weibull",
    summary: "positive, a waiting time whose hazard rises (shape above 1) or falls (below 1)",
    example: "{ scale = 8, shape = 2 }",
    forms: &[Form {
        parameters: &[
            required("scale", "63 % of the draws lie below").within(Range::POSITIVE),
            required("shape", "1 is exponential; the greater, the narrower").within(SHAPES),
        ],
        build: |numbers| {
            let [scale, shape] = exactly(numbers);
            Ok(Arc::new(Weibull { scale, shape }))
        },
    }],
};

/// With less, a draw may be too small or too large for a number; with more, the number is known.
const SHAPES: Range = Range::between(0.05, 1e4);

impl Distribution for Weibull {
    fn quantile(&self, u: f64) -> f64 {
        quantile(u, self.scale, 1.0 / self.shape)
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        quantile_column(x, u, self.scale, 1.0 / self.shape);
    }

    fn cdf(&self, x: f64) -> f64 {
        if x > 0.0 { -exp_m1(-power(x / self.scale, self.shape)) } else { 0.0 }
    }

    fn mean(&self) -> f64 {
        self.scale * exp(ln_gamma(1.0 + 1.0 / self.shape))
    }

    fn exponential_tails(&self) -> (f64, f64) {
        let upper = match self.shape.total_cmp(&1.0) {
            Ordering::Less => 0.0,
            Ordering::Equal => 1.0 / self.scale,
            Ordering::Greater => f64::INFINITY,
        };
        (f64::INFINITY, upper)
    }

    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}

/// Above 0 even where it is too small for a number.
#[inline(always)]
fn quantile(u: f64, scale: f64, inverse_shape: f64) -> f64 {
    (scale * power(-ln_1p(-u), inverse_shape)).max(f64::MIN_POSITIVE)
}

kernel! {
    fn quantile_column(x: &mut [f64], u: &[f64], scale: f64, inverse_shape: f64) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = quantile(u, scale, inverse_shape);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_scale_all_shapes_meet() {
        for shape in [0.05, 0.5, 1.0, 2.0, 30.0] {
            let share = Weibull { scale: 8.0, shape }.cdf(8.0);
            assert!((share - 0.6321205588285577).abs() < 1e-15);
        }
    }

    /// A Rayleigh distribution: the mean is scale √π/2, the median scale √(ln 2).
    #[test]
    fn with_shape_2_it_is_the_length_of_a_normal_vector() {
        let rayleigh = Weibull { scale: 8.0, shape: 2.0 };
        assert!((rayleigh.mean() - 4.0 * std::f64::consts::PI.sqrt()).abs() < 1e-14);
        assert!((rayleigh.quantile(0.5) - 8.0 * std::f64::consts::LN_2.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn a_shape_is_within_reach() {
        let refusal = ENTRY.forms[0].of(&[8.0, 0.0]).unwrap_err();
        assert_eq!(refusal.message, "shape must lie between 0.05 and 10000, not 0");
        assert_eq!(ENTRY.forms[0].of(&[-8.0, 2.0]).unwrap_err().message, "scale must be above 0, not -8");
    }
}
