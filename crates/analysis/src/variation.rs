//! A number of a scenario that can be varied, and what comes of each of its values, on the same draws.

use std::num::NonZeroUsize;

use altai_model::{Domain, Scenario, scenario};
use altai_sim::draws::BLOCK;
use altai_sim::{Mask, Plan, Reached, Streams, replay};

use crate::Question;
use crate::blocks::each_block;
use crate::odds::{Odds, OddsRow};
use crate::writing::Writing;

/// A number of a scenario that can be varied.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    /// Its address, such as `deals.mine.go`.
    pub address: String,
    /// How its values are written.
    pub writing: Writing,
    /// Where its numbers lie; of a year, the years that are played.
    pub bounds: (f64, f64),
    /// What it is a quantity of, if it is one.
    pub domain: Option<Domain>,
    /// Whether it is a calendar year.
    pub is_a_year: bool,
}

/// How often a scenario reaches its targets; and which paths reach one of them in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    paths: u64,
    years: usize,
    packages: usize,
    /// By target, package, year and kind of odds.
    counts: Vec<u64>,
    /// By block: the paths on which the last package reaches the chosen target by its year.
    reached: Vec<Mask>,
}

impl Tally {
    /// Plays a scenario; `target` is the one whose paths are remembered.
    pub fn of(scenario: &Scenario, target: usize, paths: u64, seed: u64, threads: NonZeroUsize) -> Self {
        let (plan, draws) = (Plan::compile(scenario), Streams::new(seed));
        let look = |block: u64| {
            let counted = (paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
            tally_block(scenario, target, &plan, draws, block, counted)
        };
        let empty = Self::empty(scenario);
        each_block(paths.div_ceil(BLOCK as u64), threads, look).into_iter().fold(empty, |mut all, block| {
            all.paths += block.paths;
            all.counts.iter_mut().zip(&block.counts).for_each(|(all, more)| *all += more);
            all.reached.extend(block.reached);
            all
        })
    }

    fn empty(scenario: &Scenario) -> Self {
        let (years, packages) = (scenario.horizon.years(), scenario.packages.len());
        let counts = vec![0; scenario.targets.len() * packages * years * Odds::BOTH.len()];
        Self { paths: 0, years, packages, counts, reached: Vec::new() }
    }

    /// How many paths were played.
    pub fn paths(&self) -> u64 {
        self.paths
    }

    /// Paths on which the last package reaches the chosen target by its year.
    pub fn reached(&self) -> u64 {
        self.reached.iter().map(Mask::count).sum()
    }

    /// The paths with the event here and not in another tally of the same draws, and the reverse.
    pub(crate) fn discordant(&self, other: &Self) -> (u64, u64) {
        let pairs = || self.reached.iter().zip(&other.reached);
        let gained = pairs().map(|(one, other)| one.without(other).count()).sum();
        let lost = pairs().map(|(one, other)| other.without(one).count()).sum();
        (gained, lost)
    }

    /// Every target, package, year and kind of odds, labelled.
    pub(crate) fn rows(&self, question: &Question) -> Vec<OddsRow> {
        let mut rows = Vec::with_capacity(self.counts.len());
        for (target, package) in question.targets_and_packages() {
            for (index, year) in question.years().enumerate() {
                for (kind, odds) in Odds::BOTH.into_iter().enumerate() {
                    let count = self.counts[self.place(target, package, index, kind)];
                    let (target, package) = (&question.targets[target].name, &question.packages[package].name);
                    rows.push(OddsRow::new(target, package, year, odds, count, self.paths));
                }
            }
        }
        rows
    }

    fn place(&self, target: usize, package: usize, year: usize, kind: usize) -> usize {
        ((target * self.packages + package) * self.years + year) * Odds::BOTH.len() + kind
    }
}

fn tally_block(scenario: &Scenario, chosen: usize, plan: &Plan, draws: Streams, block: u64, counted: usize) -> Tally {
    let packages = scenario.packages.len();
    let mut tally = Tally { paths: counted as u64, ..Tally::empty(scenario) };
    let before = |target: &scenario::Target| vec![Reached::new(target.sustain); packages];
    let mut reached: Vec<Vec<Reached>> = scenario.targets.iter().map(before).collect();
    let last = scenario.horizon.index_of(scenario.targets[chosen].by);
    let counting = Mask::first(counted);
    replay(plan, &draws, block, |year, turnover| {
        for (at, reached) in reached.iter_mut().enumerate() {
            for (package, (reached, turnover)) in reached.iter_mut().zip(turnover).enumerate() {
                let at_date = year.at_or_above(at, turnover).and(&counting);
                let by_now = reached.pass(at_date);
                for (kind, paths) in [at_date, by_now].into_iter().enumerate() {
                    let place = tally.place(at, package, year.index, kind);
                    tally.counts[place] = paths.count();
                }
                if at == chosen && package + 1 == packages && year.index == last {
                    tally.reached = vec![by_now];
                }
            }
        }
    });
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use altai_model::{NoFiles, SourceText, read};
    use altai_sim::play;

    #[test]
    fn a_tally_counts_what_a_run_counts_whatever_the_threads() {
        let text = "[horizon]\nbase_year = 2025\nend_year = 2035\n[targets.soon]\nturnover = 200\nby = 2029\n\
                    [targets.lasting]\nturnover = 190\nsustain = 3\n[flows.trade]\nbase = 160\nvolatility = 0.1\n\
                    [deals.mine]\ngo = 0.5\nstart = 2027\npeak = 30\n";
        let source = SourceText { name: "it.toml".into(), text: text.into() };
        let scenario = read(source, &[], &NoFiles).scenario.unwrap();
        let tally = |threads| Tally::of(&scenario, 1, 5_000, 7, NonZeroUsize::new(threads).unwrap());
        assert_eq!(tally(1), tally(3));
        let summary = play(&Plan::compile(&scenario), &Streams::new(7), 5_000, NonZeroUsize::MIN, &|_| {});
        let question = Question::of(&scenario);
        assert_eq!(tally(2).rows(&question), crate::odds::odds(&question, &summary));
        assert_eq!(tally(2).reached(), summary.reached(1, 1, 9));
    }
}
