//! Which assumption matters most, in a sentence or two. A superlative is said only where it holds of all at once.

use super::{Drivers, SettingRow, SpanRow};
use crate::chance::{of_100, unsure};
use crate::phrases::{capitalised, deals_of, goal};
use crate::words::{counted, listed};

/// So many that cannot be told apart are named.
const MOST_NAMED: usize = 4;

/// The odds, and what moves them most.
pub(super) fn sentence(drivers: &Drivers) -> String {
    let question = &drivers.question;
    let target = &question.targets[0];
    let goal = goal(target, question.base_year);
    let package = &question.packages[0];
    let with = if question.deals.is_empty() { String::new() } else { format!("with {} ", deals_of(question, package)) };
    let said = format!(
        "{with}the odds of reaching {goal} by {} are {} in 100{}",
        target.by,
        of_100(drivers.probability),
        unsure((drivers.upper_95 - drivers.lower_95) / 2.0, 0)
    );
    format!("{}. {}", capitalised(&said), most(drivers))
}

fn most(drivers: &Drivers) -> String {
    let largest: Vec<&SpanRow> = drivers.spans.iter().filter(|span| span.among_largest).collect();
    match largest.as_slice() {
        [] if drivers.spans.is_empty() => "No number of the scenario is uncertain: there is nothing to set.".to_owned(),
        [] => "No uncertain number moves them by itself, beyond what simulation leaves open.".to_owned(),
        [only] => {
            let matters = if drivers.spans.len() == 1 { "is all that is uncertain" } else { "matters most" };
            let range = range(drivers, only);
            let error = unsure((only.upper_95 - only.lower_95) / 2.0, 0);
            let label = capitalised(&only.label);
            format!("{label} {matters}: {range} in 100 as it goes from its 10th to its 90th percentile{error}.")
        }
        several if several.len() <= MOST_NAMED => {
            let each: Vec<String> =
                several.iter().map(|span| format!("{} ({})", span.label, range(drivers, span))).collect();
            format!(
                "{} matter about equally, and most: in brackets the odds in 100 as each goes from its 10th to its 90th \
                 percentile.",
                capitalised(&listed(&each))
            )
        }
        [first, others @ ..] => format!(
            "{} ({} in 100 from its 10th to its 90th percentile) and {} others matter about equally, as far as these paths \
             tell.",
            capitalised(&first.label),
            range(drivers, first),
            counted(others.len())
        ),
    }
}

/// `between 9 and 31`, or `from 31 down to 9` where less of it is better.
fn range(drivers: &Drivers, span: &SpanRow) -> String {
    let odds: Vec<f64> = drivers.settings.iter().filter(|row| row.address == span.address).map(odds_of).collect();
    let [low, high] = [0, 1].map(|place| odds.get(place).copied().unwrap_or_default());
    if low <= high {
        format!("between {} and {}", of_100(low), of_100(high))
    } else {
        format!("from {} down to {}", of_100(low), of_100(high))
    }
}

fn odds_of(row: &SettingRow) -> f64 {
    row.odds
}
