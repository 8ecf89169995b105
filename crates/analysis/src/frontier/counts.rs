//! Paths that reach the target under each of many sets of deals, and what the deals cost.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

use altai_math::{ExactSum, sums};
use altai_sim::draws::BLOCK;
use altai_sim::{Draws, Mask, Plan, Reach, share_out};

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
    /// Paths that cost more than the budget, by set of costly deals as they were watched; empty without a budget.
    over: Vec<u64>,
}

/// What is counted beside the paths that reach.
#[derive(Clone, Copy)]
pub(super) struct Watched<'a> {
    /// The deals that cost anything, as places in the scenario.
    pub(super) costly: &'a [usize],
    /// The cases that are held against all others.
    pub(super) tracked: &'a [usize],
    /// A budget, and the sets of costly deals that are held against it.
    pub(super) budget: Option<(f64, &'a [Vec<bool>])>,
}

impl Counts {
    /// Plays so many paths: the first, or as many fresh ones behind them. The plan's packages are the cases.
    pub(super) fn of(
        plan: &Plan,
        draws: &dyn Draws,
        (paths, fresh): (u64, bool),
        Watched { costly, tracked, budget }: Watched<'_>,
        threads: NonZeroUsize,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Self {
        let many = paths.div_ceil(BLOCK as u64);
        let skipped = if fresh { many } else { 0 };
        let played = AtomicU64::new(0);
        let sets = budget.map_or(0, |(_, sets)| sets.len());
        let counted = share_out(0..many, threads, |blocks| {
            let mut reach = Reach::new(plan, draws, 0);
            let mut counts = Self::none(plan.packages(), costly.len(), tracked.len(), sets);
            let mut reached = vec![Mask::NONE; plan.packages()];
            for block in blocks {
                let counted = (paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
                let counting = Mask::first(counted);
                reach.play(skipped + block, |case, standing| reached[case] = standing.reached.and(&counting));
                counts.observe(&reached, tracked, counted);
                for first in 0..costly.len() {
                    let Some(one) = reach.due(costly[first]) else { continue };
                    counts.due[first].add(sums::sum(&one[..counted]));
                    for second in 0..=first {
                        let Some(other) = reach.due(costly[second]) else { continue };
                        counts.products[first][second].add(sums::dot(&one[..counted], &other[..counted]));
                    }
                }
                if let Some((budget, sets)) = budget {
                    let due: Vec<_> = costly.iter().map(|&deal| reach.due(deal)).collect();
                    for (over, on) in counts.over.iter_mut().zip(sets) {
                        let due = due.iter().zip(on).filter(|(_, on)| **on).filter_map(|(due, _)| *due);
                        *over += beyond(budget, due.map(|due| &due[..counted]), counted);
                    }
                }
                progress(played.fetch_add(counted as u64, Ordering::Relaxed) + counted as u64);
            }
            counts
        });
        let none = Self::none(plan.packages(), costly.len(), tracked.len(), sets);
        counted.iter().fold(none, Self::with)
    }

    fn none(cases: usize, costly: usize, tracked: usize, sets: usize) -> Self {
        Self {
            paths: 0,
            reached: vec![0; cases],
            both: vec![vec![0; cases]; tracked],
            due: vec![ExactSum::default(); costly],
            products: vec![vec![ExactSum::default(); costly]; costly],
            over: vec![0; sets],
        }
    }

    fn observe(&mut self, reached: &[Mask], tracked: &[usize], counted: usize) {
        self.paths += counted as u64;
        for (count, reached) in self.reached.iter_mut().zip(reached) {
            *count += reached.count();
        }
        for (both, &case) in self.both.iter_mut().zip(tracked) {
            for (both, other) in both.iter_mut().zip(reached) {
                *both += reached[case].and(other).count();
            }
        }
    }

    fn with(mut self, other: &Self) -> Self {
        self.paths += other.paths;
        let mine = self.reached.iter_mut().chain(self.both.iter_mut().flatten()).chain(&mut self.over);
        let others = other.reached.iter().chain(other.both.iter().flatten()).chain(&other.over);
        mine.zip(others).for_each(|(mine, other)| *mine += other);
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
        // The sum of nothing is −0.
        (0.0 + due.sum::<f64>()) / self.paths as f64
    }

    /// On which share of the paths the watched set of costly deals comes to more than the budget; `None` without a budget.
    pub(super) fn share_over(&self, set: usize) -> Option<f64> {
        self.over.get(set).map(|&over| over as f64 / self.paths as f64)
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

/// On how many paths the sum of what is due is more than the budget.
fn beyond<'a>(budget: f64, due: impl Iterator<Item = &'a [f64]>, counted: usize) -> u64 {
    let mut sum = [0.0; BLOCK];
    for column in due {
        sum.iter_mut().zip(column).for_each(|(sum, due)| *sum += due);
    }
    sum[..counted].iter().filter(|sum| **sum > budget).count() as u64
}
