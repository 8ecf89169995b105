//! Slow, then fast, then slow again: an S-curve.

use altai_math::elementary::{binades_and_ratio, exp_of_reduced, ln_of_parts, reduced};
use altai_math::{exp_m1, logistic};

use super::{Ramp, deliver_in_stages};

pub(super) const ENTRY: Ramp = Ramp {
    name: "logistic",
    summary: "slow, then fast, then slow again: an S-curve, full after its years",
    example: "{ years = 6 }",
    takes_years: true,
    scale,
    deliver: deliver_in_stages!(reduce, &(early, split), integral),
};

/// How steep: ℓ(x) = 1/(1 + exp(−8 (x/w − ½))).
const STEEPNESS: f64 = 8.0;

/// ℓ(0) = 1/(1 + e⁴), where the S-curve is cut off.
const FOOT: f64 = 0.017986209962091558;

/// ℓ(w) − ℓ(0) = tanh 2, what is left of it.
const HEIGHT: f64 = 0.9640275800758169;

/// (ℓ(x) − ℓ(0)) / (ℓ(w) − ℓ(0)) up to w, 1 after.
///
/// The difference is written as ℓ(x) (1 − ℓ(0)) (1 − exp(−8x/w)), where nothing cancels.
fn scale(x: f64, w: f64) -> f64 {
    let y = STEEPNESS * (x / w).min(1.0);
    (logistic(y - 0.5 * STEEPNESS) * (1.0 - FOOT) * -exp_m1(-y) / HEIGHT).min(1.0)
}

/// y = 8x/w up to w, and the first half of e^y.
#[inline(always)]
fn reduce(x: f64, w: f64) -> [f64; 5] {
    let y = STEEPNESS * (rising(x, w) / w);
    let [e0, e1, e2] = reduced(y);
    [y, 0.0, e0, e1, e2]
}

/// What the terms of the integral cancel to where y is small.
#[inline(always)]
fn early([y, _, e0, e1, e2]: [f64; 5]) -> [f64; 5] {
    [y, y * y * series(y), e0, e1, e2]
}

/// The first half of ln(1 + ℓ(0)(e^y − 1)).
#[inline(always)]
fn split([y, early, e0, e1, e2]: [f64; 5]) -> [f64; 5] {
    let (binades, ratio) = binades_and_ratio(1.0 + FOOT * (exp_of_reduced([e0, e1, e2]) - 1.0));
    [y, early, binades, ratio, 0.0]
}

/// Up to w: w/8 (ln(1 + ℓ(0)(e^y − 1)) − ℓ(0) y) / (ℓ(w) − ℓ(0)); beyond it all that follows.
///
/// The integral of ℓ is w/8 ln(1 + e^(y−4)), from 0 the logarithm of (1 + e^(y−4)) / (1 + e^−4), which is
/// 1 + ℓ(0)(e^y − 1). Where the two terms cancel their series stands instead.
#[inline(always)]
fn integral([y, early, binades, ratio, _]: [f64; 5], x: f64, w: f64) -> f64 {
    let late = ln_of_parts(binades, ratio) - FOOT * y;
    let risen = if y < SERIES_BELOW { early } else { late };
    let risen = w * (1.0 / (STEEPNESS * HEIGHT)) * risen;
    let rising = rising(x, w);
    (if risen < rising { risen } else { rising }) + (x - rising)
}

/// The part of x in which it still grows.
#[inline(always)]
fn rising(x: f64, w: f64) -> f64 {
    if x < w { x } else { w }
}

/// Below this the terms cancel to more than two or three digits; at it, the next term of the series is 1e-13 of its sum.
const SERIES_BELOW: f64 = 0.5;

/// κₙ/n! for n from 14 down to 2, κ the cumulants of a yes or no with probability ℓ(0):
/// κ₂ = p (1 − p), κₙ₊₁ = p (1 − p) dκₙ/dp (computed to 50 digits).
const CUMULANTS: [f64; 13] = [
    1.8324922306591409e-11,
    7.2477138494208340e-11,
    7.4992886657919231e-11,
    -1.5622976162757409e-9,
    -1.6075171811206542e-8,
    -9.3364771615753547e-8,
    -3.1941859529363202e-7,
    1.7752773373459200e-7,
    1.2451112706589968e-5,
    1.1181958286009404e-4,
    6.5795329452620504e-4,
    2.8378893213981884e-3,
    8.8313531066455582e-3,
];

/// (ln(1 + p(e^y − 1)) − p y)/y² with p = ℓ(0): κ₂/2! + κ₃ y/3! + κ₄ y²/4! + …, for the logarithm generates the cumulants.
#[inline(always)]
fn series(y: f64) -> f64 {
    let mut sum = 0.0;
    for term in CUMULANTS {
        sum = sum * y + term;
    }
    sum
}
