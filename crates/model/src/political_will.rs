//! How much the deals share one fate.

use crate::language::{Key, Table};
use crate::mistakes::Read;
use crate::reader::TableReader;
use crate::{Domain, Quantity};

/// How much the deals share one fate.
#[derive(Debug, Clone)]
pub struct PoliticalWill {
    /// The correlation of going ahead between deals.
    pub go: Quantity,
    /// The correlation of delays between deals.
    pub delay: Quantity,
}

const GO: Key =
    Key::quantity("go", Domain::Share, "how much going ahead is one decision for all deals").or(0.0).shown("0.3");
const DELAY: Key =
    Key::quantity("delay", Domain::Share, "how much delays are one delay for all deals").or(0.0).shown("0.3");

pub(crate) const TABLE: Table = Table::new("political_will", "how much the deals share one fate", &[GO, DELAY]);

/// Reads `[political_will]`.
pub(crate) fn read(top: &TableReader<'_>) -> Read<PoliticalWill> {
    let address = "political_will";
    let Some(entry) = top.get(address) else {
        let none = |key: &Key| Quantity::fixed(format!("{address}.{}", key.name), key.default().unwrap_or_default());
        return Ok(PoliticalWill { go: none(&GO), delay: none(&DELAY) });
    };
    let table = top.table(entry, &TABLE)?;
    let (go, delay) = (table.quantity_or_default(&GO), table.quantity_or_default(&DELAY));
    Ok(PoliticalWill { go: go?, delay: delay? })
}
