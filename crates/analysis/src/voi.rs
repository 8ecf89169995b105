//! Which number is worth finding out before deciding? The value of information about the choice among packages.
//!
//! A package is worth value × 1(target reached) − cost on a path. Today the best on average is chosen; who knew a number first
//! would choose by its conditional mean, and be better off by `E max_d E[NB_d | X] − max_d E[NB_d]` (H. Raiffa and R. Schlaifer
//! 1961). Only what could be found out counts, numbers of role `knowledge`; chance is averaged over. The conditional means are
//! regressions on the draws of one simulation (M. Strong, J. E. Oakley and A. Brennan 2014), fitted on other paths than those
//! on which the choices that they recommend are counted, so that luck does not pass for knowledge.

mod policy;
mod regression;
mod sample;
mod sentence;

use std::num::NonZeroUsize;

use altai_math::normal;
use altai_model::Scenario;
use serde::Serialize;

use crate::drivers::label;
use crate::interval::Z_95;
use crate::question::Target;
use crate::turnover::UNIT;
use crate::{Question, estimate};
use policy::Gains;
use sample::Sample;

/// What is asked. The packages to choose from are those of the scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// The target, by its place in the scenario.
    pub target: usize,
    /// USD million that reaching it is worth.
    pub value: f64,
    /// How many paths.
    pub paths: u64,
    /// The seed of every draw.
    pub seed: u64,
}

/// Why there is no value of information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is only one package: nothing to choose.
    OnePackage,
    /// No uncertain number is one that could be found out.
    NothingToKnow,
    /// Costs are so large that they are no numbers any more.
    NoNumber,
}

/// A package as a choice.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChoiceRow {
    /// The target's name.
    pub target: String,
    /// The target's calendar year.
    pub year: i32,
    /// The package's name.
    pub package: String,
    /// The probability that it reaches the target by its year.
    pub odds: f64,
    /// Expected public money, USD million.
    pub cost: f64,
    /// Value × odds − cost, USD million.
    pub net_benefit: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Whether it may be the best on average, as far as simulation tells of all packages at once.
    pub may_be_best: bool,
}

/// What is found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Every number that could be found out: the expected value of perfect information.
    #[default]
    Everything,
    /// One number: expected value of partial perfect information.
    Number,
    /// Numbers that are correlated with each other.
    Group,
}

/// A row of `voi.csv`: what finding something out before deciding is worth.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct KnowledgeRow {
    /// The target's name.
    pub target: String,
    /// The target's calendar year.
    pub year: i32,
    /// How much is found out.
    pub known: Known,
    /// The address of the number; of a group, all of them, joined by `+`; `everything`.
    pub address: String,
    /// USD million; never below 0, as knowledge can be ignored.
    pub value: f64,
    /// Of `value` and its error.
    pub unit: &'static str,
    /// Of simulation.
    pub standard_error: f64,
    /// Lower end of the 95 % interval.
    pub lower_95: f64,
    /// Upper end of the 95 % interval: farther from `value` than the lower one, as choices that are learnt from a simulation
    /// err low.
    pub upper_95: f64,
    /// The same of intervals that hold for all rows at once.
    #[serde(skip)]
    pub at_most: f64,
    /// How often another package is chosen than without.
    pub changes: f64,
    /// The address in words.
    pub label: String,
    /// Whether it is worth anything, as far as simulation tells of all rows at once (95 %, Bonferroni).
    pub is_worth: bool,
}

/// What finding out is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voi {
    /// The scenario's title.
    pub title: Option<String>,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// What is known; not simulated.
    pub base_year: i32,
    /// What is to be reached.
    pub target: Target,
    /// USD million that reaching it is worth.
    pub value: f64,
    /// How many paths were played.
    pub paths: u64,
    /// The place of the package that is best on average.
    pub best: usize,
    /// The packages to choose from, in the order of the scenario.
    pub choices: Vec<ChoiceRow>,
    /// Everything, then groups, then single numbers, the worthiest first.
    pub knowledge: Vec<KnowledgeRow>,
}

/// What finding out each number before choosing a package is worth. `progress` hears of paths played so far, from any thread.
///
/// # Errors
///
/// There is nothing to choose or nothing to know.
///
/// # Panics
///
/// When the target is not a place in the scenario, or there are fewer paths than [`LEAST_PATHS`].
pub fn voi(
    scenario: &Scenario,
    asked: &Asked,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Voi, Refusal> {
    if scenario.packages.len() < 2 {
        return Err(Refusal::OnePackage);
    }
    let sample = Sample::of(scenario, asked, threads, progress);
    if sample.addresses.is_empty() {
        return Err(Refusal::NothingToKnow);
    }
    if !sample.net.iter().flatten().all(|net| net.is_finite()) {
        return Err(Refusal::NoNumber);
    }
    let singles = policy::of_each(&sample, threads);
    let groups = sample.groups(scenario);
    let everything: Vec<usize> = (0..sample.addresses.len()).collect();
    let of_set = |members: &[usize]| policy::of_set(&sample, members, &singles, threads);
    let mut found = vec![(Known::Everything, everything.clone(), of_set(&everything))];
    found.extend(groups.into_iter().map(|members| {
        let gains = of_set(&members);
        (Known::Group, members, gains)
    }));
    found.extend(singles.iter().enumerate().map(|(place, single)| (Known::Number, vec![place], single.gains.clone())));
    Ok(told(scenario, asked, &sample, found))
}

/// Fewer paths do not carry a regression.
pub const LEAST_PATHS: u64 = 1_000;

fn told(scenario: &Scenario, asked: &Asked, sample: &Sample, found: Vec<(Known, Vec<usize>, Gains)>) -> Voi {
    let question = Question::of(scenario);
    let target = question.targets[asked.target].clone();
    let choices = choices(&question, &target, sample);
    let z = normal::quantile(1.0 - 0.025 / found.len() as f64);
    // Where another package may be the best on average, too much is subtracted: the largest of several means. What is gained
    // beyond each of them bounds the worth from above, by Bonferroni all at once.
    let may_be_best = choices.iter().filter(|choice| choice.may_be_best).count() as f64;
    let z_above = normal::quantile(1.0 - 0.025 / may_be_best);
    let z_above_all = normal::quantile(1.0 - 0.025 / (may_be_best * found.len() as f64));
    let row = |(known, members, gains): (Known, Vec<usize>, Gains)| {
        let (mean, error) = gains.estimate();
        let at_most = |z: f64| (mean + z * error + gains.unlearnt()).max(0.0);
        let addresses: Vec<&str> = members.iter().map(|&place| sample.addresses[place].as_str()).collect();
        let labels: Vec<String> = addresses.iter().map(|address| label(address)).collect();
        KnowledgeRow {
            target: target.name.clone(),
            year: target.by,
            known,
            address: if known == Known::Everything { "everything".to_owned() } else { addresses.join("+") },
            label: if known == Known::Everything { "every number".to_owned() } else { crate::words::listed(&labels) },
            value: mean.max(0.0),
            unit: UNIT,
            standard_error: error,
            lower_95: (mean - Z_95 * error).max(0.0),
            upper_95: at_most(z_above),
            at_most: at_most(z_above_all),
            changes: gains.share_changed(),
            is_worth: mean > z * error,
        }
    };
    let sets: Vec<Vec<usize>> = found.iter().map(|(_, members, _)| members.clone()).collect();
    let mut knowledge: Vec<KnowledgeRow> = found.into_iter().map(row).collect();
    at_least_its_parts(&sets, &mut knowledge, z);
    let rank = |row: &KnowledgeRow| match row.known {
        Known::Everything => 0,
        Known::Group => 1,
        Known::Number => 2,
    };
    knowledge.sort_by(|one, other| rank(one).cmp(&rank(other)).then(other.value.total_cmp(&one.value)));
    let mut voi = Voi {
        title: question.title.clone(),
        sentence: String::new(),
        base_year: question.base_year,
        target,
        value: asked.value,
        paths: asked.paths,
        best: sample.best,
        choices,
        knowledge,
    };
    voi.sentence = sentence::sentence(&question, &voi, z);
    voi
}

/// To know a set is worth at least what to know a part of it surely is; a regression on many numbers may lose that in its noise.
/// `z` is the half width, in standard errors, of intervals that hold at once: of many parts, one lower end of 95 % would lie above
/// the truth too often.
fn at_least_its_parts(sets: &[Vec<usize>], knowledge: &mut [KnowledgeRow], z: f64) {
    for whole in 0..sets.len() {
        for part in 0..sets.len() {
            if sets[part].iter().all(|member| sets[whole].contains(member)) {
                let KnowledgeRow { value, standard_error, is_worth, .. } = knowledge[part];
                let surely = value - z * standard_error;
                let row = &mut knowledge[whole];
                row.lower_95 = row.lower_95.max(surely);
                row.value = row.value.max(surely);
                row.upper_95 = row.upper_95.max(row.value);
                row.at_most = row.at_most.max(row.value);
                row.is_worth |= is_worth;
            }
        }
    }
}

fn choices(question: &Question, target: &Target, sample: &Sample) -> Vec<ChoiceRow> {
    let (n, best) = (sample.paths as f64, sample.best);
    let z = normal::quantile(1.0 - 0.025 / (sample.net.len() - 1) as f64);
    let row = |place: usize| {
        let (_, error) = mean_and_error(sample.net[place].iter().copied(), n);
        let apart = sample.net[best].iter().zip(&sample.net[place]).map(|(best, other)| best - other);
        let (less, less_error) = mean_and_error(apart, n);
        ChoiceRow {
            target: target.name.clone(),
            year: target.by,
            package: question.packages[place].name.clone(),
            odds: estimate::share(sample.reached[place], sample.paths as u64).0,
            cost: sample.cost[place],
            net_benefit: sample.means[place],
            standard_error: error,
            may_be_best: place == best || less <= z * less_error,
        }
    };
    (0..sample.net.len()).map(row).collect()
}

fn mean_and_error(values: impl Iterator<Item = f64> + Clone, n: f64) -> (f64, f64) {
    let mean = values.clone().sum::<f64>() / n;
    let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}
