//! The rows of an answer: boxes, and what each restricts.

use serde::Serialize;

use super::futures::{Input, Measured};
use super::prim::{Limits, Sample};
use super::{Asked, Outcome, quasi_p};
use crate::Question;
use crate::estimate::Ranged;

/// A row of `boxes.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BoxRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year by which the target is to be reached.
    pub year: i32,
    /// Which futures are described.
    pub outcome: Outcome,
    /// Its number, from 0, which holds everything.
    #[serde(rename = "box")]
    pub number: usize,
    /// How many inputs it restricts.
    pub restricted: usize,
    /// The share of all paths with the outcome that are inside.
    pub coverage: f64,
    /// Of simulation.
    pub coverage_standard_error: f64,
    /// Wilson's interval, lower end.
    pub coverage_lower_95: f64,
    /// Wilson's interval, upper end.
    pub coverage_upper_95: f64,
    /// The share of paths inside that have the outcome.
    pub density: f64,
    /// Of simulation.
    pub density_standard_error: f64,
    /// Wilson's interval, lower end.
    pub density_lower_95: f64,
    /// Wilson's interval, upper end.
    pub density_upper_95: f64,
    /// The share of all paths that are inside.
    pub mass: f64,
    /// Of simulation.
    pub mass_standard_error: f64,
    /// Wilson's interval, lower end.
    pub mass_lower_95: f64,
    /// Wilson's interval, upper end.
    pub mass_upper_95: f64,
    /// Coverage on the paths by which the box was found.
    pub found_coverage: f64,
    /// Density on the paths by which the box was found.
    pub found_density: f64,
    /// Mass on the paths by which the box was found.
    pub found_mass: f64,
    /// Whether it is the box shown, pruned.
    pub shown: bool,
}

/// A row of `limits.csv`: an input that a box restricts.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LimitRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The calendar year by which the target is to be reached.
    pub year: i32,
    /// Which futures are described.
    pub outcome: Outcome,
    /// The number of the box.
    #[serde(rename = "box")]
    pub number: usize,
    /// The address of the input.
    pub address: String,
    /// The same in words, such as `the drift of exports`.
    pub label: String,
    /// Its unit; empty where it has none, or is an input of the scenario, whose users give it one.
    pub unit: &'static str,
    /// The least value inside; `None` where that side is open.
    pub from: Option<f64>,
    /// The greatest value inside; `None` where that side is open.
    pub to: Option<f64>,
    /// How probable it is that so many paths inside have the outcome if the limits of this input did nothing.
    pub quasi_p: f64,
    /// Density of the box without the limits of this input.
    pub density_without: f64,
    /// The share of resamples in which the box that is most like this one restricts the input; of the box shown only.
    pub restricted_again: Option<f64>,
    /// Whether it is a limit of the box shown, pruned.
    pub shown: bool,
    /// How far apart the values of the input typically are, which says with how many digits to show a limit.
    #[serde(skip)]
    pub spread: f64,
}

/// What rows are made from.
pub(super) struct Context<'a> {
    pub(super) question: &'a Question,
    pub(super) asked: &'a Asked,
    pub(super) inputs: &'a [Input],
    pub(super) sample: &'a Sample,
    pub(super) measured: &'a Measured,
}

/// A share with its standard error and its interval. One of none is 0, and nothing is known of it.
pub(super) fn share(count: u64, of: u64) -> Ranged {
    if of == 0 { NOTHING_KNOWN } else { Ranged::share(count, of) }
}

const NOTHING_KNOWN: Ranged = Ranged { value: 0.0, standard_error: 0.0, lower_95: 0.0, upper_95: 1.0 };

/// A box without a limit holds everything, however many paths there are.
const EVERYTHING: Ranged = Ranged { value: 1.0, standard_error: 0.0, lower_95: 1.0, upper_95: 1.0 };

impl Context<'_> {
    /// The row of a box, given its place among those that were measured and what it held where it was found.
    pub(super) fn of_box(&self, number: usize, place: usize, restricted: usize, found: (usize, usize)) -> BoxRow {
        let (measured, held) = (self.measured, &self.measured.boxes[place]);
        let part = |count: u64, of: u64| if restricted == 0 { EVERYTHING } else { share(count, of) };
        let coverage = part(held.wanted, measured.wanted);
        let density = share(held.wanted, held.inside);
        let mass = part(held.inside, measured.paths);
        let found_share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        BoxRow {
            target: self.question.targets[0].name.clone(),
            package: self.question.packages[0].name.clone(),
            year: self.question.targets[0].by,
            outcome: self.asked.outcome,
            number,
            restricted,
            coverage: coverage.value,
            coverage_standard_error: coverage.standard_error,
            coverage_lower_95: coverage.lower_95,
            coverage_upper_95: coverage.upper_95,
            density: density.value,
            density_standard_error: density.standard_error,
            density_lower_95: density.lower_95,
            density_upper_95: density.upper_95,
            mass: mass.value,
            mass_standard_error: mass.standard_error,
            mass_lower_95: mass.lower_95,
            mass_upper_95: mass.upper_95,
            found_coverage: found_share(found.1, self.sample.wanted()),
            found_density: found_share(found.1, found.0),
            found_mass: found_share(found.0, self.sample.paths()),
            shown: place + 1 == measured.boxes.len(),
        }
    }

    /// A row for every limit of a box, given its place among those that were measured; `again` says how many resamples restrict
    /// each input.
    pub(super) fn limits(
        &self,
        number: usize,
        place: usize,
        limits: &[(usize, Limits)],
        again: Option<&[u64]>,
    ) -> Vec<LimitRow> {
        let held = &self.measured.boxes[place];
        let row = |(which, &(input, [from, to])): (usize, &(usize, Limits))| {
            let (without, without_wanted) = held.without(which);
            let Input { address, label, unit, .. } = &self.inputs[input];
            let again = again.and_then(|again| again.get(input)).filter(|_| self.asked.resamples > 0);
            LimitRow {
                target: self.question.targets[0].name.clone(),
                package: self.question.packages[0].name.clone(),
                year: self.question.targets[0].by,
                outcome: self.asked.outcome,
                number,
                address: address.clone(),
                label: label.clone(),
                unit,
                from: Some(from).filter(|from| from.is_finite()),
                to: Some(to).filter(|to| to.is_finite()),
                quasi_p: quasi_p(held.inside, held.wanted, without, without_wanted),
                density_without: share(without_wanted, without).value,
                restricted_again: again.map(|&count| count as f64 / self.asked.resamples as f64),
                shown: place + 1 == self.measured.boxes.len(),
                spread: self.sample.spread(input),
            }
        };
        let mut rows: Vec<LimitRow> = limits.iter().enumerate().map(row).collect();
        rows.sort_by(|one, other| one.density_without.total_cmp(&other.density_without));
        rows
    }
}
