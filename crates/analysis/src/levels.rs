//! How sure are the odds themselves? Knowledge outside, chance inside: the odds that each state of knowledge would give.
//!
//! Paths come in groups that agree on all that could be known ([`altai_sim::draws::Levels`]). The share of a group that
//! reaches the target estimates p(θ) = P(reached | θ) for what the group knows, θ, but spreads wider than p(θ) does, by the
//! p(1 − p)/n of its n paths: `spread` takes that out.

mod counts;
mod sentence;
mod spread;

use std::num::NonZeroUsize;

use altai_model::Scenario;
use serde::Serialize;

use crate::Question;
use counts::Counts;
pub(crate) use sentence::sentence;
use spread::Spread;

/// The odds lie between these quantiles over knowledge: a 90 % range, as where a scenario writes "20 to 150".
pub const RANGE: [f64; 2] = [0.05, 0.95];

/// Paths that agree on what could be known. With fewer the noise of a group drowns the spread, with more there are too few
/// groups.
pub const GROUP: usize = 128;

/// There is a group for so many paths of a run …
const PATHS_FOR_A_GROUP: u64 = 32;

/// … but from so few nothing is told of a spread …
const LEAST_GROUPS: u64 = 256;

/// … and a sentence needs no more than so many, …
const GROUPS_OF_A_SENTENCE: u64 = 1_024;

/// … or so many where these leave it open what to say, …
const GROUPS_OF_A_WIDE_RANGE: u64 = 2_048;

/// … a table than so many.
const GROUPS_OF_A_TABLE: u64 = 65_536;

/// Of which odds one asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Those of the headline, if the run is large enough to tell.
    Headline,
    /// Those of every target by its year, and of every package, and how packages differ.
    All,
}

/// What was drawn to tell how sure odds are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Knowledge {
    /// Of which odds.
    pub scope: Scope,
    /// How many uncertain numbers could be known.
    pub known: usize,
    /// How many states of knowledge were drawn.
    pub groups: u64,
    /// How many paths were played with each.
    pub paths_per_group: usize,
}

/// How sure odds are, given all that could be known.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    /// What was drawn.
    pub knowledge: Knowledge,
    /// What was found.
    pub rows: Vec<LevelRow>,
}

/// A row of `levels.csv`: how odds, or a difference of odds, spread over what could be known.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LevelRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The package that it is held against; absent where the row is of odds and not of a difference.
    pub reference: Option<String>,
    /// The calendar year by which the target is to be reached.
    pub year: i32,
    /// Of the odds over all that could be known: those of [`odds`](crate::odds), on other paths.
    pub mean: f64,
    /// Of simulation, as all errors here.
    pub standard_error: f64,
    /// The standard deviation of the odds over what could be known.
    pub sd: f64,
    /// The 5th percentile of the odds over what could be known.
    pub low: f64,
    /// By resampling the groups, with what the noise of their few paths may still do.
    pub low_standard_error: f64,
    /// 95 % interval of the low end, lower bound.
    pub low_lower_95: f64,
    /// Upper bound.
    pub low_upper_95: f64,
    /// The 95th percentile of the odds over what could be known.
    pub high: f64,
    /// By resampling the groups, with what the noise of their few paths may still do.
    pub high_standard_error: f64,
    /// 95 % interval of the high end, lower bound.
    pub high_lower_95: f64,
    /// Upper bound.
    pub high_upper_95: f64,
}

/// How many groups a run of so many paths is worth.
fn groups(scope: Scope, paths: u64) -> Option<u64> {
    let groups = paths / PATHS_FOR_A_GROUP;
    match scope {
        Scope::Headline => (groups >= LEAST_GROUPS).then_some(groups.min(GROUPS_OF_A_SENTENCE)),
        Scope::All => Some(groups.clamp(LEAST_GROUPS, GROUPS_OF_A_TABLE)),
    }
}

/// How sure the odds of a scenario are, beside a run of so many paths. Nothing for a headline from too few paths, or where
/// nothing could be known.
pub fn levels(scenario: &Scenario, scope: Scope, paths: u64, seed: u64, threads: NonZeroUsize) -> Option<Levels> {
    let known = scenario.knowledge().count();
    if known == 0 {
        let knowledge = Knowledge { scope, known, groups: 0, paths_per_group: 0 };
        return (scope == Scope::All).then_some(Levels { knowledge, rows: Vec::new() });
    }
    let at_once = groups(scope, paths)?;
    let rows = rows(scenario, scope, at_once, seed, threads);
    let more = (paths / PATHS_FOR_A_GROUP).min(GROUPS_OF_A_WIDE_RANGE);
    let (groups, rows) = if scope == Scope::Headline && more > at_once && rows.iter().any(sentence::is_left_open) {
        (more, self::rows(scenario, scope, more, seed, threads))
    } else {
        (at_once, rows)
    };
    Some(Levels { knowledge: Knowledge { scope, known, groups, paths_per_group: GROUP }, rows })
}

/// How odds of so many groups spread, and how differences do.
fn rows(scenario: &Scenario, scope: Scope, groups: u64, seed: u64, threads: NonZeroUsize) -> Vec<LevelRow> {
    let targets = if scope == Scope::All { scenario.targets.len() } else { scenario.targets.len().min(1) };
    let mut rows = Vec::new();
    for target in 0..targets {
        let last = scenario.packages.len().saturating_sub(1);
        let packages = if scope == Scope::Headline { &scenario.packages[last..] } else { &scenario.packages };
        let played = scenario.narrowed(target, packages.iter().cloned());
        let question = Question::of(&played);
        let counts = Counts::of(&played, seed, groups, threads);
        let (odds, differences) = (0..question.packages.len(), 1..question.packages.len());
        rows.extend(odds.map(|package| row(&question, package, &counts, false, seed, threads)));
        rows.extend(differences.map(|package| row(&question, package, &counts, true, seed, threads)));
    }
    rows
}

fn row(
    question: &Question,
    package: usize,
    counts: &Counts,
    differs: bool,
    seed: u64,
    threads: NonZeroUsize,
) -> LevelRow {
    let spread = if differs {
        Spread::of(&counts.difference(package), GROUP, counts.features(package).as_ref(), seed, threads)
    } else {
        Spread::of(&counts.odds(package), GROUP, None, seed, threads)
    };
    let [low, high] = spread.ends;
    LevelRow {
        target: question.targets[0].name.clone(),
        package: question.packages[package].name.clone(),
        reference: differs.then(|| question.packages[0].name.clone()),
        year: question.targets[0].by,
        mean: spread.mean,
        standard_error: spread.standard_error,
        sd: spread.sd,
        low: low.value,
        low_standard_error: low.standard_error,
        low_lower_95: low.lower_95,
        low_upper_95: low.upper_95,
        high: high.value,
        high_standard_error: high.standard_error,
        high_lower_95: high.lower_95,
        high_upper_95: high.upper_95,
    }
}

#[cfg(test)]
mod tests;
