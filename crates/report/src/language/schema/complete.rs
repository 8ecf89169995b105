//! What must be there in a scenario that extends no other.

use altai_model::language::{self, ABOUT, Alternative, Group, Named, Rule, Table, Takes};
use serde_json::{Map, Value, json};

use super::{merge, reference, required};

/// The name of the definition of what must be in a table.
pub(super) fn name(table: &Table) -> String {
    let name = super::name(table);
    if name.is_empty() { "complete".to_owned() } else { format!("complete-{name}") }
}

/// What must be in every table.
pub(super) fn definitions() -> Map<String, Value> {
    let tables = language::tables().into_iter().map(|table| (name(table), table_of(table)));
    let groups = Group::ALL.map(|group| (name_of(group), one_of(group)));
    tables.chain(groups).chain([(REMARKS.to_owned(), remarks())]).collect()
}

/// The name of the definition of a table of names in which there is none.
const REMARKS: &str = "only-remarks";

fn remarks() -> Value {
    let said = ABOUT.iter().map(|key| (key.name.to_owned(), said(key)));
    json!({ "properties": said.collect::<Map<_, _>>(), "additionalProperties": false })
}

/// What is said of a table of names; anything else under the key makes a name of it.
fn said(key: &language::Key) -> Value {
    match key.takes {
        Takes::Allowances => json!({ "type": ["string", "object"] }),
        _ => json!({ "type": "string" }),
    }
}

fn name_of(group: Group) -> String {
    format!("complete-{}", group.noun())
}

fn table_of(table: &Table) -> Value {
    let inside = |key: &language::Key| Some((key.name.to_owned(), inside(&key.takes)?));
    let properties: Map<String, Value> = table.keys.iter().filter_map(inside).collect();
    let rules: Vec<Value> = table.rules.iter().map(rule).collect();
    let mut complete = json!({ "required": required(table.keys), "properties": properties });
    if !rules.is_empty() {
        merge(&mut complete, json!({ "allOf": rules }));
    }
    complete
}

/// What must be in what stands under a key.
fn inside(takes: &Takes) -> Option<Value> {
    match takes {
        Takes::Table(table) => Some(reference(&name(table))),
        Takes::Tables(table) => Some(json!({ "type": "array", "items": reference(&name(table)) })),
        Takes::Quantities(_) => Some(json!({ "required": ["file"] })),
        Takes::OneOf(group) => Some(reference(&name_of(*group))),
        Takes::Named(Named { least, each, .. }) => {
            let mut names = json!({});
            if let Some(each) = inside(each) {
                let about = ABOUT.iter().map(|key| (key.name.to_owned(), json!({ "anyOf": [said(key), each] })));
                let about: Map<String, Value> = about.collect();
                merge(&mut names, json!({ "properties": about, "additionalProperties": each }));
            }
            if *least > 0 {
                merge(&mut names, json!({ "not": reference(REMARKS) }));
            }
            Some(names).filter(|names| *names != json!({}))
        }
        _ => None,
    }
}

/// One is chosen, and has what it must have.
fn one_of(group: Group) -> Value {
    let tables: Vec<Alternative> = group.alternatives().into_iter().filter(|one| !one.is_a_word).collect();
    let chosen: Vec<Value> = tables.iter().map(|one| json!({ "required": [one.name] })).collect();
    let complete = |one: &Alternative| {
        let values = one.keys.iter().filter_map(|key| Some((key.name.to_owned(), inside(&key.takes)?)));
        let complete = json!({ "required": required(&one.keys), "properties": values.collect::<Map<_, _>>() });
        (one.name.to_owned(), complete)
    };
    json!({ "anyOf": chosen, "properties": tables.iter().map(complete).collect::<Map<_, _>>() })
}

fn rule(rule: &Rule) -> Value {
    let there = |keys: &[&str]| keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>();
    match rule {
        Rule::SomeOf(keys) => json!({ "anyOf": there(keys) }),
        Rule::Need(keys, others) => {
            let needs = keys.iter().map(|key| ((*key).to_owned(), json!({ "anyOf": there(others) })));
            json!({ "dependencies": needs.collect::<Map<_, _>>() })
        }
        Rule::ExactlyOne(groups) => {
            let one = |group: &&[&str]| {
                let others: Vec<&str> = groups.concat().into_iter().filter(|key| !group.contains(key)).collect();
                json!({ "required": group, "not": { "anyOf": there(&others) } })
            };
            json!({ "oneOf": groups.iter().map(one).collect::<Vec<_>>() })
        }
    }
}
