//! What differs between two scenarios, and what that does to the odds.

use altai_analysis::changes::Change;
use altai_analysis::interval::Z_95;
use altai_analysis::pairing::{PairedOdds, PairedTarget};
use altai_analysis::question::Target;

use crate::number::{give_or_take, percent, points};
use crate::style::{ANSWER, HEADING, styled};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, amount, aside, fill, wrapped};

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

/// The odds of the packages that both have, a table for each target. `names` and `base_years` are those of the two scenarios.
pub fn odds(pairs: &[PairedTarget], names: [&str; 2], base_years: [i32; 2], width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    if pairs.iter().all(|pair| pair.odds.is_empty()) {
        return "the two have no package in common\n".to_owned();
    }
    let heading = |pair: &PairedTarget| match pairs.len() {
        1 => String::new(),
        _ => styled(HEADING, &fill(&title(pair, base_years), width)) + "\n",
    };
    let tables: Vec<String> =
        pairs.iter().map(|pair| format!("{}{}", heading(pair), table(pair, names).text(width))).collect();
    let note = "The odds of reaching the target, both on the same draws; ± is what simulation leaves open (95 %).";
    tables.join("\n") + &aside(note, width)
}

/// `target real: 500 in dollars of 2025`, and what the second asks for where that is something else.
fn title(pair: &PairedTarget, base_years: [i32; 2]) -> String {
    let asks = |target: &Target, base_year: i32| format!("{}{}", amount(target), target.terms(base_year));
    let [first, second] = [asks(&pair.first, base_years[0]), asks(&pair.second, base_years[1])];
    let asks = if first == second { first } else { format!("{first} → {second}") };
    format!("target {}: {asks}", pair.first.name)
}

fn table(pair: &PairedTarget, names: [&str; 2]) -> Table {
    let rows = &pair.odds;
    let column = |heading: String, cell: &dyn Fn(&PairedOdds) -> String| Column::new(heading, rows.iter().map(cell));
    let error = |row: &PairedOdds| give_or_take(row.difference.standard_error.map_or(0.0, |error| Z_95 * error));
    Table {
        labels: vec![column("package".to_owned(), &|row| row.package.clone())],
        values: vec![
            column(format!("{}\nby {}", names[0], pair.first.by), &|row| percent(row.first.value)),
            column(format!("{}\nby {}", names[1], pair.second.by), &|row| percent(row.second.value)),
            column("difference\nin points".to_owned(), &|row| points(row.difference.value)),
            column("of\nsimulation".to_owned(), &error),
        ],
    }
}
