//! The odds of each package, what it changes, and the year of reaching.

use altai_analysis::arrival::Arrival;
use altai_analysis::difference::DifferenceRow;
use altai_analysis::odds::{Odds, OddsRow};
use altai_analysis::question::{Package, Target};
use altai_analysis::words::listed;
use altai_analysis::{Answer, Question};

use super::{LONGEST_NAME, aside};
use crate::number::{give_or_take, percent, points, whole_percent, year};
use crate::table::{Column, SHORT_LABEL, Table, short};

const SIMULATION: &str = "± is what simulation leaves open (95 %), the largest of its column: it shrinks with more \
                          paths, and is not what we don't know about the world.";

/// A row for each package, and one for the error of simulation.
pub(super) fn block(answer: &Answer, width: usize) -> String {
    let Some(target) = answer.question.targets.first() else { return String::new() };
    let names = answer.question.packages.iter().map(|package| package.name.clone());
    let mut values = vec![
        odds(answer, target, Odds::Reached, format!("reached\nby {}", target.by)),
        odds(answer, target, Odds::AtDate, format!("in {}\nitself", target.by)),
    ];
    values.extend(differences(answer, target));
    values.extend(arrival(answer, target));
    let table = Table { labels: vec![Column::new("package", names.chain([String::new()]))], values };
    let asides = [required(&answer.question), SIMULATION.to_owned()];
    table.text(width) + &asides.map(|words| aside(&words, width)).concat()
}

/// `park includes centre, which it requires.` Otherwise what both bring would look like that of the one.
fn required(question: &Question) -> String {
    let required = question.packages.iter().filter(|package| !package.required.is_empty());
    let includes = |package: &Package| {
        let others: Vec<String> = package.required.iter().map(|deal| short(deal, LONGEST_NAME)).collect();
        format!("{} includes {}, which it requires", short(&package.name, LONGEST_NAME), listed(&others))
    };
    let said: Vec<String> = required.map(includes).collect();
    if said.is_empty() { String::new() } else { said.join("; ") + "." }
}

/// A cell for each package, and one for the error of simulation.
pub(super) fn odds(answer: &Answer, target: &Target, odds: Odds, heading: String) -> Column {
    let rows = |row: &&OddsRow| row.target == target.name && row.year == target.by && row.odds == odds;
    let rows: Vec<&OddsRow> = answer.odds.iter().filter(rows).collect();
    let widest = rows.iter().map(|row| row.upper_95 - row.lower_95).fold(0.0, f64::max);
    let cells = rows.iter().map(|row| percent(row.probability));
    // The sign of percent has its own two columns, so that the digits align.
    Column::new(heading, cells.chain([give_or_take(widest / 2.0) + "  "]))
}

/// Against the first package, whose own cell is empty.
pub(super) fn differences(answer: &Answer, target: &Target) -> Option<Column> {
    let Question { packages, .. } = &answer.question;
    let rows = |row: &&DifferenceRow| row.target == target.name && row.year == target.by && row.odds == Odds::Reached;
    let rows: Vec<&DifferenceRow> = answer.differences.iter().filter(rows).collect();
    let first = packages.first().filter(|_| packages.len() > 1)?;
    let widest = rows.iter().map(|row| row.upper_95 - row.lower_95).fold(0.0, f64::max);
    let cells = rows.iter().map(|row| points(row.difference));
    let cells = [String::new()].into_iter().chain(cells).chain([give_or_take(widest / 2.0)]);
    Some(Column::new(format!("points\nagainst {}", short(&first.name, SHORT_LABEL)), cells))
}

fn arrival(answer: &Answer, target: &Target) -> Vec<Column> {
    let end = answer.question.end_year;
    let arrivals: Vec<&Arrival> =
        answer.year_of_reaching.iter().filter(|arrival| arrival.target == target.name).collect();
    let column = |heading: String, cell: &dyn Fn(&Arrival) -> String| {
        Column::new(heading, arrivals.iter().map(|arrival| cell(arrival)).chain([String::new()]))
    };
    let mut columns = vec![column("1 in 10\nby".to_owned(), &|arrival| year(arrival.tenth))];
    let mut common = |heading: &str, get: fn(&Arrival) -> Option<i32>| {
        if arrivals.iter().any(|arrival| get(arrival).is_some()) {
            columns.push(column(heading.to_owned(), &|arrival| year(get(arrival))));
        }
    };
    common("1 in 4\nby", |arrival| arrival.quarter);
    common("half\nby", |arrival| arrival.half);
    columns.push(column("middle,\nif ever".to_owned(), &|arrival| year(arrival.middle_where_reached)));
    columns.push(column(format!("never\nby {end}"), &|arrival| whole_percent(arrival.never)));
    columns
}
