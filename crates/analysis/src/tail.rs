//! Is a tail so heavy that a mean rests on a few extreme paths?

use altai_math::{Histogram, exp, ln, ln_1p};

/// Above this shape the standard error of a mean is not to be trusted at any usual number of paths (A. Vehtari et al.
/// 2024, *Pareto smoothed importance sampling*, J. Mach. Learn. Res. 25:72).
pub const TOO_HEAVY: f64 = 0.7;

/// Where a single path makes more than this share of the variance, its fellows have not been met yet, and k̂ cannot see them.
pub const TOO_MUCH: f64 = 0.25;

/// At most so many points of a tail are looked at.
const MOST_POINTS: usize = 300;

/// Fewer paths have no tail to speak of.
const FEWEST_PATHS: u64 = 500;

/// The shape k̂ of a generalised Pareto distribution fitted to the heavier tail: moments of order 1/k̂ and above are
/// infinite. `None` where there are few paths, where they overflow, or where the tails are all of one value.
///
/// A tail is the outermost min(0.2 n, 3 √n) paths, as Vehtari et al. advise. They are read from the histogram, evenly over
/// the tail where it has more of them than the fit looks at.
pub fn shape(histogram: &Histogram) -> Option<f64> {
    let n = histogram.count() as f64;
    if histogram.count() < FEWEST_PATHS || !histogram.greatest().is_finite() {
        return None;
    }
    let count = (0.2 * n).min(3.0 * n.sqrt());
    let points = MOST_POINTS.min(count as usize);
    let shares = (0..points).map(|point| count / n * (1.0 - (point as f64 + 0.5) / points as f64));
    let quantiles = histogram.quantiles();
    let upper = |share: f64| quantiles.at(1.0 - share) - quantiles.at(1.0 - count / n);
    let lower = |share: f64| quantiles.at(count / n) - quantiles.at(share);
    let upper = shape_of_tail(&shares.clone().map(upper).collect::<Vec<_>>());
    let lower = shape_of_tail(&shares.map(lower).collect::<Vec<_>>());
    upper.into_iter().chain(lower).reduce(f64::max)
}

/// The share of the variance, of which `second` is the mean square deviation, that the path furthest from the mean makes.
pub fn weight_of_one(histogram: &Histogram, mean: f64, second: f64) -> f64 {
    let furthest = (histogram.greatest() - mean).max(mean - histogram.least());
    let all = second * histogram.count() as f64;
    if histogram.count() < FEWEST_PATHS || all == 0.0 || !all.is_finite() { 0.0 } else { furthest * furthest / all }
}

/// From excesses in ascending order.
fn shape_of_tail(excesses: &[f64]) -> Option<f64> {
    let has_a_tail = excesses[excesses.len() / 4] > 0.0 && excesses[excesses.len() - 1].is_finite();
    has_a_tail.then(|| generalised_pareto_shape(excesses))
}

/// The posterior mean of the shape, from excesses over a threshold in ascending order (J. Zhang and M. A. Stephens 2009,
/// *A new and efficient estimation method for the generalized Pareto distribution*, Technometrics 51, 316–325), drawn a
/// little towards ½ as Vehtari et al. do.
fn generalised_pareto_shape(excesses: &[f64]) -> f64 {
    let n = excesses.len() as f64;
    let grid = 30 + n.sqrt() as usize;
    let greatest = excesses[excesses.len() - 1];
    let quartile = excesses[(n / 4.0 + 0.5) as usize - 1];
    let theta = |j: usize| 1.0 / greatest + (1.0 - (grid as f64 / (j as f64 + 0.5)).sqrt()) / (3.0 * quartile);
    let shape_at = |theta: f64| excesses.iter().map(|x| ln_1p(-theta * x)).sum::<f64>() / n;
    let likelihoods: Vec<(f64, f64)> = (0..grid)
        .map(theta)
        .map(|theta| (theta, shape_at(theta)))
        .map(|(theta, k)| (theta, n * (ln(-theta / k) - k - 1.0)))
        .filter(|(_, likelihood)| likelihood.is_finite())
        .collect();
    let greatest = likelihoods.iter().map(|(_, likelihood)| *likelihood).fold(f64::NEG_INFINITY, f64::max);
    let (mut sum, mut weights) = (0.0, 0.0);
    for (theta, likelihood) in likelihoods {
        let weight = exp(likelihood - greatest);
        sum += weight * theta;
        weights += weight;
    }
    (n * shape_at(sum / weights) + 10.0 * 0.5) / (n + 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(quantile: impl Fn(f64) -> f64) -> Option<f64> {
        let paths = 100_000;
        let mut histogram = Histogram::default();
        let values: Vec<f64> = (0..paths).map(|path| quantile((f64::from(path) + 0.5) / f64::from(paths))).collect();
        histogram.observe(&values);
        shape(&histogram)
    }

    #[test]
    fn a_pareto_tail_has_the_inverse_of_its_exponent_as_its_shape() {
        for k in [0.3, 0.7, 1.2] {
            let found = of(|u| exp(-k * ln(1.0 - u))).unwrap();
            assert!((found - k).abs() < 0.08, "{found} for {k}");
            let lower = of(|u| -exp(-k * ln(u))).unwrap();
            assert!((lower - k).abs() < 0.08, "{lower} for {k} downwards");
        }
    }

    #[test]
    fn growth_of_trade_over_ten_years_is_not_too_heavy() {
        let lognormal = of(|u| 150.0 * exp(0.82 * altai_math::normal::quantile(u))).unwrap();
        assert!(lognormal > 0.1 && lognormal < TOO_HEAVY, "{lognormal}");
        let exponential = of(|u| -ln(1.0 - u)).unwrap();
        assert!(exponential.abs() < 0.1, "{exponential}");
    }

    #[test]
    fn one_path_among_many_weighs_all_or_next_to_nothing() {
        let mut values = vec![0.0; 9_999];
        values.push(1.0);
        let mut histogram = Histogram::default();
        histogram.observe(&values);
        let (mean, second) = (1e-4, 1e-4 - 1e-8);
        assert!((weight_of_one(&histogram, mean, second) - 0.9999).abs() < 1e-12);
        let mut even = Histogram::default();
        even.observe(&[-1.0, 1.0].repeat(5_000));
        assert!((weight_of_one(&even, 0.0, 1.0) - 1e-4).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_tail_has_no_shape() {
        assert_eq!(of(|_| 160.0), None);
        assert_eq!(of(|u| if u > 0.999 { f64::INFINITY } else { u }), None);
        assert_eq!(shape(&Histogram::default()), None);
    }
}
