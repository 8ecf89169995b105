//! Who of a block: one bit per path; and who has reached a target, year by year.

use std::ops::Range;

use altai_math::{Entries, Operand, with_operands};

use crate::columns::Values;
use crate::draws::BLOCK;

/// A set of paths of a block, such as those that reach a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask([u64; BLOCK / 64]);

impl Mask {
    /// No path.
    pub const NONE: Self = Self([0; BLOCK / 64]);

    /// The first `count` paths, or all of the block.
    pub fn first(count: usize) -> Self {
        Self(std::array::from_fn(|word| first_of(word, count)))
    }

    /// Where turnover is at or above the target.
    ///
    /// # Panics
    ///
    /// When the target has fewer paths than a block.
    pub fn at_or_above(turnover: &Values, target: Operand<'_>) -> Self {
        let mut mask = Self::NONE;
        with_operands!(|target| at_or_above(&mut mask.0, turnover, target));
        mask
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    /// Those that are in either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// Those that are in this one only.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    /// How many.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// How many of a range of paths.
    pub fn count_within(&self, paths: Range<usize>) -> u64 {
        let words = paths.start / 64..paths.end.div_ceil(64).min(self.0.len());
        let within = |word: usize| self.0[word] & first_of(word, paths.end) & !first_of(word, paths.start);
        words.map(|word| u64::from(within(word).count_ones())).sum()
    }

    /// Whether a path is one of them.
    ///
    /// # Panics
    ///
    /// When the block has no such path.
    pub fn holds(&self, path: usize) -> bool {
        self.0[path / 64] >> (path % 64) & 1 == 1
    }

    /// The places of its paths in the block, ascending.
    pub fn paths(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(word, &bits)| {
            let left = |bits: u64| (bits != 0).then_some(bits);
            std::iter::successors(left(bits), move |bits| left(bits & (bits - 1)))
                .map(move |bits| 64 * word + bits.trailing_zeros() as usize)
        })
    }
}

/// The bits of a word that belong to the first `count` paths.
fn first_of(word: usize, count: usize) -> u64 {
    match count.saturating_sub(64 * word) {
        rest if rest < 64 => (1 << rest) - 1,
        _ => u64::MAX,
    }
}

/// Who has reached a target by now: at or above it for as many years in a row as it asks for.
#[derive(Debug, Clone)]
pub struct Reached {
    by_now: Mask,
    /// Entry n − 1 holds who has been at or above the target for the last n years.
    in_a_row: Vec<Mask>,
}

impl Reached {
    /// Before the first year, of a target that asks for so many years in a row.
    ///
    /// # Panics
    ///
    /// When it asks for none.
    pub fn new(sustain: usize) -> Self {
        assert!(sustain > 0, "a target asks for a year at least");
        Self { by_now: Mask::NONE, in_a_row: vec![Mask::NONE; sustain] }
    }

    /// Goes back to before the first year.
    pub(crate) fn begin(&mut self) {
        self.by_now = Mask::NONE;
        self.in_a_row.fill(Mask::NONE);
    }

    /// Another year has passed, with those at or above the target; returns who has reached it by now.
    #[inline]
    pub fn pass(&mut self, at_date: Mask) -> Mask {
        let longest = self.in_a_row.len() - 1;
        self.in_a_row.iter_mut().fold(at_date, |longer, held| {
            let next = held.and(&at_date);
            *held = longer;
            next
        });
        self.by_now = self.by_now.or(&self.in_a_row[longest]);
        self.by_now
    }

    /// Who has reached it.
    pub fn by_now(&self) -> Mask {
        self.by_now
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

    /// The paths from one to the last.
    fn from(first: usize) -> Mask {
        let turnover: Values = std::array::from_fn(|path| path as f64);
        Mask::at_or_above(&turnover, Operand::from(&[first as f64; BLOCK][..]))
    }

    #[test]
    fn a_mask_counts_the_paths_that_meet_the_target() {
        let mask = from(1000);
        assert_eq!(mask.count(), 24);
        assert_eq!(mask.and(&Mask::first(1001)).count(), 1);
        assert_eq!(mask.or(&Mask::first(10)).count(), 34);
        assert_eq!(mask.without(&Mask::first(1001)).count(), 23);
        assert_eq!(mask.count_within(990..1010), 10);
        assert_eq!(mask.count_within(0..1000), 0);
        assert_eq!(mask.count_within(1001..5_000), 23);
        assert_eq!(mask.count_within(64..64), 0);
    }

    #[test]
    fn the_first_paths_are_no_more_than_there_are() {
        for (asked, held) in [(0, 0), (64, 64), (70, 70), (BLOCK, BLOCK), (5_000, BLOCK)] {
            assert_eq!(Mask::first(asked).count(), held as u64);
        }
    }

    #[test]
    fn a_target_is_reached_with_the_last_of_so_many_years_in_a_row_and_stays_so() {
        // Path p is there in year t where bit t of p is 1.
        let there = |year: usize| {
            let turnover: Values = std::array::from_fn(|path| (path >> year & 1) as f64);
            Mask::at_or_above(&turnover, Operand::from(&[1.0; BLOCK][..]))
        };
        for sustain in 1..=4 {
            let mut reached = Reached::new(sustain);
            for year in 0..10 {
                let by_now = reached.pass(there(year));
                assert_eq!(by_now, reached.by_now());
                for path in 0..BLOCK {
                    let ends = (0..=year).filter(|end| end + 1 >= sustain);
                    let is_so = ends.into_iter().any(|end| (end + 1 - sustain..=end).all(|t| path >> t & 1 == 1));
                    assert_eq!(by_now.holds(path), is_so, "{sustain} {year} {path:b}");
                }
            }
            reached.begin();
            assert_eq!(reached.pass(Mask::NONE), Mask::NONE);
        }
    }

    #[test]
    fn a_mask_tells_its_paths_one_by_one() {
        let mask = Mask::first(2).or(&from(1021)).or(&Mask::first(66).without(&Mask::first(63)));
        let paths = [0, 1, 63, 64, 65, 1021, 1022, 1023];
        assert_eq!(mask.paths().collect::<Vec<_>>(), paths);
        assert!((0..BLOCK).all(|path| mask.holds(path) == paths.contains(&path)));
        assert_eq!(Mask::NONE.paths().next(), None);
    }
}
