//! How odds spread that were each counted from a few paths.
//!
//! The mixing distribution of the groups' counts is found by steps towards its greatest likelihood (Laird 1978), from the beta
//! distribution of the moments, and few of them: where odds are beta, as they nearly are where many numbers move them a
//! little, it starts at the answer; where they are not, it leaves it.

mod likelihood;

use std::num::NonZeroUsize;

use altai_math::beta;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Streams};

use super::RANGE;
use crate::blocks::each_block;
use crate::interval::Z_95;
use likelihood::{CELLS, Likelihood, Masses};

/// Steps towards the greatest likelihood: more would follow the noise (`docs/decisions/0005-levels.md` has the measurements).
const STEPS: usize = 20;

/// Of the start, this much lies evenly everywhere: what has no mass at the start would never get any.
const EVERYWHERE: f64 = 0.01;

/// How often the groups are resampled for the errors of the ends (Efron 1979).
const RESAMPLES: u64 = 100;

/// A spread smaller than this, as a standard deviation, is none.
const LEAST_SD: f64 = 1e-4;

/// How odds, or differences of odds, spread over what could be known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub(super) mean: f64,
    /// Of simulation, groups being independent.
    pub(super) standard_error: f64,
    pub(super) sd: f64,
    /// The quantiles at [`RANGE`].
    pub(super) ends: [End; 2],
}

/// A quantile and how far simulation leaves it open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) value: f64,
    pub(super) standard_error: f64,
    pub(super) lower_95: f64,
    pub(super) upper_95: f64,
}

/// Mean and variance of what groups count, and of what they estimate.
#[derive(Debug, Clone, Copy)]
struct Moments {
    mean: f64,
    counted: f64,
    /// Without the noise of counting: below 0 where that is all there is.
    variance: f64,
}

impl Spread {
    /// Of groups of `paths` paths each, of which so many gained and so many lost.
    pub(super) fn of(counts: &[[u16; 2]], paths: usize, seed: u64, threads: NonZeroUsize) -> Self {
        let every_once = vec![1; counts.len()];
        let moments = Moments::of(counts, &every_once, paths);
        let mut likelihood = Likelihood::of(counts, paths);
        likelihood.settle(counts, |likelihood| masses(likelihood, &moments, &likelihood.shares(&every_once)));
        let values = ends(&likelihood, &moments, &every_once);
        let draws = Streams::new(seed);
        let again = each_block(RESAMPLES, threads, |resample| {
            let times = resampled(counts.len(), draws, resample as u32);
            ends(&likelihood, &Moments::of(counts, &times, paths), &times)
        });
        let [least, most] = likelihood.domain();
        let end = |which: usize| {
            let value = values[which];
            let standard_error = sd(again.iter().map(|ends| ends[which]));
            let half = Z_95 * standard_error;
            let (lower_95, upper_95) = ((value - half).max(least), (value + half).min(most));
            End { value, standard_error, lower_95, upper_95 }
        };
        Self {
            mean: moments.mean,
            standard_error: (moments.counted / counts.len() as f64).sqrt(),
            sd: moments.variance.max(0.0).sqrt(),
            ends: [end(0), end(1)],
        }
    }
}

impl Moments {
    /// Of the groups, each counted so many times.
    fn of(counts: &[[u16; 2]], times: &[u32], paths: usize) -> Self {
        let n = paths as f64;
        let (mut groups, mut sum, mut squares, mut noise) = (0.0, 0.0, 0.0, 0.0);
        for ([gained, lost], times) in counts.iter().zip(times) {
            let (gained, lost, times) = (f64::from(*gained), f64::from(*lost), f64::from(*times));
            let share = (gained - lost) / n;
            groups += times;
            sum += times * share;
            squares += times * share * share;
            noise += times * ((gained + lost) / n - share * share) / (n - 1.0);
        }
        let mean = sum / groups;
        let counted = (squares - groups * mean * mean).max(0.0) / (groups - 1.0);
        Self { mean, counted, variance: counted - noise / groups }
    }

    fn is_spread(&self) -> bool {
        self.variance > LEAST_SD * LEAST_SD
    }
}

/// The quantiles at [`RANGE`].
fn ends(likelihood: &Likelihood, moments: &Moments, times: &[u32]) -> [f64; 2] {
    if !moments.is_spread() {
        return [moments.mean; 2];
    }
    let masses = masses(likelihood, moments, &likelihood.shares(times));
    RANGE.map(|level| likelihood.quantile(&masses, level))
}

/// The mixing distribution: how much of it lies in every cell.
fn masses(likelihood: &Likelihood, moments: &Moments, shares: &[f64]) -> Masses {
    let mut masses = start(likelihood, moments);
    for _ in 0..STEPS {
        likelihood.improve(&mut masses, shares);
    }
    masses
}

/// The beta distribution with the same mean and variance, a little of it everywhere.
fn start(likelihood: &Likelihood, moments: &Moments) -> Masses {
    let [least, most] = likelihood.domain();
    let width = most - least;
    let (mean, variance) = ((moments.mean - least) / width, moments.variance / (width * width));
    let even = 1.0 / CELLS as f64;
    let size = mean * (1.0 - mean) / variance.max(LEAST_SD * LEAST_SD) - 1.0;
    // More than all at both ends there cannot be.
    let size = size.max(1e-3);
    let below = |x: f64| beta::incomplete((x - least) / width, size * mean, size * (1.0 - mean));
    let levels: Vec<f64> = likelihood.edges().iter().map(|&edge| below(edge)).collect();
    let within = levels[CELLS] - levels[0];
    std::array::from_fn(|cell| {
        let beta = if within > 0.0 { (levels[cell + 1] - levels[cell]) / within } else { even };
        (1.0 - EVERYWHERE) * beta + EVERYWHERE * even
    })
}

/// How often each of so many groups is drawn when as many are drawn, each as likely as the other.
fn resampled(groups: usize, draws: Streams, resample: u32) -> Vec<u32> {
    let dimension = Dimension::once(Address::of("levels.resampling"), resample);
    let mut times = vec![0; groups];
    let mut column = [0.0; BLOCK];
    for block in 0..groups.div_ceil(BLOCK) {
        draws.uniforms(dimension, block as u64, &mut column);
        for u in &column[..BLOCK.min(groups - block * BLOCK)] {
            times[(u * groups as f64) as usize] += 1;
        }
    }
    times
}

fn sd(values: impl ExactSizeIterator<Item = f64> + Clone) -> f64 {
    let n = values.len() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0)).sqrt()
}

#[cfg(test)]
mod tests;
