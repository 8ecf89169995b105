//! Φ and its density.

use crate::elementary::{exp_of_sum, square_in_parts};
use crate::kernel;

/// (1 + z) Φ(−z) e^(z²/2) as a polynomial in (z − 4)/(z + 4), for z from 0 to 39, minimax by Remez.
/// (The variable is that of Schonfelder 1978; the relative error is 6·10⁻¹⁸.)
const MILLS: [f64; 24] = [
    0.47205320650984467,
    -0.09670347732652579,
    0.013999634724425438,
    0.02860036405354933,
    -0.03219783742808798,
    0.017936097479720716,
    -0.005002378590979299,
    -0.0002856230986459509,
    0.0006948971036184541,
    -9.443024872524739e-05,
    -8.785317594413522e-05,
    2.1250026044540885e-05,
    1.3626831800882285e-05,
    -3.4321351810991047e-06,
    -2.612794673300021e-06,
    4.0438040175081037e-07,
    5.51790850863619e-07,
    1.5536131756898818e-09,
    -1.1076547468730278e-07,
    -1.9919962964559407e-08,
    1.7496092948981855e-08,
    6.208223844565126e-09,
    -1.4994082099203059e-09,
    -7.704466482607543e-10,
];

/// 1/√(2π).
const DENSITY_AT_ZERO: f64 = 0.3989422804014327;

/// e^(−x²/2), with relative error at most 1 ulp however large x is.
#[inline(always)]
fn bell(x: f64) -> f64 {
    let (high, low) = square_in_parts(x);
    exp_of_sum(-0.5 * high, -0.5 * low)
}

/// Φ(x): the probability that a standard normal variable is at most x. Error at most 4 ulp (3.3 measured).
///
/// In the lower tail it keeps that down to 10⁻³⁰⁷ (x = −37.5), then underflows gradually. Φ(−∞) = 0, Φ(∞) = 1.
///
/// ```
/// assert_eq!(altai_math::normal::cdf(0.0), 0.5);
/// ```
#[inline(always)]
pub fn cdf(x: f64) -> f64 {
    let z = x.abs();
    let z = if z > 39.0 { 39.0 } else { z };
    let t = (z - 4.0) / (z + 4.0);
    let t2 = t * t;
    let mut even = MILLS[22];
    let mut odd = MILLS[23];
    // Written out: a loop over the coefficients would not stay inside vector registers everywhere.
    even = MILLS[20] + t2 * even;
    odd = MILLS[21] + t2 * odd;
    even = MILLS[18] + t2 * even;
    odd = MILLS[19] + t2 * odd;
    even = MILLS[16] + t2 * even;
    odd = MILLS[17] + t2 * odd;
    even = MILLS[14] + t2 * even;
    odd = MILLS[15] + t2 * odd;
    even = MILLS[12] + t2 * even;
    odd = MILLS[13] + t2 * odd;
    even = MILLS[10] + t2 * even;
    odd = MILLS[11] + t2 * odd;
    even = MILLS[8] + t2 * even;
    odd = MILLS[9] + t2 * odd;
    even = MILLS[6] + t2 * even;
    odd = MILLS[7] + t2 * odd;
    even = MILLS[4] + t2 * even;
    odd = MILLS[5] + t2 * odd;
    even = MILLS[2] + t2 * even;
    odd = MILLS[3] + t2 * odd;
    even = MILLS[0] + t2 * even;
    odd = MILLS[1] + t2 * odd;
    let tail = bell(z) * ((even + t * odd) / (1.0 + z));
    if x > 0.0 { 1.0 - tail } else { tail }
}

/// The density of the standard normal distribution at x: e^(−x²/2)/√(2π). Relative error at most 2 ulp.
#[inline(always)]
pub fn density(x: f64) -> f64 {
    // Beyond 40 it is 0; the square of a huge x would be infinite.
    let x = if x.abs() > 40.0 { 40.0 } else { x };
    DENSITY_AT_ZERO * bell(x)
}

/// The least and the greatest [`uniform`](crate::uniform::uniform) number.
const LEAST_LEVEL: f64 = f64::EPSILON / 2.0;
const GREATEST_LEVEL: f64 = 1.0 - f64::EPSILON / 2.0;

kernel! {
    /// out = Φ(z), element by element, kept strictly between 0 and 1 as the levels of quantile functions are.
    pub fn level_column(out: &mut [f64], z: &[f64]) {
        for (out, &z) in out.iter_mut().zip(z) {
            let level = cdf(z);
            let level = if level > LEAST_LEVEL { level } else { LEAST_LEVEL };
            *out = if level < GREATEST_LEVEL { level } else { GREATEST_LEVEL };
        }
    }

    /// out = Φ(x), element by element, as [`cdf`]. The longer slice's rest is left alone.
    pub fn cdf_column(out: &mut [f64], x: &[f64]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = cdf(x);
        }
    }
}
