//! The layer that a change on the command line is: `--set deals.mine.peak=120`.

use toml::de::{DeTable, DeValue};

use super::layer::{NAMED, is_said_of_the_table, numbered};
use super::{Entry, Item, Node, Table};
use crate::diagnostic::code;
use crate::language::is_about;
use crate::names::{suggestion, unknown};
use crate::quantity::interval;
use crate::reading::Override;
use crate::{Diagnostic, SourceText, Span, words};

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
                    (Some(noun), _, _) if is_inside && !is_about(key) => Some(no_such(noun, key, span, table)),
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
    use crate::document::layer::lay;
    use crate::document::syntax::parse;

    fn set(address: &str, value: &str) -> Table {
        let mut base = Table::default();
        lay(&mut base, Override { address: address.into(), value: value.into() }.layer(1).unwrap());
        base
    }

    #[test]
    fn what_is_not_toml_is_a_text() {
        let laid = set("deals.mine.peak", "20 to 150");
        let mine = laid.get("deals").unwrap().node.as_table().unwrap().get("mine").unwrap().node.as_table().unwrap();
        let peak = &mine.get("peak").unwrap().node;
        assert_eq!(peak.as_text(), Some("20 to 150"));
        assert_eq!(peak.span, Span::new(1, 16..25));
    }

    #[test]
    fn names_in_a_list_need_no_quotation_marks_on_the_command_line() {
        let laid = set("packages.both", "[mine, sector:roads]");
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
