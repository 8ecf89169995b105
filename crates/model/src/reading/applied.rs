//! The text of a scenario as it is run, for the record beside its results: one file that stands by itself.

mod headings;
mod laying;
mod removal;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use self::headings::renumber;
use self::laying::{Remarks, lay_document};
use self::removal::take_out;
use super::chain::{self, Link};
use super::column;
use super::files::Library;
use super::{Files, Override};
use crate::SourceText;
use crate::document::command_line::bare_names;
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
