//! What each deal is worth: in the terminal, as CSV, as JSON.

use altai_analysis::attribution::{Attribution, AttributionRow, Gain, InteractionRow, Measure};
use altai_analysis::words::{grouped, several};
use serde::Serialize;

use crate::asked::half;
use crate::csv_file::{File, csv};
use crate::number::{ABSENT, give_or_take, give_or_take_money, points, tenths};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-attribution-1";

/// The file of the values.
pub const TABLE: &str = "attribution.csv";

/// So many pairs are shown; the files have all.
const MOST_PAIRS: usize = 12;

/// A row of `attribution.csv`.
#[derive(Default, Serialize)]
struct Row<'a> {
    target: &'a str,
    package: &'a str,
    year: i32,
    deal: &'a str,
    measure: Measure,
    value: Option<f64>,
    unit: &'a str,
    standard_error: Option<f64>,
}

/// A row of `interactions.csv`.
#[derive(Default, Serialize)]
struct PairRow<'a> {
    target: &'a str,
    package: &'a str,
    year: i32,
    deal: &'a str,
    other: &'a str,
    value: Option<f64>,
    unit: &'a str,
    standard_error: Option<f64>,
}

fn row(row: &AttributionRow) -> Row<'_> {
    let AttributionRow { target, package, year, deal, measure, value, unit, standard_error, .. } = row;
    Row { target, package, year: *year, deal, measure: *measure, value: *value, unit, standard_error: *standard_error }
}

fn pair_row(row: &InteractionRow) -> PairRow<'_> {
    let InteractionRow { target, package, year, deal, other, value, unit, standard_error, .. } = row;
    PairRow { target, package, year: *year, deal, other, value: *value, unit, standard_error: *standard_error }
}

impl Report for Attribution {
    fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        let rows: Vec<Row<'_>> = self.values.iter().map(row).collect();
        let mut files = vec![(TABLE, csv(&rows))];
        if !self.interactions.is_empty() {
            let rows: Vec<PairRow<'_>> = self.interactions.iter().map(pair_row).collect();
            files.push(("interactions.csv", csv(&rows)));
        }
        files
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let mut blocks = vec![self.brief(width), deals(self).text(width) + &aside(&legend(self), width)];
        if !self.interactions.is_empty() {
            let note = "Above 0: what two deals are worth together beyond what each is; below 0: the one does in part what the \
                        other does (Grabisch and Roubens 1999).";
            blocks.push(pairs(self).text(width) + &aside(&(note.to_owned() + &left_out(self)), width));
        }
        let sets = grouped(self.sets as u64);
        let orders = self.drawn_orders.map(|drawn| format!(", {} orders drawn", grouped(drawn as u64)));
        let played = format!("{} with {sets} sets of deals{}", several(self.paths, "path"), orders.unwrap_or_default());
        blocks.push(end(&played, run.seed, seconds, next, width));
        blocks.join("\n")
    }
}

fn value(gain: Gain, value: Option<f64>) -> String {
    match (gain, value) {
        (Gain::Mean | Gain::Median, Some(million)) => {
            let sign = if million < 0.05 { "" } else { "+" };
            format!("{sign}{}", tenths(Some(million)))
        }
        (_, Some(probability)) => points(probability),
        (_, None) => ABSENT.to_owned(),
    }
}

fn margin(gain: Gain, lower: Option<f64>, upper: Option<f64>) -> String {
    match (gain, lower.zip(upper)) {
        (Gain::Mean | Gain::Median, Some((lower, upper))) => give_or_take_money(half(lower, upper)),
        (_, Some((lower, upper))) => give_or_take(half(lower, upper)),
        (_, None) => String::new(),
    }
}

/// A row for each deal, the worthiest first, and one for all together.
fn deals(attribution: &Attribution) -> Table {
    let Attribution { deals, values, gain, total, .. } = attribution;
    let count = deals.len();
    let mut order: Vec<usize> = (0..count).collect();
    let worth = |place: &usize| values[*place].value.unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|one, other| worth(other).total_cmp(&worth(one)));
    let column = |heading: &str, block: usize, last: String| {
        let cells = order.iter().map(|place| value(*gain, values[block * count + place].value));
        Column::new(heading, cells.chain([last]))
    };
    let margins = order.iter().map(|&place| margin(*gain, values[place].lower_95, values[place].upper_95));
    let margins = margins.chain([margin(*gain, total.lower_95, total.upper_95)]).collect::<Vec<_>>();
    let names = order.iter().map(|&place| deals[place].name.clone()).chain(["together".to_owned()]);
    let heading = if gain.is_money() { "worth in\nmillion" } else { "worth in\npoints" };
    Table {
        labels: vec![Column::new("deal", names)],
        values: vec![
            column(heading, 0, value(*gain, total.value)),
            Column::new("of\nsimulation", margins),
            column("alone", 1, String::new()),
            column("as the\nlast", 2, String::new()),
        ],
    }
}

fn legend(attribution: &Attribution) -> String {
    let orders = match attribution.measure {
        Measure::FaigleKern => {
            "over all orders in which a deal comes after those that it requires (Faigle and Kern 1992)"
        }
        Measure::Owen => "over all orders that finish a sector before they go on to the next (Owen 1977)",
        _ if attribution.drawn_orders.is_some() => "over orders that are drawn (Shapley 1953)",
        _ => "over all orders (Shapley 1953)",
    };
    let drawn = if attribution.drawn_orders.is_some() { " and the draw of orders leave" } else { " leaves" };
    format!(
        "worth: what a deal adds when deals are switched on one after the other, on average {orders}; it adds up. alone: the \
         deal and what it requires, against none. as the last: all, against all without it and what requires it. ± is what \
         simulation{drawn} open (95 %)."
    )
}

/// The pairs of the largest interactions, either way.
fn pairs(attribution: &Attribution) -> Table {
    let mut rows: Vec<&InteractionRow> = attribution.interactions.iter().collect();
    let size = |row: &InteractionRow| row.value.map_or(0.0, f64::abs);
    rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    rows.truncate(MOST_PAIRS);
    let column = |heading: &str, cell: &dyn Fn(&InteractionRow) -> String| {
        Column::new(heading, rows.iter().map(|row| cell(row)))
    };
    Table {
        labels: vec![column("deal", &|row| row.deal.clone()), column("and", &|row| row.other.clone())],
        values: vec![
            column("together", &|row| value(attribution.gain, row.value)),
            column("of\nsimulation", &|row| margin(attribution.gain, row.lower_95, row.upper_95)),
        ],
    }
}

fn left_out(attribution: &Attribution) -> String {
    match attribution.interactions.len().saturating_sub(MOST_PAIRS) {
        0 => String::new(),
        more => format!(" {} of smaller size are not shown.", several(more as u64, "pair")),
    }
}
