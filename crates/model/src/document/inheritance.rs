//! What is said of a table is said of the numbers in it: sources and notes are handed down.

use super::{Entry, Item, Table};

/// The keys that are handed down. A table that has either of its own keeps to that.
const HANDED_DOWN: &[&str] = &["source", "note"];

/// Gives every table without a source or a note those of the nearest table around it, in the same text.
///
/// What stands at the top is said of the scenario as a whole, and a number of the command line is not the file's.
pub(crate) fn hand_down(top: &mut Table) {
    for entry in &mut top.entries {
        if let Item::Table(table) = &mut entry.node.item {
            hand_down_from(table);
        }
    }
}

fn hand_down_from(table: &mut Table) {
    let own: Vec<Entry> = table.entries.iter().filter(|entry| is_handed_down(entry)).cloned().collect();
    for entry in &mut table.entries {
        let source = entry.node.span.source;
        if let Item::Table(inner) = &mut entry.node.item {
            if !inner.entries.iter().any(is_handed_down) {
                inner.entries.extend(own.iter().filter(|about| about.node.span.source == source).cloned());
            }
            hand_down_from(inner);
        }
    }
}

fn is_handed_down(entry: &Entry) -> bool {
    HANDED_DOWN.contains(&entry.key.as_str()) && entry.node.as_text().is_some()
}
