//! Inputs: quantities that are defined once and used by name, so that all who use one share its draw.

use crate::diagnostic::code;
use crate::document::Entry;
use crate::language::{Key, Named, Takes};
use crate::mistakes::{Mistakes, Read};
use crate::names::{Names, suggestion};
use crate::quantity::is_a_number_or_a_date;
use crate::reader::TableReader;
use crate::register::{Input, Register};
use crate::{Diagnostic, Domain, Quantity};

/// As many inputs as a scenario may have.
const MOST: usize = 256;

const NUMBER: Key = Key::quantity("value", Domain::Unbounded, "a number or a date");

/// Quantities by name.
pub(crate) const NAMED: Takes = Takes::Named(&Named { noun: "input", least: 0, each: NUMBER.takes });

/// Reads `[inputs]`.
pub(crate) fn read(top: &TableReader<'_>) -> Vec<Input> {
    let Some(section) = top.get("inputs") else { return Vec::new() };
    let names = Names::of(top, "inputs", "input", MOST);
    let Ok(table) = top.open(&section.node, "inputs".into()) else { return Vec::new() };
    let read = |entry: &&Entry| Input::new(entry.key.clone(), entry.key_span.clone(), input(entry, &table, &names));
    names.entries.iter().map(read).collect()
}

fn input(entry: &Entry, table: &TableReader<'_>, names: &Names<'_>) -> Read<Quantity> {
    let mistakes = table.mistakes;
    let name = entry.key.as_str();
    if is_a_number_or_a_date(name) || !name.contains(|c: char| c.is_ascii_alphabetic()) {
        let diagnostic =
            Diagnostic::error(code::BAD_NAME, format!("an input cannot be called `{name}`, as a number is"));
        return Err(mistakes.report(diagnostic.at(&entry.key_span, "give it another name")));
    }
    let value = entry.node.as_table().and_then(|table| table.get("value")).map_or(&entry.node, |value| &value.node);
    if let Some(other) = value.as_text().filter(|text| names.position(text).is_some()) {
        let message = format!("the input `{name}` is no more than another input, `{other}`");
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&value.span, "");
        return Err(mistakes.report(diagnostic.help(format!("write \"{other}\" where `{name}` is used"))));
    }
    table.quantity_of(name, &entry.node, &NUMBER)
}

/// Warns of inputs that nobody uses.
pub(crate) fn warn_of_unused(mistakes: &Mistakes, register: &Register) {
    // Where there are mistakes, whoever uses it may not have been read.
    if mistakes.any() {
        return;
    }
    for input in register.inputs().iter().filter(|input| !register.is_used(input)) {
        let diagnostic = Diagnostic::warning(code::UNUSED, format!("nothing uses the input `{}`", input.name));
        let others = register.inputs().iter().map(|other| other.name.as_str()).filter(|other| *other != input.name);
        let diagnostic = diagnostic.at(&input.span, suggestion(&input.name, others));
        mistakes.report(diagnostic.help(format!("write \"{}\" in place of a number, or take it out", input.name)));
    }
}
