//! From text to tables, and what is wrong with a text that is not TOML, in plain words.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::Table;
use crate::diagnostic::code;
use crate::words::{hundredth, short};
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
    let mut misread = complaints.iter().any(|complaint| complaint.misleads());
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

/// Something that the parser says, with the place that it says it of.
struct Complaint<'a> {
    text: &'a str,
    what: String,
    at: Range<usize>,
    line: Range<usize>,
}

/// What is wrong, in plain words: the message, the words under the place, the mend.
struct Plain {
    message: String,
    label: String,
    help: Option<String>,
}

impl<'a> Complaint<'a> {
    fn new(text: &'a str, message: &str, at: Range<usize>) -> Self {
        let what = message.split(", expected").next().unwrap_or(message);
        // The parser tells what is wrong with a date in the second half of the sentence.
        let what = if what.starts_with("invalid date") { message } else { what };
        let start = floor(text, at.start);
        let at = start..floor(text, at.end).max(start);
        Self { text, what: what.to_owned(), line: line_at(text, start), at }
    }

    fn unclosed(text: &'a str, open: Open) -> Self {
        Self { text, what: format!("unclosed {}", open.what), line: line_at(text, open.at.start), at: open.at }
    }

    /// What stands at the place.
    fn written(&self) -> &'a str {
        self.text[self.at.clone()].trim_end()
    }

    /// What stands before it on the line, and after it.
    fn around(&self) -> (&'a str, &'a str) {
        (&self.text[self.line.start..self.at.start], &self.text[self.at.end.min(self.line.end)..self.line.end])
    }

    fn is_a_heading(&self) -> bool {
        self.text[self.line.clone()].trim_start().starts_with('[')
    }

    /// Whether what follows lands in the wrong table, so that nothing of it can be believed.
    fn misleads(&self) -> bool {
        self.is_a_heading() && self.what != "duplicate key" || self.what == "recursion limit"
    }

    fn is_about_the_key(&self) -> bool {
        self.what == "key with no value"
    }

    /// The key on whose line it stands.
    fn key(&self) -> Option<&'a str> {
        let (key, _) = self.text[self.line.clone()].split_once('=')?;
        let key = key.trim();
        (!key.is_empty() && key.len() <= 60 && !self.is_a_heading()).then_some(key)
    }

    fn diagnostic(&self, source: usize) -> Diagnostic {
        let Plain { message, label, help } = self.plain();
        let code = if self.what.starts_with("duplicate") { code::DUPLICATE } else { code::SYNTAX };
        let deep = matches!(self.what.as_str(), "nested too deeply" | "recursion limit");
        let code = if deep { code::TOO_BIG } else { code };
        let diagnostic = Diagnostic::error(code, message).at(&Span::new(source, self.at.clone()), label);
        let first = (code == code::DUPLICATE).then(|| self.first_time()).flatten();
        let diagnostic = match first {
            Some(first) => diagnostic.at(&Span::new(source, first), "first written here"),
            None => diagnostic,
        };
        diagnostic.maybe_help(help)
    }

    /// What the parser means, in plain words.
    fn plain(&self) -> Plain {
        let written = short(self.written());
        let (before, after) = self.around();
        let key = self.key();
        match self.what.as_str() {
            "duplicate key" if self.is_a_heading() => {
                let heading = self.text[self.line.clone()].split('#').next().unwrap_or_default().trim();
                plain(format!("`{heading}` is written twice"), "the second time")
                    .help("put all its keys under one heading, or give one of the two another name")
            }
            "duplicate key" => {
                plain(format!("`{written}` is written twice in the same table"), "the second time").help("keep one of the two")
            }
            what if what.starts_with("cannot extend") => {
                plain(format!("`{written}` is a single value above, and cannot have keys of its own here"), "")
                    .help("write all of it in one place: `key = { … }`")
            }
            "nested too deeply" => plain("brackets are nested too deeply", format!("from here on more than {MOST_NESTED}"))
                .help("a scenario needs no more than 6"),
            "recursion limit" => plain("this name has too many parts", "").help("an address has at most 7, such as deals.mine.ramp.linear.years"),
            "unclosed list" => {
                plain("this list is never closed", "opened here").help("write `]` where the list ends")
            }
            "unclosed braces" => {
                plain("these braces are never closed", "opened here").help("write `}` where the table ends")
            }
            "unclosed text" => plain("this text is never closed", "opened here")
                .help("write the same three quotation marks where the text ends"),
            "unclosed table" | "unclosed array table" => self.broken_heading(),
            "unquoted keys cannot be empty" => plain("a name is missing", "here")
                .help("names are letters, digits, `_` and `-`: `[flows.exports]`, `base = 120`"),
            "invalid unquoted key" if written == ":" && after.trim_start().starts_with(|c: char| c != '=') => {
                plain("a value follows `=`, not `:`", "write `=`").maybe_help(
                    (!before.trim().is_empty()).then(|| format!("{} = {}", before.trim(), after.trim())),
                )
            }
            "invalid unquoted key" if matches!(written.as_str(), "//" | "--" | ";" | "%" | "'" | "/*") => {
                plain(format!("a remark begins with `#`, not with `{written}`"), "write `#`")
            }
            "invalid unquoted key" => plain(format!("`{written}` cannot be part of a name"), "")
                .help("names are letters a to z, digits, `_` and `-`; a `title` may be anything"),
            "key with no value" => self.no_value(),
            "missing value for key" | "missing value" | "missing array opening" | "missing inline table opening" => {
                self.missing_value()
            }
            "extra `=`" => plain("`=` stands here twice", "one too many"),
            "string values must be quoted" => self.bare_words(),
            "unexpected key or value" | "unexpected content" => self.too_much(),
            what if what.starts_with("extra comma") => plain("a comma too many", "nothing stands before it"),
            what if what.starts_with("missing comma") || what.starts_with("extra assignment") => {
                plain("a comma is missing", "before this").help("entries are separated by commas: `{ mean = 1, sd = 2 }`, `[\"mine\", \"road\"]`")
            }
            what if what.starts_with("missing key") || what.starts_with("missing assignment") || what.starts_with("invalid inline") => {
                plain("every entry in braces is a key, `=` and a value", "").help("such as `{ mean = 1, sd = 2 }`")
            }
            "unexpected `=` in array" => {
                plain("a list holds values, not keys", "").help("keys and values stand in braces: `{ mean = 1, sd = 2 }`")
            }
            what if what.contains("string") && !what.starts_with("invalid string") => self.broken_text(),
            "missing escaped value" | "too few unicode value digits" | "invalid value" => {
                plain("a backslash has a special meaning in a text", "after this one comes nothing that it can mean")
                    .help("write `\\\\` for a backslash, or put the text in single quotation marks")
            }
            "invalid comment character" => plain("a character that cannot be printed", "in this remark").help("delete it"),
            "carriage return must be followed by newline" => {
                plain("a line ends in a way that only very old computers understand", "").help("save the file with line ends of Unix or Windows")
            }
            what if what.starts_with("invalid date") || what.starts_with("invalid time") || what.starts_with("invalid offset") => {
                self.broken_date()
            }
            _ if !written.is_empty() || key.is_some() => self.broken_number(),
            _ => plain("this cannot be understood", "").help("each line is a heading `[name]`, or a key, `=` and a value"),
        }
    }

    fn broken_heading(&self) -> Plain {
        let (before, after) = self.around();
        let inside = before.trim_start().trim_start_matches('[').trim();
        let after = after.split('#').next().unwrap_or_default().trim();
        if after.is_empty() {
            let close = if before.trim_start().starts_with("[[") { "]]" } else { "]" };
            return plain(format!("the heading `{}` is not closed", before.trim()), format!("write `{close}`"));
        }
        plain("a name in a heading is letters, digits, `_` and `-`, without spaces", "")
            .help(format!("such as `[{inside}_{}]`; a `title` may be anything", name_like(after)))
    }

    fn no_value(&self) -> Plain {
        let words = self.text[self.line.clone()].split('#').next().unwrap_or_default().trim();
        if words.starts_with(['"', '\'']) {
            return plain("a quotation mark is missing", "").help("names need no quotation marks: `base = 120`");
        }
        match words.split_once(char::is_whitespace) {
            Some((key, value)) if !value.trim().is_empty() => {
                plain("a key and its value are joined by `=`", "").help(format!("such as `{key} = {}`", value.trim()))
            }
            _ => plain(format!("`{}` has no value", short(words)), "write `=` and a value")
                .help("each line is a heading `[name]`, or a key, `=` and a value"),
        }
    }

    fn missing_value(&self) -> Plain {
        match self.key() {
            Some(key) => plain(format!("`{key}` has no value"), "write one after `=`"),
            None => plain("a value is missing", "here"),
        }
    }

    /// Words that stand where a value belongs, without quotation marks.
    fn bare_words(&self) -> Plain {
        let written = self.written();
        let words = short(written);
        let (before, after) = self.around();
        let inside = before.rfind(['[', '{']).is_some_and(|open| !before[open..].contains([']', '}']));
        let number = |text: &str| text.replace('_', "").parse::<f64>().is_ok_and(f64::is_finite);
        if written.is_empty() {
            return self.missing_value();
        }
        if let Some((first, second)) = written.split_once(char::is_whitespace)
            && number(first)
            && inside
            && !written.contains(" to ")
        {
            let second = second.trim().split_whitespace().next().unwrap_or_default();
            return plain(format!("a comma is missing between {first} and {second}"), "")
                .help("entries are separated by commas: `{ mean = 1, sd = 2 }`, `[1, 2]`");
        }
        if after.trim_start().starts_with('=') {
            let second = written.rsplit(char::is_whitespace).next().unwrap_or_default();
            return plain(format!("`{} {}` is too much on this line", short(second), short(after.trim())), "")
                .help("each line is a heading `[name]`, or a key, `=` and one value; a remark begins with `#`");
        }
        if let Some(percent) = written.strip_suffix('%').map(str::trim)
            && let Ok(x) = percent.parse::<f64>()
        {
            return plain(format!("`{words}` is not a number"), format!("write {}", hundredth(x)))
                .help("shares and probabilities are written as fractions, growth in log points: 0.05 for 5 %");
        }
        let joined: String = written.split([' ', '\u{a0}', '\u{202f}', '\'']).collect();
        if joined != written && number(&joined) {
            return plain(format!("`{words}` is not one number"), format!("write {joined}"))
                .help("thousands are not separated, or by an underscore: 1_000");
        }
        if written.contains(" to ") && written.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            return plain("an interval stands in quotation marks", format!("write \"{words}\""));
        }
        if written.starts_with(['“', '”', '„', '«', '‘', '’']) {
            return plain("these quotation marks are for print", "write straight ones: \"…\"")
                .help("word processors turn \" into “; a plain text editor does not");
        }
        if let Some(rest) = written.strip_prefix(['−', '–', '—'])
            && number(rest)
        {
            return plain("this is a dash for print, not a minus sign", format!("write -{rest}"));
        }
        if let Some(rest) = written.strip_prefix(['$', '€', '£'])
            && number(rest)
        {
            return plain(format!("`{words}` is not a number"), format!("write {rest}"))
                .help("amounts of money are in USD million, without a sign");
        }
        if written.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            return plain(format!("`{words}` is not a number"), "")
                .help("numbers are written 120, -0.05 or 1e-3; an interval in quotation marks, \"20 to 150\"");
        }
        plain("a text stands in quotation marks", format!("write \"{words}\""))
    }

    /// Something follows a value or a heading on its line.
    fn too_much(&self) -> Plain {
        let (before, _) = self.around();
        let rest = self.text[self.at.start..self.line.end].split('#').next().unwrap_or_default().trim_end();
        let digits = before.rsplit(|c: char| !c.is_ascii_digit() && c != '-').next().unwrap_or_default();
        if let Some(decimals) = rest.strip_prefix(',')
            && !digits.is_empty()
            && !decimals.is_empty()
            && decimals.chars().all(|c| c.is_ascii_digit())
        {
            return plain(format!("`{digits}{rest}` is not a number"), "")
                .help(format!("the decimal sign is a point: {digits}.{decimals}; thousands are not separated: {digits}{decimals}"));
        }
        if self.is_a_heading() {
            return plain(format!("`{}` follows the heading", short(rest)), "").help("a heading stands on a line of its own");
        }
        plain(format!("`{}` is too much on this line", short(rest)), "")
            .help("each line is a heading `[name]`, or a key, `=` and one value; a remark begins with `#`")
    }

    fn broken_text(&self) -> Plain {
        let visible = self.written().chars().next().is_none_or(|c| !c.is_control());
        if self.at.start >= self.line.end || visible && self.written().is_empty() {
            return plain("a text is not closed on its line", "a quotation mark is missing")
                .help("a text of several lines stands between \"\"\" and \"\"\"");
        }
        plain("a character that cannot be printed", "in this text").help("delete it")
    }

    fn broken_date(&self) -> Plain {
        let written = self.written();
        let parts: Vec<&str> = written.split('-').collect();
        let mend = match parts[..] {
            [year, month, day] if year.len() == 4 && (month.len() < 2 || day.len() < 2) => {
                Some(format!("write {year}-{month:0>2}-{day:0>2}"))
            }
            [year, month] if year.len() == 4 => Some(format!("write the day too: {year}-{month:0>2}-01")),
            _ => None,
        };
        let why = self.what.strip_prefix("invalid date, expected ").and_then(|why| why.strip_prefix("day between 01 and "));
        let message = format!("`{}` is not a date of the calendar", short(written));
        let label = match (mend, why) {
            (Some(mend), _) => mend,
            (None, Some(last)) => format!("that month has {last} days"),
            (None, None) => String::new(),
        };
        plain(message, label).help("dates are written year-month-day, 2027-09-01, or as a number of years, 2027.67")
    }

    fn broken_number(&self) -> Plain {
        let (before, after) = self.around();
        // The parser points at the part of the number that is wrong; the reader wants to see all of it.
        let part = |c: char| c.is_alphanumeric() || "._+-".contains(c);
        let from = before.rfind(|c| !part(c)).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let to = after.find(|c| !part(c)).unwrap_or(after.len());
        let number = format!("{}{}{}", &before[from..], self.written(), &after[..to]);
        let label = match self.what.as_str() {
            "unexpected leading zero" => {
                let (sign, digits) = number.split_at(usize::from(number.starts_with(['+', '-'])));
                format!("write {sign}{}", digits.trim_start_matches('0'))
            }
            "invalid mantissa" if number.trim_start_matches(['+', '-']).starts_with('.') => {
                format!("write {}", number.replacen('.', "0.", 1))
            }
            "invalid fraction" if number.ends_with('.') => format!("write {number}0"),
            "`_` may only go between digits" => "an underscore stands between digits only".into(),
            _ => String::new(),
        };
        plain(format!("`{}` is not a number", short(&number)), label)
            .help("numbers are written 120, -0.05 or 1e-3; a text stands in quotation marks")
    }

    /// Where the key or heading that is written twice stands for the first time.
    fn first_time(&self) -> Option<Range<usize>> {
        let above = &self.text[..self.line.start];
        let written = self.written();
        let spot = |line: &str, needle: &str, start: usize| {
            let column = line.find(needle)?;
            Some(start + column..start + column + needle.len())
        };
        let mut start = 0;
        let mut found = None;
        if self.is_a_heading() {
            let heading: String = without_space(&self.text[self.line.clone()]);
            for line in above.split_inclusive('\n') {
                if without_space(line) == heading {
                    return spot(line, written, start + line.rfind(written)?.min(line.len())).or(spot(line, written, start));
                }
                start += line.len();
            }
            return None;
        }
        for line in above.split_inclusive('\n') {
            let key = line.trim_start();
            if key.starts_with('[') {
                found = None;
            } else if let Some(rest) = key.strip_prefix(written)
                && rest.trim_start().starts_with(['=', '.'])
            {
                found = found.or_else(|| spot(line, written, start));
            }
            start += line.len();
        }
        let (before, _) = self.around();
        found.or_else(|| {
            let column = before.find(written)?;
            Some(self.line.start + column..self.line.start + column + written.len())
        })
    }
}

fn plain(message: impl Into<String>, label: impl Into<String>) -> Plain {
    Plain { message: message.into(), label: label.into(), help: None }
}

impl Plain {
    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn maybe_help(self, help: Option<String>) -> Self {
        Self { help: help.or(self.help), ..self }
    }
}

/// A bracket, brace or text of several lines that is opened and never closed.
struct Open {
    at: Range<usize>,
    what: &'static str,
}

/// As many brackets as may stand inside each other.
const MOST_NESTED: usize = 16;

/// What is to be said about the brackets of a text as a whole.
struct Brackets {
    /// The outermost bracket, or the text of several lines, that is still open where the text ends.
    unclosed: Option<Open>,
    /// The first bracket that stands in too many others.
    too_deep: Option<usize>,
}

impl Brackets {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut too_deep = None;
        let mut at_line_start = true;
        let mut i = 0;
        while i < bytes.len() {
            let byte = bytes[i];
            match byte {
                b'\n' => {
                    // A heading that is not closed ends with its line.
                    if open.first().is_some_and(|&(_, what)| what == HEADING) {
                        open.clear();
                    }
                }
                b'#' => i = bytes[i..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |n| i + n) - 1,
                b'"' | b'\'' if bytes[i..].starts_with(&[byte; 3]) => match text_of_lines(bytes, i + 3, byte) {
                    Some(end) => i = end - 1,
                    None => return Self { unclosed: Some(Open { at: i..i + 3, what: "text" }), too_deep },
                },
                b'"' | b'\'' => i = text_of_one_line(bytes, i + 1, byte) - 1,
                b'[' if at_line_start && open.is_empty() => open.push((i, HEADING)),
                b'[' | b'{' => open.push((i, byte)),
                b']' | b'}' => {
                    open.pop();
                }
                _ => {}
            }
            if open.len() > MOST_NESTED {
                too_deep = too_deep.or(Some(i));
            }
            at_line_start = byte == b'\n' || at_line_start && matches!(byte, b' ' | b'\t' | b'\r');
            i += 1;
        }
        let what = |what| if what == b'[' { "list" } else { "braces" };
        let unclosed = open.first().filter(|(_, what)| *what != HEADING);
        Self { unclosed: unclosed.map(|&(at, bracket)| Open { at: at..at + 1, what: what(bracket) }), too_deep }
    }
}

/// Stands for the bracket that opens a heading.
const HEADING: u8 = b'h';

/// The place after the text that begins at `i`, whose end may be that of the line.
fn text_of_one_line(bytes: &[u8], mut i: usize, quote: u8) -> usize {
    while i < bytes.len() {
        match bytes[i] {
            b'\n' => return i,
            b'\\' if quote == b'"' && bytes.get(i + 1) != Some(&b'\n') => i += 1,
            byte if byte == quote => return i + 1,
            _ => {}
        }
        i += 1;
    }
    bytes.len()
}

fn text_of_lines(bytes: &[u8], mut i: usize, quote: u8) -> Option<usize> {
    while i < bytes.len() {
        if bytes[i] == b'\\' && quote == b'"' {
            i += 1;
        } else if bytes[i..].starts_with(&[quote; 3]) {
            let extra = bytes[i + 3..].iter().take(2).take_while(|&&b| b == quote).count();
            return Some(i + 3 + extra);
        }
        i += 1;
    }
    None
}

/// The line on which a byte stands, without its end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    start..end
}

fn next_heading(text: &str, from: usize) -> usize {
    text[from..].find("\n[").map_or(text.len(), |i| from + i)
}

/// The place of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn without_space(line: &str) -> String {
    line.split('#').next().unwrap_or_default().split_whitespace().collect()
}

fn name_like(words: &str) -> String {
    let kept = words.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' });
    kept.collect::<String>().trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let parsed = parse(&SourceText { name: "x.toml".into(), text: text.into() }, 0);
        parsed.mistakes.iter().map(|m| format!("{} | {} | {}", m.message, m.labels[0].text, m.help.join("; "))).collect()
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
            ("a = 1,5", "`1,5` is not a number |  | the decimal sign is a point: 1.5"),
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
            ("[free trade]\nb = 1", "a name in a heading is letters, digits, `_` and `-`, without spaces |  | such as `[free_trade]`"),
            ("[]\n", "a name is missing"),
            ("// remark\na = 1", "a remark begins with `#`, not with `//`"),
            ("ключ = 3", "`ключ` cannot be part of a name"),
            ("a = \"\\q\"", "a backslash has a special meaning in a text"),
            ("a = 1\na = 2", "`a` is written twice in the same table | the second time"),
            ("[a]\nx = 1\n[a]\nx = 2\ny = 3", "`[a]` is written twice | the second time"),
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
        for brackets in ["[".repeat(1_000_000), "a = ".to_owned() + &"[".repeat(1_000_000), "a = ".to_owned() + &"{a=".repeat(300_000)] {
            assert!(!messages(&brackets).is_empty());
        }
        let deep = "a.".repeat(70) + "a";
        let nested = (0..70).fold(String::from("1"), |inner, _| format!("{{{deep} = {inner}}}"));
        messages(&format!("x = {nested}"));
    }
}
