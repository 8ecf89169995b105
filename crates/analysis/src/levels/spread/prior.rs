//! What to expect of groups before their paths are counted: moments of all, and in classes of groups by their knowledge.

use altai_math::beta::Incomplete;

use super::Features;
use super::likelihood::{CELLS, Likelihood, Masses};

/// Of the start, this much lies evenly everywhere: what has no mass at the start would never get any.
const EVERYWHERE: f64 = 0.01;

/// A spread smaller than this, as a standard deviation, is none.
const LEAST_SD: f64 = 1e-4;

/// In standard deviations.
const FAR: f64 = 20.0;

/// Classes of groups of which about the same is expected.
const CLASSES: usize = 16;

/// What the regression leaves is no more than its noise, unless it exceeds that by so many standard errors.
const SURELY: f64 = 2.0;

/// What is expected of a class lies off the ends of the domain by so much at least.
const OFF_THE_ENDS: f64 = 1e-4;

/// Mean and variance of what groups estimate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    pub(super) mean: f64,
    /// Without the noise of counting: below 0 where that is all there is.
    pub(super) variance: f64,
}

impl Moments {
    /// Of the groups, each counted so many times.
    pub(super) fn of(counts: &[[u16; 2]], times: &[u32], paths: usize) -> Self {
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
        Self { mean, variance: counted - noise / groups }
    }

    pub(super) fn is_spread(&self) -> bool {
        self.variance > LEAST_SD * LEAST_SD
    }
}

/// Beta distributions to start from.
#[derive(Debug, Clone)]
pub(super) struct Prior {
    /// By group.
    pub(super) class_of: Vec<usize>,
    /// Mean and variance by class.
    classes: Vec<[f64; 2]>,
    /// The standard deviation of what the regression gets wrong: by so much a ceiling of what it expects is smeared.
    pub(super) smeared: f64,
}

impl Prior {
    /// One class, of which no more is known than its moments.
    pub(super) fn of_all(moments: &Moments, groups: usize) -> Self {
        Self { class_of: vec![0; groups], classes: vec![[moments.mean, moments.variance]], smeared: 0.0 }
    }

    /// Classes by what a regression on the features expects, where there are features.
    pub(super) fn of(
        domain: [f64; 2],
        moments: &Moments,
        features: Option<&Features>,
        shares: &[f64],
        times: &[u32],
    ) -> Self {
        let of_all = || Self::of_all(moments, times.len());
        let Some(fit) = features.and_then(|features| features.fit(shares, times)) else { return of_all() };
        let counted: f64 = times.iter().map(|times| f64::from(*times)).sum();
        let over = |of: &dyn Fn(f64) -> f64| {
            fit.expected.iter().zip(times).map(|(&m, &times)| f64::from(times) * of(m)).sum::<f64>() / counted
        };
        let mean = over(&|m| m);
        let variance = over(&|m| (m - mean) * (m - mean));
        if variance <= LEAST_SD * LEAST_SD {
            return of_all();
        }
        // What is expected spreads by its noise as well: as much closer to the mean it spreads as it should.
        let slope = (1.0 - fit.noise / variance).max(0.0).min((moments.variance / variance).sqrt());
        let left = moments.variance - slope * slope * variance - SURELY * fit.residual * (2.0 / counted).sqrt();
        let [least, most] = domain;
        let expected: Vec<f64> = fit
            .expected
            .iter()
            .map(|m| (mean + slope * (m - mean)).clamp(least + OFF_THE_ENDS, most - OFF_THE_ENDS))
            .collect();
        // The rest is larger where there is more room to both ends.
        let room = |m: f64| (m - least) * (most - m);
        let rooms: f64 = expected.iter().zip(times).map(|(&m, &times)| f64::from(times) * room(m)).sum();
        let left = left.max(0.0) / (rooms / counted);
        let mut order: Vec<usize> = (0..expected.len()).collect();
        order.sort_unstable_by(|&one, &other| expected[one].total_cmp(&expected[other]).then(one.cmp(&other)));
        let (mut class_of, mut sums, mut before) = (vec![0; order.len()], vec![[0.0; 3]; CLASSES], 0.0);
        for group in order {
            let class = ((before / counted * CLASSES as f64) as usize).min(CLASSES - 1);
            class_of[group] = class;
            let (times, m) = (f64::from(times[group]), expected[group]);
            before += times;
            sums[class] = [sums[class][0] + times, sums[class][1] + times * m, sums[class][2] + times * m * m];
        }
        let moments = |[times, sum, squares]: [f64; 3]| {
            let m = if times > 0.0 { sum / times } else { mean };
            let within = if times > 0.0 { (squares / times - m * m).max(0.0) } else { 0.0 };
            [m, within + left * room(m)]
        };
        Self { class_of, classes: sums.into_iter().map(moments).collect(), smeared: fit.noise.sqrt() }
    }

    /// By class, how much lies in every cell.
    pub(super) fn masses(&self, likelihood: &Likelihood) -> Vec<Masses> {
        self.classes.iter().map(|&[mean, variance]| start(likelihood, mean, variance)).collect()
    }
}

/// The beta distribution with a mean and a variance, a little of it everywhere.
fn start(likelihood: &Likelihood, mean: f64, variance: f64) -> Masses {
    let [least, most] = likelihood.domain();
    let width = most - least;
    let (mean, variance) = ((mean - least) / width, variance / (width * width));
    let even = 1.0 / CELLS as f64;
    let size = mean * (1.0 - mean) / variance.max(LEAST_SD * LEAST_SD) - 1.0;
    // More than all at both ends there cannot be.
    let size = size.max(1e-3);
    // So far off the mean there is nothing.
    let far = FAR * variance.max(LEAST_SD * LEAST_SD).sqrt();
    let incomplete = Incomplete::of(size * mean, size * (1.0 - mean));
    let below = |x: f64| {
        let x = (x - least) / width;
        if (x - mean).abs() > far {
            return if x < mean { 0.0 } else { 1.0 };
        }
        incomplete.at(x)
    };
    let levels: Vec<f64> = likelihood.edges().iter().map(|&edge| below(edge)).collect();
    let within = levels[CELLS] - levels[0];
    std::array::from_fn(|cell| {
        let beta = if within > 0.0 { (levels[cell + 1] - levels[cell]) / within } else { even };
        (1.0 - EVERYWHERE) * beta + EVERYWHERE * even
    })
}
