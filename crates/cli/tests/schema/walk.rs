//! Every table and key of a scenario, with what the catalogue says of it.

use altai_model::distribution::{self, DISTRIBUTIONS, Form};
use altai_model::language::{ABOUT, BESIDE, COLUMN, Key, Named, Rule, SCENARIO, Takes};
use toml_edit::Value;

/// A table that takes certain keys and no others.
pub(crate) struct Table {
    pub(crate) address: Vec<String>,
    /// How the catalogue calls it.
    pub(crate) heading: String,
    pub(crate) keys: Vec<Key>,
    pub(crate) rules: &'static [Rule],
    /// The distribution whose braces these are.
    pub(crate) form: Option<&'static Form>,
}

/// A key and where its table stands.
pub(crate) struct Place {
    pub(crate) table: Vec<String>,
    pub(crate) heading: String,
    pub(crate) key: Key,
}

/// Everything in a scenario.
#[derive(Default)]
pub(crate) struct Walk {
    pub(crate) tables: Vec<Table>,
    pub(crate) places: Vec<Place>,
    /// Quantities: their tables, their keys, and what they take.
    pub(crate) quantities: Vec<(Vec<String>, String, Takes)>,
}

impl Walk {
    pub(crate) fn of(root: &Value) -> Self {
        let mut walk = Self::default();
        walk.go(&Takes::Table(&SCENARIO), root, &[]);
        walk
    }

    /// Notes a table, and goes on with what stands under its keys.
    fn enter(&mut self, heading: &str, keys: Vec<Key>, rules: &'static [Rule], value: &Value, address: &[String]) {
        let Value::InlineTable(stated) = value else { panic!("{address:?} is not a table") };
        for key in &keys {
            let Some(inner) = stated.get(key.name) else { continue };
            self.places.push(Place { table: address.to_vec(), heading: heading.to_owned(), key: *key });
            self.step(&key.takes, inner, address, key.name);
        }
        let table = Table { address: address.to_vec(), heading: heading.to_owned(), keys, rules, form: None };
        self.tables.push(table);
    }

    fn step(&mut self, takes: &Takes, value: &Value, address: &[String], key: &str) {
        if let Takes::Quantity(_) = takes {
            self.quantities.push((address.to_vec(), key.to_owned(), *takes));
        }
        self.go(takes, value, &[address, &[key.to_owned()]].concat());
    }

    fn go(&mut self, takes: &Takes, value: &Value, address: &[String]) {
        match (takes, value) {
            (Takes::Table(table), _) => self.enter(table.heading, table.keys.to_vec(), table.rules, value, address),
            (Takes::Tables(table), Value::Array(list)) => {
                for (at, inner) in list.iter().enumerate() {
                    self.step(&Takes::Table(table), inner, address, &(at + 1).to_string());
                }
            }
            (Takes::Quantities(each), Value::Array(list)) => {
                for (at, inner) in list.iter().enumerate() {
                    self.step(&each.takes, inner, address, &(at + 1).to_string());
                }
            }
            (Takes::Named(Named { each, .. }), Value::InlineTable(names)) => {
                let is_about = |key: &str| ABOUT.iter().any(|about| about.name == key);
                for (key, inner) in names.iter().filter(|(key, _)| !is_about(key)) {
                    self.step(each, inner, address, key);
                }
            }
            (Takes::OneOf(group), Value::InlineTable(table)) => {
                for one in group.alternatives() {
                    if let Some(inner) = table.get(one.name) {
                        let heading = format!("{}.{}", group.noun(), one.name);
                        self.enter(&heading, one.keys, &[], inner, &[address, &[one.name.to_owned()]].concat());
                    }
                }
            }
            (Takes::Quantity(_), Value::InlineTable(table)) => {
                self.enter("quantity", BESIDE.to_vec(), &[], value, address);
                for entry in DISTRIBUTIONS {
                    if let Some(Value::InlineTable(stated)) = table.get(entry.name) {
                        self.braces(entry, stated, &[address, &[entry.name.to_owned()]].concat());
                    }
                }
            }
            (Takes::Numbers, Value::InlineTable(_)) => {
                self.enter("column", COLUMN.keys.to_vec(), &[], value, address);
            }
            _ => {}
        }
    }

    fn braces(&mut self, entry: &'static distribution::Entry, stated: &toml_edit::InlineTable, address: &[String]) {
        let fits = |form: &&Form| stated.iter().all(|(key, _)| form.takes(key));
        let form = entry.forms.iter().find(fits).unwrap_or_else(|| panic!("{address:?} has no form"));
        let heading = format!("distribution.{}", entry.name);
        self.tables.push(Table { address: address.to_vec(), heading, keys: Vec::new(), rules: &[], form: Some(form) });
    }
}
