//! A limit of an input in words.

use super::LimitRow;
use super::futures::YES_OR_NO;
use crate::words::listed;
use crate::writing::Writing;

/// The least and the greatest value inside, as a table shows them; `None` where that side is open.
pub fn ends(row: &LimitRow) -> [Option<String>; 2] {
    match row.unit {
        YES_OR_NO => [row.from.map(|_| "yes".to_owned()), row.to.map(|_| "no".to_owned())],
        _ => [row.from, row.to].map(|end| end.map(|x| limit(row, x))),
    }
}

/// A value of an input, with as many digits as tell its values apart, a date as a day.
fn limit(row: &LimitRow, x: f64) -> String {
    let writing = if row.unit == "year" { Writing::Day } else { Writing::Number };
    writing.shown(x, row.spread)
}

/// `the drift of exports is at least 0.035`, `the start of mine is 2 Jul 2028 or earlier`, `mine starts by 2035`.
pub(super) fn clause(row: &LimitRow) -> String {
    let label = &row.label;
    let shown = |x: f64| with_unit(&limit(row, x), row.unit);
    match (row.from, row.to) {
        _ if row.unit == YES_OR_NO && row.from.is_some() => format!("{label} starts by {}", row.year),
        _ if row.unit == YES_OR_NO => format!("{label} does not start by {}", row.year),
        (Some(from), Some(to)) => format!("{label} is between {} and {}", limit(row, from), shown(to)),
        (Some(from), None) if row.unit == "year" => format!("{label} is {} or later", shown(from)),
        (None, Some(to)) if row.unit == "year" => format!("{label} is {} or earlier", shown(to)),
        (Some(from), None) => format!("{label} is at least {}", shown(from)),
        (None, Some(to)) => format!("{label} is at most {}", shown(to)),
        (None, None) => format!("{label} has any value"),
    }
}

fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "USD million a year" => format!("${number} million a year"),
        "USD million" => format!("${number} million"),
        "years" => format!("{number} years"),
        _ => number.to_owned(),
    }
}

/// Clauses one after the other; beyond so many, only how many more there are.
pub(super) fn clauses(rows: &[&LimitRow], most: usize) -> String {
    let shown = if rows.len() <= most + 1 { rows.len() } else { most };
    let mut all: Vec<String> = rows[..shown].iter().map(|row| clause(row)).collect();
    if shown < rows.len() {
        all.push(format!("{} more inputs keep to limits", crate::words::counted(rows.len() - shown)));
    }
    listed(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, unit: &'static str, from: Option<f64>, to: Option<f64>) -> LimitRow {
        LimitRow { label: label.into(), unit, from, to, spread: 1.0, year: 2035, ..LimitRow::default() }
    }

    #[test]
    fn a_limit_is_said_as_one_would() {
        for (row, words) in [
            (
                row("the peak of mine", "USD million a year", Some(23.4), None),
                "the peak of mine is at least $23.4 million a year",
            ),
            (row("the start of mine", "year", None, Some(2028.5)), "the start of mine is 2 Jul 2028 or earlier"),
            (row("the delay of mine", "years", Some(1.0), Some(2.0)), "the delay of mine is between 1 and 2 years"),
            (row("mine", YES_OR_NO, Some(0.5), None), "mine starts by 2035"),
            (row("mine", YES_OR_NO, None, Some(0.5)), "mine does not start by 2035"),
        ] {
            assert_eq!(clause(&row), words);
        }
    }

    #[test]
    fn one_more_is_named_and_several_more_are_counted() {
        let one = row("x", "", Some(1.0), None);
        assert_eq!(clauses(&[&one; 2], 1), "x is at least 1 and x is at least 1");
        assert_eq!(clauses(&[&one; 3], 1), "x is at least 1 and two more inputs keep to limits");
    }
}
