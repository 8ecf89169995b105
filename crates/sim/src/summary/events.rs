//! Whether the target was met, as bit masks over a block and as counts over all of them.

use altai_math::{Entries, Operand, with_operands};

use crate::columns::Values;
use crate::draws::BLOCK;

/// One bit per path of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mask([u64; BLOCK / 64]);

/// Paths with an event, and those that share it with the first package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) at_date: u64,
    pub(super) reached: u64,
    pub(super) at_date_with_first: u64,
    pub(super) reached_with_first: u64,
}

impl Mask {
    pub(crate) const NONE: Self = Self([0; BLOCK / 64]);

    /// Where turnover is at or above the target.
    pub(crate) fn at_or_above(turnover: &Values, target: Operand<'_>) -> Self {
        let mut mask = Self::NONE;
        with_operands!(|target| at_or_above(&mut mask.0, turnover, target));
        mask
    }

    /// The first `count` paths.
    pub(super) fn first(count: usize) -> Self {
        Self(std::array::from_fn(|word| match count.saturating_sub(64 * word) {
            0 => 0,
            missing if missing >= 64 => u64::MAX,
            missing => (1 << missing) - 1,
        }))
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    pub(crate) fn bits(&self) -> &[u64; BLOCK / 64] {
        &self.0
    }

    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

impl Counts {
    pub(super) fn merge(&mut self, other: &Self) {
        self.at_date += other.at_date;
        self.reached += other.reached;
        self.at_date_with_first += other.at_date_with_first;
        self.reached_with_first += other.reached_with_first;
    }
}

altai_math::kernel! {
    fn at_or_above<K: Entries>(mask: &mut [u64; BLOCK / 64], turnover: &Values, target: K) {
        let target = target.first(BLOCK);
        for (place, word) in mask.iter_mut().enumerate() {
            let mut bits = 0;
            for path in 0..64 {
                bits |= u64::from(turnover[place * 64 + path] >= target.of(place * 64 + path)) << path;
            }
            *word = bits;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_counts_the_paths_that_meet_the_target() {
        let turnover: Values = std::array::from_fn(|path| path as f64);
        let mask = Mask::at_or_above(&turnover, Operand::from(&[1000.0; BLOCK][..]));
        assert_eq!(mask.count(), 24);
        assert_eq!(mask.and(&Mask::first(1001)).count(), 1);
        assert_eq!(Mask::first(0).count(), 0);
        assert_eq!(Mask::first(64).count(), 64);
        assert_eq!(Mask::first(BLOCK).count(), BLOCK as u64);
        assert_eq!(mask.or(&Mask::first(10)).count(), 34);
    }
}
