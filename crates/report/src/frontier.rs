//! What public money buys: in the terminal, as CSV, as JSON.

mod picture;

use altai_analysis::frontier::{Frontier, PackageRow, Standing};
use altai_analysis::interval::Z_95;
use altai_analysis::turnover::UNIT;
use altai_analysis::words::{grouped, several};
use serde::Serialize;

use crate::asked::half;
use crate::csv_file::{File, csv};
use crate::number::{ABSENT, give_or_take, give_or_take_money, percent, tenths};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end, fill};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-frontier-1";

/// The file of the packages.
pub const TABLE: &str = "frontier.csv";

/// Longer names of packages stand below the table.
const LONGEST_NAME: usize = 20;

/// So many packages are shown; the files have all.
const MOST_SHOWN: usize = 16;

/// What a row of `frontier.csv` tells of a package.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "snake_case")]
enum Measure {
    /// The probability of reaching the target.
    #[default]
    Odds,
    /// Expected public money.
    Cost,
    /// Points of the odds for each USD million, beyond none of the deals.
    PointsPerMillion,
    /// The share of futures in which the package costs more than the budget; where there is one.
    OverBudget,
}

/// A row of `frontier.csv`.
#[derive(Default, Serialize)]
struct Row<'a> {
    target: &'a str,
    year: i32,
    package: &'a str,
    measure: Measure,
    value: Option<f64>,
    unit: &'static str,
    standard_error: Option<f64>,
    on_the_draws_that_chose: Option<f64>,
    frontier: Standing,
}

fn rows(package: &PackageRow) -> Vec<Row<'_>> {
    let row = |measure, value, unit, standard_error, on_the_draws_that_chose| Row {
        target: &package.target,
        year: package.year,
        package: &package.package,
        measure,
        value,
        unit,
        standard_error,
        on_the_draws_that_chose,
        frontier: package.frontier,
    };
    let odds = (Some(package.odds), Some(package.standard_error), Some(package.chosen_odds));
    let mut rows = vec![
        row(Measure::Odds, odds.0, "probability", odds.1, odds.2),
        row(Measure::Cost, package.cost, UNIT, package.cost_standard_error, package.chosen_cost),
        row(Measure::PointsPerMillion, package.points_per_million, "points per USD million", None, None),
    ];
    rows.extend(package.over_budget.map(|share| row(Measure::OverBudget, Some(share), "probability", None, None)));
    rows
}

impl Report for Frontier {
    fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        let rows: Vec<Row<'_>> = self.packages.iter().flat_map(rows).collect();
        vec![(TABLE, csv(&rows))]
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let shown = shown(self);
        let mut blocks = vec![self.brief(width)];
        let names: String = names(self, &shown).iter().map(|line| fill(line, width) + "\n").collect();
        blocks.push(table(self, &shown).text(width) + &names);
        blocks.extend(picture::picture(self, &shown, width));
        blocks.push(aside(&legend(self, &shown), width));
        let packages = grouped(self.packages.len() as u64);
        let played =
            format!("{} chose among {packages} packages, as many fresh ones tell of them", several(self.paths, "path"));
        blocks.push(end(&played, run.seed, seconds, next, width));
        blocks.retain(|block| !block.is_empty());
        blocks.join("\n")
    }
}

/// The places of the packages of the table, the cheapest first: those on the frontier, and the best within the budget.
fn shown(frontier: &Frontier) -> Vec<usize> {
    let surely = |place: &usize| frontier.packages[*place].frontier == Standing::Yes;
    let best: Vec<usize> = frontier.best.iter().flat_map(|best| [best.cheapest, best.package]).flatten().collect();
    let mut shown = best.clone();
    shown.extend(frontier.chosen.iter().copied().filter(surely));
    shown.extend(frontier.chosen.iter().copied().filter(|place| !surely(place)));
    let mut seen = Vec::new();
    shown.retain(|place| {
        !seen.contains(place) && {
            seen.push(*place);
            true
        }
    });
    shown.truncate(MOST_SHOWN);
    shown.sort_unstable();
    shown
}

/// `A`, `B` …: a package in the table and in the picture.
fn letter(at: usize) -> char {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or('*', |at| char::from(b'A' + at))
}

fn table(frontier: &Frontier, shown: &[usize]) -> Table {
    let column = |heading: &str, cell: &dyn Fn(&PackageRow) -> String| {
        Column::new(heading, shown.iter().map(|&place| cell(&frontier.packages[place])))
    };
    let names_below = !names(frontier, shown).is_empty();
    let label = |(at, &place): (usize, &usize)| {
        let name = if names_below { String::new() } else { format!("  {}", name(&frontier.packages[place])) };
        format!("{}{name}", letter(at))
    };
    let labels = shown.iter().enumerate();
    Table {
        labels: vec![Column::new("package", labels.map(label))],
        values: vec![
            column("expected\ncost", &|row| tenths(row.cost)),
            column("of\nsimulation", &|row| {
                row.cost_standard_error.map_or_else(String::new, |error| give_or_take_money(Z_95 * error))
            }),
            column("odds", &|row| percent(row.odds)),
            column("of\nsimulation", &|row| give_or_take(half(row.lower_95, row.upper_95))),
            column("when\nchosen", &|row| percent(row.chosen_odds)),
            column("points per\nmillion", &|row| row.points_per_million.map_or_else(|| ABSENT.to_owned(), per_million)),
            column("on the\nfrontier", &|row| standing(row.frontier).to_owned()),
        ],
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Yes => "yes",
        Standing::Perhaps => "perhaps",
        Standing::No => "no",
    }
}

/// With two digits that count, as far as hundredths.
fn per_million(points: f64) -> String {
    let sign = if points < 0.0 { "−" } else { "" };
    match points.abs() {
        size if size >= 9.95 => format!("{sign}{size:.0}"),
        size if size >= 0.995 => format!("{sign}{size:.1}"),
        size if size >= 0.005 => format!("{sign}{size:.2}"),
        _ => "0.00".to_owned(),
    }
}

/// `mine, road`.
fn name(row: &PackageRow) -> String {
    row.package.replace('+', ", ")
}

fn legend(frontier: &Frontier, shown: &[usize]) -> String {
    let words = "expected cost: public money in $ million, due where a deal goes ahead. odds, and cost: on fresh paths; when \
                 chosen: on the paths that chose the packages, which flatter what they choose (Smith and Winkler 2006). points \
                 per million: of the odds, beyond none of the deals. on the frontier: yes where no package that pays for other \
                 deals is as likely for as little; perhaps where simulation does not tell. ± is what simulation leaves open \
                 (95 %).";
    let left_out = frontier.chosen.len().saturating_sub(shown.len());
    let cut =
        (left_out > 0).then(|| format!("{} that may be on it are not shown.", several(left_out as u64, "package")));
    let rows = frontier.packages.iter().enumerate();
    let open =
        rows.filter(|(place, row)| !frontier.chosen.contains(place) && row.frontier == Standing::Perhaps).count();
    let open = (open > 0).then(|| {
        format!("Of {} beside these simulation does not tell that they are not.", several(open as u64, "package"))
    });
    let on = &frontier.others_on;
    let on = (!on.is_empty()).then(|| format!("On in every package, and part of its cost: {}.", on.join(", ")));
    std::iter::once(words.to_owned()).chain([cut, open, on].into_iter().flatten()).collect::<Vec<_>>().join(" ")
}

/// The packages by their letters, where one has a name too long for the table.
fn names(frontier: &Frontier, shown: &[usize]) -> Vec<String> {
    let names: Vec<String> = shown.iter().map(|&place| name(&frontier.packages[place])).collect();
    if names.iter().all(|name| name.chars().count() <= LONGEST_NAME) {
        return Vec::new();
    }
    names.iter().enumerate().map(|(at, name)| format!("{}: {name}", letter(at))).collect()
}
