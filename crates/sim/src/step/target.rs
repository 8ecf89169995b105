//! What a target asks for in a year.

use altai_model::scenario;

use super::driver::Driver;
use super::{factor_of, multiply};
use crate::columns::{Column, Columns};
use crate::plan::Builder;

/// A target over columns.
#[derive(Debug)]
pub(crate) struct Target {
    turnover: Column,
    /// The level of the driver that it follows, and its factor.
    deflator: Option<[Column; 2]>,
    /// K_t, USD million.
    pub(crate) asked: Column,
    /// So many years in a row count as reached.
    pub(crate) sustain: usize,
}

impl Target {
    pub(crate) fn compile(builder: &mut Builder, target: &scenario::Target, drivers: &[Driver]) -> Self {
        let turnover = builder.quantity(&target.turnover);
        let deflator = target.deflator.map(|driver| [drivers[driver].level, builder.column()]);
        let asked = if deflator.is_some() { builder.column() } else { turnover };
        Self { turnover, deflator, asked, sustain: target.sustain }
    }

    /// K_t = turnover exp(L_t)
    pub(crate) fn advance(&self, columns: &mut Columns) {
        if let Some([level, factor]) = self.deflator {
            columns.write(factor, |factor, columns| factor_of(factor, &columns[level]));
            columns.write(self.asked, |asked, columns| multiply(asked, &columns[self.turnover], &columns[factor]));
        }
    }
}
