//! What is at stake: the worth of reaching the target, against which public money is weighed.

use crate::diagnostic::code;
use crate::language::{Key, Range, Table, Takes};
use crate::mistakes::Read;
use crate::reader::TableReader;
use crate::{Diagnostic, number, words};

/// What hangs on the choice among packages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// USD million that reaching the target is worth, above 0 and at most 10⁹: weighed against the public money that deals cost.
    pub value: f64,
}

/// No goal is worth more than all the world's wealth, in USD million.
const MOST: f64 = 1e9;

const VALUES: Range = Range::above(0.0, MOST);
const VALUE: Key =
    Key::new("value", Takes::Number(VALUES), "USD million that reaching the target is worth").shown("50");

pub(crate) const TABLE: Table = Table::new(
    "decision",
    "what is at stake where packages are chosen: a benefit to weigh their cost against",
    &[VALUE],
);

/// Reads `[decision]`.
pub(crate) fn read(top: &TableReader<'_>) -> Read<Option<Decision>> {
    let mistakes = top.mistakes;
    let Some(entry) = top.get(TABLE.heading) else { return Ok(None) };
    let table = top.table(entry, &TABLE)?;
    let entry = table.required(VALUE.name, &format!("{}, such as `value = {}`", VALUE.what, VALUE.example))?;
    let value = number::plain(entry, VALUE.what, mistakes)?;
    if VALUES.contains(value) {
        return Ok(Some(Decision { value }));
    }
    let message = format!("`value` must {}, not {}", VALUES.demand(value), words::number(value));
    let diagnostic = Diagnostic::error(code::OUT_OF_RANGE, message).at(&entry.node.span, VALUE.what);
    let help = if value > MOST {
        "amounts are in USD million"
    } else {
        "where reaching the target is worth nothing, there is nothing to decide"
    };
    Err(mistakes.report(diagnostic.help(help)))
}
