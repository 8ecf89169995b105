//! What is meant by a key that a table does not have, where more than its letters tells.

use crate::document::{Entry, Item, Table};
use crate::driver::PROCESSES;
use crate::language::Takes;
use crate::whole;

/// What to write instead.
pub(super) struct Hint {
    /// To stand under the key.
    pub(super) mend: String,
    /// The key of the table that is meant, which is not missing then.
    pub(super) meant: Option<&'static str>,
}

/// What is meant by an entry of the table at an address, if that is known.
pub(super) fn of(address: &str, table: &Table, entry: &Entry) -> Option<Hint> {
    let key = entry.key.as_str();
    let (section, name) = address.split_once('.').unwrap_or((address, ""));
    let is_an_entry = !name.is_empty() && !name.contains('.');
    let meant = |meant: &'static str| Some(Hint { mend: format!("did you mean `{meant}`?"), meant: Some(meant) });
    let elsewhere = |mend: String| Some(Hint { mend, meant: None });
    match (section, key) {
        ("drivers", _) if is_an_entry && PROCESSES.iter().any(|process| process.name == key) => {
            Some(Hint { mend: format!("write `process.{key} = …`"), meant: Some("process") })
        }
        ("flows", "growth" | "trend") if is_an_entry => meant("drift"),
        ("deals", "chance" | "probability" | "likelihood" | "odds") if is_an_entry => meant("go"),
        ("target", _) if name.is_empty() && entry.node.as_table().is_some() => {
            elsewhere(format!("a target with a name is `[targets.{key}]`, and so are all of them then"))
        }
        ("", "history") => elsewhere("not read yet: the name is kept for later".into()),
        (_, "quality" | "role") => elsewhere(format!("it stands beside a value: `{}`", beside_a_value(table, entry))),
        ("", _) => None,
        (_, "extends" | "remove" | "format") => elsewhere("it stands above the first heading of the file".into()),
        _ => {
            let section = whole::TABLE.keys.iter().find(|section| section.name == key)?;
            let is_a_table = matches!(section.takes, Takes::Table(_) | Takes::Named(_));
            is_a_table.then(|| elsewhere(format!("a table of its own: `[{key}]`")))?
        }
    }
}

/// `base = { value = 160, quality = "stated" }`, of the first number that stands in the table.
fn beside_a_value(table: &Table, entry: &Entry) -> String {
    let number = table.entries.iter().find_map(|entry| match &entry.node.item {
        Item::Number(number) => Some((entry.key.as_str(), number.written.as_str())),
        _ => None,
    });
    let (key, value) = number.unwrap_or(("base", "120"));
    let word = entry.node.as_text().unwrap_or(if entry.key == "role" { "chance" } else { "judgement" });
    format!("{key} = {{ value = {value}, {} = \"{}\" }}", entry.key, crate::words::short(word))
}
