//! Where a number comes from.

use super::keys::{QUALITY, ROLE};
use super::{Provenance, Quality, Role};
use crate::diagnostic::code;
use crate::distribution::DISTRIBUTIONS;
use crate::mistakes::Read;
use crate::reader::TableReader;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, words};

/// What the table of a bare number says of all that stands in it, in the text of source `source`.
pub(super) fn of_table(table: &TableReader<'_>, source: usize) -> Provenance {
    let said = |key: &str| table.get(key).filter(|entry| entry.node.span.source == source);
    let text = |key: &str| said(key).and_then(|entry| entry.node.as_text()).map(str::to_owned);
    Provenance { source: text("source"), note: text("note"), quality: None }
}

/// Reads `source`, `note` and `quality` beside a value.
pub(super) fn provenance(table: &TableReader<'_>) -> Read<Provenance> {
    let quality = named(table, QUALITY.name, Quality::NAMES, "a quality of evidence");
    // That they are texts has been checked with what else is said of the table.
    let said = |key: &str| table.get(key).and_then(|entry| entry.node.as_text()).map(str::to_owned);
    // Whoever writes the source inside the distribution's braces means the quantity.
    let distribution = DISTRIBUTIONS.iter().find_map(|known| table.get(known.name));
    let inside = distribution.and_then(|entry| entry.node.as_table());
    let inner =
        |key: &str| inside.and_then(|inside| inside.get(key)).and_then(|entry| entry.node.as_text()).map(str::to_owned);
    Ok(Provenance {
        source: inner("source").or_else(|| said("source")),
        note: inner("note").or_else(|| said("note")),
        quality: quality?,
    })
}

/// Reads `role` beside a value.
pub(super) fn role(table: &TableReader<'_>) -> Read<Role> {
    Ok(named(table, ROLE.name, Role::NAMES, "a role of a quantity")?.unwrap_or_default())
}

/// What a text names, if there is one under the key; `what` the names are: `a quality of evidence`.
fn named<T: Copy>(table: &TableReader<'_>, key: &str, names: &[(&'static str, T)], what: &str) -> Read<Option<T>> {
    let Some(text) = table.text(key)? else { return Ok(None) };
    if let Some((_, meaning)) = names.iter().find(|(name, _)| *name == text) {
        return Ok(Some(*meaning));
    }
    let all = || names.iter().map(|(name, _)| *name);
    let mend = did_you_mean(&text, all()).map(|name| format!("did you mean \"{name}\"?"));
    let place = table.get(key).map_or(table.span, |entry| &entry.node.span);
    let message = format!("\"{}\" is not {what}", words::short(&text));
    let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(place, mend.unwrap_or_default());
    Err(table.mistakes.report(diagnostic.help(format!("what there is: {}", words::choices(all())))))
}
