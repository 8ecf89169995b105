//! Discrete: a few cases, each with its weight.

use std::sync::Arc;

use altai_math::ExactSum;

use super::parameters::{list, refuse, required_list, write_alone};
use super::{Distribution, Entry, Form, Refusal};
use crate::language::Range;

/// `x.discrete = { values = [0, 40, 120], weights = [0.5, 0.3, 0.2] }`, the values in the unit of the key.
///
/// Weights are 0 or above and need not add up to 1 (50, 30 and 20 mean the same): a case's probability is its share of
/// their sum. The order does not matter, and equal values are one case.
#[derive(Debug, Clone, PartialEq)]
pub struct Discrete {
    /// Ascending.
    values: Vec<f64>,
    /// Above 0.
    weights: Vec<f64>,
    /// The share at or below each value; the last is 1.
    shares: Vec<f64>,
    /// Where the search for a share begins: for each n-th part of [0, 1), the first value that reaches its lower end
    /// (Chen and Asau 1974).
    guide: Vec<u32>,
    mean: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "discrete",
    summary: "a few cases, each with its weight",
    example: "{ values = [0, 40, 120], weights = [0.5, 0.3, 0.2] }",
    forms: &[Form {
        parameters: &[
            required_list("values", "the cases"),
            required_list("weights", "the probabilities of the cases, or anything in proportion to them")
                .within(Range::NON_NEGATIVE),
        ],
        build: |arguments| {
            let (values, weights) = (list(&arguments[0]), list(&arguments[1]));
            let count = |list: &[f64]| match list.len() {
                1 => "1 number".to_owned(),
                n => format!("{n} numbers"),
            };
            if values.len() != weights.len() {
                let message = format!("values has {}, weights {}", count(values), count(weights));
                return Err(refuse("weights", message).with_help("each value has a weight of its own".into()));
            }
            if weights.iter().all(|&weight| weight == 0.0) {
                return Err(refuse("weights", "all weights are 0".into()));
            }
            Ok(Arc::new(Discrete::checked("values", values, weights)?))
        },
    }],
};

impl Discrete {
    /// From values, of which two differ or it is refused, and weights: 0 or above, not all 0, as many as values.
    pub(super) fn checked(name: &'static str, values: &[f64], weights: &[f64]) -> Result<Self, Refusal> {
        let discrete = Self::of(values.iter().copied().zip(weights.iter().copied()).collect());
        match discrete.values[..] {
            [known] => {
                let message = format!("the only value of `{name}` is {known}");
                Err(refuse(name, message).with_help(write_alone(known)))
            }
            _ => Ok(discrete),
        }
    }

    fn of(mut cases: Vec<(f64, f64)>) -> Self {
        cases.retain(|&(_, weight)| weight > 0.0);
        cases.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        // 0 is 0 whatever its sign.
        cases.dedup_by(|(x, weight), (kept, sum)| {
            let is_equal = x == kept;
            *sum += if is_equal { *weight } else { 0.0 };
            is_equal
        });
        let (values, weights): (Vec<f64>, Vec<f64>) = cases.into_iter().unzip();
        let total = sum(weights.iter().copied());
        let mut running = ExactSum::default();
        let mut shares: Vec<f64> = Vec::with_capacity(values.len());
        for &weight in &weights {
            running.add(weight);
            shares.push(running.value() / total);
        }
        let mean = sum(values.iter().zip(&weights).map(|(x, weight)| x * weight)) / total;
        let guide = guide(&shares);
        Self { values, weights, shares, guide, mean }
    }

    /// The share at or below the first `count` values.
    fn share_of(&self, count: usize) -> f64 {
        count.checked_sub(1).map_or(0.0, |last| self.shares[last])
    }
}

fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut sum = ExactSum::default();
    numbers.for_each(|x| sum.add(x));
    sum.value()
}

fn guide(shares: &[f64]) -> Vec<u32> {
    let n = shares.len();
    let mut case = 0;
    let start = |part: usize| {
        while shares[case] < part as f64 / n as f64 {
            case += 1;
        }
        case as u32
    };
    (0..n).map(start).collect()
}

impl Distribution for Discrete {
    /// The least value at or below which at least a share `u` lies.
    fn quantile(&self, u: f64) -> f64 {
        let last = self.values.len() - 1;
        let part = (u * self.values.len() as f64) as usize;
        let mut case = self.guide[part.min(last)] as usize;
        while case < last && self.shares[case] < u {
            case += 1;
        }
        // The product may have been rounded up to the next part.
        while case > 0 && self.shares[case - 1] >= u {
            case -= 1;
        }
        self.values[case]
    }

    fn cdf(&self, x: f64) -> f64 {
        self.share_of(self.values.partition_point(|&value| value <= x))
    }

    fn below(&self, x: f64) -> f64 {
        self.share_of(self.values.partition_point(|&value| value < x))
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }

    fn kept(&self, min: f64, max: f64) -> Option<Arc<dyn Distribution>> {
        let cases = self.values.iter().copied().zip(self.weights.iter().copied());
        Some(Arc::new(Self::of(cases.filter(|(x, _)| (min..=max).contains(x)).collect())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Argument, truncated};

    fn build(values: &[f64], weights: &[f64]) -> crate::distribution::Built {
        ENTRY.forms[0].make(&[Argument::Numbers(values.into()), Argument::Numbers(weights.into())])
    }

    #[test]
    fn a_case_is_drawn_as_often_as_its_weight_says() {
        let cases = build(&[120.0, 0.0, 40.0], &[20.0, 50.0, 30.0]).unwrap();
        let drawn: Vec<f64> = [0.2, 0.5, 0.500001, 0.8, 0.800001, 0.999].map(|u| cases.quantile(u)).into();
        assert_eq!(drawn, [0.0, 0.0, 40.0, 40.0, 120.0, 120.0]);
        assert_eq!((cases.mean(), cases.support()), (36.0, (0.0, 120.0)));
    }

    #[test]
    fn below_a_value_is_less_than_up_to_it() {
        let cases = build(&[0.0, 40.0, 120.0], &[0.5, 0.3, 0.2]).unwrap();
        assert_eq!((cases.below(40.0), cases.cdf(40.0)), (0.5, 0.8));
        assert_eq!((cases.below(39.0), cases.cdf(39.0)), (0.5, 0.5));
        assert_eq!((cases.below(0.0), cases.cdf(0.0), cases.cdf(-1.0)), (0.0, 0.5, 0.0));
        assert_eq!((cases.below(120.0), cases.cdf(120.0)), (0.8, 1.0));
    }

    #[test]
    fn equal_values_are_one_case_and_a_weight_of_0_is_none() {
        let cases = build(&[5.0, 1.0, 5.0, 9.0], &[1.0, 1.0, 2.0, 0.0]).unwrap();
        assert_eq!((cases.quantile(0.25), cases.quantile(0.3), cases.support()), (1.0, 5.0, (1.0, 5.0)));
    }

    #[test]
    fn truncated_it_is_the_cases_that_are_left() {
        let cases = build(&[0.0, 40.0, 120.0], &[0.5, 0.3, 0.2]).unwrap();
        let left = truncated(cases, 40.0, 500.0).unwrap();
        assert_eq!((left.mean(), left.cdf(40.0), left.support()), (72.0, 0.6, (40.0, 120.0)));
        assert_eq!((left.quantile(0.6), left.quantile(0.61)), (40.0, 120.0));
    }

    #[test]
    fn a_search_with_the_guide_finds_what_a_plain_search_finds() {
        let weights: Vec<f64> =
            (0..1000).map(|i| f64::from(1 + (i * i) % 97) * if i % 31 == 0 { 50.0 } else { 0.1 }).collect();
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let cases = Discrete::of(values.into_iter().zip(weights).collect());
        let around = |u: f64| [u.next_down(), u, u.next_up()];
        for u in cases.shares.iter().chain(&[1e-300, 0.5]).copied().flat_map(around).filter(|&u| u < 1.0) {
            let plain = cases.shares.partition_point(|&share| share < u);
            assert_eq!(cases.quantile(u), cases.values[plain], "{u:e}");
        }
    }

    #[test]
    fn weights_are_not_negative_and_one_for_each_value() {
        let said = |values: &[f64], weights: &[f64]| {
            let refusal = build(values, weights).unwrap_err();
            (refusal.parameter, refusal.position, refusal.message)
        };
        assert_eq!(said(&[1.0, 2.0], &[1.0]), ("weights", None, "values has 2 numbers, weights 1 number".into()));
        assert_eq!(
            said(&[1.0, 2.0], &[1.0, -0.5]),
            ("weights", Some(1), "weights must be 0 or above, not -0.5".into())
        );
        assert_eq!(said(&[1.0, 2.0], &[0.0, 0.0]), ("weights", None, "all weights are 0".into()));
        assert_eq!(said(&[1.0, 2.0], &[0.0, 1.0]), ("values", None, "the only value of `values` is 2".into()));
        assert_eq!(said(&[1e99, 2.0], &[1.0, 1.0]).1, Some(0));
    }
}
