//! What the TOML parser says, in plain words.

mod twice;
mod value;

use std::ops::Range;

use super::brackets::{MOST_NESTED, Open};
use crate::diagnostic::code;
use crate::reader::NAMES;
use crate::words::short;
use crate::{Diagnostic, Span, separators};

/// Something that the parser says, with the place that it says it of.
pub(super) struct Complaint<'a> {
    text: &'a str,
    pub(super) what: String,
    pub(super) at: Range<usize>,
    pub(super) line: Range<usize>,
}

/// What is wrong, in plain words: the message, the words under the place, the mend.
struct Plain {
    message: String,
    label: String,
    help: Option<String>,
    /// What to underline, where it is not what the parser points at.
    at: Option<Range<usize>>,
}

impl<'a> Complaint<'a> {
    pub(super) fn new(text: &'a str, message: &str, at: Range<usize>) -> Self {
        let what = message.split(", expected").next().unwrap_or(message);
        // The parser tells what is wrong with a date in the second half of the sentence.
        let what = if what.starts_with("invalid date") { message } else { what };
        let start = floor(text, at.start);
        let at = start..floor(text, at.end).max(start);
        Self { text, what: what.to_owned(), line: line_at(text, start), at }
    }

    pub(super) fn unclosed(text: &'a str, open: Open) -> Self {
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

    pub(super) fn is_a_heading(&self) -> bool {
        self.text[self.line.clone()].trim_start().starts_with('[')
    }

    /// Whether what follows lands in the wrong table, so that nothing of it can be believed.
    pub(super) fn misleads(&self) -> bool {
        self.is_a_heading() && self.what != "duplicate key" || self.what == "recursion limit"
    }

    pub(super) fn is_about_the_key(&self) -> bool {
        self.what == "key with no value"
    }

    /// The key on whose line it stands.
    fn key(&self) -> Option<&'a str> {
        let (key, _) = self.text[self.line.clone()].split_once('=')?;
        let key = key.trim();
        (!key.is_empty() && key.len() <= 60 && !self.is_a_heading()).then_some(key)
    }

    pub(super) fn diagnostic(&self, source: usize) -> Diagnostic {
        let Plain { message, label, help, at } = self.plain();
        let code = if self.what.starts_with("duplicate") { code::DUPLICATE } else { code::SYNTAX };
        let deep = matches!(self.what.as_str(), "nested too deeply" | "recursion limit");
        let code = if deep { code::TOO_BIG } else { code };
        let at = at.unwrap_or_else(|| self.at.clone());
        let diagnostic = Diagnostic::error(code, message).at(&Span::new(source, at), label);
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
            "duplicate key" if self.is_a_heading() && self.first_time().is_none() => {
                plain(format!("`{written}` has a value already, and cannot have a heading too"), "")
                    .help(self.one_place())
            }
            "duplicate key" if self.is_a_heading() => {
                let heading = self.text[self.line.clone()].split('#').next().unwrap_or_default().trim();
                plain(format!("`{heading}` is written twice"), "the second time")
                    .help("put all its keys under one heading, or give one of the two another name")
            }
            "duplicate key" => plain(format!("`{written}` is written twice in the same table"), "the second time")
                .help("keep one of the two"),
            what if what.starts_with("cannot extend") => {
                plain(format!("`{written}` is a single value above, and cannot have keys of its own here"), "")
                    .help("write all of it in one place: `key = { … }`")
            }
            "nested too deeply" => {
                plain("brackets are nested too deeply", format!("from here on more than {MOST_NESTED}"))
                    .help("a scenario needs no more than 6")
            }
            "recursion limit" => plain("this name has too many parts", "")
                .help("an address has at most 7, such as deals.mine.ramp.linear.years"),
            "unclosed list" => plain("this list is never closed", "opened here").help("write `]` where the list ends"),
            "unclosed braces" => {
                plain("these braces are never closed", "opened here").help("write `}` where the table ends")
            }
            "unclosed text" => plain("this text is never closed", "opened here")
                .help("write the same three quotation marks where the text ends"),
            "unclosed table" | "unclosed array table" => self.broken_heading(),
            "unquoted keys cannot be empty" => plain("a name is missing", "here")
                .help("names are letters, digits, `_` and `-`: `[flows.exports]`, `base = 120`"),
            "invalid unquoted key" if written == ":" && after.trim_start().starts_with(|c: char| c != '=') => {
                plain("a value follows `=`, not `:`", "write `=`")
                    .maybe_help((!before.trim().is_empty()).then(|| format!("{} = {}", before.trim(), after.trim())))
            }
            "invalid unquoted key" if matches!(written.as_str(), "//" | "--" | ";" | "%" | "'" | "/*") => {
                plain(format!("a remark begins with `#`, not with `{written}`"), "write `#`")
            }
            "invalid unquoted key" => match self.invisible() {
                Some(character) => plain(format!("{character} cannot be part of a name"), "it cannot be seen")
                    .help("delete it, or write a plain space"),
                None => plain(format!("`{written}` cannot be part of a name"), "").help(NAMES),
            },
            "key with no value" => self.no_value(),
            "missing value for key" | "missing value" | "missing array opening" | "missing inline table opening" => {
                self.missing_value()
            }
            "extra `=`" => plain("`=` stands here twice", "one too many"),
            "string values must be quoted" => self.bare_words(),
            "unexpected key or value" | "unexpected content" => self.too_much(),
            what if what.starts_with("extra comma") => plain("a comma too many", "nothing stands before it"),
            what if what.starts_with("missing comma") || what.starts_with("extra assignment") => {
                plain("a comma is missing", "before this")
                    .help("entries are separated by commas: `{ mean = 1, sd = 2 }`, `[\"mine\", \"road\"]`")
            }
            what if what.starts_with("missing key")
                || what.starts_with("missing assignment")
                || what.starts_with("invalid inline") =>
            {
                plain("every entry in braces is a key, `=` and a value", "").help("such as `{ mean = 1, sd = 2 }`")
            }
            "unexpected `=` in array" => plain("a list holds values, not keys", "")
                .help("keys and values stand in braces: `{ mean = 1, sd = 2 }`"),
            what if what.contains("string") && !what.starts_with("invalid string") => self.broken_text(),
            "missing escaped value" | "too few unicode value digits" | "invalid value" => {
                plain("a backslash has a special meaning in a text", "after this one comes nothing that it can mean")
                    .help("write `\\\\` for a backslash, or put the text in single quotation marks")
                    .maybe_help(self.path_with_slashes())
            }
            "invalid comment character" => {
                plain("a character that cannot be printed", "in this remark").help("delete it")
            }
            "carriage return must be followed by newline" => {
                plain("a line ends in a way that only very old computers understand", "")
                    .help("save the file with line ends of Unix or Windows")
            }
            what if what.starts_with("invalid date")
                || what.starts_with("invalid time")
                || what.starts_with("invalid offset") =>
            {
                self.broken_date()
            }
            _ if !written.is_empty() || key.is_some() => self.broken_number(),
            _ => plain("this cannot be understood", "")
                .help("each line is a heading `[name]`, or a key, `=` and a value"),
        }
    }

    /// The name of a character that nobody sees, where it stands.
    fn invisible(&self) -> Option<String> {
        let character = self.text[self.at.start..].chars().next()?;
        let name = match character {
            '\u{a0}' | '\u{202f}' => "a non-breaking space",
            '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' => "a character without width",
            _ if character.is_whitespace() => "a special space",
            _ if character.is_control() => "a control character",
            _ => return None,
        };
        Some(format!("{name} (U+{:04X})", u32::from(character)))
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
            Some((first, rest)) if rest.split_once('=').is_some_and(|(rest, _)| !rest.trim().is_empty()) => {
                let (rest, value) = rest.split_once('=').unwrap_or_default();
                let name = format!("{first}_{}", rest.split_whitespace().collect::<Vec<_>>().join("_"));
                plain("a name has no spaces", "").at(self.line.clone()).help(format!(
                    "write `{} = {}`",
                    short(&name),
                    short(value.trim())
                ))
            }
            Some((key, _)) if ["//", "--", ";", "%"].iter().any(|sign| key.starts_with(sign)) => {
                plain("this line is no key with a value", "").help("a remark begins with `#`")
            }
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

    /// Something follows a value or a heading on its line.
    fn too_much(&self) -> Plain {
        let (before, _) = self.around();
        let rest = self.text[self.at.start..self.line.end].split('#').next().unwrap_or_default().trim_end();
        let digits = before.rsplit(|c: char| !c.is_ascii_digit() && c != '-' && c != '.').next().unwrap_or_default();
        if let Some(mend) = separators::mend(&format!("{digits}{rest}")).filter(|_| rest.starts_with(',')) {
            return plain(format!("`{digits}{rest}` is not a number"), "")
                .at(self.at.start - digits.len()..self.at.start + rest.len())
                .help(mend);
        }
        if self.is_a_heading() {
            return plain(format!("`{}` follows the heading", short(rest)), "")
                .help("a heading stands on a line of its own");
        }
        let what = plain(format!("`{}` is too much on this line", short(rest)), "");
        let value = before.split_once('=').map_or("", |(_, value)| value.trim_start());
        match value.chars().next() {
            _ if rest.starts_with([',', ';']) => what.help("each line holds one key: what follows goes on the next"),
            Some('"') if rest.contains('"') => what
                .help("the second quotation mark ends the text: inside it write \\\" or “ ”, or single ones around it"),
            Some('\'') if rest.contains('\'') => {
                what.help("the second quotation mark ends the text: put double ones around it, \"…\"")
            }
            _ => what.help("each line is a heading `[name]`, or a key, `=` and one value; a remark begins with `#`"),
        }
    }
}

fn plain(message: impl Into<String>, label: impl Into<String>) -> Plain {
    Plain { message: message.into(), label: label.into(), help: None, at: None }
}

impl Plain {
    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn at(self, at: Range<usize>) -> Self {
        Self { at: Some(at), ..self }
    }

    fn maybe_help(self, help: Option<String>) -> Self {
        Self { help: help.or(self.help), ..self }
    }
}

/// The line on which a byte stands, without its end.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    start..end
}

/// The place of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn name_like(words: &str) -> String {
    let kept = words.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' });
    kept.collect::<String>().trim_matches('_').to_owned()
}
