//! Whose money the amounts of deals are in.

use crate::driver::reading::growth_driver;
use crate::language::{Key, Table, Takes};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;

const PRICES: Key = Key::new("prices", Takes::Name("driver"), "the growth driver that the amounts of deals follow")
    .without("amounts are in dollars of the day")
    .shown("\"us_prices\"");

pub(crate) const TABLE: Table = Table::new("money", "whose dollars the amounts of deals are in", &[PRICES]);

/// Reads `[money]`: the growth driver that amounts of deals follow, if any.
pub(crate) fn read(top: &TableReader<'_>, drivers: &Names<'_>) -> Read<Option<usize>> {
    let Some(entry) = top.get("money") else { return Ok(None) };
    growth_driver(&top.table(entry, &TABLE)?, PRICES.name, "prices are", drivers)
}
