//! Drivers: the outside world, one value a year.

mod ar1;
pub(crate) mod reading;
mod white;

use crate::{Domain, Quantity};

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
    /// Where it stands in the base year: x₀. `None`: the process's mean for growth under `ar1` (see [`Process::start`]), else 0.
    pub start: Option<Quantity>,
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
    /// `x_t` from the parameters' columns, `x_{t−1}` (in `x` on entry) and the innovation `z_t`, over a column; `x` holds
    /// `x_t` on return.
    pub next: fn(parameters: &[&[f64]], z: &[f64], x: &mut [f64]),
}

/// Every process, in the order in which they are explained.
pub const PROCESSES: &[Process] = &[white::ENTRY, ar1::ENTRY];
