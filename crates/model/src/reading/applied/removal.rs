//! Taking out of a document what a `remove` lists.

use toml_edit::{DocumentMut, Item, Value};

use crate::Override;
use crate::document::layer::numbered;
use crate::document::{Entry, Item as Read, Node};
use crate::reading::chain::last_first;

/// Takes out what a `remove` lists.
pub(super) fn take_out(document: &mut DocumentMut, entry: &Entry) {
    let Read::List(nodes) = &entry.node.item else { return };
    let keys = |node: &Node| Override { address: node.as_text()?.to_owned(), value: String::new() }.keys();
    for keys in last_first(nodes.iter().filter_map(keys).collect()) {
        remove(document.as_item_mut(), &keys);
    }
}

fn remove(item: &mut Item, keys: &[String]) {
    match (item, keys) {
        (Item::ArrayOfTables(tables), [number]) => {
            if let Some(index) = numbered(number, tables.len()) {
                tables.remove(index);
            }
        }
        (Item::ArrayOfTables(tables), [number, deeper @ ..]) => {
            if let Some(table) = numbered(number, tables.len()).and_then(|index| tables.get_mut(index)) {
                let mut inner = Item::Table(std::mem::take(table));
                remove(&mut inner, deeper);
                *table = inner.into_table().unwrap_or_default();
            }
        }
        (Item::Value(Value::Array(array)), [number]) => {
            if let Some(index) = numbered(number, array.len()) {
                array.remove(index);
            }
        }
        (Item::Value(Value::Array(array)), [number, deeper @ ..]) => {
            if let Some(index) = numbered(number, array.len())
                && let Some(mut inner) = array.get(index).cloned().map(Item::Value)
            {
                remove(&mut inner, deeper);
                if let Ok(value) = inner.into_value() {
                    array.replace(index, value);
                }
            }
        }
        (item, [last]) => {
            item.as_table_like_mut().and_then(|table| table.remove(last));
        }
        (item, [first, deeper @ ..]) => {
            if let Some(inner) = item.as_table_like_mut().and_then(|table| table.get_mut(first)) {
                remove(inner, deeper);
            }
        }
        (_, []) => {}
    }
}
