//! The text of a scenario as it is run, for the record beside its results.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::Override;
use crate::document::Table as Layer;
use crate::document::layer::{Joint, NAMED, is_about_the_table, joint};
use crate::scenario::RunDefaults;

/// The text of the scenario as it is run: overrides applied, `run` written where it differs, `[packages]` replaced when given.
///
/// Comments are kept, and where nothing changes the text is returned as it came. Reading it again gives the same scenario.
/// A text that cannot be read is returned as it came, too.
pub fn applied(
    main: &str,
    overrides: &[Override],
    run: RunDefaults,
    packages: Option<&[(String, Vec<String>)]>,
) -> String {
    let Ok(mut document) = main.parse::<DocumentMut>() else { return main.to_owned() };
    let names = names_of(&document);
    let mut changed = false;
    for change in overrides {
        if let (Some(keys), Ok(layer)) = (change.keys(), change.layer(1)) {
            forget_mirrors(&mut document, &layer);
            lay(document.as_table_mut(), &keys, &change.toml(), &mut Vec::new());
            changed = true;
        }
    }
    move_behind_headings(&mut document, &names);
    for (key, wanted, default) in
        [("paths", run.paths, RunDefaults::default().paths), ("seed", run.seed, RunDefaults::default().seed)]
    {
        let stands = document.get("run").and_then(|run| run.get(key)).and_then(whole).unwrap_or(default);
        if stands != wanted {
            let value = Value::from(i64::try_from(wanted).unwrap_or(i64::MAX));
            lay(document.as_table_mut(), &["run".into(), key.into()], &value, &mut Vec::new());
            changed = true;
        }
    }
    if let Some(packages) = packages {
        replace_packages(&mut document, packages);
        changed = true;
    }
    if changed { document.to_string() } else { main.to_owned() }
}

impl Override {
    /// Its value as it will stand in the file.
    fn toml(&self) -> Value {
        let value = self.value.trim();
        let mut value = value.parse::<Value>().unwrap_or_else(|_| Value::from(value));
        tidy(&mut value);
        value
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

/// Lays one value over the table at `address`, as [`crate::document::layer::lay`] does when reading.
fn lay(base: &mut dyn TableLike, keys: &[String], value: &Value, address: &mut Vec<String>) {
    let Some((key, deeper)) = keys.split_first() else { return };
    address.push(key.clone());
    let joint = joint(address);
    let stands = base.get_mut(key).and_then(Item::as_table_like_mut).filter(|_| joint != Joint::Whole);
    match (stands, deeper.first(), value) {
        (Some(child), Some(next), _) => {
            choose(child, [next.as_str()], joint);
            lay(child, deeper, value, address);
        }
        (Some(child), None, Value::InlineTable(layer)) => {
            choose(child, layer.iter().map(|(key, _)| key), joint);
            for (key, value) in layer {
                lay(child, &[key.to_owned()], value, address);
            }
        }
        (_, None, _) => set(base, key, value.clone()),
        (None, Some(_), _) => {
            // A section that is new gets a heading, anything deeper braces.
            let new =
                if address.len() == 1 { Item::Table(Table::new()) } else { Item::Value(InlineTable::new().into()) };
            base.insert(key, new);
            if let Some(child) = base.get_mut(key).and_then(Item::as_table_like_mut) {
                lay(child, deeper, value, address);
            }
        }
    }
    address.pop();
}

/// Drivers, flows and deals are compared in the order of the file. Those that a layer adds come last, and therefore
/// under headings of their own where the others have headings, because what stands in braces comes before headings.
fn move_behind_headings(document: &mut DocumentMut, before: &[(&str, Vec<String>)]) {
    for (section, names) in before {
        let Some(table) = document.get_mut(section).and_then(Item::as_table_mut).filter(|table| !table.is_dotted())
        else {
            continue;
        };
        let new: Vec<String> =
            table.iter().map(|(name, _)| name.to_owned()).filter(|name| !names.contains(name)).collect();
        for name in new {
            if let Some(Item::Value(Value::InlineTable(added))) = table.get(&name).cloned() {
                table.remove(&name);
                table.insert(&name, Item::Table(added.into_table()));
            }
        }
    }
}

fn names_of(document: &DocumentMut) -> Vec<(&'static str, Vec<String>)> {
    let names = |section: &str| -> Vec<String> {
        let table = document.get(section).and_then(Item::as_table_like);
        table.map(|table| table.iter().map(|(name, _)| name.to_owned()).collect()).unwrap_or_default()
    };
    NAMED.iter().map(|(section, _)| (*section, names(section))).collect()
}

/// Takes out of a table of choices what is no longer chosen.
fn choose<'a>(table: &mut dyn TableLike, chosen: impl IntoIterator<Item = &'a str>, joint: Joint) {
    let chosen: Vec<&str> = chosen.into_iter().filter(|key| !is_about_the_table(key)).collect();
    if joint != Joint::Choice || chosen.is_empty() {
        return;
    }
    let old: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    for key in old {
        if !is_about_the_table(&key) && !chosen.contains(&key.as_str()) {
            table.remove(&key);
        }
    }
}

/// Writes a value where another stood, or anew; the remark behind it stays.
fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        _ => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// Takes out correlations that the layer gives with their names the other way round.
fn forget_mirrors(document: &mut DocumentMut, layer: &Layer) {
    let pairs_of = |layer: &'_ Layer| -> Option<Vec<(String, String)>> {
        let pairs = layer.get("innovations")?.node.as_table()?.get("correlation")?.node.as_table()?;
        let others = pairs.entries.iter().filter_map(|first| Some((&first.key, first.node.as_table()?)));
        Some(others.flat_map(|(a, others)| others.entries.iter().map(|b| (a.clone(), b.key.clone()))).collect())
    };
    let pairs = pairs_of(layer).unwrap_or_default();
    for (a, b) in &pairs {
        let mirror = document
            .get_mut("innovations")
            .and_then(|innovations| innovations.get_mut("correlation"))
            .and_then(|correlation| correlation.get_mut(b))
            .and_then(Item::as_table_like_mut);
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
        let about = is_about_the_table(&name) && table.get(&name).is_some_and(Item::is_str);
        if !about {
            table.remove(&name);
        }
    }
    for (name, deals) in packages {
        table.insert(name, Item::Value(deals.iter().map(String::as_str).collect::<Array>().into()));
    }
}
