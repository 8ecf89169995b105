//! Slow, then fast, then slow again: an S-curve.

use altai_math::{exp_m1, kernel, ln_1p, logistic};

use super::Ramp;

pub(super) const ENTRY: Ramp = Ramp {
    name: "logistic",
    summary: "slow, then fast, then slow again: an S-curve, full after its years",
    example: "{ years = 6 }",
    takes_years: true,
    scale,
    integrate,
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

kernel! {
    /// Up to w, with y = 8x/w: w/8 (ln(1 + ℓ(0)(e^y − 1)) − ℓ(0) y) / (ℓ(w) − ℓ(0)); beyond it all that follows.
    ///
    /// The integral of ℓ is w/8 ln(1 + e^(y−4)), from 0 the logarithm of (1 + e^(y−4)) / (1 + e^−4), which is
    /// 1 + ℓ(0)(e^y − 1). Where the two terms cancel their series stands instead.
    fn integrate(x: &mut [f64], w: &[f64]) {
        let w = &w[..x.len()];
        for i in 0..x.len() {
            let rising = x[i].min(w[i]);
            let y = STEEPNESS * (rising / w[i]);
            let early = y * y * series(y);
            let late = ln_1p(FOOT * exp_m1(y)) - FOOT * y;
            let risen = if y < SERIES_BELOW { early } else { late };
            x[i] = (w[i] / (STEEPNESS * HEIGHT) * risen).min(rising) + (x[i] - rising);
        }
    }
}

/// Below this the terms cancel to more than a digit or two; at it, the next term of the series is 1e-13 of its sum.
const SERIES_BELOW: f64 = 1.0 / 16.0;

/// (ln(1 + p(e^y − 1)) − p y)/y² with p = ℓ(0): κ₂/2! + κ₃ y/3! + κ₄ y²/4! + …
///
/// The logarithm generates the cumulants κ of a yes or no with probability p, known in closed form.
#[inline(always)]
fn series(y: f64) -> f64 {
    const P: f64 = FOOT;
    const V: f64 = P * (1.0 - P);
    const K2: f64 = V;
    const K3: f64 = V * (1.0 - 2.0 * P);
    const K4: f64 = V * (1.0 - 6.0 * V);
    const K5: f64 = K3 * (1.0 - 12.0 * V);
    const K6: f64 = V * (1.0 - 30.0 * V + 120.0 * V * V);
    const K7: f64 = K3 * (1.0 - 60.0 * V + 360.0 * V * V);
    const K8: f64 = V * (1.0 - 126.0 * V + 1680.0 * V * V - 5040.0 * V * V * V);
    let mut sum = 0.0;
    for term in [K8 / 40320.0, K7 / 5040.0, K6 / 720.0, K5 / 120.0, K4 / 24.0, K3 / 6.0, K2 / 2.0] {
        sum = sum * y + term;
    }
    sum
}
