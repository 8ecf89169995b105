//! Lists that stand in a file: `{ file = "history.csv", column = "turnover" }`, put in their place before all is read.

use altai_math::ln;

use super::files::Library;
use crate::diagnostic::code;
use crate::document::csv::{self, Cell};
use crate::document::{Entry, Item, Node, Number, Table, limits};
use crate::language::{self, Key, Takes};
use crate::mistakes::{Mistakes, Read};
use crate::names::{suggestion, unknown};
use crate::quantity::plain_number;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Span, allowance, calendar, words};

/// The keys whose lists may stand in a file.
const LISTS: &[&str] = &["data", "values", "weights"];

/// A list of numbers that stands in a file.
pub const TABLE: language::Table =
    language::Table::new("", "a list of numbers that is a column of a CSV file", &[FILE, COLUMN, CHANGE]);

const FILE: Key = Key::new("file", Takes::File, "the CSV file").shown("\"history.csv\"");
const COLUMN: Key = Key::new("column", Takes::Text, "which column: its heading in the first line of the file")
    .without("it is the only one")
    .shown("\"turnover\"");
const CHANGE: Key = Key::new("change", Takes::Word(&["log"]), "the log of each number over the one before")
    .without("the numbers are taken as they are")
    .shown("\"log\"");

/// Whether a node is a column of a file rather than a list that is written out.
pub(crate) fn is_column(node: &Node) -> bool {
    node.as_table().is_some_and(|table| table.get("file").is_some())
}

/// Puts the numbers of every column in the place where it is named, and says where which column stood, in words. What cannot
/// be read stays, and has been reported.
pub(super) fn write_out(table: &mut Table, library: &mut Library<'_>, mistakes: &Mistakes) -> Vec<(Span, String)> {
    let mut columns = Vec::new();
    for entry in &mut table.entries {
        if LISTS.contains(&entry.key.as_str()) && is_column(&entry.node) {
            if let Ok((nodes, words)) = column(entry, library, mistakes) {
                entry.node.item = Item::List(nodes);
                columns.push((entry.node.span.clone(), words));
            }
            continue;
        }
        match &mut entry.node.item {
            Item::Table(inner) => columns.extend(write_out(inner, library, mistakes)),
            Item::List(nodes) => {
                for node in nodes {
                    if let Item::Table(inner) = &mut node.item {
                        columns.extend(write_out(inner, library, mistakes));
                    }
                }
            }
            _ => {}
        }
    }
    columns
}

/// The numbers of a column, each with its place in the file; and which column that is, in words.
fn column(entry: &Entry, library: &mut Library<'_>, mistakes: &Mistakes) -> Read<(Vec<Node>, String)> {
    let stated = Stated::read(entry, mistakes)?;
    let source = library
        .load(stated.file, entry.node.span.source)
        .map_err(|refused| mistakes.report(refused.at(stated.file_span)))?;
    let text = &library.sources[source];
    if let Some(too_long) = limits::too_long(text, source) {
        return Err(mistakes.report(too_long));
    }
    let rows = csv::rows(&text.text).map_err(|at| {
        let diagnostic = Diagnostic::error(code::BAD_CELL, "a cell begins with quotation marks that are never closed");
        mistakes.report(diagnostic.at(&Span::new(source, at), "opened here"))
    })?;
    let Some((header, rows)) = rows.split_first() else {
        let diagnostic = Diagnostic::error(code::MISSING, format!("the file `{}` is empty", text.name));
        let diagnostic = diagnostic.at(stated.file_span, "");
        return Err(mistakes.report(diagnostic.help("its first line names the columns: year,turnover")));
    };
    let place = stated.place(header, source, mistakes)?;
    if rows.is_empty() {
        let diagnostic =
            Diagnostic::error(code::MISSING, format!("the file `{}` has no row below its header", text.name));
        return Err(mistakes.report(diagnostic.at(stated.file_span, "")));
    }
    let name = header[place].text.trim();
    let mut wrong = sum_at_the_end(rows, place, name, source, mistakes).err();
    if stated.is_log_change {
        wrong = years_one_by_one(header, rows, place, source, mistakes).err().or(wrong);
    }
    let mut numbers = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if mistakes.are_plenty() {
            let is_wrong = row.get(place).is_none_or(|cell| plain_number(cell.text.trim()).is_err());
            mistakes.leave_out(is_wrong.into());
            continue;
        }
        match number(row, place, &stated.called(name), index + 2, source, mistakes) {
            Ok(number) => numbers.push(number),
            Err(reported) => wrong = Some(reported),
        }
    }
    if let Some(reported) = wrong {
        return Err(reported);
    }
    let numbers = if stated.is_log_change { changes(&numbers, &stated, mistakes)? } else { numbers };
    let node =
        |(value, span): (f64, Span)| Node { item: Item::Number(Number { written: words::number(value), value }), span };
    let log = if stated.is_log_change { ", log changes" } else { "" };
    let words = format!("column {name} of {}{log}, {}", stated.file, words::count(numbers.len(), "value"));
    Ok((numbers.into_iter().map(node).collect(), words))
}

/// What stands in the braces.
struct Stated<'a> {
    file: &'a str,
    file_span: &'a Span,
    column: Option<&'a Entry>,
    is_log_change: bool,
    span: &'a Span,
}

impl<'a> Stated<'a> {
    fn read(entry: &'a Entry, mistakes: &Mistakes) -> Read<Self> {
        let span = &entry.node.span;
        let Some(table) = entry.node.as_table() else { return Err(mistakes.known_later()) };
        let mut wrong = None;
        for other in &table.entries {
            if other.key == "allow" {
                // Nothing is warned of in a file, but what is said is said right.
                allowance::codes(other, mistakes);
                continue;
            }
            if TABLE.key(&other.key).is_none() {
                let mend = did_you_mean(&other.key, TABLE.names()).map(|name| format!("did you mean `{name}`?"));
                let message = format!("a list from a file has no key `{}`", words::short(&other.key));
                let diagnostic =
                    Diagnostic::error(code::UNKNOWN_KEY, message).at(&other.key_span, mend.unwrap_or_default());
                wrong =
                    Some(mistakes.report(diagnostic.help(format!("what there is: {}", words::choices(TABLE.names())))));
            } else if other.node.as_text().is_none() {
                let message = format!("`{}` is a text, not {}", other.key, other.node.described());
                wrong = Some(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&other.node.span, "")));
            }
        }
        let is_log_change = match table.get("change").and_then(|entry| Some((entry, entry.node.as_text()?))) {
            None => false,
            Some((_, "log")) => true,
            Some((entry, word)) => {
                let message = format!("there is no change \"{}\"", words::short(word));
                let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(&entry.node.span, "");
                let help = "what there is: \"log\", the log of each number over the one before; without it, the numbers as they are";
                wrong = Some(mistakes.report(diagnostic.help(help)));
                false
            }
        };
        match (wrong, table.get("file").and_then(|entry| Some((entry.node.as_text()?, &entry.node.span)))) {
            (None, Some((file, file_span))) => {
                Ok(Self { file, file_span, column: table.get("column"), is_log_change, span })
            }
            (Some(reported), _) => Err(reported),
            (None, None) => Err(mistakes.known()),
        }
    }

    fn called<'n>(&self, name: &'n str) -> Called<'n> {
        Called { name, is_log_change: self.is_log_change }
    }

    /// Which column is meant: the one of that name, or the only one.
    fn place(&self, header: &[Cell], source: usize, mistakes: &Mistakes) -> Read<usize> {
        let names = || header.iter().map(|cell| cell.text.trim());
        let Some((entry, name)) = self.column.and_then(|entry| Some((entry, entry.node.as_text()?))) else {
            if header.len() == 1 {
                return Ok(0);
            }
            let message = format!("`{}` has {}: which one?", self.file, words::count(header.len(), "column"));
            let diagnostic = Diagnostic::error(code::MISSING, message).at(self.span, "name it: `column = \"…\"`");
            return Err(mistakes.report(diagnostic.help(format!("columns of the file: {}", words::choices(names())))));
        };
        let mut places = (0..header.len()).filter(|&at| header[at].text.trim() == name.trim());
        let Some(place) = places.next() else {
            let mut diagnostic = unknown("column", name, names()).at(&entry.node.span, suggestion(name, names()));
            diagnostic.help = vec![format!("columns of `{}`: {}", self.file, words::choices(names()))];
            if let [only] = header
                && only.text.contains([';', '\t'])
            {
                diagnostic
                    .help
                    .push("cells stand apart by commas: save the file as CSV with commas and decimal points".into());
            }
            return Err(mistakes.report(diagnostic));
        };
        if let Some(second) = places.next() {
            let message = format!("two columns are called `{}`", words::short(name));
            let diagnostic = Diagnostic::error(code::DUPLICATE, message)
                .at(&Span::new(source, header[second].at.clone()), "the second");
            return Err(mistakes.report(diagnostic.at(&Span::new(source, header[place].at.clone()), "the first")));
        }
        Ok(place)
    }
}

/// A column by its name, and what is made of it.
struct Called<'a> {
    name: &'a str,
    is_log_change: bool,
}

/// The number of a row; `line` counts the header as 1.
fn number(
    row: &[Cell],
    place: usize,
    &Called { name: column, is_log_change }: &Called<'_>,
    line: usize,
    source: usize,
    mistakes: &Mistakes,
) -> Read<(f64, Span)> {
    let refuse = |message: String, at: &Cell, mend: Option<String>| {
        let diagnostic = Diagnostic::error(code::BAD_CELL, message).at(&Span::new(source, at.at.clone()), "");
        Err(mistakes.report(diagnostic.maybe_help(mend)))
    };
    let Some(cell) = row.get(place) else {
        let last = row.last().map_or(0..0, |cell| cell.at.clone());
        let message = format!("row {line} ends before the column `{column}`");
        return Err(mistakes.report(Diagnostic::error(code::BAD_CELL, message).at(&Span::new(source, last), "")));
    };
    let written = cell.text.trim();
    if written.is_empty() {
        let help = if is_log_change {
            "a change needs both of its years: fill the number in, or begin or end the file beside it"
        } else {
            "take the row out: what is not known is not a number"
        };
        return refuse(format!("the column `{column}` is empty in row {line}"), cell, Some(help.into()));
    }
    match plain_number(written) {
        Ok(x) => Ok((x, Span::new(source, cell.at.clone()))),
        Err(mend) => refuse(
            format!("row {line} of the column `{column}` holds `{}`, which is not a number", words::short(written)),
            cell,
            mend,
        ),
    }
}

/// Refuses years that do not follow each other where each number is held against the one before: newest first, growth would be
/// decline, and growth over a gap, or over a quarter, is not that of a year.
fn years_one_by_one(header: &[Cell], rows: &[Vec<Cell>], of: usize, source: usize, mistakes: &Mistakes) -> Read<()> {
    let Some(place) = column_of_years(header, rows, of) else { return Ok(()) };
    let mut before: Option<(i32, i32)> = None;
    for (row, at) in rows.iter().zip(0_i32..) {
        let Some(year) = row.get(place).and_then(year) else { continue };
        let Some((known, since)) = before.replace((year, at)) else { continue };
        let expected = known + (at - since);
        if year == expected {
            continue;
        }
        let (message, help) = if year == known {
            (
                format!("{year} stands twice"),
                "one row a year: add up quarters or months, and keep one country to a file",
            )
        } else if year < expected {
            (
                format!("{year} follows {known}"),
                "sort the rows by year, the oldest first, and keep one country to a file",
            )
        } else {
            let missing = match year - expected {
                1 => format!("{expected} is missing"),
                _ => format!("{expected} to {} are missing", year - 1),
            };
            (format!("{missing} between {known} and {year}"), "fill it in, or let the file begin after the gap")
        };
        let message = format!("{message}: a change is of a year over the one before");
        let diagnostic = Diagnostic::error(code::BAD_CELL, message);
        let diagnostic =
            diagnostic.at(&Span::new(source, row[place].at.clone()), "`change = \"log\"` goes from row to row");
        return Err(mistakes.report(diagnostic.help(help)));
    }
    Ok(())
}

/// Which column says the year of each row: one that is called so, or the first, if its cells are years.
fn column_of_years(header: &[Cell], rows: &[Vec<Cell>], of: usize) -> Option<usize> {
    let is_called_so = |place: &usize| {
        let name = header[*place].text.trim().to_lowercase();
        ["year", "date", "time", "period", "quarter", "month"].iter().any(|word| name.contains(word))
    };
    let are_years = |place: &usize| {
        let mut cells =
            rows.iter().filter_map(|row| row.get(*place)).filter(|cell| !cell.text.trim().is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| year(cell).is_some())
    };
    let others = || (0..header.len()).filter(|place| *place != of).filter(are_years);
    others().find(is_called_so).or_else(|| others().find(|place| *place == 0))
}

/// The year with which a cell begins: `2020`, `2020.0`, `2019/20`, `2020-01-31`, `2020Q1`.
fn year(cell: &Cell) -> Option<i32> {
    let (year, rest) = cell.text.trim().split_at_checked(4)?;
    let year = year.parse().ok().filter(|year| calendar::YEARS.contains(year))?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(year)
}

/// Refuses a last row that adds up those above, as tables in print have it: its number is not one of the list.
fn sum_at_the_end(rows: &[Vec<Cell>], place: usize, column: &str, source: usize, mistakes: &Mistakes) -> Read<()> {
    let Some((last, true)) = rows.last().map(|row| (row, rows.len() > 1)) else { return Ok(()) };
    let others = last.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, cell)| cell);
    let Some(label) = others.clone().find(|cell| begins_as_a_sum(&cell.text)) else { return Ok(()) };
    let line = rows.len() + 1;
    let message = format!("row {line} is a sum of those above, and not a number of the column `{column}`");
    let diagnostic = Diagnostic::error(code::BAD_CELL, message);
    let diagnostic = diagnostic.at(&Span::new(source, label.at.clone()), "take this row out");
    Err(mistakes.report(diagnostic.help("if it is none, call it otherwise")))
}

/// Whether a cell begins with a word for a sum: `Total`, `Total 2019-2024`, `All`.
fn begins_as_a_sum(text: &str) -> bool {
    let word: String = text.trim().chars().take_while(|c| c.is_alphabetic()).collect();
    matches!(word.to_lowercase().as_str(), "total" | "totals" | "sum" | "all" | "average" | "mean")
}

/// The log of each number over the one before.
fn changes(numbers: &[(f64, Span)], stated: &Stated<'_>, mistakes: &Mistakes) -> Read<Vec<(f64, Span)>> {
    if let Some((x, span)) = numbers.iter().find(|(x, _)| *x <= 0.0) {
        let message = format!("log changes are of numbers above 0, not of {}", words::number(*x));
        let diagnostic = Diagnostic::error(code::BAD_CELL, message).at(span, "");
        return Err(mistakes.report(diagnostic.at(stated.span, "`change = \"log\"`")));
    }
    if numbers.len() < 2 {
        let diagnostic =
            Diagnostic::error(code::MISSING, "a change is one of two numbers: there is one").at(stated.span, "");
        return Err(mistakes.report(diagnostic));
    }
    Ok(numbers.windows(2).map(|pair| (ln(pair[1].0 / pair[0].0), pair[1].1.clone())).collect())
}
