//! What an uncertain number looks like: its mean, its spread, its quantiles, and where its mass lies.

use altai_math::quadrature::integrate;
use altai_model::distribution::Distribution;

/// The quantiles of a portrait, in percent.
pub const PERCENTILES: [u8; 5] = [5, 25, 50, 75, 95];

/// The sketch shows what lies between these quantiles.
const SHOWN: [f64; 2] = [0.005, 0.995];

/// How many equal parts the middle is cut into for its variance; each tail is left to a quadrature.
const PARTS: u32 = 20_000;

/// Each tail.
const TAIL: f64 = 0.001;

/// What an uncertain number looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Portrait {
    /// `None` where there is none.
    pub mean: Option<f64>,
    /// The standard deviation; `None` where there is none.
    pub sd: Option<f64>,
    /// At [`PERCENTILES`].
    pub quantiles: [f64; 5],
    /// The least and the greatest value of the sketch; 99 % lies between them.
    pub range: (f64, f64),
    /// The share of the mass in each of equal parts of the range; empty where everything is in one place.
    pub masses: Vec<f64>,
}

impl Portrait {
    /// Of a distribution, in so many parts.
    pub fn of(distribution: &dyn Distribution, parts: usize) -> Self {
        let range = SHOWN.map(|level| distribution.quantile(level));
        let [low, high] = range;
        let edge = |part: usize| low + (high - low) * part as f64 / parts as f64;
        let mass = |part: usize| {
            // Atoms count in the part that they begin; the last part is closed.
            let upto = if part + 1 == parts { distribution.cdf(high) } else { distribution.below(edge(part + 1)) };
            (upto - distribution.below(edge(part))).max(0.0)
        };
        let mean = Some(distribution.mean()).filter(|mean| mean.is_finite());
        Self {
            mean,
            sd: mean.and_then(|mean| deviation(distribution, mean)),
            quantiles: PERCENTILES.map(|percent| distribution.quantile(f64::from(percent) / 100.0)),
            range: (low, high),
            masses: if low < high { (0..parts).map(mass).collect() } else { Vec::new() },
        }
    }
}

/// The square root of ∫ (x(u) − mean)² du; `None` where a tail carries more and more of it the further one looks.
fn deviation(distribution: &dyn Distribution, mean: f64) -> Option<f64> {
    let square = |u: f64| {
        let from_mean = distribution.quantile(u) - mean;
        from_mean * from_mean
    };
    let below = |v: f64| square(v);
    let above = |v: f64| square(1.0 - v);
    for tail in [&below as &dyn Fn(f64) -> f64, &above] {
        let near = integrate(tail, 1e-9, 1e-6);
        let far = integrate(tail, 1e-12, 1e-9);
        if far > 0.5 * near {
            return None;
        }
    }
    let width = (1.0 - 2.0 * TAIL) / f64::from(PARTS);
    let middle: f64 = (0..PARTS).map(|part| square(TAIL + (f64::from(part) + 0.5) * width)).sum();
    let variance = middle * width + integrate(below, 0.0, TAIL) + integrate(above, 0.0, TAIL);
    Some(variance.sqrt()).filter(|sd| sd.is_finite())
}

#[cfg(test)]
mod tests {
    use altai_model::distribution::DISTRIBUTIONS;

    use super::*;

    fn portrait(name: &str, form: usize, numbers: &[f64]) -> Portrait {
        let entry = DISTRIBUTIONS.iter().find(|entry| entry.name == name).unwrap();
        Portrait::of(&*entry.forms[form].of(numbers).unwrap(), 40)
    }

    fn assert_close(found: f64, expected: f64) {
        assert!((found / expected - 1.0).abs() < 1e-3, "{found}, not {expected}");
    }

    #[test]
    fn a_spread_is_that_of_the_closed_form() {
        assert_close(portrait("normal", 0, &[3.0, 2.0]).sd.unwrap(), 2.0);
        assert_close(portrait("uniform", 0, &[0.0, 12.0]).sd.unwrap(), 12.0_f64.sqrt());
        assert_close(portrait("lognormal", 1, &[70.0, 90.0]).sd.unwrap(), 90.0);
        assert_close(portrait("student_t", 0, &[0.0, 1.0, 5.0]).sd.unwrap(), (5.0_f64 / 3.0).sqrt());
    }

    #[test]
    fn heavy_tails_have_no_spread_and_perhaps_no_mean() {
        assert_eq!(portrait("student_t", 0, &[0.0, 1.0, 1.5]).sd, None);
        let cauchy = portrait("student_t", 0, &[0.0, 1.0, 1.0]);
        assert_eq!((cauchy.mean, cauchy.sd), (None, None));
    }

    #[test]
    fn the_sketch_holds_99_percent() {
        let normal = portrait("normal", 0, &[3.0, 2.0]);
        assert!((normal.masses.iter().sum::<f64>() - 0.99).abs() < 1e-9);
        assert!(normal.masses[20] > normal.masses[0]);
    }
}
