//! Data: what was observed, every value as likely as the others.

use std::sync::Arc;

use super::discrete::Discrete;
use super::parameters::{list, required_list};
use super::{Entry, Form};

/// The empirical distribution: each of n values with probability 1/n. A value that stands there twice counts twice.
///
/// With the values in order, a draw at u is the ⌈u n⌉-th; nothing between or beyond the values is ever drawn.
pub(super) const ENTRY: Entry = Entry {
    name: "data",
    summary: "what was observed, every value as likely as the others",
    example: "[31, 45, 38, 60, 52]",
    forms: &[Form {
        parameters: &[required_list("data", "the values observed, in any order")],
        build: |arguments| {
            let values = list(&arguments[0]);
            Ok(Arc::new(Discrete::checked("data", values, &vec![1.0; values.len()])?))
        },
    }],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Argument, Built, truncated};

    fn build(values: &[f64]) -> Built {
        ENTRY.forms[0].make(&[Argument::Numbers(values.into())])
    }

    #[test]
    fn every_value_is_drawn_as_often_as_it_was_observed() {
        let data = build(&[8.0, 3.0, 5.0, 3.0]).unwrap();
        let drawn: Vec<f64> = (0..8).map(|i| data.quantile((f64::from(i) + 0.5) / 8.0)).collect();
        assert_eq!(drawn, [3.0, 3.0, 3.0, 3.0, 5.0, 5.0, 8.0, 8.0]);
        assert_eq!((data.mean(), data.below(3.0), data.cdf(3.0)), (4.75, 0.0, 0.5));
    }

    /// In any order, with cancellation that ordinary sums do not survive.
    #[test]
    fn the_mean_is_exact() {
        assert_eq!(build(&[1e16, 3.0, -1e16, 1.0]).unwrap().mean(), 1.0);
        let left = truncated(build(&[1.0, 2.0, 4.0, 9.0]).unwrap(), 2.0, 4.0).unwrap();
        assert_eq!(left.mean(), 3.0);
    }

    #[test]
    fn what_was_observed_varies() {
        let refusal = build(&[5.0, 5.0]).unwrap_err();
        assert_eq!(refusal.message, "the only value of `data` is 5");
        assert_eq!(refusal.help.unwrap(), "a number that is known stands alone: write 5 instead of a distribution");
    }
}
