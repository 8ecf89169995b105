//! How to play a scenario: names have become columns and streams, conditions have become lists.

mod builder;
mod packages;

pub(crate) use builder::Builder;
pub(crate) use packages::{Lifted, Packages};

use altai_model::scenario::{Horizon, Target};
use altai_model::{Quantity, Scenario, Value};

use crate::columns::Column;
use crate::step::deal::{Deal, Will};
use crate::step::driver::{Driver, Prices};
use crate::step::flow::Flow;
use crate::step::innovation::Innovations;
use crate::step::quantity::QuantityDraw;

/// A scenario, ready to be played: what is drawn once a path, what moves every year, and what the packages combine.
#[derive(Debug)]
pub struct Plan {
    pub(crate) horizon: Horizon,
    pub(crate) columns: usize,
    pub(crate) constants: Vec<(Column, f64)>,
    pub(crate) quantities: Vec<QuantityDraw>,
    pub(crate) will: Option<Will>,
    pub(crate) innovations: Innovations,
    pub(crate) drivers: Vec<Driver>,
    pub(crate) prices: Option<Prices>,
    pub(crate) flows: Vec<Flow>,
    /// In an order in which every deal comes after those that it requires.
    pub(crate) deals: Vec<Deal>,
    /// The turnover that each target asks for.
    pub(crate) targets: Vec<Column>,
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
        let innovations = Innovations::compile(&mut builder, scenario);
        let drivers: Vec<Driver> = Driver::compile_all(&mut builder, scenario, &innovations);
        let prices = scenario.prices.map(|driver| Prices::compile(&mut builder, &drivers[driver]));
        let flows: Vec<Flow> = scenario
            .flows
            .iter()
            .enumerate()
            .map(|(index, flow)| Flow::compile(&mut builder, flow, innovations.flow(index), &drivers))
            .collect();
        let will = Will::compile(&mut builder, &scenario.political_will);
        let deals = Deal::compile_all(&mut builder, scenario, will.as_ref(), &drivers, prices.as_ref());
        let targets = scenario.targets.iter().map(|target| builder.quantity(&target.turnover)).collect();
        let packages = Packages::compile(&mut builder, scenario, &flows, &deals);
        let Builder { columns, constants, quantities, .. } = builder;
        Self {
            horizon: scenario.horizon,
            columns,
            constants,
            quantities,
            will,
            innovations,
            drivers,
            prices,
            flows,
            deals,
            targets,
            packages,
            typical: Typical::of(scenario),
        }
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
        let shortfall = |target: &Target| (middle(&target.turnover) - turnover).max(0.0);
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
