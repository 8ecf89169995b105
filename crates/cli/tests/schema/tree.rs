//! A scenario as a tree of values, of which parts can be replaced.

use toml_edit::{DocumentMut, InlineTable, Item, Value};

/// A scenario, every table of it in braces.
#[derive(Clone)]
pub(crate) struct Tree(Value);

impl Tree {
    pub(crate) fn of(text: &str) -> Self {
        let document: DocumentMut = text.parse().expect("it is TOML");
        let root = Item::Table(document.into_table()).into_value().expect("a table is a value");
        Self(root)
    }

    pub(crate) fn root(&self) -> &Value {
        &self.0
    }

    /// What stands at an address.
    fn at(&mut self, address: &[String]) -> &mut Value {
        address.iter().fold(&mut self.0, |here, key| match here {
            Value::InlineTable(table) => table.get_mut(key).unwrap_or_else(|| panic!("{key} of {address:?}")),
            Value::Array(list) => {
                list.get_mut(key.parse::<usize>().expect("a number") - 1).expect("a place in the list")
            }
            other => panic!("{key} of {other}"),
        })
    }

    /// The table at an address.
    fn table(&mut self, address: &[String]) -> &mut InlineTable {
        self.at(address).as_inline_table_mut().unwrap_or_else(|| panic!("{address:?} is not a table"))
    }

    /// The same with a key set to a value of TOML; an entry of a list is replaced.
    pub(crate) fn with(&self, address: &[String], key: &str, value: &str) -> Self {
        let mut changed = self.clone();
        let value: Value = value.parse().unwrap_or_else(|_| panic!("{value} is no value"));
        match changed.at(address) {
            Value::Array(list) => drop(list.replace(key.parse::<usize>().expect("a number") - 1, value)),
            Value::InlineTable(table) => drop(table.insert(key, value)),
            other => panic!("{key} of {other}"),
        }
        changed
    }

    /// The same with the entries of a table of TOML laid over the table under a key.
    pub(crate) fn laid_over(&self, address: &[String], key: &str, table: &str) -> Self {
        let table: Value = table.parse().unwrap_or_else(|_| panic!("{table} is no value"));
        let inner = [address, &[key.to_owned()]].concat();
        let entries = table.as_inline_table().into_iter().flat_map(InlineTable::iter);
        entries.fold(self.clone(), |tree, (key, value)| tree.with(&inner, key, value.to_string().trim()))
    }

    /// The same without some keys.
    pub(crate) fn without(&self, address: &[String], keys: &[&str]) -> Self {
        let mut changed = self.clone();
        let table = changed.table(address);
        for key in keys {
            table.remove(key);
        }
        changed
    }

    /// The same with a key called otherwise.
    pub(crate) fn renamed(&self, address: &[String], key: &str, name: &str) -> Self {
        let mut changed = self.clone();
        let table = changed.table(address);
        let value = table.remove(key).expect("the key is there");
        table.insert(name, value);
        changed
    }

    pub(crate) fn text(&self) -> String {
        let Value::InlineTable(root) = &self.0 else { unreachable!("the root is a table") };
        let line = |(key, value): (&str, &Value)| format!("{key} = {}\n", value.to_string().trim());
        root.iter().map(line).collect()
    }
}
