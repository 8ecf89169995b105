//! The JSON Schema (draft-07) of scenarios, for completion and checks in editors.
//!
//! It judges the shape of a file: keys, types, ranges of plain numbers, and what must be there. What is wrong only in
//! the light of something else, such as a name that no deal has, is left to `altai check`. A variant (a file with
//! `extends`) has the same shape, but nothing must be there: it may say as little as it likes.
//!
//! Descriptions stand beside `anyOf` rather than `$ref`, because what stands beside a reference is ignored.

mod complete;
mod named;
mod patterns;
mod quantity;

use altai_model::language::{self, ABOUT, Absent, Alternative, Group, Key, Range, SCENARIO, Table, Takes, YEARS};
use serde_json::{Map, Value, json};

use super::json;

/// The schema, indented, with a new line at its end.
pub fn schema() -> String {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Altai scenario",
        "description": "Trade between two countries, what drives it, the deals and the target. `altai check` finds \
                        the mistakes that a schema cannot see; `altai reference` prints all of this as a page.",
    });
    merge(&mut schema, shape(&SCENARIO));
    merge(
        &mut schema,
        json!({
            "if": { "required": ["extends"] },
            "then": {},
            "else": reference(&complete::name(&SCENARIO)),
            "definitions": definitions(),
        }),
    );
    format!("{schema:#}\n")
}

fn definitions() -> Map<String, Value> {
    let mut definitions = Map::new();
    for table in language::tables().into_iter().filter(|table| !table.heading.is_empty()) {
        definitions.insert(name(table), shape(table));
    }
    for group in Group::ALL {
        definitions.insert(group.noun().to_owned(), one_of(group));
    }
    definitions.extend(ABOUT.iter().map(|key| (shared(key), described(*key).1)));
    definitions.extend(quantity::definitions());
    definitions.insert("column".to_owned(), {
        let mut column = shape(&language::COLUMN);
        merge(&mut column, json!({ "required": required(language::COLUMN.keys) }));
        column
    });
    definitions.insert("allow".to_owned(), allowances());
    definitions.extend(complete::definitions());
    definitions
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// The name of a table's definition.
fn name(table: &Table) -> String {
    table.heading.trim_end_matches(".NAME").to_owned()
}

/// Adds what stands in one object to another.
fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

/// A table: its keys and no others.
fn shape(table: &Table) -> Value {
    closed(table.what, table.keys.iter().copied().map(described))
}

/// A table with these keys, those of every table, and no others.
fn closed(what: &str, keys: impl Iterator<Item = (String, Value)>) -> Value {
    let about = ABOUT.iter().map(|key| (key.name.to_owned(), reference(&shared(key))));
    let properties: Map<String, Value> = keys.chain(about).collect();
    json!({ "description": sentence(what), "type": "object", "properties": properties, "additionalProperties": false })
}

/// The name of the definition of a key that many tables take.
fn shared(key: &Key) -> String {
    format!("key-{}", key.name)
}

/// The names of the keys that must be there.
fn required(keys: &[Key]) -> Vec<&str> {
    keys.iter().filter(|key| key.is_required()).map(|key| key.name).collect()
}

/// A key: what it is, what it takes, its default and an example.
fn described(key: Key) -> (String, Value) {
    let mut described = json!({ "description": description(&key) });
    let takes = takes(&key.takes);
    let is_bare = takes.get("$ref").is_none();
    merge(&mut described, if is_bare { takes } else { json!({ "anyOf": [takes] }) });
    // What a shape says of itself goes after what the key says.
    described["description"] = description(&key).into();
    if let Some(x) = key.default() {
        described["default"] = whole_or_not(x);
    }
    if let Some(example) = json::value(key.example) {
        described["examples"] = json!([example]);
    }
    (key.name.to_owned(), described)
}

/// `The share that does not displace trade. Between 0 and 1. Without it, it is 1.`
fn description(key: &Key) -> String {
    let domain = match key.takes {
        Takes::Quantity(domain) => format!(" A quantity, {}.", domain.description()),
        Takes::Number(range) => format!(" A plain number, {}.", range.description()),
        _ => format!(" {}", sentence(&key.takes.description())),
    };
    let absent = match key.absent {
        Absent::Required => String::new(),
        Absent::Number(x) => format!(" Without it, it is {x}."),
        Absent::Means(clause) => format!(" Without it, {clause}."),
    };
    format!("{}{domain}{absent}", sentence(key.what))
}

/// Words as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// What may stand under a key.
fn takes(takes: &Takes) -> Value {
    match takes {
        Takes::Quantity(domain) => reference(&quantity::name(*domain)),
        Takes::Quantities(each) => json!({ "anyOf": [
            { "type": "array", "items": self::takes(&each.takes), "minItems": 1 },
            reference("column"),
            // A variant changes one by its number.
            named::by_number(&self::takes(&each.takes)),
        ] }),
        Takes::Number(range) => number(*range),
        Takes::Numbers => quantity::list(&json!({ "type": "number" })),
        Takes::Whole(least, greatest) => json!({ "type": "integer", "minimum": least, "maximum": greatest }),
        Takes::Year => json!({ "type": "integer", "minimum": YEARS.start(), "maximum": YEARS.end() }),
        Takes::Text => json!({ "type": "string" }),
        Takes::Label | Takes::File => json!({ "type": "string", "pattern": patterns::NOT_BLANK }),
        Takes::Word(words) => json!({ "enum": words }),
        Takes::Name(_) => json!({ "type": "string", "pattern": language::NAME }),
        Takes::Names { least, .. } => json!({
            "type": "array",
            "items": { "type": "string", "pattern": language::NAME },
            "minItems": least,
            "uniqueItems": true,
        }),
        Takes::Addresses => json!({ "type": "array", "items": { "type": "string", "pattern": patterns::address() } }),
        Takes::Table(table) => reference(&name(table)),
        Takes::Tables(table) => json!({ "anyOf": [
            { "type": "array", "items": reference(&name(table)) },
            named::by_number(&reference(&name(table))),
        ] }),
        Takes::Named(named) => named::named(named.noun, &self::takes(&named.each), &named.each),
        Takes::OneOf(group) => reference(group.noun()),
        Takes::Transition => named::transition(),
        Takes::Deals => named::deals(),
        Takes::Allowances => reference("allow"),
        // Those of a quantity depend on its domain: they are told with it.
        Takes::Value | Takes::Bound | Takes::Distribution(_) => json!({}),
    }
}

/// A plain number.
fn number(range: Range) -> Value {
    let mut number = json!({ "type": "number" });
    let (least, greatest) = (
        if range.above { "exclusiveMinimum" } else { "minimum" },
        if range.below { "exclusiveMaximum" } else { "maximum" },
    );
    for (key, bound) in [(least, range.least), (greatest, range.greatest)] {
        if bound.is_finite() {
            number[key] = whole_or_not(bound);
        }
    }
    number
}

/// A number without a point where it is whole.
fn whole_or_not(x: f64) -> Value {
    if x.fract() == 0.0 { json!(x as i64) } else { json!(x) }
}

/// A process, a ramp or a law: a word, or one of several tables.
fn one_of(group: Group) -> Value {
    let (words, tables): (Vec<Alternative>, Vec<Alternative>) =
        group.alternatives().into_iter().partition(|alternative| alternative.is_a_word);
    let alternative = |alternative: &Alternative| {
        let mut table = closed(alternative.what, alternative.keys.iter().copied().map(described));
        merge(&mut table, json!({ "examples": json::value(alternative.example).map(|example| vec![example]) }));
        (alternative.name.to_owned(), table)
    };
    let mut table = closed(&format!("one {} with its numbers", group.noun()), tables.iter().map(alternative));
    let there: Vec<Value> = tables.iter().map(|table| json!({ "required": [table.name] })).collect();
    // A variant may say something of what is chosen without choosing: then there is none here.
    let none = json!({ "not": { "anyOf": there } });
    merge(&mut table, json!({ "oneOf": ([there, vec![none]].concat()) }));
    if words.is_empty() {
        return table;
    }
    let word = |word: &Alternative| json!({ "const": word.name, "description": sentence(word.what) });
    let words: Vec<Value> = words.iter().map(word).collect();
    json!({ "anyOf": ([words, vec![table]].concat()) })
}

/// Codes of warnings and reasons.
fn allowances() -> Value {
    let reason = |(warning, meaning): (&str, &str)| {
        (
            warning.to_owned(),
            json!({ "type": "string", "pattern": patterns::NOT_BLANK, "description": sentence(meaning) }),
        )
    };
    let properties: Map<String, Value> = super::warnings().map(reason).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
