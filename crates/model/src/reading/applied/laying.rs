//! Laying one document over another, remarks kept.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Key, Table, TableLike, Value};

use super::headings::{join_headings, move_behind_headings, names_of, section_mut};
use crate::document::Table as Layer;
use crate::document::layer::{CORRELATIONS, Joint, is_by_number, joint, numbered, pairs_of};
use crate::language::is_about;

/// Whose remarks stay where a value replaces another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remarks {
    /// Those of the value that was there.
    Old,
    /// Those of the value that comes.
    New,
}

/// Lays one document over another, as [`crate::document::layer::lay`] does when reading; `read` is what the layer says.
pub(super) fn lay_document(base: &mut DocumentMut, layer: &DocumentMut, read: &Layer, remarks: Remarks) {
    let names = names_of(base);
    for address in CORRELATIONS {
        forget_mirrors(base, read, address);
    }
    lay(base.as_item_mut(), layer.as_table(), &mut Vec::new(), remarks);
    move_behind_headings(base, &names);
}

/// Lays every entry of a table over another table.
fn lay(base: &mut Item, layer: &dyn TableLike, address: &mut Vec<String>, remarks: Remarks) {
    for (name, item) in layer.iter() {
        let key = layer.key(name).cloned().unwrap_or_else(|| Key::new(name));
        address.push(name.to_owned());
        lay_entry(base, &key, item, address, remarks);
        address.pop();
    }
}

fn lay_entry(base: &mut Item, key: &Key, item: &Item, address: &mut Vec<String>, remarks: Remarks) {
    let in_braces = base.is_inline_table();
    let Some(table) = base.as_table_like_mut() else { return };
    let Some(old) = table.get_mut(key.get()) else {
        insert(table, key, item.clone(), address.len() == 1, in_braces);
        return;
    };
    match (item.as_table_like(), joint(address)) {
        (Some(above), joint) if joint != Joint::Whole && old.is_table_like() => {
            if let Some(below) = old.as_table_like_mut() {
                choose(below, above.iter().map(|(key, _)| key), joint);
            }
            join_headings(old, item);
            lay(old, above, address, remarks);
        }
        (Some(above), _) if is_by_number(address) && lay_by_number(old, above, address, remarks) => {}
        _ => replace(table, key, item.clone(), in_braces, remarks),
    }
}

/// Lays entries over those of a list, by their number; whether that is what the layer means.
fn lay_by_number(list: &mut Item, layer: &dyn TableLike, address: &mut Vec<String>, remarks: Remarks) -> bool {
    let length = list.as_array().map(Array::len).or_else(|| list.as_array_of_tables().map(ArrayOfTables::len));
    let Some(length) = length.filter(|&length| layer.iter().all(|(key, _)| numbered(key, length).is_some())) else {
        return false;
    };
    for (key, item) in layer.iter() {
        let Some(index) = numbered(key, length) else { continue };
        // A table of its own, so that an entry of the list can be laid over as any other.
        let old = match &*list {
            Item::ArrayOfTables(tables) => tables.get(index).cloned().map(Item::Table),
            list => list.get(index).cloned(),
        };
        let mut alone = Item::Table(Table::from_iter([(key, old.unwrap_or_default())]));
        address.push(key.to_owned());
        lay_entry(&mut alone, &Key::new(key), item, address, remarks);
        address.pop();
        let Some(new) = alone.get(key).cloned() else { continue };
        match (&mut *list, new) {
            (Item::ArrayOfTables(tables), new) => {
                if let (Some(old), Ok(new)) = (tables.get_mut(index), new.into_table()) {
                    *old = new;
                }
            }
            (Item::Value(Value::Array(array)), new) => {
                if let Ok(new) = new.into_value() {
                    array.replace(index, new);
                }
            }
            _ => {}
        }
    }
    true
}

/// Writes what was not there.
fn insert(table: &mut dyn TableLike, key: &Key, item: Item, is_a_section: bool, in_braces: bool) {
    match item {
        Item::Value(Value::InlineTable(section)) if is_a_section => {
            table.entry_format(key).or_insert(Item::Table(section.into_table()));
        }
        item if in_braces => {
            if let Ok(mut value) = item.into_value() {
                value.decor_mut().clear();
                table.insert(key.get(), Item::Value(value));
            }
        }
        item => {
            table.entry_format(key).or_insert(item);
        }
    }
}

/// Writes a value where another stood.
fn replace(table: &mut dyn TableLike, key: &Key, item: Item, in_braces: bool, remarks: Remarks) {
    if let (Remarks::New, false, Some(prefix)) =
        (remarks, in_braces, key.leaf_decor().prefix().and_then(|p| p.as_str()))
        && prefix.contains('#')
        && let Some(mut key) = table.key_mut(key.get())
    {
        key.leaf_decor_mut().set_prefix(prefix);
    }
    let Some(old) = table.get_mut(key.get()) else { return };
    match (old, item) {
        (Item::Value(old), Item::Value(mut new)) => {
            if remarks == Remarks::Old || in_braces {
                *new.decor_mut() = old.decor().clone();
            }
            *old = new;
        }
        (old, item) if in_braces => {
            if let Ok(value) = item.into_value() {
                *old = Item::Value(value);
            }
        }
        (old, item) => *old = item,
    }
}

/// Takes out of a table of choices what is no longer chosen.
fn choose<'a>(table: &mut dyn TableLike, chosen: impl IntoIterator<Item = &'a str>, joint: Joint) {
    let chosen: Vec<&str> = chosen.into_iter().filter(|key| !is_about(key)).collect();
    if joint != Joint::Choice || chosen.is_empty() {
        return;
    }
    let old: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    for key in old {
        if !is_about(&key) && !chosen.contains(&key.as_str()) {
            table.remove(&key);
        }
    }
}

/// Takes out correlations that the layer gives with their names the other way round.
fn forget_mirrors(document: &mut DocumentMut, layer: &Layer, address: &[&str]) {
    let pairs = pairs_of(layer, address);
    for (a, b) in &pairs {
        let correlation = section_mut(document, &address.join("."));
        let mirror = correlation.and_then(|item| item.get_mut(b)).and_then(Item::as_table_like_mut);
        if let Some(others) = mirror.filter(|_| !pairs.contains(&(b.clone(), a.clone()))) {
            others.remove(a);
        }
    }
}
