//! An estimate, the standard error that simulation leaves in it, and its interval.

use altai_math::Quantiles;
use altai_sim::Moments;
use serde::Serialize;

use crate::interval::{self, Z_95};

/// A value and its standard error: how far it would be from that of endless paths, typically.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its standard error; `None` where the paths don't tell.
    pub standard_error: Option<f64>,
}

impl Estimate {
    /// `None` where the value is not a finite number.
    fn finite(value: f64, standard_error: f64) -> Option<Self> {
        let standard_error = standard_error.is_finite().then_some(standard_error);
        value.is_finite().then_some(Self { value, standard_error })
    }
}

/// An estimate with its standard error and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ranged {
    /// The value.
    pub value: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Lower end.
    pub lower_95: f64,
    /// Upper end.
    pub upper_95: f64,
}

impl Ranged {
    /// The share of paths with an event, with Wilson's interval.
    pub fn share(count: u64, paths: u64) -> Self {
        Self::within(share(count, paths), interval::wilson(count, paths))
    }

    /// The difference of two shares of the same paths, with Bonett and Price's interval; as in [`paired_difference`].
    pub fn paired_difference(gained: u64, lost: u64, paths: u64) -> Self {
        Self::within(paired_difference(gained, lost, paths), interval::bonett_price(gained, lost, paths))
    }

    /// With the normal interval; `None` where the error is not known.
    pub fn normal(estimate: Estimate) -> Option<Self> {
        let Estimate { value, standard_error } = estimate;
        let standard_error = standard_error?;
        let half = Z_95 * standard_error;
        Some(Self::within((value, standard_error), (value - half, value + half)))
    }

    fn within((value, standard_error): (f64, f64), (lower_95, upper_95): (f64, f64)) -> Self {
        Self { value, standard_error, lower_95, upper_95 }
    }

    /// Half of the interval.
    pub fn half_width(&self) -> f64 {
        (self.upper_95 - self.lower_95) / 2.0
    }
}

/// A value and what simulation leaves open of it. What the numbers don't tell is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct PartlyKnown {
    /// The estimate.
    pub value: Option<f64>,
    /// Of simulation.
    pub standard_error: Option<f64>,
    /// Lower end of the 95 % interval.
    pub lower_95: Option<f64>,
    /// Upper end of the 95 % interval.
    pub upper_95: Option<f64>,
}

impl PartlyKnown {
    /// With the normal interval; `least` is the error that even paths which all agree leave, in the interval only.
    pub(crate) fn normal(value: f64, standard_error: Option<f64>, least: f64) -> Self {
        let standard_error = standard_error.filter(|error| error.is_finite());
        let half = standard_error.map(|error| Z_95 * (error * error + least * least).sqrt());
        let end = |sign: f64| half.map(|half| value + sign * half);
        Self { value: Some(value), standard_error, lower_95: end(-1.0), upper_95: end(1.0) }
    }

    /// Half of the interval.
    pub fn half_width(&self) -> Option<f64> {
        Some((self.upper_95? - self.lower_95?) / 2.0)
    }

    /// Whether it is above 0 by more than `z` of its errors, those of the interval.
    pub(crate) fn is_positive(&self, z: f64) -> bool {
        self.value.zip(self.half_width()).is_some_and(|(value, half)| value > z / Z_95 * half)
    }
}

/// The share of paths with an event, and its standard error √(p(1−p)/n).
pub fn share(count: u64, paths: u64) -> (f64, f64) {
    let n = paths as f64;
    let p = count as f64 / n;
    (p, (p * (1.0 - p) / n).sqrt())
}

/// The difference of two shares of the same paths, and its standard error √((b+c)/n − d²)/√n.
///
/// `gained` (b) are the paths with the event under the one and not under the other, `lost` (c) the reverse; paths
/// on which both agree don't matter.
pub fn paired_difference(gained: u64, lost: u64, paths: u64) -> (f64, f64) {
    let n = paths as f64;
    let difference = (gained as f64 - lost as f64) / n;
    let variance = ((gained + lost) as f64 / n - difference * difference).max(0.0);
    (difference, (variance / n).sqrt())
}

/// The mean: its standard error is sd/√n.
pub fn mean(moments: &Moments) -> Option<Estimate> {
    Estimate::finite(moments.mean, standard_deviation(moments) / (moments.count as f64).sqrt())
}

/// The standard deviation: √((m₄ − m₂²)/(4 m₂ n)) by the delta method. One path has none.
pub fn sd(moments: &Moments) -> Option<Estimate> {
    let Moments { count, second, fourth, .. } = *moments;
    let n = count as f64;
    let standard_error =
        if second > 0.0 { ((fourth - second * second).max(0.0) / (4.0 * second * n)).sqrt() } else { 0.0 };
    Estimate::finite(standard_deviation(moments), standard_error)
}

/// With n − 1 below: not a number for a single path.
fn standard_deviation(moments: &Moments) -> f64 {
    let n = moments.count as f64;
    (moments.second * n / (n - 1.0)).sqrt()
}

/// The standard error of the mean of independent replicates, √(Σ(x − x̄)²/(R(R − 1))); `None` of fewer than two, or where that is
/// no number.
pub fn of_replicates(values: &[f64]) -> Option<f64> {
    let count = values.len() as f64;
    // About one of them, so that replicates which agree have no error at all.
    let about = *values.first()?;
    let mean = values.iter().map(|x| x - about).sum::<f64>() / count;
    let squares: f64 = values.iter().map(|x| (x - about - mean) * (x - about - mean)).sum();
    Some((squares / (count * (count - 1.0))).sqrt()).filter(|error| error.is_finite())
}

/// The quantile at `p`; `None` where it is infinite, because so many paths overflowed.
///
/// Standard error by Woodruff's method: half the distance between the quantiles at p ± √(p(1−p)/n) (R. S. Woodruff
/// 1952, *Confidence intervals for medians and other position measures*, J. Am. Stat. Assoc. 47, 635–646).
pub fn quantile(quantiles: &Quantiles, p: f64) -> Option<Estimate> {
    woodruff(p, quantiles.count(), |p| quantiles.at(p))
}

fn woodruff(p: f64, paths: u64, quantile: impl Fn(f64) -> f64) -> Option<Estimate> {
    let step = (p * (1.0 - p) / paths as f64).sqrt();
    let (lower, upper) = (quantile((p - step).max(0.0)), quantile((p + step).min(1.0)));
    Estimate::finite(quantile(p), (upper - lower) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The density of the standard normal at its 90th percentile.
    const DENSITY_AT_P90: f64 = 0.17549833193248685;
    const SOME: Moments = Moments { count: 10_000, mean: 7.0, second: 4.0, fourth: 48.0 };

    #[test]
    fn a_share_has_the_binomial_standard_error() {
        assert_eq!(share(250, 1_000), (0.25, (0.25 * 0.75 / 1_000.0_f64).sqrt()));
        assert_eq!(share(0, 1_000), (0.0, 0.0));
    }

    #[test]
    fn a_paired_difference_is_surer_than_one_of_separate_draws() {
        // 300 against 250 of 1,000 paths, 240 in common.
        let (difference, error) = paired_difference(60, 10, 1_000);
        assert_eq!(difference, 0.05);
        assert!((error - ((0.07 - 0.0025) / 1_000.0_f64).sqrt()).abs() < 1e-15);
        assert!(error < share(250, 1_000).1);
    }

    #[test]
    fn paths_that_all_gain_leave_no_error() {
        assert_eq!(paired_difference(1_000, 0, 1_000), (1.0, 0.0));
    }

    #[test]
    fn the_mean_of_ten_thousand_has_a_hundredth_of_the_deviation_as_its_error() {
        let mean = mean(&SOME).unwrap();
        assert_eq!(mean.value, 7.0);
        assert!((mean.standard_error.unwrap() - 0.02).abs() < 2e-6);
    }

    #[test]
    fn the_deviation_of_a_normal_has_sd_over_root_two_n_as_its_error() {
        // For a normal m₄ = 3 m₂², so the delta method gives sd/√(2n).
        let sd = sd(&SOME).unwrap();
        assert!((sd.value - 2.0).abs() < 2e-4);
        assert!((sd.standard_error.unwrap() - 2.0 / 20_000.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn constants_have_no_error_and_one_path_has_no_deviation() {
        let constant = Moments { count: 1_000, mean: 3.0, second: 0.0, fourth: 0.0 };
        assert_eq!(mean(&constant), Some(Estimate { value: 3.0, standard_error: Some(0.0) }));
        assert_eq!(sd(&constant), Some(Estimate { value: 0.0, standard_error: Some(0.0) }));
        let one = Moments { count: 1, ..constant };
        assert_eq!(mean(&one), Some(Estimate { value: 3.0, standard_error: None }));
        assert_eq!(sd(&one), None);
    }

    #[test]
    fn replicates_have_the_error_of_a_mean_of_as_many() {
        // Variance 2.5 of five.
        assert_eq!(of_replicates(&[1.0, 2.0, 3.0, 4.0, 5.0]), Some(0.5_f64.sqrt()));
        assert_eq!(of_replicates(&[0.1; 17]), Some(0.0));
        assert_eq!(of_replicates(&[1.0]), None);
        assert_eq!(of_replicates(&[]), None);
    }

    #[test]
    fn what_overflowed_is_absent() {
        assert_eq!(mean(&Moments { mean: f64::INFINITY, ..SOME }), None);
        assert_eq!(sd(&Moments { fourth: f64::INFINITY, ..SOME }).unwrap().standard_error, None);
    }

    #[test]
    fn woodruff_agrees_with_the_density_of_a_normal() {
        // The asymptotic standard error is √(p(1−p)/n) over the density at the quantile.
        let (p, paths) = (0.9, 1_000_000);
        let estimate = woodruff(p, paths, altai_math::normal::quantile).unwrap();
        let expected = (p * (1.0 - p) / paths as f64).sqrt() / DENSITY_AT_P90;
        assert!((estimate.value - 1.2815515655446004).abs() < 1e-9);
        assert!((estimate.standard_error.unwrap() / expected - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_quantile_of_an_overflowing_tail_is_absent() {
        let mostly = |p: f64| if p > 0.9 { f64::INFINITY } else { p };
        assert_eq!(woodruff(0.95, 1_000, mostly), None);
        assert_eq!(woodruff(0.9, 1_000, mostly).unwrap().standard_error, None);
        assert!(woodruff(0.5, 1_000, mostly).unwrap().standard_error.is_some());
    }
}
