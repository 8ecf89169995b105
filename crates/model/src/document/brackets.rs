//! Brackets that are never closed, and those that stand in too many others, found before the text is parsed.

use std::ops::Range;

/// A bracket, brace or text of several lines that is opened and never closed.
pub(super) struct Open {
    pub(super) at: Range<usize>,
    pub(super) what: &'static str,
}

/// As many brackets as may stand inside each other.
pub(super) const MOST_NESTED: usize = 16;

/// What is to be said about the brackets of a text as a whole.
pub(super) struct Brackets {
    /// The outermost bracket, or the text of several lines, that is still open where the text ends.
    pub(super) unclosed: Option<Open>,
    /// The first bracket that stands in too many others.
    pub(super) too_deep: Option<usize>,
}

impl Brackets {
    /// Looks through a text, past texts in quotation marks and remarks.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut too_deep = None;
        let mut at_line_start = true;
        let mut i = 0;
        while i < bytes.len() {
            let byte = bytes[i];
            match byte {
                // A heading that is not closed ends with its line.
                b'\n' if open.first().is_some_and(|&(_, what)| what == HEADING) => open.clear(),
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
