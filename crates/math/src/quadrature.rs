//! Integrals of functions of one variable.

use crate::elementary::{cosine_of_turn, exp};

/// Nodes (ascending) and weights of the Gauss–Legendre rule with `n` points on [−1, 1]: exact for polynomials of
/// degree 2n − 1. Absolute error of each below 10⁻¹⁵ for n up to 200.
///
/// ```
/// let (nodes, weights) = altai_math::quadrature::gauss_legendre(3);
/// let square: f64 = nodes.iter().zip(&weights).map(|(x, w)| w * x * x).sum();
/// assert!((square - 2.0 / 3.0).abs() < 1e-15);
/// ```
pub fn gauss_legendre(n: usize) -> (Vec<f64>, Vec<f64>) {
    let mut nodes = vec![0.0; n];
    let mut weights = vec![0.0; n];
    for i in 0..n.div_ceil(2) {
        // Newton's method from cos π (i + ¾)/(n + ½), for the zeros of Pₙ from the right.
        let mut x = cosine_of_turn((i as f64 + 0.75) / (2.0 * n as f64 + 1.0));
        let mut slope = 0.0;
        for _ in 0..8 {
            let (value, derivative) = legendre(n, x);
            slope = derivative;
            let step = value / derivative;
            x -= step;
            if step.abs() < 1e-16 {
                break;
            }
        }
        if n % 2 == 1 && i == n / 2 {
            x = 0.0;
            slope = legendre(n, x).1;
        }
        let weight = 2.0 / ((1.0 - x) * (1.0 + x) * slope * slope);
        nodes[i] = -x;
        nodes[n - 1 - i] = x;
        weights[i] = weight;
        weights[n - 1 - i] = weight;
    }
    (nodes, weights)
}

/// Pₙ(x) and its derivative, for |x| < 1.
fn legendre(n: usize, x: f64) -> (f64, f64) {
    let (mut before, mut now) = (1.0, x);
    for k in 1..n {
        let k = k as f64;
        (before, now) = (now, ((2.0 * k + 1.0) * x * now - k * before) / (k + 1.0));
    }
    (now, n as f64 * (before - x * now) / ((1.0 - x) * (1.0 + x)))
}

/// ∫ f from a to b, to about 10⁻¹² of ∫ |f| (never better than f itself). a may exceed b; both are finite.
///
/// By the double exponential rule (Takahasi and Mori 1974), which does not ask for f at the ends and allows it to be
/// singular there, as u^(1/a) or ln u are; a singularity or kink elsewhere is found by halving the interval. At an end
/// other than 0 numbers crowd no closer than 10⁻¹⁶ of it, which costs a strong singularity there (an exponent below
/// −0.2) some of the accuracy: put it at 0. Where f is not finite it counts as 0.
///
/// ```
/// let area = altai_math::quadrature::integrate(|x| 1.0 / x.sqrt(), 0.0, 1.0);
/// assert!((area - 2.0).abs() < 1e-12);
/// ```
pub fn integrate(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    if a == b {
        return 0.0;
    }
    let rule = DoubleExponential::new();
    let whole = rule.estimate(&f, a, b);
    let mut effort = Effort { tolerance: TOLERANCE * whole.size, intervals: MOST_INTERVALS };
    refine(&rule, &f, a, b, &whole, MOST_HALVINGS, &mut effort)
}

/// Of ∫ |f|.
const TOLERANCE: f64 = 1e-13;
/// A relative change after which one more doubling of points would change nothing.
const SMALL_CHANGE: f64 = 1e-10;
/// How often an interval is halved in search of a kink: 2⁻⁴⁰ of it is below the tolerance.
const MOST_HALVINGS: u32 = 40;
/// How many intervals are halved in all: a dozen kinks. A tail that numbers are too few to resolve would take for ever.
const MOST_INTERVALS: u32 = 500;

/// How exact the integral shall be, and what may still be spent on it.
struct Effort {
    /// Absolute.
    tolerance: f64,
    /// How many more intervals may be halved.
    intervals: u32,
}

/// What one application of the rule found.
struct Estimate {
    value: f64,
    /// ∫ |f|.
    size: f64,
    /// By how much the last doubling of points changed the value.
    change: f64,
}

fn refine(
    rule: &DoubleExponential,
    f: &impl Fn(f64) -> f64,
    a: f64,
    b: f64,
    whole: &Estimate,
    halvings: u32,
    effort: &mut Effort,
) -> f64 {
    // Where f is smooth the error is about the square of the last change.
    let is_settled = whole.change <= effort.tolerance || whole.change <= SMALL_CHANGE * whole.size;
    if is_settled || halvings == 0 || effort.intervals == 0 {
        return whole.value;
    }
    effort.intervals -= 1;
    let middle = a + 0.5 * (b - a);
    let (left, right) = (rule.estimate(f, a, middle), rule.estimate(f, middle, b));
    refine(rule, f, a, middle, &left, halvings - 1, effort) + refine(rule, f, middle, b, &right, halvings - 1, effort)
}

/// Points of the rule on [0, 1], seen from the nearer end: (distance from it, weight), coarse grid first.
struct DoubleExponential {
    levels: Vec<Vec<(f64, f64)>>,
}

/// Levels of refinement; each halves the step, which starts at 1.
const LEVELS: u32 = 7;
/// How far out the points go: there the distance to the end is 10⁻³⁰⁰ of the interval.
const REACH: f64 = 6.1;

impl DoubleExponential {
    fn new() -> Self {
        let mut step = 1.0;
        let levels = (0..LEVELS)
            .map(|level| {
                let mut points = Vec::new();
                let (mut t, stride) = if level == 0 { (0.0, 1.0) } else { (step, 2.0 * step) };
                while t < REACH {
                    points.push(Self::point(t));
                    t += stride;
                }
                step *= 0.5;
                points
            })
            .collect();
        Self { levels }
    }

    /// x(t) = 1/(1 + e^(π sinh t)), the distance from the end; the weight is −x′(t).
    fn point(t: f64) -> (f64, f64) {
        let (up, down) = (exp(t), exp(-t));
        let e = exp(-0.5 * std::f64::consts::PI * (up - down));
        let distance = e / (1.0 + e);
        (distance, 0.5 * std::f64::consts::PI * (up + down) * distance / (1.0 + e))
    }

    fn estimate(&self, f: &impl Fn(f64) -> f64, a: f64, b: f64) -> Estimate {
        let width = b - a;
        let (mut sum, mut size) = (0.0, 0.0);
        let (mut value, mut change) = (0.0, f64::INFINITY);
        let mut step = 1.0;
        for (level, points) in self.levels.iter().enumerate() {
            for &(distance, weight) in points {
                let offset = width * distance;
                let mut take = |x: f64| {
                    // An end itself may be asked for, when the distance is lost beside it.
                    let y = if x == a || x == b { 0.0 } else { f(x) };
                    let y = if y.is_finite() { y } else { 0.0 };
                    sum += weight * y;
                    size += weight * y.abs();
                };
                take(a + offset);
                if distance != 0.5 {
                    take(b - offset);
                }
            }
            let now = width * step * sum;
            change = (now - value).abs();
            value = now;
            step *= 0.5;
            if level >= 3 && size > 0.0 && change <= SMALL_CHANGE * (width * 2.0 * step * size).abs() {
                break;
            }
        }
        Estimate { value, size: (width * 2.0 * step * size).abs(), change }
    }
}
