//! Layers: what is laid over a scenario, table by table and key by key, such as `--set` on the command line.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Item, Node, Table};
use crate::language::is_about;

/// How a table of a layer is joined with the table that it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// Key by key.
    KeyByKey,
    /// Key by key, but what is chosen in the layer replaces what was chosen before.
    Choice,
    /// It replaces what was there, as quantities do, which are never mixed.
    Whole,
}

/// The tables that are joined key by key; `*` is any name. Rows of a transition are replaced whole, as quantities are.
const KEY_BY_KEY: &[&str] = &[
    "horizon",
    "target",
    "targets",
    "targets.*",
    "money",
    "run",
    "inputs",
    "correlation",
    "correlation.*",
    "drivers",
    "drivers.*",
    "drivers.*.process.*",
    "innovations",
    "innovations.law.*",
    "innovations.correlation",
    "innovations.correlation.*",
    "regimes",
    "regimes.transition",
    "regimes.states",
    "regimes.states.*",
    "shocks",
    "shocks.*",
    "flows",
    "flows.*",
    "flows.*.elasticity",
    "political_will",
    "deals",
    "deals.*",
    "deals.*.ramp.*",
    "deals.*.elasticity",
    "deals.*.cancel_elasticity",
    "synergies.*",
    "packages",
];

/// The tables that hold one of several.
const CHOICES: &[&str] = &["drivers.*.process", "innovations.law", "deals.*.ramp"];

/// The lists of which a layer may change a single entry, by its number.
const BY_NUMBER: &[&str] = &["synergies", "drivers.*.process.*.values"];

/// The sections whose entries have names, and what one of them is.
pub(crate) const NAMED: &[(&str, &str)] = &[
    ("targets", "target"),
    ("inputs", "input"),
    ("drivers", "driver"),
    ("regimes.states", "regime"),
    ("shocks", "shock"),
    ("flows", "flow"),
    ("deals", "deal"),
];

/// The tables of correlations, in which a pair may be named either way round.
pub(crate) const CORRELATIONS: &[&[&str]] = &[&["innovations", "correlation"], &["correlation"]];

/// How the table at an address is joined with one of a layer.
pub(crate) fn joint(address: &[String]) -> Joint {
    if is_among(KEY_BY_KEY, address) || address.last().is_some_and(|key| key == "allow") {
        Joint::KeyByKey
    } else if is_among(CHOICES, address) {
        Joint::Choice
    } else {
        Joint::Whole
    }
}

/// Whether a layer may change a single entry of the list at an address.
pub(crate) fn is_by_number(address: &[String]) -> bool {
    is_among(BY_NUMBER, address)
}

fn is_among(patterns: &[&str], address: &[String]) -> bool {
    patterns.iter().any(|pattern| matches(pattern, address))
}

fn matches(pattern: &str, address: &[String]) -> bool {
    let parts: Vec<&str> = pattern.split('.').collect();
    parts.len() == address.len() && parts.iter().zip(address).all(|(part, key)| *part == "*" || part == key)
}

/// Lays `layer` over `base`.
pub(crate) fn lay(base: &mut Table, layer: Table) {
    for address in CORRELATIONS {
        forget_mirrors(base, &layer, address);
    }
    lay_at(base, layer, &mut Vec::new());
}

fn lay_at(base: &mut Table, layer: Table, address: &mut Vec<String>) {
    let places = base.entries.iter().enumerate().map(|(place, entry)| (entry.key.clone(), place));
    let places: BTreeMap<String, usize> = places.collect();
    for entry in layer.entries {
        match places.get(&entry.key) {
            None => base.entries.push(entry),
            Some(&place) => lay_over(&mut base.entries[place], entry, address),
        }
    }
}

/// Lays an entry over the one of the same key.
fn lay_over(existing: &mut Entry, entry: Entry, address: &mut Vec<String>) {
    address.push(entry.key.clone());
    match (&mut existing.node.item, entry.node.item, joint(address)) {
        (Item::Table(below), Item::Table(above), Joint::KeyByKey) => lay_at(below, above, address),
        (Item::Table(below), Item::Table(above), Joint::Choice) => {
            if above.entries.iter().any(|choice| !is_about(&choice.key)) {
                below.entries.retain(|old| is_about(&old.key) || above.get(&old.key).is_some());
            }
            lay_at(below, above, address);
        }
        (Item::List(below), Item::Table(above), _) if is_by_number(address) && fits(below, &above) => {
            for entry in above.entries {
                let Some(node) = numbered(&entry.key, below.len()).and_then(|index| below.get_mut(index)) else {
                    continue;
                };
                let mut old = Entry { key: entry.key.clone(), key_span: entry.key_span.clone(), node: node.clone() };
                lay_over(&mut old, entry, address);
                *node = old.node;
            }
        }
        (_, item, _) => {
            existing.key_span = entry.key_span;
            existing.node = Node { item, span: entry.node.span };
        }
    }
    address.pop();
}

/// The index that a number, counted from 1, means in a list of so many.
pub(crate) fn numbered(key: &str, length: usize) -> Option<usize> {
    let number: usize = key.parse().ok()?;
    number.checked_sub(1).filter(|&index| index < length)
}

fn fits(list: &[Node], above: &Table) -> bool {
    above.entries.iter().all(|entry| numbered(&entry.key, list.len()).is_some())
}

/// Takes out correlations that the layer gives with their names the other way round.
fn forget_mirrors(base: &mut Table, layer: &Table, address: &[&str]) {
    let pairs = pairs_of(layer, address);
    let Some((last, before)) = address.split_last() else { return };
    let mut table = base;
    for key in before.iter().chain([last]) {
        let entry = table.entries.iter_mut().find(|entry| entry.key == *key);
        let Some(Item::Table(inner)) = entry.map(|entry| &mut entry.node.item) else { return };
        table = inner;
    }
    for entry in &mut table.entries {
        if let Item::Table(others) = &mut entry.node.item {
            let first = &entry.key;
            others.entries.retain(|second| {
                let is = |a: &String, b: &String| pairs.contains(&(a.clone(), b.clone()));
                !is(&second.key, first) || is(first, &second.key)
            });
        }
    }
}

/// The pairs that a layer correlates at the address of a table of correlations.
pub(crate) fn pairs_of(layer: &Table, address: &[&str]) -> BTreeSet<(String, String)> {
    let mut table = layer;
    for key in address {
        let Some(inner) = table.get(key).and_then(|entry| entry.node.as_table()) else { return BTreeSet::new() };
        table = inner;
    }
    let others = table.entries.iter().filter_map(|first| Some((&first.key, first.node.as_table()?)));
    others.flat_map(|(a, others)| others.entries.iter().map(move |b| (a.clone(), b.key.clone()))).collect()
}

/// Takes away what stands at an address, if something does.
pub(crate) fn remove(base: &mut Table, keys: &[String]) -> bool {
    let Some((last, before)) = keys.split_last() else { return false };
    let mut table = base;
    for (at, key) in before.iter().enumerate() {
        let Some(entry) = table.entries.iter_mut().find(|entry| entry.key == *key) else { return false };
        table = match &mut entry.node.item {
            Item::Table(inner) => inner,
            Item::List(nodes) => {
                let Some(index) = numbered(&keys[at + 1], nodes.len()) else { return false };
                if at + 2 == keys.len() {
                    nodes.remove(index);
                    return true;
                }
                let Item::Table(inner) = &mut nodes[index].item else { return false };
                return remove(inner, &keys[at + 2..]);
            }
            _ => return false,
        };
    }
    let before = table.entries.len();
    table.entries.retain(|entry| entry.key != *last);
    table.entries.len() < before
}

/// Whether an entry among names says something about the table: there, a `note` that is no text is a name.
pub(crate) fn is_said_of_the_table(entry: &Entry) -> bool {
    match &entry.node.item {
        Item::Text(_) => is_about(&entry.key),
        Item::Table(_) => entry.key == "allow",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::syntax::parse;
    use crate::{Override, SourceText};

    fn table(text: &str) -> Table {
        parse(&SourceText { name: "x.toml".into(), text: text.into() }, 0).table.unwrap()
    }

    fn set(base: &str, address: &str, value: &str) -> Table {
        let mut base = table(base);
        lay(&mut base, Override { address: address.into(), value: value.into() }.layer(1).unwrap());
        base
    }

    fn keys(table: &Table, address: &str) -> Vec<String> {
        let mut table = table;
        for key in address.split('.') {
            table = table.get(key).unwrap().node.as_table().unwrap();
        }
        table.entries.iter().map(|entry| entry.key.clone()).collect()
    }

    #[test]
    fn tables_are_joined_key_by_key() {
        let laid = set("[deals.mine]\ngo = 0.5\npeak = 3", "deals.mine.peak", "120");
        assert_eq!(keys(&laid, "deals.mine"), ["go", "peak"]);
        assert_eq!(laid.get("deals").unwrap().node.as_table().unwrap().entries[0].key_span.source, 0);
    }

    #[test]
    fn a_quantity_is_replaced_whole() {
        let laid =
            set("deals.mine.peak = { normal = { mean = 1, sd = 2 }, min = 0 }", "deals.mine.peak", "{ min = 3 }");
        assert_eq!(keys(&laid, "deals.mine.peak"), ["min"]);
    }

    #[test]
    fn another_ramp_replaces_the_ramp_and_other_years_the_years() {
        let base = "deals.mine.ramp = { linear = { years = 4 }, note = \"why\" }";
        assert_eq!(keys(&set(base, "deals.mine.ramp.logistic.years", "3"), "deals.mine.ramp"), ["note", "logistic"]);
        assert_eq!(keys(&set(base, "deals.mine.ramp.linear.years", "3"), "deals.mine.ramp"), ["linear", "note"]);
    }
}
