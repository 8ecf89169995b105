//! What explains the outcome, in a sentence or two: whole per cent, and no superlative that simulation does not bear out.

use super::{CHANCE, Explained, IndexRow, LEAST_PATHS, Output, Sobol, Sort};
use crate::headline::{capitalised, goal, phrase, unsure, whole_points};
use crate::words::{counted, grouped, listed};

/// So many that cannot be told apart are named.
const MOST_NAMED: usize = 4;

pub(super) fn sentence(told: &Sobol) -> String {
    let question = &told.question;
    let target = &question.targets[0];
    let goal = goal(target, question.base_year);
    let with = match question.deals.len() {
        0 => String::new(),
        _ => format!("with {} ", phrase(question, &question.packages[0])),
    };
    let of = |explained: &Explained| match explained.output {
        Output::Reached => explain(explained, &format!("whether {goal} is reached by {}", target.by), &with),
        Output::Turnover => explain(explained, &format!("the variance of turnover in {}", target.by), ""),
    };
    let nothing = |explained: &Explained| match explained.output {
        Output::Reached if told.probability > 0.5 => {
            format!(
                "{} {goal} is reached by {} on every path: there is nothing to explain.",
                with.trim_end(),
                target.by
            )
        }
        Output::Reached => {
            format!("{} {goal} is reached by {} on no path: there is nothing to explain.", with.trim_end(), target.by)
        }
        Output::Turnover => {
            format!("the variance of turnover in {} is none, or too large to be shared out.", target.by)
        }
    };
    let sentences = told.outputs.iter().map(|explained| {
        let words = if explained.variance.is_some() { of(explained) } else { nothing(explained) };
        capitalised(words.trim())
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// `With all eight deals chance by itself explains 60 per cent of whether …; of what can be known or decided, the drift of exports
/// matters most: 4 per cent.`
fn explain(explained: &Explained, what: &str, with: &str) -> String {
    let is_known = explained.indices.iter().all(|row| row.first_order.standard_error.is_some());
    if !is_known {
        return format!("{with}so few paths do not tell what explains {what}: play {} or more.", grouped(LEAST_PATHS));
    }
    let chance = explained.indices.iter().find(|row| row.group == CHANCE);
    let by_chance = match chance {
        Some(row) if row.matters => match (share(row), widest(&[row])) {
            (share, blur) if share.is_empty() => format!("chance by itself explains no whole per cent of {what}{blur}"),
            (share, blur) => format!("chance by itself explains {share}{blur} of {what}"),
        },
        Some(row) if row.total.value != Some(0.0) => {
            format!("chance has no part in {what}, beyond what simulation leaves open")
        }
        _ => format!("chance has no part in {what}"),
    };
    let largest: Vec<&IndexRow> = explained.indices.iter().filter(|row| row.among_largest).collect();
    let others = explained.indices.iter().filter(|row| row.role != Sort::Chance).count();
    format!("{with}{by_chance}{}.", rest(&largest, others))
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
                _ => format!("; {sorts}, {}{together} {most}: {share}", only.label),
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

/// `13 per cent`, empty where it is no whole one.
fn share(row: &IndexRow) -> String {
    let points = whole_points(row.first_order.value.unwrap_or_default());
    if points <= 0 { String::new() } else { format!("{points} per cent") }
}

/// `13 per cent`, or `under 1 per cent`.
fn small(row: &IndexRow) -> String {
    Some(share(row)).filter(|share| !share.is_empty()).unwrap_or_else(|| "under 1 per cent".to_owned())
}

/// What simulation leaves open of the least certain.
fn widest(rows: &[&IndexRow]) -> String {
    unsure(rows.iter().filter_map(|row| row.first_order.half_width()).fold(0.0, f64::max))
}
