//! A distribution conditioned on an interval: what is left of it between two bounds.

use std::sync::Arc;

use altai_math::{kernel, quadrature};

use super::{CHUNK, Distribution};

/// What is left of `inner` in [`min`, `max`], conditioned (not clamped); atoms at the bounds stay in.
///
/// A bound may be infinite: none. `None` where less than a millionth of `inner` would be kept.
pub fn truncated(inner: Arc<dyn Distribution>, min: f64, max: f64) -> Option<Arc<dyn Distribution>> {
    let (least, greatest) = inner.support();
    if min <= least && greatest <= max {
        return Some(inner);
    }
    let [low, high] = [inner.below(min), inner.cdf(max)];
    (high - low >= LEAST_MASS)
        .then(|| inner.kept(min, max).unwrap_or_else(|| Arc::new(Truncated { inner, min, max, low, high })))
}

/// The share of `d` that lies outside [`min`, `max`].
pub fn mass_outside(d: &dyn Distribution, min: f64, max: f64) -> f64 {
    (d.below(min) + (1.0 - d.cdf(max))).min(1.0)
}

/// What must be kept: below this, the rounding of a cdf near 1 would show in the 10th digit of a draw's level.
const LEAST_MASS: f64 = 1e-6;

/// x = F⁻¹(F(min) + u (F(max) − F(min))), F the distribution function of `inner`.
#[derive(Debug, Clone)]
struct Truncated {
    inner: Arc<dyn Distribution>,
    min: f64,
    max: f64,
    /// The share of `inner` below `min`.
    low: f64,
    /// The share of `inner` at or below `max`.
    high: f64,
}

impl Truncated {
    /// The share of what is kept that answers to a share of `inner`.
    fn of_kept(&self, share: f64) -> f64 {
        ((share - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

impl Distribution for Truncated {
    fn quantile(&self, u: f64) -> f64 {
        self.inner.quantile(level(u, self.low, self.high)).clamp(self.min, self.max)
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        let mut levels = [0.0; CHUNK];
        for (u, x) in u.chunks(CHUNK).zip(x.chunks_mut(CHUNK)) {
            let levels = &mut levels[..u.len()];
            level_column(levels, u, self.low, self.high);
            self.inner.quantiles(levels, x);
            clamp(x, self.min, self.max);
        }
    }

    fn is_closed_form(&self) -> bool {
        self.inner.is_closed_form()
    }

    fn cdf(&self, x: f64) -> f64 {
        if x < self.min {
            0.0
        } else if x >= self.max {
            1.0
        } else {
            self.of_kept(self.inner.cdf(x))
        }
    }

    fn below(&self, x: f64) -> f64 {
        if x <= self.min {
            0.0
        } else if x > self.max {
            1.0
        } else {
            self.of_kept(self.inner.below(x))
        }
    }

    fn mean(&self) -> f64 {
        let (least, greatest) = self.support();
        let mean = self.inner.mean();
        if !mean.is_finite() && greatest == f64::INFINITY {
            return f64::INFINITY;
        }
        if !mean.is_finite() && least == f64::NEG_INFINITY {
            return f64::NEG_INFINITY;
        }
        let integral = |low, high| quadrature::integrate(|u| self.inner.quantile(u), low, high);
        let kept = if greatest == f64::INFINITY {
            // Everything less what is cut off, since near u = 1 there are too few numbers for quadrature of a tail that
            // has no end. It costs the digits that the share kept has fewer than 1: six at most.
            mean - integral(0.0, self.low)
        } else {
            integral(self.low, self.high)
        };
        (kept / (self.high - self.low)).clamp(least, greatest)
    }

    fn exponential_tails(&self) -> (f64, f64) {
        let (lower, upper) = self.inner.exponential_tails();
        let (least, greatest) = self.support();
        let rate = |end: f64, rate: f64| if end.is_finite() { f64::INFINITY } else { rate };
        (rate(least, lower), rate(greatest, upper))
    }

    fn support(&self) -> (f64, f64) {
        let (least, greatest) = self.inner.support();
        (least.max(self.min), greatest.min(self.max))
    }
}

/// The level of `inner` that answers to `u`: above `low`, at most `high`, and neither 0 nor 1, even by rounding.
#[inline(always)]
fn level(u: f64, low: f64, high: f64) -> f64 {
    let least = low.next_up().max(f64::MIN_POSITIVE);
    let greatest = high.min(1.0 - f64::EPSILON / 2.0);
    (low + u * (high - low)).clamp(least, greatest)
}

kernel! {
    fn level_column(levels: &mut [f64], u: &[f64], low: f64, high: f64) {
        for (out, &u) in levels.iter_mut().zip(u) {
            *out = level(u, low, high);
        }
    }

    fn clamp(x: &mut [f64], min: f64, max: f64) {
        for x in x {
            *x = x.clamp(min, max);
        }
    }
}

#[cfg(test)]
mod tests {
    use altai_math::normal;

    use super::*;
    use crate::distribution::normal::Normal;
    use crate::distribution::{student_t, triangular};

    fn standard_normal(min: f64, max: f64) -> Option<Arc<dyn Distribution>> {
        truncated(Arc::new(Normal::new(0.0, 1.0)), min, max)
    }

    /// (φ(min) − φ(max)) / (Φ(max) − Φ(min)), in the lower tail, where Φ is relatively accurate
    /// (Johnson, Kotz and Balakrishnan 1994, chapter 13).
    fn mean_of_standard_normal(min: f64, max: f64) -> f64 {
        if min > 0.0 {
            return -mean_of_standard_normal(-max, -min);
        }
        (normal::density(min) - normal::density(max)) / (normal::cdf(max) - normal::cdf(min))
    }

    #[test]
    fn a_truncated_normal_has_the_mean_of_the_closed_form() {
        let infinity = f64::INFINITY;
        for (min, max) in [
            (-1.0, 2.0),
            (0.0, infinity),
            (-infinity, -1.0),
            (3.0, infinity),
            (-infinity, -4.0),
            (1.0, 1.001),
            (-3.0, 9.0),
        ] {
            let mean = standard_normal(min, max).unwrap().mean();
            let expected = mean_of_standard_normal(min, max);
            assert!((mean - expected).abs() < 1e-10, "[{min}, {max}]: {mean}, not {expected}");
        }
    }

    /// Quadrature gives up in time, where a tail that is nearly all there has too few numbers near u = 1.
    #[test]
    fn a_mean_that_numbers_cannot_resolve_does_not_take_for_ever() {
        let cauchy = student_t::ENTRY.forms[0].of(&[0.0, 1.0, 1.0]).unwrap();
        let kept = truncated(cauchy.clone(), -2.0, 1e14).unwrap();
        let [least, greatest] = [-2.0_f64, 1e14].map(|x| 0.5 * altai_math::ln_1p(x * x) / std::f64::consts::PI);
        let expected = (greatest - least) / (1.0 - cauchy.cdf(-2.0));
        assert!((kept.mean() / expected - 1.0).abs() < 0.05, "{}, not {expected}", kept.mean());
    }

    #[test]
    fn draws_stay_within_the_bounds() {
        for (min, max) in [(0.1, 0.3), (-1.0, 4.7), (4.5, f64::INFINITY), (f64::NEG_INFINITY, -4.5), (-9.0, 9.0)] {
            let kept = standard_normal(min, max).unwrap();
            let levels: Vec<f64> = (0..=60).map(|i| level(f64::from(i) / 60.0, 0.0, 1.0)).collect();
            let mut draws = vec![0.0; levels.len()];
            kept.quantiles(&levels, &mut draws);
            assert!(draws.iter().all(|x| x.is_finite() && (min..=max).contains(x)), "[{min}, {max}]: {draws:?}");
            assert!(draws.is_sorted());
        }
    }

    #[test]
    fn bounds_beyond_the_support_change_nothing() {
        let triangle = triangular::ENTRY.forms[0].of(&[0.0, 1.0, 3.0]).unwrap();
        let kept = truncated(Arc::clone(&triangle), 0.0, f64::INFINITY).unwrap();
        assert!(Arc::ptr_eq(&triangle, &kept));
    }

    #[test]
    fn hardly_anything_left_is_nothing() {
        assert!(standard_normal(5.0, f64::INFINITY).is_none());
        assert!(standard_normal(2.0, 1.0).is_none());
        assert!(standard_normal(f64::NAN, 1.0).is_none());
    }

    #[test]
    fn the_mass_outside_is_that_of_both_tails() {
        let d = Normal::new(0.0, 1.0);
        assert!((mass_outside(&d, -1.0, 1.0) - 0.317310507862914).abs() < 1e-14);
        assert_eq!(mass_outside(&d, f64::NEG_INFINITY, f64::INFINITY), 0.0);
    }

    /// Half of the draws are 0, the others 1.
    #[derive(Debug)]
    struct Coin;

    impl Distribution for Coin {
        fn quantile(&self, u: f64) -> f64 {
            if u <= 0.5 { 0.0 } else { 1.0 }
        }
        fn cdf(&self, x: f64) -> f64 {
            if x < 0.0 {
                0.0
            } else if x < 1.0 {
                0.5
            } else {
                1.0
            }
        }
        fn below(&self, x: f64) -> f64 {
            if x <= 0.0 {
                0.0
            } else if x <= 1.0 {
                0.5
            } else {
                1.0
            }
        }
        fn mean(&self) -> f64 {
            0.5
        }
        fn support(&self) -> (f64, f64) {
            (0.0, 1.0)
        }
    }

    #[test]
    fn an_atom_at_a_bound_stays_in() {
        let upper = truncated(Arc::new(Coin), 1.0, 2.0).unwrap();
        assert_eq!((upper.quantile(1e-9), upper.quantile(0.5), upper.below(1.0), upper.cdf(1.0)), (1.0, 1.0, 0.0, 1.0));
        let lower = truncated(Arc::new(Coin), -1.0, 0.0).unwrap();
        assert_eq!((lower.quantile(0.5), lower.quantile(1.0 - 1e-9), lower.cdf(0.0)), (0.0, 0.0, 1.0));
        let between = truncated(Arc::new(Coin), 0.5, 2.0).unwrap();
        assert_eq!((between.quantile(f64::MIN_POSITIVE), between.quantile(1.0 - 1e-16)), (1.0, 1.0));
        assert_eq!(mass_outside(&Coin, 0.0, 1.0), 0.0);
        assert_eq!(mass_outside(&Coin, 0.5, 1.0), 0.5);
    }
}
