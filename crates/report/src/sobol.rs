//! What explains the outcome: tables with bars, CSV and JSON.

use altai_analysis::estimate::PartlyKnown;
use altai_analysis::sobol::{Explained, IndexRow, Output, ShapleyRow, Sobol, Sort};
use altai_analysis::words::{grouped, several};
use serde::Serialize;

use crate::chart::bar;
use crate::csv_file::{File, csv};
use crate::number::{ABSENT, give_or_take};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end, fill};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-sobol-1";

/// The file of the shares.
pub const TABLE: &str = "sobol.csv";

/// So many groups have a row in the terminal.
const MOST_ROWS: usize = 12;

/// Shorter bars say nothing …
const LEAST_BAR: usize = 9;

/// … and longer ones no more.
const LONGEST_BAR: usize = 40;

/// A row of `sobol.csv`.
#[derive(Default, Serialize)]
struct Row<'a> {
    target: &'a str,
    package: &'a str,
    year: i32,
    output: &'a str,
    group: &'a str,
    role: &'a str,
    measure: &'a str,
    value: Option<f64>,
    unit: &'a str,
    standard_error: Option<f64>,
    lower_95: Option<f64>,
    upper_95: Option<f64>,
}

impl<'a> Row<'a> {
    fn of(sobol: &'a Sobol, output: Output, measure: &'a str, estimated: PartlyKnown) -> Self {
        let target = &sobol.question.targets[0];
        let PartlyKnown { value, standard_error, lower_95, upper_95 } = estimated;
        Self {
            target: &target.name,
            package: &sobol.question.packages[0].name,
            year: target.by,
            output: output.name(),
            measure,
            value,
            unit: "share of variance",
            standard_error,
            lower_95,
            upper_95,
            ..Self::default()
        }
    }

    fn with(self, group: &'a str, role: Sort) -> Self {
        Self { group, role: role.name(), ..self }
    }
}

fn rows<'a>(sobol: &'a Sobol, explained: &'a Explained) -> Vec<Row<'a>> {
    let Explained { output, variance, interactions, indices, shapley, shapley_variance } = explained;
    let row = |measure, estimated| Row::of(sobol, *output, measure, estimated);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for index in indices {
        rows.push(row("first_order", index.first_order).with(&index.group, index.role));
        rows.push(row("total", index.total).with(&index.group, index.role));
    }
    rows.extend(shapley.iter().map(|effect| row("shapley", effect.share).with(&effect.input, effect.role)));
    let unit = match output {
        Output::Reached => "probability squared",
        Output::Turnover => "USD million squared",
    };
    rows.push(row("interactions", *interactions));
    let variance = PartlyKnown { value: *variance, ..PartlyKnown::default() };
    rows.push(Row { unit, ..row("variance", variance) });
    rows.extend(shapley_variance.map(|variance| Row { unit, ..row("shapley_variance", variance) }));
    rows
}

impl Report for Sobol {
    fn title(&self) -> Option<&str> {
        self.question.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        let rows: Vec<Row<'_>> = self.outputs.iter().flat_map(|explained| rows(self, explained)).collect();
        vec![(TABLE, csv(&rows))]
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let filled = |words: &str| fill(words, width);
        let mut blocks = vec![self.brief(width)];
        for explained in self.outputs.iter().filter(|explained| has_errors(explained)) {
            blocks.push(format!("{}\n{}", filled(&heading(self, explained.output, "")), indices(explained, width)));
        }
        for explained in self
            .outputs
            .iter()
            .filter(|explained| has_errors(explained))
            .filter(|explained| !explained.shapley.is_empty())
        {
            let heading = filled(&heading(self, explained.output, ", shared out"));
            blocks.push(format!("{heading}\n{}", shapley(explained, width)));
        }
        let designs = self.designs as u64;
        let played = format!("{} under each of {} designs", several(self.paths, "path"), grouped(designs));
        blocks.push(aside(&how_to_read(self), width) + &end(&played, run.seed, seconds, next, width));
        blocks.join("\n")
    }
}

fn heading(sobol: &Sobol, output: Output, more: &str) -> String {
    let year = sobol.question.targets[0].by;
    match output {
        Output::Reached => format!("Whether the target is reached by {year}{more}:"),
        Output::Turnover => format!("Turnover in {year}{more}:"),
    }
}

/// Whether there is more to show than the chance of few paths.
fn has_errors(explained: &Explained) -> bool {
    explained.indices.iter().any(|row| row.first_order.standard_error.is_some())
}

fn how_to_read(sobol: &Sobol) -> String {
    if !sobol.outputs.iter().any(has_errors) {
        return String::new();
    }
    let mut words = "Shares of the variance (Sobol'). by itself: by how much it would fall, were this known (first order). in all: what \
                     would be left, were all else known (total). chance: what is drawn anew every year, when a deal is called off, and \
                     what has that role. deals.NAME: whether it goes ahead. ± is what simulation leaves open (95 %)."
        .to_owned();
    if sobol.outputs.iter().flat_map(|explained| &explained.indices).any(|row| row.members > 1) {
        words += " + 1: with so many others that are correlated with it.";
    }
    if sobol.outputs.iter().any(|explained| !explained.shapley.is_empty()) {
        words += " Shared out: every number's part of the variance, interactions and what is correlated divided among those that \
                  bring it (Shapley effects); it adds up.";
    }
    words
}

/// `12.3 %`, `−0.1 %`.
fn share(value: Option<f64>) -> String {
    let Some(value) = value else { return ABSENT.to_owned() };
    let tenths = (1000.0 * value).round();
    format!("{}{:.1} %", if tenths < 0.0 { "−" } else { "" }, tenths.abs() / 10.0)
}

fn margin(estimated: PartlyKnown) -> String {
    estimated.half_width().map_or_else(String::new, give_or_take)
}

fn indices(explained: &Explained, width: usize) -> String {
    let shown: Vec<&IndexRow> = explained.indices.iter().filter(|row| row.matters).take(MOST_ROWS).collect();
    let column = |heading: &str, cell: &dyn Fn(&IndexRow) -> String, last: String| {
        Column::new(heading, shown.iter().map(|row| cell(row)).chain([last]))
    };
    let table = Table {
        labels: vec![column("", &name, "only together".to_owned())],
        values: vec![
            column("by\nitself", &|row| share(row.first_order.value), share(explained.interactions.value)),
            column("of simu-\nlation", &|row| margin(row.first_order), margin(explained.interactions)),
            column("in all", &|row| share(row.total.value), String::new()),
            column("of simu-\nlation", &|row| margin(row.total), String::new()),
        ],
    };
    let value = |estimated: PartlyKnown| estimated.value.unwrap_or_default().max(0.0);
    let most = shown.iter().map(|row| value(row.total).max(value(row.first_order))).fold(0.0, f64::max);
    let bar = |row: &IndexRow, places: usize| {
        let [itself, all] =
            [row.first_order, row.total].map(|estimated| (value(estimated) / most * places as f64).round() as usize);
        format!("{}{}", "█".repeat(itself.min(places)), "░".repeat(all.saturating_sub(itself)))
    };
    let others: Vec<f64> = explained.indices.iter().map(|row| value(row.total)).collect();
    with_bars(table, "█ by itself\n░ in all", width, &shown, bar)
        + &rest(&others[..], shown.len(), explained.indices.len(), width)
}

/// A group of several goes by its first.
fn name(row: &IndexRow) -> String {
    match row.group.split_once(" + ") {
        Some((first, _)) => format!("{first} + {}", row.members - 1),
        None => row.group.clone(),
    }
}

/// What has no row. `values` are in descending order.
fn rest(values: &[f64], shown: usize, all: usize, width: usize) -> String {
    let upto = values.iter().skip(shown).fold(0.0, |most: f64, value| most.max(*value));
    let each = format!("{:.1} %", (1000.0 * upto).ceil() / 10.0);
    let words = match all - shown {
        0 => return String::new(),
        1 if upto == 0.0 => "What has no row has no part in it on any path.".to_owned(),
        1 => format!("What has no row has a part in {each} or less."),
        many if upto == 0.0 => format!("{many} others have no part in it on any path."),
        many => format!("{many} others have a part in {each} or less each."),
    };
    aside(&words, width)
}

fn shapley(explained: &Explained, width: usize) -> String {
    let is_clear = |row: &&ShapleyRow| row.share.lower_95.is_some_and(|lower| lower > 0.0);
    let shown: Vec<&ShapleyRow> = explained.shapley.iter().filter(is_clear).take(MOST_ROWS).collect();
    let column = |heading: &str, cell: &dyn Fn(&ShapleyRow) -> String, last: String| {
        Column::new(heading, shown.iter().map(|row| cell(row)).chain([last]))
    };
    let sum: f64 = explained.shapley.iter().filter_map(|row| row.share.value).sum();
    let table = Table {
        labels: vec![column("", &|row| row.input.clone(), "together with the others".to_owned())],
        values: vec![
            column("share", &|row| share(row.share.value), share(Some(sum))),
            column("of simu-\nlation", &|row| margin(row.share), String::new()),
        ],
    };
    let value = |row: &ShapleyRow| row.share.value.unwrap_or_default().max(0.0);
    let most = shown.iter().map(|row| value(row)).fold(0.0, f64::max);
    let scaled = |row: &ShapleyRow, places: usize| bar(value(row) / most, places);
    let others: Vec<f64> = explained.shapley.iter().map(value).collect();
    let rest = match explained.shapley.len() - shown.len() {
        0 => String::new(),
        many => {
            let sum: f64 = others.iter().sum::<f64>() - shown.iter().map(|row| value(row)).sum::<f64>();
            let words = match many {
                1 => format!("What has no row: {}.", share(Some(sum))),
                many => format!("{many} others without a row: {} together.", share(Some(sum))),
            };
            aside(&words, width)
        }
    };
    with_bars(table, "", width, &shown, scaled) + &rest
}

/// The table, with bars where there is room for them.
fn with_bars<Row>(
    mut table: Table,
    heading: &str,
    width: usize,
    shown: &[&Row],
    bar: impl Fn(&Row, usize) -> String,
) -> String {
    let seen = |line: &str| textwrap::core::display_width(line);
    let taken = table.text(usize::MAX / 4).lines().map(seen).max().unwrap_or(0);
    let room = width.saturating_sub(taken + 2).min(LONGEST_BAR);
    if room >= LEAST_BAR && !shown.is_empty() {
        let padded = |bar: String| bar.clone() + &" ".repeat(room.saturating_sub(bar.chars().count()));
        let bars = shown.iter().map(|row| padded(bar(row, room))).chain([" ".repeat(room)]);
        table.values.push(Column::new(heading, bars));
    }
    table.text(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimated(value: f64) -> PartlyKnown {
        PartlyKnown {
            value: Some(value),
            standard_error: Some(0.01),
            lower_95: Some(value - 0.02),
            upper_95: Some(value + 0.02),
        }
    }

    fn explained() -> Explained {
        let row = |group: &str, members, first: f64, total: f64| IndexRow {
            group: group.to_owned(),
            label: group.to_owned(),
            members,
            first_order: estimated(first),
            total: estimated(total),
            matters: total > 0.05,
            ..IndexRow::default()
        };
        Explained {
            output: Output::Reached,
            variance: Some(0.17),
            interactions: estimated(0.2),
            indices: vec![row("chance", 1, 0.5, 0.8), row("a.b + c.d + e.f", 3, -0.001, 0.2), row("g.h", 1, 0.0, 0.0)],
            shapley: Vec::new(),
            shapley_variance: None,
        }
    }

    #[test]
    fn bars_show_what_each_explains_by_itself_and_in_all() {
        let text = indices(&explained(), 70);
        let rows: Vec<&str> = text.lines().skip(2).collect();
        assert!(rows[0].starts_with("chance ") && rows[0].contains(" 50.0 %     ± 2.0"), "{text}");
        assert!(rows[1].starts_with("a.b + 2 ") && rows[1].contains(" −0.1 %"), "{text}");
        let signs = |row: &str, sign: char| row.chars().filter(|own| *own == sign).count();
        let (itself, all) = (signs(rows[0], '█'), signs(rows[0], '█') + signs(rows[0], '░'));
        assert_eq!(itself, (all as f64 * 5.0 / 8.0).round() as usize, "{text}");
        assert_eq!(signs(rows[1], '█') + signs(rows[1], '░'), (all as f64 / 4.0).round() as usize, "{text}");
        assert!(text.contains("only together  20.0 %"), "{text}");
        assert!(text.contains("What has no row has no part in it on any path."), "{text}");
    }

    #[test]
    fn shares_keep_their_sign_and_what_is_absent_is_not_zero() {
        assert_eq!([Some(-0.0012), Some(-0.0001), Some(1.0), None].map(share), ["−0.1 %", "0.0 %", "100.0 %", "–"]);
    }
}
