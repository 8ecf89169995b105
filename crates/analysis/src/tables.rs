//! The six tables of a simulation.

use altai_sim::Summary;

use crate::Question;
use crate::arrival::{ArrivalRow, arrival_rows};
use crate::components::{ComponentRow, components};
use crate::costs::{CostRow, costs};
use crate::difference::{DifferenceRow, differences};
use crate::odds::{OddsRow, odds};
use crate::replicates::{Estimates, Replicated, take_error_from};
use crate::turnover::{TurnoverRow, turnover};

/// All of them; the rows of two simulations of one scenario stand in the same order.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) odds: Vec<OddsRow>,
    pub(crate) differences: Vec<DifferenceRow>,
    pub(crate) turnover: Vec<TurnoverRow>,
    pub(crate) components: Vec<ComponentRow>,
    pub(crate) costs: Vec<CostRow>,
    pub(crate) arrival: Vec<ArrivalRow>,
}

impl Tables {
    /// With the errors of independent paths.
    pub(crate) fn of(question: &Question, summary: &Summary) -> Self {
        Self {
            odds: odds(question, summary),
            differences: differences(question, summary),
            turnover: turnover(question, summary),
            components: components(question, summary),
            costs: costs(question, summary),
            arrival: arrival_rows(question, summary),
        }
    }

    /// Replaces every error by that which the replicates tell, `paths` being those of all together.
    pub(crate) fn take_errors_from(&mut self, replicates: &[Estimates], paths: u64) {
        for (place, row) in self.rows().enumerate() {
            take_error_from(row, replicates.iter().map(|estimates| estimates.0[place]), paths);
        }
    }

    /// The rows of all tables, one after the other.
    pub(crate) fn rows(&mut self) -> impl Iterator<Item = &mut dyn Replicated> {
        fn all<Row: Replicated>(rows: &mut [Row]) -> impl Iterator<Item = &mut dyn Replicated> {
            rows.iter_mut().map(|row| row as &mut dyn Replicated)
        }
        all(&mut self.odds)
            .chain(all(&mut self.differences))
            .chain(all(&mut self.turnover))
            .chain(all(&mut self.components))
            .chain(all(&mut self.costs))
            .chain(all(&mut self.arrival))
    }
}
