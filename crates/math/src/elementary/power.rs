//! x to the power y.

use super::exp::{LN_2_HIGH, LN_2_LOW, exp_of_sum};
use super::ln::{normalise, split, unbias};
use super::pair::{product_in_parts, sum_in_parts};

/// (2 artanh s − 2 s − ⅔ s³)/s⁵ as a polynomial in s², for s² ≤ 0.0295, minimax by Remez.
const CURVE: [f64; 9] = [
    0.4,
    0.28571428571428376,
    0.22222222222290008,
    0.18181818169324976,
    0.15384616747871974,
    0.13333240676238267,
    0.1176866734258745,
    0.10422999089516603,
    0.11012722975183198,
];

/// ln x as (rounded, what it lost), to within about 2⁻⁵⁹, for positive finite x.
#[inline(always)]
pub(crate) fn ln_in_parts(x: f64) -> (f64, f64) {
    let (normal, shift) = normalise(x);
    let (k, m) = split(normal);
    let k = unbias(k) - shift;
    let f = m - 1.0;
    // s = f/(2 + f) with its own rest: 2 + f loses a little, and so does the quotient.
    let denominator = 2.0 + f;
    let denominator_rest = f - (denominator - 2.0);
    let s = f / denominator;
    let (product, product_rest) = product_in_parts(s, denominator);
    let s_rest = (((f - product) - product_rest) - s * denominator_rest) / denominator;
    let z = s * s;
    let mut curve = CURVE[8];
    curve = CURVE[7] + z * curve;
    curve = CURVE[6] + z * curve;
    curve = CURVE[5] + z * curve;
    curve = CURVE[4] + z * curve;
    curve = CURVE[3] + z * curve;
    curve = CURVE[2] + z * curve;
    curve = CURVE[1] + z * curve;
    curve = CURVE[0] + z * curve;
    let cubic = s * z * (2.0 / 3.0 + z * curve);
    let (sum, lost) = sum_in_parts(k * LN_2_HIGH, 2.0 * s);
    let rest = lost + (k * LN_2_LOW + (2.0 * s_rest + cubic));
    sum_in_parts(sum, rest)
}

/// xʸ for x ≥ 0. Error at most 1 ulp: the logarithm and its product with y carry some ten bits more than a number.
///
/// 0ʸ is 0, 1 or ∞ as y is positive, zero or negative; x⁰ = 1. NaN for negative x, whatever y ≠ 0 is.
#[inline(always)]
pub fn power(x: f64, y: f64) -> f64 {
    let (ln, ln_rest) = ln_in_parts(x);
    let (product, product_rest) = product_in_parts(y, ln);
    // Far out of range there is nothing to refine, and the parts may be infinite.
    let rest = if product.abs() < 800.0 { product_rest + y * ln_rest } else { 0.0 };
    let regular = exp_of_sum(product, rest);
    let grows = if x > 1.0 { y } else { -y };
    let unbounded = if grows > 0.0 { f64::INFINITY } else { 0.0 };
    let from_ends = if x == 0.0 || x == f64::INFINITY { unbounded } else { regular };
    let from_positive = if x >= 0.0 { from_ends } else { f64::NAN };
    if y == 0.0 { 1.0 } else { from_positive }
}
