//! Lists of numbers: what was observed, cases and their weights.

use crate::diagnostic::code;
use crate::document::{Entry, Item, Node};
use crate::mistakes::{Mistakes, Read};
use crate::quantity::interval;
use crate::reading::column::is_column;
use crate::{Diagnostic, number, words};

/// As many entries as a list may have.
pub(crate) const MOST: usize = 100_000;

/// The plain, finite numbers of a list, in its order; at least one.
pub(crate) fn numbers(entry: &Entry, mistakes: &Mistakes) -> Read<Vec<f64>> {
    numbers_by(entry, mistakes, |node| plain(node, &entry.key, mistakes))
}

/// [`numbers`], where `each` tells what a place in the list holds.
pub(crate) fn numbers_by(entry: &Entry, mistakes: &Mistakes, each: impl Fn(&Node) -> Read<f64>) -> Read<Vec<f64>> {
    let mut numbers = Vec::new();
    let mut wrong = None;
    for node in entries(entry, mistakes)? {
        if wrong.is_some() && mistakes.are_plenty() {
            let is_wrong = !matches!(node.item, Item::Number(_) | Item::Date(_));
            mistakes.leave_out(is_wrong.into());
            continue;
        }
        match each(node) {
            Ok(x) => numbers.push(x),
            Err(reported) => wrong = Some(reported),
        }
    }
    wrong.map_or(Ok(numbers), Err)
}

/// What stands in a list of numbers; at least one entry.
pub(crate) fn entries<'a>(entry: &'a Entry, mistakes: &Mistakes) -> Read<&'a [Node]> {
    let Entry { key, node, .. } = entry;
    let Item::List(nodes) = &node.item else {
        if is_column(node) {
            return Err(mistakes.known());
        }
        let message = format!("`{key}` is a list of numbers, not {}", node.described());
        let mend = match &node.item {
            Item::Number(number) => format!("write [{}]", words::short(&number.written)),
            Item::Text(file) if file.trim().to_ascii_lowercase().ends_with(".csv") => {
                format!("write {{ file = \"{}\", column = \"…\" }}", words::short(file))
            }
            _ => String::new(),
        };
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, mend);
        let diagnostic = diagnostic.help(format!("lists stand in brackets: `{key} = [31, 45, 38]`"));
        let of_a_file = format!("a column of a file: `{key} = {{ file = \"history.csv\", column = \"turnover\" }}`");
        return Err(mistakes.report(diagnostic.maybe_help(node.as_table().map(|_| of_a_file))));
    };
    let many = nodes.len();
    let diagnostic = match many {
        0 => Diagnostic::error(code::MISSING, format!("`{key}` is a list without numbers")),
        _ if many > MOST => {
            let message = format!("`{key}` is a list of {many} numbers: {MOST} are the most");
            Diagnostic::error(code::TOO_MANY, message)
        }
        _ => return Ok(nodes),
    };
    Err(mistakes.report(diagnostic.at(&node.span, "")))
}

/// A plain number in the list under a key.
pub(crate) fn plain(node: &Node, key: &str, mistakes: &Mistakes) -> Read<f64> {
    if let Item::Number(number) = &node.item {
        return number::finite(number, node, mistakes);
    }
    let message = format!("`{key}` is a list of plain numbers: {} is none", node.described());
    let mend = match &node.item {
        Item::Text(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
            format!("write {} without quotation marks", interval::in_toml(text.trim()))
        }
        _ => String::new(),
    };
    Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, mend)))
}
