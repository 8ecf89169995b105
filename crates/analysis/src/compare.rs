//! Which scenario or package is better, by how much, and how surely? Several of them on the same draws.
//!
//! Everything is of one target, at its year. All are held against the first.

mod comparable;
mod containing;
mod dominance;
mod rows;
mod sample;
mod sentence;
mod verdict;

use std::num::NonZeroUsize;

use altai_model::Scenario;
use altai_sim::{Plan, Streams};
use serde::Serialize;

pub use comparable::{Incomparable, comparable};
pub use dominance::{Basis, Dominance, Order};
pub use rows::{CompareRow, rows};
pub use verdict::Verdict;

use crate::estimate::Ranged;
use crate::interval;
use crate::question::Target;
use dominance::Differing;
use sample::{Sample, Stand};

/// As many as are compared at once.
pub const MOST: usize = 8;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Scenarios, a package of each.
    Scenarios,
    /// Packages of one scenario.
    Packages,
}

impl Kind {
    /// One of them in words.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Scenarios => "scenario",
            Self::Packages => "package",
        }
    }
}

/// One that is compared: a package of a scenario, its target, and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Entrant<'a> {
    /// What the answer calls it.
    pub name: &'a str,
    /// The scenario. Entrants that share one share its plan.
    pub scenario: &'a Scenario,
    /// The package, as a place in the scenario.
    pub package: usize,
    /// The target, as a place in the scenario.
    pub target: usize,
}

/// How many paths to play, from which seed.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Paths.
    pub paths: u64,
    /// The seed that all share.
    pub seed: u64,
    /// Processors; the answer does not depend on them.
    pub threads: NonZeroUsize,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Scenarios or packages.
    pub kind: Kind,
    /// In words, the better one first.
    pub sentence: String,
    /// What is to be reached, as the first has it.
    pub target: Target,
    /// The year to whose dollars a deflator turns back.
    pub base_year: i32,
    /// How many paths were played.
    pub paths: u64,
    /// All, in the order given.
    pub contenders: Vec<Contender>,
}

/// How one of them does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contender {
    /// What it is called.
    pub name: String,
    /// Its package.
    pub package: String,
    /// The odds that the target is reached by its year.
    pub odds: Ranged,
    /// The mean of turnover in that year, USD million; absent where a path overflowed.
    pub mean: Option<Ranged>,
    /// Against the first; the first has none.
    pub against: Option<Against>,
}

/// One against the first, on the same draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Against {
    /// What the first is called.
    pub reference: String,
    /// Its odds minus the first's, with Bonett and Price's interval.
    pub difference: Ranged,
    /// The interval of the difference that holds together with those of all other pairs (Bonferroni).
    pub together_95: (f64, f64),
    /// The share of paths whose turnover is higher at the date, with Wilson's interval.
    pub higher: Ranged,
    /// … the same to the last bit.
    pub same: Ranged,
    /// … lower.
    pub lower: Ranged,
    /// The mean of what it has more, USD million; absent where a path overflowed.
    pub mean_difference: Option<Ranged>,
    /// The median of what it has more, path by path, USD million.
    pub median_difference: Option<Ranged>,
    /// Whether turnover dominates, in both orders and both directions.
    pub dominance: Vec<Dominance>,
    /// What that comes to.
    pub verdict: Verdict,
    /// The same in words.
    pub meaning: String,
}

/// Plays them all on the same draws and holds them against the first. They have to be [`comparable()`]. `heard` is told, now and
/// then, how many paths have been played.
///
/// # Panics
///
/// When there are no entrants.
pub fn compare(kind: Kind, entrants: &[Entrant<'_>], size: Size, heard: &dyn Fn(u64)) -> Comparison {
    let plans = sample::plans(entrants);
    let sample = Sample::play(entrants, &plans, size, heard);
    let places: Vec<(usize, &Plan)> = entrants.iter().map(|entrant| sample::plan_of(entrant, &plans)).collect();
    let first = &entrants[0];
    let of_reference = |(index, entrant): (usize, &Entrant<'_>)| {
        let stand = sample.stand(0, index)?;
        let within = (places[0].0 == places[index].0).then_some(places[index].1);
        let contained = |big: &Entrant<'_>, small: &Entrant<'_>| {
            within.is_some_and(|plan| containing::only_adds(entrant.scenario, plan, big.package, small.package))
        };
        let by_construction = [contained(entrant, first), contained(first, entrant)];
        let dominance = dominances(&sample, index, by_construction, [entrant.name, first.name], size.seed);
        let pairs = entrants.len() - 1;
        let verdict = verdict::verdict(&dominance, pairs, sample.paths, stand.same == sample.paths);
        let by = first.scenario.targets[first.target].by;
        Some(Against {
            reference: first.name.to_owned(),
            difference: Ranged::paired_difference(stand.gained, stand.lost, sample.paths),
            together_95: stand.interval(sample.paths, sample.z_together()),
            higher: Ranged::share(stand.higher, sample.paths),
            same: Ranged::share(stand.same, sample.paths),
            lower: Ranged::share(stand.lower(sample.paths), sample.paths),
            mean_difference: stand.mean(sample.paths),
            median_difference: stand.median(),
            meaning: verdict::meaning(verdict, &dominance, pairs, kind.noun(), by),
            dominance,
            verdict,
        })
    };
    let contender = |(index, entrant): (usize, &Entrant<'_>)| Contender {
        name: entrant.name.to_owned(),
        package: entrant.scenario.packages[entrant.package].name.clone(),
        odds: Ranged::share(sample.reached[index], sample.paths),
        mean: sample.mean(index),
        against: (index > 0).then(|| of_reference((index, entrant))).flatten(),
    };
    let target = Target::of(&first.scenario.targets[first.target], first.scenario);
    let base_year = first.scenario.horizon.base_year;
    let names: Vec<&str> = entrants.iter().map(|entrant| entrant.name).collect();
    Comparison {
        kind,
        sentence: sentence::sentence(kind, &names, &target, base_year, &sample),
        target,
        base_year,
        paths: sample.paths,
        contenders: entrants.iter().enumerate().map(contender).collect(),
    }
}

/// The four questions of one against the first.
fn dominances(sample: &Sample, index: usize, given: [bool; 2], names: [&str; 2], seed: u64) -> Vec<Dominance> {
    let draws = Streams::new(seed);
    let orders = [Order::First, Order::Second];
    let of_order = |order: Order| {
        let tests = Differing::of(sample, index, order).tests(&draws, index);
        [(0, 1), (1, 0)].map(|(better, worse)| Dominance {
            order,
            better: names[better].to_owned(),
            worse: names[worse].to_owned(),
            basis: if given[better] { Basis::Construction } else { Basis::Test },
            statistic: tests[better].0,
            p_value: if given[better] { 1.0 } else { tests[better].1 },
        })
    };
    orders.into_iter().flat_map(of_order).collect()
}

impl Stand {
    fn interval(&self, paths: u64, z: f64) -> (f64, f64) {
        interval::bonett_price_at(z, self.gained, self.lost, paths)
    }
}
