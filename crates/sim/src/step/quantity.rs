//! A quantity is drawn once per path: its quantile function at its own uniform number.

use crate::address::Address;
use crate::columns::{Column, Columns};
use crate::draws::{Dimension, Draws};
use crate::sampler::Sampler;

/// Draws one uncertain quantity.
#[derive(Debug)]
pub(crate) struct QuantityDraw {
    pub(crate) address: Address,
    pub(crate) sampler: Sampler,
    /// Holds the levels meanwhile.
    pub(crate) level: Column,
    /// Whether a copula has drawn the levels.
    pub(crate) is_given: bool,
    pub(crate) column: Column,
}

impl QuantityDraw {
    pub(crate) fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        columns.write_two([self.level, self.column], |level, value, _| {
            if !self.is_given {
                draws.uniforms(Dimension::once(self.address, 0), block, level);
            }
            self.sampler.draw(level, value);
        });
    }
}
