//! Where a number comes from.

use super::{Provenance, Quality};
use crate::diagnostic::code;
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
    let quality = table.text("quality").and_then(|text| {
        let Some(text) = text else { return Ok(None) };
        let found = Quality::NAMES.iter().find(|(name, _)| *name == text);
        found.map(|(_, quality)| Some(*quality)).ok_or_else(|| {
            let names = || Quality::NAMES.iter().map(|(name, _)| *name);
            let mend = did_you_mean(&text, names()).map(|name| format!("did you mean \"{name}\"?"));
            let place = table.get("quality").map_or(table.span, |entry| &entry.node.span);
            let message = format!("\"{}\" is not a quality of evidence", words::short(&text));
            let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(place, mend.unwrap_or_default());
            table.mistakes.report(diagnostic.help(format!("what there is: {}", words::choices(names()))))
        })
    });
    let (source, note) = (table.text("source"), table.text("note"));
    // Whoever writes the source inside the distribution's braces means the quantity.
    let inside = table.table.entries.iter().find_map(|entry| entry.node.as_table());
    let inner =
        |key: &str| inside.and_then(|inside| inside.get(key)).and_then(|entry| entry.node.as_text()).map(str::to_owned);
    Ok(Provenance {
        source: inner("source").or(source.unwrap_or_default()),
        note: inner("note").or(note.unwrap_or_default()),
        quality: quality?,
    })
}
