//! Γ and its logarithm.

use crate::elementary::{exp, ln};

/// ln Γ(1 + a)/(a (a − 1)) as a polynomial in a − ½, for a from 0 to 1, minimax by Remez, relative error 8·10⁻¹⁸.
const CURVE: [f64; 21] = [
    0.4831289505409809,
    -0.14595989591430594,
    0.06291140107456436,
    -0.03130848750105447,
    0.01679709863127895,
    -0.009425622444744954,
    0.005446457838875036,
    -0.00321207422332792,
    0.0019229163194470415,
    -0.0011644113299088355,
    0.0007115189664376885,
    -0.00043803564438023,
    0.0002713146707694024,
    -0.00016856881465335507,
    0.0001053498145176235,
    -6.794825117372911e-05,
    4.304593450992346e-05,
    -2.1465819696396722e-05,
    1.315132794389879e-05,
    -1.854626244614933e-05,
    1.2167999860109896e-05,
];

/// Stirling's series: B₂ₖ/(2k (2k − 1)) (DLMF 5.11.1).
const STIRLING: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360360.0,
    1.0 / 156.0,
    -3617.0 / 122400.0,
];

/// From here Stirling's series has full precision.
pub(crate) const LARGE: f64 = 10.0;

const HALF_LN_TAU: f64 = 0.9189385332046728;

/// ln Γ(1 + a) for a from 0 to 1, relatively accurate at both ends, where it is 0.
pub(super) fn ln_gamma_1p(a: f64) -> f64 {
    let t = a - 0.5;
    a * (a - 1.0) * CURVE.iter().rev().fold(0.0, |sum, c| sum * t + c)
}

/// What Stirling's formula lacks: ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), for x ≥ [`LARGE`].
pub(crate) fn stirling_rest(x: f64) -> f64 {
    let z = 1.0 / (x * x);
    STIRLING.iter().rev().fold(0.0, |sum, c| sum * z + c) / x
}

/// x = y + n with y from 1 to 2 and (y)(y + 1)…(x − 1), for x from 2 on.
fn descend(x: f64) -> (f64, f64) {
    let (mut y, mut product) = (x, 1.0);
    while y > 2.0 {
        y -= 1.0;
        product *= y;
    }
    (y, product)
}

/// ln Γ(x) for x > 0; ∞ at 0 and ∞, NaN below. Relative error below 2·10⁻¹⁵, also at its zeros 1 and 2.
///
/// ```
/// assert!((altai_math::gamma::ln_gamma(5.0) - altai_math::ln(24.0)).abs() < 1e-15);
/// ```
pub fn ln_gamma(x: f64) -> f64 {
    if !(x > 0.0) {
        return if x == 0.0 { f64::INFINITY } else { f64::NAN };
    }
    if x < 1.0 {
        ln_gamma_1p(x) - ln(x)
    } else if x <= 2.0 {
        ln_gamma_1p(x - 1.0)
    } else if x < LARGE {
        let (y, product) = descend(x);
        ln(product) + ln_gamma_1p(y - 1.0)
    } else if x == f64::INFINITY {
        x
    } else {
        (x - 0.5) * (ln(x) - 1.0) + (stirling_rest(x) + (HALF_LN_TAU - 0.5))
    }
}

/// Γ(x) for x from 0 to twice [`LARGE`], relative error of a few ulp.
pub(crate) fn gamma(x: f64) -> f64 {
    if x < 1.0 {
        exp(ln_gamma_1p(x)) / x
    } else {
        let (y, product) = descend(x);
        product * exp(ln_gamma_1p(y - 1.0))
    }
}
