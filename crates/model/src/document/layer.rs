//! Layers: what is laid over a scenario, table by table and key by key, such as `--set` on the command line.

use toml::de::{DeTable, DeValue};

use super::{Entry, Item, Node, Table};
use crate::diagnostic::code;
use crate::reading::Override;
use crate::suggestion::did_you_mean;
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

/// The tables that are joined key by key; `*` is any name.
const KEY_BY_KEY: &[&str] = &[
    "horizon",
    "target",
    "money",
    "run",
    "drivers",
    "drivers.*",
    "drivers.*.process.*",
    "innovations",
    "innovations.correlation",
    "innovations.correlation.*",
    "flows",
    "flows.*",
    "flows.*.elasticity",
    "political_will",
    "deals",
    "deals.*",
    "deals.*.ramp.*",
    "deals.*.elasticity",
    "packages",
];

/// The tables that hold one of several.
const CHOICES: &[&str] = &["drivers.*.process", "deals.*.ramp"];

/// The sections whose entries have names.
pub(crate) const NAMED: &[(&str, &str)] = &[("drivers", "driver"), ("flows", "flow"), ("deals", "deal")];

/// How the table at an address is joined with one of a layer.
pub(crate) fn joint(address: &[String]) -> Joint {
    let among = |patterns: &[&str]| patterns.iter().any(|pattern| matches(pattern, address));
    if among(KEY_BY_KEY) {
        Joint::KeyByKey
    } else if among(CHOICES) {
        Joint::Choice
    } else {
        Joint::Whole
    }
}

fn matches(pattern: &str, address: &[String]) -> bool {
    let parts: Vec<&str> = pattern.split('.').collect();
    parts.len() == address.len() && parts.iter().zip(address).all(|(part, key)| *part == "*" || part == key)
}

/// Lays `layer` over `base`.
pub(crate) fn lay(base: &mut Table, layer: Table) {
    lay_at(base, layer, &mut Vec::new());
}

fn lay_at(base: &mut Table, layer: Table, address: &mut Vec<String>) {
    for entry in layer.entries {
        address.push(entry.key.clone());
        match base.entries.iter_mut().find(|existing| existing.key == entry.key) {
            None => base.entries.push(entry),
            Some(existing) => match (&mut existing.node.item, entry.node.item, joint(address)) {
                (Item::Table(below), Item::Table(above), Joint::KeyByKey) => lay_at(below, above, address),
                (Item::Table(below), Item::Table(above), Joint::Choice) => {
                    if above.entries.iter().any(|choice| !is_about_the_table(&choice.key)) {
                        below.entries.retain(|old| is_about_the_table(&old.key) || above.get(&old.key).is_some());
                    }
                    lay_at(below, above, address);
                }
                (_, item, _) => {
                    existing.key_span = entry.key_span;
                    existing.node = Node { item, span: entry.node.span };
                }
            },
        }
        address.pop();
    }
}

/// Whether the key says something about its table rather than what the table is for.
pub(crate) fn is_about_the_table(key: &str) -> bool {
    matches!(key, "title" | "source" | "note")
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

    /// Refuses an address inside a driver, flow or deal that `base` does not have: it would make half of a new one.
    pub(crate) fn misses(&self, base: &Table, source: usize) -> Option<Diagnostic> {
        let path = self.path(source)?;
        let [(section, _), (name, span), _, ..] = &path[..] else { return None };
        let (_, noun) = NAMED.iter().find(|(named, _)| named == section)?;
        let names: Vec<&str> = match base.get(section) {
            Some(entry) => entry.node.as_table()?.entries.iter().map(|entry| entry.key.as_str()).collect(),
            None => Vec::new(),
        };
        if names.contains(&name.as_str()) {
            return None;
        }
        let names = names.into_iter().filter(|name| !is_about_the_table(name));
        let suggestion = did_you_mean(name, names.clone()).map(|name| format!("did you mean `{name}`?"));
        Some(
            Diagnostic::error(code::UNKNOWN_NAME, format!("no {noun} is called `{name}`"))
                .at(span, suggestion.unwrap_or_default())
                .help(format!("{noun}s in this scenario: {}", words::choices(names))),
        )
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
        if value.starts_with(['[', '{', '"', '\'']) {
            let at = failed.span().map_or(start, |at| start + at.start.min(value.len()));
            return Err(Diagnostic::error(code::SYNTAX, "this value cannot be understood")
                .at(&Span::new(source, at..at), "from here")
                .help("a text stands in quotation marks, a list in brackets, a table in braces: `{ normal = { mean = 1, sd = 2 } }`")
                .help("on the command line, put all of it in single quotation marks: --set 'deals.mine.requires=[\"road\"]'"));
        }
        Ok(Node { item: Item::Text(value.to_owned()), span })
    }
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
