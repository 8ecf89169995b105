//! A stretch of a quantile function, interpolated to degree sixteen.

use super::{GREATEST_UNIFORM, LEAST_UNIFORM, SLOTS_PER_UNIT, Scale, position};
use crate::elementary::cosine_of_turn;
use crate::normal;

const NODES: usize = 17;

/// The polynomial through the function at Chebyshev's points, in barycentric form (Berrut and Trefethen 2004).
#[derive(Debug)]
pub(super) struct Panel {
    positions: [f64; NODES],
    values: [f64; NODES],
    weights: [f64; NODES],
}

/// The uniform number at a position in slots.
pub(super) fn uniform_at(position: f64) -> f64 {
    normal::cdf(position / SLOTS_PER_UNIT - super::REACH).clamp(LEAST_UNIFORM, GREATEST_UNIFORM)
}

/// Whether a stretch has numbers enough for a panel of each half. Near u = 1 there are few numbers.
pub(super) fn has_room(first: usize, slots: usize) -> bool {
    let (low, high) = (uniform_at(first as f64), uniform_at((first + slots) as f64));
    high - low > FEWEST_NUMBERS * f64::EPSILON
}

const FEWEST_NUMBERS: f64 = 60.0;

impl Panel {
    pub(super) fn new(quantile: &dyn Fn(f64) -> f64, first: usize, slots: usize) -> Self {
        let (mut positions, mut values) = ([0.0; NODES], [0.0; NODES]);
        let (middle, half) = (first as f64 + 0.5 * slots as f64, 0.5 * slots as f64);
        let mut above = 1.0;
        for i in (0..NODES).rev() {
            let t = -cosine((i as f64) / (NODES - 1) as f64);
            let u = uniform_at(middle + half * t);
            // Numbers are sparse near 1: a node is where its number is, and no two nodes share one.
            let u = if u < above { u } else { above - f64::EPSILON / 2.0 };
            above = u;
            positions[i] = position(u);
            values[i] = quantile(u);
        }
        let weights = weights(&positions);
        Self { positions, values, weights }
    }

    /// An estimate of the panel's error relative to the scale.
    pub(super) fn error(&self, scale: Scale) -> f64 {
        // The polynomial through every other node misses the others by e; the one through all misses by about e².
        let mut positions = [0.0; NODES / 2 + 1];
        let mut values = [0.0; NODES / 2 + 1];
        for (i, (position, value)) in positions.iter_mut().zip(&mut values).enumerate() {
            *position = self.positions[2 * i];
            *value = self.values[2 * i];
        }
        let weights = weights(&positions);
        let mut worst = 0.0;
        for i in (1..NODES).step_by(2) {
            let coarse = interpolate(&positions, &values, &weights, self.positions[i]);
            let miss = (coarse - self.values[i]).abs() / scale.at(self.values[i]);
            if !(miss <= worst) && coarse != self.values[i] {
                worst = miss;
            }
        }
        worst * worst
    }

    pub(super) fn value(&self, position: f64) -> f64 {
        interpolate(&self.positions, &self.values, &self.weights, position)
    }
}

/// cos of a share of half a turn, from 0 to 1.
fn cosine(share: f64) -> f64 {
    if share <= 0.5 { cosine_of_turn(0.5 * share) } else { -cosine_of_turn(0.5 * (1.0 - share)) }
}

fn weights<const N: usize>(positions: &[f64; N]) -> [f64; N] {
    // In units of a quarter of the width, the products stay near 1.
    let unit = 4.0 / (positions[N - 1] - positions[0]);
    let mut weights = [0.0; N];
    for (i, weight) in weights.iter_mut().enumerate() {
        let mut product = 1.0;
        for j in 0..N {
            if j != i {
                product *= (positions[i] - positions[j]) * unit;
            }
        }
        *weight = 1.0 / product;
    }
    weights
}

fn interpolate<const N: usize>(positions: &[f64; N], values: &[f64; N], weights: &[f64; N], position: f64) -> f64 {
    let (mut over, mut under) = (0.0, 0.0);
    for i in 0..N {
        let distance = position - positions[i];
        if distance == 0.0 {
            return values[i];
        }
        let weight = weights[i] / distance;
        over += weight * values[i];
        under += weight;
    }
    over / under
}
