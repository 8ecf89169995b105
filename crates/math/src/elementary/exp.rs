//! eˣ and eˣ − 1.

use std::f64::consts::LOG2_E;

use super::pair::sum_in_parts;

/// ln 2 in two parts. The first has 21 trailing zeros, so that n times it is exact for |n| < 2²¹ (as in fdlibm).
pub(super) const LN_2_HIGH: f64 = 6.93147180369123816490e-01;
pub(super) const LN_2_LOW: f64 = 1.90821492927058770002e-10;

/// (eʳ − 1 − r)/r² for |r| ≤ ½ ln 2, minimax by Remez; the error of eʳ is 4·10⁻¹⁸.
const CURVE: [f64; 10] = [
    0.500000000000001,
    0.16666666666666416,
    0.0416666666665351,
    0.00833333333349369,
    0.0013888888942525503,
    0.0001984126950568983,
    2.4801494097324e-05,
    2.7557588713995276e-06,
    2.7629932498538375e-07,
    2.4998980033650198e-08,
];

/// Twice the bias of a number's exponent: it keeps n + 2046 positive, so that it can be halved without a sign.
const TWICE_BIAS: u64 = 2046;

/// Adding it to |y| < 2⁵¹ rounds y to an integer, which then stands, plus [`TWICE_BIAS`], in the lowest bits.
const ROUNDER: f64 = 6755399441055744.0 + TWICE_BIAS as f64;

/// x + `tail` = n ln 2 + r with integer n and |r| ≤ ½ ln 2, where |`tail`| is small beside 1: n + [`TWICE_BIAS`] in the lowest
/// bits of a number, and r in two parts, head − lost.
#[inline(always)]
fn reduce(x: f64, tail: f64) -> [f64; 3] {
    let shifted = x * LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    [shifted, x - n * LN_2_HIGH, n * LN_2_LOW - tail]
}

/// n + [`TWICE_BIAS`].
#[inline(always)]
fn biased(shifted: f64) -> u64 {
    shifted.to_bits() & 0xFFF
}

/// What eʳ = 1 + (head + rest) has beyond 1 + head.
#[inline(always)]
fn rest(head: f64, lost: f64) -> f64 {
    let r = head - lost;
    let z = r * r;
    let even = CURVE[0] + z * (CURVE[2] + z * (CURVE[4] + z * (CURVE[6] + z * CURVE[8])));
    let odd = CURVE[1] + z * (CURVE[3] + z * (CURVE[5] + z * (CURVE[7] + z * CURVE[9])));
    z * (even + r * odd) - lost
}

/// 2^(`exponent` − 1023) for an exponent from 1 to 2046.
#[inline(always)]
fn power_of_two(exponent: u64) -> f64 {
    f64::from_bits(exponent << 52)
}

/// eˣ. Error at most 1 ulp, also in gradual underflow.
///
/// +∞ above 709.78, 0 below −745.13, subnormal between −708.4 and that. NaN gives NaN.
///
/// ```
/// assert_eq!(altai_math::exp(0.0), 1.0);
/// assert_eq!(altai_math::exp(f64::NEG_INFINITY), 0.0);
/// ```
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    exp_of_sum(x, 0.0)
}

/// e^(x + `tail`), where `tail` is what rounding took from x: at most 10⁻³ in size.
#[inline(always)]
pub(crate) fn exp_of_sum(x: f64, tail: f64) -> f64 {
    exp_of_reduced(reduced_sum(x, tail))
}

/// The first half of [`exp`], for [`stages`](crate::stages): [`exp_of_reduced`] is the second.
#[inline(always)]
pub fn reduced(x: f64) -> [f64; 3] {
    reduced_sum(x, 0.0)
}

/// The first half of [`exp_of_sum`].
#[inline(always)]
fn reduced_sum(x: f64, tail: f64) -> [f64; 3] {
    // Comparisons, not `clamp`, let NaN through.
    let x = if x < -746.0 { -746.0 } else { x };
    let x = if x > 710.0 { 710.0 } else { x };
    reduce(x, tail)
}

/// eˣ of what [`reduced`] makes of x.
#[inline(always)]
pub fn exp_of_reduced([shifted, head, lost]: [f64; 3]) -> f64 {
    // Two steps, because 2ⁿ alone may be out of range where the result is not.
    let biased = biased(shifted);
    let half = biased >> 1;
    (1.0 + (head + rest(head, lost))) * power_of_two(half) * power_of_two(biased - half)
}

/// eˣ − 1 without cancellation near 0. Error at most 1 ulp.
///
/// +∞ above 709.78, −1 below −37. NaN gives NaN.
#[inline(always)]
pub fn exp_m1(x: f64) -> f64 {
    let clamped = if x < -50.0 { -50.0 } else { x };
    let clamped = if clamped > 710.0 { 710.0 } else { clamped };
    let [shifted, head, lost] = reduce(clamped, 0.0);
    let (biased, rest) = (biased(shifted), rest(head, lost));
    // All at half its size, because 2¹⁰²⁴ is out of range: h (1 + head + rest) − ½ with h = 2ⁿ⁻¹.
    let h = power_of_two(biased.wrapping_sub(1024));
    let scaled = h * head;
    let sum = h + scaled;
    let lost = scaled - (sum - h);
    // Beyond 2⁵³ the 1 is below half an ulp, and would only round.
    let one_half = if biased > TWICE_BIAS + 53 { 0.0 } else { 0.5 };
    let (difference, lost_again) = sum_in_parts(sum, -one_half);
    let result = 2.0 * (difference + (h * rest + (lost + lost_again)));
    // Halving has no room below the normal numbers; there eˣ − 1 is x.
    if x.abs() < 1e-300 { x } else { result }
}
