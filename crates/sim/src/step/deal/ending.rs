//! Cancellation whose hazard changes from year to year, with regimes and drivers, and what it means for deals that wait.

use altai_math::{kernel, ln};
use altai_model::deal;

use super::launch::{AN_INSTANT, CLOCK, wait_for};
use super::{Active, Required};
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;
use crate::step::driver::Driver;
use crate::step::regime::Regimes;
use crate::step::{add_product, scale, scale_by, to_factor};

/// Ends a deal in the year in which its hazard has used up a unit exponential.
#[derive(Debug)]
pub(super) struct Ending {
    address: Address,
    hazard: Column,
    regime: Option<Column>,
    /// (elasticity, level of the driver).
    elasticity: Vec<(Column, Column)>,
    /// The hazard of the year.
    yearly: Column,
    /// What is left of the unit exponential; +∞ once it is used up.
    clock: Column,
    active: Active,
}

impl Ending {
    /// Nothing where the hazard is 0 or never changes.
    pub(super) fn compile(
        builder: &mut Builder,
        deal: &deal::Deal,
        active: Active,
        drivers: &[Driver],
        regimes: Option<&Regimes>,
    ) -> Option<Self> {
        let hazard = builder.quantity(&deal.cancel);
        let regime = regimes.and_then(|regimes| regimes.cancel);
        let changes = regime.is_some() || !deal.cancel_elasticity.is_empty();
        (builder.known(hazard) != Some(0.0) && changes).then(|| Self {
            address: builder.address(&format!("deals.{}", deal.name)),
            hazard,
            regime,
            elasticity: deal
                .cancel_elasticity
                .iter()
                .map(|(driver, elasticity)| (builder.quantity(elasticity), drivers[*driver].level))
                .collect(),
            yearly: builder.column(),
            clock: builder.column(),
            active,
        })
    }

    /// Winds the clock: −ln(1 − u).
    pub(super) fn begin(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        columns.write(self.clock, |clock, _| {
            draws.uniforms(Dimension::once(self.address, CLOCK), block, clock);
            to_exponential(clock);
        });
    }

    /// Ends it where the clock runs out in this year.
    pub(super) fn pass(&self, columns: &mut Columns, year: i32) {
        columns.write(self.yearly, |yearly, columns| {
            if let [(elasticity, level), rest @ ..] = &self.elasticity[..] {
                scale(yearly, columns.operand(*elasticity), &columns[*level]);
                for (elasticity, level) in rest {
                    add_product(yearly, columns.operand(*elasticity), &columns[*level]);
                }
                to_factor(yearly);
                scale_by(yearly, &columns[self.hazard]);
                if let Some(regime) = self.regime {
                    scale_by(yearly, &columns[regime]);
                }
            } else if let Some(regime) = self.regime {
                scale(yearly, columns.operand(self.hazard), &columns[regime]);
            }
        });
        columns.write_two([self.clock, self.active.duration], |clock, duration, columns| {
            run_down(clock, duration, &columns[self.yearly], &columns[self.active.start], f64::from(year));
        });
    }
}

/// A deal that has not begun when the year does never starts where what it requires never does, or has ended by then.
pub(super) fn wait(columns: &mut Columns, active: Active, required: &[Required], year: i32) {
    for required in required.iter().filter(|required| required.is_open) {
        columns.write(active.start, |start, columns| {
            wait_for(start, &columns[required.active.start]);
            unless_ended_before(
                start,
                &columns[required.active.start],
                &columns[required.active.duration],
                f64::from(year),
            );
        });
    }
}

kernel! {
    fn to_exponential(u: &mut Values) {
        for i in 0..u.len() {
            u[i] = -ln(1.0 - u[i]);
        }
    }
}

kernel! {
    /// The year's hazard runs for as long as the deal is active in it.
    fn run_down(clock: &mut Values, duration: &mut Values, hazard: &Values, start: &Values, year: f64) {
        for i in 0..clock.len() {
            let from = if start[i] > year { start[i] } else { year };
            let planned = start[i] + duration[i];
            let to = if planned < year + 1.0 { planned } else { year + 1.0 };
            let exposed = if to > from { hazard[i] * (to - from) } else { 0.0 };
            let ends = (clock[i] <= exposed) & (exposed > 0.0);
            duration[i] = if ends { from + clock[i] / hazard[i] - start[i] } else { duration[i] };
            clock[i] = if ends { f64::INFINITY } else { clock[i] - exposed };
        }
    }
}

kernel! {
    /// It never starts where what it requires has ended by then; what started in earlier years goes on.
    fn unless_ended_before(start: &mut Values, required: &Values, duration: &Values, year: f64) {
        for i in 0..start.len() {
            let too_late = (start[i] >= year) & (start[i] + AN_INSTANT >= required[i] + duration[i]);
            start[i] = if too_late { f64::INFINITY } else { start[i] };
        }
    }
}
