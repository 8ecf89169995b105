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
mod tests {
    use altai_model::{NoFiles, SourceText, read};

    use super::*;
    use crate::{Plan, Streams, replay};

    const GROUP: usize = 64;

    fn scenario(text: &str) -> Scenario {
        let reading = read(SourceText { name: "it.toml".into(), text: text.into() }, &[], &NoFiles);
        reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
    }

    /// Two flows whose bases are joined to each other and to political will; the first base is known, the second chance.
    fn joined() -> Scenario {
        scenario(
            "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 200\n\
             [flows.b]\nbase.lognormal = { median = 1, sigma = 1 }\nvolatility = 0.1\n\
             [flows.a.base]\nlognormal = { median = 1, sigma = 1 }\nrole = \"chance\"\n\
             [correlation]\n\"flows.a.base\" = { \"flows.b.base\" = 0.8 }\n",
        )
    }

    /// ln of the two bases, b and a, and of flow b a year on, path by path.
    fn logs(scenario: &Scenario, blocks: u64) -> Vec<[f64; 3]> {
        let plan = Plan::compile(scenario);
        let levels = Levels::new(scenario, Streams::new(3), GROUP);
        let mut found = Vec::new();
        for block in 0..blocks {
            replay(&plan, &levels, block, |year, _| {
                let columns = [year.base(0), year.base(1), year.flow(0, 0)];
                found.extend((0..BLOCK).map(|path| columns.map(|column| altai_math::ln(column[path]))));
            });
        }
        found
    }

    fn moment(values: &[[f64; 3]], one: usize, other: usize) -> f64 {
        values.iter().map(|z| z[one] * z[other]).sum::<f64>() / values.len() as f64
    }

    #[test]
    fn a_group_agrees_on_what_is_known_and_on_nothing_else() {
        for group in logs(&joined(), 2).chunks(GROUP) {
            let spread = |which: usize| {
                let mean = group.iter().map(|z| z[which]).sum::<f64>() / GROUP as f64;
                group.iter().map(|z| (z[which] - mean).abs()).fold(0.0, f64::max)
            };
            assert!(spread(0) < 1e-12, "{}", spread(0));
            assert!(spread(1) > 0.3 && spread(2) > 0.05);
        }
    }

    #[test]
    fn what_is_chance_is_drawn_given_what_is_known() {
        // Within a group, a given b is normal with mean 0.8 b and variance 1 − 0.64; over all, both are standard normal.
        let logs = logs(&joined(), 200);
        let (groups, paths) = ((logs.len() / GROUP) as f64, logs.len() as f64);
        let rest: Vec<f64> = logs.iter().map(|z| z[1] - 0.8 * z[0]).collect();
        let variance = rest.iter().map(|z| z * z).sum::<f64>() / paths;
        assert!((variance / 0.36 - 1.0).abs() < 4.0 * (2.0 / paths).sqrt(), "{variance}");
        assert!((rest.iter().sum::<f64>() / paths).abs() < 4.0 * 0.6 / paths.sqrt());
        assert!((moment(&logs, 0, 0) - 1.0).abs() < 4.0 * (2.0 / groups).sqrt());
        assert!((moment(&logs, 0, 1) - 0.8).abs() < 4.0 * (2.0 / groups).sqrt());
        // Neighbours of a group have nothing else in common.
        let lagged = rest.windows(2).map(|two| two[0] * two[1]).sum::<f64>() / paths;
        assert!(lagged.abs() < 4.0 * 0.36 / paths.sqrt(), "{lagged}");
    }

    #[test]
    fn groups_have_numbers_of_their_own_over_blocks() {
        let known: Vec<u64> = logs(&joined(), 70).chunks(GROUP).map(|group| group[0][0].to_bits()).collect();
        let different: BTreeSet<u64> = known.iter().copied().collect();
        assert_eq!(different.len(), known.len());
    }

    #[test]
    fn the_groups_of_a_block_know_one_score_of_each_stratum_in_an_order_of_their_own() {
        let (levels, groups) = (chance(1), BLOCK / GROUP);
        let mut orders = BTreeSet::new();
        for (name, block) in ["a", "b"].iter().flat_map(|name| (0..10).map(move |block| (name, block))) {
            let scores = levels.known_scores(Dimension::once(Address::of(name), 0), block);
            let strata: Vec<usize> =
                scores[..groups].iter().map(|score| (normal::cdf(*score) * groups as f64) as usize).collect();
            let different: BTreeSet<usize> = strata.iter().copied().collect();
            assert_eq!(different.len(), groups, "{strata:?}");
            orders.insert(strata);
        }
        assert_eq!(orders.len(), 20);
    }

    /// Trade whose odds nothing is known of.
    fn chance(years: i32) -> Levels {
        let scenario = scenario(&format!(
            "[horizon]\nbase_year = 2025\nend_year = {}\n[target]\nturnover = 200\n[flows.a]\nbase = 100\n\
             volatility = 0.1\n",
            2025 + years
        ));
        Levels::new(&scenario, Streams::new(1), GROUP)
    }

    fn normals(draws: &impl Draws, dimension: Dimension, block: u64) -> [f64; BLOCK] {
        let mut column = [0.0; BLOCK];
        draws.normals(dimension, block, &mut column);
        column
    }

    /// Whether each group of a block has a variable as the first one has it.
    fn signs(levels: &Levels, dimension: Dimension) -> Vec<bool> {
        let z = normals(levels, dimension, 3);
        z.chunks(GROUP).map(|group| group[0] == z[0]).collect()
    }

    #[test]
    fn years_bring_mirror_images_of_the_same_luck_to_the_groups_of_a_block() {
        let (levels, groups, years) = (chance(MIRRORED_YEARS), BLOCK / GROUP, 150);
        // How often two groups have a variable alike.
        let mut alike = vec![vec![0; groups]; groups];
        for year in (2026..).take(years) {
            let dimension = Dimension::yearly(Address::of("flows.a"), year);
            let (z, mut u, signs) = (normals(&levels, dimension, 3), [0.0; BLOCK], signs(&levels, dimension));
            levels.uniforms(dimension, 3, &mut u);
            assert_eq!(signs.iter().filter(|same| **same).count(), groups / 2);
            for (group, same) in signs.iter().enumerate() {
                for (path, of_group) in (0..GROUP).zip(group * GROUP..) {
                    let [image, mirrored] = if *same { [z[path], u[path]] } else { [-z[path], 1.0 - u[path]] };
                    assert_eq!([z[of_group], u[of_group]], [image, mirrored]);
                }
                for (other, sign) in signs.iter().enumerate() {
                    alike[group][other] += usize::from(same == sign);
                }
            }
        }
        for (group, with) in alike.iter().enumerate() {
            for (other, &alike) in with.iter().enumerate() {
                assert!(if other == group { alike == years } else { (4 * years..6 * years).contains(&(10 * alike)) });
            }
        }
    }

    #[test]
    fn other_variables_of_the_year_are_mirrored_in_other_groups() {
        let levels = chance(MIRRORED_YEARS);
        let of = |flow: i32| signs(&levels, Dimension::yearly(Address::of(&format!("flows.{flow}")), 2026));
        let different: BTreeSet<Vec<bool>> = (0..30).map(of).collect();
        assert!(different.len() > 9, "{}", different.len());
    }

    #[test]
    fn a_group_has_luck_of_its_own_in_another_block_and_where_years_are_few() {
        let of = |years: i32, block: u64| {
            normals(&chance(years), Dimension::yearly(Address::of("flows.a"), 2026), block).map(f64::abs)
        };
        let [one, other] = [3, 4].map(|block| of(MIRRORED_YEARS, block));
        assert!(one.iter().zip(&other).all(|(one, other)| one != other));
        let different: BTreeSet<u64> = of(MIRRORED_YEARS - 1, 3).iter().map(|z| z.to_bits()).collect();
        assert_eq!(different.len(), BLOCK);
    }

    #[test]
    fn what_is_chance_and_drawn_once_is_drawn_as_without_levels() {
        let will = Dimension::once(Address::of("political_will"), 0);
        assert_eq!(normals(&chance(MIRRORED_YEARS), will, 3), normals(&Streams::new(1), will, 3));
    }
}
