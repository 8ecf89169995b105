//! Drivers move once a year: growth G_t and level L_t, whatever the process.

use altai_math::{Operand, kernel};
use altai_model::Scenario;
use altai_model::driver::{self, Formula, Kind, Material, Start};

use super::innovation::Innovations;
use super::{add, factor_of};
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;

/// A driver over columns.
#[derive(Debug)]
pub(crate) struct Driver {
    motion: Motion,
    start: Column,
    /// x_t.
    value: Column,
    /// G_t: for a growth driver x_t itself.
    pub(crate) growth: Column,
    /// L_t, relative to the base year.
    pub(crate) level: Column,
    /// Whether any step reads L_t.
    is_level_read: bool,
}

/// How it gets from one year to the next.
#[derive(Debug)]
enum Motion {
    Formula {
        formula: Formula,
        parameters: Vec<Column>,
        /// The entries of a path, year by year, that stand before the parameters.
        values: Vec<Column>,
        innovation: Column,
    },
    Rows {
        data: Vec<f64>,
        /// The first row of the block of years that is under way.
        row: Column,
        /// Years of a block.
        block: usize,
        /// Where the rows come from; absent where they are another driver's.
        rows: Option<Rows>,
    },
}

/// Where the spacing of numbers is 1.
const TWO_TO_52: f64 = 4_503_599_627_370_496.0;

/// Which of the observed years each path lives through.
#[derive(Debug)]
struct Rows {
    address: Address,
    /// Blocks can begin at as many places.
    places: f64,
}

impl Driver {
    pub(crate) fn compile_all(builder: &mut Builder, scenario: &Scenario, innovations: &Innovations) -> Vec<Self> {
        let rows: Vec<Column> = scenario.drivers.iter().map(|_| builder.column()).collect();
        let compile = |(index, driver): (usize, &driver::Driver)| {
            let motion = Motion::compile(builder, scenario, index, innovations.driver(index), &rows);
            let start = match (&driver.start, driver.kind, driver.process.start) {
                (Some(start), ..) => builder.quantity(start),
                (None, Kind::Growth, Start::Parameter(position)) => builder.quantity(&driver.parameters[position]),
                (None, ..) => builder.constant(0.0),
            };
            let value = builder.column();
            let growth = match driver.kind {
                Kind::Growth => value,
                Kind::Level => builder.column(),
            };
            let is_level_read = reads_level(scenario, index);
            Self { motion, start, value, growth, level: builder.column(), is_level_read }
        };
        scenario.drivers.iter().enumerate().map(compile).collect()
    }

    /// The base year: x_0 = start, L_0 = 0.
    pub(crate) fn begin(&self, columns: &mut Columns) {
        columns.write(self.value, |value, columns| value.copy_from_slice(&columns[self.start]));
        columns.write(self.level, |level, _| level.fill(0.0));
    }

    /// Chooses the year's rows, which other drivers may share.
    pub(crate) fn choose(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32, index: usize) {
        if let Motion::Rows { row, block: years, rows: Some(rows), .. } = &self.motion
            && index.is_multiple_of(*years)
        {
            columns.write(*row, |row, _| {
                draws.uniforms(Dimension::yearly(rows.address, year), block, row);
                first_row(row, rows.places);
            });
        }
    }

    /// One year on; `index` is 0 in the year after the base year. A level of growth that no step reads is added up only where the
    /// year `is_shown`.
    pub(crate) fn advance(&self, columns: &mut Columns, index: usize, is_shown: bool) {
        if self.growth == self.value {
            self.motion.next(columns, self.value, index);
            if self.is_level_read || is_shown {
                columns.write(self.level, |level, columns| add(level, &columns[self.growth]));
            }
        } else {
            columns.write(self.growth, |growth, columns| growth.copy_from_slice(&columns[self.value]));
            self.motion.next(columns, self.value, index);
            columns.write_two([self.growth, self.level], |growth, level, columns| {
                relate(growth, level, &columns[self.value], &columns[self.start]);
            });
        }
    }
}

/// Whether anything follows the level of a driver: prices, a target, or a deal.
fn reads_level(scenario: &Scenario, driver: usize) -> bool {
    let follows = |elasticity: &[(usize, altai_model::Quantity)]| elasticity.iter().any(|(of, _)| *of == driver);
    scenario.prices == Some(driver)
        || scenario.targets.iter().any(|target| target.deflator == Some(driver))
        || scenario.deals.iter().any(|deal| follows(&deal.elasticity) || follows(&deal.cancel_elasticity))
}

impl Motion {
    fn compile(builder: &mut Builder, scenario: &Scenario, index: usize, innovation: Column, rows: &[Column]) -> Self {
        let driver = &scenario.drivers[index];
        let parameters = driver.parameters.iter().map(|parameter| builder.quantity(parameter)).collect();
        match (driver.process.motion, &driver.material) {
            (driver::Motion::Formula(formula), _) => {
                Self::Formula { formula, parameters, values: Vec::new(), innovation }
            }
            (driver::Motion::AlongValues(formula), Material::Values(values)) => {
                let values = values.iter().map(|value| builder.quantity(value)).collect();
                Self::Formula { formula, parameters, values, innovation }
            }
            (driver::Motion::Rows, Material::Rows { data, block, with }) => {
                let owner = with.unwrap_or(index);
                let Material::Rows { block: years, .. } = scenario.drivers[owner].material else {
                    unreachable!("rows are shared among those that have some");
                };
                Self::Rows {
                    data: data.clone(),
                    row: rows[owner],
                    block: years,
                    rows: with.is_none().then(|| Rows {
                        address: builder.address(&format!("drivers.{}", driver.name)),
                        places: (data.len() - block + 1) as f64,
                    }),
                }
            }
            (driver::Motion::AlongValues(_) | driver::Motion::Rows, _) => {
                unreachable!("a driver has the material that its process asks for")
            }
        }
    }

    fn next(&self, columns: &mut Columns, value: Column, index: usize) {
        columns.write(value, |x, columns| match self {
            Self::Formula { formula, parameters, values, innovation } => {
                let given = values.get(index).or(values.last());
                let parameters: Vec<Operand> =
                    given.into_iter().chain(parameters).map(|&parameter| columns.operand(parameter)).collect();
                formula(&parameters, &columns[*innovation], x);
            }
            Self::Rows { data, row, block, .. } => {
                // A row is a whole number, which added to it stands in its lowest bits.
                let into_block = TWO_TO_52 + (index % block) as f64;
                for (x, row) in x.iter_mut().zip(&columns[*row]) {
                    *x = data[(row + into_block).to_bits() as u32 as usize];
                }
            }
        });
    }
}

kernel! {
    /// The first row of a block: a uniform number over the places where one can begin.
    fn first_row(level: &mut Values, places: f64) {
        for i in 0..level.len() {
            level[i] = (level[i] * places).floor().min(places - 1.0);
        }
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
        columns.write(self.factor, |factor, columns| factor_of(factor, &columns[self.level]));
    }
}
