//! Layers: what is laid over a scenario, table by table and key by key, such as `--set` on the command line.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};

use super::{Entry, Item, Node, Table};
use crate::diagnostic::code;
use crate::names::{suggestion, unknown};
use crate::quantity::interval;
use crate::reading::Override;
use crate::{Diagnostic, SourceText, Span, words};

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
            if above.entries.iter().any(|choice| !is_about_the_table(&choice.key)) {
                below.entries.retain(|old| is_about_the_table(&old.key) || above.get(&old.key).is_some());
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

/// Whether the key says something about its table rather than what the table is for.
pub(crate) fn is_about_the_table(key: &str) -> bool {
    crate::language::is_about(key)
}

/// Whether an entry among names says something about the table: there, a `note` that is no text is a name.
pub(crate) fn is_said_of_the_table(entry: &Entry) -> bool {
    match &entry.node.item {
        Item::Text(_) => is_about_the_table(&entry.key),
        Item::Table(_) => entry.key == "allow",
        _ => false,
    }
}

impl Override {
    /// The text that messages about it point into.
    pub(crate) fn text(&self) -> SourceText {
        let text = format!("{}={}", self.address, self.value);
        SourceText { name: format!("--set {text}"), text }
    }

    /// The keys of its address, outermost first.
    pub(crate) fn keys(&self) -> Option<Vec<String>> {
        Some(self.path(0)?.into_iter().map(|(key, _)| key).collect())
    }

    /// The layer that it is.
    pub(crate) fn layer(&self, source: usize) -> Result<Table, Diagnostic> {
        let Some(path) = self.path(source) else {
            let message = format!("`{}` is not an address", self.address.trim());
            return Err(Diagnostic::error(code::BAD_ADDRESS, message)
                .at(&Span::new(source, 0..self.address.len()), "")
                .help("an address is names joined by points, as in the file: deals.mine.peak"));
        };
        let mut node = self.node(source)?;
        if node.as_table().is_some_and(|table| table.entries.is_empty()) {
            let message = "an empty table changes nothing";
            return Err(Diagnostic::error(code::MISSING, message)
                .at(&node.span, "")
                .help("name what is to change, such as deals.mine.go=0.9; `--package` leaves deals out"));
        }
        for (key, key_span) in path.into_iter().rev() {
            let span = key_span.clone();
            node = Node { item: Item::Table(Table { entries: vec![Entry { key, key_span, node }] }), span };
        }
        match node.item {
            Item::Table(table) => Ok(table),
            _ => Ok(Table::default()),
        }
    }

    /// Refuses an address inside a driver, flow, deal and so on that `base` does not have: it would make half of a new one.
    pub(crate) fn misses(&self, base: &Table, source: usize) -> Option<Diagnostic> {
        let path = self.path(source)?;
        let mut table = base;
        for (at, (key, span)) in path.iter().enumerate() {
            let section: Vec<&str> = path[..at].iter().map(|(key, _)| key.as_str()).collect();
            let is_inside = at + 1 < path.len();
            let noun_of = |section: &str| NAMED.iter().find(|(named, _)| *named == section).map(|(_, noun)| *noun);
            let Some(entry) = table.get(key) else {
                if at == 0
                    && let Some(diagnostic) = elsewhere(&path, base)
                {
                    return Some(diagnostic);
                }
                // What has no name yet may be given whole; inside of it there is nothing to be changed.
                return match (noun_of(&section.join(".")), noun_of(key), &path[at..]) {
                    (Some(noun), _, _) if is_inside && !is_about_the_table(key) => {
                        Some(no_such(noun, key, span, table))
                    }
                    (_, Some(noun), [_, (name, span), _, ..]) => Some(no_such(noun, name, span, &Table::default())),
                    _ => None,
                };
            };
            match &entry.node.item {
                Item::Table(inner) => table = inner,
                Item::List(nodes) if is_inside => {
                    let (number, span) = &path[at + 1];
                    let length = nodes.len();
                    let message = match numbered(number, length) {
                        Some(_) => return None,
                        None => format!("`{key}` has no entry `{number}`"),
                    };
                    let counted = format!("its entries are counted from 1 to {length}");
                    return Some(Diagnostic::error(code::UNKNOWN_NAME, message).at(span, "").help(counted));
                }
                _ => return None,
            }
        }
        None
    }

    /// The keys of the address and where they stand.
    fn path(&self, source: usize) -> Option<Vec<(String, Span)>> {
        let address = &self.address;
        if address.contains(['\n', '\r', '#', '=']) || address.trim_start().starts_with('[') || address.len() > 1000 {
            return None;
        }
        let text = format!("{address}=0");
        let document = DeTable::parse(&text).ok()?;
        let mut path = Vec::new();
        let mut table = document.get_ref();
        loop {
            let (key, value) = table.iter().next()?;
            path.push((key.get_ref().to_string(), Span::new(source, key.span())));
            match value.get_ref() {
                DeValue::Table(inner) => table = inner,
                _ => return Some(path),
            }
        }
    }

    /// Its value: TOML, or else a bare string.
    fn node(&self, source: usize) -> Result<Node, Diagnostic> {
        let value = self.value.trim();
        let start = self.address.len() + 1 + (self.value.len() - self.value.trim_start().len());
        let span = Span::new(source, start..start + value.len());
        let failed = match DeValue::parse(value) {
            Ok(parsed) => {
                let mut node = Node::copy(parsed.get_ref(), Span::new(source, parsed.span()));
                node.shift(start);
                return Ok(node);
            }
            Err(failed) => failed,
        };
        if value.is_empty() {
            return Err(Diagnostic::error(code::SYNTAX, format!("`{}` has no value", self.address.trim()))
                .at(&Span::new(source, 0..self.address.len()), "write one after `=`"));
        }
        if let Some(names) = bare_names(value) {
            let text = |(at, name): (usize, &str)| {
                let span = Span::new(source, start + at..start + at + name.len());
                Node { item: Item::Text(name.to_owned()), span }
            };
            return Ok(Node { item: Item::List(names.into_iter().map(text).collect()), span });
        }
        if value.starts_with(['[', '{', '"', '\'']) {
            let at = failed.span().map_or(start, |at| start + at.start.min(value.len()));
            return Err(Diagnostic::error(code::SYNTAX, "this value cannot be understood")
                .at(&Span::new(source, at..at), "from here")
                .help("a text stands in quotation marks, a list in brackets, a table in braces: `{ normal = { mean = 1, sd = 2 } }`")
                .help("on the command line, put all of it in single quotation marks: --set 'deals.mine.requires=[\"road\"]'")
                .help("in the command prompt of Windows, in double ones, with \\\" inside: --set \"deals.mine.requires=[\\\"road\\\"]\""));
        }
        if interval::number(value).is_some() {
            let shown = words::short(value);
            let diagnostic = Diagnostic::error(code::SYNTAX, format!("`{shown}` is not a number"));
            return Err(diagnostic.at(&span, format!("write {}", interval::in_toml(&shown))).help(interval::DIGITS));
        }
        Ok(Node { item: Item::Text(value.to_owned()), span })
    }
}

/// What an address means whose first table the scenario does not have, but something like it.
fn elsewhere(path: &[(String, Span)], base: &Table) -> Option<Diagnostic> {
    let [(first, span), (inner, inner_span), ..] = path else { return None };
    match first.as_str() {
        "target" => {
            let targets = base.get("targets")?.node.as_table()?;
            let name = &targets.entries.iter().find(|entry| !is_said_of_the_table(entry))?.key;
            let message = "the targets of this scenario have names: there is no `target`";
            let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, message);
            Some(diagnostic.at(span, format!("write targets.{name}.{inner}")))
        }
        "synergies" if inner.parse::<usize>().is_ok() => {
            let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, "this scenario has no synergy").at(inner_span, "");
            Some(diagnostic.help("one is added whole: synergies=[{ deals = [\"mine\", \"road\"], multiplier = 1.2 }]"))
        }
        _ => None,
    }
}

/// The names in a list whose quotation marks a command line has taken away, `[road, mine]`, and where they begin.
pub(crate) fn bare_names(value: &str) -> Option<Vec<(usize, &str)>> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?;
    let mut at = 1;
    let mut names = Vec::new();
    for part in inside.split(',') {
        let name = part.trim();
        let is_a_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:".contains(c));
        if !is_a_name {
            return None;
        }
        names.push((at + part.len() - part.trim_start().len(), name));
        at += part.len() + 1;
    }
    Some(names)
}

/// That a section has nothing of this name.
fn no_such(noun: &str, name: &str, span: &Span, section: &Table) -> Diagnostic {
    let entries = section.entries.iter().filter(|entry| !is_said_of_the_table(entry));
    let names: Vec<&str> = entries.map(|entry| entry.key.as_str()).collect();
    unknown(noun, name, names.iter().copied()).at(span, suggestion(name, names.iter().copied()))
}

impl Node {
    /// Moves every place in it by as many bytes.
    fn shift(&mut self, bytes: usize) {
        let shift = |span: &mut Span| span.bytes = span.bytes.start + bytes..span.bytes.end + bytes;
        shift(&mut self.span);
        match &mut self.item {
            Item::List(nodes) => nodes.iter_mut().for_each(|node| node.shift(bytes)),
            Item::Table(table) => {
                for entry in &mut table.entries {
                    shift(&mut entry.key_span);
                    entry.node.shift(bytes);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::syntax::parse;

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

    #[test]
    fn what_is_not_toml_is_a_text() {
        let laid = set("", "deals.mine.peak", "20 to 150");
        let mine = laid.get("deals").unwrap().node.as_table().unwrap().get("mine").unwrap().node.as_table().unwrap();
        let peak = &mine.get("peak").unwrap().node;
        assert_eq!(peak.as_text(), Some("20 to 150"));
        assert_eq!(peak.span, Span::new(1, 16..25));
    }

    #[test]
    fn names_in_a_list_need_no_quotation_marks_on_the_command_line() {
        let laid = set("", "packages.both", "[mine, sector:roads]");
        let both = &laid.get("packages").unwrap().node.as_table().unwrap().get("both").unwrap().node;
        let Item::List(nodes) = &both.item else { panic!("{both:?}") };
        let named: Vec<_> = nodes.iter().map(|node| (node.as_text().unwrap(), node.span.bytes.clone())).collect();
        assert_eq!(named, [("mine", 15..19), ("sector:roads", 21..33)]);
        for value in ["[mine, 3x]", "[mine, ]", "[mine", "[\"mine\", road]"] {
            assert_eq!(bare_names(value), None, "{value}");
        }
    }

    #[test]
    fn what_is_a_number_but_for_its_digits_is_no_text() {
        for (value, label) in [(".17", "write 0.17"), ("5.", "write 5.0"), ("-.5", "write -0.5"), ("05", "write 5")] {
            let refused = Override { address: "deals.mine.go".into(), value: value.into() }.layer(1).unwrap_err();
            assert_eq!(
                (refused.message, refused.labels[0].text.as_str()),
                (format!("`{value}` is not a number"), label)
            );
            // The same is said in a file.
            let file = SourceText { name: "x.toml".into(), text: format!("go = {value}") };
            let said = &parse(&file, 0).mistakes[0];
            assert_eq!((said.labels[0].text.as_str(), &said.help), (label, &refused.help), "{value}");
        }
    }

    #[test]
    fn an_empty_table_is_refused_because_it_would_change_nothing() {
        for address in ["flows", "deals.mine", "deals.mine.peak"] {
            let refused = Override { address: address.into(), value: "{ }".into() }.layer(1).unwrap_err();
            assert_eq!(refused.message, "an empty table changes nothing", "{address}");
        }
    }

    #[test]
    fn an_address_is_names_and_points() {
        for address in ["", "a..b", "a b", "[a]", "a\nb", "a.#b"] {
            assert!(Override { address: address.into(), value: "1".into() }.layer(1).is_err(), "{address}");
        }
    }
}
