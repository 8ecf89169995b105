//! Sobol' indices from what a design makes: pure functions of arrays.
//!
//! A and B are independent samples of all inputs; in AB_i group i is from B and the rest from A. First order:
//! A. Saltelli et al. 2010, *Variance based sensitivity analysis of model output*, Computer Physics Communications 181, 259–270.
//! Total: M. J. W. Jansen 1999, *Analysis of variance designs for model output*, Computer Physics Communications 117, 35–43.

use altai_math::sums;
use altai_sim::Draws;

use super::bins::{Bins, RUN, Replicates};
use crate::estimate::PartlyKnown;

/// n, Σa, Σb, Σa², Σb²; then for every group Σc, Σb(c − a), Σ(c − a)², c being what AB_i makes.
const OF_ALL: usize = 5;
const OF_GROUP: usize = 3;

/// The indices of every group, in their order, and what is left to interactions.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// Of the output, over A and B.
    pub variance: f64,
    /// S_i: by how much the variance would fall, as a share of it, were group i known.
    pub first_order: Vec<PartlyKnown>,
    /// T_i: what would be left of it, were all known but group i.
    pub total: Vec<PartlyKnown>,
    /// 1 − Σ S_i.
    pub interactions: PartlyKnown,
    replicates: Replicates,
}

impl Indices {
    /// From the output under A, under B, and under every AB_i; all of one length. An event is 1 where it happens and 0 elsewhere.
    /// `None` where the output does not vary, or is not finite.
    ///
    /// # Panics
    ///
    /// When there are no numbers.
    pub fn of(a: &[f64], b: &[f64], ab: &[Vec<f64>], is_event: bool, draws: &dyn Draws) -> Option<Self> {
        let shift = a.iter().sum::<f64>() / a.len() as f64;
        let shifted = |x: &[f64]| x.iter().map(|x| x - shift).collect::<Vec<f64>>();
        let (a, b) = (shifted(a), shifted(b));
        let mut runs = Runs::new(&a, &b, ab.len());
        for (group, ab) in ab.iter().enumerate() {
            runs.add(group, &a, &b, &shifted(ab));
        }
        let mut bins = bins(a.len() as u64, ab.len());
        runs.rows.iter().zip(0..).for_each(|(row, run)| bins.add(run, row));
        Self::from_bins(&bins, ab.len(), shift, is_event, draws)
    }

    /// From sums of what was `shift` less.
    pub(super) fn from_bins(bins: &Bins, groups: usize, shift: f64, is_event: bool, draws: &dyn Draws) -> Option<Self> {
        let sums = bins.total();
        let least = 1e-24 * shift * shift;
        let variance = variance(&sums).filter(|variance| *variance > least)?;
        let found = shares(&sums, groups)?;
        let replicates = bins.resampled(draws, "sobol.bootstrap", |sums| shares(sums, groups));
        // Of an event, two made-up paths, one each way, keep the interval from collapsing, as in Bonett and Price's.
        let made_up = if is_event { 2.0_f64.sqrt() / (sums[0] * variance) } else { 0.0 };
        let estimated =
            |place: usize, least| PartlyKnown::normal(found[place], replicates.error(|row| row[place]), least);
        let left = |row: &[f64]| 1.0 - row[..groups].iter().sum::<f64>();
        Some(Self {
            variance,
            first_order: (0..groups).map(|group| estimated(group, made_up)).collect(),
            total: (groups..2 * groups).map(|place| estimated(place, made_up / 2.0)).collect(),
            interactions: PartlyKnown::normal(left(&found), replicates.error(left), made_up),
            replicates,
        })
    }

    /// The standard error of the difference of two first-order indices.
    pub fn error_of_difference(&self, one: usize, other: usize) -> Option<f64> {
        self.replicates.error(|row| row[one] - row[other])
    }
}

/// Bins for so many paths and groups.
pub(super) fn bins(paths: u64, groups: usize) -> Bins {
    Bins::new(paths, OF_ALL + OF_GROUP * groups)
}

/// The variance over A and B.
fn variance(sums: &[f64]) -> Option<f64> {
    let [n, a, b, a_squared, b_squared] = sums[..OF_ALL] else { return None };
    let mean = (a + b) / (2.0 * n);
    let variance = (a_squared + b_squared) / (2.0 * n) - mean * mean;
    (variance > 0.0 && variance.is_finite()).then_some(variance)
}

/// S_i of every group, then T_i. The mean of all that was played is taken off before it is multiplied, which leaves less to
/// chance, and is what SALib does.
fn shares(sums: &[f64], groups: usize) -> Option<Vec<f64>> {
    let variance = variance(sums)?;
    let (n, a, b) = (sums[0], sums[1], sums[2]);
    let of_groups = sums[OF_ALL..].as_chunks::<OF_GROUP>().0;
    let mean = (a + b + of_groups.iter().map(|sums| sums[0]).sum::<f64>()) / (n * (groups + 2) as f64);
    let first = |&[c, with_b, _]: &[f64; OF_GROUP]| (with_b - mean * (c - a)) / (n * variance);
    let total = |&[_, _, squares]: &[f64; OF_GROUP]| squares / (2.0 * n * variance);
    let shares: Vec<f64> = of_groups.iter().map(first).chain(of_groups.iter().map(total)).collect();
    shares.iter().all(|share| share.is_finite()).then_some(shares)
}

/// The sums of runs of paths.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Runs {
    pub(super) rows: Vec<Vec<f64>>,
}

impl Runs {
    pub(super) fn new(a: &[f64], b: &[f64], groups: usize) -> Self {
        let row = |(a, b): (&[f64], &[f64])| {
            let mut row = vec![0.0; OF_ALL + OF_GROUP * groups];
            row[..OF_ALL].copy_from_slice(&[
                a.len() as f64,
                sums::sum(a),
                sums::sum(b),
                sums::dot(a, a),
                sums::dot(b, b),
            ]);
            row
        };
        Self { rows: a.chunks(RUN).zip(b.chunks(RUN)).map(row).collect() }
    }

    /// What AB_i of a group made.
    pub(super) fn add(&mut self, group: usize, a: &[f64], b: &[f64], ab: &[f64]) {
        let change: Vec<f64> = ab.iter().zip(a).map(|(c, a)| c - a).collect();
        let runs = ab.chunks(RUN).zip(b.chunks(RUN)).zip(change.chunks(RUN));
        for (row, ((ab, b), change)) in self.rows.iter_mut().zip(runs) {
            let from = OF_ALL + OF_GROUP * group;
            row[from..from + OF_GROUP].copy_from_slice(&[
                sums::sum(ab),
                sums::dot(b, change),
                sums::dot(change, change),
            ]);
        }
    }
}
