//! What is common to the surprises of a year: the law of the innovations and their correlations.

use crate::correlation::{self, Stated};
use crate::diagnostic::code;
use crate::document::{Entry, Item};
use crate::language::{Group, Key, Named, Range, Table, Takes};
use crate::mistakes::{Mistakes, Read};
use crate::names::{Names, suggestion, unknown};
use crate::reader::{TableReader, choice};
use crate::{Diagnostic, driver, number, words};

/// Whose innovation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Innovation {
    /// That of a driver, by index.
    Driver(usize),
    /// That of a flow, by index.
    Flow(usize),
}

/// The law of the innovations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Law {
    /// Standard normal.
    Normal,
    /// Years of turmoil, common to all, with unit variance.
    Mixture {
        /// The probability of a year of turmoil.
        share: f64,
        /// How much further innovations go in turmoil.
        scale: f64,
    },
}

/// The correlation of two innovations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// One: a driver before a flow, else the one that comes first in the file.
    pub first: Innovation,
    /// The other.
    pub second: Innovation,
    /// In (−1, 1), not 0.
    pub value: f64,
}

const LAW: Key = Key::new("law", Takes::OneOf(Group::Law), "the law of the innovations")
    .without("it is normal")
    .shown("{ mixture = { share = 0.1, scale = 3 } }");
const CORRELATION: Key =
    Key::new("correlation", PAIRS, "correlations of the innovations of drivers and flows, each pair once")
        .without("innovations are independent")
        .shown("{ exports = { imports = 0.4 } }");
const PAIRS: Takes = Takes::Named(&Named {
    noun: "driver or flow",
    least: 0,
    each: Takes::Named(&Named { noun: "driver or flow", least: 0, each: Takes::Number(correlation::RANGE) }),
});

pub(crate) const TABLE: Table =
    Table::new("innovations", "what is common to the surprises of a year", &[LAW, CORRELATION]);

const SHARE: Key = Key::new("share", Takes::Number(SHARES), "the share of years of turmoil").shown("0.1");
const SHARES: Range = Range::inside(0.0, 1.0);
const SCALE: Key =
    Key::new("scale", Takes::Number(SCALES), "how many times further innovations go in turmoil").shown("3");
const SCALES: Range = Range::above(0.0, MOST_SCALE);

const MIXTURE: Table = Table::new(
    "innovations.law.mixture",
    "years of turmoil, common to all: tails are heavier, the variance is the same",
    &[SHARE, SCALE],
);

/// A law in the list.
#[derive(Debug)]
pub(crate) struct Choice {
    /// The key: `law.mixture = …`; `normal` is a bare word.
    pub(crate) name: &'static str,
    pub(crate) summary: &'static str,
    /// The value of an example, in TOML.
    pub(crate) example: &'static str,
    pub(crate) keys: &'static [Key],
}

const NORMAL: Choice = Choice { name: "normal", summary: "standard normal", example: "\"normal\"", keys: &[] };
const MIXED: Choice =
    Choice { name: "mixture", summary: MIXTURE.what, example: "{ share = 0.1, scale = 3 }", keys: MIXTURE.keys };

/// Every law, in the order in which they are explained; the first is the default.
pub(crate) const LAWS: &[Choice] = &[NORMAL, MIXED];

/// Reads `[innovations]`: the law, and the correlations that are not 0, each pair once, drivers before flows, in the
/// order of the file.
pub(crate) fn read(top: &TableReader<'_>, drivers: &Names<'_>, flows: &Names<'_>) -> Read<(Law, Vec<Correlation>)> {
    let Some(entry) = top.get("innovations") else { return Ok((Law::Normal, Vec::new())) };
    let table = top.table(entry, &TABLE)?;
    let law = table.get(LAW.name).map_or(Ok(Law::Normal), |entry| law(&table, entry));
    let correlations = table.get(CORRELATION.name).map(|entry| correlations(&table, entry, drivers, flows)).transpose();
    Ok((law?, correlations?.unwrap_or_default()))
}

/// `law = "normal"`, `law.mixture = { share = 0.1, scale = 3 }`.
fn law(table: &TableReader<'_>, entry: &Entry) -> Read<Law> {
    let mistakes = table.mistakes;
    let names = LAWS.iter().map(|law| law.name);
    let example = format!("law.{} = {}", MIXED.name, MIXED.example);
    let there_is =
        format!("what there is: {}, which is also what holds without the key, and `{example}`", NORMAL.example);
    match &entry.node.item {
        Item::Text(text) if text == NORMAL.name => Ok(Law::Normal),
        Item::Text(text) if text == MIXED.name => {
            let diagnostic = Diagnostic::error(code::MISSING, format!("the law `{}` needs its numbers", MIXED.name));
            Err(mistakes.report(diagnostic.at(&entry.node.span, format!("write {example}"))))
        }
        Item::Text(text) => {
            let message = format!("there is no law of innovations \"{}\"", words::short(text));
            let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message);
            let diagnostic = diagnostic.at(&entry.node.span, suggestion(text, names));
            Err(mistakes.report(diagnostic.help(there_is)))
        }
        Item::Table(_) => {
            let laws = table.named_table(entry)?;
            laws.check_about();
            let chosen = choice(&laws, Group::Law.noun(), names)?;
            if chosen.key == NORMAL.name {
                let diagnostic =
                    Diagnostic::error(code::WRONG_TYPE, format!("the law `{}` takes nothing", NORMAL.name));
                return Err(
                    mistakes.report(diagnostic.at(&chosen.node.span, format!("write law = {}", NORMAL.example)))
                );
            }
            mixture(&laws.table(chosen, &MIXTURE)?)
        }
        _ => {
            let message = format!("a law of innovations is a word or a table, not {}", entry.node.described());
            let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
            Err(mistakes.report(diagnostic.help(there_is)))
        }
    }
}

fn mixture(table: &TableReader<'_>) -> Read<Law> {
    let mistakes = table.mistakes;
    let number = |key: &Key| {
        let entry = table.required(key.name, key.what)?;
        Ok((number::plain(entry, key.what, mistakes)?, &entry.node.span))
    };
    let share = number(&SHARE).and_then(|(share, span)| {
        if SHARES.contains(share) {
            return Ok(share);
        }
        let mend = words::if_a_percentage(share);
        let message = format!("the share of years of turmoil lies between 0 and 1, not {}{mend}", words::number(share));
        Err(mistakes.report(Diagnostic::error(code::OUT_OF_RANGE, message).at(span, "")))
    });
    let scale = number(&SCALE).and_then(|(scale, span)| {
        if SCALES.contains(scale) {
            return Ok(scale);
        }
        let message =
            format!("the scale of turmoil is above 0, and at most {MOST_SCALE}, not {}", words::number(scale));
        let diagnostic = Diagnostic::error(code::OUT_OF_RANGE, message).at(span, "");
        Err(mistakes.report(diagnostic.help("3 means three times as far as in a quiet year")))
    });
    Ok(Law::Mixture { share: share?, scale: scale? })
}

/// Beyond this, hardly anything would happen in quiet years.
const MOST_SCALE: f64 = 1000.0;

fn correlations(
    table: &TableReader<'_>,
    entry: &Entry,
    drivers: &Names<'_>,
    flows: &Names<'_>,
) -> Read<Vec<Correlation>> {
    let mistakes = table.mistakes;
    let pairs = table.named_table(entry)?;
    let stated = correlation::read(&pairs, |entry, with| innovation(entry, with, drivers, flows, mistakes))?;
    correlation::hold_together(&stated, &entry.node.span, mistakes)?;
    let in_order = |stated: &Stated<'_, Innovation>| {
        let [first, second] = stated.pair;
        let value = stated.value;
        if first < second {
            Correlation { first, second, value }
        } else {
            Correlation { first: second, second: first, value }
        }
    };
    let mut correlations: Vec<Correlation> = stated.iter().map(in_order).filter(|c| c.value != 0.0).collect();
    correlations.sort_by_key(|correlation| (correlation.first, correlation.second));
    Ok(correlations)
}

/// The driver or flow that an entry names, which is not the one that it is correlated with.
fn innovation(
    entry: &Entry,
    with: Option<&str>,
    drivers: &Names<'_>,
    flows: &Names<'_>,
    mistakes: &Mistakes,
) -> Read<Innovation> {
    let name = &entry.key;
    match (drivers.position(name), flows.position(name)) {
        (Some(driver), None) if driver::reading::is_bootstrap(drivers.entries[driver]) => {
            let message = format!("`{name}` is a bootstrap, which has no innovation to be correlated");
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.key_span, "leave it out");
            let diagnostic = diagnostic.at(&drivers.entries[driver].key_span, "its years are those that were observed");
            Err(mistakes.report(diagnostic.help("`with` makes two bootstraps take the same years")))
        }
        (Some(driver), None) => Ok(Innovation::Driver(driver)),
        (None, Some(flow)) => Ok(Innovation::Flow(flow)),
        (Some(driver), Some(flow)) => {
            let message = format!("`{name}` is a driver and a flow: it cannot be told which is meant");
            let diagnostic = Diagnostic::error(code::BAD_NAME, message)
                .at(&entry.key_span, "")
                .at(&drivers.entries[driver].key_span, "the driver")
                .at(&flows.entries[flow].key_span, "the flow");
            Err(mistakes.report(diagnostic.help("give one of the two another name")))
        }
        (None, None) if !drivers.are_complete() || !flows.are_complete() => Err(mistakes.known_later()),
        (None, None) => {
            let names = drivers.iter().chain(flows.iter());
            let others = names.clone().filter(|other| Some(*other) != with);
            let mut diagnostic =
                unknown("driver or flow", name, names.clone()).at(&entry.key_span, suggestion(name, others));
            diagnostic.help.clear();
            let list =
                |names: &Names<'_>| if names.entries.is_empty() { "none".into() } else { words::choices(names.iter()) };
            let diagnostic = diagnostic
                .help(format!("drivers in this scenario: {}", list(drivers)))
                .help(format!("flows in this scenario: {}", list(flows)));
            Err(mistakes.report_if_whole(diagnostic))
        }
    }
}
