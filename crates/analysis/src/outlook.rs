//! What becomes of a deal: whether, when, and how much it adds.

use std::num::NonZeroUsize;

use altai_model::Scenario;
use altai_model::deal::{Deal, Timing};
use altai_model::scenario::Package;
use altai_sim::draws::BLOCK;
use altai_sim::{Plan, Streams, play, replay};

use crate::blocks::each_block;
use crate::portrait::PERCENTILES;
use crate::{Estimate, estimate};

/// What becomes of a deal, with all deals on.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The probability that it goes ahead, requirements and political will included; its standard error is of simulation,
    /// and there is none where the scenario gives the probability itself.
    pub ahead: Estimate,
    /// What it would be if political will, which makes it another, did not bind the deals together; `None` where that does
    /// not bind, or where it would take another simulation to tell.
    pub without_will: Option<f64>,
    /// The probability that it has started by the end of the headline's year.
    pub started: Estimate,
    /// The quantiles of its start at [`PERCENTILES`], where it goes ahead; `None` where it never does.
    pub start: Option<[f64; 5]>,
    /// The mean of what it delivers in the headline's year, USD million; `None` where it only boosts.
    pub value: Option<Estimate>,
    /// The mean factor on the flows that it boosts in the headline's year; `None` where it boosts none.
    pub lift: Option<Estimate>,
    /// The mean of the public money that becomes due for it, USD million; `None` where it costs none.
    pub cost: Option<Estimate>,
    /// How many paths were played.
    pub paths: u64,
}

/// What is gathered of a deal, path by path.
#[derive(Debug, Clone, Default)]
struct Gathered {
    /// Of every path.
    starts: Vec<f64>,
    values: Option<Sums>,
    lifts: Option<Sums>,
}

/// Count, sum and sum of squares.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    fn add(&mut self, x: &[f64]) {
        self.count += x.len() as f64;
        self.sum += x.iter().sum::<f64>();
        self.squares += x.iter().map(|x| x * x).sum::<f64>();
    }

    fn mean(self) -> Option<Estimate> {
        let mean = self.sum / self.count;
        let variance = (self.squares / self.count - mean * mean).max(0.0);
        let standard_error = (variance / self.count).sqrt();
        mean.is_finite()
            .then(|| Estimate { value: mean, standard_error: Some(standard_error).filter(|error| error.is_finite()) })
    }
}

/// The outlook of every deal, in the order of the scenario, from so many paths.
pub fn outlooks(scenario: &Scenario, paths: u64, seed: u64, threads: NonZeroUsize) -> Vec<Outlook> {
    let deals = scenario.deals.len();
    let mut scenario = scenario.clone();
    scenario.packages = vec![Package { name: "all".into(), deals: (0..deals).collect() }];
    let headline = scenario.targets.first().map_or(scenario.horizon.end_year, |target| target.by);
    let index = scenario.horizon.index_of(headline);
    let last = scenario.horizon.years() - 1;
    let (plan, draws) = (Plan::compile(&scenario), Streams::new(seed));
    let blocks = paths.div_ceil(BLOCK as u64).max(1);
    let found = each_block(blocks, threads, |block| {
        let mut gathered = vec![Gathered::default(); deals];
        // Blocks are played whole; what goes beyond the paths of the last is left out.
        let asked = paths.saturating_sub(block * BLOCK as u64).clamp(1, BLOCK as u64) as usize;
        replay(&plan, &draws, block, |year, _| {
            for (deal, gathered) in gathered.iter_mut().enumerate() {
                let fate = year.fate(deal);
                if year.index == index {
                    if let Some(value) = year.deal(0, deal) {
                        gathered.values.get_or_insert_default().add(&value[..asked]);
                    }
                    if let Some(lift) = fate.lift {
                        gathered.lifts.get_or_insert_default().add(&lift[..asked]);
                    }
                }
                if year.index == last {
                    gathered.starts.extend_from_slice(&fate.start[..asked]);
                }
            }
        });
        gathered
    });
    let mut gathered = vec![Gathered::default(); deals];
    for block in found {
        gathered.iter_mut().zip(block).for_each(|(all, more)| all.merge(more));
    }
    let mut outlooks: Vec<Outlook> = gathered.into_iter().map(|gathered| gathered.outlook(headline)).collect();
    for (index, outlook) in outlooks.iter_mut().enumerate() {
        outlook.know(&scenario, index, headline);
    }
    if scenario.deals.iter().any(|deal| deal.cost.is_some()) {
        let summary = play(&plan, &draws, paths, threads, &|_| {});
        for (index, (outlook, deal)) in outlooks.iter_mut().zip(&scenario.deals).enumerate() {
            outlook.cost = deal.cost.as_ref().and_then(|_| estimate::mean(&summary.cost(0, index)?));
        }
    }
    outlooks
}

impl Outlook {
    /// Puts what follows from the scenario in the place of what was counted.
    fn know(&mut self, scenario: &Scenario, index: usize, headline: i32) {
        let deal = &scenario.deals[index];
        if let (true, Some(go)) = (deal.requires.is_empty(), deal.go.known()) {
            self.ahead = Estimate { value: go, standard_error: None };
            let fixed = match &deal.timing {
                Timing::Start(start) => start.known(),
                Timing::Signed { signed, delay } => {
                    signed.known().zip(delay.known()).map(|(signed, delay)| signed + delay)
                }
            };
            if let Some(start) = fixed {
                let value = if start < f64::from(headline + 1) { go } else { 0.0 };
                self.started = Estimate { value, standard_error: None };
            }
        }
        let is_bound = !deal.requires.is_empty() && scenario.political_will.go.known() != Some(0.0);
        self.without_will = is_bound.then(|| product(scenario, index)).flatten();
    }
}

/// The probability that a deal and all that it requires go ahead, were each decided by itself; `None` where one of these is
/// uncertain, or may end before it is needed.
fn product(scenario: &Scenario, index: usize) -> Option<f64> {
    let stays = |deal: &Deal| deal.life.is_none() && deal.cancel.known() == Some(0.0);
    let go = |at: usize| {
        let deal = &scenario.deals[at];
        deal.go.known().filter(|_| at == index || stays(deal))
    };
    scenario.with_required(index).into_iter().map(go).product()
}

impl Gathered {
    /// Takes in those of the next block.
    fn merge(&mut self, next: Self) {
        self.starts.extend(next.starts);
        for (mine, others) in [(&mut self.values, next.values), (&mut self.lifts, next.lifts)] {
            if let Some(others) = others {
                mine.get_or_insert_default().merge(others);
            }
        }
    }

    fn outlook(mut self, headline: i32) -> Outlook {
        let paths = self.starts.len() as u64;
        self.starts.sort_by(f64::total_cmp);
        let ahead = self.starts.partition_point(|start| start.is_finite());
        let started = self.starts.partition_point(|start| *start < f64::from(headline + 1));
        let share = |count: usize| {
            let (value, standard_error) = estimate::share(count as u64, paths);
            Estimate { value, standard_error: Some(standard_error) }
        };
        let quantile = |percent: u8| self.starts[(ahead - 1) * usize::from(percent) / 100];
        Outlook {
            ahead: share(ahead),
            without_will: None,
            started: share(started),
            start: (ahead > 0).then(|| PERCENTILES.map(quantile)),
            value: self.values.and_then(Sums::mean),
            lift: self.lifts.and_then(Sums::mean),
            cost: None,
            paths,
        }
    }
}

#[cfg(test)]
mod tests {
    use altai_model::{NoFiles, SourceText, read};

    use super::*;

    fn outlooks_of(deals: &str, threads: usize) -> Vec<Outlook> {
        let text = format!(
            "[horizon]\nbase_year = 2025\nend_year = 2040\n[target]\nturnover = 500\nby = 2035\n[flows.trade]\n\
             base = 160\n{deals}"
        );
        let reading = read(SourceText { name: "it.toml".into(), text }, &[], &NoFiles);
        outlooks(&reading.scenario.unwrap(), 20_000, 1, NonZeroUsize::new(threads).unwrap())
    }

    const ROAD_AND_MINE: &str = "[deals.road]\ngo = 0.6\nstart = 2030\npeak = 10\n[deals.mine]\ngo = 0.5\n\
                                 start = 2028\npeak = \"20 to 80\"\ncost = 30\nrequires = [\"road\"]\n";

    #[test]
    fn requirements_make_a_deal_less_likely_and_later() {
        let outlooks = outlooks_of(&ROAD_AND_MINE.replace("\"20 to 80\"", "40"), 1);
        let mine = &outlooks[1];
        assert!((mine.ahead.value - 0.3).abs() < 4.0 * mine.ahead.standard_error.unwrap());
        assert_eq!(mine.start, Some([2030.0; 5]));
        let value = mine.value.unwrap();
        assert!((value.value - 0.3 * 40.0).abs() < 4.0 * value.standard_error.unwrap());
        assert_eq!(mine.lift, None);
    }
    #[test]
    fn a_cost_is_due_as_often_as_the_deal_goes_ahead() {
        let outlooks = outlooks_of(ROAD_AND_MINE, 2);
        let (ahead, cost) = (outlooks[1].ahead, outlooks[1].cost.unwrap());
        assert!((cost.value - 30.0 * ahead.value).abs() < 1e-9);
        let ratio = cost.standard_error.unwrap() / (30.0 * ahead.standard_error.unwrap());
        assert!((ratio - 1.0).abs() < 1e-4, "{ratio}");
        assert_eq!(outlooks[0].cost, None);
    }

    #[test]
    fn the_outlook_does_not_depend_on_the_number_of_threads() {
        assert_eq!(outlooks_of(ROAD_AND_MINE, 1), outlooks_of(ROAD_AND_MINE, 3));
    }
}
