//! Counting paths that reach the target, with nothing set and with each number set: whole numbers, so that any order will do.

use std::num::NonZeroUsize;

use altai_sim::draws::BLOCK;
use altai_sim::{Mask, Plan, Reach, Streams, share_out};

/// What is counted of all paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) paths: u64,
    /// Paths that reach the target with nothing set.
    pub(super) stated: u64,
    /// Of every assumption, at its low and its high value.
    pub(super) settings: Vec<[SetCount; 2]>,
    /// Σ D_i D_j over paths, D_i = 1 where a path reaches with i high only, −1 with i low only, else 0.
    products: Vec<i64>,
}

/// Of one setting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SetCount {
    /// Paths that reach the target.
    pub(super) reached: u64,
    /// Those among them that do not with nothing set.
    pub(super) gained: u64,
    /// Paths that reach it with nothing set only.
    pub(super) lost: u64,
}

impl Counts {
    /// Plays all plans on the same draws: the first as the scenario has it, then two for each assumption, low and high.
    pub(super) fn of(plans: &[Plan], draws: Streams, paths: u64, threads: NonZeroUsize) -> Self {
        let assumptions = (plans.len() - 1) / 2;
        let counted = share_out(0..paths.div_ceil(BLOCK as u64), threads, |blocks| {
            let mut counts = Self::none(paths, assumptions);
            for block in blocks {
                let seen = Mask::first((paths - block * BLOCK as u64).min(BLOCK as u64) as usize);
                let reached = |plan: &Plan| reached(plan, draws, block).and(&seen);
                counts.add(&plans.iter().map(reached).collect::<Vec<Mask>>());
            }
            counts
        });
        let none = Self::none(paths, assumptions);
        counted.iter().fold(none, Self::with)
    }

    fn none(paths: u64, assumptions: usize) -> Self {
        Self {
            paths,
            stated: 0,
            settings: vec![[SetCount::default(); 2]; assumptions],
            products: vec![0; assumptions * assumptions],
        }
    }

    /// Counts a block, in the order of the plans.
    fn add(&mut self, reached: &[Mask]) {
        let [stated, set @ ..] = reached else { return };
        self.stated += stated.count();
        let pairs = set.as_chunks::<2>().0;
        for (counts, pair) in self.settings.iter_mut().zip(pairs) {
            for (counts, with) in counts.iter_mut().zip(pair) {
                counts.reached += with.count();
                counts.gained += with.without(stated).count();
                counts.lost += stated.without(with).count();
            }
        }
        let moved: Vec<[Mask; 2]> = pairs.iter().map(|[low, high]| [high.without(low), low.without(high)]).collect();
        let many = moved.len();
        for (i, [up, down]) in moved.iter().enumerate() {
            for (j, [other_up, other_down]) in moved.iter().enumerate().take(i + 1) {
                let agree = up.and(other_up).count() + down.and(other_down).count();
                let differ = up.and(other_down).count() + down.and(other_up).count();
                self.products[i * many + j] += agree.cast_signed() - differ.cast_signed();
            }
        }
    }

    fn with(mut self, more: &Self) -> Self {
        self.stated += more.stated;
        for (counts, more) in self.settings.iter_mut().flatten().zip(more.settings.iter().flatten()) {
            counts.reached += more.reached;
            counts.gained += more.gained;
            counts.lost += more.lost;
        }
        self.products.iter_mut().zip(&more.products).for_each(|(sum, more)| *sum += more);
        self
    }

    /// Σ D_i: by how many paths more the target is reached with the number high than low.
    pub(super) fn span(&self, i: usize) -> i64 {
        let [low, high] = self.settings[i];
        high.reached.cast_signed() - low.reached.cast_signed()
    }

    /// Σ D_i D_j.
    pub(super) fn product(&self, i: usize, j: usize) -> i64 {
        self.products[i.max(j) * self.settings.len() + i.min(j)]
    }

    /// Paths that reach the target with the number high only, and low only.
    pub(super) fn gained_and_lost(&self, i: usize) -> (u64, u64) {
        let (moved, span) = (self.product(i, i), self.span(i));
        (i64::midpoint(moved, span).unsigned_abs(), i64::midpoint(moved, -span).unsigned_abs())
    }

    /// By how much i moves the odds farther than j, whichever way each: the sum over paths and the sum of squares.
    pub(super) fn compared(&self, i: usize, j: usize) -> (i64, i64) {
        let (one, other) = (self.span(i), self.span(j));
        let same_way = if (one < 0) == (other < 0) { 1 } else { -1 };
        let squares = self.product(i, i) + self.product(j, j) - 2 * same_way * self.product(i, j);
        (one.abs() - other.abs(), squares)
    }
}

/// The paths of a block that reach the only target with the only package.
fn reached(plan: &Plan, draws: Streams, block: u64) -> Mask {
    let mut reached = Mask::NONE;
    Reach::new(plan, &draws, 0).play(block, |_, standing| reached = standing.reached);
    reached
}

#[cfg(test)]
mod tests {
    use altai_math::Operand;

    use super::*;

    #[test]
    fn products_are_those_of_a_slow_sum_over_paths() {
        let word = |seed: u64| seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ seed.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 7;
        let column = |row: u64| std::array::from_fn(|path| (word(row * 10_000 + path as u64) >> 63) as f64);
        let mask = |row: u64| Mask::at_or_above(&column(row), Operand::from(&[1.0; BLOCK][..]));
        let masks: Vec<Mask> = (1..=7).map(mask).collect();
        let mut counts = Counts::none(BLOCK as u64, 3);
        counts.add(&masks);
        let bit = |row: usize, path: usize| i64::from(masks[row].holds(path));
        let moved = |i: usize, path: usize| bit(2 * i + 2, path) - bit(2 * i + 1, path);
        for i in 0..3 {
            assert_eq!(counts.span(i), (0..BLOCK).map(|path| moved(i, path)).sum::<i64>());
            let (gained, lost) = counts.gained_and_lost(i);
            assert_eq!(gained as usize, (0..BLOCK).filter(|&path| moved(i, path) > 0).count());
            assert_eq!(lost as usize, (0..BLOCK).filter(|&path| moved(i, path) < 0).count());
            let lost = (0..BLOCK).filter(|&path| bit(0, path) > bit(2 * i + 1, path)).count();
            assert_eq!(counts.settings[i][0].lost as usize, lost);
            for j in 0..3 {
                assert_eq!(counts.product(i, j), (0..BLOCK).map(|path| moved(i, path) * moved(j, path)).sum::<i64>());
                let way = |i: usize| if counts.span(i) < 0 { -1 } else { 1 };
                let apart = |path: usize| way(i) * moved(i, path) - way(j) * moved(j, path);
                let squares = (0..BLOCK).map(|path| apart(path) * apart(path)).sum::<i64>();
                assert_eq!(counts.compared(i, j), ((0..BLOCK).map(apart).sum::<i64>(), squares));
            }
        }
    }
}
