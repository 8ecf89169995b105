//! Correlated standard normals: z = L y, for each group that correlations hold together.

use altai_math::kernel;
use altai_math::matrix::cholesky;
use ndarray::Array2;

use crate::columns::{Column, Columns, Values};

/// A correlation of two of the variables, by place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) places: [usize; 2],
    pub(crate) value: f64,
}

/// A connected component of the correlation matrix, with L lower triangular.
#[derive(Debug)]
pub(crate) struct Correlated {
    pub(super) columns: Vec<Column>,
    pub(super) lower: Array2<f64>,
}

impl Correlated {
    /// The groups among `columns`, which stand in the order of addresses, so that an edit moves its own group only.
    pub(crate) fn compile_all(columns: &[Column], pairs: &[Pair]) -> Vec<Self> {
        let compile =
            |(group, lower): (Vec<usize>, _)| Self { columns: group.iter().map(|&at| columns[at]).collect(), lower };
        factors(columns.len(), pairs).into_iter().map(compile).collect()
    }

    /// In place, from the last row to the first, so that each row still finds the y that it needs.
    pub(crate) fn correlate(&self, columns: &mut Columns) {
        for (i, row) in self.lower.outer_iter().enumerate().skip(1).rev() {
            columns.write(self.columns[i], |z, columns| {
                let mut own = row[i];
                let mut others = (0..i).filter(|&j| row[j] != 0.0).map(|j| (row[j], &columns[self.columns[j]]));
                while let Some((a, x)) = others.next() {
                    match others.next() {
                        Some((b, y)) => mix_two(z, own, a, x, b, y),
                        None => mix(z, own, a, x),
                    }
                    own = 1.0;
                }
            });
        }
    }
}

/// The groups of two or more of `count` variables that correlations hold together, each with its L, lower triangular.
pub(crate) fn factors(count: usize, pairs: &[Pair]) -> Vec<(Vec<usize>, Array2<f64>)> {
    let correlation = |one: usize, other: usize| {
        let same = |pair: &&Pair| pair.places == [one, other] || pair.places == [other, one];
        if one == other { 1.0 } else { pairs.iter().find(same).map_or(0.0, |pair| pair.value) }
    };
    let factor = |group: Vec<usize>| {
        let matrix = Array2::from_shape_fn((group.len(), group.len()), |(i, j)| correlation(group[i], group[j]));
        let lower = cholesky(&matrix).expect("the correlations of a scenario are positive definite");
        (group, lower)
    };
    groups(count, pairs).into_iter().map(factor).collect()
}

/// The groups of two or more that correlations hold together, each in ascending order.
fn groups(count: usize, pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..count).collect();
    for pair in pairs {
        let [one, other] = pair.places.map(|place| leader[place]);
        for of in &mut leader {
            if *of == one.max(other) {
                *of = one.min(other);
            }
        }
    }
    let led_by = |who: usize| (0..count).filter(|&place| leader[place] == who).collect::<Vec<_>>();
    (0..count).map(led_by).filter(|group| group.len() > 1).collect()
}

kernel! {
    /// z = own z + a x
    fn mix(z: &mut Values, own: f64, a: f64, x: &Values) {
        for i in 0..z.len() {
            z[i] = own * z[i] + a * x[i];
        }
    }
}

kernel! {
    /// z = own z + a x + b y
    fn mix_two(z: &mut Values, own: f64, a: f64, x: &Values, b: f64, y: &Values) {
        for i in 0..z.len() {
            z[i] = own * z[i] + a * x[i] + b * y[i];
        }
    }
}
