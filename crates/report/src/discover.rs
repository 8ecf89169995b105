//! In which futures the target is reached or missed: a box as a table, all boxes as a picture, CSV and JSON.

mod picture;

use altai_analysis::discover::{BoxRow, Discovery, LimitRow, Outcome, ends};
use altai_analysis::words::{grouped, several};

use crate::asked::half;
use crate::csv_file::{File, csv};
use crate::number::{ABSENT, give_or_take, percent, whole_percent};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-discover-1";

/// The file of the boxes.
pub const TABLE: &str = "boxes.csv";

/// Luck explains a limit more often than this: it is no finding.
const BY_CHANCE: f64 = 0.05;

impl Report for Discovery {
    fn title(&self) -> Option<&str> {
        self.question.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        let boxes: Vec<BoxRow> = self.boxes.iter().chain([&self.shown]).cloned().collect();
        let limits: Vec<LimitRow> = self.limits.iter().chain(&self.restrictions).cloned().collect();
        vec![(TABLE, csv(&boxes)), ("limits.csv", csv(&limits))]
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let mut blocks = vec![self.brief(width)];
        let rows = &self.restrictions;
        if !rows.is_empty() && self.better_than_chance {
            blocks.push(table(self, rows).text(width) + &aside(&legend(self), width));
        }
        if self.boxes.len() > 1 {
            blocks.push(picture::picture(self, width) + &aside(&place(self), width));
        }
        let pruned = match self.pruned_on {
            0 => String::new(),
            paths => format!("{} to prune the one shown, ", grouped(paths)),
        };
        let played = format!(
            "{}: {} to find the boxes, {pruned}{} to measure them",
            several(self.paths, "path"),
            grouped(self.found_on),
            grouped(self.measured_on)
        );
        blocks.push(end(&played, run.seed, seconds, next, width));
        blocks.join("\n")
    }
}

/// What the futures that are described are called, one and many.
fn kind(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "successes",
        Outcome::Failure => "failures",
    }
}

fn table(discovery: &Discovery, rows: &[LimitRow]) -> Table {
    let column = |heading: &str, cell: &dyn Fn(&LimitRow) -> String| Column::new(heading, rows.iter().map(cell));
    let limit = |row: &LimitRow, side: usize| {
        let [from, to] = ends(row);
        [from, to][side].clone().unwrap_or_default()
    };
    let mut values = vec![
        column("from", &|row| limit(row, 0)),
        column("to", &|row| limit(row, 1)),
        column("density\nwithout", &|row| whole_percent(row.density_without)),
        column("quasi-p", &|row| quasi_p(row.quasi_p)),
    ];
    if discovery.resamples > 0 {
        values
            .push(column("found\nagain", &|row| row.restricted_again.map_or_else(|| ABSENT.to_owned(), whole_percent)));
    }
    Table {
        labels: vec![
            column("input", &|row| row.address.clone()),
            column("in", &|row| row.unit.trim_end_matches(" a year").to_owned()),
        ],
        values,
    }
}

/// Two digits, of which none are told below a thousandth.
fn quasi_p(p: f64) -> String {
    match p {
        p if p < 0.001 => "<0.001".to_owned(),
        p if p < 0.1 => format!("{p:.3}"),
        p => format!("{p:.2}"),
    }
}

fn legend(discovery: &Discovery) -> String {
    let shown = &discovery.shown;
    let margin = |lower: f64, upper: f64| give_or_take(half(lower, upper));
    let words = format!(
        "Box {}: density {} {}, coverage {} {}, mass {} {} (95 %). density without: with this input free. quasi-p: how probable so \
         high a density is if the input's limits do nothing.",
        shown.number,
        percent(shown.density),
        margin(shown.density_lower_95, shown.density_upper_95),
        percent(shown.coverage),
        margin(shown.coverage_lower_95, shown.coverage_upper_95),
        percent(shown.mass),
        margin(shown.mass_lower_95, shown.mass_upper_95),
    );
    let again = match discovery.resamples {
        0 => String::new(),
        many => {
            let resamples = several(many, "resample");
            format!(" found again: in how many of {resamples} the box most like it restricts the input.")
        }
    };
    words + &again + &dropped(discovery)
}

/// What pruning has taken away, or what might go.
fn dropped(discovery: &Discovery) -> String {
    let idle = discovery.restrictions.iter().filter(|row| row.quasi_p > BY_CHANCE).count();
    match (discovery.dropped.as_slice(), idle) {
        ([one], _) => format!(" Its limits of {one} were dropped: other paths do not tell them from chance."),
        ([], 1) => " One limit may be chance.".to_owned(),
        ([], 2..) => format!(" {} limits may be chance.", grouped(idle as u64)),
        ([], 0) => String::new(),
        (many, _) => {
            format!(
                " Its limits of {} other inputs were dropped: other paths do not tell them from chance.",
                many.len()
            )
        }
    }
}

fn place(discovery: &Discovery) -> String {
    let shown = &discovery.shown;
    let what = kind(discovery.outcome);
    format!(
        "Every point is a box, from all futures at the right to the smallest: how many of the {what} it holds (coverage), and how many \
         of its futures are {what} (density), on paths that did not choose it. ● is box {} of {}.",
        shown.number,
        discovery.boxes.len() - 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_quasi_p_values_are_only_small() {
        assert_eq!(
            [0.0, 0.0004, 0.0014, 0.049, 0.25, 1.0].map(quasi_p),
            ["<0.001", "<0.001", "0.001", "0.049", "0.25", "1.00"]
        );
    }
}
