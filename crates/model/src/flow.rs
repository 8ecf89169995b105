//! Flows: trade without the deals.

use crate::document::Entry;
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::{Key, TableReader, open_entry};
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

pub(crate) const KEYS: &[&str] = &["base", "drift", "volatility", "noise", "elasticity", "potential", "reversion"];

const BASE: Key = Key { name: "base", domain: Domain::Positive, what: "trade in the base year, USD million" };
const DRIFT: Key = Key { name: "drift", domain: Domain::Real, what: "growth of its own, log points a year" };
const VOLATILITY: Key =
    Key { name: "volatility", domain: Domain::NonNegative, what: "how far a year strays and stays, log points" };
const NOISE: Key =
    Key { name: "noise", domain: Domain::NonNegative, what: "what one year has and the next has not, log points" };
const POTENTIAL: Key =
    Key { name: "potential", domain: Domain::Positive, what: "where trade is drawn to, USD million in the base year" };
const REVERSION: Key =
    Key { name: "reversion", domain: Domain::Share, what: "the share of the gap to potential closed in a year" };

/// Reads `[flows.NAME]`.
pub(crate) fn read(top: &TableReader<'_>, entry: &Entry, drivers: &Names<'_>) -> Read<Flow> {
    let flow = open_entry(top, entry, "flows", "flow", KEYS)?;
    let base = flow.required_quantity(&BASE);
    let drift = flow.quantity_or(&DRIFT, 0.0);
    let volatility = flow.quantity_or(&VOLATILITY, 0.0);
    let noise = flow.quantity_or(&NOISE, 0.0);
    let elasticity = elasticity::read(&flow, "elasticity", drivers);
    let potential = flow.quantity(&POTENTIAL);
    let reversion = flow.quantity_or(&REVERSION, 0.0);
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
}
