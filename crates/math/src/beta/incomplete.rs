//! The regularised incomplete beta function.

use std::f64::consts::TAU;

use crate::elementary::{exp, exp_of_sum, ln, ln_1p, ln_in_parts, product_in_parts, sum_in_parts};
use crate::gamma::{LARGE, excess_over_ln, gamma, stirling_rest};

/// I_x(a, b): the probability that a beta variable with parameters `a`, `b` > 0 is at most x. From 0 to 1; NaN for
/// parameters that are not positive and finite. Relative error below 10⁻¹³ down to 10⁻³⁰⁰, usually below 10⁻¹⁴.
///
/// The other tail is `incomplete(1 − x, b, a)`.
///
/// ```
/// assert!((altai_math::beta::incomplete(0.5, 2.0, 2.0) - 0.5).abs() < 1e-15);
/// ```
pub fn incomplete(x: f64, a: f64, b: f64) -> f64 {
    Incomplete::of(a, b).at(x)
}

/// I_x(a, b) for many x: what depends on the parameters alone is computed once.
///
/// ```
/// let of = altai_math::beta::Incomplete::of(2.0, 3.0);
/// assert_eq!(of.at(0.25), altai_math::beta::incomplete(0.25, 2.0, 3.0));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Incomplete {
    a: f64,
    b: f64,
    /// 1/B(a, b) where both are small; otherwise without use.
    scale: f64,
}

impl Incomplete {
    /// Of the parameters `a`, `b` > 0; of others everything is NaN.
    pub fn of(a: f64, b: f64) -> Self {
        let scale = if a < LARGE && b < LARGE { gamma(a + b) / (gamma(a) * gamma(b)) } else { f64::NAN };
        Self { a, b, scale }
    }

    /// At x, as [`incomplete`].
    pub fn at(self, x: f64) -> f64 {
        let Self { a, b, .. } = self;
        let is_legal = a > 0.0 && a < f64::INFINITY && b > 0.0 && b < f64::INFINITY && !x.is_nan();
        if !is_legal {
            f64::NAN
        } else if x <= 0.0 {
            0.0
        } else if x >= 1.0 {
            1.0
        } else {
            self.both(x, 1.0 - x).lower
        }
    }

    /// For 0 < x < 1 and y = 1 − x, each known to full precision.
    pub(super) fn both(self, x: f64, y: f64) -> Both {
        let Self { a, b, .. } = self;
        let density = self.density(x, y);
        // Where the fraction converges fast: left of about the mean.
        if x * (a + b + 2.0) < a + 1.0 {
            let lower = density * fraction(x, y, a, b);
            Both { lower, upper: 1.0 - lower, density }
        } else {
            let upper = density * fraction(y, x, b, a);
            Both { lower: 1.0 - upper, upper, density }
        }
    }

    /// x^a y^b/B(a, b).
    fn density(self, x: f64, y: f64) -> f64 {
        let Self { a, b, scale } = self;
        match (a < LARGE, b < LARGE) {
            (true, true) => {
                let (exponent, rest) = weighted_logarithms(x, y, a, b);
                exp_of_sum(exponent, rest) * scale
            }
            (true, false) => with_one_large(x, y, a, b),
            (false, true) => with_one_large(y, x, b, a),
            (false, false) => with_both_large(x, y, a, b),
        }
    }
}

/// I, 1 − I and the density in ln(x/(1 − x)).
#[derive(Debug, Clone, Copy)]
pub(super) struct Both {
    pub(super) lower: f64,
    pub(super) upper: f64,
    /// x^a (1 − x)^b/B(a, b).
    pub(super) density: f64,
}

/// x^a y^b/B(a, b): both logarithms about the mean, where their sum is stationary.
fn with_both_large(x: f64, y: f64, a: f64, b: f64) -> f64 {
    let sum = a + b;
    let distance = if x < y { a - sum * x } else { sum * y - b };
    let excess = a * excess_over_ln(-distance / a, x * (sum / a)) + b * excess_over_ln(distance / b, y * (sum / b));
    let rests = stirling_rest(a) + stirling_rest(b) - stirling_rest(sum);
    (a / TAU * (b / sum)).sqrt() * exp(-excess - rests)
}

/// The same for `a` small and `b` large.
fn with_one_large(x: f64, y: f64, a: f64, b: f64) -> f64 {
    // Γ(a + b)/Γ(b) by Stirling, its (a + b)^a joined to x^a.
    let sum = a + b;
    let ln_y = if x < 0.5 { ln_1p(-x) } else { ln(y) };
    let exponent = a * (ln(x * sum) - 1.0) + (b * ln_y + (b - 0.5) * ln_1p(a / b));
    exp(exponent + (stirling_rest(sum) - stirling_rest(b))) / gamma(a)
}

/// a ln x + b ln y as (rounded, what it lost).
fn weighted_logarithms(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    let (first, first_rest) = weighted_logarithm(x, a);
    let (second, second_rest) = weighted_logarithm(y, b);
    let (sum, lost) = sum_in_parts(first, second);
    if sum < -800.0 { (-800.0, 0.0) } else { (sum, lost + (first_rest + second_rest)) }
}

fn weighted_logarithm(x: f64, weight: f64) -> (f64, f64) {
    let (ln, ln_rest) = ln_in_parts(x);
    let (product, lost) = product_in_parts(weight, ln);
    (product, lost + weight * ln_rest)
}

/// I/density by the continued fraction of Didonato and Morris (1992), which is the even part of DLMF 8.17.22,
/// for x left of about the mean.
fn fraction(x: f64, y: f64, a: f64, b: f64) -> f64 {
    let distance = if x < y { a - (a + b) * x } else { (a + b) * y - b };
    // Numerators and denominators of neighbouring convergents, rescaled so that the later denominator is 1.
    let mut over = (a + 1.0) / (a * (distance + 1.0));
    let (mut over_before, mut under_before) = (0.0, over);
    let mut n = 0.0;
    loop {
        n += 1.0;
        let s = a + 2.0 * n;
        let w = n * (b - n) * x;
        let inverse = 1.0 / (s - 1.0);
        let alpha = ((a + n - 1.0) * inverse) * ((a + b + n - 1.0) * inverse) * (w * x);
        let beta = n + w * inverse + (a + n) / (s + 1.0) * (distance + 1.0 + n * (1.0 + y));
        let scale = 1.0 / (beta + alpha * under_before);
        let next = (beta * over + alpha * over_before) * scale;
        over_before = over * scale;
        under_before = scale;
        let change = (next - over).abs();
        over = next;
        if !(change > over.abs() * (f64::EPSILON * 0.5)) || n > 1e7 {
            return over;
        }
    }
}
