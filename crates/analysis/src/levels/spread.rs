//! How odds spread that were each counted from a few paths.
//!
//! The mixing distribution of the groups' counts is found by steps towards its greatest likelihood (Laird 1978), from the beta
//! distribution of the moments, and few of them: where odds are beta, as they nearly are where many numbers move them a
//! little, it starts at the answer; where they are not, it leaves it. Differences of odds often have a ceiling, since a deal
//! matters most where trade is near the target: there each group starts from what a regression on its knowledge expects.

mod likelihood;
mod prior;
mod regression;

use std::num::NonZeroUsize;

use altai_math::{beta, normal};
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Streams};

use super::RANGE;
use super::counts::GROUPS;
use crate::blocks::each_block;
use likelihood::{CELLS, Likelihood, Masses};
use prior::{Moments, Prior};
pub(super) use regression::Features;

/// Steps towards the greatest likelihood: more would follow the noise (`docs/decisions/0005-levels.md` has the measurements).
const STEPS: usize = 20;

/// How often the groups are resampled for the errors of the ends (Efron 1979), those of a block together.
const RESAMPLES: u64 = 100;

/// How odds, or differences of odds, spread over what could be known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub(super) mean: f64,
    /// Of simulation, blocks of groups being independent.
    pub(super) standard_error: f64,
    pub(super) sd: f64,
    /// The quantiles at [`RANGE`].
    pub(super) ends: [End; 2],
}

/// A quantile and how far simulation leaves it open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) value: f64,
    /// By resampling; and how far it moves with half the paths of every group, which tells how much their noise still matters.
    pub(super) standard_error: f64,
    pub(super) lower_95: f64,
    pub(super) upper_95: f64,
}

impl Spread {
    /// Of groups of `paths` paths each, from the counts of both halves of each, one after the other: so many gained and so many
    /// lost. Features are of what is known in each group.
    pub(super) fn of(
        halves: &[[u16; 2]],
        paths: usize,
        features: Option<&Features>,
        seed: u64,
        threads: NonZeroUsize,
    ) -> Self {
        let whole = |[one, other]: &[[u16; 2]; 2]| [one[0] + other[0], one[1] + other[1]];
        let counts: Vec<[u16; 2]> = halves.as_chunks::<2>().0.iter().map(whole).collect();
        let every_once = vec![1; counts.len()];
        let moments = Moments::of(&counts, &every_once, paths);
        let critical = critical(counts.len());
        let end = |value: f64, standard_error: f64, [least, most]: [f64; 2]| {
            let half = critical * standard_error;
            let (lower_95, upper_95) = ((value - half).max(least), (value + half).min(most));
            End { value, standard_error, lower_95, upper_95 }
        };
        let mut likelihood = Likelihood::of(&counts, paths);
        likelihood.settle(&counts, |likelihood| {
            let prior = Prior::of_all(&moments, counts.len());
            mixed(likelihood, &prior, &every_once)
        });
        let shares: Vec<f64> =
            counts.iter().map(|[gained, lost]| (f64::from(*gained) - f64::from(*lost)) / paths as f64).collect();
        let domain = likelihood.domain();
        let of = |times: &[u32]| {
            let moments = Moments::of(&counts, times, paths);
            let prior = moments.is_spread().then(|| Prior::of(domain, &moments, features, &shares, times));
            let ends = prior.as_ref().map_or([moments.mean; 2], |prior| ends(&likelihood, prior, times));
            (ends, moments.variance, prior)
        };
        let (values, variance, prior) = of(&every_once);
        let unit = features.map_or(GROUPS, Features::unit);
        let draws = Streams::new(seed);
        let again = each_block(RESAMPLES, threads, |resample| {
            let times = resampled(counts.len().div_ceil(unit), draws, resample as u32);
            let times: Vec<u32> = (0..counts.len()).map(|group| times[group / unit]).collect();
            let (ends, variance, _) = of(&times);
            (ends, variance)
        });
        let in_halves = prior.as_ref().map_or(values, |prior| ends(&likelihood.halved(halves), prior, &every_once));
        // Where the counts spread no wider than by chance, the odds may still spread by what the error of that leaves open.
        let open = 2.0 * sd(again.iter().map(|(_, variance)| *variance));
        let unseen = normal::quantile(RANGE[1]) * (variance + open).max(0.0).sqrt();
        let smeared = prior.map_or(unseen / critical, |prior| prior.smeared);
        let ends = [0, 1].map(|which| {
            let resampling = sd(again.iter().map(|(ends, _)| ends[which]));
            let noise = (in_halves[which] - values[which]).abs().max(smeared);
            end(values[which], (resampling * resampling + noise * noise).sqrt(), domain)
        });
        Self {
            mean: moments.mean,
            standard_error: standard_error(&shares, moments.mean),
            sd: moments.variance.max(0.0).sqrt(),
            ends,
        }
    }
}

/// Student's t at 97.5 %, with as many degrees of freedom as there are groups beyond an end less one: an end and its error rest
/// on them.
fn critical(groups: usize) -> f64 {
    let degrees = (RANGE[0] * groups as f64 - 1.0).max(1.0);
    let x = beta::quantile(0.95, 0.5, degrees / 2.0);
    (degrees * x / (1.0 - x)).sqrt()
}

/// The quantiles at [`RANGE`].
fn ends(likelihood: &Likelihood, prior: &Prior, times: &[u32]) -> [f64; 2] {
    let masses = mixed(likelihood, prior, times);
    RANGE.map(|level| likelihood.quantile(&masses, level))
}

/// The mixing distribution: how much of it lies in every cell.
fn mixed(likelihood: &Likelihood, prior: &Prior, times: &[u32]) -> Masses {
    let mut masses = prior.masses(likelihood);
    let shares = likelihood.shares(&prior.class_of, times);
    for _ in 0..STEPS {
        likelihood.improve(&mut masses, &shares);
    }
    let mut all = [0.0; CELLS];
    for (masses, shares) in masses.iter().zip(&shares) {
        let weight: f64 = shares.iter().map(|(_, share)| share).sum();
        all.iter_mut().zip(masses).for_each(|(sum, mass)| *sum += weight * mass);
    }
    all
}

/// Of the mean of shares whose deviations add up within a block, and are independent between blocks.
fn standard_error(shares: &[f64], mean: f64) -> f64 {
    let blocks = shares.chunks(GROUPS);
    let count = blocks.len() as f64;
    let of_block = |block: &[f64]| block.iter().map(|share| share - mean).sum::<f64>();
    let squares: f64 = blocks.map(of_block).map(|sum| sum * sum).sum();
    (squares * count / (count - 1.0)).sqrt() / shares.len() as f64
}

/// How often each of so many units is drawn when as many are drawn, each as likely as the other.
fn resampled(units: usize, draws: Streams, resample: u32) -> Vec<u32> {
    let dimension = Dimension::once(Address::of("levels.resampling"), resample);
    let mut times = vec![0; units];
    let mut column = [0.0; BLOCK];
    for block in 0..units.div_ceil(BLOCK) {
        draws.uniforms(dimension, block as u64, &mut column);
        for u in &column[..BLOCK.min(units - block * BLOCK)] {
            times[(u * units as f64) as usize] += 1;
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
