//! Whose money the amounts of deals are in.

use crate::diagnostic::code;
use crate::document::Entry;
use crate::driver::{Kind, reading};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;
use crate::{Diagnostic, words};

pub(crate) const KEYS: &[&str] = &["prices"];

/// Reads `[money]`: the growth driver that amounts of deals follow, if any.
pub(crate) fn read(top: &TableReader<'_>, drivers: &Names<'_>) -> Read<Option<usize>> {
    let mistakes = top.mistakes;
    let Some(entry) = top.get("money") else { return Ok(None) };
    let table = TableReader::open(&entry.node, "money", KEYS, mistakes)?;
    let Some(entry) = table.get("prices") else { return Ok(None) };
    let Entry { node, .. } = entry;
    let Some(name) = node.as_text() else {
        let message = format!("`prices` is the name of a driver, not {}", node.described());
        return Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, "")));
    };
    let driver = drivers.find(name, &node.span, mistakes)?;
    if reading::kind_of(drivers.entries[driver]) == Some(Kind::Level) {
        let message = format!("`{}` is a level, and prices are a growth driver", words::short(name));
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&node.span, "");
        return Err(mistakes.report(diagnostic.at(&drivers.entries[driver].key_span, "its `kind` is \"level\"")));
    }
    Ok(Some(driver))
}
