//! The six tables of a simulation.

use altai_sim::Summary;

use crate::Question;
use crate::arrival::{ArrivalRow, arrival_rows};
use crate::components::{ComponentRow, components};
use crate::costs::{CostRow, costs};
use crate::difference::{DifferenceRow, differences};
use crate::odds::{OddsRow, odds};
use crate::replicates::take_errors_from;
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
    pub(crate) fn take_errors_from(&mut self, replicates: &[Self], paths: u64) {
        take_errors_from(&mut self.odds, replicates, |tables| &tables.odds, paths);
        take_errors_from(&mut self.differences, replicates, |tables| &tables.differences, paths);
        take_errors_from(&mut self.turnover, replicates, |tables| &tables.turnover, paths);
        take_errors_from(&mut self.components, replicates, |tables| &tables.components, paths);
        take_errors_from(&mut self.costs, replicates, |tables| &tables.costs, paths);
        take_errors_from(&mut self.arrival, replicates, |tables| &tables.arrival, paths);
    }
}
