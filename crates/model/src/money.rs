//! Whose money the amounts of deals are in.

use crate::driver::reading::growth_driver;
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;

pub(crate) const KEYS: &[&str] = &["prices"];

/// Reads `[money]`: the growth driver that amounts of deals follow, if any.
pub(crate) fn read(top: &TableReader<'_>, drivers: &Names<'_>) -> Read<Option<usize>> {
    let Some(entry) = top.get("money") else { return Ok(None) };
    growth_driver(&top.table(entry, KEYS)?, "prices", "prices are", drivers)
}
