//! What is to be reached.

use crate::diagnostic::code;
use crate::mistakes::Read;
use crate::reader::{Key, TableReader};
use crate::scenario::Horizon;
use crate::{Diagnostic, Domain, Quantity, number};

/// What is to be reached.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its label in reports: `target` where the scenario has one.
    pub name: String,
    /// USD million a year.
    pub turnover: Quantity,
    /// The headline's calendar year.
    pub by: i32,
}

pub(crate) const KEYS: &[&str] = &["turnover", "by"];
const TURNOVER: Key =
    Key { name: "turnover", domain: Domain::Positive, what: "what is to be reached, USD million a year" };

/// Reads `[target]`.
pub(crate) fn read(top: &TableReader<'_>, horizon: Read<Horizon>) -> Read<Target> {
    let mistakes = top.mistakes;
    let entry = top.required_table("target", "what is to be reached, such as `turnover = 500`, USD million a year")?;
    let table = TableReader::open(&entry.node, "target", KEYS, mistakes)?;
    let turnover = table.required_quantity(&TURNOVER);
    let by = table.get("by").map(|entry| {
        let by = number::year(entry, "the year of the headline", mistakes)?;
        let Horizon { base_year, end_year } = horizon?;
        if by > base_year && by <= end_year {
            return Ok(by);
        }
        let message = format!("`by` is a year that is simulated, from {} to {end_year}, not {by}", base_year + 1);
        Err(mistakes.report(Diagnostic::error(code::OUT_OF_RANGE, message).at(&entry.node.span, "")))
    });
    let by = by.transpose();
    Ok(Target { name: "target".into(), turnover: turnover?, by: by?.map_or_else(|| horizon.map(|h| h.end_year), Ok)? })
}
