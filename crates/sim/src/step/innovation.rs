//! Innovations: one standard normal per driver and flow and year, correlated as the scenario says.

use std::collections::BTreeMap;

use altai_math::kernel;
use altai_math::matrix::cholesky;
use altai_model::Scenario;
use altai_model::scenario::{Correlation, Innovation};
use ndarray::Array2;

use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;

/// The innovations z of every year.
#[derive(Debug)]
pub(crate) struct Innovations {
    drivers: Vec<Column>,
    flows: Vec<Column>,
    independent: Vec<(Address, Column)>,
    correlated: Vec<Correlated>,
}

/// A connected component of the correlation matrix, in the order of addresses: z = L y with L lower triangular.
#[derive(Debug)]
struct Correlated {
    columns: Vec<Column>,
    lower: Array2<f64>,
}

impl Innovations {
    pub(crate) fn compile(builder: &mut Builder, scenario: &Scenario) -> Self {
        let drivers: Vec<Column> = scenario.drivers.iter().map(|_| builder.column()).collect();
        let flows: Vec<Column> = scenario.flows.iter().map(|_| builder.column()).collect();
        let mut named: BTreeMap<String, (Innovation, Column)> = BTreeMap::new();
        for (index, driver) in scenario.drivers.iter().enumerate() {
            named.insert(format!("drivers.{}", driver.name), (Innovation::Driver(index), drivers[index]));
        }
        for (index, flow) in scenario.flows.iter().enumerate() {
            named.insert(format!("flows.{}", flow.name), (Innovation::Flow(index), flows[index]));
        }
        let independent = named.iter().map(|(name, (_, column))| (builder.address(name), *column)).collect();
        let members: Vec<(Innovation, Column)> = named.into_values().collect();
        let correlated =
            components(&members, scenario).iter().map(|members| Correlated::compile(members, scenario)).collect();
        Self { drivers, flows, independent, correlated }
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
    }
}

impl Correlated {
    fn compile(members: &[(Innovation, Column)], scenario: &Scenario) -> Self {
        let matrix = Array2::from_shape_fn((members.len(), members.len()), |(i, j)| {
            if i == j { 1.0 } else { correlation(scenario, members[i].0, members[j].0) }
        });
        let lower = cholesky(&matrix).expect("the correlations of a scenario are positive definite");
        Self { columns: members.iter().map(|(_, column)| *column).collect(), lower }
    }

    /// In place, from the last row to the first, so that each row still finds the y that it needs.
    fn correlate(&self, columns: &mut Columns) {
        for (i, row) in self.lower.outer_iter().enumerate().rev() {
            columns.write(self.columns[i], |z, columns| {
                scale(z, row[i]);
                for j in (0..i).filter(|&j| row[j] != 0.0) {
                    add_scaled(z, row[j], &columns[self.columns[j]]);
                }
            });
        }
    }
}

/// The correlation that the scenario gives a pair: 0 where it names none.
fn correlation(scenario: &Scenario, one: Innovation, other: Innovation) -> f64 {
    let pair = |c: &&Correlation| (c.first, c.second) == (one, other) || (c.second, c.first) == (one, other);
    scenario.correlations.iter().find(pair).map_or(0.0, |correlation| correlation.value)
}

/// The groups of two or more that correlations hold together, each in the order of addresses.
fn components(members: &[(Innovation, Column)], scenario: &Scenario) -> Vec<Vec<(Innovation, Column)>> {
    let mut group: Vec<usize> = (0..members.len()).collect();
    let place = |innovation| {
        members.iter().position(|(member, _)| *member == innovation).expect("an innovation of the scenario")
    };
    for correlation in &scenario.correlations {
        let (one, other) = (group[place(correlation.first)], group[place(correlation.second)]);
        for of in &mut group {
            if *of == one.max(other) {
                *of = one.min(other);
            }
        }
    }
    let in_group = |leader| members.iter().zip(&group).filter(move |(_, of)| **of == leader).map(|(member, _)| *member);
    (0..members.len())
        .map(|leader| in_group(leader).collect())
        .filter(|component: &Vec<_>| component.len() > 1)
        .collect()
}

kernel! {
    /// z = weight z
    fn scale(z: &mut Values, weight: f64) {
        for i in 0..z.len() {
            z[i] *= weight;
        }
    }
}

kernel! {
    /// z += weight y
    fn add_scaled(z: &mut Values, weight: f64, y: &Values) {
        for i in 0..z.len() {
            z[i] += weight * y[i];
        }
    }
}
