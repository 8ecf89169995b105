//! Whether one distribution of turnover dominates another: is at least as good whatever amount is asked for (first
//! order), or for all who dislike risk (second order).
//!
//! The test is that of G. F. Barrett and S. G. Donald 2003, *Consistent tests for stochastic dominance*, Econometrica 71, 71–104:
//! that the one dominates is refuted where its distribution function, or the integral of it, lies too far above the other's
//! somewhere. How far is too far is found by multipliers on groups of paths, which keep both distributions of a path together.

use altai_sim::Draws;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use serde::{Serialize, Serializer};

use super::sample::{Cell, GROUPS, Sample};

/// Columns of multipliers. Each holds two sets: there are 1,000.
const COLUMNS: u64 = 500;

/// Which dominance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// F ≤ G everywhere: whatever amount is asked for, turnover is at least as likely to exceed it.
    First,
    /// ∫F ≤ ∫G everywhere: whoever prefers more, and dislikes risk, agrees.
    Second,
}

impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(if *self == Self::First { 1 } else { 2 })
    }
}

/// How it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The one contains the other, and what it has more is never negative.
    Construction,
    /// The paths do not refute it, or do.
    Test,
}

/// That one dominates another, and what the paths say to that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dominance {
    /// In which sense.
    pub order: Order,
    /// The one that would dominate.
    pub better: String,
    /// The other.
    pub worse: String,
    /// How it is known.
    pub basis: Basis,
    /// √n times the most by which it fails; in USD million for the second order.
    pub statistic: f64,
    /// How often so much or more would be seen if both were equally distributed: small refutes the dominance.
    pub p_value: f64,
}

/// By group and amount of the grid: how far the later one's (integrated) distribution function lies above the first's, times the
/// paths of the group.
#[derive(Debug)]
pub(super) struct Differing {
    width: usize,
    groups: Vec<f64>,
    /// Of all groups.
    total: Vec<f64>,
    paths: f64,
}

impl Differing {
    pub(super) fn of(sample: &Sample, index: usize, order: Order) -> Self {
        let width = sample.grid.len();
        let mut groups = vec![0.0; GROUPS * width];
        let mut total = vec![0.0; width];
        for group in 0..GROUPS {
            let row = group * (width + 1)..(group + 1) * (width + 1);
            let cells = [index, 0].map(|of| &sample.cells[of][row.clone()]);
            let [mut later, mut first] = [Cell::default(); 2];
            for place in 0..width {
                for (sofar, cells) in [(&mut later, cells[0]), (&mut first, cells[1])] {
                    sofar.count += cells[place].count;
                    sofar.sum += cells[place].sum;
                }
                let amount = sample.grid[place];
                let more = match order {
                    Order::First => later.count - first.count,
                    Order::Second => amount * (later.count - first.count) - (later.sum - first.sum),
                };
                groups[group * width + place] = more;
                total[place] += more;
            }
        }
        let paths = sample.paths as f64;
        // Each group about its share of the mean.
        for group in 0..GROUPS {
            let share = sample.members[group] as f64 / paths;
            for place in 0..width {
                groups[group * width + place] -= share * total[place];
            }
        }
        Self { width, groups, total, paths }
    }

    /// The statistic and its p-value, that the later one dominates and that the first does.
    pub(super) fn tests(&self, draws: &dyn Draws, index: usize) -> [(f64, f64); 2] {
        let [above, below] = extremes(&self.total);
        let mut exceeded = [0_u64; 2];
        let mut multipliers = [0.0; BLOCK];
        let mut process = vec![0.0; self.width];
        for column in 0..COLUMNS {
            let dimension = Dimension::once(Address::of("compare"), index as u32);
            draws.normals(dimension, column, &mut multipliers);
            for set in multipliers.chunks_exact(GROUPS) {
                process.fill(0.0);
                for (multiplier, group) in set.iter().zip(self.groups.chunks_exact(self.width.max(1))) {
                    for (sum, part) in process.iter_mut().zip(group) {
                        *sum += multiplier * part;
                    }
                }
                let [over, under] = extremes(&process);
                exceeded[0] += u64::from(over >= above);
                exceeded[1] += u64::from(under >= below);
            }
        }
        let sets = COLUMNS * (BLOCK / GROUPS) as u64;
        let p_value = |count: u64| (count + 1) as f64 / (sets + 1) as f64;
        let size = |most: f64| if most > 0.0 { most / self.paths.sqrt() } else { 0.0 };
        [(size(above), p_value(exceeded[0])), (size(below), p_value(exceeded[1]))]
    }
}

/// The most and the negative of the least.
fn extremes(process: &[f64]) -> [f64; 2] {
    process.iter().fold([f64::NEG_INFINITY; 2], |[above, below], &x| [above.max(x), below.max(-x)])
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use altai_model::{NoFiles, Scenario, SourceText, read};
    use altai_sim::Streams;

    use super::super::sample::{self, Sample};
    use super::super::{Entrant, Size};
    use super::*;

    /// Turnover is lognormal at the date; flows of other names have other luck.
    fn scenario(flow: &str, drift: f64, volatility: f64) -> Scenario {
        let text = format!(
            "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 100\n[flows.{flow}]\nbase = 100\n\
             drift = {drift}\nvolatility = {volatility}\n"
        );
        read(SourceText { name: "it.toml".into(), text }, &[], &NoFiles).scenario.unwrap()
    }

    fn sample(scenarios: [&Scenario; 2], paths: u64, seed: u64) -> Sample {
        let entrants = scenarios.map(|scenario| Entrant { name: "it", scenario, package: 0, target: 0 });
        Sample::play(&entrants, &sample::plans(&entrants), Size { paths, seed, threads: NonZeroUsize::MIN }, &|_| {})
    }

    fn p_values(scenarios: [&Scenario; 2], order: Order, paths: u64, seed: u64) -> [f64; 2] {
        Differing::of(&sample(scenarios, paths, seed), 1, order).tests(&Streams::new(seed), 1).map(|(_, p)| p)
    }

    #[test]
    fn equal_distributions_are_refuted_about_one_time_in_twenty() {
        let (one, other) = (scenario("here", 0.0, 0.2), scenario("there", 0.0, 0.2));
        let seeds = 100;
        for order in [Order::First, Order::Second] {
            let refuted = |seed| p_values([&one, &other], order, 3_000, seed).map(|p| u32::from(p < 0.05));
            let refuted: u32 = (0..seeds).flat_map(refuted).sum();
            // Both directions; four standard errors of 100, as the two of a seed go together.
            let share = f64::from(refuted) / f64::from(2 * seeds as u32);
            assert!((share - 0.05).abs() < 4.0 * (0.05 * 0.95 / seeds as f64).sqrt(), "{order:?}: {share}");
            assert!(refuted > 0, "a test that never refutes is none");
        }
    }

    #[test]
    fn the_statistic_is_root_n_times_the_greatest_distance_of_two_normals() {
        // ln T is normal with means 0 and 0.05 and deviation 0.2: the functions are farthest apart in the middle between,
        // by 2Φ(0.125) − 1.
        let (low, high) = (scenario("here", 0.0, 0.2), scenario("there", 0.05, 0.2));
        let n = 60_000;
        let tests = Differing::of(&sample([&low, &high], n, 3), 1, Order::First).tests(&Streams::new(3), 1);
        let expected = 2.0 * altai_math::normal::cdf(0.125) - 1.0;
        let distance = tests[1].0 / (n as f64).sqrt();
        assert!((distance - expected).abs() < 4.0 * (0.5 / n as f64).sqrt(), "{distance} for {expected}");
        assert!(tests[0].1 > 0.5 && tests[1].1 < 0.002, "{tests:?}");
    }

    #[test]
    fn a_spread_that_keeps_the_mean_is_riskier_and_not_worse() {
        // E exp(σZ − σ²/2) is 1 for every σ: the narrower dominates in the second order and not in the first.
        let (narrow, wide) = (scenario("here", -0.005, 0.1), scenario("there", -0.045, 0.3));
        let first = p_values([&narrow, &wide], Order::First, 20_000, 5);
        let second = p_values([&narrow, &wide], Order::Second, 20_000, 5);
        assert!(first.iter().all(|p| *p < 0.01), "{first:?}");
        assert!(second[0] < 0.01 && second[1] > 0.05, "{second:?}");
    }
}
