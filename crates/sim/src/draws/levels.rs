//! Two levels: what could be known is drawn once for a group of paths, what is chance on every path.

use std::collections::BTreeSet;

use altai_math::matrix::cholesky;
use altai_math::normal;
use altai_model::Scenario;
use ndarray::Array2;

use super::{BLOCK, Dimension, Draws, ONCE, Streams};
use crate::address::Address;
use crate::step::copula::joined;
use crate::step::correlated::factors;

/// Set in the component of what a group shares, so that it has another stream than what each of its paths draws for itself.
const SHARED: u32 = 1 << 31;

/// What streams fill at once.
const LEAST: usize = 8;

/// From so many years on their luck is mirrored. With fewer the mean over groups would have up to four times the variance.
const MIRRORED_YEARS: i32 = 5;

/// A nested design: paths come in groups that agree on all that could be known.
///
/// Known are the uncertain quantities whose role is knowledge ([`Scenario::knowledge`]). All else is chance: what is drawn every year, the fate of
/// deals, political will. A quantity with the role of knowledge that follows political will beside, such as a delay, has its
/// own part in common.
///
/// What is drawn every year, most of all numbers, is drawn for the paths of one group only, and again for every block. The groups
/// of a block have it in common but for the sign: in half of them a variable is mirrored, −z for z, 1 − u for u, and which half
/// differs by variable and year. Each group by itself has as good a sample of luck as if it drew alone; together they are nearly as
/// good as independent ones where many years add up. Of fewer than five years, and of what is drawn once, such as the
/// fate of a deal, one variable may decide by itself: these are drawn for every path.
///
/// What is known falls into strata, of each number one in every group of a block (a Latin hypercube, McKay, Beckman and Conover
/// 1979): so a block has low and high ones alike. Blocks are independent.
///
/// Where correlations join both sorts, y being the independent scores that the plan makes z = L y of, a group shares P y, the
/// projection of y on what determines its known scores: P = L_Kᵀ (L_K L_Kᵀ)⁻¹ L_K with the known rows L_K of L. So the known
/// scores agree, and the others are drawn given them.
#[derive(Debug)]
pub struct Levels {
    streams: Streams,
    group: usize,
    /// Whether groups of a block have the luck of years in common, but for the sign.
    mirrors: bool,
    /// Known, and correlated with nothing but what is known too.
    known: BTreeSet<Address>,
    mixed: Vec<Mixed>,
}

/// Correlated quantities of which some are known and some are chance.
#[derive(Debug)]
struct Mixed {
    members: Vec<Address>,
    projection: Array2<f64>,
}

impl Levels {
    /// The scenario's two levels in groups of so many paths, made of the streams of a seed.
    ///
    /// # Panics
    ///
    /// When groups of that size do not make up a block, or are smaller than what streams fill at once.
    pub fn new(scenario: &Scenario, streams: Streams, group: usize) -> Self {
        assert!(BLOCK.is_multiple_of(group) && group >= LEAST, "groups of {LEAST} or more make up a block of {BLOCK}");
        let mut known: BTreeSet<Address> =
            scenario.knowledge().map(|quantity| Address::of(&quantity.address)).collect();
        let (names, pairs) = joined(scenario);
        let members: Vec<Address> = names.into_iter().map(Address::of).collect();
        let mut mixed = Vec::new();
        for (places, lower) in factors(members.len(), &pairs) {
            let members: Vec<Address> = places.iter().map(|&place| members[place]).collect();
            let rows: Vec<usize> = (0..members.len()).filter(|&row| known.contains(&members[row])).collect();
            if !rows.is_empty() && rows.len() < members.len() {
                known.retain(|address| !members.contains(address));
                mixed.push(Mixed { members, projection: projection(&lower, &rows) });
            }
        }
        let mirrors = scenario.horizon.end_year - scenario.horizon.base_year >= MIRRORED_YEARS;
        Self { streams, group, mirrors, known, mixed }
    }

    fn groups(&self) -> usize {
        BLOCK / self.group
    }

    /// The scores of what is known, number by number, in the groups of a block. Numbers that correlations join to chance have as
    /// many as there are in their joint, of which some say the same.
    pub fn states(&self, block: u64) -> Vec<Vec<f64>> {
        let of = |address: Address| self.known_scores(Dimension::once(address, 0), block)[..self.groups()].to_vec();
        let mut states: Vec<Vec<f64>> = self.known.iter().map(|&address| of(address)).collect();
        for mixed in &self.mixed {
            let members: Vec<Vec<f64>> = mixed.members.iter().map(|&member| of(member)).collect();
            states.extend(mixed.projection.rows().into_iter().map(|row| {
                let score = |group| row.iter().zip(&members).map(|(weight, scores)| weight * scores[group]).sum();
                (0..self.groups()).map(score).collect()
            }));
        }
        states
    }

    /// What the groups of a block know, one score for each, first: in strata of equal probability, one for each group, in an order
    /// of their own for every number and block.
    fn known_scores(&self, dimension: Dimension, block: u64) -> [f64; BLOCK / LEAST] {
        let groups = self.groups();
        let of_groups = Dimension { component: dimension.component | SHARED, ..dimension };
        let mut uniforms = [0.0; 2 * BLOCK / LEAST];
        self.streams.uniforms(of_groups, block, &mut uniforms[..(2 * groups).max(LEAST)]);
        let (within, order) = uniforms[..2 * groups].split_at(groups);
        let mut scores = [0.0; BLOCK / LEAST];
        for ((score, within), place) in scores.iter_mut().zip(within).zip(order) {
            let stratum = order.iter().filter(|other| *other < place).count();
            // Rounding may lift the greatest to 1.
            let level = ((stratum as f64 + within) / groups as f64).min(1.0 - f64::EPSILON / 2.0);
            *score = normal::quantile(level);
        }
        scores
    }

    /// The scores that the groups of a block share, one for each of its paths.
    fn shared(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        let scores = self.known_scores(dimension, block);
        for (paths, score) in column.chunks_exact_mut(self.group).zip(&scores) {
            paths.fill(*score);
        }
    }

    /// What a year brings to the paths of a block, when that of the first group is known.
    fn reflect(&self, dimension: Dimension, column: &mut [f64], mirrored: impl Fn(f64) -> f64) {
        let (first, others) = column.split_at_mut(self.group);
        for (group, paths) in (1..).zip(others.chunks_exact_mut(self.group)) {
            paths.copy_from_slice(first);
            if self.is_mirrored(dimension, group) {
                for x in paths {
                    *x = mirrored(*x);
                }
            }
        }
    }

    /// Whether a variable is mirrored in a group of a block. The signs of a variable are a Walsh function of the group, never the
    /// constant one: it is mirrored in half of the groups. Every year it is another one, all in turn, so that over the years any
    /// two groups differ as often as they agree; where the turn begins depends on the address.
    fn is_mirrored(&self, dimension: Dimension, group: usize) -> bool {
        let Dimension { address, year, component } = dimension;
        let halves = address.bytes().as_chunks::<8>().0.iter().fold(0, |sum, half| sum ^ u64::from_le_bytes(*half));
        // Names that differ in their last letter have addresses that differ in few bits: the high half of a product with the
        // golden ratio does not.
        let begin = (halves.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32;
        let variable = begin.wrapping_add(year.cast_unsigned()).wrapping_add(component);
        let pattern = 1 + variable as usize % (self.groups() - 1);
        !(pattern & group).count_ones().is_multiple_of(2)
    }

    /// y + P (y of the group − y), one row of it.
    fn mix(&self, mixed: &Mixed, row: usize, block: u64, column: &mut [f64]) {
        self.streams.normals(Dimension::once(mixed.members[row], 0), block, column);
        let (mut own, mut shared) = ([0.0; BLOCK], [0.0; BLOCK]);
        for (&member, &weight) in mixed.members.iter().zip(mixed.projection.row(row)) {
            let dimension = Dimension::once(member, 0);
            self.streams.normals(dimension, block, &mut own);
            self.shared(dimension, block, &mut shared);
            for (y, (shared, own)) in column.iter_mut().zip(shared.iter().zip(&own)) {
                *y += weight * (shared - own);
            }
        }
    }
}

impl Draws for Levels {
    /// All chance: no quantity is drawn by uniform numbers.
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        if dimension.year == ONCE || !self.mirrors {
            return self.streams.uniforms(dimension, block, column);
        }
        self.streams.uniforms(dimension, block, &mut column[..self.group]);
        self.reflect(dimension, column, |u| 1.0 - u);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        if dimension.year != ONCE && self.mirrors {
            self.streams.normals(dimension, block, &mut column[..self.group]);
            return self.reflect(dimension, column, |z| -z);
        }
        if dimension.year == ONCE && dimension.component == 0 {
            if self.known.contains(&dimension.address) {
                return self.shared(dimension, block, column);
            }
            if let Some((mixed, row)) = self.mixed.iter().find_map(|mixed| Some((mixed, mixed.row(dimension.address)?)))
            {
                return self.mix(mixed, row, block, column);
            }
        }
        self.streams.normals(dimension, block, column);
    }
}

impl Mixed {
    fn row(&self, address: Address) -> Option<usize> {
        self.members.iter().position(|member| *member == address)
    }
}

/// P = L_Kᵀ (L_K L_Kᵀ)⁻¹ L_K = XᵀX with C X = L_K, C the factor of L_K L_Kᵀ.
fn projection(lower: &Array2<f64>, rows: &[usize]) -> Array2<f64> {
    let known = lower.select(ndarray::Axis(0), rows);
    let factor = cholesky(&known.dot(&known.t())).expect("known scores are correlated as the scenario says");
    let mut x = known;
    for i in 0..x.nrows() {
        for column in 0..x.ncols() {
            let before: f64 = (0..i).map(|j| factor[[i, j]] * x[[j, column]]).sum();
            x[[i, column]] = (x[[i, column]] - before) / factor[[i, i]];
        }
    }
    x.t().dot(&x)
}

#[cfg(test)]
mod tests;
