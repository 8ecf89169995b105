//! The headings of a document over which another is laid: their remarks and their order.

use toml_edit::{DocumentMut, Item, Table, Value};

use crate::document::layer::NAMED;

/// The remarks above both headings.
pub(super) fn join_headings(base: &mut Item, layer: &Item) {
    if let (Item::Table(base), Item::Table(layer)) = (base, layer)
        && let Some(new) = layer.decor().prefix().and_then(|prefix| prefix.as_str())
        && new.contains('#')
    {
        let old = base.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
        let both = format!("{old}{}", new.trim_start_matches('\n'));
        let both = if old.is_empty() { format!("\n{both}") } else { both };
        base.decor_mut().set_prefix(both);
    }
}

/// Headings in the order of the tables, which came from several files.
pub(super) fn renumber(table: &mut Table, position: &mut isize) {
    for (_, item) in table.iter_mut() {
        let mut heading = |table: &mut Table| {
            *position += 1;
            table.set_position(Some(*position));
            renumber(table, position);
        };
        match item {
            Item::Table(table) => heading(table),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(heading),
            _ => {}
        }
    }
}

/// What is compared is compared in the order of the file. What a layer adds comes last, and therefore under headings of
/// its own where the others have headings, because what stands in braces comes before headings.
pub(super) fn move_behind_headings(document: &mut DocumentMut, before: &[(&str, Vec<String>)]) {
    for (section, names) in before {
        let Some(table) =
            section_mut(document, section).and_then(Item::as_table_mut).filter(|table| !table.is_dotted())
        else {
            continue;
        };
        let new: Vec<String> =
            table.iter().map(|(name, _)| name.to_owned()).filter(|name| !names.contains(name)).collect();
        for (key, item) in new.iter().filter_map(|name| table.remove_entry(name)).collect::<Vec<_>>() {
            let item = match item {
                Item::Value(Value::InlineTable(added)) => {
                    let mut added = added.into_table();
                    added.fmt();
                    if let Some(remarks) = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str()) {
                        added.decor_mut().set_prefix(format!("\n{remarks}"));
                    }
                    Item::Table(added)
                }
                Item::Table(mut added) => {
                    added.set_dotted(false);
                    Item::Table(added)
                }
                other => other,
            };
            table.insert(key.get(), item);
        }
    }
}

pub(super) fn names_of(document: &DocumentMut) -> Vec<(&'static str, Vec<String>)> {
    let names = |section: &str| -> Vec<String> {
        let table = section.split('.').try_fold(document.as_item(), |item, key| item.as_table_like()?.get(key));
        let table = table.and_then(Item::as_table_like);
        table.map(|table| table.iter().map(|(name, _)| name.to_owned()).collect()).unwrap_or_default()
    };
    NAMED.iter().map(|(section, _)| (*section, names(section))).collect()
}

pub(super) fn section_mut<'d>(document: &'d mut DocumentMut, section: &str) -> Option<&'d mut Item> {
    let mut item = document.as_item_mut();
    for key in section.split('.') {
        item = item.as_table_like_mut()?.get_mut(key)?;
    }
    Some(item)
}
