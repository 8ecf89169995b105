//! What is worth finding out, in a sentence or two. A superlative is said only where it holds of all at once.

use super::{KnowledgeRow, Known, Voi};
use crate::Question;
use crate::phrases::{capitalised, deals_of};
use crate::words::{counted, estimated_dollars, listed};

/// So many numbers are named beside the first.
const MOST_NAMED: usize = 3;

/// What is less than this part of the first is not worth a search of its own.
const LITTLE: f64 = 0.1;

/// What is worth less, in USD million, and less than this part of what is at stake, is nothing.
const LEAST: f64 = 0.05;
const LEAST_OF_ALL: f64 = 0.01;

/// `z` is the half width, in standard errors, of intervals that hold at once.
pub(super) fn sentence(question: &Question, voi: &Voi, z: f64) -> String {
    let numbers: Vec<&KnowledgeRow> = voi.knowledge.iter().filter(|row| row.known == Known::Number).collect();
    let today = today(question, voi);
    let Some(everything) = voi.knowledge.iter().find(|row| row.known == Known::Everything) else { return today };
    let most = |row: &KnowledgeRow| row.at_most;
    let least = LEAST.min(LEAST_OF_ALL * voi.value);
    let worth: Vec<&KnowledgeRow> = numbers.iter().copied().filter(|row| row.is_worth && row.value >= least).collect();
    let Some((&first, others)) = worth.split_first() else {
        return if everything.is_worth && everything.value >= least {
            let all = worth_about(everything);
            format!(
                "No single number is clearly worth finding out before deciding, but to know all of them at once would be {all}. \
                 {today}"
            )
        } else {
            let at_most = voi.knowledge.iter().map(most).fold(0.0, f64::max);
            if !costs_anything(question) {
                return without_costs(question, voi, &at_most_words(at_most));
            }
            format!(
                "Nothing is worth finding out before deciding: no number that could be known clearly changes the choice, and to \
                 know any or all of them is worth {}. {today}",
                at_most_words(at_most)
            )
        };
    };
    let apart = |other: &KnowledgeRow| first.value - z * first.standard_error > other.at_most;
    let (others, little): (Vec<&KnowledgeRow>, Vec<&KnowledgeRow>) =
        others.iter().copied().partition(|row| row.value >= LITTLE * first.value);
    let beyond = numbers.iter().copied().filter(|row| !row.is_worth).chain(little).map(most).fold(0.0, f64::max);
    let (less, as_much): (Vec<&KnowledgeRow>, Vec<&KnowledgeRow>) = others.iter().copied().partition(|row| apart(row));
    let mut rest = Vec::new();
    if !as_much.is_empty() {
        rest.push(format!("simulation does not tell it from {}", named(&as_much, false)));
    }
    if !less.is_empty() {
        let verb = if less.len() == 1 { "is worth less" } else { "are worth less" };
        rest.push(format!("{} {verb}", named(&less, true)));
    }
    let nothing = match (others.is_empty(), beyond < LITTLE * first.value) {
        (true, true) => "nothing else is worth researching".to_owned(),
        (false, true) => "nothing beyond is worth researching".to_owned(),
        (true, false) => format!("any other number is worth {}", at_most_words(beyond)),
        (false, false) => format!("any number beyond is worth {}", at_most_words(beyond)),
    };
    if numbers.len() > others.len() + 1 {
        rest.push(nothing);
    }
    let rest = if rest.is_empty() { String::new() } else { format!("; {}", rest.join("; ")) };
    let knowing = format!("knowing {} before deciding is {}{rest}", first.label, worth_about(first));
    format!("{}. {today}", capitalised(&knowing))
}

/// Whether money is at stake: a deal of a package that one can choose has a cost.
fn costs_anything(question: &Question) -> bool {
    let on = |name: &String| question.packages.iter().any(|package| package.deals.contains(name));
    question.deals.iter().any(|deal| deal.costs && on(&deal.name))
}

/// Knowledge pays where it keeps one from spending in vain; where nothing is spent, the likeliest package is taken anyway.
fn without_costs(question: &Question, voi: &Voi, at_most: &str) -> String {
    let best = deals_of(question, &question.packages[voi.best]);
    let deal = question.packages[voi.best].deals.first().or(question.deals.first().map(|deal| &deal.name));
    let such = deal.map(|deal| format!(", such as --set deals.{deal}.cost=20")).unwrap_or_default();
    format!(
        "No deal costs anything here, so taking {best} is best whatever is learnt, as far as simulation tells: to know any or all \
         numbers is worth {at_most}. Say what deals cost, in USD million, with `cost` in their tables{such}. {}",
        today(question, voi)
    )
}

/// `the drift of trade ($3 million) and the cost of road ($2 million)`.
fn named(rows: &[&KnowledgeRow], with_worth: bool) -> String {
    if rows.len() > MOST_NAMED {
        return format!("{} other numbers", counted(rows.len()));
    }
    let name = |row: &&KnowledgeRow| {
        if with_worth { format!("{} ({})", row.label, estimated_dollars(row.value)) } else { row.label.clone() }
    };
    listed(&rows.iter().map(name).collect::<Vec<_>>())
}

/// `As things are, the best of the three packages is package west`, and how sure that is.
fn today(question: &Question, voi: &Voi) -> String {
    let best = deals_of(question, &question.packages[voi.best]);
    let as_good = voi.choices.iter().filter(|row| row.may_be_best).count() - 1;
    let by = match as_good {
        0 => String::new(),
        1 => "; simulation does not tell it from one other package".to_owned(),
        many => format!("; simulation does not tell it from {} other packages", counted(many)),
    };
    let net = voi.choices[voi.best].net_benefit;
    let sign = if net < -0.05 { "−" } else { "" };
    let of = counted(question.packages.len());
    format!(
        "As things are, the best of the {of} packages is {best}, for {sign}{} net{by}.",
        estimated_dollars(net.abs())
    )
}

/// `worth about $3 million`.
fn worth_about(row: &KnowledgeRow) -> String {
    let about = if row.value < LEAST { "" } else { "about " };
    format!("worth {about}{}", estimated_dollars(row.value))
}

fn at_most_words(million: f64) -> String {
    if million < LEAST {
        "less than $0.1 million".to_owned()
    } else {
        format!("at most {}", estimated_dollars(million))
    }
}
