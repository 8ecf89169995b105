//! Every number of a scenario and where it comes from.

use altai_analysis::sources::{Qualities, SourceRow};

use crate::number::whole_percent;
use crate::style::{ASIDE, styled};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, wrapped};

/// Sources and notes stand this far to the right.
const INDENT: usize = 4;

/// The rows as a table, then how many are stated, derived and judged; `place` says where a row stands: `scenario.toml:41`.
pub fn text(rows: &[SourceRow], place: impl Fn(&SourceRow) -> String, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let column = |heading: &str, cell: &dyn Fn(&SourceRow) -> String| {
        Column::new(heading, rows.iter().map(cell).collect::<Vec<_>>())
    };
    let table = Table {
        labels: vec![
            column("number", &|row| row.address.clone()),
            column("value", &|row| row.value.replace(", a 90 % interval", "")),
            column("quality", &|row| row.quality.unwrap_or_default().to_owned()),
            column("where", &place),
        ],
        values: Vec::new(),
    };
    let lines = table.text(width);
    let mut lines = lines.lines();
    let mut text = lines.next().unwrap_or_default().to_owned() + "\n";
    for (row, line) in rows.iter().zip(lines) {
        text += line;
        text.push('\n');
        for (label, words) in [("source", &row.source), ("note", &row.note)] {
            if let Some(words) = words {
                text += &aside(&format!("{label}: {words}"), width);
            }
        }
    }
    text + "\n" + &summary(rows, width)
}

fn aside(words: &str, width: usize) -> String {
    let indent = " ".repeat(INDENT);
    let lines = wrapped(words, width - INDENT);
    lines.iter().fold(String::new(), |text, line| text + &indent + &styled(ASIDE, line) + "\n")
}

/// `67 numbers: 12 % stated, 30 % derived, 58 % judged, 0 % unsaid; 7 without a source, 0 of them without a note`.
fn summary(rows: &[SourceRow], width: usize) -> String {
    let counted = Qualities::of(rows);
    let Qualities { stated, derived, judged, unsaid, without_source, silent } = counted;
    let all = counted.all();
    if all == 0 {
        return "no number\n".to_owned();
    }
    let share = |count: usize| whole_percent(count as f64 / all as f64);
    let words = format!(
        "{all} {}: {} stated, {} derived, {} judged, {} of unstated quality; {without_source} without a source, of which \
         {silent} without a note",
        if all == 1 { "number" } else { "numbers" },
        share(stated),
        share(derived),
        share(judged),
        share(unsaid),
    );
    wrapped(&words, width).join("\n") + "\n"
}
