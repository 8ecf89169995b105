//! Deals over columns: once a path it is decided whether, when and for how long; every year what they add.

mod delivery;
mod launch;

use altai_model::Scenario;

pub(crate) use launch::Will;

use super::driver::{Driver, Prices};
use crate::columns::{Column, Columns};
use crate::draws::Draws;
use crate::plan::Builder;
use delivery::Delivery;
use launch::Launch;

/// A deal over columns.
#[derive(Debug)]
pub(crate) struct Deal {
    /// Its place in the scenario.
    pub(crate) index: usize,
    launch: Launch,
    delivery: Delivery,
}

/// When a deal is active in a path: from `start`, which is +∞ where it does not go ahead, for `duration` years.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Active {
    pub(crate) start: Column,
    pub(crate) duration: Column,
}

impl Deal {
    /// All deals of a scenario, each after those that it requires.
    pub(crate) fn compile_all(
        builder: &mut Builder,
        scenario: &Scenario,
        will: Option<&Will>,
        drivers: &[Driver],
        prices: Option<&Prices>,
    ) -> Vec<Self> {
        let active: Vec<Active> =
            scenario.deals.iter().map(|_| Active { start: builder.column(), duration: builder.column() }).collect();
        requirements_first(&scenario.deals)
            .into_iter()
            .map(|index| {
                let deal = &scenario.deals[index];
                let required = deal.requires.iter().map(|&required| active[required]).collect();
                Self {
                    index,
                    launch: Launch::compile(builder, deal, active[index], required, will, scenario.horizon.base_year),
                    delivery: Delivery::compile(builder, deal, active[index], drivers, prices),
                }
            })
            .collect()
    }

    /// USD million in the year, where it delivers any.
    pub(crate) fn value(&self) -> Option<Column> {
        self.delivery.value
    }

    /// The factor on the flows that it boosts in the year, where it boosts any.
    pub(crate) fn lift(&self) -> Option<Column> {
        self.delivery.lift()
    }

    /// Decides the deal's fate in every path of the block.
    pub(crate) fn launch(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, first_year: i32) {
        self.launch.decide(columns, draws, block);
        self.delivery.begin(columns, f64::from(first_year));
    }

    /// What it adds in a year.
    pub(crate) fn deliver(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        self.delivery.deliver(columns, draws, block, year);
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
