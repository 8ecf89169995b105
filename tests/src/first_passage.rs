//! When a normal path first reaches a barrier: quadrature over the recursion of the surviving density.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use altai_math::normal::cdf;
use altai_math::quadrature::gauss_legendre;

/// x_t = `memory` x_{t−1} + `drift` + `sd` z_t, of which x_t + `noise` η_t is seen; x_0 ~ N(`start`, `start_sd`²).
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    /// The mean of x_0.
    pub start: f64,
    /// The standard deviation of x_0.
    pub start_sd: f64,
    /// What is left of x a year later: 1 for a random walk.
    pub memory: f64,
    /// What a year adds.
    pub drift: f64,
    /// The standard deviation of what a year adds; above 0.
    pub sd: f64,
    /// The standard deviation of what one year has and the next has not.
    pub noise: f64,
}

/// Beyond this many standard deviations there is nothing: 1e-13.
const REACH: f64 = 7.5;
/// Points of the Gauss–Legendre rule on each panel, and a panel's greatest width in standard deviations of what is smooth.
const POINTS: usize = 12;
const WIDTH: f64 = 1.5;

impl Walk {
    /// A random walk with drift from a known start.
    pub fn new(start: f64, drift: f64, sd: f64) -> Self {
        Self { start, start_sd: 0.0, memory: 1.0, drift, sd, noise: 0.0 }
    }

    /// P(τ ≤ t) for t = 1, 2, …: that what is seen was at or above the year's barrier in some year up to t.
    ///
    /// The density of x_t on paths that have not reached it follows from that of x_{t−1} by one integral a year. Error below
    /// 1e-10, which the tests below confirm.
    pub fn reached(&self, barriers: &[f64]) -> Vec<f64> {
        let density = |x: f64, mean: f64, sd: f64| {
            let z = (x - mean) / sd;
            (-0.5 * z * z).exp() / (sd * std::f64::consts::TAU.sqrt())
        };
        let (mut mean, mut variance) = (self.start, self.start_sd * self.start_sd);
        // (x, weight × surviving density)
        let mut surviving: Vec<(f64, f64)> = Vec::new();
        let mut reached = Vec::new();
        for (year, &barrier) in barriers.iter().enumerate() {
            mean = self.memory * mean + self.drift;
            variance = self.memory * self.memory * variance + self.sd * self.sd;
            let spread = REACH * variance.sqrt();
            let low = mean - spread;
            let high = if self.noise > 0.0 { mean + spread } else { barrier.min(mean + spread) };
            let smooth = if self.noise > 0.0 { self.sd.min(self.noise) } else { self.sd };
            let at = |x: f64| {
                let unseen = if self.noise > 0.0 { cdf((barrier - x) / self.noise) } else { 1.0 };
                let arriving: f64 = if year == 0 {
                    density(x, mean, variance.sqrt())
                } else {
                    let near = |y: f64| (x - self.memory * y - self.drift).abs() < (REACH + 1.0) * self.sd;
                    let from = |&(y, mass): &(f64, f64)| mass * density(x, self.memory * y + self.drift, self.sd);
                    surviving.iter().filter(|(y, _)| near(*y)).map(from).sum()
                };
                unseen * arriving
            };
            let grid = if high > low { panels(low, high, WIDTH * smooth) } else { Vec::new() };
            surviving = grid.into_iter().map(|(x, weight)| (x, weight * at(x))).collect();
            reached.push(1.0 - surviving.iter().map(|(_, mass)| mass).sum::<f64>());
        }
        reached
    }
}

/// The mean of `f(x)`, entry by entry, over x ~ N(`mean`, `sd`²).
pub fn over_normal(mean: f64, sd: f64, f: impl Fn(f64) -> Vec<f64>) -> Vec<f64> {
    let mut total = Vec::new();
    for (z, weight) in panels(-REACH, REACH, 2.0 * WIDTH) {
        let weight = weight * (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
        let values = f(mean + sd * z);
        total.resize(values.len(), 0.0);
        for (total, value) in total.iter_mut().zip(values) {
            *total += weight * value;
        }
    }
    total
}

/// Nodes and weights from `low` to `high`, in panels no wider than `width`.
fn panels(low: f64, high: f64, width: f64) -> Vec<(f64, f64)> {
    let count = ((high - low) / width).ceil().max(1.0) as usize;
    let half = 0.5 * (high - low) / count as f64;
    let (nodes, weights) = gauss_legendre(POINTS);
    let panel = |panel: usize| {
        let centre = low + half * (2.0 * panel as f64 + 1.0);
        nodes.iter().zip(&weights).map(move |(x, w)| (centre + half * x, half * w)).collect::<Vec<_>>()
    };
    (0..count).flat_map(panel).collect()
}

#[cfg(test)]
mod tests {
    use altai_math::normal::bivariate_upper;

    use super::*;

    #[test]
    fn a_symmetric_walk_stays_below_its_start_as_sparre_andersen_says() {
        // P(x_1 < 0, …, x_n < 0) = C(2n, n) / 4ⁿ, whatever the sd.
        let reached = Walk::new(1.0, 0.0, 0.3).reached(&[1.0; 12]);
        let mut below = 1.0;
        for (year, reached) in reached.iter().enumerate() {
            let n = year as f64 + 1.0;
            below *= (2.0 * n - 1.0) / (2.0 * n);
            assert!((1.0 - below - reached).abs() < 1e-11, "year {n}: {reached}");
        }
    }

    #[test]
    fn two_years_are_the_bivariate_normal() {
        let walk = Walk { start: 0.2, start_sd: 0.1, memory: 0.7, drift: 0.05, sd: 0.25, noise: 0.15 };
        let (mean_1, mean_2) = (0.7 * 0.2 + 0.05, 0.7 * (0.7 * 0.2 + 0.05) + 0.05);
        let state_1: f64 = 0.49 * 0.01 + 0.0625;
        let (seen_1, seen_2) = (state_1 + 0.0225, 0.49 * state_1 + 0.0625 + 0.0225);
        let rho = 0.7 * state_1 / (seen_1 * seen_2).sqrt();
        let [h, k] = [(mean_1 - 0.4) / seen_1.sqrt(), (mean_2 - 0.5) / seen_2.sqrt()];
        let reached = walk.reached(&[0.4, 0.5]);
        assert!((reached[0] - cdf(h)).abs() < 1e-11);
        assert!((reached[1] - (1.0 - bivariate_upper(h, k, rho))).abs() < 1e-11, "{reached:?}");
    }

    #[test]
    fn a_far_barrier_is_never_reached_and_a_near_one_at_once() {
        let walk = Walk::new(0.0, 0.0, 0.1);
        assert!(walk.reached(&[50.0; 3])[2].abs() < 1e-12);
        assert!((walk.reached(&[-50.0; 3])[0] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_mean_over_a_normal_is_exact_for_polynomials_and_exponentials() {
        let moments = over_normal(0.3, 0.2, |x| vec![1.0, x, x * x, x.exp()]);
        let truth = [1.0, 0.3, 0.13, (0.3_f64 + 0.02).exp()];
        for (moment, truth) in moments.iter().zip(truth) {
            assert!((moment - truth).abs() < 1e-11, "{moment} {truth}");
        }
    }
}
