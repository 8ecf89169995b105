//! Names of a layer that are misspelt: half an entry that no layer below has, and a whole one of nearly that name.

use super::layer::{NAMED, is_said_of_the_table};
use super::{Entry, Table};
use crate::Diagnostic;
use crate::language::{self, Rule};
use crate::names::unknown;
use crate::suggestion::did_you_mean;
use crate::words;

/// Takes out of `layer` the drivers, flows, deals and so on whose names are misspelt, and says which are meant.
///
/// What has all that it needs is something new, however near its name is to another.
pub(crate) fn take_misspelt(base: &Table, layer: &mut Table) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    for (section, noun) in NAMED {
        let heading = format!("{section}.NAME");
        let Some(declared) = language::tables().into_iter().find(|table| table.heading == heading) else { continue };
        let keys: Vec<&str> = section.split('.').collect();
        let (Some(below), Some(above)) = (inner(base, &keys), inner_mut(layer, &keys)) else { continue };
        let entries = below.entries.iter().filter(|entry| !is_said_of_the_table(entry));
        let names: Vec<&str> = entries.map(|entry| entry.key.as_str()).collect();
        above.entries.retain(|entry| {
            let misspelt = misspelt(entry, noun, declared, &names);
            let stays = misspelt.is_none() || below.get(&entry.key).is_some();
            mistakes.extend(misspelt.filter(|_| !stays));
            stays
        });
    }
    mistakes
}

fn misspelt(entry: &Entry, noun: &str, declared: &language::Table, names: &[&str]) -> Option<Diagnostic> {
    if is_said_of_the_table(entry) {
        return None;
    }
    let lacking = lacking(declared, entry.node.as_table()?)?;
    let meant = did_you_mean(&entry.key, names.iter().copied())?;
    let diagnostic = unknown(noun, &entry.key, names.iter().copied());
    let diagnostic = diagnostic.at(&entry.key_span, format!("did you mean `{meant}`?"));
    Some(diagnostic.help(format!("a new {noun} needs {lacking} too")))
}

/// The first keys that a table needs and has not, if there are any.
fn lacking(declared: &language::Table, table: &Table) -> Option<String> {
    let has = |key: &&str| table.get(key).is_some();
    let required = declared.keys.iter().find(|key| key.is_required() && table.get(key.name).is_none());
    let rule = || {
        declared.rules.iter().find_map(|rule| match rule {
            Rule::ExactlyOne(groups) if !groups.iter().any(|group| group.iter().any(&has)) => {
                Some(groups.iter().filter_map(|group| group.first()).copied().collect::<Vec<_>>())
            }
            Rule::SomeOf(keys) if !keys.iter().any(has) => Some(keys.to_vec()),
            _ => None,
        })
    };
    required.map(|key| format!("`{}`", key.name)).or_else(|| rule().map(|keys| words::names(keys, "or")))
}

fn inner<'a>(mut table: &'a Table, keys: &[&str]) -> Option<&'a Table> {
    for key in keys {
        table = table.get(key)?.node.as_table()?;
    }
    Some(table)
}

fn inner_mut<'a>(mut table: &'a mut Table, keys: &[&str]) -> Option<&'a mut Table> {
    for key in keys {
        let entry = table.entries.iter_mut().find(|entry| entry.key == *key)?;
        let super::Item::Table(inner) = &mut entry.node.item else { return None };
        table = inner;
    }
    Some(table)
}
