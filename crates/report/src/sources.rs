//! Every number of a scenario and where it comes from.

use altai_analysis::evidence::Evidence;
use altai_analysis::sources::SourceRow;
use altai_analysis::words::several;

use crate::number::{ABSENT, whole_percent};
use crate::style::{ANSWER, ASIDE, styled};
use crate::table::{Column, SHARE_OF_LABELS, SHORT_LABEL, Table};
use crate::terminal::{LEAST_WIDTH, WIDEST_PROSE, fill, wrapped};

/// Sources and notes stand this far to the right.
const INDENT: usize = 4;

/// The rows by the table that they stand in, then how many inputs are stated, derived and judged; `place` says where a row
/// stands: `scenario.toml:41`. What several rows in succession rest upon is said once, below them.
pub fn text(rows: &[SourceRow], counted: &Evidence, place: impl Fn(&SourceRow) -> String, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let column = |heading: &str, cell: &dyn Fn(&SourceRow) -> String| Column::new(heading, rows.iter().map(cell));
    let table = Table {
        labels: vec![
            column("number", &|row| format!("  {}", row.table_and_key().1)),
            column("value", &|row| if is_long(row, width) { beginning(row) } else { value(row) }),
            column("quality", &|row| row.quality.unwrap_or(ABSENT).to_owned()),
            column("where", &place),
        ],
        values: Vec::new(),
    };
    let lines = table.text(width);
    let mut lines = lines.lines();
    let mut text = lines.next().unwrap_or_default().to_owned() + "\n";
    let mut alike = 0;
    for (at, (row, line)) in rows.iter().zip(lines).enumerate() {
        let table = row.table_and_key().0;
        if at == 0 || rows[at - 1].table_and_key().0 != table {
            text += &heading(table, row, width);
        }
        text += line;
        text.push('\n');
        if is_long(row, width) {
            text += &aside(&value(row), width);
        }
        alike += 1;
        if rows.get(at + 1).is_none_or(|next| !rest_alike(row, next)) {
            text += &evidence(row, alike, width);
            alike = 0;
        }
    }
    text + "\n" + &summary(counted, width) + &plain(rows, width)
}

fn value(row: &SourceRow) -> String {
    row.as_written()
}

/// Whether a value does not fit into its column, so that it is told below.
fn is_long(row: &SourceRow, width: usize) -> bool {
    value(row).chars().count() > (width / SHARE_OF_LABELS).max(SHORT_LABEL)
}

/// `pert …`
fn beginning(row: &SourceRow) -> String {
    let words = value(row);
    let end = words.find([',', ' ', '[']).unwrap_or(words.len());
    format!("{} …", &words[..end])
}

fn heading(table: &str, row: &SourceRow, width: usize) -> String {
    let title = row.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    styled(ANSWER, &fill(&format!("{table}{title}"), width)) + "\n"
}

/// Whether two rows stand in the same table and rest upon the same.
fn rest_alike(one: &SourceRow, other: &SourceRow) -> bool {
    one.table_and_key().0 == other.table_and_key().0 && (&one.source, &one.note) == (&other.source, &other.note)
}

/// What so many rows rest upon, the last of which is given.
fn evidence(row: &SourceRow, rows: usize, width: usize) -> String {
    let of = |preposition: &str| if rows > 1 { format!(" {preposition} these {rows}") } else { String::new() };
    if row.source.is_none() && row.note.is_none() {
        return aside(&format!("no source{}, and no note", of("for")), width);
    }
    let source = row.source.iter().map(|words| format!("source{}: {words}", of("of")));
    let note = row.note.iter().map(|words| format!("note{}: {words}", of("on")));
    source.chain(note).map(|words| aside(&words, width)).collect()
}

fn aside(words: &str, width: usize) -> String {
    let indent = " ".repeat(INDENT);
    let lines = wrapped(words, width.min(WIDEST_PROSE) - INDENT);
    lines.iter().fold(String::new(), |text, line| text + &indent + &styled(ASIDE, line) + "\n")
}

/// How many inputs are of which quality, and how many have no source.
fn summary(counted: &Evidence, width: usize) -> String {
    let Evidence { stated, derived, judged, unsaid, noted, silent } = *counted;
    let all = counted.inputs();
    let kinds = [
        ("stated", "a source gives it", stated),
        ("derived", "worked out from sources", derived),
        ("judgement", "somebody's judgement", judged),
        (ABSENT, "the author does not say", unsaid),
        ("all", "", all),
    ];
    let column =
        |heading: &str, cell: &dyn Fn(&(&str, &str, usize)) -> String| Column::new(heading, kinds.iter().map(cell));
    let table = Table {
        labels: vec![column("quality", &|kind| kind.0.to_owned()), column("", &|kind| kind.1.to_owned())],
        values: vec![
            column("inputs", &|kind| kind.2.to_string()),
            column("share", &|kind| whole_percent(kind.2 as f64 / all as f64)),
        ],
    };
    let without = format!("{} of {} {} no source", noted + silent, several(all as u64, "input"), have(noted + silent));
    let words = match (noted, silent) {
        (0, 0) => "Every input has a source.".to_owned(),
        (_, 0) => format!("{without}, only a note."),
        (0, _) => format!("{without} and no note."),
        _ => format!("{without}: {noted} with a note, {silent} with neither."),
    };
    table.text(width) + &fill(&words, width) + "\n"
}

/// How many numbers are no inputs, and how many of them have no source; nothing where there is none.
fn plain(rows: &[SourceRow], width: usize) -> String {
    let plain: Vec<&SourceRow> = rows.iter().filter(|row| !row.is_input).collect();
    if plain.is_empty() {
        return String::new();
    }
    let without = plain.iter().filter(|row| row.source.is_none()).count();
    let such = if plain.len() == 1 { "such as a correlation" } else { "such as correlations" };
    let words = format!(
        "Beside them: {}, {such}, whose quality cannot be said; {}.",
        several(plain.len() as u64, "plain number"),
        match (without, plain.len()) {
            (0, 1) => "it has a source".to_owned(),
            (1, 1) => "it has no source".to_owned(),
            (0, _) => "all have a source".to_owned(),
            _ => format!("{without} {} no source", have(without)),
        }
    );
    fill(&words, width) + "\n"
}

fn have(count: usize) -> &'static str {
    if count == 1 { "has" } else { "have" }
}
