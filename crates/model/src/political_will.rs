//! How much the deals share one fate.

use crate::mistakes::Read;
use crate::reader::{Key, TableReader};
use crate::{Domain, Quantity};

/// How much the deals share one fate.
#[derive(Debug, Clone)]
pub struct PoliticalWill {
    /// The correlation of going ahead between deals.
    pub go: Quantity,
    /// The correlation of delays between deals.
    pub delay: Quantity,
}

pub(crate) const KEYS: &[&str] = &["go", "delay"];

const GO: Key = Key { name: "go", domain: Domain::Share, what: "how much going ahead is one decision for all deals" };
const DELAY: Key = Key { name: "delay", domain: Domain::Share, what: "how much delays are one delay for all deals" };

/// Reads `[political_will]`.
pub(crate) fn read(top: &TableReader<'_>) -> Read<PoliticalWill> {
    let address = "political_will";
    let Some(entry) = top.get(address) else {
        let none = |key: &str| Quantity::fixed(format!("{address}.{key}"), 0.0);
        return Ok(PoliticalWill { go: none("go"), delay: none("delay") });
    };
    let table = top.table(entry, KEYS)?;
    let (go, delay) = (table.quantity_or(&GO, 0.0), table.quantity_or(&DELAY, 0.0));
    Ok(PoliticalWill { go: go?, delay: delay? })
}
