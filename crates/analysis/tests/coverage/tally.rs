//! How often intervals cover, and whether that is as often as they say.

use std::collections::BTreeMap;
use std::fmt::Write;

/// The share of intervals that should hold the truth.
const NOMINAL: f64 = 0.95;

/// The share of such tests that would pass if all intervals were exactly right.
const SURE: f64 = 0.999;

/// The seeds of this run.
pub(crate) fn seeds() -> std::ops::RangeInclusive<u64> {
    1..=std::env::var("ALTAI_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(200)
}

/// What was counted, by estimator.
#[derive(Debug, Default)]
pub(crate) struct Coverage(BTreeMap<&'static str, Count>);

#[derive(Debug, Default)]
struct Count {
    intervals: u64,
    covering: u64,
    /// The interval is made to hold more often than it says.
    is_conservative: bool,
}

impl Coverage {
    /// One interval that should hold the truth in 95 % of cases.
    pub(crate) fn count(&mut self, estimator: &'static str, truth: f64, interval: [f64; 2]) {
        let count = self.0.entry(estimator).or_default();
        count.intervals += 1;
        count.covering += u64::from(interval[0] <= truth && truth <= interval[1]);
    }

    /// One that should hold it in at least 95 %.
    #[allow(dead_code)]
    pub(crate) fn count_conservative(&mut self, estimator: &'static str, truth: f64, interval: [f64; 2]) {
        self.count(estimator, truth, interval);
        self.0.get_mut(estimator).expect("it has just been counted").is_conservative = true;
    }

    /// All of them cover as often as they say.
    ///
    /// # Panics
    ///
    /// When one does not: with the counts of all.
    #[allow(clippy::print_stdout)] // A test's own report, with `--nocapture`.
    pub(crate) fn assert_true(&self) {
        let outside = (1.0 - SURE) / self.0.len() as f64;
        let (mut table, mut all_right) = (String::new(), true);
        for (estimator, count) in &self.0 {
            let [low, high] = region(count.intervals, outside, count.is_conservative);
            let is_right = (low..=high).contains(&count.covering);
            all_right &= is_right;
            let verdict = if is_right { "" } else { "  <-- outside" };
            let covering = 100.0 * count.covering as f64 / count.intervals as f64;
            let _ = writeln!(
                table,
                "{estimator}: {covering:.1} % of {} cover, {low} to {high} would do{verdict}",
                count.intervals
            );
        }
        println!("{table}");
        assert!(all_right, "{table}");
    }
}

/// Where a count of covering intervals lies but for the share `outside`; only below where covering more is no fault.
fn region(intervals: u64, outside: f64, is_conservative: bool) -> [u64; 2] {
    let each = if is_conservative { outside } else { outside / 2.0 };
    let mut probability = vec![0.0; intervals as usize + 1];
    // From the mode outwards, because the ends underflow.
    let mode = (NOMINAL * (intervals + 1) as f64) as usize;
    probability[mode] = 1.0;
    let odds = NOMINAL / (1.0 - NOMINAL);
    for k in mode + 1..probability.len() {
        probability[k] = probability[k - 1] * odds * (intervals as usize - k + 1) as f64 / k as f64;
    }
    for k in (0..mode).rev() {
        probability[k] = probability[k + 1] / odds * (k + 1) as f64 / (intervals as usize - k) as f64;
    }
    let total: f64 = probability.iter().sum();
    let bound = |shares: &mut dyn Iterator<Item = &f64>| {
        let mut sum = 0.0;
        shares
            .take_while(|share| {
                sum += **share / total;
                sum <= each
            })
            .count() as u64
    };
    let low = bound(&mut probability.iter());
    let high = if is_conservative { intervals } else { intervals - bound(&mut probability.iter().rev()) };
    [low, high]
}

#[test]
fn the_region_of_two_hundred_is_that_of_the_binomial_distribution() {
    // P(K ≤ 178) = 0.00048, P(K ≤ 179) = 0.00116; P(K ≥ 199) = 0.00040, P(K ≥ 198) = 0.0023.
    assert_eq!(region(200, 0.001, true), [179, 200]);
    assert_eq!(region(200, 0.002, false), [179, 198]);
}
