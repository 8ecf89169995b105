//! In which futures is the target reached, or missed? Boxes in the space of what is uncertain, found by PRIM on one half of the
//! paths, rid of limits that may be chance on a quarter, and measured on the last: a box flatters itself on the paths that chose it.

mod choice;
mod futures;
pub mod prim;
mod pruning;
mod quasi_p;
mod rows;
mod sentence;
mod stability;
mod words;

use std::num::NonZeroUsize;

use altai_model::Scenario;
use altai_sim::{Plan, Streams};
use serde::Serialize;

use crate::Question;
use crate::estimate::Ranged;
use futures::Futures;
use prim::{Limits, PrimBox, Settings, trajectory};
use rows::Context;

pub use choice::{Choice, Refusal};
pub use quasi_p::quasi_p;
pub use rows::{BoxRow, LimitRow};
pub use words::ends;

/// Which futures are described.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The target is reached by its year.
    #[default]
    Success,
    /// It is not.
    Failure,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The target, as its place in the scenario.
    pub target: usize,
    /// Which futures.
    pub outcome: Outcome,
    /// Whether boxes may also restrict what chance brings in the years of a path.
    pub chance: bool,
    /// How patient the search is.
    pub settings: Settings,
    /// Which box is shown.
    pub choice: Choice,
    /// Whether the box shown is rid of limits that other paths do not tell from chance.
    pub prunes: bool,
    /// How often the search is repeated on resampled paths.
    pub resamples: u64,
    /// Half of them to find boxes, a quarter to prune the one shown, a quarter to measure all.
    pub paths: u64,
    /// Of every draw.
    pub seed: u64,
}

/// Boxes in which an outcome is frequent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Discovery {
    /// What was asked: one target, one package.
    pub question: Question,
    /// Which futures the boxes describe.
    pub outcome: Outcome,
    /// How many paths were played.
    pub paths: u64,
    /// On how many of them boxes were found.
    pub found_on: u64,
    /// On how many others the one shown was pruned.
    pub pruned_on: u64,
    /// On how many others all were measured.
    pub measured_on: u64,
    /// How many inputs a box may restrict.
    pub inputs: usize,
    /// The share of paths that a peel takes away.
    pub peel: f64,
    /// The share that a paste brings back.
    pub paste: f64,
    /// The least share of paths that a box holds.
    pub least_mass: f64,
    /// How often the search was repeated on resampled paths.
    pub resamples: u64,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// The share of the measured paths with the outcome.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Wilson's interval, lower end.
    pub lower_95: f64,
    /// Wilson's interval, upper end.
    pub upper_95: f64,
    /// The box that is shown, pruned.
    pub shown: BoxRow,
    /// What it restricts, by how much that adds to its density.
    pub restrictions: Vec<LimitRow>,
    /// The addresses of what it restricted before it was pruned.
    pub dropped: Vec<String>,
    /// Whether the outcome is more frequent inside the box shown than outside, beyond what simulation leaves open.
    pub better_than_chance: bool,
    /// Every box as it was found, in order.
    pub boxes: Vec<BoxRow>,
    /// What each of them restricts, by how much that adds to its density.
    pub limits: Vec<LimitRow>,
}

/// Finds and measures boxes of the last package's futures.
///
/// Other targets, other packages and later years are left out of the play, which changes no draw.
///
/// # Errors
///
/// A box is asked for by a number that none has.
///
/// # Panics
///
/// When the scenario has no package, or fewer targets.
pub fn discover(scenario: &Scenario, asked: &Asked, threads: NonZeroUsize) -> Result<Discovery, Refusal> {
    let played = scenario.narrowed(asked.target, scenario.packages.last().cloned());
    let question = Question::of_narrowed(&played, scenario);
    let plan = Plan::compile(&played);
    let draws = Streams::new(asked.seed);
    let inputs = futures::inputs(&played, &plan, asked.chance);
    let futures = Futures { plan: &plan, draws, inputs: &inputs, scenario: &played, outcome: asked.outcome };
    let half = asked.paths.div_ceil(2);
    let quarter = if asked.prunes { (asked.paths - half) / 2 } else { 0 };
    let sample = futures.sample(0..half, threads);
    let boxes = trajectory(&sample, asked.settings);
    let chosen = asked.choice.among(&boxes)?;
    let mut limits = limits(&boxes);
    let as_found = limits[chosen].clone();
    let kept = match quarter {
        0 => as_found.clone(),
        _ => futures.pruned(as_found.clone(), half..half + quarter, threads),
    };
    let is_kept = |input: &usize| kept.iter().any(|(other, _)| other == input);
    let dropped = as_found.iter().map(|(input, _)| *input).filter(|input| !is_kept(input));
    let dropped: Vec<String> = dropped.map(|input| inputs[input].address.clone()).collect();
    // It is measured as one more box.
    limits.push(kept);
    let measured = futures.measure(&limits, half + quarter..asked.paths, threads);
    let again = if chosen == 0 {
        Vec::new()
    } else {
        let place = stability::place(&boxes[chosen], &boxes[0]);
        stability::restricted(&sample, asked.settings, place, asked.resamples, draws, threads)
    };
    let context = Context { question: &question, asked, inputs: &inputs, sample: &sample, measured: &measured };
    let Ranged { value: probability, standard_error, lower_95, upper_95 } =
        rows::share(measured.wanted, measured.paths);
    let found = |place: usize| sample.held(&limits[place]);
    let of_box = |number: usize| context.limits(number, number, &limits[number], None);
    let shown_at = boxes.len();
    let mut discovery = Discovery {
        outcome: asked.outcome,
        paths: asked.paths,
        found_on: half,
        pruned_on: quarter,
        measured_on: asked.paths - half - quarter,
        inputs: inputs.len(),
        peel: asked.settings.peel,
        paste: asked.settings.paste,
        least_mass: asked.settings.mass,
        resamples: asked.resamples,
        sentence: String::new(),
        probability,
        standard_error,
        lower_95,
        upper_95,
        shown: context.of_box(chosen, shown_at, limits[shown_at].len(), found(shown_at)),
        restrictions: context.limits(chosen, shown_at, &limits[shown_at], Some(&again)),
        dropped,
        better_than_chance: choice::is_better_than_chance(&measured.boxes[shown_at], measured.paths, measured.wanted),
        boxes: (0..shown_at)
            .map(|number| context.of_box(number, number, limits[number].len(), found(number)))
            .collect(),
        limits: (0..shown_at).flat_map(of_box).collect(),
        question,
    };
    discovery.sentence = sentence::sentence(&discovery, asked.choice);
    Ok(discovery)
}

/// The limits that each box sets; a side that is open has none.
fn limits(boxes: &[PrimBox]) -> Vec<Vec<(usize, Limits)>> {
    let first = &boxes[0];
    let of_one = |one: &PrimBox| one.restricted(first).map(|input| (input, open(one, first, input))).collect();
    boxes.iter().map(of_one).collect()
}

/// The limits of an input: beyond the values that the search has seen, a side that it left alone is open.
fn open(one: &PrimBox, first: &PrimBox, input: usize) -> Limits {
    let ([least, greatest], [first_least, first_greatest]) = (one.limits[input], first.limits[input]);
    [
        if least == first_least { f64::NEG_INFINITY } else { least },
        if greatest == first_greatest { f64::INFINITY } else { greatest },
    ]
}
