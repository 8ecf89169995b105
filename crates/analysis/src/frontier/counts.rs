//! Paths that reach the target under each of many sets of deals, and what the deals cost.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

use altai_math::{ExactSum, sums};
use altai_sim::draws::BLOCK;
use altai_sim::reach::{Bits, first_paths};
use altai_sim::{Draws, Plan, Reach, share_out};

/// Counts and sums over all paths of one half. They merge exactly, whoever played what.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    pub(super) paths: u64,
    /// Paths that reach the target, by case.
    pub(super) reached: Vec<u64>,
    /// Paths on which a tracked case and a case both reach, by tracked case and case.
    both: Vec<Vec<u64>>,
    /// What became due, by costly deal; and products of two, by first and second.
    due: Vec<ExactSum>,
    products: Vec<Vec<ExactSum>>,
}

impl Counts {
    /// Plays so many paths: the first, or as many fresh ones behind them. The plan's packages are the cases.
    pub(super) fn of(
        plan: &Plan,
        draws: &dyn Draws,
        (paths, fresh): (u64, bool),
        (costly, tracked): (&[usize], &[usize]),
        threads: NonZeroUsize,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Self {
        let many = paths.div_ceil(BLOCK as u64);
        let skipped = if fresh { many } else { 0 };
        let played = AtomicU64::new(0);
        let counted = share_out(0..many, threads, |blocks| {
            let mut reach = Reach::new(plan, draws, 0);
            let mut counts = Self::none(plan.packages(), costly.len(), tracked.len());
            let mut reached: Vec<Bits> = vec![[0; BLOCK / 64]; plan.packages()];
            for block in blocks {
                let counted = (paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
                reach.play(skipped + block, |case, standing| reached[case] = first_paths(standing.reached, counted));
                counts.observe(&reached, tracked, counted);
                for first in 0..costly.len() {
                    let Some(one) = reach.due(costly[first]) else { continue };
                    counts.due[first].add(sums::sum(&one[..counted]));
                    for second in 0..=first {
                        let Some(other) = reach.due(costly[second]) else { continue };
                        counts.products[first][second].add(sums::dot(&one[..counted], &other[..counted]));
                    }
                }
                progress(played.fetch_add(counted as u64, Ordering::Relaxed) + counted as u64);
            }
            counts
        });
        let none = Self::none(plan.packages(), costly.len(), tracked.len());
        counted.iter().fold(none, Self::with)
    }

    fn none(cases: usize, costly: usize, tracked: usize) -> Self {
        Self {
            paths: 0,
            reached: vec![0; cases],
            both: vec![vec![0; cases]; tracked],
            due: vec![ExactSum::default(); costly],
            products: vec![vec![ExactSum::default(); costly]; costly],
        }
    }

    fn observe(&mut self, reached: &[Bits], tracked: &[usize], counted: usize) {
        self.paths += counted as u64;
        for (count, bits) in self.reached.iter_mut().zip(reached) {
            *count += ones(bits);
        }
        for (both, &case) in self.both.iter_mut().zip(tracked) {
            let mine = &reached[case];
            for (both, other) in both.iter_mut().zip(reached) {
                *both += ones(&std::array::from_fn(|word| mine[word] & other[word]));
            }
        }
    }

    fn with(mut self, other: &Self) -> Self {
        self.paths += other.paths;
        let mine = self.reached.iter_mut().chain(self.both.iter_mut().flatten());
        mine.zip(other.reached.iter().chain(other.both.iter().flatten())).for_each(|(mine, other)| *mine += other);
        let mine = self.due.iter_mut().chain(self.products.iter_mut().flatten());
        mine.zip(other.due.iter().chain(other.products.iter().flatten())).for_each(|(mine, other)| mine.merge(other));
        self
    }

    /// Paths on which the tracked case reaches and the other does not, and the reverse.
    pub(super) fn gained_and_lost(&self, tracked: &[usize], place: usize, other: usize) -> (u64, u64) {
        let both = self.both[place][other];
        (self.reached[tracked[place]] - both, self.reached[other] - both)
    }

    /// The expected cost of the deals that are on, USD million.
    pub(super) fn cost(&self, on: &[bool]) -> f64 {
        let due = self.due.iter().zip(on).filter(|(_, on)| **on).map(|(due, _)| due.value());
        due.sum::<f64>() / self.paths as f64
    }

    /// Its standard error.
    pub(super) fn cost_error(&self, on: &[bool]) -> f64 {
        self.error(&on.iter().map(|&on| f64::from(u8::from(on))).collect::<Vec<_>>())
    }

    /// What the deals of the one cost beyond those of the other, and the standard error on the same paths.
    pub(super) fn costlier(&self, one: &[bool], other: &[bool]) -> (f64, f64) {
        let sign = |(&one, &other): (&bool, &bool)| f64::from(u8::from(one)) - f64::from(u8::from(other));
        let signs: Vec<f64> = one.iter().zip(other).map(sign).collect();
        let sum: f64 = self.due.iter().zip(&signs).map(|(due, sign)| sign * due.value()).sum();
        (sum / self.paths as f64, self.error(&signs))
    }

    /// The standard error of the mean of Σ wᵢ dueᵢ.
    fn error(&self, weights: &[f64]) -> f64 {
        let n = self.paths as f64;
        let mut variance = 0.0;
        for (first, &one) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            for (second, &other) in weights.iter().enumerate().take(first + 1) {
                let means = self.due[first].value() / n * (self.due[second].value() / n);
                let covariance = self.products[first][second].value() / n - means;
                variance += one * other * covariance * if first == second { 1.0 } else { 2.0 };
            }
        }
        (variance.max(0.0) / (n - 1.0)).sqrt()
    }
}

fn ones(bits: &Bits) -> u64 {
    bits.iter().map(|word| u64::from(word.count_ones())).sum()
}
