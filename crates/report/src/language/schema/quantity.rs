//! Quantities: a number, an interval, the name of an input, or a table with one distribution.

use altai_model::Domain;
use altai_model::distribution::quantiles::PERCENTILE;
use altai_model::distribution::{self, DISTRIBUTIONS, Form, Parameter};
use altai_model::language::{BESIDE, Range, Takes};
use serde_json::{Map, Value, json};

use super::super::told;
use super::{closed, described, merge, number, patterns, reference, sentence, shared};

const DOMAINS: [Domain; 7] = [
    Domain::Real,
    Domain::Positive,
    Domain::NonNegative,
    Domain::Share,
    Domain::Persistence,
    Domain::Date,
    Domain::Unbounded,
];

/// The name of the definition of quantities in a domain.
pub(super) fn name(domain: Domain) -> String {
    let word = match domain {
        Domain::Real => "real",
        Domain::Positive => "positive",
        Domain::NonNegative | Domain::Factor => "non-negative",
        Domain::Share => "share",
        Domain::Persistence => "persistence",
        Domain::Date => "date",
        Domain::Unbounded => "any",
    };
    format!("quantity-{word}")
}

/// Quantities of every domain, and the distributions.
pub(super) fn definitions() -> Map<String, Value> {
    let mut definitions = Map::new();
    for domain in DOMAINS {
        definitions.insert(name(domain), quantity(domain));
    }
    for key in BESIDE.iter().filter(|key| !matches!(key.takes, Takes::Value)) {
        let mut described = described(*key).1;
        if matches!(key.takes, Takes::Bound) {
            let mut of_dates = described.clone();
            merge(&mut of_dates, place(Range::ANY, true));
            definitions.insert(format!("{}-of-dates", shared(key)), of_dates);
            merge(&mut described, place(Range::ANY, false));
        }
        definitions.insert(shared(key), described);
    }
    for dates in [false, true] {
        for entry in DISTRIBUTIONS {
            definitions.insert(name_of(entry, dates), distribution(entry, dates));
        }
    }
    definitions
}

fn name_of(entry: &distribution::Entry, dates: bool) -> String {
    format!("{}{}", entry.name, if dates { "-of-dates" } else { "" })
}

fn quantity(domain: Domain) -> Value {
    let dates = domain.takes_dates();
    let fixed = number(domain.range());
    let words = json!({ "type": "string", "pattern": patterns::words(dates) });
    let beside = BESIDE.iter().map(|key| {
        let shape = match key.takes {
            Takes::Value => {
                let mut described = described(*key).1;
                merge(&mut described, json!({ "anyOf": [fixed, words] }));
                described
            }
            Takes::Bound if dates => reference(&format!("{}-of-dates", shared(key))),
            _ => reference(&shared(key)),
        };
        (key.name.to_owned(), shape)
    });
    let one = |entry: &distribution::Entry| (entry.name.to_owned(), reference(&name_of(entry, dates)));
    let stated = ["value"].into_iter().chain(DISTRIBUTIONS.iter().map(|entry| entry.name));
    let stated: Vec<Value> = stated.map(|key| json!({ "required": [key] })).collect();
    let mut table =
        closed("a quantity with its source: `value`, or one distribution", beside.chain(DISTRIBUTIONS.iter().map(one)));
    merge(&mut table, json!({ "oneOf": stated }));
    json!({ "anyOf": [fixed, words, table] })
}

/// A plain number, or a date where `dates` belong.
fn place(range: Range, dates: bool) -> Value {
    let number = number(range);
    if dates { json!({ "anyOf": [number, { "type": "string", "pattern": patterns::date() }] }) } else { number }
}

/// A list of these, or a column of a file.
pub(super) fn list(each: &Value) -> Value {
    json!({ "anyOf": [{ "type": "array", "items": each, "minItems": 1 }, reference("column")] })
}

/// A distribution, in whichever of its forms.
fn distribution(entry: &distribution::Entry, dates: bool) -> Value {
    if let Some(form) = entry.alone() {
        let mut list = parameter(&form.parameters[0], dates);
        list["description"] = sentence(entry.summary).into();
        merge(&mut list, json!({ "examples": super::json::value(entry.example).map(|example| vec![example]) }));
        return list;
    }
    let forms: Vec<Value> = entry.forms.iter().map(|form| self::form(entry, form, dates)).collect();
    match &forms[..] {
        [only] => only.clone(),
        _ => json!({ "description": sentence(entry.summary), "anyOf": forms }),
    }
}

fn form(entry: &distribution::Entry, form: &Form, dates: bool) -> Value {
    let singles = || form.parameters.iter().filter(|one| one.takes != distribution::Takes::Percentiles);
    let keys = singles().map(|one| (one.name.to_owned(), parameter(one, dates)));
    let mut table = closed(entry.summary, keys);
    let required: Vec<&str> = singles().filter(|one| one.default.is_none()).map(|one| one.name).collect();
    merge(&mut table, json!({ "required": required }));
    for several in form.parameters.iter().filter(|one| one.takes == distribution::Takes::Percentiles) {
        merge(
            &mut table,
            json!({ "patternProperties": { PERCENTILE: parameter(several, dates) }, "minProperties": 2 }),
        );
    }
    merge(&mut table, json!({ "examples": super::json::value(entry.example).map(|example| vec![example]) }));
    table
}

fn parameter(parameter: &Parameter, dates: bool) -> Value {
    let place = place(parameter.range, dates && parameter.is_a_place());
    let mut takes = match parameter.takes {
        distribution::Takes::Number | distribution::Takes::Percentiles => place,
        distribution::Takes::Numbers => list(&place),
    };
    let absent = parameter.default_in_words().map(|default| format!(" Without it: {default}.")).unwrap_or_default();
    merge(&mut takes, json!({ "description": format!("{}{absent}", sentence(&told(parameter))) }));
    takes
}
