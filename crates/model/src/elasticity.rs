//! How much something follows the drivers.

use crate::diagnostic::code;
use crate::document::{Entry, Item};
use crate::language::{Key, Named, Takes};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;
use crate::{Diagnostic, Domain, Quantity, words};

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
    if entry.node.as_table().is_none() {
        return Err(mistakes.report(not_by_driver(entry, drivers)));
    }
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

/// That an elasticity does not say to which driver.
fn not_by_driver(entry: &Entry, drivers: &Names<'_>) -> Diagnostic {
    let key = &entry.key;
    let message = format!("`{key}` is a number for each driver, not {}", entry.node.described());
    let (name, value) = match &entry.node.item {
        Item::List(nodes) => (nodes.iter().find_map(|node| node.as_text()), None),
        Item::Number(number) => (None, Some(number.written.as_str())),
        _ => (None, None),
    };
    let name = name.filter(|name| drivers.position(name).is_some()).or_else(|| drivers.iter().next()).unwrap_or("gdp");
    let example = format!("{key} = {{ {name} = {} }}", words::short(value.unwrap_or("0.8")));
    let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "to which driver?");
    let diagnostic = diagnostic.help(format!("name the drivers: `{example}`"));
    if drivers.entries.is_empty() && drivers.are_complete() {
        return diagnostic.help("this scenario has no driver: each has a heading of its own, such as `[drivers.gdp]`");
    }
    diagnostic
}
