//! Two levels: what could be known is drawn once for a group of paths, what is chance on every path.

use std::collections::BTreeSet;

use altai_math::matrix::cholesky;
use altai_model::quantity::Role;
use altai_model::{Scenario, Value};
use ndarray::Array2;

use super::{BLOCK, Dimension, Draws, ONCE};
use crate::address::Address;
use crate::step::correlated::{Pair, factors};

/// Set in the component of what a group shares, so that it has another stream than what each of its paths draws for itself.
const SHARED: u32 = 1 << 31;

/// A nested design over another: paths come in groups that agree on all that could be known.
///
/// Known are the uncertain quantities whose role is knowledge. All else is chance: what is drawn every year, the fate of
/// deals, political will. A quantity with the role of knowledge that follows political will beside, such as a delay, has its
/// own part in common.
///
/// Where correlations join both sorts, y being the independent scores that the plan makes z = L y of, a group shares P y, the
/// projection of y on what determines its known scores: P = L_Kᵀ (L_K L_Kᵀ)⁻¹ L_K with the known rows L_K of L. So the known
/// scores agree, and the others are drawn given them.
pub struct Levels<'a> {
    draws: &'a dyn Draws,
    group: usize,
    /// Known, and correlated with nothing but what is known too.
    known: BTreeSet<Address>,
    mixed: Vec<Mixed>,
}

/// Correlated quantities of which some are known and some are chance.
struct Mixed {
    members: Vec<Address>,
    projection: Array2<f64>,
}

impl std::fmt::Debug for Levels<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Levels").field("group", &self.group).field("known", &self.known.len()).finish_non_exhaustive()
    }
}

/// The addresses of what is not known of a scenario and could be: the outer level.
pub fn knowledge(scenario: &Scenario) -> impl Iterator<Item = &str> {
    // Every strike has its own size, which is chance.
    let sizes: BTreeSet<&str> = scenario.shocks.iter().map(|shock| shock.size.address.as_str()).collect();
    let known = scenario
        .quantities()
        .filter(|quantity| quantity.role == Role::Knowledge && matches!(quantity.value, Value::Uncertain(_)));
    known.map(|quantity| quantity.address.as_str()).filter(move |address| !sizes.contains(address))
}

impl<'a> Levels<'a> {
    /// The scenario's two levels in groups of so many paths, over a design that draws them.
    ///
    /// # Panics
    ///
    /// When groups of that size do not make up a block.
    pub fn new(scenario: &Scenario, draws: &'a dyn Draws, group: usize) -> Self {
        assert!(group > 0 && BLOCK.is_multiple_of(group), "groups make up a block of {BLOCK}");
        let mut known: BTreeSet<Address> = knowledge(scenario).map(Address::of).collect();
        let names: BTreeSet<&str> =
            scenario.joint.iter().flat_map(|joint| &joint.addresses).map(String::as_str).collect();
        let members: Vec<Address> = names.iter().map(|name| Address::of(name)).collect();
        let place = |name: &String| names.iter().position(|other| other == name).expect("it is one of the names");
        let pairs: Vec<Pair> = scenario
            .joint
            .iter()
            .map(|joint| Pair { places: [&joint.addresses[0], &joint.addresses[1]].map(place), value: joint.value })
            .collect();
        let mut mixed = Vec::new();
        for (places, lower) in factors(members.len(), &pairs) {
            let members: Vec<Address> = places.iter().map(|&place| members[place]).collect();
            let rows: Vec<usize> = (0..members.len()).filter(|&row| known.contains(&members[row])).collect();
            if !rows.is_empty() && rows.len() < members.len() {
                known.retain(|address| !members.contains(address));
                mixed.push(Mixed { members, projection: projection(&lower, &rows) });
            }
        }
        Self { draws, group, known, mixed }
    }

    /// The scores of what is known, number by number, in the groups from the chunk-th times [`BLOCK`] on. Numbers that
    /// correlations join to chance have as many as there are in their joint, of which some say the same.
    pub fn states(&self, chunk: u64) -> Vec<[f64; BLOCK]> {
        let of = |address: Address| {
            let mut scores = [0.0; BLOCK];
            let dimension = Dimension::once(address, 0);
            self.draws.normals(Dimension { component: dimension.component | SHARED, ..dimension }, chunk, &mut scores);
            scores
        };
        let mut states: Vec<[f64; BLOCK]> = self.known.iter().map(|&address| of(address)).collect();
        for mixed in &self.mixed {
            let members: Vec<[f64; BLOCK]> = mixed.members.iter().map(|&member| of(member)).collect();
            states.extend(mixed.projection.rows().into_iter().map(|row| {
                std::array::from_fn(|group| {
                    row.iter().zip(&members).map(|(weight, scores)| weight * scores[group]).sum()
                })
            }));
        }
        states
    }

    /// The scores that the groups of a block share, one for each of its paths.
    fn shared(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        let groups = (BLOCK / self.group) as u64;
        let first = block * groups;
        let mut scores = [0.0; BLOCK];
        let of_groups = Dimension { component: dimension.component | SHARED, ..dimension };
        self.draws.normals(of_groups, first / BLOCK as u64, &mut scores);
        let from = (first % BLOCK as u64) as usize;
        for (paths, score) in column.chunks_exact_mut(self.group).zip(&scores[from..]) {
            paths.fill(*score);
        }
    }
}

impl Draws for Levels<'_> {
    /// As without levels: no quantity is drawn by uniform numbers.
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.draws.uniforms(dimension, block, column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        if dimension.year == ONCE && dimension.component == 0 {
            if self.known.contains(&dimension.address) {
                return self.shared(dimension, block, column);
            }
            if let Some((mixed, row)) = self.mixed.iter().find_map(|mixed| Some((mixed, mixed.row(dimension.address)?)))
            {
                return self.mix(mixed, row, block, column);
            }
        }
        self.draws.normals(dimension, block, column);
    }
}

impl Levels<'_> {
    /// y + P (y of the group − y), one row of it.
    fn mix(&self, mixed: &Mixed, row: usize, block: u64, column: &mut [f64]) {
        self.draws.normals(Dimension::once(mixed.members[row], 0), block, column);
        let (mut own, mut shared) = ([0.0; BLOCK], [0.0; BLOCK]);
        for (&member, &weight) in mixed.members.iter().zip(mixed.projection.row(row)) {
            let dimension = Dimension::once(member, 0);
            self.draws.normals(dimension, block, &mut own);
            self.shared(dimension, block, &mut shared);
            for (y, (shared, own)) in column.iter_mut().zip(shared.iter().zip(&own)) {
                *y += weight * (shared - own);
            }
        }
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
        let (plan, streams) = (Plan::compile(scenario), Streams::new(3));
        let levels = Levels::new(scenario, &streams, GROUP);
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
    fn knowledge_is_what_is_uncertain_and_not_said_to_be_chance() {
        assert_eq!(knowledge(&joined()).collect::<Vec<_>>(), ["flows.b.base"]);
        let struck = scenario(
            "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 200\n[flows.a]\nbase = 100\n\
             [shocks.s]\nrate = 1\nsize.normal = { mean = -0.1, sd = 0.1 }\npermanent = \"0.1 to 0.2\"\n",
        );
        assert_eq!(knowledge(&struck).collect::<Vec<_>>(), ["shocks.s.permanent"]);
    }

    #[test]
    fn without_knowledge_levels_are_the_draws_below() {
        let scenario = scenario(
            "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 200\n[flows.a]\nbase = 100\n\
             volatility = 0.1\n",
        );
        let streams = Streams::new(1);
        let levels = Levels::new(&scenario, &streams, GROUP);
        for dimension in
            [Dimension::once(Address::of("political_will"), 0), Dimension::yearly(Address::of("flows.a"), 2026)]
        {
            let (mut one, mut other) = ([0.0; BLOCK], [0.0; BLOCK]);
            levels.normals(dimension, 3, &mut one);
            streams.normals(dimension, 3, &mut other);
            assert_eq!(one, other);
        }
    }
}
