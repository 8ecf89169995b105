//! Deals that are worth more together: a factor on what they deliver while all of them are active.

use altai_math::kernel;
use altai_model::synergy;

use super::deal::{Active, Deal};
use crate::columns::{Column, Columns, Values};
use crate::plan::Builder;

/// A synergy over columns.
#[derive(Debug)]
pub(crate) struct Synergy {
    /// Its deals, as places in the scenario.
    pub(crate) deals: Vec<usize>,
    active: Vec<Active>,
    multiplier: Column,
    /// When the last of them starts and the first ends.
    together: [Column; 2],
    /// 1 + (m − 1) × the share of the year in which all are active.
    pub(crate) factor: Column,
}

impl Synergy {
    pub(crate) fn compile(builder: &mut Builder, synergy: &synergy::Synergy, deals: &[Deal]) -> Self {
        let active =
            |&index: &usize| deals.iter().find(|deal| deal.index == index).expect("a deal of the scenario").active;
        Self {
            deals: synergy.deals.clone(),
            active: synergy.deals.iter().map(active).collect(),
            multiplier: builder.quantity(&synergy.multiplier),
            together: [builder.column(), builder.column()],
            factor: builder.column(),
        }
    }

    pub(crate) fn advance(&self, columns: &mut Columns, year: i32) {
        columns.write_two(self.together, |from, to, columns| {
            from.fill(f64::NEG_INFINITY);
            to.fill(f64::INFINITY);
            for active in &self.active {
                overlap(from, to, &columns[active.start], &columns[active.duration]);
            }
        });
        columns.write(self.factor, |factor, columns| {
            let [from, to] = self.together.map(|end| &columns[end]);
            multiply_by_share(factor, &columns[self.multiplier], from, to, f64::from(year));
        });
    }
}

kernel! {
    fn overlap(from: &mut Values, to: &mut Values, start: &Values, duration: &Values) {
        for i in 0..from.len() {
            let end = start[i] + duration[i];
            from[i] = if start[i] > from[i] { start[i] } else { from[i] };
            to[i] = if end < to[i] { end } else { to[i] };
        }
    }
}

kernel! {
    fn multiply_by_share(factor: &mut Values, multiplier: &Values, from: &Values, to: &Values, year: f64) {
        for i in 0..factor.len() {
            let from = if from[i] > year { from[i] } else { year };
            let to = if to[i] < year + 1.0 { to[i] } else { year + 1.0 };
            let share = if to > from { to - from } else { 0.0 };
            factor[i] = 1.0 + (multiplier[i] - 1.0) * share;
        }
    }
}
