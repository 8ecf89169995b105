//! What the packages combine, each sum worked out once however many packages share it.

use std::collections::BTreeSet;

use altai_math::kernel;
use altai_model::Scenario;

use super::Builder;
use crate::columns::{Column, Columns, Values};
use crate::step::deal::Deal;
use crate::step::flow::Flow;
use crate::step::synergy::Synergy;
use crate::step::{add, multiply, scale_by, sum};

/// All packages of a scenario.
#[derive(Debug)]
pub(crate) struct Packages {
    /// Flows as different sets of boosts lift them, by flow.
    pub(crate) lifted: Vec<Lifted>,
    /// Sums of one lifted flow each.
    trades: Vec<Trade>,
    /// What deals deliver under different sets of synergies.
    pub(crate) amounts: Vec<Amount>,
    /// Different sets of deals that can go ahead; the first is that of the first package.
    pub(crate) cases: Vec<Case>,
    /// The case of each package.
    pub(crate) case_of: Vec<usize>,
    /// The turnover of one case at a time.
    pub(crate) turnover: Column,
}

/// A flow under a set of boosts.
#[derive(Debug)]
pub(crate) struct Lifted {
    pub(crate) flow: usize,
    carried: Column,
    /// The factors of the deals that boost it, in address order; none: the flow itself.
    lifts: Vec<Column>,
    pub(crate) column: Column,
}

/// What a deal delivers under a set of synergies.
#[derive(Debug)]
pub(crate) struct Amount {
    /// The deal's place in the scenario.
    pub(crate) deal: usize,
    value: Column,
    /// The factors of the synergies; none: the deal's own value.
    factors: Vec<Column>,
    pub(crate) column: Column,
}

/// The sum of the flows, each as it is lifted.
#[derive(Debug)]
struct Trade {
    /// In address order.
    parts: Vec<Column>,
    column: Column,
}

/// A set of deals that can go ahead.
#[derive(Debug)]
pub(crate) struct Case {
    /// Which of `lifted` each flow is, by the flow's place in the scenario.
    pub(crate) flows: Vec<usize>,
    /// Which deals are on and have all that they require, as places in the scenario.
    pub(crate) deals: BTreeSet<usize>,
    /// Those of them that cost public money, in address order.
    pub(crate) costly: Vec<usize>,
    trade: Column,
    /// Which of `amounts` the deals deliver, in address order.
    pub(crate) amounts: Vec<usize>,
}

impl Packages {
    pub(crate) fn compile(
        builder: &mut Builder,
        scenario: &Scenario,
        flows: &[Flow],
        deals: &[Deal],
        synergies: &[Synergy],
    ) -> Self {
        let mut by_name: Vec<&Deal> = deals.iter().collect();
        by_name.sort_by_key(|deal| &scenario.deals[deal.index].name);
        let mut flows_by_name: Vec<usize> = (0..flows.len()).collect();
        flows_by_name.sort_by_key(|&flow| &scenario.flows[flow].name);

        let mut packages = Self {
            lifted: Vec::new(),
            trades: Vec::new(),
            amounts: Vec::new(),
            cases: Vec::new(),
            case_of: Vec::new(),
            turnover: builder.column(),
        };
        for package in &scenario.packages {
            let able = scenario.able(package.deals.iter().copied());
            let known = packages.cases.iter().position(|case| case.deals == able);
            let case = known.unwrap_or_else(|| {
                let on: Vec<&Deal> = by_name.iter().copied().filter(|deal| able.contains(&deal.index)).collect();
                let mut lifted = vec![0; flows.len()];
                for &flow in &flows_by_name {
                    let boosts = |deal: &&&Deal| {
                        scenario.deals[deal.index].boost.as_ref().is_some_and(|boost| boost.flows.contains(&flow))
                    };
                    let lifts = on.iter().filter(boosts).filter_map(|deal| deal.lift()).collect();
                    lifted[flow] = packages.lifted(builder, flow, flows[flow].carried, lifts);
                }
                let parts = flows_by_name.iter().map(|&flow| packages.lifted[lifted[flow]].column).collect();
                let trade = packages.trade(builder, parts);
                let at_work = |synergy: &&Synergy| synergy.deals.iter().all(|deal| able.contains(deal));
                let at_work: Vec<&Synergy> = synergies.iter().filter(at_work).collect();
                let mut amounts = Vec::new();
                for deal in &on {
                    if let Some(value) = deal.value() {
                        let concerns = |synergy: &&&Synergy| synergy.deals.contains(&deal.index);
                        let factors = at_work.iter().filter(concerns).map(|synergy| synergy.factor).collect();
                        amounts.push(packages.amount(builder, deal.index, value, factors));
                    }
                }
                let costly = on.iter().filter(|deal| deal.cost.is_some()).map(|deal| deal.index).collect();
                packages.cases.push(Case { flows: lifted, deals: able, costly, trade, amounts });
                packages.cases.len() - 1
            });
            packages.case_of.push(case);
        }
        packages
    }

    fn lifted(&mut self, builder: &mut Builder, flow: usize, carried: Column, lifts: Vec<Column>) -> usize {
        if let Some(known) = self.lifted.iter().position(|lifted| lifted.flow == flow && lifted.lifts == lifts) {
            return known;
        }
        let column = if lifts.is_empty() { carried } else { builder.column() };
        self.lifted.push(Lifted { flow, carried, lifts, column });
        self.lifted.len() - 1
    }

    fn amount(&mut self, builder: &mut Builder, deal: usize, value: Column, factors: Vec<Column>) -> usize {
        if let Some(known) = self.amounts.iter().position(|amount| amount.deal == deal && amount.factors == factors) {
            return known;
        }
        let column = if factors.is_empty() { value } else { builder.column() };
        self.amounts.push(Amount { deal, value, factors, column });
        self.amounts.len() - 1
    }

    fn trade(&mut self, builder: &mut Builder, parts: Vec<Column>) -> Column {
        if let Some(known) = self.trades.iter().find(|trade| trade.parts == parts) {
            return known.column;
        }
        let column = if let [only] = parts[..] { only } else { builder.column() };
        self.trades.push(Trade { parts, column });
        column
    }

    /// The year's flows under every set of boosts, and their sums.
    pub(crate) fn combine(&self, columns: &mut Columns) {
        for lifted in &self.lifted {
            if let [first, rest @ ..] = &lifted.lifts[..] {
                columns.write(lifted.column, |flow, columns| {
                    multiply(flow, &columns[lifted.carried], &columns[*first]);
                    for lift in rest {
                        scale_by(flow, &columns[*lift]);
                    }
                });
            }
        }
        for amount in &self.amounts {
            if let [first, rest @ ..] = &amount.factors[..] {
                columns.write(amount.column, |product, columns| {
                    multiply(product, &columns[amount.value], &columns[*first]);
                    for factor in rest {
                        scale_by(product, &columns[*factor]);
                    }
                });
            }
        }
        for trade in &self.trades {
            if let [first, second, rest @ ..] = &trade.parts[..] {
                columns.write(trade.column, |total, columns| {
                    sum(total, columns.operand(*first), &columns[*second]);
                    for part in rest {
                        add(total, &columns[*part]);
                    }
                });
            }
        }
    }

    /// The turnover of a case in the year, into `self.turnover`.
    pub(crate) fn sum(&self, columns: &mut Columns, case: &Case) {
        columns.write(self.turnover, |turnover, columns| {
            let mut amounts = case.amounts.iter().map(|&amount| &columns[self.amounts[amount].column]);
            match (amounts.next(), amounts.next()) {
                (None, _) => copy(turnover, &columns[case.trade]),
                (Some(first), None) => add_two(turnover, &columns[case.trade], first),
                (Some(first), Some(second)) => add_three(turnover, &columns[case.trade], first, second),
            }
            while let Some(amount) = amounts.next() {
                match amounts.next() {
                    Some(next) => add_both(turnover, amount, next),
                    None => add_one(turnover, amount),
                }
            }
        });
    }
}

/// A path whose arithmetic left the range of numbers stays in as +∞.
#[inline(always)]
fn overflow_to_infinity(turnover: f64) -> f64 {
    if turnover.is_nan() { f64::INFINITY } else { turnover }
}

kernel! {
    fn copy(sum: &mut Values, a: &Values) {
        for i in 0..sum.len() {
            sum[i] = overflow_to_infinity(a[i]);
        }
    }
}

kernel! {
    fn add_two(sum: &mut Values, a: &Values, b: &Values) {
        for i in 0..sum.len() {
            sum[i] = overflow_to_infinity(a[i] + b[i]);
        }
    }
}

kernel! {
    fn add_three(sum: &mut Values, a: &Values, b: &Values, c: &Values) {
        for i in 0..sum.len() {
            sum[i] = overflow_to_infinity(a[i] + b[i] + c[i]);
        }
    }
}

kernel! {
    fn add_one(sum: &mut Values, a: &Values) {
        for i in 0..sum.len() {
            sum[i] = overflow_to_infinity(sum[i] + a[i]);
        }
    }
}

kernel! {
    fn add_both(sum: &mut Values, a: &Values, b: &Values) {
        for i in 0..sum.len() {
            sum[i] = overflow_to_infinity(sum[i] + a[i] + b[i]);
        }
    }
}
