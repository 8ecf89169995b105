//! Deals over columns: once a path it is decided whether, when and for how long; every year what they add.

mod delivery;
mod ending;
mod launch;

use altai_math::kernel;
use altai_model::Scenario;

pub(crate) use launch::Will;

use super::driver::{Driver, Prices};
use super::regime::Regimes;
use crate::columns::{Column, Columns, Values};
use crate::draws::Draws;
use crate::plan::Builder;
use delivery::Delivery;
use ending::Ending;
use launch::Launch;

/// A deal over columns.
#[derive(Debug)]
pub(crate) struct Deal {
    /// Its place in the scenario.
    pub(crate) index: usize,
    pub(crate) active: Active,
    launch: Launch,
    ending: Option<Ending>,
    required: Vec<Required>,
    delivery: Delivery,
    /// USD million of public money where it goes ahead.
    pub(crate) cost: Option<Cost>,
}

/// When a deal is active in a path: from `start`, which is +∞ where it does not go ahead, for `duration` years.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Active {
    pub(crate) start: Column,
    pub(crate) duration: Column,
}

impl Active {
    /// What is never cancelled lasts as long as it lives.
    fn compile(builder: &mut Builder, deal: &altai_model::deal::Deal) -> Self {
        let start = builder.column();
        let life = builder.quantity_or(deal.life.as_ref(), f64::INFINITY);
        let hazard = builder.quantity(&deal.cancel);
        let is_cancelled = builder.known(hazard) != Some(0.0);
        Self { start, duration: if is_cancelled { builder.column() } else { life } }
    }
}

/// A deal that another one requires.
#[derive(Debug, Clone, Copy)]
struct Required {
    active: Active,
    /// Whether its fate shows only as the years pass.
    is_open: bool,
}

/// Public money, due when the deal goes ahead.
#[derive(Debug)]
pub(crate) struct Cost {
    cost: Column,
    /// USD million that became due.
    pub(crate) due: Column,
}

/// What deals look at beyond themselves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) will: Option<&'a Will>,
    pub(crate) drivers: &'a [Driver],
    pub(crate) prices: Option<&'a Prices>,
    pub(crate) regimes: Option<&'a Regimes>,
}

impl Deal {
    /// All deals of a scenario, each after those that it requires.
    pub(crate) fn compile_all(builder: &mut Builder, scenario: &Scenario, around: Surroundings<'_>) -> Vec<Self> {
        let active: Vec<Active> = scenario.deals.iter().map(|deal| Active::compile(builder, deal)).collect();
        let mut is_open = vec![false; scenario.deals.len()];
        let compile = |index: usize| {
            let deal = &scenario.deals[index];
            let active_of = |&required: &usize| Required { active: active[required], is_open: is_open[required] };
            let required: Vec<Required> = deal.requires.iter().map(active_of).collect();
            let active = active[index];
            let ending = Ending::compile(builder, deal, active, around.drivers, around.regimes);
            is_open[index] = ending.is_some() || required.iter().any(|required| required.is_open);
            let (base_year, varies) = (scenario.horizon.base_year, ending.is_some());
            Self {
                index,
                active,
                launch: Launch::compile(builder, deal, active, &required, around.will, base_year, varies),
                ending,
                required,
                delivery: Delivery::compile(builder, deal, active, around.drivers, around.prices),
                cost: deal.cost.as_ref().map(|cost| Cost { cost: builder.quantity(cost), due: builder.column() }),
            }
        };
        requirements_first(&scenario.deals).into_iter().map(compile).collect()
    }

    /// USD million in the year, where it delivers any.
    pub(crate) fn value(&self) -> Option<Column> {
        self.delivery.value
    }

    /// The factor on the flows that it boosts in the year, where it boosts any.
    pub(crate) fn lift(&self) -> Option<Column> {
        self.delivery.lift()
    }

    /// How many years its contract takes, where it has one.
    pub(crate) fn over(&self) -> Option<Column> {
        self.delivery.over()
    }

    /// Decides the deal's fate in every path of the block, as far as it can be told in advance.
    pub(crate) fn launch(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, first_year: i32) {
        self.launch.decide(columns, draws, block);
        if let Some(ending) = &self.ending {
            ending.begin(columns, draws, block);
        }
        self.delivery.begin(columns, f64::from(first_year));
    }

    /// What it adds in a year.
    pub(crate) fn deliver(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        ending::wait(columns, self.active, &self.required, year);
        if let Some(ending) = &self.ending {
            ending.pass(columns, year);
        }
        self.delivery.deliver(columns, draws, block, year);
    }

    /// What became due, once all years have passed.
    pub(crate) fn account(&self, columns: &mut Columns) {
        if let Some(Cost { cost, due }) = &self.cost {
            columns.write(*due, |due, columns| pay(due, &columns[*cost], &columns[self.active.start]));
        }
    }
}

kernel! {
    /// The cost where the deal goes ahead.
    fn pay(due: &mut Values, cost: &Values, start: &Values) {
        for i in 0..due.len() {
            due[i] = if start[i] < f64::INFINITY { cost[i] } else { 0.0 };
        }
    }
}

/// An order in which every deal comes after those that it requires.
fn requirements_first(deals: &[altai_model::deal::Deal]) -> Vec<usize> {
    let mut order = Vec::with_capacity(deals.len());
    while order.len() < deals.len() {
        let ready = |&index: &usize| {
            !order.contains(&index) && deals[index].requires.iter().all(|required| order.contains(required))
        };
        order.push((0..deals.len()).find(ready).expect("requirements are not circular"));
    }
    order
}
