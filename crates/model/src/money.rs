//! Whose money the amounts of deals are in.

use crate::diagnostic::code;
use crate::document::Entry;
use crate::driver::{Driver, Kind};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;
use crate::{Diagnostic, words};

pub(crate) const KEYS: &[&str] = &["prices"];

/// Reads `[money]`: the growth driver that amounts of deals follow, if any.
pub(crate) fn read(top: &TableReader<'_>, names: &Names<'_>, drivers: &[Read<Driver>]) -> Read<Option<usize>> {
    let mistakes = top.mistakes;
    let Some(entry) = top.get("money") else { return Ok(None) };
    let table = TableReader::open(&entry.node, "money", KEYS, mistakes)?;
    let Some(entry) = table.get("prices") else { return Ok(None) };
    let Entry { node, .. } = entry;
    let Some(name) = node.as_text() else {
        let message = format!("`prices` is the name of a driver, not {}", node.described());
        return Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, "")));
    };
    let driver = names.find(name, &node.span, mistakes)?;
    if drivers.get(driver).is_some_and(|driver| driver.as_ref().is_ok_and(|driver| driver.kind != Kind::Growth)) {
        let message = format!("`{}` is a level, and prices are a growth driver", words::short(name));
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&node.span, "");
        return Err(mistakes.report(diagnostic.at(&names.entries[driver].key_span, "its `kind` is \"level\"")));
    }
    Ok(Some(driver))
}
