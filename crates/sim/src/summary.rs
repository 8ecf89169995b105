//! The sufficient statistics of everything played so far. They merge exactly: any order, any split, the same bits.

mod accumulator;
mod events;
mod recorder;

use std::sync::Arc;

use altai_math::Histogram;

use accumulator::Accumulator;
pub use accumulator::Moments;
use events::Counts;
pub(crate) use recorder::Recorder;

use crate::Plan;
use crate::plan::{Case, Lifted, Typical};

/// The sufficient statistics of all paths played.
///
/// Years are indices: 0 is the year after the base year. Packages, targets, flows and deals are places in the scenario's lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    shape: Arc<Shape>,
    paths: u64,
    /// By case and year.
    turnover: Vec<Vec<Turnover>>,
    /// By target, case and year.
    targets: Vec<Vec<Vec<AgainstTarget>>>,
    /// By lifted flow and year.
    flows: Vec<Vec<Accumulator<2>>>,
    /// By what deals deliver and year.
    amounts: Vec<Vec<Accumulator<2>>>,
    /// By deal that costs anything.
    costs: Vec<Accumulator<2>>,
    /// What all deals of a case cost together, by case; empty where no deal costs anything.
    total_costs: Vec<Accumulator<2>>,
}

/// How a plan's lists map to what is kept.
#[derive(Debug, Clone, PartialEq)]
struct Shape {
    typical: Typical,
    years: usize,
    case_of: Vec<usize>,
    /// By case: which lifted flow each flow is.
    flows: Vec<Vec<usize>>,
    /// By case and deal: which of the amounts it delivers, if it is on and delivers any.
    amounts: Vec<Vec<Option<usize>>>,
    /// By case and deal: its place among the costs, if it is on and costs anything.
    costs: Vec<Vec<Option<usize>>>,
    /// By case: the places among the costs of the deals that are on, in the order in which they are summed.
    summed_costs: Vec<Vec<usize>>,
    targets: usize,
    lifted: usize,
}

/// The turnover of one case in one year, USD million.
#[derive(Debug, Clone, PartialEq)]
struct Turnover {
    powers: Accumulator<4>,
    histogram: Histogram,
    overflowed: u64,
}

/// How one case stands to a target in one year.
#[derive(Debug, Clone, PartialEq)]
struct AgainstTarget {
    counts: Counts,
    shortfall: Accumulator<2>,
}

/// A place for every case and deal.
fn by_case_and_deal(plan: &Plan, place: impl Fn(&Case, usize) -> Option<usize>) -> Vec<Vec<Option<usize>>> {
    let of_case = |case| (0..plan.deals.len()).map(|deal| place(case, deal)).collect();
    plan.packages.cases.iter().map(of_case).collect()
}

impl Summary {
    fn new(plan: &Plan) -> Self {
        let packages = &plan.packages;
        let place = |deal: usize| plan.costs().position(|(index, _)| index == deal);
        let costly = plan.costs().count();
        let shape = Shape {
            typical: plan.typical.clone(),
            years: plan.horizon.years(),
            case_of: packages.case_of.clone(),
            flows: packages.cases.iter().map(|case| case.flows.clone()).collect(),
            amounts: by_case_and_deal(plan, |case, deal| {
                case.amounts.iter().copied().find(|&amount| packages.amounts[amount].deal == deal)
            }),
            costs: by_case_and_deal(plan, |case, deal| place(deal).filter(|_| case.deals.contains(&deal))),
            summed_costs: packages
                .cases
                .iter()
                .map(|case| case.costly.iter().filter_map(|&deal| place(deal)).collect())
                .collect(),
            targets: plan.targets.len(),
            lifted: packages.lifted.len(),
        };
        let (years, cases, typical) = (shape.years, shape.flows.len(), &plan.typical);
        let powers = Accumulator::about(typical.turnover);
        let turnover = Turnover { powers, histogram: Histogram::default(), overflowed: 0 };
        let against = |&about: &f64| AgainstTarget { counts: Counts::default(), shortfall: Accumulator::about(about) };
        let lifted = |lifted: &Lifted| Accumulator::about(typical.flows[lifted.flow]);
        Self {
            paths: 0,
            turnover: vec![vec![turnover; years]; cases],
            targets: typical.shortfalls.iter().map(|about| vec![vec![against(about); years]; cases]).collect(),
            flows: packages.lifted.iter().map(|flow| vec![lifted(flow); years]).collect(),
            amounts: vec![vec![Accumulator::about(0.0); years]; packages.amounts.len()],
            costs: vec![Accumulator::about(0.0); costly],
            total_costs: vec![Accumulator::about(0.0); if costly > 0 { cases } else { 0 }],
            shape: Arc::new(shape),
        }
    }

    /// Takes in what was observed elsewhere, of the same plan: exact, whatever the order.
    ///
    /// # Panics
    ///
    /// When the other summary is of a plan of another shape.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.shape, other.shape, "summaries of different plans do not merge");
        self.paths += other.paths;
        for (mine, others) in self.turnover.iter_mut().flatten().zip(other.turnover.iter().flatten()) {
            mine.powers.merge(&others.powers);
            mine.histogram.merge(&others.histogram);
            mine.overflowed += others.overflowed;
        }
        for (mine, others) in self.targets.iter_mut().flatten().flatten().zip(other.targets.iter().flatten().flatten())
        {
            mine.counts.merge(&others.counts);
            mine.shortfall.merge(&others.shortfall);
        }
        let costs = self.costs.iter_mut().chain(&mut self.total_costs);
        let sums = self.flows.iter_mut().chain(&mut self.amounts).flatten().chain(costs);
        let costs = other.costs.iter().chain(&other.total_costs);
        let others = other.flows.iter().chain(&other.amounts).flatten().chain(costs);
        for (mine, others) in sums.zip(others) {
            mine.merge(others);
        }
    }

    /// Number of paths.
    pub fn paths(&self) -> u64 {
        self.paths
    }

    /// Paths with turnover at or above the target in that year.
    pub fn at_date(&self, target: usize, package: usize, year: usize) -> u64 {
        self.against(target, package, year).counts.at_date
    }

    /// Paths that reached the target by that year.
    pub fn reached(&self, target: usize, package: usize, year: usize) -> u64 {
        self.against(target, package, year).counts.reached
    }

    /// Paths in which this package *and* the first are at or above the target in that year.
    pub fn at_date_with_first(&self, target: usize, package: usize, year: usize) -> u64 {
        self.against(target, package, year).counts.at_date_with_first
    }

    /// Paths in which this package *and* the first reached the target by that year.
    pub fn reached_with_first(&self, target: usize, package: usize, year: usize) -> u64 {
        self.against(target, package, year).counts.reached_with_first
    }

    /// Turnover, USD million; `None` where a path overflowed to +∞.
    pub fn turnover(&self, package: usize, year: usize) -> Option<Moments> {
        self.turnover[self.shape.case_of[package]][year].powers.moments(self.paths)
    }

    /// The distribution of turnover, USD million.
    pub fn histogram(&self, package: usize, year: usize) -> &Histogram {
        &self.turnover[self.shape.case_of[package]][year].histogram
    }

    /// Paths whose turnover overflowed to +∞ in that year.
    pub fn overflowed(&self, package: usize, year: usize) -> u64 {
        self.turnover[self.shape.case_of[package]][year].overflowed
    }

    /// What is missing to the target, (K − T)⁺, USD million.
    pub fn shortfall(&self, target: usize, package: usize, year: usize) -> Option<Moments> {
        self.against(target, package, year).shortfall.moments(self.paths)
    }

    /// What a flow carries, boosts included, USD million; `None` where a path overflowed.
    pub fn flow(&self, package: usize, flow: usize, year: usize) -> Option<Moments> {
        let case = self.shape.case_of[package];
        self.flows[self.shape.flows[case][flow]][year].moments(self.paths)
    }

    /// What a deal adds, USD million: 0 where it is off or only boosts; `None` where a path overflowed.
    pub fn deal(&self, package: usize, deal: usize, year: usize) -> Option<Moments> {
        let case = self.shape.case_of[package];
        match self.shape.amounts[case][deal] {
            Some(amount) => self.amounts[amount][year].moments(self.paths),
            None => Some(Moments { count: self.paths, ..Moments::default() }),
        }
    }

    /// Public money that becomes due for a deal, USD million: 0 where it is off or costs nothing.
    pub fn cost(&self, package: usize, deal: usize) -> Option<Moments> {
        match self.shape.costs[self.shape.case_of[package]][deal] {
            Some(cost) => self.costs[cost].moments(self.paths),
            None => Some(Moments { count: self.paths, ..Moments::default() }),
        }
    }

    /// Public money that becomes due for all deals of a package together, USD million: 0 where none costs anything.
    pub fn total_cost(&self, package: usize) -> Option<Moments> {
        match self.total_costs.get(self.shape.case_of[package]) {
            Some(total) => total.moments(self.paths),
            None => Some(Moments { count: self.paths, ..Moments::default() }),
        }
    }

    fn against(&self, target: usize, package: usize, year: usize) -> &AgainstTarget {
        &self.targets[target][self.shape.case_of[package]][year]
    }
}
