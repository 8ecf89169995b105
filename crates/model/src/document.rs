//! The tables of a scenario as they were written: every key and value knows where it stands, and in which text.

mod brackets;
pub(crate) mod command_line;
mod complaint;
pub(crate) mod csv;
pub(crate) mod inheritance;
pub(crate) mod layer;
pub(crate) mod limits;
pub(crate) mod misspelt;
pub(crate) mod syntax;

use toml::de::{DeTable, DeValue};
use toml_edit::Datetime;

use crate::Span;

/// Something that stands in a text.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) item: Item,
    /// The value; of a table under a heading, the heading.
    pub(crate) span: Span,
}

/// What it is.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Text(String),
    Number(Number),
    Truth(bool),
    Date(Datetime),
    List(Vec<Node>),
    Table(Table),
}

/// A number as it was written and what it comes to, which is infinite where it is too large.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    pub(crate) written: String,
    pub(crate) value: f64,
}

/// Keys and what they hold, in the order of the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
}

/// A key and what it holds.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

impl Table {
    /// What stands under a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Takes what stands under a key out of the table.
    pub(crate) fn take(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// Copies what the TOML parser read out of the source of index `source`.
    pub(crate) fn copy(table: &DeTable<'_>, source: usize) -> Self {
        let entries = table.iter().map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: Span::new(source, key.span()),
            node: Node::copy(value.get_ref(), Span::new(source, value.span())),
        });
        Self { entries: entries.collect() }
    }
}

impl Node {
    /// Copies what the TOML parser read.
    pub(crate) fn copy(value: &DeValue<'_>, span: Span) -> Self {
        let source = span.source;
        let item = match value {
            DeValue::String(text) => Item::Text(text.to_string()),
            DeValue::Integer(number) => Item::Number(Number::whole(number.as_str(), number.radix())),
            DeValue::Float(number) => Item::Number(Number::decimal(number.as_str())),
            DeValue::Boolean(truth) => Item::Truth(*truth),
            DeValue::Datetime(date) => Item::Date(*date),
            DeValue::Array(list) => {
                Item::List(list.iter().map(|x| Self::copy(x.get_ref(), Span::new(source, x.span()))).collect())
            }
            DeValue::Table(table) => Item::Table(Table::copy(table, source)),
        };
        Self { item, span }
    }

    /// The table, if it is one.
    pub(crate) fn as_table(&self) -> Option<&Table> {
        match &self.item {
            Item::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.item {
            Item::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, to follow *not*: `a list`.
    pub(crate) fn described(&self) -> String {
        match &self.item {
            Item::Text(text) if text.chars().count() <= 40 && !text.contains('\n') => format!("the text \"{text}\""),
            Item::Text(_) => "a text".into(),
            Item::Number(number) => format!("the number {}", number.written),
            Item::Truth(truth) => truth.to_string(),
            Item::Date(date) if date.date.is_none() => format!("the time {date}"),
            Item::Date(date) => format!("the date {date}"),
            Item::List(_) => "a list".into(),
            Item::Table(_) => "a table".into(),
        }
    }
}

impl Number {
    fn whole(digits: &str, radix: u32) -> Self {
        if radix == 10 {
            return Self::decimal(digits);
        }
        // As many digits as a file may hold: more than fit make an infinity, as they do among decimals.
        let value = digits
            .chars()
            .filter_map(|c| c.to_digit(radix))
            .fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit));
        let prefix = match radix {
            2 => "0b",
            8 => "0o",
            _ => "0x",
        };
        Self { written: format!("{prefix}{digits}"), value }
    }

    fn decimal(written: &str) -> Self {
        // Adding 0 makes −0 a plain 0.
        Self { written: written.into(), value: written.parse::<f64>().unwrap_or(f64::NAN) + 0.0 }
    }

    /// The whole number that it is, exactly, if it is one.
    pub(crate) fn as_whole(&self) -> Option<i128> {
        if let Ok(exact) = self.written.parse() {
            return Some(exact);
        }
        let exact = self.value.fract() == 0.0 && self.value.abs() < 9e15;
        exact.then_some(self.value as i128)
    }
}
