//! Columns of CSV files: lists of numbers that stand in a file of their own.
//!
//! RFC 4180: cells apart by commas, lines by CR LF or LF, quotation marks where a cell holds either, doubled inside.
//! Written here because every cell must know its place in the file, which the `csv` crate does not tell.

use std::ops::Range;

/// A cell: its text without quotation marks, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) at: Range<usize>,
}

/// The rows of a file, the header first; empty lines at the end are none.
///
/// # Errors
///
/// The place of a quotation mark that is never closed.
pub(crate) fn rows(text: &str) -> Result<Vec<Vec<Cell>>, Range<usize>> {
    let bytes = text.as_bytes();
    // A byte order mark, as spreadsheets write it.
    let mut i = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut rows = Vec::new();
    let mut row = Vec::new();
    while i < bytes.len() {
        let (cell, end) = cell(text, i)?;
        row.push(cell);
        i = match bytes.get(end) {
            Some(b',') if end + 1 < bytes.len() => end + 1,
            Some(b',') => {
                row.push(Cell { text: String::new(), at: end + 1..end + 1 });
                rows.push(std::mem::take(&mut row));
                end + 1
            }
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => {
                rows.push(std::mem::take(&mut row));
                end + 2
            }
            _ => {
                rows.push(std::mem::take(&mut row));
                end + 1
            }
        };
    }
    let is_empty = |row: &Vec<Cell>| matches!(&row[..], [only] if only.text.trim().is_empty());
    while rows.last().is_some_and(is_empty) {
        rows.pop();
    }
    Ok(rows)
}

/// The cell that begins at `start`, and where it ends.
fn cell(text: &str, start: usize) -> Result<(Cell, usize), Range<usize>> {
    let bytes = text.as_bytes();
    let ends = |byte: u8| matches!(byte, b',' | b'\r' | b'\n');
    let end_from = |i: usize| bytes[i..].iter().position(|&byte| ends(byte)).map_or(bytes.len(), |n| i + n);
    if bytes.get(start) != Some(&b'"') {
        let end = end_from(start);
        return Ok((Cell { text: text[start..end].to_owned(), at: start..end }, end));
    }
    let mut i = start + 1;
    loop {
        let Some(quote) = bytes[i..].iter().position(|&byte| byte == b'"') else { return Err(start..start + 1) };
        i += quote + 1;
        if bytes.get(i) != Some(&b'"') {
            break;
        }
        i += 1;
    }
    // What follows the closing mark belongs to the cell, as spreadsheets read it.
    let end = end_from(i);
    let inner = text[start + 1..i - 1].replace("\"\"", "\"");
    Ok((Cell { text: inner + &text[i..end], at: start..end }, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        rows(text).unwrap().into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn rows_end_with_their_lines_however_they_are_written() {
        let expected = vec![vec!["year", "trade"], vec!["2024", "160"]];
        for text in [
            "year,trade\n2024,160\n",
            "year,trade\r\n2024,160",
            "\u{feff}year,trade\n2024,160\n\n",
            "year,trade\r2024,160\r",
        ] {
            assert_eq!(texts(text), expected, "{text:?}");
        }
    }

    #[test]
    fn quoted_cells_hold_commas_lines_and_quotation_marks() {
        assert_eq!(
            texts("\"a, b\",\"say \"\"x\"\"\"\n\"two\nlines\",3\n"),
            [["a, b", "say \"x\""], ["two\nlines", "3"]]
        );
        assert_eq!(rows("a\n\"b").unwrap_err(), 2..3);
    }

    #[test]
    fn empty_cells_are_cells() {
        assert_eq!(texts("a,b,c\n,,\n1,,"), [["a", "b", "c"], ["", "", ""], ["1", "", ""]]);
        assert_eq!(texts("a\n\n3\n\n\n"), [["a"], [""], ["3"]]);
    }

    #[test]
    fn cells_know_their_place() {
        let text = "\u{feff}a,b\n1,\"2\"\n";
        let cell = &rows(text).unwrap()[1][1];
        assert_eq!(&text[cell.at.clone()], "\"2\"");
    }
}
