//! ln x and ln(1 + x).

use std::f64::consts::LN_2;

use super::exp::{LN_2_HIGH, LN_2_LOW};
use super::pair::sum_in_parts;

/// (2 artanh s − 2 s)/s³ as a polynomial in s², for s² ≤ 0.0295, minimax by Remez; the error of ln is 2⁻⁶¹.
const CURVE: [f64; 7] = [
    0.6666666666666734,
    0.39999999999416475,
    0.28571428742104166,
    0.22222198592430645,
    0.18183563771080183,
    0.15314054647510794,
    0.14795999307306737,
];

/// The bits of √½: a number is 2ᵏ m with m between it and √2.
const ROOT_HALF: u64 = 0x3FE6_A09E_667F_3BCD;
const ONE: u64 = 0x3FF0_0000_0000_0000;
const FRACTION: u64 = 0x000F_FFFF_FFFF_FFFF;

/// x = 2ᵏ m with m from √½ to √2, for a positive normal x: (k + 1023, m).
#[inline(always)]
pub(super) fn split(x: f64) -> (u64, f64) {
    let moved = x.to_bits().wrapping_add(ONE - ROOT_HALF);
    (moved >> 52, f64::from_bits((moved & FRACTION) + ROOT_HALF))
}

/// An integer below 2⁵² as a number, less 1023. (No vector instruction converts 64-bit integers before AVX-512.)
#[inline(always)]
pub(super) fn unbias(k: u64) -> f64 {
    f64::from_bits(k | 0x4330_0000_0000_0000) - (4503599627370496.0 + 1023.0)
}

/// k ln 2 + ln(1 + f) + `rest`, for f from √½ − 1 to √2 − 1 and a `rest` of the size of rounding.
///
/// With s = f/(2 + f), ln(1 + f) = 2 artanh s = f − (f²/2 − s (f²/2 + curve)), which loses least (fdlibm's order).
#[inline(always)]
fn assemble(k: f64, f: f64, rest: f64) -> f64 {
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = CURVE[0] + w * (CURVE[2] + w * (CURVE[4] + w * CURVE[6]));
    let odd = CURVE[1] + w * (CURVE[3] + w * CURVE[5]);
    let curve = z * (even + z * odd);
    let half_square = 0.5 * f * f;
    k * LN_2_HIGH - ((half_square - (s * (half_square + curve) + (k * LN_2_LOW + rest))) - f)
}

/// Brings a subnormal number into the normal range: (x 2⁵⁴, 54), or (x, 0) where it is normal already.
#[inline(always)]
pub(super) fn normalise(x: f64) -> (f64, f64) {
    let is_tiny = x < f64::MIN_POSITIVE;
    (if is_tiny { x * 18014398509481984.0 } else { x }, if is_tiny { 54.0 } else { 0.0 })
}

/// The natural logarithm. Error at most 1 ulp, for subnormal x too.
///
/// ln 0 = −∞, ln ∞ = ∞; NaN for negative x and NaN.
///
/// ```
/// assert_eq!(altai_math::ln(1.0), 0.0);
/// assert_eq!(altai_math::ln(0.0), f64::NEG_INFINITY);
/// ```
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let (normal, shift) = normalise(x);
    let (k, m) = split(normal);
    let finite = assemble(unbias(k) - shift, m - 1.0, 0.0);
    at_the_ends(x, finite)
}

/// ln x where it is known that x is positive, finite and not subnormal; two thirds of the time of [`ln`]. Error at most 2 ulp.
///
/// Meaningless for other x.
#[inline(always)]
pub fn ln_of_normal(x: f64) -> f64 {
    let (binades, s) = binades_and_ratio(x);
    ln_of_parts(binades, s)
}

/// The first half of [`ln_of_normal`]: x = 2ᵏ m as k ln 2 and (m − 1)/(m + 1).
#[inline(always)]
pub fn binades_and_ratio(x: f64) -> (f64, f64) {
    let (k, m) = split(x);
    let f = m - 1.0;
    (unbias(k) * LN_2, f / (2.0 + f))
}

/// The second half: ln x of what [`binades_and_ratio`] gives.
#[inline(always)]
pub fn ln_of_parts(binades: f64, s: f64) -> f64 {
    let z = s * s;
    let w = z * z;
    let even = CURVE[0] + w * (CURVE[2] + w * (CURVE[4] + w * CURVE[6]));
    let odd = CURVE[1] + w * (CURVE[3] + w * CURVE[5]);
    binades + (2.0 * s + s * z * (even + z * odd))
}

/// `finite`, or what ln gives for an x that is not positive and finite.
#[inline(always)]
fn at_the_ends(x: f64, finite: f64) -> f64 {
    let bounded = if x < f64::INFINITY { finite } else { x };
    let from_zero = if x == 0.0 { f64::NEG_INFINITY } else { bounded };
    if x < 0.0 { f64::NAN } else { from_zero }
}

/// ln(1 + x) without cancellation near 0. Error at most 1 ulp.
///
/// −∞ at −1, ∞ at ∞; NaN below −1 and for NaN.
#[inline(always)]
pub fn ln_1p(x: f64) -> f64 {
    let (u, lost) = sum_in_parts(1.0, x);
    let (k, m) = split(u);
    // What the sum lost, on the scale of m. Beyond 2⁶⁰ it is nothing (and the scale would leave the exponents).
    let scale = if x < 1152921504606846976.0 { f64::from_bits((2046 - k.min(2045)) << 52) } else { 0.0 };
    let lost = lost * scale;
    let exact = m - 1.0;
    let f = exact + lost;
    let lost_again = lost - (f - exact);
    let finite = assemble(unbias(k), f, lost_again * (1.0 - f));
    let result = at_the_ends(u, finite);
    // 1 + x is 1 for tiny x, and x itself is then the answer; it also keeps the sign of zero.
    if x.abs() < 1e-300 { x } else { result }
}
