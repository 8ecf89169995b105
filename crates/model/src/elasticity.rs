//! How much something follows the drivers.

use crate::document::Entry;
use crate::language::{Key, Named, Takes};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;
use crate::{Domain, Quantity};

/// Numbers by driver.
pub(crate) const BY_DRIVER: Takes =
    Takes::Named(&Named { noun: "driver", least: 0, each: Takes::Quantity(Domain::Real) });

pub(crate) const ELASTICITY: Key =
    Key::new("elasticity", BY_DRIVER, "an elasticity: per cent for each per cent of the driver")
        .without("it follows no driver")
        .shown("{ gdp = 0.8 }");

/// Reads `elasticity = { DRIVER = …, … }`, or another key like it: drivers by index, in the order of their names.
pub(crate) fn read(owner: &TableReader<'_>, key: &Key, drivers: &Names<'_>) -> Read<Vec<(usize, Quantity)>> {
    let mistakes = owner.mistakes;
    let Some(entry) = owner.get(key.name) else { return Ok(Vec::new()) };
    let table = owner.named_table(entry)?;
    let read = |entry: &Entry| -> Read<(usize, Quantity)> {
        let driver = drivers.find(&entry.key, &entry.key_span, mistakes);
        let quantity = table.quantity_in(entry, &ELASTICITY);
        Ok((driver?, quantity?))
    };
    let elasticities: Vec<Read<(usize, Quantity)>> = table.named().map(read).collect();
    let mut elasticities: Vec<(usize, Quantity)> = elasticities.into_iter().collect::<Read<_>>()?;
    elasticities.sort_by_key(|(driver, _)| drivers.name(*driver));
    Ok(elasticities)
}
