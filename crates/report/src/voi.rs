//! What is worth finding out before deciding: in the terminal, as CSV, as JSON.

use altai_analysis::interval::Z_95;
use altai_analysis::voi::{ChoiceRow, KnowledgeRow, Known, Voi};
use altai_analysis::words::{grouped, several};
use csv::Error;
use serde::Serialize;

use crate::csv_file::csv;
use crate::number::{give_or_take_money, percent, tenths};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end, lead};
use crate::{Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-voi-1";

/// The file of what knowledge is worth.
pub const TABLE: &str = "voi.csv";

/// So many single numbers are shown; the files have all.
const MOST_NUMBERS: usize = 12;

/// A row of `voi.csv`.
#[derive(Default, Serialize)]
struct Row<'a> {
    target: &'a str,
    year: i32,
    known: Known,
    address: &'a str,
    value: f64,
    unit: &'a str,
    standard_error: f64,
    lower_95: f64,
    upper_95: f64,
    changes: f64,
}

/// The names and contents of the tables: [`TABLE`], and `choices.csv`.
///
/// # Errors
///
/// None are known: the rows are flat, and memory takes every write.
pub fn files(voi: &Voi) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    let rows: Vec<Row<'_>> = voi.knowledge.iter().map(row).collect();
    Ok(vec![(TABLE, csv(&rows)?), ("choices.csv", csv(&voi.choices)?)])
}

fn row(row: &KnowledgeRow) -> Row<'_> {
    let KnowledgeRow { target, year, known, address, value, unit, standard_error, lower_95, upper_95, changes, .. } =
        row;
    Row {
        target,
        year: *year,
        known: *known,
        address,
        value: *value,
        unit,
        standard_error: *standard_error,
        lower_95: *lower_95,
        upper_95: *upper_95,
        changes: *changes,
    }
}

/// Everything in one JSON document, indented, with a line end.
///
/// # Errors
///
/// None are known: every field has a form in JSON.
pub fn document(voi: &Voi, run: &Run) -> Result<String, serde_json::Error> {
    json::whole(FORMAT, run, voi)
}

/// The sentence, under the title.
pub fn sentence(voi: &Voi, width: usize) -> String {
    lead(voi.title.as_deref(), &voi.sentence, width)
}

/// The answer as one reads it: the sentence, what knowing each number is worth, what the packages come to.
///
/// `seconds` is how long the simulation took, `next` what to do next; may be empty.
pub fn text(voi: &Voi, run: &Run, seconds: f64, next: &str, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let blocks = [
        sentence(voi, width),
        knowledge(voi).text(width) + &aside(&legend(voi), width),
        choices(voi).text(width)
            + &aside(
                &format!(
                    "net: {} × odds − cost, in $ million, on average. best: yes where it is the best on average, perhaps where \
                 simulation does not tell it from that. All are played on the same draws: their differences are surer than \
                 each net by itself. ± is what simulation leaves open (95 %).",
                    tenths(Some(voi.value))
                ),
                width,
            ),
        end(&several(voi.paths, "path"), run.seed, seconds, next, width),
    ];
    blocks.join("\n")
}

/// Everything, groups, and the worthiest numbers.
fn shown(voi: &Voi) -> Vec<&KnowledgeRow> {
    let mut numbers = 0;
    let is_shown = |row: &&KnowledgeRow| {
        numbers += usize::from(row.known == Known::Number);
        row.known != Known::Number || numbers <= MOST_NUMBERS
    };
    voi.knowledge.iter().filter(is_shown).collect()
}

fn knowledge(voi: &Voi) -> Table {
    let rows = shown(voi);
    let column =
        |heading: &str, cell: &dyn Fn(&KnowledgeRow) -> String| Column::new(heading, rows.iter().map(|row| cell(row)));
    let name = |row: &KnowledgeRow| match row.known {
        Known::Everything => "every number".to_owned(),
        Known::Group | Known::Number => row.address.replace('+', " + "),
    };
    Table {
        labels: vec![column("to know", &name)],
        values: vec![
            column("is worth\n$ million", &|row| tenths(Some(row.value))),
            column("from\n(95 %)", &|row| tenths(Some(row.lower_95))),
            column("to", &|row| tenths(Some(row.upper_95))),
            column("changes the\nchoice", &|row| percent(row.changes)),
        ],
    }
}

fn legend(voi: &Voi) -> String {
    let numbers = voi.knowledge.iter().filter(|row| row.known == Known::Number).count();
    let left_out = numbers.saturating_sub(MOST_NUMBERS);
    let more = if left_out > 0 {
        format!(" {} numbers of less worth are not shown.", grouped(left_out as u64))
    } else {
        String::new()
    };
    format!(
        "is worth: what choosing a package after it is known brings beyond choosing today, on average. Chance cannot be known. \
         from, to: what simulation leaves open (95 %). changes the choice: how often another package is chosen.{more}"
    )
}

fn choices(voi: &Voi) -> Table {
    let column =
        |heading: &str, cell: &dyn Fn(&ChoiceRow) -> String| Column::new(heading, voi.choices.iter().map(cell));
    let best = voi.choices.iter().enumerate().map(|(place, row)| match (place == voi.best, row.may_be_best) {
        (true, _) => "yes".to_owned(),
        (false, true) => "perhaps".to_owned(),
        (false, false) => String::new(),
    });
    Table {
        labels: vec![column("package", &|row| row.package.clone())],
        values: vec![
            column("odds", &|row| percent(row.odds)),
            column("expected\ncost", &|row| tenths(Some(row.cost))),
            column("net", &|row| tenths(Some(row.net_benefit))),
            column("of\nsimulation", &|row| give_or_take_money(Z_95 * row.standard_error)),
            Column::new("best", best),
        ],
    }
}
