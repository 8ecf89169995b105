//! The odds, from what independent replicates have counted.

use super::replicate::Tally;
use crate::interval::{student_95, wilson};

/// Odds and their error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Estimated {
    /// Absent where no particle passed the last level, or that is not the target.
    pub(super) probability: Option<f64>,
    pub(super) standard_error: Option<f64>,
    pub(super) lower_95: f64,
    pub(super) upper_95: f64,
}

impl Estimated {
    /// Of so many levels, with so many particles in a replicate; `reaches` says whether the last level is the target.
    pub(super) fn of(tallies: &[Tally], levels: usize, particles: u64, reaches: bool) -> Self {
        let passed = |level: usize| tallies.iter().any(|tally| tally.passed.get(level).is_some_and(|&count| count > 0));
        let last = (0..levels).take_while(|&level| passed(level)).count();
        let mean = Mean::of(tallies, last, particles);
        if reaches && last == levels {
            let (lower_95, upper_95) = mean.interval();
            let (probability, standard_error) = (Some(mean.value), Some(mean.error));
            return Self { probability, standard_error, lower_95, upper_95 };
        }
        // What is beyond the last level is less probable than the level; by as much as is compatible with none of its particles
        // having gone on.
        let beyond = if last == levels {
            1.0
        } else {
            let there = tallies.iter().filter(|tally| tally.passed.len() > last).count() as u64;
            wilson(0, there.max(1) * particles).1
        };
        Self { probability: None, standard_error: None, lower_95: 0.0, upper_95: mean.interval().1 * beyond }
    }
}

/// The probability of passing some levels: the mean over replicates.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Mean {
    value: f64,
    error: f64,
    replicates: usize,
    /// Where there is one level, it is a share of independent paths.
    plain: Option<(u64, u64)>,
}

impl Mean {
    fn of(tallies: &[Tally], levels: usize, particles: u64) -> Self {
        let product = |tally: &Tally| {
            let shares = tally.passed.iter().take(levels).map(|&count| count as f64 / particles as f64);
            if tally.passed.len() < levels { 0.0 } else { shares.product::<f64>() }
        };
        let estimates: Vec<f64> = tallies.iter().map(product).collect();
        let count = estimates.len() as f64;
        let value = estimates.iter().sum::<f64>() / count;
        let squares: f64 = estimates.iter().map(|estimate| (estimate - value) * (estimate - value)).sum();
        let plain = (levels == 1)
            .then(|| (tallies.iter().map(|tally| tally.passed[0]).sum(), particles * tallies.len() as u64));
        Self { value, error: (squares / (count - 1.0) / count).sqrt(), replicates: estimates.len(), plain }
    }

    /// Student's t for the mean, laid out on the scale of logarithms (delta method), where it cannot reach below 0; Wilson's
    /// interval of a plain share.
    fn interval(&self) -> (f64, f64) {
        if let Some((count, paths)) = self.plain {
            return wilson(count, paths);
        }
        let factor = altai_math::exp(student_95(self.replicates - 1) * self.error / self.value);
        (self.value / factor, (self.value * factor).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: &[u64]) -> Tally {
        Tally { passed: passed.to_vec(), nearest: 1.0, proposed: 0, accepted: 0, played: 0 }
    }

    #[test]
    fn the_estimate_is_the_mean_of_products() {
        let estimated = Estimated::of(&[tally(&[50, 20]), tally(&[40, 10]), tally(&[60, 0])], 2, 100, true);
        let products = [0.1, 0.04, 0.0];
        let mean = 0.14 / 3.0;
        let error = (products.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 6.0).sqrt();
        assert!((estimated.probability.unwrap() - mean).abs() < 1e-15);
        assert!((estimated.standard_error.unwrap() - error).abs() < 1e-15);
        assert!(0.0 < estimated.lower_95 && estimated.lower_95 < mean && mean < estimated.upper_95);
    }

    #[test]
    fn a_target_that_is_the_first_level_is_a_plain_share() {
        let estimated = Estimated::of(&[tally(&[81]), tally(&[75])], 1, 263, true);
        assert_eq!((estimated.lower_95, estimated.upper_95), wilson(156, 526));
    }

    #[test]
    fn where_none_gets_there_the_odds_are_below_what_came_nearest() {
        let none = Estimated::of(&[tally(&[50, 0]), tally(&[50, 0])], 2, 100, true);
        assert_eq!(none.probability, None);
        assert_eq!(none.upper_95, wilson(100, 200).1 * wilson(0, 200).1);
        let nowhere = Estimated::of(&[tally(&[0]), tally(&[0])], 1, 100, true);
        assert_eq!((nowhere.probability, nowhere.upper_95), (None, wilson(0, 200).1));
        let far = Estimated::of(&[tally(&[50, 50]), tally(&[50, 50])], 2, 100, false);
        assert_eq!((far.probability, far.upper_95), (None, 0.25));
    }
}
