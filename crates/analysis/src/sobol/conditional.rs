//! Correlated normal scores, some of them drawn anew given the others.

use std::collections::HashMap;

use altai_math::matrix::cholesky;
use altai_sim::address::Address;
use ndarray::Array2;

/// Scores z = L y of which some are kept and the rest drawn from what they are like given those.
///
/// With R permuted so that the kept come first and C its factor, z_kept = C₁₁ u and z_rest = C₂₁ u + C₂₂ e: u follows from what
/// is kept, e are new standard normals.
#[derive(Debug)]
pub(super) struct Conditional {
    pub(super) addresses: Vec<Address>,
    lower: Array2<f64>,
    correlation: Array2<f64>,
    factors: HashMap<Vec<bool>, Factor>,
}

/// By which are drawn anew: the order, kept first; how many are kept; and C, where rounding leaves one.
type Factor = (Vec<usize>, usize, Option<Array2<f64>>);

impl Conditional {
    pub(super) fn new(addresses: Vec<Address>, lower: &Array2<f64>) -> Self {
        let correlation = lower.dot(&lower.t());
        Self { addresses, lower: lower.clone(), correlation, factors: HashMap::new() }
    }

    /// The y that the engine is to be given, from the y of the scores as they are and new normals e.
    pub(super) fn redraw(&mut self, renewed: &[bool], y: &[f64], e: &[f64]) -> Vec<f64> {
        let n = y.len();
        if renewed.iter().all(|renewed| *renewed) {
            return e.to_vec();
        }
        if !renewed.contains(&true) {
            return y.to_vec();
        }
        let Self { lower, correlation, factors, .. } = self;
        let (order, kept, factor) = factors.entry(renewed.to_vec()).or_insert_with(|| {
            let order: Vec<usize> = (0..n).filter(|&i| !renewed[i]).chain((0..n).filter(|&i| renewed[i])).collect();
            let permuted = Array2::from_shape_fn((n, n), |(i, j)| correlation[[order[i], order[j]]]);
            let kept = renewed.iter().filter(|renewed| !**renewed).count();
            (order, kept, cholesky(&permuted))
        });
        // Where rounding leaves nothing of a variance, the scores follow from each other, and none is drawn anew.
        let Some(factor) = factor else { return y.to_vec() };
        let z = times(lower, y);
        let in_order: Vec<f64> = order.iter().map(|&place| z[place]).collect();
        let mut u = solved(factor, &in_order[..*kept]);
        u.extend(order[*kept..].iter().map(|&place| e[place]));
        let drawn = times(factor, &u);
        let mut scores = z;
        for (place, score) in order.iter().zip(drawn).skip(*kept) {
            scores[*place] = score;
        }
        solved(lower, &scores)
    }
}

/// L x, of a lower triangular L.
fn times(lower: &Array2<f64>, x: &[f64]) -> Vec<f64> {
    (0..x.len()).map(|i| (0..=i).map(|j| lower[[i, j]] * x[j]).sum()).collect()
}

/// The x with L x = z, for the first rows of a lower triangular L.
fn solved(lower: &Array2<f64>, z: &[f64]) -> Vec<f64> {
    let mut x = Vec::with_capacity(z.len());
    for (i, z) in z.iter().enumerate() {
        let known: f64 = x.iter().enumerate().map(|(j, x)| lower[[i, j]] * x).sum();
        x.push((z - known) / lower[[i, i]]);
    }
    x
}

#[cfg(test)]
mod tests {
    use altai_sim::draws::{BLOCK, Dimension};
    use altai_sim::{Draws, Streams};
    use ndarray::array;

    use super::*;

    const NAMES: [&str; 3] = ["a", "b", "c"];

    fn normals(seed: u64, name: &str) -> [f64; BLOCK] {
        let mut column = [0.0; BLOCK];
        Streams::new(seed).normals(Dimension::once(Address::of(name), 0), 0, &mut column);
        column
    }

    #[test]
    fn what_is_drawn_anew_keeps_its_correlation_with_what_is_kept_and_with_itself() {
        let correlation = array![[1.0, 0.6, -0.3], [0.6, 1.0, 0.2], [-0.3, 0.2, 1.0]];
        let lower = cholesky(&correlation).unwrap();
        let mut conditional = Conditional::new(NAMES.map(Address::of).to_vec(), &lower);
        let (y, e) = (NAMES.map(|name| normals(1, name)), NAMES.map(|name| normals(2, name)));
        for renewed in
            [[true, false, false], [false, true, true], [true, false, true], [false, false, false], [true; 3]]
        {
            let mut products = Array2::<f64>::zeros((3, 3));
            for path in 0..BLOCK {
                let at = |columns: &[[f64; BLOCK]; 3]| columns.map(|column| column[path]);
                let before = times(&lower, &at(&y));
                let after = times(&lower, &conditional.redraw(&renewed, &at(&y), &at(&e)));
                for i in 0..3 {
                    assert!(renewed[i] || (after[i] - before[i]).abs() < 1e-12, "{renewed:?}: what is kept moved");
                    assert!(!renewed[i] || after[i] != before[i]);
                    for j in 0..3 {
                        products[[i, j]] += after[i] * after[j];
                    }
                }
            }
            for ((i, j), product) in products.indexed_iter() {
                let (found, truth) = (product / BLOCK as f64, correlation[[i, j]]);
                let error = ((1.0 + truth * truth) / BLOCK as f64).sqrt();
                assert!((found - truth).abs() < 4.0 * error, "{renewed:?} {i} {j}: {found}");
            }
        }
    }
}
