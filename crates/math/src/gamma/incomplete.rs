//! The regularised incomplete gamma functions P and Q.

use std::f64::consts::TAU;

use super::function::{LARGE, gamma, ln_gamma_1p, stirling_rest};
use crate::elementary::{exp, exp_m1, exp_of_sum, ln, ln_in_parts, product_in_parts, sum_in_parts};

/// P(a, x): the probability that a gamma variable of shape `a` > 0 and scale 1 is at most x. From 0 to 1; NaN for a
/// shape that is not positive and finite. Relative error below 10⁻¹³ down to 10⁻³⁰⁰, usually below 10⁻¹⁴.
pub fn lower(a: f64, x: f64) -> f64 {
    both(a, x).lower
}

/// Q(a, x) = 1 − P(a, x), without cancellation where it is small. Range and error as those of [`lower`].
pub fn upper(a: f64, x: f64) -> f64 {
    both(a, x).upper
}

/// P, Q and the density in ln x.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both {
    pub(super) lower: f64,
    pub(super) upper: f64,
    /// x^a e⁻ˣ/Γ(a).
    pub(super) density: f64,
}

pub(super) fn both(a: f64, x: f64) -> Both {
    if !(a > 0.0 && a < f64::INFINITY) || x.is_nan() {
        return Both { lower: f64::NAN, upper: f64::NAN, density: f64::NAN };
    }
    if x <= 0.0 {
        return Both { lower: 0.0, upper: 1.0, density: 0.0 };
    }
    if x == f64::INFINITY {
        return Both { lower: 1.0, upper: 0.0, density: 0.0 };
    }
    if a < 1.0 && x < 1.5 {
        return of_small_arguments(a, x);
    }
    let density = density(a, x);
    if x < a + 1.0 {
        let lower = density * series(a, x);
        Both { lower, upper: 1.0 - lower, density }
    } else {
        let upper = density * fraction(a, x);
        Both { lower: 1.0 - upper, upper, density }
    }
}

/// Both from the alternating series (DLMF 8.7.1), arranged so that Q keeps its digits for a shape near 0.
fn of_small_arguments(a: f64, x: f64) -> Both {
    // P = e^w (1 + t), with w = a ln x − ln Γ(1 + a) and t = a Σ (−x)ⁿ/((a + n) n!).
    let w = a * ln(x) - ln_gamma_1p(a);
    let (mut t, mut term) = (0.0, 1.0);
    for n in 1..60 {
        let n = f64::from(n);
        term *= -x / n;
        let part = term / (a + n);
        t += part;
        if part.abs() < 1e-18 * t.abs() {
            break;
        }
    }
    t *= a;
    let power = exp(w);
    Both { lower: power * (1.0 + t), upper: -exp_m1(w) - power * t, density: a * power * exp(-x) }
}

/// x^a e⁻ˣ/Γ(a).
fn density(a: f64, x: f64) -> f64 {
    if a < LARGE {
        let (ln, ln_rest) = ln_in_parts(x);
        let (product, product_rest) = product_in_parts(a, ln);
        let (exponent, lost) = sum_in_parts(product, -x);
        if exponent < -800.0 { 0.0 } else { exp_of_sum(exponent, lost + (product_rest + a * ln_rest)) / gamma(a) }
    } else {
        (a / TAU).sqrt() * exp(-a * excess_over_ln((x - a) / a, x / a) - stirling_rest(a))
    }
}

/// μ − ln(1 + μ) for μ > −1, relatively accurate near 0; `ratio` is 1 + μ, to full precision near 0 itself.
pub(crate) fn excess_over_ln(mu: f64, ratio: f64) -> f64 {
    if !(-0.4..=1.0).contains(&mu) {
        return mu - ln(ratio);
    }
    // With s = μ/(2 + μ), ln(1 + μ) = 2 artanh s and μ − 2 s = μ s.
    let s = mu / (2.0 + mu);
    let z = s * s;
    let mut sum = 0.0;
    let mut k = 37.0;
    while k > 1.0 {
        sum = sum * z + 1.0 / k;
        k -= 2.0;
    }
    s * (mu - 2.0 * z * sum)
}

/// P/density by its power series (DLMF 8.11.4), for x < a + 1.
fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut n = a;
    loop {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term <= sum * (f64::EPSILON * 0.25) {
            return sum;
        }
    }
}

/// Q/density by its continued fraction (the even part of DLMF 8.9.2), for x ≥ a + 1.
fn fraction(a: f64, x: f64) -> f64 {
    // Numerators and denominators of neighbouring convergents, rescaled so that the later denominator is 1.
    let mut b = x + 1.0 - a;
    let (mut over_before, mut under_before) = (0.0, 1.0 / b);
    let mut value = 1.0 / b;
    let mut n = 0.0;
    loop {
        n += 1.0;
        b += 2.0;
        let weight = n * (a - n);
        let over = b * value + weight * over_before;
        let under = b + weight * under_before;
        let next = over / under;
        over_before = value / under;
        under_before = 1.0 / under;
        let change = (next - value).abs();
        value = next;
        if !(change > value.abs() * (f64::EPSILON * 0.5)) || n > 1e7 {
            return value;
        }
    }
}
