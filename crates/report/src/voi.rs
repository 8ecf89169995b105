//! What is worth finding out before deciding: in the terminal, as CSV, as JSON.

use altai_analysis::interval::Z_95;
use altai_analysis::voi::{ChoiceRow, KnowledgeRow, Known, Voi};
use altai_analysis::words::{grouped, several};

use crate::csv_file::{File, csv};
use crate::number::{give_or_take_money, percent, tenths};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-voi-1";

/// The file of what knowledge is worth.
pub const TABLE: &str = "voi.csv";

/// So many single numbers are shown; the files have all.
const MOST_NUMBERS: usize = 12;

impl Report for Voi {
    fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        vec![(TABLE, csv(&self.knowledge)), ("choices.csv", csv(&self.choices))]
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let blocks = [
            self.brief(width),
            knowledge(self).text(width) + &aside(&legend(self), width),
            choices(self).text(width)
                + &aside(
                    &format!(
                        "net: {} × odds − cost, in $ million, on average. best: yes where it is the best on average, perhaps where \
                     simulation does not tell it from that. All are played on the same draws: their differences are surer than \
                     each net by itself. ± is what simulation leaves open (95 %).",
                        tenths(Some(self.value))
                    ),
                    width,
                ),
            end(&several(self.paths, "path"), run.seed, seconds, next, width),
        ];
        blocks.join("\n")
    }
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
