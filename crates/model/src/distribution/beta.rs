//! Beta: an uncertain share between 0 and 1.

use std::sync::Arc;

use altai_math::beta;

use super::parameters::{exactly, percent, refuse, required};
use super::{Distribution, Entry, Form};
use crate::language::Range;

/// `x.beta = { alpha = 8, beta = 12 }`, or `{ mean = 0.4, size = 20 }` with size = alpha + beta; pure numbers.
///
/// What is known of a share after alpha − 1 successes and beta − 1 failures when nothing was known before
/// (Gelman et al. 2013, section 2.1): `size` − 2 is the number of cases that the judgement is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    alpha: f64,
    beta: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "beta",
    summary: "a share between 0 and 1",
    example: "{ mean = 0.4, size = 20 }",
    forms: &[
        Form {
            parameters: &[
                required("alpha", "weight of the evidence for 1").within(WEIGHTS),
                required("beta", "weight of the evidence for 0").within(WEIGHTS),
            ],
            build: |numbers| {
                let [alpha, beta] = exactly(numbers);
                Ok(Arc::new(Beta::new(alpha, beta)))
            },
        },
        Form {
            parameters: &[
                required("mean", "the mean").within(Range::inside(0.0, 1.0)).mended(|mean, _| percent(mean)),
                required("size", "weight of the evidence: alpha + beta").within(WEIGHTS),
            ],
            build: |numbers| {
                let [mean, size] = exactly(numbers);
                let [alpha, beta] = [mean * size, (1.0 - mean) * size];
                if !WEIGHTS.contains(alpha.min(beta)) {
                    return Err(refuse("size", format!("size {size} is too small beside mean {mean}")));
                }
                Ok(Arc::new(Beta::new(alpha, beta)))
            },
        },
    ],
};

/// The least and the greatest weight of evidence. With less, every draw is 0 or 1; with more, the number is known.
pub(super) const WEIGHTS: Range = Range::between(1e-6, 1e8);

impl Beta {
    /// From checked numbers: both > 0.
    pub(super) fn new(alpha: f64, beta: f64) -> Self {
        Self { alpha, beta }
    }
}

impl Distribution for Beta {
    fn quantile(&self, u: f64) -> f64 {
        // Above 0 even where it is too small for a number.
        beta::quantile(u, self.alpha, self.beta).max(f64::MIN_POSITIVE)
    }

    fn is_closed_form(&self) -> bool {
        false
    }

    fn cdf(&self, x: f64) -> f64 {
        beta::incomplete(x.clamp(0.0, 1.0), self.alpha, self.beta)
    }

    fn mean(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    fn support(&self) -> (f64, f64) {
        (0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_size_are_those_asked_for() {
        let judgement = ENTRY.forms[1].of(&[0.4, 20.0]).unwrap();
        let counts = ENTRY.forms[0].of(&[8.0, 12.0]).unwrap();
        assert_eq!(judgement.mean(), 0.4);
        assert_eq!(judgement.quantile(0.3), counts.quantile(0.3));
    }

    #[test]
    fn without_evidence_it_is_uniform() {
        let uniform = Beta::new(1.0, 1.0);
        assert!((uniform.quantile(0.3) - 0.3).abs() < 1e-15);
        assert!((uniform.cdf(0.3) - 0.3).abs() < 1e-15);
    }

    #[test]
    fn a_weight_is_within_reach() {
        let refusal = |form: usize, numbers: &[f64]| ENTRY.forms[form].of(numbers).unwrap_err();
        assert_eq!(refusal(0, &[2.0, 0.0]).message, "beta must lie between 1e-6 and 1e8, not 0");
        assert_eq!(refusal(1, &[40.0, 20.0]).help.unwrap(), "write 0.4 for 40 %");
        assert_eq!(refusal(1, &[1e-9, 2.0]).message, "size 2 is too small beside mean 0.000000001");
    }
}
