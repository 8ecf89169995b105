//! Φ⁻¹.

use crate::elementary::ln;
use crate::kernel;
use crate::operand::Inputs;
use crate::stages::in_stages;

/// Φ⁻¹(½ + q)/q as a rational function of 0.425² − q², |q| ≤ 0.425 (split and variable are those of AS 241, Wichura
/// 1988; the coefficients are our own minimax fit, relative error 8·10⁻¹⁷).
const CENTRE_OVER: [f64; 8] = [
    3.3871328727963665,
    133.141537856859,
    1971.5857688525437,
    13731.620738507441,
    45921.514563337325,
    67264.6913664457,
    33429.72321651406,
    2508.984203082425,
];
const CENTRE_UNDER: [f64; 8] = [
    1.0,
    42.3132923107464,
    687.1853623713552,
    5394.170364116059,
    21213.61576938341,
    39307.34868826782,
    28728.45738252327,
    5226.32393484295,
];

/// −Φ⁻¹(p) as a rational function of r = √(−ln p), from p = 0.075 down to the least number, minimax,
/// relative error 4·10⁻¹⁷. One piece for the whole tail: what is computed in every lane should be little.
const TAIL_OVER: [f64; 11] = [
    1.4234371107496837,
    4.8293824793931845,
    6.451154194359327,
    4.5634622932868085,
    1.9096509991184245,
    0.4935660785292296,
    0.07870727586915337,
    0.007414794772452081,
    0.00037680202516156123,
    8.804718335289732e-06,
    6.72772511820678e-08,
];
const TAIL_UNDER: [f64; 11] = [
    1.0,
    2.193025435756184,
    1.9875021709565823,
    0.9718399235278097,
    0.2801526858846366,
    0.04846103601865707,
    0.004848844350016999,
    0.0002567644411356816,
    6.149872548729814e-06,
    4.7571919350240045e-08,
    5.699918874955053e-16,
];

/// The tail's polynomials are in r less this, which makes all their coefficients positive: nothing cancels.
const TAIL_STARTS: f64 = 1.6;

/// Up to this distance from ½ the centre's formula holds.
const CENTRE_REACHES: f64 = 0.425;

/// Φ⁻¹(u): what a standard normal variable stays below with probability u. Relative error below 1.2·10⁻¹⁵.
///
/// −∞ at 0, ∞ at 1, NaN outside. Relatively accurate in u down to the least number; for u near 1 the spacing of u
/// itself is the limit.
///
/// ```
/// assert_eq!(altai_math::normal::quantile(0.5), 0.0);
/// ```
#[inline(always)]
pub fn quantile(u: f64) -> f64 {
    from_tail_root(u, tail_root(u))
}

/// √(−ln p), p being the nearer tail: what the tail's formula takes.
#[inline(always)]
fn tail_root(u: f64) -> f64 {
    (-ln(nearer_tail(u))).sqrt()
}

#[inline(always)]
fn nearer_tail(u: f64) -> f64 {
    if u - 0.5 < 0.0 { u } else { 1.0 - u }
}

/// Φ⁻¹(u), given [`tail_root`].
#[inline(always)]
fn from_tail_root(u: f64, root: f64) -> f64 {
    let q = u - 0.5;
    let p = nearer_tail(u);
    let is_central = q.abs() <= CENTRE_REACHES;

    let z = CENTRE_REACHES * CENTRE_REACHES - q * q;
    let [over, under] = [&CENTRE_OVER, &CENTRE_UNDER].map(
        #[inline(always)]
        |c| c[0] + z * (c[1] + z * (c[2] + z * (c[3] + z * (c[4] + z * (c[5] + z * (c[6] + z * c[7])))))),
    );
    let (centre_over, centre_under) = (q * over, under);

    let r = root - TAIL_STARTS;
    let [tail_over, tail_under] = [&TAIL_OVER, &TAIL_UNDER].map(
        #[inline(always)]
        |c| {
            let upper = c[6] + r * (c[7] + r * (c[8] + r * (c[9] + r * c[10])));
            c[0] + r * (c[1] + r * (c[2] + r * (c[3] + r * (c[4] + r * (c[5] + r * upper)))))
        },
    );
    let signed_tail_over = if q < 0.0 { -tail_over } else { tail_over };

    // One division serves both.
    let over = if is_central { centre_over } else { signed_tail_over };
    let under = if is_central { centre_under } else { tail_under };
    let inside = over / under;
    let end = if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    if p == 0.0 { end } else { inside }
}

kernel! {
    /// out = Φ⁻¹(u), element by element, as [`quantile`]. The longer slice's rest is left alone.
    pub fn quantile_column(out: &mut [f64], u: &[f64]) {
        let length = out.len().min(u.len());
        quantile_of(&mut out[..length], (u,), |_, [u]| u);
    }
}

/// Replaces every number x of `out` by Φ⁻¹(`level`(x, row)), as [`quantile`], in [`stages`](crate::stages): for use inside
/// [`kernel!`](crate::kernel).
///
/// # Panics
///
/// When an input is shorter than `out`.
#[inline(always)]
pub fn quantile_of<I: Inputs>(out: &mut [f64], inputs: I, level: impl Fn(f64, I::Row) -> f64) {
    in_stages(
        out,
        inputs,
        #[inline(always)]
        |x, row| {
            let u = level(x, row);
            [u, tail_root(u)]
        },
        &(),
        #[inline(always)]
        |[u, root], _| from_tail_root(u, root),
    );
}
