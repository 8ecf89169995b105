//! How many paths of each half of a group reach the target, with each package and with it alone of two.

use std::num::NonZeroUsize;

use altai_model::Scenario;
use altai_sim::draws::BLOCK;
use altai_sim::{Mask, Plan, Reach, Streams, share_out};

use super::GROUP;
use super::spread::Features;

/// Groups of a block: they have their luck in common, but for its sign.
pub(super) const GROUPS: usize = BLOCK / GROUP;

/// Paths of half a group.
const HALF: usize = GROUP / 2;

/// Counts of every group and package.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counts {
    packages: usize,
    /// By half of a group and package.
    of: Vec<Count>,
    /// By what is known, the normal score of every group; none where packages are not held against each other.
    states: Vec<Vec<f64>>,
}

/// Of half the paths of one group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    /// Reach the target.
    reached: u16,
    /// And do not with the first package.
    gained: u16,
    /// Reach it with the first package only.
    lost: u16,
}

impl Counts {
    /// Of the only target by the last year, in so many groups.
    pub(super) fn of(scenario: &Scenario, seed: u64, groups: u64, threads: NonZeroUsize) -> Self {
        let plan = Plan::compile(scenario);
        let draws = altai_sim::Levels::new(scenario, Streams::new(seed), GROUP);
        let blocks = groups.div_ceil(GROUPS as u64);
        let packages = scenario.packages.len();
        let found = share_out(0..blocks, threads, |blocks| {
            let mut reach = Reach::new(&plan, &draws, 0);
            let mut reached = vec![Mask::NONE; packages];
            let mut found = Vec::new();
            for block in blocks {
                reach.play(block, |package, standing| reached[package] = standing.reached);
                found.push((block, count(&reached)));
            }
            found
        });
        let mut found: Vec<(u64, Vec<Count>)> = found.into_iter().flatten().collect();
        found.sort_by_key(|(block, _)| *block);
        let mut of: Vec<Count> = found.into_iter().flat_map(|(_, counts)| counts).collect();
        of.truncate(2 * groups as usize * packages);
        let mut states = Vec::new();
        if packages > 1 {
            for block in 0..blocks {
                let scores = draws.states(block);
                states.resize_with(scores.len(), Vec::new);
                states.iter_mut().zip(&scores).for_each(|(all, more)| all.extend(more));
            }
            for scores in &mut states {
                scores.truncate(groups as usize);
            }
        }
        Self { packages, of, states }
    }

    /// Paths of each half that reach with a package, beside none.
    pub(super) fn odds(&self, package: usize) -> Vec<[u16; 2]> {
        self.of_package(package).map(|count| [count.reached, 0]).collect()
    }

    /// Paths of each half that reach with a package and not with the first, and the reverse.
    pub(super) fn difference(&self, package: usize) -> Vec<[u16; 2]> {
        self.of_package(package).map(|count| [count.gained, count.lost]).collect()
    }

    /// What to expect of the difference that a package makes in every group, by what is known there.
    pub(super) fn features(&self, package: usize) -> Option<Features> {
        let share = |package: usize| -> Vec<f64> {
            let reached: Vec<f64> = self.of_package(package).map(|count| f64::from(count.reached)).collect();
            reached.as_chunks::<2>().0.iter().map(|[one, other]| (one + other) / GROUP as f64).collect()
        };
        Features::of(&self.states, &[share(0), share(package)])
    }

    fn of_package(&self, package: usize) -> impl Iterator<Item = &Count> {
        self.of.iter().skip(package).step_by(self.packages)
    }
}

/// By half of a group of a block and package.
fn count(reached: &[Mask]) -> Vec<Count> {
    let first = &reached[0];
    let of = |half: usize, with: &Mask| {
        let within = |mask: &Mask| mask.count_within(half * HALF..(half + 1) * HALF) as u16;
        Count { reached: within(with), gained: within(&with.without(first)), lost: within(&first.without(with)) }
    };
    (0..2 * GROUPS).flat_map(|half| reached.iter().map(move |with| of(half, with))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_counted_in_the_group_where_they_stand() {
        let ranges = |ranges: &[std::ops::Range<usize>]| {
            let range = |range: &std::ops::Range<usize>| Mask::first(range.end).without(&Mask::first(range.start));
            ranges.iter().map(range).fold(Mask::NONE, |all, more| all.or(&more))
        };
        let (first, second) = (ranges(&[64..67, 128..130]), ranges(&[0..1, 64..65, 960..1024]));
        let counts = Counts { packages: 2, of: count(&[first, second]), states: Vec::new() };
        let zeros = |count: usize| vec![[0, 0]; count];
        assert_eq!(counts.odds(0), [vec![[0, 0], [3, 0], [2, 0]], zeros(13)].concat());
        assert_eq!(counts.odds(1), [vec![[1, 0], [1, 0]], zeros(13), vec![[64, 0]]].concat());
        assert_eq!(counts.difference(1), [vec![[1, 0], [0, 2], [0, 2]], zeros(12), vec![[64, 0]]].concat());
    }
}
