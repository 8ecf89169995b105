//! How likely a group counts what it does, for odds in each of many cells.

use std::collections::BTreeMap;

use altai_math::gamma::ln_gamma;
use altai_math::{exp, kernel, ln};

/// Cells that the odds may lie in.
pub(super) const CELLS: usize = 96;

/// How much of a distribution lies in every cell.
pub(super) type Masses = [f64; CELLS];

/// Rounds in which the rate that is common to all groups settles.
const ROUNDS: usize = 3;

/// P(net | D) for every net that was counted, gained − lost, and every cell of D, the difference of the odds.
///
/// On n paths gained and lost are trinomial with rates D⁺ + s and D⁻ + s: s, at which packages differ both ways, is taken to be
/// the same whatever is known. Where one of both is never seen s is 0 and net binomial: so it is for odds, which only gain.
#[derive(Debug, Clone)]
pub(super) struct Likelihood {
    paths: usize,
    domain: [f64; 2],
    both_ways: f64,
    edges: Vec<f64>,
    /// In ascending order.
    nets: Vec<i32>,
    /// By group, or by its half: the place of its net.
    net_of: Vec<usize>,
    /// By net.
    of: Vec<Masses>,
}

impl Likelihood {
    pub(super) fn of(counts: &[[u16; 2]], paths: usize) -> Self {
        let net = |[gained, lost]: &[u16; 2]| i32::from(*gained) - i32::from(*lost);
        let mut places: BTreeMap<i32, usize> = counts.iter().map(|count| (net(count), 0)).collect();
        places.values_mut().enumerate().for_each(|(place, value)| *value = place);
        let mean = |which: usize| counts.iter().map(|count| f64::from(count[which])).sum::<f64>();
        let [gained, lost] = [0, 1].map(|which| mean(which) / (counts.len() * paths) as f64);
        let domain = [if lost > 0.0 { -1.0 } else { 0.0 }, if gained > 0.0 || lost <= 0.0 { 1.0 } else { 0.0 }];
        let nets: Vec<i32> = places.keys().copied().collect();
        let mut likelihood = Self {
            paths,
            domain,
            both_ways: gained.min(lost),
            edges: edges(&nets, paths, domain),
            net_of: counts.iter().map(|count| places[&net(count)]).collect(),
            of: Vec::new(),
            nets,
        };
        likelihood.fill();
        likelihood
    }

    /// Finds the rate at which packages differ both ways, given how D spreads, and again.
    pub(super) fn settle(&mut self, counts: &[[u16; 2]], spread: impl Fn(&Self) -> Masses) {
        if self.both_ways <= 0.0 {
            return;
        }
        for _ in 0..ROUNDS {
            let masses = spread(self);
            // The rarer of both is s.
            let rarer = counts.iter().zip(&self.net_of).map(|([gained, lost], &net)| {
                let of = &self.of[net];
                let all = dot(of, &masses);
                let up: f64 =
                    (0..CELLS).filter(|&cell| self.middle(cell) >= 0.0).map(|cell| of[cell] * masses[cell]).sum();
                let up = if all > 0.0 { up / all } else { 0.5 };
                up * f64::from(*lost) + (1.0 - up) * f64::from(*gained)
            });
            self.both_ways = rarer.sum::<f64>() / (counts.len() * self.paths) as f64;
            self.fill();
        }
    }

    /// The same groups and the same rate at which packages differ both ways, but counted in halves.
    pub(super) fn halved(&self, halves: &[[u16; 2]]) -> Self {
        let mut likelihood = Self::of(halves, self.paths / 2);
        likelihood.both_ways = self.both_ways;
        likelihood.fill();
        likelihood
    }

    /// The least and the greatest that D can be.
    pub(super) fn domain(&self) -> [f64; 2] {
        self.domain
    }

    /// The ends of the cells, one more than cells.
    pub(super) fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// The share of all groups that are of a class and count a net, by class: each net with its share. Every group is counted so
    /// many times, and brings one net or more.
    pub(super) fn shares(&self, class_of: &[usize], times: &[u32]) -> Vec<Vec<(usize, f64)>> {
        let classes = class_of.iter().max().map_or(0, |class| class + 1);
        let mut counted = vec![vec![0_u32; self.nets.len()]; classes];
        let nets = self.net_of.chunks_exact(self.net_of.len() / times.len());
        for ((nets, &class), times) in nets.zip(class_of).zip(times) {
            for &net in nets {
                counted[class][net] += times;
            }
        }
        let all: u32 = counted.iter().flatten().sum();
        let shares = |counted: Vec<u32>| {
            let shares = counted.iter().map(|&counted| f64::from(counted) / f64::from(all)).enumerate();
            shares.filter(|(_, share)| *share > 0.0).collect()
        };
        counted.into_iter().map(shares).collect()
    }

    /// A step of expectation and maximisation: g_c ← g_c t, with t the mass that all groups have in a cell after they are counted
    /// over what they had before. With one class it is g ← g Σ_k share_k P(k | D) / Σ g P(k | D).
    pub(super) fn improve(&self, masses: &mut [Masses], shares: &[Vec<(usize, f64)>]) {
        let (mut after, mut before) = ([0.0; CELLS], [0.0; CELLS]);
        for (masses, shares) in masses.iter().zip(shares) {
            let mut factors = [0.0; CELLS];
            factor(&mut factors, &self.of, shares, masses);
            let weight: f64 = shares.iter().map(|(_, share)| share).sum();
            for (cell, mass) in masses.iter().enumerate() {
                after[cell] += mass * factors[cell];
                before[cell] += mass * weight;
            }
        }
        let tilt: Masses = std::array::from_fn(|cell| after[cell] / before[cell].max(f64::MIN_POSITIVE));
        for masses in masses {
            masses.iter_mut().zip(&tilt).for_each(|(mass, tilt)| *mass *= tilt);
            let all: f64 = masses.iter().sum();
            for mass in masses {
                *mass /= all.max(f64::MIN_POSITIVE);
            }
        }
    }

    /// Within a cell what lies there lies evenly.
    pub(super) fn quantile(&self, masses: &Masses, level: f64) -> f64 {
        let sought = level * masses.iter().sum::<f64>();
        let mut below = 0.0;
        for (cell, &mass) in masses.iter().enumerate() {
            if below + mass >= sought {
                let part = if mass > 0.0 { (sought - below) / mass } else { 0.0 };
                return self.edges[cell] + part * (self.edges[cell + 1] - self.edges[cell]);
            }
            below += mass;
        }
        self.edges[CELLS]
    }

    fn middle(&self, cell: usize) -> f64 {
        f64::midpoint(self.edges[cell], self.edges[cell + 1])
    }

    fn fill(&mut self) {
        let of = |&net: &i32| {
            let n = self.paths as f64;
            let away = f64::from(net.abs());
            let ln_ways = ln_gamma(n + 1.0) - ln_gamma(away + 1.0) - ln_gamma(n - away + 1.0);
            std::array::from_fn(|cell| self.probability(net, ln_ways, self.middle(cell)))
        };
        self.of = self.nets.iter().map(of).collect();
    }

    /// P(gained − lost = net | D), with the logarithm of the number of ways in which no path makes up for another.
    fn probability(&self, net: i32, ln_ways: f64, difference: f64) -> f64 {
        let n = self.paths as f64;
        // A little is left for neither, so that the first term of the sum is a number.
        let both = self.both_ways.min(0.49 * (1.0 - difference.abs()));
        let (up, down) = (difference.max(0.0) + both, (-difference).max(0.0) + both);
        let neither = (1.0 - up - down).max(f64::EPSILON);
        let (mut gained, mut lost) = (f64::from(net.max(0)), f64::from((-net).max(0)));
        let or_none = |count: f64, rate: f64| if count > 0.0 { count * ln(rate) } else { 0.0 };
        let rest = n - gained - lost;
        let mut term = exp(ln_ways + or_none(gained, up) + or_none(lost, down) + or_none(rest, neither));
        let mut sum = term;
        // One more gained and one more lost leave net as it is. Terms rise, perhaps, then fall.
        while gained + lost + 2.0 <= n {
            let rest = n - gained - lost;
            let ratio = rest * (rest - 1.0) * up * down / ((gained + 1.0) * (lost + 1.0) * neither * neither);
            term *= ratio;
            if term <= 1e-16 * sum && ratio < 1.0 {
                break;
            }
            sum += term;
            (gained, lost) = (gained + 1.0, lost + 1.0);
        }
        sum
    }
}

/// Ends of cells between the least and the greatest share that was counted, narrow near both ends of the domain, where the noise
/// is small: even steps of t, with x = t² / (t² + (1 − t)²).
fn edges(nets: &[i32], paths: usize, [least, most]: [f64; 2]) -> Vec<f64> {
    let step_at = |net: Option<&i32>, more: f64| {
        let share = (net.map_or(0.0, |net| f64::from(*net)) + more) / paths as f64;
        let x = ((share - least) / (most - least)).clamp(0.0, 1.0);
        x.sqrt() / (x.sqrt() + (1.0 - x).sqrt())
    };
    let (from, to) = (step_at(nets.first(), -0.5), step_at(nets.last(), 0.5));
    let edge = |edge: usize| {
        let t = from + (to - from) * (edge as f64 / CELLS as f64);
        least + (most - least) * (t * t / (t * t + (1.0 - t) * (1.0 - t)))
    };
    (0..=CELLS).map(edge).collect()
}

kernel! {
    /// factors = Σ_k share_k P(k | D) / Σ g P(k | D), cell by cell, over the nets of a class.
    fn factor(factors: &mut Masses, of: &[Masses], shares: &[(usize, f64)], masses: &Masses) {
        for &(net, share) in shares {
            let of = &of[net];
            let factor = share / dot(of, masses).max(f64::MIN_POSITIVE);
            for cell in 0..CELLS {
                factors[cell] += factor * of[cell];
            }
        }
    }
}

/// In lanes, whose sums are added in the same order on every machine.
#[inline(always)]
fn dot(one: &Masses, other: &Masses) -> f64 {
    let mut lanes = [0.0; 8];
    for (one, other) in one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0) {
        for lane in 0..8 {
            lanes[lane] += one[lane] * other[lane];
        }
    }
    lanes.iter().sum()
}

#[cfg(test)]
impl Likelihood {
    pub(super) fn set_both_ways(&mut self, rate: f64) {
        self.both_ways = rate;
        self.fill();
    }

    /// The middle of a cell, and every net with its probability there.
    pub(super) fn column(&self, cell: usize) -> (f64, Vec<(i32, f64)>) {
        let with = |(net, of): (&i32, &Masses)| (*net, of[cell]);
        (self.middle(cell), self.nets.iter().zip(&self.of).map(with).collect())
    }
}
