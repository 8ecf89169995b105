//! From level to level: a pilot finds the levels, replicates count how many particles pass each.

use altai_sim::nearness::REACHED;
use altai_sim::{Plan, Streams};

use super::population::{self, Population};
use super::tuning::Tuning;

/// A level, and the sizes of moves above it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level {
    /// Of nearness.
    pub(super) at: f64,
    /// By kind of move.
    pub(super) sizes: Vec<f64>,
}

/// The levels that a pilot has found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ladder {
    /// Ascending, one at least. The last is the target, unless that is out of sight.
    pub(super) levels: Vec<Level>,
    pub(super) end: End,
    /// How many paths the pilot has played.
    pub(super) played: u64,
}

/// How a pilot ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At the target.
    Target,
    /// At a level from which no particle comes any nearer.
    NoNearer,
    /// At a level that is too rare to go on.
    OutOfSight,
}

/// What a replicate has counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    /// How many particles passed each level, up to the first that none passed.
    pub(super) passed: Vec<u64>,
    /// The greatest nearness at the end.
    pub(super) nearest: f64,
    pub(super) proposed: u64,
    pub(super) accepted: u64,
    pub(super) played: u64,
}

/// A smaller probability is of no use to anybody.
const LEAST: f64 = 1e-12;

/// With the usual share that passes, so many are far below [`LEAST`].
const MOST_LEVELS: usize = 200;

/// Where so large a share of paths reaches the target at once, levels are no better than counting.
const OFTEN: f64 = 0.01;

/// So many rounds of moves a pilot tries in vain to come nearer.
const PATIENCE: usize = 4;

/// Finds levels that the wished share of particles passes, and sizes of moves that are accepted as often as wished.
///
/// It ends: every level divides the probability, but for shares close to 1, of which there are only so many.
pub(super) fn pilot(plan: &Plan, streams: Streams, blocks: u64, tuning: &Tuning) -> Ladder {
    let particles = population::particles(streams, 0, blocks);
    let mut population = Population::new(plan, &particles, streams);
    let mut levels: Vec<Level> = Vec::new();
    let mut sizes = vec![1.0; tuning.mix.len()];
    let (mut probability, mut in_vain) = (1.0, 0);
    let end = loop {
        let last = levels.last().map(|level| level.at);
        let paths = population.nearness().len() as f64;
        if last.is_none() && population.passing(REACHED) as f64 >= OFTEN * paths {
            break End::Target;
        }
        match next_level(population.nearness(), last, tuning.passing) {
            Some(REACHED) => break End::Target,
            Some(_) if probability < LEAST || levels.len() == MOST_LEVELS => break End::OutOfSight,
            Some(at) => {
                probability *= population.passing(at) as f64 / paths;
                population.select(at);
                mix(&mut population, tuning, &mut sizes, at);
                levels.push(Level { at, sizes: sizes.clone() });
                in_vain = 0;
            }
            None if in_vain == PATIENCE => break End::NoNearer,
            None => {
                mix(&mut population, tuning, &mut sizes, last.unwrap_or(f64::NEG_INFINITY));
                in_vain += 1;
            }
        }
    };
    if end != End::OutOfSight {
        levels.push(Level { at: REACHED, sizes });
    }
    Ladder { levels, end, played: population.played() }
}

/// Moves all particles as often as wished. A size grows by e where all moves are accepted and none should be.
fn mix(population: &mut Population<'_>, tuning: &Tuning, sizes: &mut [f64], level: f64) {
    for turn in 0..tuning.moves {
        let kind = turn % sizes.len();
        let accepted = population.step(tuning.mix[kind].of_size(sizes[kind]), level);
        let least = tuning.mix[kind].least(population.dimensions());
        sizes[kind] = (sizes[kind] * altai_math::exp(accepted - tuning.accepted)).clamp(least, 1.0);
    }
}

/// The nearness that the wished share of particles reaches, or the next above the last level where that is no nearer;
/// [`REACHED`] where it is beyond the target; nothing where no particle is nearer than the last level.
fn next_level(nearness: &[f64], last: Option<f64>, passing: f64) -> Option<f64> {
    let mut sorted = nearness.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = last.unwrap_or(sorted[0]);
    let rank = ((1.0 - passing) * sorted.len() as f64) as usize;
    let wished = Some(sorted[rank.min(sorted.len() - 1)]).filter(|&wished| wished > last);
    let next = wished.or_else(|| sorted.into_iter().find(|&nearness| nearness > last))?;
    Some(next.min(REACHED))
}

/// How many particles of one replicate pass each level.
pub(super) fn replicate(
    plan: &Plan,
    streams: Streams,
    ladder: &Ladder,
    number: u64,
    blocks: u64,
    tuning: &Tuning,
) -> Tally {
    let particles = population::particles(streams, number, blocks);
    let mut population = Population::new(plan, &particles, streams);
    let mut passed = Vec::with_capacity(ladder.levels.len());
    for (place, level) in ladder.levels.iter().enumerate() {
        passed.push(population.passing(level.at));
        if passed[place] == 0 || place + 1 == ladder.levels.len() {
            break;
        }
        population.select(level.at);
        for turn in 0..tuning.moves {
            let kind = turn % level.sizes.len();
            population.step(tuning.mix[kind].of_size(level.sizes[kind]), level.at);
        }
    }
    Tally {
        passed,
        nearest: population.nearness().iter().copied().fold(f64::NEG_INFINITY, f64::max),
        proposed: population.proposed,
        accepted: population.accepted,
        played: population.played(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_what_the_wished_share_reaches_and_always_above_the_last() {
        let nearness = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
        assert_eq!(next_level(&nearness, None, 0.5), Some(0.5));
        assert_eq!(next_level(&nearness, Some(0.5), 0.5), Some(0.6));
        assert_eq!(next_level(&nearness, Some(0.7), 0.25), Some(0.8));
        assert_eq!(next_level(&nearness, Some(0.8), 0.5), None);
        assert_eq!(next_level(&[0.9, 1.2, 1.3, 1.4], None, 0.5), Some(REACHED));
        assert_eq!(next_level(&[0.7; 8], None, 0.5), None);
    }
}
