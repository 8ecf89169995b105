//! What one would expect of a group by what is known there: a regression of what groups count on the scores of their knowledge.
//!
//! It is linear in all scores, and curved along two directions: those in which the odds with each of both packages rise. A
//! difference of odds is largest where one of them crosses the target, and so is a function of both, if of anything simple.

use altai_math::matrix::cholesky;
use altai_math::sums;
use ndarray::Array2;

use crate::levels::counts::GROUPS;

/// No regression with fewer groups for every feature: it would follow their noise.
const GROUPS_FOR_A_FEATURE: usize = 6;

/// Where cubic pieces along a direction begin, in standard deviations.
const KNOTS: [f64; 5] = [-1.5, -0.75, 0.0, 0.75, 1.5];

/// Directions are followed so far, in standard deviations: beyond, cubics would run away.
const FARTHEST: f64 = 3.0;

/// Groups are resampled for errors in so many units at most, each made of whole blocks, …
const UNITS: usize = 256;

/// … and features that say the same share a coefficient.
const RIDGE: f64 = 1e-6;

/// Of every group, features of what is known there: a constant, and others with mean 0 and variance 1.
#[derive(Debug, Clone)]
pub(in crate::levels) struct Features {
    columns: Vec<Vec<f64>>,
    /// By unit.
    products: Vec<Array2<f64>>,
}

/// A regression.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    /// Of every group.
    pub(super) expected: Vec<f64>,
    /// Of what groups count about it, for as many features.
    pub(super) residual: f64,
    /// The variance that noise gives to what is expected.
    pub(super) noise: f64,
}

impl Features {
    /// From the scores of what is known and the odds with both packages, group by group. Nothing where groups are too few.
    pub(in crate::levels) fn of(scores: &[Vec<f64>], odds: &[Vec<f64>; 2]) -> Option<Self> {
        let groups = odds[0].len();
        let most = 1 + scores.len() + 2 * (2 + KNOTS.len()) + 4;
        if scores.is_empty() || groups < GROUPS_FOR_A_FEATURE * most {
            return None;
        }
        let linear = Self::standard(scores.to_vec(), groups);
        let directions: Vec<Vec<f64>> = odds.iter().filter_map(|odds| linear.direction(odds)).collect();
        let mut columns = scores.to_vec();
        for direction in &directions {
            let mut add = |of: &dyn Fn(f64) -> f64| columns.push(direction.iter().map(|&x| of(x)).collect());
            add(&|x| x * x);
            add(&|x| x * x * x);
            for knot in KNOTS {
                add(&|x| (x - knot).max(0.0) * (x - knot).max(0.0) * (x - knot).max(0.0));
            }
        }
        if let [one, other] = &directions[..] {
            let mut add = |of: &dyn Fn(f64, f64) -> f64| {
                columns.push(one.iter().zip(other).map(|(&x, &y)| of(x, y)).collect());
            };
            add(&|x, y| x * y);
            add(&|x, y| x * x * y);
            add(&|x, y| x * y * y);
            add(&|x, y| x * x * y * y);
        }
        Some(Self::standard(columns, groups))
    }

    fn standard(columns: Vec<Vec<f64>>, groups: usize) -> Self {
        let all = std::iter::once(vec![1.0; groups]).chain(columns.into_iter().filter_map(standardised));
        let columns: Vec<Vec<f64>> = all.collect();
        let unit = unit(groups);
        let products = (0..groups).step_by(unit).map(|from| {
            let of = |column: usize| &columns[column][from..groups.min(from + unit)];
            let mut products = Array2::zeros((columns.len(), columns.len()));
            for i in 0..columns.len() {
                for j in 0..=i {
                    products[[i, j]] = sums::dot(of(i), of(j));
                }
            }
            products
        });
        Self { products: products.collect(), columns }
    }

    /// How far a group lies in the direction in which something rises, in standard deviations; nothing where it does not rise.
    fn direction(&self, of: &[f64]) -> Option<Vec<f64>> {
        let fit = self.fit(of, &vec![1; of.len()])?;
        let mut direction = standardised(fit.expected)?;
        for x in &mut direction {
            *x = x.clamp(-FARTHEST, FARTHEST);
        }
        Some(direction)
    }

    /// How many groups are resampled together.
    pub(super) fn unit(&self) -> usize {
        unit(self.columns[0].len())
    }

    /// The regression by least squares, every group counted so many times, those of a unit equally often.
    pub(super) fn fit(&self, counted: &[f64], times: &[u32]) -> Option<Fit> {
        let (groups, unit, p) = (counted.len(), self.unit(), self.columns.len());
        let (mut left, mut right) = (Array2::zeros((p, p)), vec![0.0; p]);
        let mut all = 0.0;
        for (at, products) in self.products.iter().enumerate() {
            let within = at * unit..groups.min((at + 1) * unit);
            let weight = f64::from(times[within.start]);
            if weight > 0.0 {
                left.scaled_add(weight, products);
                for (right, column) in right.iter_mut().zip(&self.columns) {
                    *right += weight * sums::dot(&column[within.clone()], &counted[within.clone()]);
                }
                all += weight * within.len() as f64;
            }
        }
        left /= all;
        left.diag_mut().mapv_inplace(|entry| entry + RIDGE);
        let factor = cholesky(&left)?;
        for i in 0..p {
            let before: f64 = (0..i).map(|j| factor[[i, j]] * right[j]).sum();
            right[i] = (right[i] - before) / factor[[i, i]];
        }
        for i in (0..p).rev() {
            let after: f64 = (i + 1..p).map(|j| factor[[j, i]] * right[j]).sum();
            right[i] = (right[i] - after) / factor[[i, i]];
        }
        let mut expected = vec![0.0; groups];
        for (column, coefficient) in self.columns.iter().zip(&right) {
            let coefficient = coefficient / all;
            expected.iter_mut().zip(column).for_each(|(sum, x)| *sum += coefficient * x);
        }
        let squares = expected.iter().zip(counted).zip(times);
        let squares: f64 = squares.map(|((m, y), times)| f64::from(*times) * (y - m) * (y - m)).sum();
        let residual = squares / (all - p as f64);
        Some(Fit { expected, residual, noise: residual * (p - 1) as f64 / all })
    }
}

fn unit(groups: usize) -> usize {
    GROUPS * groups.div_ceil(GROUPS * UNITS)
}

/// With mean 0 and variance 1; nothing of what is always the same.
fn standardised(mut column: Vec<f64>) -> Option<Vec<f64>> {
    let n = column.len() as f64;
    let mean = sums::sum(&column) / n;
    for x in &mut column {
        *x -= mean;
    }
    let sd = (sums::dot(&column, &column) / n).sqrt();
    for x in &mut column {
        *x /= sd;
    }
    (sd > 1e-9).then_some(column)
}
