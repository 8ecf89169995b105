//! What differs between two scenarios, and what that does to the odds.

use altai_analysis::changes::Change;
use altai_analysis::interval::Z_95;
use altai_analysis::pairing::PairedOdds;

use crate::number::{give_or_take, percent, points};
use crate::style::{ANSWER, ASIDE, styled};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, wrapped};

/// Every change: added, removed, or before and after.
pub fn changes(changes: &[Change], width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    if changes.is_empty() {
        return "no difference\n".to_owned();
    }
    changes.iter().map(|change| one(change, width)).collect()
}

fn one(change: &Change, width: usize) -> String {
    let (mark, words) = match (&change.before, &change.after) {
        (Some(before), Some(after)) => ('~', format!("{before} → {after}")),
        (Some(before), None) => ('−', before.clone()),
        (None, after) => ('+', after.clone().unwrap_or_default()),
    };
    let label = format!("{mark} {}", change.address);
    let is_short = label.chars().count() + words.chars().count() + 4 <= width;
    if is_short {
        return format!("{}  {words}\n", styled(ANSWER, &label));
    }
    let lines = wrapped(&words, width - 4);
    format!("{}\n    {}\n", styled(ANSWER, &label), lines.join("\n    "))
}

/// The odds of the packages that both have. `names` are those of the two scenarios, `years` those of their headlines.
pub fn odds(rows: &[PairedOdds], names: [&str; 2], years: [i32; 2], width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    if rows.is_empty() {
        return "the two have no package in common\n".to_owned();
    }
    let column = |heading: String, cell: &dyn Fn(&PairedOdds) -> String| {
        Column::new(heading, rows.iter().map(cell).collect::<Vec<_>>())
    };
    let error = |row: &PairedOdds| give_or_take(row.difference.standard_error.map_or(0.0, |error| Z_95 * error));
    let table = Table {
        labels: vec![column("package".to_owned(), &|row| row.package.clone())],
        values: vec![
            column(format!("{}\nby {}", names[0], years[0]), &|row| percent(row.first.value)),
            column(format!("{}\nby {}", names[1], years[1]), &|row| percent(row.second.value)),
            column("difference\nin points".to_owned(), &|row| points(row.difference.value)),
            column("of\nsimulation".to_owned(), &error),
        ],
    };
    let note = "The odds of reaching the target, both on the same draws; ± is what simulation leaves open (95 %).";
    format!("{}{}\n", table.text(width), styled(ASIDE, &wrapped(note, width).join("\n")))
}
