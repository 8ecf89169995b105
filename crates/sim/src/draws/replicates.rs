//! Replicates: independent randomisations of a design, from whose spread its errors are told.

use std::ops::Range;

use super::BLOCK;

/// How the paths of a design are split: evenly, in whole blocks, each replicate with a randomisation of its own.
///
/// Draws within a replicate depend on one another, which is what a design is for. So no error can be told from the paths; from
/// 16 independent replicates and more it can (L'Ecuyer, Nakayama, Owen and Tuffin 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replicates {
    count: u64,
    /// The blocks of each are 2 to this power.
    power: u32,
}

impl Replicates {
    /// Fewer would leave the error itself too uncertain.
    pub const FEWEST: u64 = 16;

    /// As many paths as are asked for, or the next number that splits into 16 to 31 replicates of a power of two of blocks:
    /// never a sixteenth more, but for fewer than 16 blocks.
    pub fn of_at_least(paths: u64) -> Self {
        let blocks = paths.div_ceil(BLOCK as u64).max(Self::FEWEST);
        let power = (blocks / Self::FEWEST).ilog2();
        match blocks.div_ceil(1 << power) {
            count if count == 2 * Self::FEWEST => Self { count: Self::FEWEST, power: power + 1 },
            count => Self { count, power },
        }
    }

    /// How many there are.
    pub fn count(self) -> u64 {
        self.count
    }

    /// Blocks of each.
    pub fn blocks(self) -> u64 {
        1 << self.power
    }

    /// Paths of each: a power of two.
    pub fn paths(self) -> u64 {
        BLOCK as u64 * self.blocks()
    }

    /// Paths of all together.
    pub fn all_paths(self) -> u64 {
        self.count * self.paths()
    }

    /// The paths of one of them.
    pub fn range(self, replicate: u64) -> Range<u64> {
        replicate * self.paths()..(replicate + 1) * self.paths()
    }

    /// How many binary digits tell the paths of a replicate apart.
    pub(super) fn digits(self) -> u32 {
        BLOCK.ilog2() + self.power
    }

    /// Whose a block is, and the place of its first path there.
    pub(super) fn place(self, block: u64) -> (u64, u32) {
        // A replicate has fewer than 2³² paths: 16 of them would take years.
        (block >> self.power, ((block % self.blocks()) * BLOCK as u64) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_rounded_up_to_sixteen_replicates_or_some_more_of_a_power_of_two() {
        let of = |paths| {
            let replicates = Replicates::of_at_least(paths);
            (replicates.count(), replicates.paths())
        };
        assert_eq!(of(1), (16, 1_024));
        assert_eq!(of(16_384), (16, 1_024));
        assert_eq!(of(16_385), (17, 1_024));
        assert_eq!(of(100_000), (25, 4_096));
        assert_eq!(of(131_072), (16, 8_192));
        assert_eq!(of(1_000_000), (31, 32_768));
        assert_eq!(of(1_040_000), (16, 65_536));
        assert_eq!(of(10_000_000_000), (19, 536_870_912));
    }

    #[test]
    fn as_many_are_played_as_asked_for_and_at_most_a_sixteenth_more() {
        for blocks in 16..5_000 {
            let asked = blocks * BLOCK as u64;
            let replicates = Replicates::of_at_least(asked);
            assert!((16..32).contains(&replicates.count()));
            assert!(replicates.all_paths() >= asked && replicates.all_paths() <= asked + asked / 16, "{asked}");
            assert_eq!(Replicates::of_at_least(replicates.all_paths()), replicates, "a round number stays");
        }
    }
}
