//! What is said of a table is said of all that stands in it: sources and notes are handed down.

use super::{Entry, Item, Table};

/// The keys that are handed down. A table that has either of its own keeps to that.
const HANDED_DOWN: &[&str] = &["source", "note"];

/// Gives every table without a source or a note those of the nearest table around it.
pub(crate) fn hand_down(table: &mut Table) {
    let own: Vec<Entry> = table.entries.iter().filter(|entry| is_handed_down(entry)).cloned().collect();
    for entry in &mut table.entries {
        if let Item::Table(inner) = &mut entry.node.item {
            if !inner.entries.iter().any(is_handed_down) {
                inner.entries.extend(own.iter().cloned());
            }
            hand_down(inner);
        }
    }
}

fn is_handed_down(entry: &Entry) -> bool {
    HANDED_DOWN.contains(&entry.key.as_str()) && entry.node.as_text().is_some()
}
