//! Aligned columns without lines, never wider than asked. What does not fit beside goes below.

use textwrap::core::display_width;

use crate::style::{HEADING, styled};

/// Between columns.
const GAP: usize = 2;

/// The least that a label is cut to.
const LEAST_LABEL: usize = 4;

/// A label takes no more than this part of the width, so that there is room for values beside it …
pub(crate) const SHARE_OF_LABELS: usize = 3;

/// … unless it is no longer than this.
pub(crate) const SHORT_LABEL: usize = 16;

/// A heading over cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    heading: String,
    cells: Vec<String>,
}

/// Columns of labels, aligned left, then columns of values, aligned right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// They are repeated where the values are split.
    pub(crate) labels: Vec<Column>,
    /// All columns have as many cells.
    pub(crate) values: Vec<Column>,
}

impl Column {
    /// A column of the cells under the heading, whose lines are kept where it has some.
    pub(crate) fn new(heading: impl Into<String>, cells: impl IntoIterator<Item = String>) -> Self {
        Self { heading: heading.into(), cells: cells.into_iter().collect() }
    }

    /// Wide enough for every cell, and for the heading on two lines or as few as its longest word allows.
    fn width(&self) -> usize {
        let cells = self.cells.iter().map(|cell| display_width(cell)).max().unwrap_or(0);
        let word = self.heading.split_whitespace().map(display_width).max().unwrap_or(0);
        let widest = display_width(&self.heading).max(word);
        let least = cells.max(word).max(1);
        (least..=widest).find(|&width| wrapped(&self.heading, width).len() <= 2).unwrap_or(least)
    }
}

impl Table {
    /// The table in lines of at most `width`.
    pub(crate) fn text(&self, width: usize) -> String {
        let widest_value = width.saturating_sub(LEAST_LABEL + GAP).max(1);
        let values: Vec<usize> = self.values.iter().map(|value| value.width().min(widest_value)).collect();
        let widest = values.iter().max().map_or(0, |widest| widest + GAP);
        let labels = self.label_widths(width, width.saturating_sub(widest));
        let for_values = width.saturating_sub(total(&labels));
        let mut parts = Vec::new();
        let mut from = 0;
        while from < values.len() || parts.is_empty() {
            let fitting = (from..=values.len())
                .rev()
                .find(|&to| values[from..to].iter().map(|value| value + GAP).sum::<usize>() <= for_values);
            let to = fitting.unwrap_or(from).max((from + 1).min(values.len()));
            parts.push(self.part(&labels, &self.values[from..to], &values[from..to]));
            from = to;
        }
        parts.join("\n")
    }

    /// Long labels give way, and the widest first where there is less room still.
    fn label_widths(&self, width: usize, room: usize) -> Vec<usize> {
        let most = (width / SHARE_OF_LABELS).max(SHORT_LABEL);
        let mut widths: Vec<usize> = self.labels.iter().map(|label| label.width().min(most)).collect();
        while total(&widths) > room {
            match widths.iter_mut().max() {
                Some(widest) if *widest > LEAST_LABEL => *widest -= 1,
                _ => break,
            }
        }
        widths
    }

    fn part(&self, label_widths: &[usize], values: &[Column], value_widths: &[usize]) -> String {
        let labels = self.labels.iter().zip(label_widths).map(|(column, width)| (column, *width, true));
        let values = values.iter().zip(value_widths).map(|(column, width)| (column, *width, false));
        let columns: Vec<(&Column, usize, bool)> = labels.chain(values).collect();
        let headings: Vec<Vec<String>> =
            columns.iter().map(|(column, width, _)| wrapped(&column.heading, *width)).collect();
        let height = headings.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = Vec::new();
        for line in 0..height {
            // Headings stand on the cells, so short ones start further down.
            let words = headings
                .iter()
                .map(|words| (line + words.len()).checked_sub(height).map_or("", |at| words[at].as_str()));
            lines.push(styled(HEADING, &aligned(words, &columns)));
        }
        let rows = columns.iter().map(|(column, ..)| column.cells.len()).max().unwrap_or(0);
        for row in 0..rows {
            let cells = columns.iter().map(|(column, ..)| column.cells.get(row).map_or("", String::as_str));
            lines.push(aligned(cells, &columns));
        }
        lines.iter().fold(String::new(), |text, line| text + line + "\n")
    }
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

fn wrapped(words: &str, width: usize) -> Vec<String> {
    crate::terminal::wrapped(words, width).into_iter().map(|line| short(&line, width)).collect()
}

fn aligned<'a>(cells: impl Iterator<Item = &'a str>, columns: &[(&Column, usize, bool)]) -> String {
    let fitted = cells.zip(columns).map(|(cell, (_, width, is_label))| {
        let cell = short(cell, *width);
        let space = " ".repeat(width - display_width(&cell));
        if *is_label { cell + &space } else { space + &cell }
    });
    fitted.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
}

/// The text, or its beginning and its end with `…` between them: names that begin alike often end otherwise.
pub(crate) fn short(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(1);
    let beginning = fitting(text.chars(), room.div_ceil(2));
    let end = fitting(text.chars().rev(), room - display_width(&beginning));
    format!("{beginning}…{}", end.chars().rev().collect::<String>())
}

/// As many letters as are no wider than `width`.
fn fitting(letters: impl Iterator<Item = char>, width: usize) -> String {
    let mut kept = String::new();
    for letter in letters {
        let longer = format!("{kept}{letter}");
        if display_width(&longer) > width {
            break;
        }
        kept = longer;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(table: &Table, width: usize) -> String {
        let text = table.text(width);
        let text = text.replace(&HEADING.render().to_string(), "").replace(&HEADING.render_reset().to_string(), "");
        assert!(text.lines().all(|line| display_width(line) <= width), "wider than {width}:\n{text}");
        text
    }

    fn example() -> Table {
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        Table {
            labels: vec![Column::new("package", cells(&["none", "дорога", "道路", "a_very_long_name"]))],
            values: vec![
                Column::new("reached by 2035", cells(&["14.0 %", "9.5 %", "0 %", "100 %"])),
                Column::new("against none", cells(&["", "+8.6", "−0.3", "0.0"])),
            ],
        }
    }

    #[test]
    fn columns_align_by_the_width_that_is_seen() {
        assert_eq!(
            plain(&example(), 80),
            "                  reached  against
package           by 2035     none
none               14.0 %
дорога              9.5 %     +8.6
道路                  0 %     −0.3
a_very_long_name    100 %      0.0
"
        );
    }

    #[test]
    fn labels_give_way_first() {
        assert_eq!(plain(&example(), 18).lines().next_back(), Some("a_ve…name      0.0"));
    }

    #[test]
    fn values_that_do_not_fit_beside_go_below() {
        let parts = plain(&example(), 16);
        assert_eq!(parts.matches("package").count(), 2, "{parts}");
    }

    #[test]
    fn no_width_is_too_small_to_survive() {
        for width in 0..16 {
            example().text(width);
        }
    }
}
