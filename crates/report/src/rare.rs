//! The odds of what hardly ever happens: in the terminal, as CSV, as JSON.

use altai_analysis::question::Target;
use altai_analysis::rare::{Outcome, RARE, Rare, RareRow};
use altai_analysis::words::{counted, grouped, one_in};

use crate::csv_file::{File, csv};
use crate::number::{ABSENT, percent, whole_percent};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end, fill};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-rare-1";

/// The file of the odds.
pub const TABLE: &str = "rare.csv";

/// From here on, odds are shown in per cent.
const OFTEN: f64 = 0.095;

impl Report for Rare {
    fn title(&self) -> Option<&str> {
        self.question.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        vec![(TABLE, csv(&self.odds))]
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let mut blocks = vec![self.brief(width)];
        for target in &self.question.targets {
            let name = if self.question.targets.len() > 1 {
                fill(&format!("{}:", target.name), width) + "\n"
            } else {
                String::new()
            };
            blocks.push(name + &odds(self, target).text(width));
        }
        let last = blocks.len() - 1;
        blocks[last] += &aside(&legend(self), width);
        let played = format!(
            "{} paths at each level in {} replicates, {} in all",
            grouped(self.paths),
            self.replicates,
            grouped(self.played)
        );
        blocks.push(end(&played, run.seed, seconds, next, width));
        blocks.join("\n")
    }
}

fn odds(rare: &Rare, target: &Target) -> Table {
    let rows: Vec<&RareRow> = rare.odds.iter().filter(|row| row.target == target.name).collect();
    let column =
        |heading: &str, cell: &dyn Fn(&RareRow) -> String| Column::new(heading, rows.iter().map(|row| cell(row)));
    let chance = |row: &RareRow| match row.probability {
        Some(probability) => shown(probability, row.digits()),
        None => format!("below {}", shown(row.upper_95, 2)),
    };
    // Beside `1 in 1.1 million`, `1.3 million` is understood, and all of it has room in 80 columns.
    let bound = |row: &RareRow, bound: f64| match row.probability {
        Some(_) => shown(bound, row.digits()).trim_start_matches("1 in ").to_owned(),
        None => String::new(),
    };
    Table {
        labels: vec![column("package", &|row| row.package.clone())],
        values: vec![
            column(&format!("reached by {}", target.by), &chance),
            column("95 %: from", &|row| bound(row, row.lower_95)),
            column("to", &|row| bound(row, row.upper_95)),
            column("levels", &|row| row.levels.to_string()),
            column("moves accepted", &|row| row.accepted.map_or_else(|| ABSENT.to_owned(), whole_percent)),
        ],
    }
}

/// `1 in 900,000`, `26.1 %`.
fn shown(probability: f64, digits: usize) -> String {
    if probability > 0.0 && probability < OFTEN { one_in(probability, digits) } else { percent(probability) }
}

fn legend(rare: &Rare) -> String {
    let any = |holds: &dyn Fn(&RareRow) -> bool| rare.odds.iter().any(holds);
    let replicates = counted(rare.replicates as usize);
    let splits = any(&|row| row.levels > 1).then(|| {
        format!(
            ", from the spread of {replicates} independent replicates. A level is how near a path comes; about half of the \
             paths at one pass the next"
        )
    });
    let no_nearer =
        any(&|row| row.outcome == Outcome::NoNearer).then_some("from some level on no path came any nearer");
    let out_of_sight = any(&|row| row.outcome == Outcome::OutOfSight).then_some("too rare to go on");
    let below: Vec<&str> = [no_nearer, out_of_sight].into_iter().flatten().collect();
    let below = (!below.is_empty()).then(|| format!(" below: {}.", below.join(", or ")));
    let is_frequent = |row: &RareRow| row.probability.is_some_and(|probability| probability > RARE);
    let frequent = any(&is_frequent).then(|| format!(" Odds above {} need no --rare.", one_in(RARE, 1)));
    [Some("95 %: what simulation leaves open".to_owned()), splits, Some(".".to_owned()), below, frequent]
        .into_iter()
        .flatten()
        .collect()
}
