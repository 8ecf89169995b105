//! How many paths of each group reach the target, with each package and with it alone of two.

use std::num::NonZeroUsize;

use altai_model::Scenario;
use altai_sim::draws::BLOCK;
use altai_sim::reach::Bits;
use altai_sim::{Plan, Reach, Streams, share_out};

use super::GROUP;

/// Groups of a block.
const GROUPS: usize = BLOCK / GROUP;

/// Counts of every group and package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    packages: usize,
    /// By group and package.
    of: Vec<Count>,
}

/// Of the paths of one group.
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
        let (plan, streams) = (Plan::compile(scenario), Streams::new(seed));
        let draws = altai_sim::Levels::new(scenario, &streams, GROUP);
        let packages = scenario.packages.len();
        let found = share_out(0..groups.div_ceil(GROUPS as u64), threads, |blocks| {
            let mut reach = Reach::new(&plan, &draws, 0);
            let mut reached: Vec<Bits> = vec![[0; BLOCK / 64]; packages];
            let mut found = Vec::new();
            for block in blocks {
                reach.play(block, |package, standing| reached[package] = *standing.reached);
                found.push((block, count(&reached)));
            }
            found
        });
        let mut found: Vec<(u64, Vec<Count>)> = found.into_iter().flatten().collect();
        found.sort_by_key(|(block, _)| *block);
        let mut of: Vec<Count> = found.into_iter().flat_map(|(_, counts)| counts).collect();
        of.truncate(groups as usize * packages);
        Self { packages, of }
    }

    /// Paths of each group that reach with a package, beside none.
    pub(super) fn odds(&self, package: usize) -> Vec<[u16; 2]> {
        self.of_package(package).map(|count| [count.reached, 0]).collect()
    }

    /// Paths of each group that reach with a package and not with the first, and the reverse.
    pub(super) fn difference(&self, package: usize) -> Vec<[u16; 2]> {
        self.of_package(package).map(|count| [count.gained, count.lost]).collect()
    }

    fn of_package(&self, package: usize) -> impl Iterator<Item = &Count> {
        self.of.iter().skip(package).step_by(self.packages)
    }
}

/// By group of a block and package.
fn count(reached: &[Bits]) -> Vec<Count> {
    let ones = |bits: &dyn Fn(usize) -> u64, group: usize| {
        let words = group * GROUP / 64..(group + 1) * GROUP / 64;
        words.map(|word| bits(word).count_ones()).sum::<u32>() as u16
    };
    let of = |group: usize, with: &Bits| {
        let first = &reached[0];
        Count {
            reached: ones(&|word| with[word], group),
            gained: ones(&|word| with[word] & !first[word], group),
            lost: ones(&|word| first[word] & !with[word], group),
        }
    };
    (0..GROUPS).flat_map(|group| reached.iter().map(move |with| of(group, with))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_counted_in_the_group_where_they_stand() {
        let mut first = [0; BLOCK / 64];
        (first[1], first[2]) = (0b111, 0b11);
        let mut second = [0; BLOCK / 64];
        (second[0], second[1], second[15]) = (1, 0b1, u64::MAX);
        let counts = Counts { packages: 2, of: count(&[first, second]) };
        assert_eq!(counts.odds(0), [[3, 0], [2, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0]]);
        assert_eq!(counts.odds(1)[..2], [[2, 0], [0, 0]]);
        assert_eq!(counts.difference(1), [[1, 2], [0, 2], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [64, 0]]);
    }
}
