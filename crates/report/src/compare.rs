//! Which scenario or package is better: the sentence, a table, what dominance means; CSV and JSON.

use altai_analysis::compare::{Against, Comparison, Contender, Verdict, rows};
use altai_analysis::estimate::Ranged;
use altai_analysis::words::several;

use crate::asked::few_paths;
use crate::csv_file::{File, csv};
use crate::number::{ABSENT, give_or_take_money, percent, points_and_error, tenths};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end, fill};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-compare-1";

/// The file of the comparison.
pub const TABLE: &str = "compare.csv";

impl Report for Comparison {
    fn title(&self) -> Option<&str> {
        None
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        vec![(TABLE, csv(&rows(self)))]
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let meanings = self.contenders.iter().filter_map(|contender| contender.against.as_ref());
        let meanings: Vec<String> =
            meanings.map(|against| fill(&as_sentence(&against.meaning), width) + "\n").collect();
        let first = self.contenders.first().map_or("", |first| first.name.as_str());
        let halves = self.contenders.iter().flat_map(|contender| {
            let difference = contender.against.as_ref().map(|against| against.difference.half_width());
            [Some(contender.odds.half_width()), difference].into_iter().flatten()
        });
        let note = format!(
            "{}All on the same draws, held against {first}; ± is what simulation leaves open (95 %). Turnover is USD million in \
             {}; the median is of the differences path by path.{}",
            ahead(self),
            self.target.by,
            few_paths(self.paths, halves.fold(0.0, f64::max))
        );
        let played = end(&several(self.paths, "path"), run.seed, seconds, next, width);
        [self.brief(width), table(self).text(width), meanings.concat(), aside(&note, width) + &played].join("\n")
    }
}

/// What it is to be ahead, where something was tested.
fn ahead(comparison: &Comparison) -> &'static str {
    let is_tested = |verdict: Verdict| !matches!(verdict, Verdict::Same | Verdict::Better | Verdict::Worse);
    if comparison.contenders.iter().filter_map(|contender| contender.against.as_ref()).any(|it| is_tested(it.verdict)) {
        "Ahead at every amount: turnover is at least as likely to exceed it, whatever amount is asked for; small p refutes. "
    } else {
        ""
    }
}

fn as_sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default() + "."
}

fn table(comparison: &Comparison) -> Table {
    let rows = &comparison.contenders;
    let by = comparison.target.by;
    let column = |heading: String, cell: &dyn Fn(&Contender) -> String| Column::new(heading, rows.iter().map(cell));
    let paired = |heading: String, cell: &dyn Fn(&Against) -> String| {
        column(heading, &|row| row.against.as_ref().map(cell).unwrap_or_default())
    };
    let difference = |it: &Against| points_and_error(it.difference.value, it.difference.half_width());
    let money = |ranged: Option<Ranged>| ranged.map_or_else(|| ABSENT.to_owned(), |it| signed(it.value));
    let money_error = |ranged: Option<Ranged>| ranged.map(|it| give_or_take_money(it.half_width())).unwrap_or_default();
    Table {
        labels: vec![column(comparison.kind.noun().to_owned(), &|row| row.name.clone())],
        values: vec![
            column(format!("reached\nby {by}"), &|row| percent(row.odds.value)),
            paired("points\nmore".to_owned(), &|it| difference(it).0),
            paired(String::new(), &|it| difference(it).1),
            paired("turnover\nhigher".to_owned(), &|it| percent(it.higher.value)),
            paired("the\nsame".to_owned(), &|it| percent(it.same.value)),
            paired("mean\nmore".to_owned(), &|it| money(it.mean_difference)),
            paired(String::new(), &|it| money_error(it.mean_difference)),
            paired("median\nmore".to_owned(), &|it| money(it.median_difference)),
            paired(String::new(), &|it| money_error(it.median_difference)),
        ],
    }
}

fn signed(million: f64) -> String {
    let plus = if million > 0.0 { "+" } else { "" };
    format!("{plus}{}", tenths(Some(million)))
}
