//! What would a number have to be for the odds to be so and so?

mod curve;
mod range;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::estimate::{self, Ranged};
use crate::question::Target;
use crate::writing::{Writing, evenly, tidy};
use crate::{Question, interval};
use curve::Curve;
pub use curve::{Crossing, Direction};
pub use range::plausible;

/// What is sought.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// The labels of the scenario as it stands.
    pub question: Question,
    /// Which of the targets.
    pub target: usize,
    /// The number that is varied.
    pub address: String,
    /// How its values are written.
    pub writing: Writing,
    /// The odds that the last package is to have: in (0, 1).
    pub odds: f64,
    /// Where to look, ascending.
    pub range: (f64, f64),
    /// Where the range is from, in words.
    pub range_is: &'static str,
    /// How many values to try, evenly apart, before looking closer.
    pub steps: usize,
    /// How the distribution is moved, in words, where the number stays uncertain.
    pub moved: Option<String>,
    /// The number as the scenario has it, in the middle where it is uncertain; `None` where it is not there.
    pub now: Option<f64>,
    /// Whether it is uncertain.
    pub is_uncertain: bool,
}

/// A value that was tried: a row of `seek.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tried {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year.
    pub year: i32,
    /// The address of the number.
    pub address: String,
    /// What it was; of a distribution that was moved, the median.
    pub value: f64,
    /// The share of paths that reach the target by the year.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Wilson's interval, lower end.
    pub lower_95: f64,
    /// Wilson's interval, upper end.
    pub upper_95: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Seek {
    /// What was sought.
    pub sought: Sought,
    /// The target as the scenario has it.
    pub target: Target,
    /// Of every value.
    pub paths: u64,
    /// The odds of the scenario as it stands.
    pub odds_now: f64,
    /// Every value that was tried, ascending.
    pub tried: Vec<Tried>,
    /// Where the odds are what is sought, ascending; empty where nothing in the range does it.
    pub found: Vec<Crossing>,
    /// The answer in a sentence.
    pub sentence: String,
    /// How likely the scenario itself holds the values, in a sentence, where that was asked.
    pub belief: Option<String>,
}

/// Looks for all values in the range at which the odds are those that are sought. `count` tells on how many of the `paths`, which
/// are the same at every value, the target is reached; `count_now` is that of the scenario as it stands.
///
/// The interval of a crossing holds the values whose odds do not differ from those that are sought by more than simulation may
/// explain: 95 % of such intervals hold the value that endless paths would give. It is Wilson's interval turned round:
/// |p(x) − P| ≤ z √(P(1 − P)/n).
///
/// # Errors
///
/// What `count` says.
pub fn seek<Error>(
    sought: Sought,
    paths: u64,
    count_now: u64,
    mut count: impl FnMut(f64) -> Result<u64, Error>,
) -> Result<Seek, Error> {
    let n = paths as f64;
    let half = interval::Z_95 * (n * sought.odds * (1.0 - sought.odds)).sqrt();
    let (from, to) = sought.range;
    let whole = sought.writing == Writing::Whole;
    let closest = if whole { 1.0 } else { (to - from) * CLOSEST };
    let mut curve = Curve { counts: BTreeMap::new(), level: n * sought.odds, half, paths: n, closest };
    for x in evenly(from, to, sought.steps, sought.writing) {
        curve.add(x, count(x)?);
    }
    let mut left = MOST_MORE;
    while left > 0
        && let Some(x) = curve.next()
    {
        let x = tidy(x, sought.writing);
        if curve.has(x) {
            break;
        }
        curve.add(x, count(x)?);
        left -= 1;
    }
    if !whole {
        // Jumps are at round numbers more often than not: what is typed, and what is asked for.
        for (below, above) in curve.jumps() {
            if let Some(x) = roundest(below, above) {
                curve.add(x, count(x)?);
            }
        }
    }
    let target = sought.question.targets[sought.target].clone();
    let package = sought.question.packages.last().map(|package| package.name.clone()).unwrap_or_default();
    let tried = curve.points().map(|(value, count)| {
        let Ranged { value: probability, standard_error, lower_95, upper_95 } = Ranged::share(count, paths);
        Tried {
            target: target.name.clone(),
            package: package.clone(),
            year: target.by,
            address: sought.address.clone(),
            value,
            probability,
            standard_error,
            lower_95,
            upper_95,
        }
    });
    let tried = tried.collect();
    let found = curve.crossings(whole);
    let odds_now = estimate::share(count_now, paths).0;
    let mut seek = Seek { sought, target, paths, odds_now, tried, found, sentence: String::new(), belief: None };
    seek.sentence = words::sentence(&seek);
    Ok(seek)
}

/// The number with the fewest digits between two others.
fn roundest(below: f64, above: f64) -> Option<f64> {
    let steps = std::iter::successors(Some(1e12), |step| (*step > 1e-12).then_some(step / 10.0));
    let next = |step: f64| tidy(((below / step).floor() + 1.0) * step, Writing::Number);
    steps.map(next).find(|x| below < *x && *x < above)
}

/// No closer than this part of the range do values come to each other.
const CLOSEST: f64 = 1e-5;

/// As many values are tried after the even ones.
const MOST_MORE: usize = 60;

impl Seek {
    /// The highest of the odds seen and where, and the lowest.
    pub fn extremes(&self) -> Option<(&Tried, &Tried)> {
        let by_odds = |a: &&Tried, b: &&Tried| a.probability.total_cmp(&b.probability);
        Some((self.tried.iter().max_by(by_odds)?, self.tried.iter().min_by(by_odds)?))
    }

    /// The same with how likely the scenario itself holds values as far out as those that were found: `below` is the share of its
    /// distribution below a value, `up_to` that up to it.
    #[must_use]
    pub fn with_belief(mut self, below: impl Fn(f64) -> f64, up_to: impl Fn(f64) -> f64) -> Self {
        self.belief = words::belief(&self, below, up_to);
        self
    }

    /// A value in words, with digits for a step of the first scan.
    pub fn shown(&self, value: f64) -> String {
        let (from, to) = self.sought.range;
        self.sought.writing.shown(value, (to - from) / (2.0 * self.sought.steps.max(2) as f64))
    }

    /// A crossing in words: `0.0623`, with as many digits as its interval allows.
    pub fn shown_at(&self, crossing: &Crossing, value: f64) -> String {
        let width = crossing.upper_95 - crossing.lower_95;
        let (from, to) = self.sought.range;
        // The value of a jump is on the right side of it, and so is what is shown.
        let apart = if crossing.jump.is_some() { width / 5.0 } else { 2.0 * width.max((to - from) * CLOSEST) };
        self.sought.writing.shown(value, apart)
    }
}
