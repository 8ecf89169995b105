//! From text to tables, and what is wrong with a text that is not TOML, in plain words.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::Table;
use super::brackets::Brackets;
use super::complaint::{Complaint, line_at};
use crate::{Diagnostic, SourceText, Span};

/// What came of parsing a text.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The tables; none where so much is wrong that the rest would be misread.
    pub(crate) table: Option<Table>,
    /// What is wrong with the text as such.
    pub(crate) mistakes: Vec<Diagnostic>,
    /// The lines where something is wrong: nothing more is worth saying about them.
    pub(crate) lines: Vec<Span>,
}

/// A longer text with mistakes shows the first only: finding them all could take a while.
const LONG: usize = 200_000;

/// As many mistakes of this sort as are worth reading at once.
const MOST: usize = 20;

/// Parses the text of the source of index `source`.
pub(crate) fn parse(text: &SourceText, source: usize) -> Parsed {
    let text = text.text.as_str();
    let brackets = Brackets::of(text);
    if let Some(at) = brackets.too_deep {
        let complaint = match brackets.unclosed {
            Some(open) => Complaint::unclosed(text, open),
            None => Complaint::new(text, "nested too deeply", at..at + 1),
        };
        let lines = vec![Span::new(source, complaint.line.clone())];
        return Parsed { table: None, mistakes: vec![complaint.diagnostic(source)], lines };
    }
    let (table, errors) = match DeTable::parse(text) {
        Ok(table) => (Some(table), Vec::new()),
        Err(first) if text.len() > LONG => (None, vec![first]),
        Err(_) => {
            let (table, errors) = DeTable::parse_recoverable(text);
            (Some(table), errors)
        }
    };
    if errors.is_empty() {
        let table = table.map(|table| Table::copy(table.get_ref(), source));
        return Parsed { table, mistakes: Vec::new(), lines: Vec::new() };
    }

    let mut complaints: Vec<Complaint<'_>> =
        errors.iter().map(|error| Complaint::new(text, error.message(), error.span().unwrap_or(0..0))).collect();
    complaints.sort_by_key(|complaint| (complaint.at.start, complaint.is_about_the_key()));
    let mut misread = complaints.iter().any(Complaint::misleads);
    if let Some(open) = brackets.unclosed {
        complaints.retain(|complaint| complaint.line.start < line_at(text, open.at.start).start);
        complaints.push(Complaint::unclosed(text, open));
        misread = true;
    }
    let mut by_line: BTreeMap<usize, Complaint<'_>> = BTreeMap::new();
    let mut twice: Option<Range<usize>> = None;
    for complaint in complaints {
        // What stands in a table that is written twice is not worth a word of its own.
        if twice.as_ref().is_some_and(|table| complaint.what == "duplicate key" && table.contains(&complaint.at.start))
        {
            continue;
        }
        if complaint.is_a_heading() && complaint.what == "duplicate key" {
            twice = Some(complaint.at.start..next_heading(text, complaint.line.end));
        }
        by_line.entry(complaint.line.start).or_insert(complaint);
    }
    let lines = by_line.values().map(|complaint| Span::new(source, complaint.line.clone())).collect();
    let mistakes = by_line.values().take(MOST).map(|complaint| complaint.diagnostic(source)).collect();
    let table = table.filter(|_| !misread).map(|table| Table::copy(table.get_ref(), source));
    Parsed { table, mistakes, lines }
}

fn next_heading(text: &str, from: usize) -> usize {
    text[from..].find("\n[").map_or(text.len(), |i| from + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let parsed = parse(&SourceText { name: "x.toml".into(), text: text.into() }, 0);
        parsed
            .mistakes
            .iter()
            .map(|m| format!("{} | {} | {}", m.message, m.labels[0].text, m.help.join("; ")))
            .collect()
    }

    /// The first part of what is said about a text with one mistake.
    fn message(text: &str) -> String {
        let messages = messages(text);
        assert_eq!(messages.len(), 1, "{text}: {messages:?}");
        messages[0].clone()
    }

    #[test]
    fn every_syntax_mistake_is_told_in_plain_words() {
        for (text, expected) in [
            ("a = ", "`a` has no value | write one after `=` | "),
            ("a", "`a` has no value | write `=` and a value | "),
            ("a 3", "a key and its value are joined by `=` |  | such as `a = 3`"),
            ("a: 3", "a value follows `=`, not `:` | write `=` | a = 3"),
            ("a = hello world", "a text stands in quotation marks | write \"hello world\""),
            ("a = 20 to 150", "an interval stands in quotation marks | write \"20 to 150\""),
            ("a = 60%", "`60%` is not a number | write 0.6 | "),
            ("a = 1 000", "`1 000` is not one number | write 1000"),
            ("a = 1,5", "`1,5` is not a number |  | the decimal sign is a point: write 1.5"),
            ("a = 1,000", "`1,000` is not a number |  | thousands are not separated: write 1000"),
            ("a = 1.000,5", "`1.000,5` is not a number |  | the decimal sign is a point, and thousands"),
            ("a = $20m", "`$20m` is not a number |  | write 20, without the unit"),
            ("a = 1 July 2027", "`1 July 2027` is not a date as a scenario writes it | write 2027-07-01"),
            ("a = .5", "`.5` is not a number | write 0.5"),
            ("a = 5.", "`5.` is not a number | write 5.0"),
            ("a = 05", "`05` is not a number | write 5"),
            ("a = 1.5.2", "`1.5.2` is not a number"),
            ("a = NaN", "`NaN` is not a number"),
            ("a = \u{2212}0.2", "this is a dash for print, not a minus sign | write -0.2"),
            ("a = “x”", "these quotation marks are for print"),
            ("a = $5", "`$5` is not a number | write 5"),
            ("a = 2027-02-30", "`2027-02-30` is not a date of the calendar | that month has 28 days"),
            ("a = 2027-9-1", "`2027-9-1` is not a date of the calendar | write 2027-09-01"),
            ("a = 2027-09", "`2027-09` is not a date of the calendar | write the day too: 2027-09-01"),
            ("a = \"x", "a text is not closed on its line"),
            ("a = {x = 1 y = 2}", "a comma is missing between 1 and y"),
            ("a = [1 2]", "a comma is missing between 1 and 2"),
            ("a = [1,,2]", "a comma too many"),
            ("a = [1, 2\nb = 3\n[c]\nd = 4", "this list is never closed | opened here"),
            ("a = {b = {c = 1}\nb = 3", "these braces are never closed | opened here"),
            ("a = \"\"\"x\n\n[b]\nc = 1", "this text is never closed | opened here"),
            ("[a\nb = 1", "the heading `[a` is not closed | write `]`"),
            (
                "[free trade]\nb = 1",
                "a name in a heading is letters, digits, `_` and `-`, without spaces |  | such as `[free_trade]`",
            ),
            ("[]\n", "a name is missing"),
            ("// remark\na = 1", "a remark begins with `#`, not with `//`"),
            ("ключ = 3", "`ключ` cannot be part of a name"),
            ("a = \"\\q\"", "a backslash has a special meaning in a text"),
            ("a = 1\na = 2", "`a` is written twice in the same table | the second time"),
            ("[a]\nx = 1\n[a]\nx = 2\ny = 3", "`[a]` is written twice | the second time"),
            ("a\u{a0}= 1", "a non-breaking space (U+00A0) cannot be part of a name | it cannot be seen"),
            (
                "horizon.base_year = 2025\n[horizon]\nend_year = 2035",
                "`horizon` has a value already, and cannot have a heading too |  | put `horizon.base_year` under `[horizon]` too",
            ),
            (
                "target = { by = 2030 }\n[target]\nturnover = 3",
                "`target` has a value already, and cannot have a heading too |  | put all of it under `[target]`",
            ),
            ("a = 1\na.b = 2", "`a` is a single value above"),
            ("a = 1 b = 2", "`b = 2` is too much on this line"),
        ] {
            let message = message(text);
            assert!(message.starts_with(expected), "{text}\n  says {message}\n  not  {expected}");
        }
    }

    #[test]
    fn several_lines_several_mistakes() {
        assert_eq!(messages("a = \nb = hello\nc = 3\nd = 1,5").len(), 3);
    }

    #[test]
    fn a_duplicate_points_at_the_first_too() {
        let text = "[a]\nx = 1\ny = 2\nx = 3";
        let parsed = parse(&SourceText { name: "x.toml".into(), text: text.into() }, 0);
        assert_eq!(parsed.mistakes[0].labels[0].span.bytes, 16..17);
        assert_eq!(parsed.mistakes[0].labels[1].span.bytes, 4..5);
    }

    #[test]
    fn brackets_without_end_neither_hang_nor_overflow_the_stack() {
        for brackets in [
            "[".repeat(1_000_000),
            "a = ".to_owned() + &"[".repeat(1_000_000),
            "a = ".to_owned() + &"{a=".repeat(300_000),
        ] {
            assert!(!messages(&brackets).is_empty());
        }
        let deep = "a.".repeat(70) + "a";
        let nested = (0..70).fold(String::from("1"), |inner, _| format!("{{{deep} = {inner}}}"));
        messages(&format!("x = {nested}"));
    }
}
