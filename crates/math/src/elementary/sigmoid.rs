//! Softplus and its derivative, the logistic function.

use super::{exp, ln_1p};

/// ln(1 + eˣ), relatively accurate in both tails: eˣ far to the left, x far to the right. Error at most 2 ulp.
#[inline(always)]
pub fn softplus(x: f64) -> f64 {
    let positive_part = if x < 0.0 { 0.0 } else { x };
    positive_part + ln_1p(exp(-x.abs()))
}

/// 1/(1 + e⁻ˣ), relatively accurate in the left tail, where it is eˣ. Error at most 2.5 ulp.
#[inline(always)]
pub fn logistic(x: f64) -> f64 {
    let e = exp(-x.abs());
    let numerator = if x < 0.0 { e } else { 1.0 };
    numerator / (1.0 + e)
}
