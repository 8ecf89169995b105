//! By how much do two scenarios differ in their odds, on the same draws?

use altai_model::Scenario;
use altai_sim::draws::BLOCK;
use altai_sim::{Plan, Streams, replay};

use crate::{Estimate, estimate, interval};

/// The headline odds of a package that two scenarios share.
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

/// The odds that each scenario's first target is reached by its year, of the packages that both have, in the order of the
/// first. Names that both have are drawn alike.
pub fn paired_odds(first: &Scenario, second: &Scenario, paths: u64, seed: u64) -> Vec<PairedOdds> {
    let place = |name: &str| second.packages.iter().position(|package| package.name == name);
    let common: Vec<(usize, usize)> = first
        .packages
        .iter()
        .enumerate()
        .filter_map(|(place_in_first, package)| Some((place_in_first, place(&package.name)?)))
        .collect();
    let plans = [first, second].map(Plan::compile);
    let draws = Streams::new(seed);
    let mut counts = vec![[0; 3]; common.len()];
    for block in 0..paths.div_ceil(BLOCK as u64) {
        let counted = (paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
        let [in_first, in_second] =
            [(first, &plans[0]), (second, &plans[1])].map(|(scenario, plan)| reached(scenario, plan, draws, block));
        for (counts, &(a, b)) in counts.iter_mut().zip(&common) {
            for (&one, &other) in in_first[a].iter().zip(&in_second[b]).take(counted) {
                let seen = [one, other, one && other];
                counts.iter_mut().zip(seen).for_each(|(count, seen)| *count += u64::from(seen));
            }
        }
    }
    let estimated = |(value, standard_error)| Estimate { value, standard_error: Some(standard_error) };
    let row = |(&(place, _), &[one, other, both]): (&(usize, usize), &[u64; 3])| PairedOdds {
        package: first.packages[place].name.clone(),
        first: estimated(estimate::share(one, paths)),
        second: estimated(estimate::share(other, paths)),
        difference: estimated(estimate::paired_difference(other - both, one - both, paths)),
        interval_95: interval::bonett_price(other - both, one - both, paths),
    };
    common.iter().zip(&counts).map(row).collect()
}

/// By package and path of a block: whether the first target is reached by its year.
fn reached(scenario: &Scenario, plan: &Plan, draws: Streams, block: u64) -> Vec<Vec<bool>> {
    let target = &scenario.targets[0];
    let last = (target.by - scenario.horizon.base_year - 1).max(0) as usize;
    let packages = scenario.packages.len();
    let mut reached = vec![vec![false; BLOCK]; packages];
    let mut in_a_row = vec![vec![0; BLOCK]; packages];
    replay(plan, &draws, block, |year, turnover| {
        if year.index > last {
            return;
        }
        let asked = year.target(0);
        for (package, turnover) in turnover.iter().enumerate() {
            for path in 0..BLOCK {
                let years = &mut in_a_row[package][path];
                *years = if turnover[path] >= asked[path] { *years + 1 } else { 0 };
                reached[package][path] |= *years >= target.sustain;
            }
        }
    });
    reached
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use altai_model::{NoFiles, SourceText, read};
    use altai_sim::play;

    use super::*;

    fn scenario(base: f64) -> Scenario {
        let text = format!(
            "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 200\nby = 2032\n[flows.trade]\n\
             base = {base}\nvolatility = 0.1\n[deals.mine]\ngo = 0.5\nstart = 2027\npeak = 30\n"
        );
        read(SourceText { name: "it.toml".into(), text }, &[], &NoFiles).scenario.unwrap()
    }

    #[test]
    fn the_odds_are_those_of_a_run_and_the_difference_is_that_of_pairs() {
        let (first, second) = (scenario(160.0), scenario(162.0));
        let rows = paired_odds(&first, &second, 5_000, 7);
        assert_eq!(rows.iter().map(|row| row.package.as_str()).collect::<Vec<_>>(), ["none", "mine"]);
        let summary = play(&Plan::compile(&second), &Streams::new(7), 5_000, NonZeroUsize::MIN, &|_| {});
        for (package, row) in rows.iter().enumerate() {
            assert_eq!(row.second.value, summary.reached(0, package, 6) as f64 / 5_000.0);
            assert!((row.difference.value - (row.second.value - row.first.value)).abs() < 1e-12);
            assert!(row.difference.standard_error < row.first.standard_error, "pairs are sharper");
        }
    }

    #[test]
    fn a_scenario_does_not_differ_from_itself() {
        let scenario = scenario(160.0);
        assert!(paired_odds(&scenario, &scenario, 2_000, 1).iter().all(|row| row.difference.value == 0.0));
    }
}
