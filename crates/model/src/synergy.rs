//! Synergies: deals that are worth more, or less, while all of them are active.

use crate::diagnostic::code;
use crate::document::{Item, Node};
use crate::language::{Key, Table, Takes};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;
use crate::{Diagnostic, Domain, Quantity, words};

/// What deals deliver is multiplied while all of them are active.
#[derive(Debug, Clone)]
pub struct Synergy {
    /// The deals, as indices, ascending.
    pub deals: Vec<usize>,
    /// The multiplier while all are active.
    pub multiplier: Quantity,
}

const MULTIPLIER: Key = Key::quantity(
    "multiplier",
    Domain::Factor,
    "how many times as much the deals deliver while all of them are active",
)
.shown("1.2");

const DEALS: Key = Key::new("deals", Takes::Names { of: "deal", least: 2 }, "the deals that are worth more together")
    .shown("[\"mine\", \"road\"]");

pub(crate) const TABLE: Table =
    Table::new("synergies", "deals that deliver more, or less, while all of them are active", &[DEALS, MULTIPLIER]);

/// As many synergies as a scenario may have.
const MOST: usize = 256;

/// Reads `[[synergies]]`.
pub(crate) fn read(top: &TableReader<'_>, deals: &Names<'_>) -> Read<Vec<Synergy>> {
    let mistakes = top.mistakes;
    let Some(entry) = top.get("synergies") else { return Ok(Vec::new()) };
    let Item::List(nodes) = &entry.node.item else {
        let message = format!("`synergies` is a list of tables, not {}", entry.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
        return Err(mistakes.report(diagnostic.help("synergies have no names: each has the heading `[[synergies]]`")));
    };
    if let Some(surplus) = nodes.get(MOST) {
        let message = format!("{} are more than Altai takes", words::count(nodes.len(), "synergy"));
        let diagnostic = Diagnostic::error(code::TOO_MANY, message).at(&surplus.span, "the first that is too many");
        return Err(mistakes.report(diagnostic.help(format!("at most {}", words::count(MOST, "synergy")))));
    }
    let read: Vec<Read<Synergy>> =
        nodes.iter().enumerate().map(|(index, node)| synergy(top, node, index, deals)).collect();
    read.into_iter().collect()
}

fn synergy(top: &TableReader<'_>, node: &Node, index: usize, deals: &Names<'_>) -> Read<Synergy> {
    let mistakes = top.mistakes;
    if node.as_table().is_none() {
        let message = format!("a synergy is a table, not {}", node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, "");
        return Err(mistakes.report(diagnostic.help("such as { deals = [\"mine\", \"road\"], multiplier = 1.2 }")));
    }
    let table = top.open(node, format!("synergies.{}", index + 1))?.taking(&TABLE.names());
    let multiplier = table.required_quantity(&MULTIPLIER);
    let listed = table.required(DEALS.name, DEALS.what).and_then(|entry| {
        let listed = deals.listed(entry, &table)?;
        if listed.len() < 2 {
            let message = format!("a synergy is one of two deals or more, not of {}", listed.len());
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.node.span, "");
            return Err(mistakes.report(diagnostic.help("what a deal is worth by itself is its `peak` or `total`")));
        }
        Ok(listed)
    });
    Ok(Synergy { deals: listed?, multiplier: multiplier? })
}
