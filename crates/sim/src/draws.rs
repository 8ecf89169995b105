//! Where random numbers come from: the seam between the engine and a sampling design.

mod antithetic;
mod design;
mod latin_hypercube;
mod levels;
mod once;
mod replicates;
mod sobol;
mod strata;
mod streams;

pub use antithetic::Antithetic;
pub use design::{Arranged, Design};
pub use latin_hypercube::LatinHypercube;
pub use levels::Levels;
pub use replicates::Replicates;
pub use sobol::Sobol;
pub use streams::{GENERATOR, Streams};

use crate::address::Address;

/// Paths in a block. It is part of a draw's definition, because Box–Muller pairs the two halves of a column.
pub const BLOCK: usize = 1024;

/// One random variable of a path: a column of it holds one draw per path of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension {
    /// Whose randomness.
    pub address: Address,
    /// The calendar year, or [`ONCE`] for what is drawn once a path.
    pub year: i32,
    /// Which of several variables under one address.
    pub component: u32,
}

/// The year of what is drawn once a path.
pub const ONCE: i32 = 0;

impl Dimension {
    /// A variable that is drawn once a path.
    pub fn once(address: Address, component: u32) -> Self {
        Self { address, year: ONCE, component }
    }

    /// A variable that is drawn every year, in one of them.
    pub fn yearly(address: Address, year: i32) -> Self {
        Self { address, year, component: 0 }
    }
}

/// A sampling design: it fills a column for the paths `block × 1,024 …` with draws of one dimension.
///
/// A draw is a function of the design, the dimension, the path and nothing else.
pub trait Draws: Sync {
    /// Uniform numbers strictly between 0 and 1. `column` is [`BLOCK`] long.
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]);

    /// Independent standard normals. `column` is [`BLOCK`] long.
    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]);
}
