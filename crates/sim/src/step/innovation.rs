//! Innovations: one standard normal per driver and flow and year, correlated as the scenario says.

use std::collections::BTreeMap;

use super::correlated::{Correlated, Pair};
use super::scale_by;
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;
use altai_math::kernel;
use altai_model::Scenario;
use altai_model::driver::{Driver, Motion};
use altai_model::scenario::{Correlation, Innovation, Law};

/// The innovations z of every year.
#[derive(Debug)]
pub(crate) struct Innovations {
    drivers: Vec<Column>,
    flows: Vec<Column>,
    independent: Vec<(Address, Column)>,
    correlated: Vec<Correlated>,
    turmoil: Option<Turmoil>,
}

/// The mixture law: years of turmoil are common to all innovations, whose variance stays 1.
#[derive(Debug)]
struct Turmoil {
    address: Address,
    /// The level from which on a year is one of turmoil.
    from: f64,
    /// m_t in a quiet year and in turmoil.
    low: f64,
    high: f64,
    factor: Column,
}

impl Innovations {
    pub(crate) fn compile(builder: &mut Builder, scenario: &Scenario) -> Self {
        let drivers: Vec<Column> = scenario.drivers.iter().map(|_| builder.column()).collect();
        let flows: Vec<Column> = scenario.flows.iter().map(|_| builder.column()).collect();
        let mut named: BTreeMap<String, (Innovation, Column)> = BTreeMap::new();
        let has_innovation = |(_, driver): &(usize, &Driver)| !matches!(driver.process.motion, Motion::Rows);
        for (index, driver) in scenario.drivers.iter().enumerate().filter(has_innovation) {
            named.insert(format!("drivers.{}", driver.name), (Innovation::Driver(index), drivers[index]));
        }
        for (index, flow) in scenario.flows.iter().enumerate() {
            named.insert(format!("flows.{}", flow.name), (Innovation::Flow(index), flows[index]));
        }
        let independent = named.iter().map(|(name, (_, column))| (builder.address(name), *column)).collect();
        let (members, columns): (Vec<Innovation>, Vec<Column>) = named.into_values().unzip();
        let place = |innovation| members.iter().position(|member| *member == innovation).expect("one of the scenario");
        let pair = |c: &Correlation| Pair { places: [c.first, c.second].map(place), value: c.value };
        let pairs: Vec<Pair> = scenario.correlations.iter().map(pair).collect();
        let correlated = Correlated::compile_all(&columns, &pairs);
        let turmoil = match scenario.law {
            Law::Normal => None,
            Law::Mixture { share, scale } => Some(Turmoil::compile(builder, share, scale)),
        };
        Self { drivers, flows, independent, correlated, turmoil }
    }

    /// The innovation of a driver.
    pub(crate) fn driver(&self, index: usize) -> Column {
        self.drivers[index]
    }

    /// The innovation of a flow.
    pub(crate) fn flow(&self, index: usize) -> Column {
        self.flows[index]
    }

    pub(crate) fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        for &(address, column) in &self.independent {
            columns.write(column, |z, _| draws.normals(Dimension::yearly(address, year), block, z));
        }
        for component in &self.correlated {
            component.correlate(columns);
        }
        if let Some(turmoil) = &self.turmoil {
            turmoil.draw(columns, draws, block, year);
            for &column in self.drivers.iter().chain(&self.flows) {
                columns.write(column, |z, columns| scale_by(z, &columns[turmoil.factor]));
            }
        }
    }
}

impl Turmoil {
    fn compile(builder: &mut Builder, share: f64, scale: f64) -> Self {
        let quiet = 1.0 / (1.0 - share + share * scale * scale).sqrt();
        let (address, factor) = (builder.address("innovations.law"), builder.column());
        Self { address, from: 1.0 - share, low: quiet, high: scale * quiet, factor }
    }

    fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        columns.write(self.factor, |factor, _| {
            draws.uniforms(Dimension::yearly(self.address, year), block, factor);
            step_up(factor, self.from, self.low, self.high);
        });
    }
}

kernel! {
    /// The quantile function of two values: `low` below the level `from`, else `high`.
    fn step_up(level: &mut Values, from: f64, low: f64, high: f64) {
        for i in 0..level.len() {
            level[i] = if level[i] < from { low } else { high };
        }
    }
}
