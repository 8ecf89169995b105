//! One simulation, path by path: what every package comes to, and the normal score of every number that could be known.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

use altai_math::{normal, sums};
use altai_model::Scenario;
use altai_sim::draws::BLOCK;
use altai_sim::{Mask, Plan, Reach, Streams};

use super::Asked;
use crate::blocks::each_block;

/// Columns of one number per path.
pub(super) struct Sample {
    pub(super) paths: usize,
    /// Net benefit in USD million, by package.
    pub(super) net: Vec<Vec<f64>>,
    /// The mean of that, by package.
    pub(super) means: Vec<f64>,
    /// The package whose mean is the largest; the first of equals.
    pub(super) best: usize,
    /// Paths that reach the target, by package.
    pub(super) reached: Vec<u64>,
    /// Expected public money in USD million, by package.
    pub(super) cost: Vec<f64>,
    /// The numbers that could be known.
    pub(super) addresses: Vec<String>,
    /// Their normal scores: of the rank among all paths, equals at the middle of their ranks.
    pub(super) scores: Vec<Vec<f64>>,
}

/// Of one block: net benefit and cost by package, draws by number.
struct Played {
    net: Vec<Vec<f64>>,
    cost: Vec<f64>,
    reached: Vec<u64>,
    drawn: Vec<Vec<f64>>,
}

impl Sample {
    pub(super) fn of(
        scenario: &Scenario,
        asked: &Asked,
        threads: NonZeroUsize,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Self {
        let played = scenario.narrowed(asked.target, scenario.packages.iter().cloned());
        let (plan, draws) = (Plan::compile(&played), Streams::new(asked.seed));
        let probe = Reach::new(&plan, &draws, 0);
        let addresses: Vec<String> = played
            .knowledge()
            .map(|quantity| quantity.address.clone())
            .filter(|address| probe.drawn(address).is_some())
            .collect();
        let costly: Vec<usize> =
            (0..scenario.deals.len()).filter(|&deal| scenario.deals[deal].cost.is_some()).collect();
        let on: Vec<Vec<usize>> = (0..scenario.packages.len())
            .map(|package| plan.deals_on(package).filter(|deal| costly.contains(deal)).collect())
            .collect();
        let heard = AtomicU64::new(0);
        let play = |block: u64| {
            let counted = (asked.paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
            let mut reach = Reach::new(&plan, &draws, 0);
            let mut net = vec![vec![0.0; counted]; on.len()];
            let mut reached = vec![0; on.len()];
            reach.play(block, |package, standing| {
                let here = standing.reached.and(&Mask::first(counted));
                here.paths().for_each(|path| net[package][path] = asked.value);
                reached[package] = here.count();
            });
            let mut cost = vec![0.0; on.len()];
            for ((net, cost), on) in net.iter_mut().zip(&mut cost).zip(&on) {
                for due in on.iter().filter_map(|&deal| reach.due(deal)) {
                    for (net, due) in net.iter_mut().zip(due) {
                        *net -= due;
                        *cost += due;
                    }
                }
            }
            let drawn =
                |address: &String| reach.drawn(address).map_or_else(Vec::new, |drawn| drawn[..counted].to_vec());
            let drawn = addresses.iter().map(drawn).collect();
            progress(heard.fetch_add(counted as u64, Ordering::Relaxed) + counted as u64);
            Played { net, cost, reached, drawn }
        };
        let paths = asked.paths as usize;
        let mut sample = Self {
            paths,
            net: vec![Vec::with_capacity(paths); on.len()],
            means: Vec::new(),
            best: 0,
            reached: vec![0; on.len()],
            cost: vec![0.0; on.len()],
            scores: vec![Vec::with_capacity(paths); addresses.len()],
            addresses: Vec::new(),
        };
        for block in each_block(asked.paths.div_ceil(BLOCK as u64), threads, play) {
            sample.net.iter_mut().zip(block.net).for_each(|(all, more)| all.extend(more));
            sample.scores.iter_mut().zip(block.drawn).for_each(|(all, more)| all.extend(more));
            sample.reached.iter_mut().zip(block.reached).for_each(|(all, more)| *all += more);
            sample.cost.iter_mut().zip(block.cost).for_each(|(all, more)| *all += more / paths as f64);
        }
        sample.means = sample.net.iter().map(|net| sums::sum(net) / paths as f64).collect();
        let means = &sample.means;
        sample.best = (0..on.len()).rev().max_by(|&one, &other| means[one].total_cmp(&means[other])).unwrap_or(0);
        sample.scores =
            each_block(addresses.len() as u64, threads, |number| normal_scores(&sample.scores[number as usize]));
        sample.addresses = addresses;
        sample
    }

    /// The numbers that are joined by correlations, as places among `addresses`: groups of two or more, but not of all.
    ///
    /// These are not the groups of the plan, which hold chance too: two numbers that only chance joins are no group to be known.
    pub(super) fn groups(&self, scenario: &Scenario) -> Vec<Vec<usize>> {
        let place = |address: &String| self.addresses.iter().position(|known| known == address);
        let mut group_of: Vec<usize> = (0..self.addresses.len()).collect();
        for joint in &scenario.joint {
            if let [Some(one), Some(other)] = [&joint.addresses[0], &joint.addresses[1]].map(place) {
                let (from, to) = (group_of[one], group_of[other]);
                group_of.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
        let members = |group: usize| (0..group_of.len()).filter(|&place| group_of[place] == group).collect::<Vec<_>>();
        let groups = (0..group_of.len()).map(members);
        groups.filter(|members| members.len() > 1 && members.len() < self.addresses.len()).collect()
    }
}

/// Φ⁻¹ of the rank, from ½ to n − ½, over n; of equals, of the middle of their ranks.
fn normal_scores(drawn: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..drawn.len()).collect();
    order.sort_unstable_by(|&one, &other| drawn[one].total_cmp(&drawn[other]).then(one.cmp(&other)));
    let mut scores = vec![0.0; drawn.len()];
    let n = drawn.len() as f64;
    let mut from = 0;
    while from < order.len() {
        let to = from + order[from..].iter().take_while(|&&path| drawn[path] == drawn[order[from]]).count().max(1);
        let score = normal::quantile((from + to) as f64 / (2.0 * n));
        order[from..to].iter().for_each(|&path| scores[path] = score);
        from = to;
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_of_ranks_and_equals_share_one() {
        let scores = normal_scores(&[3.0, 1.0, 3.0, 9.0]);
        let expected = [0.5, 0.125, 0.5, 0.875].map(normal::quantile);
        assert_eq!(scores, expected);
        assert_eq!(normal_scores(&[5.0; 3]), [0.0; 3]);
    }
}
