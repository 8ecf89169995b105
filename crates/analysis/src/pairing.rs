//! By how much do two scenarios differ in their odds, on the same draws?

use std::num::NonZeroUsize;

use altai_model::{Scenario, scenario};
use altai_sim::draws::BLOCK;
use altai_sim::{Mask, Plan, Reached, Streams, replay};

use crate::blocks::each_block;
use crate::question::Target;
use crate::{Estimate, estimate, interval};

/// A target of each of two scenarios, and the odds of reaching them.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedTarget {
    /// In the first scenario.
    pub first: Target,
    /// In the second scenario.
    pub second: Target,
    /// Of every package that both have.
    pub odds: Vec<PairedOdds>,
}

/// The odds of a package that two scenarios share.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedOdds {
    /// The package's name.
    pub package: String,
    /// The odds in the first scenario.
    pub first: Estimate,
    /// The odds in the second scenario.
    pub second: Estimate,
    /// The second's minus the first's, with the standard error of pairs.
    pub difference: Estimate,
    /// Bonett and Price's 95 % interval of the difference.
    pub interval_95: (f64, f64),
}

/// The odds that targets are reached by their year, of the packages that both have, in the order of the first. Names that both
/// have are drawn alike. Targets pair by name; the headlines pair also where each has a name that the other does not know.
pub fn paired_odds(
    first: &Scenario,
    second: &Scenario,
    paths: u64,
    seed: u64,
    threads: NonZeroUsize,
) -> Vec<PairedTarget> {
    let packages = common(first.packages.iter().map(|p| &p.name), second.packages.iter().map(|p| &p.name));
    let targets = paired_targets(first, second);
    let plans = [first, second].map(Plan::compile);
    let draws = Streams::new(seed);
    let count = |block: u64| {
        let counted = (paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
        let [in_first, in_second] =
            [(first, &plans[0]), (second, &plans[1])].map(|(scenario, plan)| reached(scenario, plan, draws, block));
        let of_pair = |one: Mask, other: Mask| [one, other, one.and(&other)].map(|mask| mask.count_within(0..counted));
        let of_target = |&(a, b): &(usize, usize)| packages.iter().map(move |&(p, q)| (a, b, p, q)).collect::<Vec<_>>();
        let places = targets.iter().flat_map(of_target);
        places.map(|(a, b, p, q)| of_pair(in_first[a][p], in_second[b][q])).collect::<Vec<[u64; 3]>>()
    };
    let mut counts = vec![[0; 3]; targets.len() * packages.len()];
    for block in each_block(paths.div_ceil(BLOCK as u64), threads, count) {
        counts.iter_mut().flatten().zip(block.iter().flatten()).for_each(|(all, more)| *all += more);
    }
    let estimated = |(value, standard_error)| Estimate { value, standard_error: Some(standard_error) };
    let row = |(&(place, _), &[one, other, both]): (&(usize, usize), &[u64; 3])| PairedOdds {
        package: first.packages[place].name.clone(),
        first: estimated(estimate::share(one, paths)),
        second: estimated(estimate::share(other, paths)),
        difference: estimated(estimate::paired_difference(other - both, one - both, paths)),
        interval_95: interval::bonett_price(other - both, one - both, paths),
    };
    let of_target = |(index, &(a, b)): (usize, &(usize, usize))| PairedTarget {
        first: Target::of(&first.targets[a], first),
        second: Target::of(&second.targets[b], second),
        odds: packages.iter().zip(&counts[index * packages.len()..]).map(row).collect(),
    };
    targets.iter().enumerate().map(of_target).collect()
}

/// The places of names that both have, in the order of the first.
fn common<'a>(
    first: impl Iterator<Item = &'a String>,
    second: impl Iterator<Item = &'a String>,
) -> Vec<(usize, usize)> {
    let second: Vec<&String> = second.collect();
    let place = |name: &String| second.iter().position(|other| *other == name);
    first.enumerate().filter_map(|(index, name)| Some((index, place(name)?))).collect()
}

fn paired_targets(first: &Scenario, second: &Scenario) -> Vec<(usize, usize)> {
    let names = |scenario: &'_ Scenario| scenario.targets.iter().map(|target| target.name.clone()).collect::<Vec<_>>();
    let mut pairs = common(names(first).iter(), names(second).iter());
    if pairs.iter().all(|&(a, b)| a > 0 && b > 0) {
        pairs.insert(0, (0, 0));
    }
    pairs
}

/// By target and package: the paths of a block on which the target is reached by its year.
fn reached(scenario: &Scenario, plan: &Plan, draws: Streams, block: u64) -> Vec<Vec<Mask>> {
    let packages = scenario.packages.len();
    let before = |target: &scenario::Target| vec![Reached::new(target.sustain); packages];
    let mut reached: Vec<Vec<Reached>> = scenario.targets.iter().map(before).collect();
    replay(plan, &draws, block, |year, turnover| {
        for (at, target) in scenario.targets.iter().enumerate() {
            if year.index <= scenario.horizon.index_of(target.by) {
                for (reached, turnover) in reached[at].iter_mut().zip(turnover) {
                    reached.pass(year.at_or_above(at, turnover));
                }
            }
        }
    });
    reached.iter().map(|of_target| of_target.iter().map(Reached::by_now).collect()).collect()
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use altai_model::{NoFiles, SourceText, read};
    use altai_sim::play;

    use super::*;

    const TARGET: &str = "[target]\nturnover = 200\nby = 2032\n";

    fn scenario(base: f64, target: &str) -> Scenario {
        let text = format!(
            "[horizon]\nbase_year = 2025\nend_year = 2035\n{target}[flows.trade]\nbase = {base}\nvolatility = 0.1\n\
             [deals.mine]\ngo = 0.5\nstart = 2027\npeak = 30\n"
        );
        read(SourceText { name: "it.toml".into(), text }, &[], &NoFiles).scenario.unwrap()
    }

    fn pairs(first: &Scenario, second: &Scenario, threads: usize) -> Vec<PairedTarget> {
        paired_odds(first, second, 5_000, 7, NonZeroUsize::new(threads).unwrap())
    }

    #[test]
    fn the_odds_are_those_of_a_run_and_the_difference_is_that_of_pairs() {
        let (first, second) = (scenario(160.0, TARGET), scenario(162.0, TARGET));
        let pairs = pairs(&first, &second, 2);
        let rows = &pairs[0].odds;
        assert_eq!(rows.iter().map(|row| row.package.as_str()).collect::<Vec<_>>(), ["none", "mine"]);
        let summary = play(&Plan::compile(&second), &Streams::new(7), 5_000, NonZeroUsize::MIN, &|_| {});
        for (package, row) in rows.iter().enumerate() {
            assert_eq!(row.second.value, summary.reached(0, package, 6) as f64 / 5_000.0);
            assert!((row.difference.value - (row.second.value - row.first.value)).abs() < 1e-12);
            assert!(row.difference.standard_error < row.first.standard_error, "pairs are sharper");
        }
    }

    #[test]
    fn every_target_pairs_with_its_namesake_and_has_the_odds_of_a_run() {
        let several = "[targets.soon]\nturnover = 200\nby = 2029\n[targets.lasting]\nturnover = 190\nsustain = 3\n";
        let more = format!("[targets.new]\nturnover = 1\n{several}");
        let (first, second) = (scenario(160.0, several), scenario(162.0, &more));
        let pairs = pairs(&first, &second, 3);
        assert_eq!(pairs.iter().map(|pair| pair.first.name.as_str()).collect::<Vec<_>>(), ["soon", "lasting"]);
        let summary = play(&Plan::compile(&second), &Streams::new(7), 5_000, NonZeroUsize::MIN, &|_| {});
        for (pair, (target, year)) in pairs.iter().zip([(1, 3), (2, 9)]) {
            assert_eq!(pair.first.name, pair.second.name);
            for (package, row) in pair.odds.iter().enumerate() {
                assert_eq!(row.second.value, summary.reached(target, package, year) as f64 / 5_000.0);
            }
        }
    }

    #[test]
    fn headlines_of_different_names_pair_with_each_other() {
        let renamed = TARGET.replace("[target]", "[targets.pledge]");
        let pairs = pairs(&scenario(160.0, TARGET), &scenario(160.0, &renamed), 1);
        assert_eq!(pairs.len(), 1);
        assert!(pairs[0].odds.iter().all(|row| row.difference.value == 0.0 && row.first.value > 0.0));
    }

    #[test]
    fn a_scenario_does_not_differ_from_itself() {
        let scenario = scenario(160.0, TARGET);
        assert!(pairs(&scenario, &scenario, 2)[0].odds.iter().all(|row| row.difference.value == 0.0));
    }
}
