//! Lognormal: positive, skewed to the right; its logarithm is normal.

use std::sync::Arc;

use altai_math::{exp, kernel, ln, ln_1p, normal, stages};

use super::parameters::{exactly, known, required, spread};
use super::{Distribution, Entry, Form, quantiles_by_scores};
use crate::language::Range;
use crate::words;

/// `x.lognormal = { median = 60, sigma = 0.5 }`, the median in the unit of the key, sigma in log points;
/// or `{ mean = 70, sd = 40 }`, both in the unit of the key.
///
/// x = median exp(sigma Φ⁻¹(u)). The mean is median exp(sigma²/2), and sigma² = ln(1 + (sd/mean)²)
/// (Johnson, Kotz and Balakrishnan 1994, chapter 14).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lognormal {
    median: f64,
    sigma: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "lognormal",
    summary: "positive, skewed to the right; its logarithm is normal",
    example: "{ median = 60, sigma = 0.5 }",
    forms: &[
        Form {
            parameters: &[
                required("median", "half of the draws lie below").within(Range::POSITIVE),
                spread("sigma", "the standard deviation of the logarithm, in log points")
                    .within(Range::above(0.0, GREATEST_SIGMA))
                    .mended(|sigma, given| {
                        let percent = || format!("it is in log points: {} is about {sigma} %", words::hundredth(sigma));
                        if sigma > GREATEST_SIGMA { Some(percent()) } else { known(sigma, given) }
                    }),
            ],
            build: |numbers| {
                let [median, sigma] = exactly(numbers);
                Ok(Arc::new(Lognormal::new(median, sigma)))
            },
        },
        Form {
            parameters: &[required("mean", "the mean").within(Range::POSITIVE), spread("sd", "the standard deviation")],
            build: |numbers| {
                let [mean, sd] = exactly(numbers);
                Ok(Arc::new(Lognormal::from_moments(mean, sd)))
            },
        },
    ],
};

/// With more, a draw may be too small or too large for a number.
const GREATEST_SIGMA: f64 = 30.0;

impl Lognormal {
    /// From checked numbers: both > 0.
    pub(super) fn new(median: f64, sigma: f64) -> Self {
        Self { median, sigma }
    }

    fn from_moments(mean: f64, sd: f64) -> Self {
        let relative_variance = (sd / mean) * (sd / mean);
        let median = mean / (1.0 + relative_variance).sqrt();
        Self { median, sigma: ln_1p(relative_variance).sqrt() }
    }
}

impl Distribution for Lognormal {
    fn quantile(&self, u: f64) -> f64 {
        self.median * exp(self.sigma * normal::quantile(u))
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        quantiles_by_scores(self, u, x);
    }

    fn at_scores(&self, z: &[f64], x: &mut [f64]) {
        value_column(x, z, self.median, self.sigma);
    }

    fn cdf(&self, x: f64) -> f64 {
        if x > 0.0 { normal::cdf(ln(x / self.median) / self.sigma) } else { 0.0 }
    }

    fn mean(&self) -> f64 {
        self.median * exp(0.5 * self.sigma * self.sigma)
    }

    fn exponential_tails(&self) -> (f64, f64) {
        (f64::INFINITY, 0.0)
    }

    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}

kernel! {
    fn value_column(x: &mut [f64], z: &[f64], median: f64, sigma: f64) {
        let length = x.len().min(z.len());
        stages::exp_of(&mut x[..length], (z,), |_, [z]| sigma * z, |factor, _| median * factor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_it_lies_below_the_median() {
        assert_eq!(Lognormal::new(60.0, 0.5).quantile(0.5), 60.0);
    }

    #[test]
    fn sigma_is_in_log_points() {
        let refusal = ENTRY.forms[0].of(&[60.0, 50.0]).unwrap_err();
        assert_eq!(refusal.message, "sigma must be above 0, at most 30, not 50");
        assert_eq!(refusal.help.unwrap(), "it is in log points: 0.5 is about 50 %");
    }

    #[test]
    fn mean_and_deviation_are_those_asked_for() {
        let by_moments = Lognormal::from_moments(70.0, 40.0);
        assert!((by_moments.mean() - 70.0).abs() < 1e-12);
        let second_moment = 70.0 * 70.0 + 40.0 * 40.0;
        let square = Lognormal::new(by_moments.median * by_moments.median, 2.0 * by_moments.sigma);
        assert!((square.mean() - second_moment).abs() < 1e-9);
    }
}
