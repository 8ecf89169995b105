//! What stands in a scenario once its layers are laid: every address in the order of the text, as it was written, and where.

use crate::Span;
use crate::document::layer::CORRELATIONS;
use crate::document::{Item, Node, Table};
use crate::language;

/// Longer lists are data: their entries have no lines of their own.
const LONGEST_LIST: usize = 200;

/// Every address of a scenario, in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    lines: Vec<Line>,
    /// Where a list was read from a column of a file, and which column, in words.
    columns: Vec<(Span, String)>,
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Such as `deals.mine.peak`; entries of a list are counted from 1.
    pub address: String,
    /// In TOML, on one line.
    pub written: String,
    /// Where it stands; of a table under a heading, the heading.
    pub span: Span,
    /// What sort of thing it is.
    pub holds: Holds,
}

/// What sort of thing stands at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Keys.
    Table,
    /// A list of tables, which have lines of their own.
    Tables,
    /// A number, a text, a date, a truth or a list of such.
    Value,
    /// An entry of a list.
    Entry,
}

impl Outline {
    /// `columns`: where a list was read from a column of a file, and which column, in words.
    pub(crate) fn of(table: &Table, columns: Vec<(Span, String)>) -> Self {
        let mut outline = Self { lines: Vec::new(), columns };
        outline.add_table("", table);
        outline
    }

    /// Every line, in the order of the text.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What stands at an address, which may name a pair of correlated things either way round.
    pub fn at(&self, address: &str) -> Option<&Line> {
        let exactly = |address: &str| self.lines.iter().find(|line| line.address == address);
        exactly(address).or_else(|| {
            let parts = language::parts(address)?;
            exactly(&language::joined(&parts)).or_else(|| exactly(&language::joined(&mirrored(parts)?)))
        })
    }

    /// Which column of a file a list was read from: `column turnover of history.csv, log changes, 9 values`.
    pub fn column(&self, line: &Line) -> Option<&str> {
        let found = self.columns.iter().find(|(span, _)| *span == line.span && line.holds == Holds::Value);
        found.map(|(_, words)| words.as_str())
    }

    /// What stands under an address, and the rest of its address from there: `normal.mean` under `flows.trade.drift`.
    pub fn under<'a>(&'a self, address: &'a str) -> impl Iterator<Item = (&'a str, &'a Line)> {
        self.lines.iter().filter_map(move |line| Some((line.address.strip_prefix(address)?.strip_prefix('.')?, line)))
    }

    fn add_table(&mut self, address: &str, table: &Table) {
        for entry in &table.entries {
            self.add(&beneath(address, &key(&entry.key)), &entry.node, Holds::Value);
        }
    }

    fn add(&mut self, address: &str, node: &Node, plain: Holds) {
        let is_a_table = |node: &Node| node.as_table().is_some();
        let holds = match &node.item {
            Item::Table(_) => Holds::Table,
            Item::List(nodes) if nodes.iter().any(is_a_table) => Holds::Tables,
            _ => plain,
        };
        self.lines.push(Line { address: address.to_owned(), written: written(node), span: node.span.clone(), holds });
        match &node.item {
            Item::Table(table) => self.add_table(address, table),
            Item::List(nodes) if nodes.len() <= LONGEST_LIST => {
                for (index, node) in nodes.iter().enumerate() {
                    self.add(&beneath(address, &(index + 1).to_string()), node, Holds::Entry);
                }
            }
            _ => {}
        }
    }
}

/// The address of a correlation with its two names the other way round; `None` where it is not that of a correlation.
fn mirrored(mut parts: Vec<String>) -> Option<Vec<String>> {
    let last = parts.len().checked_sub(2)?;
    if !CORRELATIONS.iter().any(|table| parts[..last] == **table) {
        return None;
    }
    parts.swap(last, last + 1);
    Some(parts)
}

fn beneath(address: &str, key: &str) -> String {
    if address.is_empty() { key.to_owned() } else { format!("{address}.{key}") }
}

/// A key in quotation marks where TOML asks for them.
pub(crate) fn key(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string().replace('\n', "\\n")
}

fn written(node: &Node) -> String {
    match &node.item {
        Item::Text(text) => quoted(text),
        Item::Number(number) => number.written.clone(),
        Item::Truth(truth) => truth.to_string(),
        Item::Date(date) => date.to_string(),
        Item::List(nodes) => format!("[{}]", nodes.iter().map(written).collect::<Vec<_>>().join(", ")),
        Item::Table(table) if table.entries.is_empty() => "{}".to_owned(),
        Item::Table(table) => {
            let entry = |entry: &crate::document::Entry| format!("{} = {}", key(&entry.key), written(&entry.node));
            format!("{{ {} }}", table.entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NoFiles, Override, SourceText, read};

    const TEXT: &str = "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 500\n[flows.trade]\n\
                        base = 160\ndrift = { normal = { mean = 0.03, sd = 0.02 }, note = \"a guess\" }\n";

    fn outline(changes: &[Override]) -> Outline {
        let file = SourceText { name: "it.toml".into(), text: TEXT.into() };
        read(file, changes, &NoFiles).outline
    }

    #[test]
    fn every_address_is_there_as_it_was_written() {
        let outline = outline(&[]);
        let drift = outline.at("flows.trade.drift").unwrap();
        assert_eq!(drift.written, "{ normal = { mean = 0.03, sd = 0.02 }, note = \"a guess\" }");
        assert_eq!(outline.under("flows.trade.drift.normal").map(|(key, _)| key).collect::<Vec<_>>(), ["mean", "sd"]);
        assert_eq!(&TEXT[outline.at("flows.trade.base").unwrap().span.bytes.clone()], "160");
    }

    #[test]
    fn a_correlation_is_found_by_either_order_of_its_names() {
        let change = |address: &str, value: &str| Override { address: address.into(), value: value.into() };
        let outline = outline(&[
            change("drivers.oil.process.white.sd", "0.1"),
            change("innovations.correlation.trade.oil", "0.4"),
            change("correlation.\"flows.trade.drift\".\"flows.trade.base\"", "0.3"),
        ]);
        for address in ["innovations.correlation.trade.oil", "innovations.correlation.oil.trade"] {
            assert_eq!(outline.at(address).unwrap().written, "0.4", "{address}");
        }
        for address in [
            "correlation.'flows.trade.drift'.'flows.trade.base'",
            "correlation.\"flows.trade.base\".\"flows.trade.drift\"",
        ] {
            assert_eq!(outline.at(address).unwrap().written, "0.3", "{address}");
        }
        assert!(outline.at("flows.base.trade").is_none());
    }

    #[test]
    fn what_the_command_line_lays_over_it_stands_in_its_place() {
        let set = Override { address: "flows.trade.base".into(), value: "150 to 170".into() };
        let outline = outline(&[set]);
        let base = outline.at("flows.trade.base").unwrap();
        assert_eq!((base.written.as_str(), base.span.source), ("\"150 to 170\"", 1));
    }
}
