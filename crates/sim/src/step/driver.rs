//! Drivers move once a year: growth G_t and level L_t, whatever the process.

use altai_math::kernel;
use altai_model::Scenario;
use altai_model::driver::{Kind, Process, Start};

use super::innovation::Innovations;
use super::{add, to_factor};
use crate::columns::{Column, Columns, Values};
use crate::plan::Builder;

/// A driver over columns.
#[derive(Debug)]
pub(crate) struct Driver {
    process: &'static Process,
    parameters: Vec<Column>,
    innovation: Column,
    start: Column,
    /// x_t.
    value: Column,
    /// G_t: for a growth driver x_t itself.
    pub(crate) growth: Column,
    /// L_t, relative to the base year.
    pub(crate) level: Column,
}

impl Driver {
    pub(crate) fn compile_all(builder: &mut Builder, scenario: &Scenario, innovations: &Innovations) -> Vec<Self> {
        let drivers = scenario.drivers.iter().enumerate();
        drivers.map(|(index, driver)| Self::compile(builder, driver, innovations.driver(index))).collect()
    }

    fn compile(builder: &mut Builder, driver: &altai_model::driver::Driver, innovation: Column) -> Self {
        let parameters: Vec<Column> = driver.parameters.iter().map(|parameter| builder.quantity(parameter)).collect();
        let start = match (&driver.start, driver.kind, driver.process.start) {
            (Some(start), ..) => builder.quantity(start),
            (None, Kind::Growth, Start::Parameter(position)) => parameters[position],
            (None, ..) => builder.constant(0.0),
        };
        let value = builder.column();
        let growth = match driver.kind {
            Kind::Growth => value,
            Kind::Level => builder.column(),
        };
        Self { process: driver.process, parameters, innovation, start, value, growth, level: builder.column() }
    }

    /// The base year: x_0 = start, L_0 = 0.
    pub(crate) fn begin(&self, columns: &mut Columns) {
        columns.write(self.value, |value, columns| value.copy_from_slice(&columns[self.start]));
        columns.write(self.level, |level, _| level.fill(0.0));
    }

    /// One year on.
    pub(crate) fn advance(&self, columns: &mut Columns) {
        if self.growth == self.value {
            self.next(columns);
            columns.write(self.level, |level, columns| add(level, &columns[self.growth]));
        } else {
            columns.write(self.growth, |growth, columns| growth.copy_from_slice(&columns[self.value]));
            self.next(columns);
            columns.write_two([self.growth, self.level], |growth, level, columns| {
                relate(growth, level, &columns[self.value], &columns[self.start]);
            });
        }
    }

    fn next(&self, columns: &mut Columns) {
        columns.write(self.value, |value, columns| {
            let parameters: Vec<&[f64]> =
                self.parameters.iter().map(|&parameter| columns[parameter].as_slice()).collect();
            (self.process.next)(&parameters, &columns[self.innovation], value);
        });
    }
}

kernel! {
    /// G_t = x_t − x_{t−1}, with x_{t−1} in `growth` on entry, and L_t = x_t − start.
    fn relate(growth: &mut Values, level: &mut Values, value: &Values, start: &Values) {
        for i in 0..value.len() {
            growth[i] = value[i] - growth[i];
            level[i] = value[i] - start[i];
        }
    }
}

/// The price level that amounts of deals follow: exp(L_t), 1 in the base year.
#[derive(Debug)]
pub(crate) struct Prices {
    pub(crate) level: Column,
    pub(crate) factor: Column,
}

impl Prices {
    pub(crate) fn compile(builder: &mut Builder, driver: &Driver) -> Self {
        Self { level: driver.level, factor: builder.column() }
    }

    pub(crate) fn advance(&self, columns: &mut Columns) {
        columns.write(self.factor, |factor, columns| {
            factor.copy_from_slice(&columns[self.level]);
            to_factor(factor);
        });
    }
}
