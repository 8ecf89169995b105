//! What explains whether the target is reached, and turnover? Sobol' indices over independent groups of draws; Shapley effects.
//!
//! A group is a set of draw addresses: chance (all that is drawn anew every year, when a deal is called off, and numbers whose
//! role is chance), every number that is not known, political will, and each deal's own draw of whether it goes ahead. What a
//! copula correlates is one group; Shapley effects take it apart.

mod bins;
mod conditional;
mod design;
mod indices;
mod inputs;
mod sentence;
mod walk;

use std::num::NonZeroUsize;

use altai_model::Scenario;
use altai_sim::draws::BLOCK;
use altai_sim::{Draws, Plan, Reach, Streams, Values};
use serde::Serialize;

pub use bins::LEAST_PATHS;
pub use indices::Indices;
pub use inputs::{CHANCE, Input, Sort};

use crate::Question;
use crate::blocks::each_block;
use crate::estimate::{PartlyKnown, Ranged};
use bins::{Bins, RUN, bonferroni};
use design::{Mixed, Samples, Swapped};
use indices::Runs;
use inputs::Inputs;
use walk::Effects;

/// Blocks that are played before their sums are put into bins and let go.
const CHUNK: u64 = 64;

/// What is explained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Output {
    /// Whether the target is reached by its year: 1 or 0.
    #[default]
    Reached,
    /// Turnover in that year, USD million.
    Turnover,
}

impl Output {
    /// In the order of the answer.
    pub const ALL: [Self; 2] = [Self::Reached, Self::Turnover];

    /// As in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Turnover => "turnover",
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The target, by its place in the scenario.
    pub target: usize,
    /// So many paths in A, in B, and in every AB_i.
    pub paths: u64,
    /// The seed of A; all else follows from it.
    pub seed: u64,
    /// Whether Shapley effects are asked for too.
    pub shapley: bool,
}

/// Which share of the variance each group of inputs explains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sobol {
    /// What was asked: one target, one package.
    pub question: Question,
    /// How many paths were played with each design.
    pub paths: u64,
    /// How many designs: A, B, and one for each group; with Shapley effects, one for each step of a walk too.
    pub designs: usize,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// The odds, from the paths of A.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Wilson's interval, lower end.
    pub lower_95: f64,
    /// Wilson's interval, upper end.
    pub upper_95: f64,
    /// The groups, independent of each other; chance first.
    pub groups: Vec<Input>,
    /// Of whether the target is reached, then of turnover.
    pub outputs: Vec<Explained>,
}

/// One output and what explains it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// Which.
    pub output: Output,
    /// Its variance; `None` where it does not vary, or is not finite: then there are no rows.
    pub variance: Option<f64>,
    /// What groups explain only together: 1 less all first-order indices.
    pub interactions: PartlyKnown,
    /// Every group, the largest total index first.
    pub indices: Vec<IndexRow>,
    /// Shapley effects of every input, the largest first, where asked for.
    pub shapley: Vec<ShapleyRow>,
    /// The variance that they share out, as their paths have it.
    pub shapley_variance: Option<PartlyKnown>,
}

/// A group's indices; shares of the variance.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct IndexRow {
    /// Its name.
    pub group: String,
    /// The same in words.
    pub label: String,
    /// Of how many inputs it is made, which are correlated where there are several.
    pub members: usize,
    /// What sort of input it is.
    pub role: Sort,
    /// By how much the variance would fall, were the group known.
    pub first_order: PartlyKnown,
    /// What would be left of the variance, were all known but the group.
    pub total: PartlyKnown,
    /// Whether its total index is above 0, beyond what simulation leaves open of all groups at once (95 %, Bonferroni).
    pub matters: bool,
    /// Of what is not chance: whether no other group's first-order index is larger, beyond what simulation leaves open of all
    /// comparisons at once, and it is above 0.
    pub among_largest: bool,
}

/// An input's Shapley effect; shares of the variance that add up to 1.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ShapleyRow {
    /// Its name.
    pub input: String,
    /// The same in words.
    pub label: String,
    /// What sort of input it is.
    pub role: Sort,
    /// Its share.
    pub share: PartlyKnown,
    /// Of what is not chance: whether no other input's share is larger, as with groups.
    pub among_largest: bool,
}

/// Whether the target is reached, and turnover, of every path of a block.
type Played = [Box<Values>; 2];

fn play(reach: &mut Reach<'_>, draws: &dyn Draws, block: u64) -> Played {
    let mut played: Played = [Box::new([0.0; BLOCK]), Box::new([0.0; BLOCK])];
    reach.play_with(draws, block, |_, standing| {
        standing.reached.paths().for_each(|path| played[0][path] = 1.0);
        played[1].copy_from_slice(standing.turnover);
    });
    played
}

/// What explains the last package's reaching of a target by its year, and its turnover in that year.
///
/// Other targets, other packages and later years are left out of the play, which changes no draw.
///
/// # Panics
///
/// When the scenario has no package, or fewer targets.
pub fn sobol(scenario: &Scenario, asked: &Asked, threads: NonZeroUsize) -> Sobol {
    let played = scenario.narrowed(asked.target, scenario.packages.last().cloned());
    let question = Question::of_narrowed(&played, scenario);
    let plan = Plan::compile(&played);
    let samples = Samples::new(&plan, asked.seed, "sobol.b");
    let single = Inputs::single(&played, &plan, |address| samples.draws(address));
    let groups = single.in_groups(&plan);
    let designed = designed(&plan, &samples, &groups, asked, threads);
    let walked = asked.shapley.then(|| walked(&plan, &single, asked, threads));
    let mut designs = groups.all.len() + 2;
    if asked.shapley {
        designs += single.all.len() + 1;
    }
    told(question, asked, designs, groups, &single, &designed, walked.as_ref())
}

/// What the designs of Sobol' indices came to.
struct Designed {
    /// Paths of A that reach the target.
    reached: u64,
    indices: [Option<Indices>; 2],
}

/// Plays A, B and every AB_i.
fn designed(plan: &Plan, samples: &Samples, groups: &Inputs, asked: &Asked, threads: NonZeroUsize) -> Designed {
    let count = groups.all.len();
    let draws = Streams::new(asked.seed);
    let mut reach = Reach::new(plan, &draws, 0);
    // Sums of squares are taken about a number near the mean.
    let near = play(&mut reach, &draws, 0)[1].iter().take(asked.paths.min(BLOCK as u64) as usize).sum::<f64>()
        / asked.paths.min(BLOCK as u64) as f64;
    let shifts = [0.0, if near.is_finite() { near } else { 0.0 }];
    let look = |block: u64| {
        let counted = (asked.paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
        let block_of_both = samples.block(block);
        let mut reach = Reach::new(plan, &draws, 0);
        let mut play = |swapped| {
            let design = Mixed { block: &block_of_both, inputs: groups, swapped };
            let mut played = play(&mut reach, &design, block);
            for (column, shift) in played.iter_mut().zip(shifts) {
                column.iter_mut().for_each(|x| *x -= shift);
            }
            played
        };
        let (a, b) = (play(Swapped::Nothing), play(Swapped::Everything));
        let mut runs = [0, 1].map(|output| Runs::new(&a[output][..counted], &b[output][..counted], count));
        for group in 0..count {
            let ab = play(Swapped::Input(group));
            for (output, runs) in runs.iter_mut().enumerate() {
                let [a, b, ab] = [&a, &b, &ab].map(|played| &played[output][..counted]);
                runs.add(group, a, b, ab);
            }
        }
        let reached = a[0][..counted].iter().sum::<f64>() as u64;
        (reached, runs.map(|runs| runs.rows))
    };
    let mut bins = [(); 2].map(|()| indices::bins(asked.paths, count));
    let mut reached = 0;
    in_chunks(asked.paths, threads, look, |first_run, (more, rows)| {
        reached += more;
        put(&mut bins, first_run, rows);
    });
    let of = |output: usize| Indices::from_bins(&bins[output], count, shifts[output], output == 0, &draws);
    Designed { reached, indices: [of(0), of(1)] }
}

/// Walks of Shapley effects, on draws of their own.
fn walked(plan: &Plan, single: &Inputs, asked: &Asked, threads: NonZeroUsize) -> [Option<Effects>; 2] {
    let samples = Samples::new(plan, asked.seed, "shapley.b");
    let draws = Streams::new(asked.seed);
    let mut bins = [(); 2].map(|()| walk::bins(asked.paths, single.all.len()));
    let look = |block: u64| {
        let counted = (asked.paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
        walk::walk(plan, &samples, single, draws, block, counted)
    };
    in_chunks(asked.paths, threads, look, |first_run, rows| put(&mut bins, first_run, rows));
    [0, 1].map(|output| Effects::from_bins(&bins[output], output == 0, &draws))
}

/// Looks at all blocks, some at a time so that memory does not grow with the paths, and hears of each in its order.
fn in_chunks<Found: Send>(
    paths: u64,
    threads: NonZeroUsize,
    look: impl Fn(u64) -> Found + Sync,
    mut hear: impl FnMut(u64, Found),
) {
    let blocks = paths.div_ceil(BLOCK as u64);
    for first in (0..blocks).step_by(CHUNK as usize) {
        let found = each_block(CHUNK.min(blocks - first), threads, |block| look(first + block));
        for (block, found) in (first..).zip(found) {
            hear(block * (BLOCK / RUN) as u64, found);
        }
    }
}

fn put(bins: &mut [Bins; 2], first_run: u64, rows: [Vec<Vec<f64>>; 2]) {
    for (bins, rows) in bins.iter_mut().zip(rows) {
        for (run, row) in (first_run..).zip(rows) {
            bins.add(run, &row);
        }
    }
}

fn told(
    question: Question,
    asked: &Asked,
    designs: usize,
    groups: Inputs,
    single: &Inputs,
    designed: &Designed,
    walked: Option<&[Option<Effects>; 2]>,
) -> Sobol {
    let explained = |output: Output| {
        let indices = designed.indices[output as usize].as_ref();
        let effects = walked.and_then(|walked| walked[output as usize].as_ref());
        Explained {
            output,
            variance: indices.map(|indices| indices.variance),
            interactions: indices.map(|indices| indices.interactions).unwrap_or_default(),
            indices: indices.map(|indices| index_rows(&groups, indices)).unwrap_or_default(),
            shapley: effects.map(|effects| shapley_rows(single, effects)).unwrap_or_default(),
            shapley_variance: effects.map(|effects| effects.variance),
        }
    };
    let Ranged { value: probability, standard_error, lower_95, upper_95 } =
        Ranged::share(designed.reached, asked.paths);
    let outputs = Output::ALL.map(explained).into();
    let mut sobol = Sobol {
        question,
        paths: asked.paths,
        designs,
        sentence: String::new(),
        probability,
        standard_error,
        lower_95,
        upper_95,
        groups: groups.all,
        outputs,
    };
    sobol.sentence = sentence::sentence(&sobol);
    sobol
}

fn index_rows(groups: &Inputs, indices: &Indices) -> Vec<IndexRow> {
    let largest = largest(groups, &indices.first_order, |one, other| indices.error_of_difference(one, other));
    let row = |(place, group): (usize, &Input)| IndexRow {
        group: group.name.clone(),
        label: group.label.clone(),
        members: if group.role == Sort::Chance { 1 } else { group.members.len() },
        role: group.role,
        first_order: indices.first_order[place],
        total: indices.total[place],
        matters: indices.total[place].is_positive(bonferroni(groups.all.len())),
        among_largest: largest.contains(&place),
    };
    let mut rows: Vec<IndexRow> = groups.all.iter().enumerate().map(row).collect();
    let total = |row: &IndexRow| row.total.value.unwrap_or_default();
    rows.sort_by(|one, other| total(other).total_cmp(&total(one)));
    rows
}

fn shapley_rows(single: &Inputs, effects: &Effects) -> Vec<ShapleyRow> {
    let largest = largest(single, &effects.shares, |one, other| effects.error_of_difference(one, other));
    let row = |(place, input): (usize, &Input)| ShapleyRow {
        input: input.name.clone(),
        label: input.label.clone(),
        role: input.role,
        share: effects.shares[place],
        among_largest: largest.contains(&place),
    };
    let mut rows: Vec<ShapleyRow> = single.all.iter().enumerate().map(row).collect();
    let share = |row: &ShapleyRow| row.share.value.unwrap_or_default();
    rows.sort_by(|one, other| share(other).total_cmp(&share(one)));
    rows
}

/// Of what is not chance, the largest share and those that may be as large, where they are above 0, at 95 % for all at once.
fn largest(inputs: &Inputs, shares: &[PartlyKnown], apart: impl Fn(usize, usize) -> Option<f64>) -> Vec<usize> {
    let value = |place: usize| shares[place].value.unwrap_or_default();
    let open: Vec<usize> = (0..shares.len()).filter(|&place| inputs.all[place].role != Sort::Chance).collect();
    // The first of equals.
    let Some(&top) = open.iter().rev().max_by(|one, other| value(**one).total_cmp(&value(**other))) else {
        return Vec::new();
    };
    if !shares[top].is_positive(bonferroni(open.len())) {
        return Vec::new();
    }
    let z = bonferroni(open.len() - 1);
    let may_equal =
        |&place: &usize| place == top || apart(top, place).is_none_or(|apart| value(top) - value(place) <= z * apart);
    open.into_iter().filter(may_equal).filter(|&place| place == top || value(place) > 0.0).collect()
}
