//! How sure the odds themselves are, of every target and package.

use altai_analysis::Answer;
use altai_analysis::levels::{Knowledge, LevelRow, Scope};
use altai_analysis::odds::{Odds, OddsRow};
use altai_analysis::question::Target;
use altai_analysis::words::grouped;

use super::fill;
use crate::number::{give_or_take, percent, points};
use crate::style::{ASIDE, HEADING, styled};
use crate::table::{Column, SHORT_LABEL, Table, short};

/// A table for each target; nothing unless all was asked and something could be known.
pub(super) fn block(answer: &Answer, width: usize) -> String {
    let knowledge = answer.knowledge.filter(|knowledge| knowledge.scope == Scope::All && knowledge.known > 0);
    let Some(knowledge) = knowledge else { return String::new() };
    let targets = &answer.question.targets;
    let table = |target: &Target| {
        let of = if targets.len() > 1 { format!(" of {}", target.name) } else { String::new() };
        let title = format!("the odds{of} by {}, and where they lie given what could be known", target.by);
        format!("{}\n{}", styled(HEADING, &fill(&title, width)), table(answer, target).text(width))
    };
    let tables: Vec<String> = targets.iter().map(table).collect();
    format!("{}{}\n", tables.join("\n"), styled(ASIDE, &fill(&aside(knowledge), width)))
}

fn aside(knowledge: Knowledge) -> String {
    let numbers = match knowledge.known {
        1 => "the uncertain number that could be known turns out".to_owned(),
        known => format!("the {} uncertain numbers that could be known turn out", grouped(known as u64)),
    };
    format!(
        "The odds lie between low and high 9 times in 10, as {numbers}; the rest is chance. From {} draws of them \
         with {} paths each. ± is what simulation leaves open (95 %), the largest of its column.",
        grouped(knowledge.groups),
        knowledge.paths_per_group,
    )
}

/// A row for each package, and one for the error of simulation.
fn table(answer: &Answer, target: &Target) -> Table {
    let packages = &answer.question.packages;
    let names = packages.iter().map(|package| package.name.clone()).chain([String::new()]);
    let rows = |differs: bool| {
        let is_meant = move |row: &&LevelRow| row.target == target.name && row.reference.is_some() == differs;
        answer.levels.iter().filter(is_meant).collect::<Vec<_>>()
    };
    let (of_odds, of_differences) = (rows(false), rows(true));
    let percents = |row: &LevelRow, which: usize| percent(ends(row)[which].0);
    let mut values = vec![
        stated(answer, target),
        column("low".to_owned(), &of_odds, 0, &percents, "  ", false),
        column("high".to_owned(), &of_odds, 1, &percents, "  ", false),
    ];
    if let (Some(first), false) = (packages.first(), of_differences.is_empty()) {
        let in_points = |row: &LevelRow, which: usize| points(ends(row)[which].0);
        let against = |end: &str| format!("points against\n{}, {end}", short(&first.name, SHORT_LABEL));
        values.push(column(against("low"), &of_differences, 0, &in_points, "", true));
        values.push(column(against("high"), &of_differences, 1, &in_points, "", true));
    }
    Table { labels: vec![Column::new("package", names)], values }
}

/// The odds of the run itself.
fn stated(answer: &Answer, target: &Target) -> Column {
    let is_meant = |row: &&OddsRow| row.target == target.name && row.year == target.by && row.odds == Odds::Reached;
    let cells = answer.odds.iter().filter(is_meant).map(|row| percent(row.probability));
    Column::new("odds", cells.chain([String::new()]))
}

/// Low and high, each with its 95 % interval.
fn ends(row: &LevelRow) -> [(f64, f64, f64); 2] {
    [(row.low, row.low_lower_95, row.low_upper_95), (row.high, row.high_lower_95, row.high_upper_95)]
}

fn column(
    heading: String,
    rows: &[&LevelRow],
    which: usize,
    cell: &dyn Fn(&LevelRow, usize) -> String,
    sign: &str,
    first_is_empty: bool,
) -> Column {
    let half = |row: &&LevelRow| {
        let (_, lower, upper) = ends(row)[which];
        (upper - lower) / 2.0
    };
    let widest = rows.iter().map(half).fold(0.0, f64::max);
    let cells = rows.iter().map(|row| cell(row, which));
    let first = first_is_empty.then(String::new);
    Column::new(heading, first.into_iter().chain(cells).chain([give_or_take(widest) + sign]))
}
