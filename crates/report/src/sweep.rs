//! How the odds move as one number of the scenario moves, or two: terminal, CSV, JSON.

use altai_analysis::odds::OddsRow;
use altai_analysis::sweep::{Axis, Point, Sweep};
use altai_analysis::words::{grouped, several};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::asked::{few_paths, half, meanings};
use crate::chart::bar;
use crate::csv_file::{File, written};
use crate::number::{give_or_take, percent};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-sweep-1";

/// The file of the odds.
pub const TABLE: &str = "sweep.csv";

/// A bar is no longer …
const LONGEST_BAR: usize = 40;

/// … and left out where it would be shorter.
const SHORTEST_BAR: usize = 6;

impl Report for Sweep {
    fn title(&self) -> Option<&str> {
        self.question.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        vec![(TABLE, table(self))]
    }

    fn document(&self, run: &Run) -> String {
        let axes = || self.axes.iter();
        let rows = self.points.iter().flat_map(|point| {
            let values: Map<String, Value> =
                axes().zip(&point.values).map(|(axis, &value)| (axis.address.clone(), value.into())).collect();
            point.rows.iter().map(move |row| RowOf { values: values.clone(), row })
        });
        let document = Document {
            paths: self.paths,
            title: self.question.title.as_deref(),
            sentence: &self.sentence,
            target: &self.question.targets[self.target].name,
            package: self.question.packages.last().map(|package| package.name.as_str()),
            axes: axes().map(|axis| AxisOf { address: &axis.address, values: &axis.values }).collect(),
            odds: rows.collect(),
        };
        json::whole(FORMAT, run, &document)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let lead = self.brief(width);
        let table = match self.axes.as_slice() {
            [rows, columns] => grid(self, rows, columns).text(width),
            [axis, ..] => list(self, axis, width).text(width),
            [] => String::new(),
        };
        let addresses: Vec<&str> = self.axes.iter().map(|axis| axis.address.as_str()).collect();
        let meaning = meanings(&addresses, width);
        let note = aside(&note(self), width);
        let played = format!("{} at each of {} values", several(self.paths, "path"), grouped(self.points.len() as u64));
        format!("{lead}{meaning}\n{table}{note}\n{}", end(&played, run.seed, seconds, next, width))
    }
}

/// `target,package,year,ADDRESS…,odds,probability,standard_error,lower_95,upper_95`, a row for every target, package, year and
/// kind of odds at every value.
fn table(sweep: &Sweep) -> Vec<u8> {
    let addresses = sweep.axes.iter().map(|axis| axis.address.as_str());
    let estimates = ["odds", "probability", "standard_error", "lower_95", "upper_95"];
    let heading = ["target", "package", "year"].into_iter().chain(addresses).chain(estimates);
    written(|writer| {
        writer.write_record(heading)?;
        let mut rows = sweep.points.iter().flat_map(|point| point.rows.iter().map(move |row| (&point.values, row)));
        rows.try_for_each(|(values, row)| {
            let OddsRow { target, package, year, odds, probability, standard_error, lower_95, upper_95 } = row;
            writer.serialize(((target, package, year), values, (odds, probability, standard_error, lower_95, upper_95)))
        })
    })
}

/// The names of what is compared: the target, where there are several, and the package.
fn note(sweep: &Sweep) -> String {
    let question = &sweep.question;
    let target = match question.targets.len() {
        1 => "the target".to_owned(),
        _ => format!("the target {}", question.targets[sweep.target].name),
    };
    let package = question.packages.last().map(|package| format!(" with {}", package.name)).unwrap_or_default();
    let widest = sweep.points.iter().map(half_of).fold(0.0, f64::max);
    let error = match sweep.axes.len() {
        1 => "± is what simulation leaves open (95\u{a0}%)".to_owned(),
        _ => format!("simulation leaves open {} or less (95\u{a0}%)", give_or_take(widest)),
    };
    format!(
        "The odds of reaching {target} by its year{package}, all on the same draws; {error}.{}",
        few_paths(sweep.paths, widest)
    )
}

fn half_of(point: &Point) -> f64 {
    half(point.odds.lower_95, point.odds.upper_95)
}

fn list(sweep: &Sweep, axis: &Axis, width: usize) -> Table {
    let points = &sweep.points;
    let column = |heading: String, cell: &dyn Fn(&Point) -> String| Column::new(heading, points.iter().map(cell));
    let package = sweep.question.packages.last().map(|package| package.name.clone()).unwrap_or_default();
    let greatest = points.iter().map(|point| point.odds.probability).fold(0.0, f64::max);
    let mut values = vec![
        column(package, &|point| percent(point.odds.probability)),
        column("of simulation".to_owned(), &|point| give_or_take(half_of(point))),
    ];
    if let Some(first) = sweep.question.packages.first().filter(|_| sweep.question.packages.len() > 1) {
        let odds = |point: &Point| point.reference.as_ref().map(|row| percent(row.probability)).unwrap_or_default();
        values.push(column(first.name.clone(), &odds));
    }
    let taken = 20 + 14 * values.len();
    let room = width.saturating_sub(taken).min(LONGEST_BAR);
    if room >= SHORTEST_BAR && greatest > 0.0 {
        let heading = format!("0 to {}", percent(greatest));
        values.insert(0, column(heading, &|point| bar(point.odds.probability / greatest, room)));
    }
    let label = column(axis.address.clone(), &|point| axis.shown(point.values[0]));
    Table { labels: vec![label], values }
}

fn grid(sweep: &Sweep, rows: &Axis, columns: &Axis) -> Table {
    let labels = rows.values.iter().map(|&value| rows.shown(value));
    let at = |row: usize, column: usize| &sweep.points[row * columns.values.len() + column].odds;
    let values = columns.values.iter().enumerate().map(|(column, &value)| {
        let heading = match column {
            0 => format!("{} {}", columns.address, columns.shown(value)),
            _ => columns.shown(value),
        };
        Column::new(heading, (0..rows.values.len()).map(|row| percent(at(row, column).probability)))
    });
    Table { labels: vec![Column::new(rows.address.clone(), labels)], values: values.collect() }
}

#[derive(Serialize)]
struct Document<'a> {
    paths: u64,
    title: Option<&'a str>,
    sentence: &'a str,
    target: &'a str,
    package: Option<&'a str>,
    axes: Vec<AxisOf<'a>>,
    odds: Vec<RowOf<'a>>,
}

#[derive(Serialize)]
struct AxisOf<'a> {
    address: &'a str,
    values: &'a [f64],
}

#[derive(Serialize)]
struct RowOf<'a> {
    /// By address.
    values: Map<String, Value>,
    #[serde(flatten)]
    row: &'a OddsRow,
}
