//! A quantity is drawn once per path: its quantile function at its own normal score.

use crate::address::Address;
use crate::columns::{Column, Columns};
use crate::draws::{Dimension, Draws};
use crate::sampler::Sampler;

/// Draws one uncertain quantity.
#[derive(Debug)]
pub(crate) struct QuantityDraw {
    pub(crate) address: Address,
    pub(crate) sampler: Sampler,
    /// Holds the scores meanwhile.
    pub(crate) score: Column,
    /// Whether a copula has drawn the scores.
    pub(crate) is_given: bool,
    pub(crate) column: Column,
}

impl QuantityDraw {
    pub(crate) fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        columns.write_two([self.score, self.column], |score, value, _| {
            if !self.is_given {
                draws.normals(Dimension::once(self.address, 0), block, score);
            }
            self.sampler.draw(score, value);
        });
    }
}
