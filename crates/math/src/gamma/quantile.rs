//! The inverse of P(a, ·).

use super::function::ln_gamma;
use super::incomplete::both;
use crate::elementary::{exp, ln, ln_1p};
use crate::normal;

/// What a gamma variable of this `shape` > 0 and scale 1 stays below with probability u. Relative error below 2·10⁻¹³
/// (usually 10⁻¹⁵), for tiny u and u near 1 too.
///
/// 0 at 0, ∞ at 1, NaN outside and for a shape that is not positive and finite. Underflows to 0 where the answer is
/// below 10⁻³⁰⁷. Takes 0.3 to 0.5 µs for shapes up to 100, longer in proportion to √`shape` beyond.
///
/// ```
/// let median_of_exponential = altai_math::gamma::quantile(0.5, 1.0);
/// assert!((median_of_exponential - 2.0_f64.recip() * 1.3862943611198906).abs() < 1e-15);
/// ```
pub fn quantile(u: f64, shape: f64) -> f64 {
    if !(shape > 0.0 && shape < f64::INFINITY && (0.0..=1.0).contains(&u)) {
        return f64::NAN;
    }
    if u == 0.0 {
        return 0.0;
    }
    if u == 1.0 {
        return f64::INFINITY;
    }
    let mut x = first_guess(u, shape);
    let (mut last, mut last_step) = (x, 0.0);
    // ln P and ln Q are concave in ln x, so that steps from the tangent cannot run away; Halley's are of third order.
    for _ in 0..MOST_STEPS {
        if x < f64::MIN_POSITIVE {
            return 0.0;
        }
        let at = both(shape, x);
        if !(if u <= 0.5 { at.lower > 0.0 } else { at.upper > 0.0 }) {
            // Overshot to where the probability underflows: half the way back, or from the mean if it was a guess.
            last_step *= 0.5;
            x = if last_step == 0.0 { shape } else { last * exp(last_step) };
            continue;
        }
        let (step, bend) = if u <= 0.5 {
            let slope = at.density / at.lower;
            (ln_ratio(at.lower, u) / slope, shape - x - slope)
        } else {
            let slope = at.density / at.upper;
            (-ln_ratio(at.upper, 1.0 - u) / slope, shape - x + slope)
        };
        let bend = 0.5 * step * bend;
        let step = step / (1.0 - bend.clamp(-1.0, 0.5));
        if !step.is_finite() {
            return x;
        }
        (last, last_step) = (x, -step.clamp(-LONGEST_STEP, LONGEST_STEP));
        x *= exp(last_step);
        if step.abs() < SETTLED && bend.abs() < SETTLED {
            break;
        }
    }
    x
}

const MOST_STEPS: u32 = 60;
/// In ln x.
const LONGEST_STEP: f64 = 20.0;
/// Its cube is below the precision of a number.
const SETTLED: f64 = 2e-6;

/// ln(a/b), accurate where they are close.
pub(crate) fn ln_ratio(a: f64, b: f64) -> f64 {
    let difference = (a - b) / b;
    if difference.abs() < 0.5 { ln_1p(difference) } else { ln(a / b) }
}

fn first_guess(u: f64, shape: f64) -> f64 {
    // Near 0, P = x^a/Γ(1 + a) (1 − a x/(a + 1) + …); inverted, with r for the first factor's solution:
    let r = exp((ln(u) + ln_gamma(shape + 1.0)) / shape);
    if r < 0.25 * (shape + 1.0) {
        let s = r / (shape + 1.0);
        return r * (1.0 + s * (1.0 + s * (3.0 * shape + 5.0) / (2.0 * (shape + 2.0))));
    }
    if shape < 0.6 {
        // The far tail of a small shape: Q = x^(a − 1) e⁻ˣ/Γ(a), about.
        let y = -ln(1.0 - u) - ln_gamma(shape);
        let floor = 0.25 * (shape + 1.0);
        let x = if y > 1.0 { y - (1.0 - shape) * ln(y) } else { floor };
        return if x > floor { x } else { floor };
    }
    // Wilson and Hilferty (1931): the cube root is nearly normal.
    let z = normal::quantile(u);
    let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    let guess = shape * root * root * root;
    if guess > 0.01 * shape { guess } else { r }
}
