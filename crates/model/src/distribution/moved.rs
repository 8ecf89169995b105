//! A distribution moved as a whole, so that its median is another number: what remains unknown stays as wide.

use std::sync::Arc;

use altai_math::{exp, ln};

use super::Distribution;
use crate::Domain;

/// How a distribution is moved, which keeps it inside the range of its key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Move {
    /// A number is added to every value.
    Added(f64),
    /// Every value is multiplied by a number above 0, as where none may fall below 0.
    Multiplied(f64),
    /// A number is added to the log odds of the place of every value between two ends.
    OnLogOdds {
        /// The ends.
        ends: (f64, f64),
        /// What is added.
        by: f64,
    },
}

/// The distribution with `median` as its median. Where the key takes what lies between two ends, as a probability, log odds are
/// moved; where no value falls below 0, or none exceeds it, values are multiplied; else, and of dates, a number is added.
/// `None` where no move leads there: `median` has the wrong sign, or lies outside of the ends.
///
/// ```
/// use altai_model::Domain;
/// use altai_model::distribution::{interval, moved};
///
/// let peak = interval(20.0, 90.0, false).unwrap();
/// let (higher, _) = moved(peak.clone(), 60.0, Domain::NonNegative).unwrap();
/// assert!((higher.quantile(0.5) - 60.0).abs() < 1e-9);
/// assert!((higher.quantile(0.95) / higher.quantile(0.05) - 4.5).abs() < 1e-9);
/// ```
pub fn moved(inner: Arc<dyn Distribution>, median: f64, domain: Domain) -> Option<(Arc<dyn Distribution>, Move)> {
    let middle = inner.quantile(0.5);
    let (least, greatest) = inner.support();
    let ends = match domain {
        Domain::Share => Some((0.0, 1.0)),
        Domain::Persistence => Some((-1.0, 1.0)),
        Domain::Unbounded if 0.0 <= least && greatest <= 1.0 => Some((0.0, 1.0)),
        _ => None,
    };
    let has_one_sign = (least >= 0.0 || greatest <= 0.0) && middle != 0.0 && domain != Domain::Date;
    let how = match ends {
        Some(ends) => {
            let inside = |x: f64| ends.0 < x && x < ends.1;
            if !inside(median) || !inside(middle) {
                return None;
            }
            Move::OnLogOdds { ends, by: log_odds(median, ends) - log_odds(middle, ends) }
        }
        None if has_one_sign => Move::Multiplied(median / middle),
        None => Move::Added(median - middle),
    };
    let leads_there = match how {
        Move::Multiplied(factor) => factor > 0.0 && factor.is_finite(),
        Move::Added(by) | Move::OnLogOdds { by, .. } => by.is_finite(),
    };
    leads_there.then(|| (Arc::new(Moved { inner, how }) as Arc<dyn Distribution>, how))
}

/// ln (p/(1 − p)), p the place between the ends.
fn log_odds(x: f64, (low, high): (f64, f64)) -> f64 {
    ln(x - low) - ln(high - x)
}

impl Move {
    /// Where a value goes; increasing.
    fn there(self, x: f64) -> f64 {
        match self {
            Self::Added(by) => x + by,
            Self::Multiplied(by) => x * by,
            Self::OnLogOdds { ends, by } => slide(x, ends, by),
        }
    }

    /// Where a value came from.
    fn back(self, x: f64) -> f64 {
        match self {
            Self::Added(by) => x - by,
            Self::Multiplied(by) => x / by,
            Self::OnLogOdds { ends, by } => slide(x, ends, -by),
        }
    }
}

/// p ↦ p eʰ/(1 − p + p eʰ), which needs no logarithm and leaves the ends where they are.
fn slide(x: f64, (low, high): (f64, f64), by: f64) -> f64 {
    if x <= low || x >= high || by == 0.0 {
        return x;
    }
    let (p, odds) = ((x - low) / (high - low), exp(by));
    low + (high - low) * (p * odds / (1.0 - p + p * odds))
}

/// Every value is moved alike, so that each keeps its level.
#[derive(Debug)]
struct Moved {
    inner: Arc<dyn Distribution>,
    how: Move,
}

impl Distribution for Moved {
    fn quantile(&self, u: f64) -> f64 {
        self.how.there(self.inner.quantile(u))
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        self.inner.quantiles(u, x);
        for x in x {
            *x = self.how.there(*x);
        }
    }

    fn at_scores(&self, z: &[f64], x: &mut [f64]) {
        self.inner.at_scores(z, x);
        for x in x {
            *x = self.how.there(*x);
        }
    }

    fn is_closed_form(&self) -> bool {
        self.inner.is_closed_form()
    }

    fn cdf(&self, x: f64) -> f64 {
        self.inner.cdf(self.how.back(x))
    }

    fn below(&self, x: f64) -> f64 {
        self.inner.below(self.how.back(x))
    }

    fn mean(&self) -> f64 {
        match self.how {
            Move::Added(_) | Move::Multiplied(_) => self.how.there(self.inner.mean()),
            Move::OnLogOdds { .. } => altai_math::quadrature::integrate(|u| self.quantile(u), 0.0, 1.0),
        }
    }

    fn support(&self) -> (f64, f64) {
        let (least, greatest) = self.inner.support();
        (self.how.there(least), self.how.there(greatest))
    }

    fn exponential_tails(&self) -> (f64, f64) {
        let (low, high) = self.inner.exponential_tails();
        match self.how {
            Move::Multiplied(by) => (low / by, high / by),
            Move::Added(_) | Move::OnLogOdds { .. } => (low, high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{DISTRIBUTIONS, interval};

    fn of(name: &str, numbers: &[f64]) -> Arc<dyn Distribution> {
        let entry = DISTRIBUTIONS.iter().find(|entry| entry.name == name).unwrap();
        entry.forms[0].of(numbers).unwrap()
    }

    fn assert_close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found}, not {expected}");
    }

    #[test]
    fn a_normal_is_moved_by_an_addition_and_is_the_normal_of_that_mean() {
        let (there, how) = moved(of("normal", &[0.03, 0.02]), 0.05, Domain::Real).unwrap();
        assert_eq!(how, Move::Added(0.05 - 0.03));
        let expected = of("normal", &[0.05, 0.02]);
        for u in [0.01, 0.3, 0.5, 0.9] {
            assert_close(there.quantile(u), expected.quantile(u));
        }
        assert_close(there.mean(), 0.05);
    }

    #[test]
    fn a_lognormal_is_multiplied_and_is_the_lognormal_of_that_median() {
        let (there, how) = moved(of("lognormal", &[100.0, 0.4]), 150.0, Domain::Positive).unwrap();
        assert!(matches!(how, Move::Multiplied(_)));
        let expected = of("lognormal", &[150.0, 0.4]);
        for u in [0.01, 0.3, 0.5, 0.9] {
            assert_close(there.quantile(u), expected.quantile(u));
            assert_close(there.cdf(expected.quantile(u)), u);
        }
        assert_close(there.mean(), expected.mean());
        let mut column = [0.0; 3];
        there.at_scores(&[-1.0, 0.0, 2.0], &mut column);
        assert_close(column[1], 150.0);
    }

    #[test]
    fn a_probability_stays_one() {
        let (there, how) = moved(interval(0.2, 0.6, true).unwrap(), 0.9, Domain::Share).unwrap();
        assert!(matches!(how, Move::OnLogOdds { .. }));
        assert_close(there.quantile(0.5), 0.9);
        assert!(there.quantile(1e-6) > 0.0 && there.quantile(1.0 - 1e-6) < 1.0);
        assert_close(there.cdf(there.quantile(0.2)), 0.2);
        assert!(there.mean() > 0.5 && there.mean() < 0.95);
        assert!(moved(interval(0.2, 0.6, true).unwrap(), 1.0, Domain::Share).is_none());
    }

    #[test]
    fn a_date_is_moved_by_years_and_an_amount_keeps_its_sign() {
        let (_, how) = moved(of("uniform", &[2027.0, 2031.0]), 2030.0, Domain::Date).unwrap();
        assert_eq!(how, Move::Added(1.0));
        assert!(moved(of("lognormal", &[100.0, 0.4]), -5.0, Domain::Real).is_none());
        let (there, _) = moved(of("uniform", &[-0.4, -0.2]), -0.6, Domain::Real).unwrap();
        assert_close(there.support().0, -0.8);
    }
}
