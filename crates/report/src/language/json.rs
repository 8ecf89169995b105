//! TOML as JSON: as editors hand a scenario to its schema.

use serde_json::{Map, Value};
use toml_edit::{DocumentMut, Item, TableLike};

/// A document of TOML as JSON, dates as texts; `None` where it is not TOML.
pub fn document(text: &str) -> Option<Value> {
    let document: DocumentMut = text.parse().ok()?;
    Some(table(document.as_table()))
}

/// A value of TOML as JSON.
pub(super) fn value(text: &str) -> Option<Value> {
    text.parse().ok().map(|value: toml_edit::Value| of_value(&value))
}

fn table(table: &dyn TableLike) -> Value {
    Value::Object(table.iter().map(|(key, item)| (key.to_owned(), of_item(item))).collect::<Map<_, _>>())
}

fn of_item(item: &Item) -> Value {
    match item {
        Item::None => Value::Null,
        Item::Value(value) => of_value(value),
        Item::Table(inner) => table(inner),
        Item::ArrayOfTables(tables) => tables.iter().map(|inner| table(inner)).collect(),
    }
}

fn of_value(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(text) => text.value().as_str().into(),
        toml_edit::Value::Integer(whole) => (*whole.value()).into(),
        toml_edit::Value::Float(number) => (*number.value()).into(),
        toml_edit::Value::Boolean(truth) => (*truth.value()).into(),
        toml_edit::Value::Datetime(date) => date.value().to_string().into(),
        toml_edit::Value::Array(list) => list.iter().map(of_value).collect(),
        toml_edit::Value::InlineTable(inner) => table(inner),
    }
}
