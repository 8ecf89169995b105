//! Flows: trade without the deals.

use crate::document::Entry;
use crate::elasticity::ELASTICITY;
use crate::language::{Key, Table};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::{TableReader, open_entry};
use crate::{Domain, Quantity, elasticity};

/// Trade without the deals, one direction or product.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Its name in the file.
    pub name: String,
    /// Its title for reports.
    pub title: Option<String>,
    /// USD million in the base year.
    pub base: Quantity,
    /// Log points a year.
    pub drift: Quantity,
    /// Log points a year.
    pub volatility: Quantity,
    /// Log points, of one year's figure only.
    pub noise: Quantity,
    /// Elasticities to the growth of drivers: (driver, elasticity), in the order of the drivers' names.
    pub elasticity: Vec<(usize, Quantity)>,
    /// USD million in the base year at which reversion aims; `base` when absent.
    pub potential: Option<Quantity>,
    /// The share of the gap to potential closed in a year.
    pub reversion: Quantity,
}

const BASE: Key = Key::quantity("base", Domain::Positive, "trade in the base year, USD million").shown("160");
const DRIFT: Key =
    Key::quantity("drift", Domain::Real, "growth of its own, log points a year").or(0.0).shown("\"0.01 to 0.05\"");
const VOLATILITY: Key = Key::quantity("volatility", Domain::NonNegative, "how far a year strays and stays, log points")
    .or(0.0)
    .shown("0.1");
const NOISE: Key = Key::quantity("noise", Domain::NonNegative, "what one year has and the next has not, log points")
    .or(0.0)
    .shown("0.02");
const POTENTIAL: Key =
    Key::quantity("potential", Domain::Positive, "where trade is drawn to, USD million in the base year")
        .without("it is `base`")
        .shown("\"180 to 260\"");
const REVERSION: Key = Key::quantity("reversion", Domain::Share, "the share of the gap to potential closed in a year")
    .or(0.0)
    .shown("0.2");

pub(crate) const TABLE: Table = Table::new(
    "flows.NAME",
    "trade without the deals, one direction or product",
    &[BASE, DRIFT, VOLATILITY, NOISE, ELASTICITY, POTENTIAL, REVERSION],
);

/// Reads `[flows.NAME]`.
pub(crate) fn read(top: &TableReader<'_>, entry: &Entry, drivers: &Names<'_>) -> Read<Flow> {
    let flow = open_entry(top, entry, "flows", "flow", &TABLE)?;
    let base = flow.required_quantity(&BASE);
    let drift = flow.quantity_or_default(&DRIFT);
    let volatility = flow.quantity_or_default(&VOLATILITY);
    let noise = flow.quantity_or_default(&NOISE);
    let elasticity = elasticity::read(&flow, &ELASTICITY, drivers);
    let potential = flow.quantity(&POTENTIAL);
    let reversion = flow.quantity_or_default(&REVERSION);
    Ok(Flow {
        name: entry.key.clone(),
        title: flow.title(),
        base: base?,
        drift: drift?,
        volatility: volatility?,
        noise: noise?,
        elasticity: elasticity?,
        potential: potential?,
        reversion: reversion?,
    })
}

impl Flow {
    /// Every quantity of the flow, defaults included.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        [&self.base, &self.drift, &self.volatility, &self.noise]
            .into_iter()
            .chain(self.elasticity.iter().map(|(_, quantity)| quantity))
            .chain(&self.potential)
            .chain([&self.reversion])
    }

    /// The same, to be changed.
    pub(crate) fn quantities_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        [&mut self.base, &mut self.drift, &mut self.volatility, &mut self.noise]
            .into_iter()
            .chain(self.elasticity.iter_mut().map(|(_, quantity)| quantity))
            .chain(&mut self.potential)
            .chain([&mut self.reversion])
    }
}
