//! Every quantity of a deal.

use super::{Deal, Timing};
use crate::Quantity;

impl Deal {
    /// Every quantity of the deal, defaults included.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        let timing = match &self.timing {
            Timing::Start(start) => [Some(start), None],
            Timing::Signed { signed, delay } => [Some(signed), Some(delay)],
        };
        let contract = self.contract.iter().flat_map(|contract| [&contract.total, &contract.over]);
        [&self.go]
            .into_iter()
            .chain(timing.into_iter().flatten())
            .chain(&self.life)
            .chain([&self.cancel])
            .chain(self.cancel_elasticity.iter().map(|(_, quantity)| quantity))
            .chain(&self.ramp_years)
            .chain(&self.peak)
            .chain(contract)
            .chain(self.boost.iter().map(|boost| &boost.size))
            .chain(self.elasticity.iter().map(|(_, quantity)| quantity))
            .chain([&self.noise, &self.trade_share, &self.additional])
            .chain(&self.cost)
    }

    /// The same, to be changed.
    pub(crate) fn quantities_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        let timing = match &mut self.timing {
            Timing::Start(start) => [Some(start), None],
            Timing::Signed { signed, delay } => [Some(signed), Some(delay)],
        };
        let contract = self.contract.iter_mut().flat_map(|contract| [&mut contract.total, &mut contract.over]);
        [&mut self.go]
            .into_iter()
            .chain(timing.into_iter().flatten())
            .chain(&mut self.life)
            .chain([&mut self.cancel])
            .chain(self.cancel_elasticity.iter_mut().map(|(_, quantity)| quantity))
            .chain(&mut self.ramp_years)
            .chain(&mut self.peak)
            .chain(contract)
            .chain(self.boost.iter_mut().map(|boost| &mut boost.size))
            .chain(self.elasticity.iter_mut().map(|(_, quantity)| quantity))
            .chain([&mut self.noise, &mut self.trade_share, &mut self.additional])
            .chain(&mut self.cost)
    }
}
