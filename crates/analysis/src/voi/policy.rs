//! What it is worth to choose by a regression: counted on paths that had no part in it.
//!
//! A rule that is learnt from few paths is not yet the best, so that what it gains errs low. What it promises, the gain that the
//! regression expects of the choices that it recommends, errs high, because luck had a part in recommending them, and by just
//! as much: half of what lies between is what better rules would add.

use std::num::NonZeroUsize;
use std::ops::Range;

use ndarray::Array2;

use super::regression::{Basis, CHUNK, Sums, rule};
use super::sample::Sample;
use crate::blocks::each_block;

/// The paths are divided into so many folds, each of which tests what the others teach.
const FOLDS: usize = 8;

/// So many numbers of a set have a curve and products; the others a slope.
const LEADING: usize = 10;

/// Of very many numbers, so many have a slope.
const SLOPES: usize = 60;

/// What choosing by a rule gains over choosing the package that is best on average: sums by fold.
#[derive(Debug, Clone, Default)]
pub(super) struct Gains {
    folds: Vec<Gain>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Gain {
    paths: f64,
    sum: f64,
    squares: f64,
    changed: f64,
    /// The sum of what the rule expects.
    promised: f64,
}

/// What knowing one number gains, and how much it explains on the first fold.
#[derive(Debug, Clone)]
pub(super) struct Single {
    pub(super) gains: Gains,
    explained: f64,
}

impl Gains {
    fn total(&self) -> Gain {
        self.folds.iter().fold(Gain::default(), |all, fold| Gain {
            paths: all.paths + fold.paths,
            sum: all.sum + fold.sum,
            squares: all.squares + fold.squares,
            changed: all.changed + fold.changed,
            promised: all.promised + fold.promised,
        })
    }

    /// The mean gain and its standard error, USD million.
    pub(super) fn estimate(&self) -> (f64, f64) {
        let Gain { paths, sum, squares, .. } = self.total();
        let mean = sum / paths;
        (mean, ((squares / paths - mean * mean).max(0.0) / (paths - 1.0)).sqrt())
    }

    /// What the best rule would gain beyond this, on average, USD million; never below 0.
    pub(super) fn unlearnt(&self) -> f64 {
        let Gain { paths, sum, promised, .. } = self.total();
        (0.5 * (promised - sum) / paths).max(0.0)
    }

    /// The share of paths on which another package is chosen.
    pub(super) fn share_changed(&self) -> f64 {
        let Gain { paths, changed, .. } = self.total();
        changed / paths
    }
}

/// Net benefit of every package but the first, beyond that of the first.
fn responses(sample: &Sample) -> Vec<Vec<f64>> {
    let beyond = |net: &Vec<f64>| net.iter().zip(&sample.net[0]).map(|(net, first)| net - first).collect();
    sample.net[1..].iter().map(beyond).collect()
}

fn fold(sample: &Sample, fold: usize) -> Range<usize> {
    fold * sample.paths / FOLDS..(fold + 1) * sample.paths / FOLDS
}

/// What knowing each number by itself gains.
pub(super) fn of_each(sample: &Sample, threads: NonZeroUsize) -> Vec<Single> {
    let responses = responses(sample);
    each_block(sample.addresses.len() as u64, threads, |number| {
        let basis = Basis::Curve(number as usize);
        let sums = |at: usize| Sums::of(&basis, &sample.scores, &responses, fold(sample, at));
        let sums: Vec<Sums> = (0..FOLDS).map(sums).collect();
        let folds =
            (0..FOLDS).map(|at| gain(sample, &responses, &basis, rule(&basis, &sums, at).as_ref(), fold(sample, at)));
        Single { gains: Gains { folds: folds.collect() }, explained: sums[0].explained(&basis) }
    })
}

/// What knowing several numbers gains. As all but one can be ignored, the regression on all competes with those on each; which
/// one chooses in a fold is what did best in the others. The first fold says which numbers lead, and tests nothing.
pub(super) fn of_set(sample: &Sample, members: &[usize], singles: &[Single], threads: NonZeroUsize) -> Gains {
    let responses = responses(sample);
    let mut order = members.to_vec();
    order.sort_by(|&one, &other| singles[other].explained.total_cmp(&singles[one].explained).then(one.cmp(&other)));
    let others = order.split_off(order.len().min(LEADING));
    let basis = Basis::Surface { leading: order, others: others.into_iter().take(SLOPES).collect() };
    let sums =
        each_block(FOLDS as u64, threads, |at| Sums::of(&basis, &sample.scores, &responses, fold(sample, at as usize)));
    let together = each_block(FOLDS as u64 - 1, threads, |at| {
        let at = at as usize + 1;
        gain(sample, &responses, &basis, rule(&basis, &sums, at).as_ref(), fold(sample, at))
    });
    let alone = members.iter().map(|&member| &singles[member].gains.folds[1..]);
    let candidates: Vec<&[Gain]> = std::iter::once(&together[..]).chain(alone).collect();
    let chosen = |at: usize| {
        let elsewhere = |candidate: &[Gain]| -> f64 {
            candidate.iter().enumerate().filter(|(fold, _)| *fold != at).map(|(_, gain)| gain.sum).sum()
        };
        let best = candidates.iter().rev().max_by(|one, other| elsewhere(one).total_cmp(&elsewhere(other)));
        best.map_or_else(Gain::default, |candidate| candidate[at])
    };
    Gains { folds: (0..FOLDS - 1).map(chosen).collect() }
}

/// What a rule gains on the paths of a fold that it has not seen. Without one, the choice is today's.
fn gain(
    sample: &Sample,
    responses: &[Vec<f64>],
    basis: &Basis,
    rule: Option<&Array2<f64>>,
    fold: Range<usize>,
) -> Gain {
    let mut gain = Gain { paths: fold.len() as f64, ..Gain::default() };
    let Some(coefficients) = rule else { return gain };
    let today = sample.best;
    let mut features = vec![vec![0.0; CHUNK]; basis.len()];
    let mut expected = vec![vec![0.0; CHUNK]; responses.len()];
    for from in fold.clone().step_by(CHUNK) {
        let length = CHUNK.min(fold.end - from);
        for column in features.iter_mut().chain(&mut expected) {
            column.truncate(length);
        }
        basis.expect(&sample.scores, from, coefficients, &mut features, &mut expected);
        for path in 0..length {
            let (choice, most) = best(expected.iter().map(|expected| expected[path]));
            if choice != today {
                let gained = sample.net[choice][from + path] - sample.net[today][from + path];
                gain.sum += gained;
                gain.squares += gained * gained;
                gain.changed += 1.0;
                gain.promised += most - today.checked_sub(1).map_or(0.0, |today| expected[today][path]);
            }
        }
    }
    gain
}

/// The package of the largest net benefit and what that is, of which those of all but the first are told beyond the first's; the
/// first of equals.
fn best(beyond: impl Iterator<Item = f64>) -> (usize, f64) {
    let none = (0, 0.0);
    let better = |best: (usize, f64), (at, net): (usize, f64)| if net > best.1 { (at + 1, net) } else { best };
    beyond.enumerate().fold(none, better)
}
