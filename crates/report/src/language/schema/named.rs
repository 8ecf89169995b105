//! Tables whose keys are the author's own: names, addresses, numbers of a list.

use altai_model::language::{self, ABOUT, Range, Takes};
use serde_json::{Map, Value, json};

use super::{described, number, patterns, reference};

/// A table of names, under each of which stands `each`.
///
/// Names are told apart by `additionalProperties`, and not by a pattern, so that editors complete what stands below.
pub(super) fn named(noun: &str, each: &Value, takes: &Takes) -> Value {
    let names = match noun {
        "package" => json!({ "pattern": patterns::PACKAGE }),
        "address" => json!({ "pattern": patterns::address() }),
        "input" => json!({ "pattern": patterns::input() }),
        "deal" => json!({ "pattern": language::NAME, "not": { "enum": language::RESERVED } }),
        _ => json!({ "pattern": language::NAME }),
    };
    let plain = match takes {
        Takes::Quantity(_) | Takes::Number(_) => json!({ "type": "number" }),
        Takes::Deals | Takes::Transition => json!({ "type": "array" }),
        _ => Value::Null,
    };
    let about: Map<String, Value> = ABOUT.iter().copied().map(|key| about(key, each, &plain)).collect();
    json!({ "type": "object", "properties": about, "additionalProperties": each, "propertyNames": names })
}

/// A key that says something about a table of names: a `note` that is no text is a name, and so is an `allow` that is
/// neither a text nor a table.
fn about(key: language::Key, each: &Value, plain: &Value) -> (String, Value) {
    let (name, mut described) = described(key);
    let description = described["description"].take();
    let alternatives = match (key.takes, plain) {
        (Takes::Allowances, Value::Null) => json!([reference("allow")]),
        (Takes::Allowances, plain) => json!([reference("allow"), plain]),
        _ => json!([{ "type": "string" }, each]),
    };
    (name, json!({ "description": description, "anyOf": alternatives }))
}

/// A table whose keys are numbers of a list, with which a variant changes single entries.
pub(super) fn by_number(each: &Value) -> Value {
    json!({
        "type": "object",
        "patternProperties": { patterns::ORDINAL: each },
        "additionalProperties": false,
        "minProperties": 1,
    })
}

/// Probabilities of going from one regime to another.
pub(super) fn transition() -> Value {
    let probability = number(Range::SHARE);
    let list = json!({ "type": "array", "items": probability, "minItems": 1 });
    let row = json!({ "anyOf": [list, named("regime", &probability, &Takes::Number(Range::SHARE))] });
    json!({ "anyOf": [{ "type": "array", "items": row, "minItems": 1 }, named("regime", &row, &Takes::Transition)] })
}

/// The deals of a package.
pub(super) fn deals() -> Value {
    json!({ "anyOf": [
        { "type": "array", "items": { "type": "string", "pattern": patterns::DEAL_OR_SECTOR }, "uniqueItems": true },
        { "type": "string", "pattern": patterns::SEVERAL_DEALS },
    ] })
}
