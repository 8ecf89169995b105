//! Drivers: the outside world, one value a year.

mod ar1;
mod bootstrap;
mod path;
mod random_walk;
pub(crate) mod reading;
mod white;

use altai_math::Operand;

use crate::language::{Key, Takes};
use crate::{Domain, Quantity, list};

/// What the process of a driver gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The log growth of the year.
    Growth,
    /// A log deviation.
    Level,
}

/// One line of the outside world: GDP of a partner, a price.
#[derive(Debug, Clone)]
pub struct Driver {
    /// Its name in the file.
    pub name: String,
    /// What the process gives.
    pub kind: Kind,
    /// The kind of process.
    pub process: &'static Process,
    /// The process's quantities, in the order of [`Process::parameters`].
    pub parameters: Vec<Quantity>,
    /// What the process is given besides.
    pub material: Material,
    /// Where it stands in the base year: x₀. `None`: the process's mean for growth under `ar1` (see [`Process::start`]), else 0.
    pub start: Option<Quantity>,
}

/// What a process is given besides its quantities.
#[derive(Debug, Clone)]
pub enum Material {
    /// Nothing.
    None,
    /// The values of a path, year by year; the last one is held.
    Values(Vec<Quantity>),
    /// The rows of a bootstrap.
    Rows {
        /// What was observed, in its order.
        data: Vec<f64>,
        /// How many consecutive rows are taken at once; at most as many as there are.
        block: usize,
        /// The driver whose rows are taken, which takes nobody else's; its own when absent.
        with: Option<usize>,
    },
}

/// A quantity that a process takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProcessParameter {
    /// The key.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// The numbers that it may take.
    pub domain: Domain,
    /// The value when absent; `None` when it must be given.
    pub default: Option<f64>,
}

/// What x₀ means to a process, for a driver of kind growth (a level's start is always 0 unless given).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// It has no memory: `start` on a growth driver is an error.
    Meaningless,
    /// The parameter of this position when absent.
    Parameter(usize),
    /// This many log points when absent: 0.
    Zero,
}

/// A process in the list.
#[derive(Debug, Clone, Copy)]
pub struct Process {
    /// The key: `process.ar1 = …`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// The value of an example, in TOML.
    pub example: &'static str,
    /// Its quantities.
    pub parameters: &'static [ProcessParameter],
    /// What the start means.
    pub start: Start,
    /// How it gets from one year to the next.
    pub motion: Motion,
}

/// How a process gets from one year to the next.
#[derive(Debug, Clone, Copy)]
pub enum Motion {
    /// By a formula.
    Formula(Formula),
    /// By a formula whose first parameter is the year's entry of [`Material::Values`].
    AlongValues(Formula),
    /// By the rows of [`Material::Rows`]; it has no innovation.
    Rows,
}

const VALUES: Key = Key::new("values", Takes::Quantities(&reading::VALUE), "the values, one a year");
const DATA: Key = Key::new("data", Takes::Numbers, "what was observed, year by year");
const BLOCK: Key =
    Key::new("block", Takes::Whole(1, list::MOST as u64), "how many years in a row are drawn at once").or(1.0);
const WITH: Key = Key::new("with", Takes::Name("driver"), "another bootstrap, whose years are taken")
    .without("it draws years of its own");

impl Motion {
    /// What it is given besides quantities.
    pub fn takes(self) -> &'static [Key] {
        match self {
            Self::Formula(_) => &[],
            Self::AlongValues(_) => &[VALUES],
            Self::Rows => &[DATA, BLOCK, WITH],
        }
    }
}

impl Process {
    /// All of its keys.
    pub fn keys(&self) -> impl Iterator<Item = Key> + Clone + use<> {
        self.motion.takes().iter().copied().chain(self.parameters.iter().map(ProcessParameter::key))
    }
}

impl ProcessParameter {
    /// Itself as a key of the language.
    pub(crate) fn key(&self) -> Key {
        let key = Key::quantity(self.name, self.domain, self.summary);
        self.default.map_or(key, |default| key.or(default))
    }
}

/// `x_t` from the parameters' columns, `x_{t−1}` (in `x` on entry) and the innovation `z_t`, over a column; `x` holds `x_t`
/// on return.
pub type Formula = fn(parameters: &[Operand<'_>], z: &[f64], x: &mut [f64]);

/// Every process, in the order in which they are explained.
pub const PROCESSES: &[Process] = &[white::ENTRY, ar1::ENTRY, random_walk::ENTRY, path::ENTRY, bootstrap::ENTRY];
