//! How to play a scenario: names have become columns and streams, conditions have become lists.

mod builder;
mod packages;

pub(crate) use builder::Builder;
pub(crate) use packages::{Case, Lifted, Packages};

use std::collections::BTreeMap;

use altai_model::scenario::{self, Horizon};
use altai_model::{Quantity, Scenario, Value};
use ndarray::Array2;

use crate::address::Address;
use crate::columns::Column;
use crate::step::copula::Copula;
use crate::step::deal::{Deal, Surroundings, Will};
use crate::step::driver::{Driver, Prices};
use crate::step::flow::Flow;
use crate::step::innovation::Innovations;
use crate::step::quantity::QuantityDraw;
use crate::step::regime::Regimes;
use crate::step::shock::Shock;
use crate::step::synergy::Synergy;
use crate::step::target::Target;

/// A scenario, ready to be played: what is drawn once a path, what moves every year, and what the packages combine.
#[derive(Debug)]
pub struct Plan {
    pub(crate) horizon: Horizon,
    pub(crate) columns: usize,
    pub(crate) constants: Vec<(Column, f64)>,
    pub(crate) quantities: Vec<QuantityDraw>,
    /// Where each quantity stands, by address.
    pub(crate) quantity_of: BTreeMap<String, Column>,
    pub(crate) copula: Copula,
    pub(crate) will: Option<Will>,
    pub(crate) regimes: Option<Regimes>,
    pub(crate) shocks: Vec<Shock>,
    pub(crate) innovations: Innovations,
    pub(crate) drivers: Vec<Driver>,
    pub(crate) prices: Option<Prices>,
    pub(crate) flows: Vec<Flow>,
    /// In an order in which every deal comes after those that it requires.
    pub(crate) deals: Vec<Deal>,
    pub(crate) synergies: Vec<Synergy>,
    pub(crate) targets: Vec<Target>,
    pub(crate) packages: Packages,
    pub(crate) typical: Typical,
}

impl Plan {
    /// Prepares a scenario for playing.
    ///
    /// # Panics
    ///
    /// When the 128-bit hashes of two names of the scenario collide, which no one will ever see.
    pub fn compile(scenario: &Scenario) -> Self {
        let mut builder = Builder::default();
        let copula = Copula::compile(&mut builder, scenario);
        let innovations = Innovations::compile(&mut builder, scenario);
        let drivers: Vec<Driver> = Driver::compile_all(&mut builder, scenario, &innovations);
        let prices = scenario.prices.map(|driver| Prices::compile(&mut builder, &drivers[driver]));
        let regimes = scenario.regimes.as_ref().map(|regimes| Regimes::compile(&mut builder, regimes));
        let shocks: Vec<Shock> =
            scenario.shocks.iter().map(|shock| Shock::compile(&mut builder, shock, regimes.as_ref())).collect();
        // By name, so that sums do not depend on the order of the file.
        let mut by_name: Vec<(&altai_model::shock::Shock, &Shock)> = scenario.shocks.iter().zip(&shocks).collect();
        by_name.sort_by_key(|(shock, _)| &shock.name);
        let flows: Vec<Flow> = scenario
            .flows
            .iter()
            .enumerate()
            .map(|(index, flow)| {
                let hits = by_name.iter().filter(|(shock, _)| shock.flows.contains(&index));
                let hits = hits.map(|(_, shock)| (shock.fading, shock.for_good)).collect();
                Flow::compile(&mut builder, flow, innovations.flow(index), &drivers, regimes.as_ref(), hits)
            })
            .collect();
        let will = Will::compile(&mut builder, &scenario.political_will);
        let around =
            Surroundings { will: will.as_ref(), drivers: &drivers, prices: prices.as_ref(), regimes: regimes.as_ref() };
        let deals = Deal::compile_all(&mut builder, scenario, around);
        let synergies: Vec<Synergy> =
            scenario.synergies.iter().map(|synergy| Synergy::compile(&mut builder, synergy, &deals)).collect();
        let targets = scenario.targets.iter().map(|target| Target::compile(&mut builder, target, &drivers)).collect();
        let packages = Packages::compile(&mut builder, scenario, &flows, &deals, &synergies);
        let Builder { columns, constants, quantities, quantity_of, .. } = builder;
        Self {
            horizon: scenario.horizon,
            columns,
            constants,
            quantities,
            quantity_of,
            copula,
            will,
            regimes,
            shocks,
            innovations,
            drivers,
            prices,
            flows,
            deals,
            synergies,
            targets,
            packages,
            typical: Typical::of(scenario),
        }
    }

    /// How many packages it plays.
    pub fn packages(&self) -> usize {
        self.packages.case_of.len()
    }

    /// The deals that a package switches on together with all that they require, as places in the scenario, ascending.
    ///
    /// # Panics
    ///
    /// When the plan has fewer packages.
    pub fn deals_on(&self, package: usize) -> impl Iterator<Item = usize> {
        self.packages.cases[self.packages.case_of[package]].deals.iter().copied()
    }

    /// Whether something of this address is drawn once a path: an uncertain quantity that something uses.
    pub fn draws_once(&self, address: &str) -> bool {
        self.quantity_of.contains_key(address)
    }

    /// Whether some deal follows political will.
    pub fn has_political_will(&self) -> bool {
        self.will.is_some()
    }

    /// The groups of quantities that correlations hold together: the addresses of their draws y, and the lower triangular L by
    /// which their normal scores are z = L y.
    pub fn correlated(&self) -> impl Iterator<Item = (Vec<Address>, &Array2<f64>)> {
        self.copula.groups()
    }

    /// The deals that cost public money, as places in the scenario, and what becomes due for them.
    pub(crate) fn costs(&self) -> impl Iterator<Item = (usize, Column)> {
        self.deals.iter().filter_map(|deal| Some((deal.index, deal.cost.as_ref()?.due)))
    }
}

/// Numbers about which sums of powers are taken, so that they stay accurate; USD million.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Typical {
    /// Each flow in the base year, at the middle of what is thought of it.
    pub(crate) flows: Vec<f64>,
    /// All of them.
    pub(crate) turnover: f64,
    /// What each target asks for, beyond that.
    pub(crate) shortfalls: Vec<f64>,
}

impl Typical {
    fn of(scenario: &Scenario) -> Self {
        let flows: Vec<f64> = scenario.flows.iter().map(|flow| middle(&flow.base)).collect();
        let turnover: f64 = flows.iter().sum();
        let shortfall = |target: &scenario::Target| (middle(&target.turnover) - turnover).max(0.0);
        Self { shortfalls: scenario.targets.iter().map(shortfall).collect(), flows, turnover }
    }
}

/// The median of a quantity.
fn middle(quantity: &Quantity) -> f64 {
    match &quantity.value {
        Value::Fixed(value) => *value,
        Value::Uncertain(distribution) => distribution.quantile(0.5),
    }
}
