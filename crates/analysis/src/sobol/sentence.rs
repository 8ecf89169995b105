//! What explains the outcome, in a sentence or two: whole per cent, and no superlative that simulation does not bear out.

use super::{CHANCE, Explained, IndexRow, LEAST_PATHS, Output, Sobol, Sort};
use crate::chance::{unsure, whole_points};
use crate::estimate::PartlyKnown;
use crate::phrases::{capitalised, deals_of, goal};
use crate::words::{counted, grouped, listed};

/// So many that cannot be told apart are named.
const MOST_NAMED: usize = 4;

pub(super) fn sentence(told: &Sobol) -> String {
    let question = &told.question;
    let target = &question.targets[0];
    let goal = goal(target, question.base_year);
    let with = match question.deals.len() {
        0 => String::new(),
        _ => format!("with {}, ", deals_of(question, &question.packages[0])),
    };
    let of = |explained: &Explained| match explained.output {
        Output::Reached => {
            explain(explained, &format!("the uncertainty about whether {goal} is reached by {}", target.by), &with)
        }
        Output::Turnover => explain(explained, &format!("the variance of turnover in {}", target.by), ""),
    };
    let nothing = |explained: &Explained| match explained.output {
        Output::Reached if told.probability > 0.5 => {
            format!(
                "{} {goal} is reached by {} on every path: there is nothing to explain.",
                with.trim_end_matches(", "),
                target.by
            )
        }
        Output::Reached => {
            format!(
                "{} {goal} is reached by {} on no path: there is nothing to explain.",
                with.trim_end_matches(", "),
                target.by
            )
        }
        Output::Turnover => {
            format!("the variance of turnover in {} is none, or too large to be shared out.", target.by)
        }
    };
    let sentences = told.outputs.iter().map(|explained| {
        let words = if explained.variance.is_some() { of(explained) } else { nothing(explained) };
        capitalised(words.trim())
    });
    let said = sentences.collect::<Vec<_>>().join(" ");
    // Said once.
    match said.split_once(". Were all that can be known or decided known, ") {
        Some((first, rest)) if first.contains("would remain") => format!("{first}. Likewise {rest}"),
        _ => said,
    }
}

/// `With all eight deals, were all that can be known or decided known, 93 per cent of the uncertainty about whether … would remain:
/// chance. By itself chance explains 60 per cent; of what can be known or decided, the drift of exports matters most: 4 per cent.`
///
/// What would remain leads: what chance does not explain by itself is mostly explained by nothing else without it either.
fn explain(explained: &Explained, what: &str, with: &str) -> String {
    let is_known = explained.indices.iter().all(|row| row.first_order.standard_error.is_some());
    if !is_known {
        return format!("{with}so few paths do not tell what explains {what}: play {} or more.", grouped(LEAST_PATHS));
    }
    let chance = explained.indices.iter().find(|row| row.group == CHANCE);
    let mut largest: Vec<&IndexRow> = explained.indices.iter().filter(|row| row.among_largest).collect();
    // The stable sort of the figures that are printed.
    largest.sort_by(|one, other| value(other.first_order).total_cmp(&value(one.first_order)));
    let others = explained.indices.iter().filter(|row| row.role != Sort::Chance).count();
    let rest = rest(&largest, others);
    match chance {
        Some(row) if row.matters && others == 0 => format!("{with}only chance is open in {what}."),
        Some(row) if row.matters => {
            let remains = match whole_points(value(row.total)) {
                points if points <= 0 => "less than 1 per cent".to_owned(),
                points => format!("{} per cent", points.min(100)),
            };
            let blur = unsure(row.total.half_width().unwrap_or_default(), 0);
            let itself = match share(row.first_order) {
                share if share.is_empty() => "no whole per cent".to_owned(),
                share => share,
            };
            let own = unsure(row.first_order.half_width().unwrap_or_default(), 0);
            format!(
                "{with}were all that can be known or decided known, {remains}{blur} of {what} would remain, as chance. By itself \
                 chance explains {itself}{own}{rest}."
            )
        }
        Some(row) if row.total.value != Some(0.0) => {
            format!("{with}chance has no part in {what}, beyond what simulation leaves open{rest}.")
        }
        _ => format!("{with}chance has no part in {what}{rest}."),
    }
}

fn rest(largest: &[&IndexRow], others: usize) -> String {
    let sorts = "of what can be known or decided";
    match largest {
        [] if others == 0 => "; nothing else is open".to_owned(),
        [] => format!("; {sorts}, nothing by itself explains more than simulation leaves open"),
        [only] => {
            let (verb, most) = if only.members > 1 { ("explain", "matter most") } else { ("explains", "matters most") };
            let together = if only.members > 1 { " together" } else { "" };
            let share = small(only) + &widest(largest);
            match others {
                1 => format!("; {}{together} {verb} {share}", only.label),
                _ => format!("; {sorts}, {}{together} {most}: {share} by itself", only.label),
            }
        }
        few if few.len() <= MOST_NAMED => {
            let each: Vec<String> = few.iter().map(|row| format!("{} ({})", row.label, small(row))).collect();
            format!("; {sorts}, {} matter about equally, and most{}", listed(&each), widest(few))
        }
        [first, others @ ..] => format!(
            "; {sorts}, {} ({}) and {} others matter about equally, as far as these paths tell{}",
            first.label,
            small(first),
            counted(others.len()),
            widest(largest)
        ),
    }
}

fn value(estimated: PartlyKnown) -> f64 {
    estimated.value.unwrap_or_default()
}

/// `13 per cent`, empty where it is no whole one.
fn share(estimated: PartlyKnown) -> String {
    let points = whole_points(value(estimated));
    if points <= 0 { String::new() } else { format!("{points} per cent") }
}

/// `13 per cent`, or `under 1 per cent`.
fn small(row: &IndexRow) -> String {
    Some(share(row.first_order)).filter(|share| !share.is_empty()).unwrap_or_else(|| "under 1 per cent".to_owned())
}

/// What simulation leaves open of the least certain.
fn widest(rows: &[&IndexRow]) -> String {
    unsure(rows.iter().filter_map(|row| row.first_order.half_width()).fold(0.0, f64::max), 0)
}
