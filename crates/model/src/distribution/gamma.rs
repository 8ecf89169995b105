//! Gamma: positive, skewed to the right, with a lighter tail than the lognormal.

use std::sync::Arc;

use altai_math::gamma;

use super::parameters::{exactly, refuse, required, spread};
use super::{Distribution, Entry, Form};
use crate::language::Range;

/// `x.gamma = { mean = 3, sd = 2 }`, both in the unit of the key.
///
/// A waiting time in `shape` = (mean/sd)² steps of sd²/mean each; with sd = mean it is exponential
/// (Johnson, Kotz and Balakrishnan 1994, chapter 17).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "gamma",
    summary: "positive, skewed to the right, with a lighter tail than the lognormal",
    example: "{ mean = 3, sd = 2 }",
    forms: &[Form {
        parameters: &[required("mean", "the mean").within(Range::POSITIVE), spread("sd", "the standard deviation")],
        build: |numbers| {
            let [mean, sd] = exactly(numbers);
            if sd < 1e-4 * mean {
                let refusal = refuse("sd", format!("sd {sd} is less than a ten-thousandth of mean {mean}"));
                let help = format!("so narrow a gamma is a normal: write normal = {{ mean = {mean}, sd = {sd} }}");
                return Err(refusal.with_help(help));
            }
            if sd > 1e3 * mean {
                let refusal = refuse("sd", format!("sd {sd} is more than a thousand times mean {mean}"));
                let help = format!("a lognormal has such tails: write lognormal = {{ mean = {mean}, sd = {sd} }}");
                return Err(refusal.with_help(help));
            }
            Ok(Arc::new(Gamma::from_moments(mean, sd)))
        },
    }],
};

impl Gamma {
    fn from_moments(mean: f64, sd: f64) -> Self {
        Self { shape: (mean / sd) * (mean / sd), scale: sd * (sd / mean) }
    }
}

impl Distribution for Gamma {
    fn quantile(&self, u: f64) -> f64 {
        // Above 0 even where it is too small for a number.
        (self.scale * gamma::quantile(u, self.shape)).max(f64::MIN_POSITIVE)
    }

    fn is_closed_form(&self) -> bool {
        false
    }

    fn cdf(&self, x: f64) -> f64 {
        gamma::lower(self.shape, x.max(0.0) / self.scale)
    }

    fn mean(&self) -> f64 {
        self.shape * self.scale
    }

    fn exponential_tails(&self) -> (f64, f64) {
        (f64::INFINITY, 1.0 / self.scale)
    }

    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}

#[cfg(test)]
mod tests {
    use altai_math::{exp_m1, ln_1p};

    use super::*;

    #[test]
    fn what_is_too_narrow_or_too_wide_has_a_better_name() {
        let refusal = |mean, sd| ENTRY.forms[0].of(&[mean, sd]).unwrap_err();
        let narrow = refusal(5.0, 0.0001);
        assert_eq!(narrow.message, "sd 0.0001 is less than a ten-thousandth of mean 5");
        assert_eq!(narrow.help.unwrap(), "so narrow a gamma is a normal: write normal = { mean = 5, sd = 0.0001 }");
        assert_eq!(refusal(1.0, 2000.0).message, "sd 2000 is more than a thousand times mean 1");
    }

    #[test]
    fn it_is_exponential_where_sd_equals_the_mean() {
        let exponential = Gamma::from_moments(3.0, 3.0);
        for u in [1e-6, 0.1, 0.5, 0.9, 0.999] {
            let expected = -3.0 * ln_1p(-u);
            assert!((exponential.quantile(u) - expected).abs() < 1e-12 * expected);
            assert!((exponential.cdf(expected) + exp_m1(-expected / 3.0)).abs() < 1e-14);
        }
    }
}
