//! How many paths a precision takes, judging by a pilot.

use altai_model::Scenario;
use altai_sim::Summary;
use serde::Serialize;

use super::{MOST, PILOT, headline, needed, of_what};
use crate::words::{duration, grouped, in_points};
use crate::{Question, estimate, interval};

/// What a pilot says of the paths that a precision takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Planned {
    /// The scenario's title, or its file's name.
    pub title: Option<String>,
    /// The answer in a sentence.
    pub sentence: String,
    /// The headline's target.
    pub target: String,
    /// Its calendar year.
    pub year: i32,
    /// The headline's package.
    pub package: String,
    /// What half of the 95 % interval of the headline's odds shall be at most, a probability.
    pub precision: f64,
    /// The odds in the pilot.
    pub odds: f64,
    /// Paths, should the odds be those.
    pub paths: u64,
    /// Should they be at the better end of their 95 % interval.
    pub paths_at_least: u64,
    /// At the worse end.
    pub paths_at_most: u64,
    /// On this machine.
    pub seconds: f64,
    /// Processors in use.
    pub threads: usize,
    /// Paths of the pilot.
    pub pilot: u64,
}

impl Planned {
    /// What the pilot says, which took so many seconds on so many threads; `asked` is what half of the interval shall be at most.
    ///
    /// # Panics
    ///
    /// When there is no target or no package, which no scenario lacks.
    pub fn of(scenario: &Scenario, pilot: &Summary, seconds: f64, threads: usize, asked: f64) -> Self {
        let question = Question::of(scenario);
        let (count, played) = (headline(scenario, pilot), pilot.paths());
        let [paths, paths_at_least, paths_at_most] = paths(count, played, asked);
        let mut planned = Self {
            title: question.title.clone(),
            sentence: String::new(),
            target: question.targets[0].name.clone(),
            year: question.targets[0].by,
            package: question.packages.last().map(|package| package.name.clone()).unwrap_or_default(),
            precision: asked,
            odds: estimate::share(count, played).0,
            paths,
            paths_at_least,
            paths_at_most,
            seconds: seconds * paths as f64 / played as f64,
            threads,
            pilot: played,
        };
        planned.sentence = planned.in_words(&of_what(&question));
        planned
    }

    fn in_words(&self, odds: &str) -> String {
        let processors =
            if self.threads == 1 { "one processor".into() } else { format!("{} processors", self.threads) };
        format!(
            "About {} paths will give {odds} to within {} (95 %): {} s on {processors} of this machine.",
            grouped(self.paths),
            in_points(self.precision),
            duration(self.seconds)
        )
    }

    /// As many paths as a run must be allowed, because it stops at fewer unless told otherwise: two digits, rounded up.
    pub fn allowance(&self) -> Option<u64> {
        let most = self.paths_at_most;
        let unit = 10_u64.pow(most.max(1).ilog10().saturating_sub(1));
        (most > MOST).then(|| most.next_multiple_of(unit))
    }
}

/// Paths that give the odds as precisely as is asked for, should they be those of the pilot, of which `count` of `played` paths
/// reach the target; the fewest and the most, should they lie elsewhere in their 95 % interval.
fn paths(count: u64, played: u64, asked: f64) -> [u64; 3] {
    let (lower, upper) = interval::wilson(count, played);
    // A run looks at its odds for the first time after so many.
    let of = |count: u64| needed(count, played, asked).max(PILOT);
    let at = |share: f64| of((share * played as f64).round() as u64);
    let paths = of(count);
    // The nearer to even, the more paths.
    let even = if lower < 0.5 && upper > 0.5 { at(0.5) } else { 0 };
    [paths, at(lower).min(at(upper)).min(paths), at(lower).max(at(upper)).max(paths).max(even)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_the_textbooks_at_the_odds_of_the_pilot_and_at_the_ends_of_their_interval() {
        // z² p(1 − p)/h² of the textbook, in blocks of 1,024.
        let of = |p: f64, h: f64| interval::Z_95 * interval::Z_95 * p * (1.0 - p) / (h * h);
        let (count, played, asked) = (6_554, 65_536, 0.002);
        let [paths, least, most] = paths(count, played, asked);
        let (lower, upper) = interval::wilson(count, played);
        for (paths, p) in [(paths, 0.1), (least, lower), (most, upper)] {
            assert!((paths as f64 / of(p, asked) - 1.0).abs() < 0.02, "{paths} for {p}");
        }
        assert!(least < paths && paths < most);
    }

    #[test]
    fn even_odds_take_the_most_paths_and_none_take_fewer_than_the_first_look() {
        let [paths_of_even, _, most] = paths(32_600, 65_536, 0.002);
        assert_eq!(most, paths(32_768, 65_536, 0.002)[0]);
        assert!(paths_of_even <= most);
        assert_eq!(paths(0, 65_536, 0.05), [PILOT; 3]);
    }

    #[test]
    fn more_paths_than_a_run_plays_by_itself_are_allowed_in_two_digits() {
        let planned = |paths_at_most: u64| Planned {
            title: None,
            sentence: String::new(),
            target: String::new(),
            year: 2030,
            package: String::new(),
            precision: 0.001,
            odds: 0.5,
            paths: 1,
            paths_at_least: 1,
            paths_at_most,
            seconds: 1.0,
            threads: 1,
            pilot: 65_536,
        };
        assert_eq!(planned(MOST).allowance(), None);
        assert_eq!(planned(12_345_678).allowance(), Some(13_000_000));
        assert_eq!(planned(24_000_001).allowance(), Some(25_000_000));
    }
}
