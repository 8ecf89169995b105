//! The text of a scenario as it is run, for the record beside its results: one file that stands by itself.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value};

use super::chain::{self, Link, last_first};
use super::column;
use super::files::Library;
use super::{Files, Override};
use crate::SourceText;
use crate::document::command_line::bare_names;
use crate::document::layer::{CORRELATIONS, Joint, NAMED, is_by_number, joint, numbered, pairs_of};
use crate::document::{self, Table as Layer};
use crate::language::is_about;
use crate::mistakes::Mistakes;
use crate::scenario::RunDefaults;

/// The text of the scenario as it is run: what it extends and the columns of its lists written out, overrides applied,
/// `run` written where it differs, `[packages]` replaced when given.
///
/// Comments are kept, and where nothing changes the text is returned as it came. Reading it again, without any other
/// file, gives the same scenario. A text that cannot be read is returned as it came, too.
pub fn applied(
    main: &SourceText,
    overrides: &[Override],
    files: &dyn Files,
    run: RunDefaults,
    packages: Option<&[(String, Vec<String>)]>,
) -> String {
    let Some(Flat { mut document, head, mut changed }) = Flat::of(main, files) else { return main.text.clone() };
    for change in overrides {
        if let (Some(keys), Ok(layer)) = (change.keys(), change.layer(1)) {
            if keys == ["remove"] {
                take_out(&mut document, &layer.entries[0]);
            } else {
                let over: DocumentMut = Table::from_iter([(keys[0].as_str(), change.item(&keys[1..]))]).into();
                lay_document(&mut document, &over, &layer, Remarks::Old);
            }
            changed = true;
        }
    }
    for (key, wanted, default) in
        [("paths", run.paths, RunDefaults::default().paths), ("seed", run.seed, RunDefaults::default().seed)]
    {
        let stands = document.get("run").and_then(|run| run.get(key)).and_then(whole).unwrap_or(default);
        if stands != wanted {
            let value = Value::from(i64::try_from(wanted).unwrap_or(i64::MAX));
            let over: InlineTable = [(key, value)].into_iter().collect();
            let over: DocumentMut = Table::from_iter([("run", Item::Value(over.into()))]).into();
            lay_document(&mut document, &over, &Layer::default(), Remarks::Old);
            changed = true;
        }
    }
    if let Some(packages) = packages {
        replace_packages(&mut document, packages);
        changed = true;
    }
    if changed { head + &document.to_string() } else { main.text.clone() }
}

/// A scenario in one document.
struct Flat {
    document: DocumentMut,
    /// The remarks at the head of the file, if they stood above its `extends`.
    head: String,
    /// Whether it is anything but the file as it stands.
    changed: bool,
}

impl Flat {
    /// The file with what it extends, and with the numbers of its columns.
    fn of(main: &SourceText, files: &dyn Files) -> Option<Self> {
        let mut library = Library::new(main.clone(), Vec::new(), files);
        let (_, links) = chain::links(&mut library);
        let mut changed = links.len() > 1;
        let mut head = String::new();
        let mut flat: Option<DocumentMut> = None;
        for Link { source, mut table, remove, .. } in links.into_iter().rev() {
            let mut layer: DocumentMut = library.sources[source].text.parse().ok()?;
            column::write_out(&mut table, &mut library, &Mistakes::none());
            changed |= write_out(layer.as_table_mut(), &table);
            let extends = layer.as_table().key("extends");
            let prefix = extends.and_then(|key| key.leaf_decor().prefix()?.as_str()).unwrap_or_default();
            prefix.clone_into(&mut head);
            layer.remove("extends");
            layer.remove("remove");
            flat = Some(match flat {
                None => layer,
                Some(mut base) => {
                    if let Some(entry) = &remove {
                        take_out(&mut base, entry);
                    }
                    lay_document(&mut base, &layer, &table, Remarks::New);
                    renumber(base.as_table_mut(), &mut 0);
                    base
                }
            });
        }
        Some(Self { document: flat?, head, changed })
    }
}

/// Puts the numbers of columns in their place; whether there are any.
fn write_out(table: &mut dyn TableLike, read: &Layer) -> bool {
    let mut changed = false;
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        let (Some(item), Some(entry)) = (table.get_mut(&key), read.get(&key)) else { continue };
        let Some(inner) = item.as_table_like_mut() else { continue };
        match &entry.node.item {
            document::Item::Table(read) => changed |= write_out(inner, read),
            document::Item::List(nodes) => {
                let number = |node: &document::Node| match &node.item {
                    document::Item::Number(number) => Some(number.value),
                    _ => None,
                };
                table.insert(&key, Item::Value(nodes.iter().filter_map(number).collect::<Array>().into()));
                changed = true;
            }
            _ => {}
        }
    }
    changed
}

impl Override {
    /// What it lays under the first of its keys.
    fn item(&self, deeper: &[String]) -> Item {
        let value = self.value.trim();
        let names = || bare_names(value).map(|names| names.into_iter().map(|(_, name)| name).collect::<Array>().into());
        let mut value = value.parse::<Value>().unwrap_or_else(|_| names().unwrap_or_else(|| Value::from(value)));
        tidy(&mut value);
        for key in deeper.iter().rev() {
            value = [(key.as_str(), value)].into_iter().collect::<InlineTable>().into();
        }
        Item::Value(value)
    }
}

/// Spaces as one would set them.
fn tidy(value: &mut Value) {
    value.decor_mut().clear();
    if let Value::InlineTable(table) = value {
        table.iter_mut().for_each(|(_, value)| tidy(value));
        table.fmt();
    }
}

/// Whose remarks stay where a value replaces another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remarks {
    /// Those of the value that was there.
    Old,
    /// Those of the value that comes.
    New,
}

/// Lays one document over another, as [`crate::document::layer::lay`] does when reading; `read` is what the layer says.
fn lay_document(base: &mut DocumentMut, layer: &DocumentMut, read: &Layer, remarks: Remarks) {
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

/// The remarks above both headings.
fn join_headings(base: &mut Item, layer: &Item) {
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
fn renumber(table: &mut Table, position: &mut isize) {
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

/// Takes out what a `remove` lists.
fn take_out(document: &mut DocumentMut, entry: &document::Entry) {
    let document::Item::List(nodes) = &entry.node.item else { return };
    let keys = |node: &document::Node| Override { address: node.as_text()?.to_owned(), value: String::new() }.keys();
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

/// What is compared is compared in the order of the file. What a layer adds comes last, and therefore under headings of
/// its own where the others have headings, because what stands in braces comes before headings.
fn move_behind_headings(document: &mut DocumentMut, before: &[(&str, Vec<String>)]) {
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

fn section_mut<'d>(document: &'d mut DocumentMut, section: &str) -> Option<&'d mut Item> {
    let mut item = document.as_item_mut();
    for key in section.split('.') {
        item = item.as_table_like_mut()?.get_mut(key)?;
    }
    Some(item)
}

fn names_of(document: &DocumentMut) -> Vec<(&'static str, Vec<String>)> {
    let names = |section: &str| -> Vec<String> {
        let table = section.split('.').try_fold(document.as_item(), |item, key| item.as_table_like()?.get(key));
        let table = table.and_then(Item::as_table_like);
        table.map(|table| table.iter().map(|(name, _)| name.to_owned()).collect()).unwrap_or_default()
    };
    NAMED.iter().map(|(section, _)| (*section, names(section))).collect()
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

/// The whole number of a value.
fn whole(item: &Item) -> Option<u64> {
    let whole = |x: f64| (x.fract() == 0.0 && (0.0..9e15).contains(&x)).then_some(x as u64);
    item.as_integer().and_then(|x| u64::try_from(x).ok()).or_else(|| item.as_float().and_then(whole))
}

/// Names sets of deals in place of those that the file names.
fn replace_packages(document: &mut DocumentMut, packages: &[(String, Vec<String>)]) {
    let section = document.entry("packages").or_insert_with(|| Item::Table(Table::new()));
    if section.as_table_like().is_none() {
        *section = Item::Table(Table::new());
    }
    let Some(table) = section.as_table_like_mut() else { return };
    let old: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    for name in old {
        let is_said = |item: &Item| item.is_str() && is_about(&name) || item.is_table_like();
        let about = table.get(&name).is_some_and(is_said);
        if !about {
            table.remove(&name);
        }
    }
    for (name, deals) in packages {
        table.insert(name, Item::Value(deals.iter().map(String::as_str).collect::<Array>().into()));
    }
}
