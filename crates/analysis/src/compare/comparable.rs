//! What forbids a comparison: targets that are not the same thing, years that do not match.

use super::Entrant;
use crate::Goal;
use crate::question::Target;
use crate::words::{about_dollars, dollars};

/// Why one cannot be held against the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incomparable {
    /// What differs, one sentence each: lower case, no full stop.
    pub differences: Vec<String>,
}

/// Whether all can be held against the first.
///
/// # Errors
///
/// Everything that differs and must not: the base year, and the target's year, amount, dollars and years in a row.
pub fn comparable(entrants: &[Entrant<'_>]) -> Result<(), Incomparable> {
    let Some((first, others)) = entrants.split_first() else { return Ok(()) };
    let differences: Vec<String> = others.iter().flat_map(|other| differences(first, other)).collect();
    if differences.is_empty() { Ok(()) } else { Err(Incomparable { differences }) }
}

fn differences(first: &Entrant<'_>, other: &Entrant<'_>) -> Vec<String> {
    let [a, b] = [first, other].map(|entrant| Target::of(&entrant.scenario.targets[entrant.target], entrant.scenario));
    let [from_a, from_b] = [first, other].map(|entrant| entrant.scenario.horizon.base_year);
    let (this, that) = (first.name, other.name);
    let dollars_of = |target: &Target, base_year: i32| match target.deflator {
        Some(_) => format!("in dollars of {base_year}"),
        None => "in dollars of the day".to_owned(),
    };
    let [money_a, money_b] = [dollars_of(&a, from_a), dollars_of(&b, from_b)];
    let mut found = Vec::new();
    if from_a != from_b {
        found.push(format!("`{this}` starts from {from_a}, `{that}` from {from_b}: they do not share their years"));
    }
    if a.by != b.by {
        found.push(format!("the target of `{this}` is for {}, that of `{that}` for {}", a.by, b.by));
    }
    if money_a != money_b {
        found.push(format!("the target of `{this}` is {money_a}, that of `{that}` {money_b}"));
    }
    if a.turnover != b.turnover {
        let [asks_a, asks_b] = [&a.turnover, &b.turnover].map(asks);
        let same_words = asks_a == asks_b;
        found.push(if same_words {
            format!("the targets of `{this}` and `{that}` are both {asks_a} a year, but not equally uncertain")
        } else {
            format!("the target of `{this}` is {asks_a} a year, that of `{that}` {asks_b}")
        });
    }
    if a.sustain != b.sustain {
        let years = |target: &Target| match target.sustain {
            1 => "one year".to_owned(),
            years => format!("{years} years in a row"),
        };
        found.push(format!("the target of `{this}` takes {}, that of `{that}` {}", years(&a), years(&b)));
    }
    found
}

fn asks(goal: &Goal) -> String {
    match goal {
        Goal::Known(turnover) => dollars(*turnover),
        Goal::Uncertain { p50, .. } => about_dollars(*p50),
    }
}
