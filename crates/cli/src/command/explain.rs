//! `altai explain`: what a scenario says in plain words, or what happens on one of its paths; or what a code means.

mod code;

use altai_analysis::outlook::outlooks;
use altai_analysis::story::story;
use altai_model::language::{self, Absent, Takes};
use altai_model::outline::Holds;
use altai_model::{Quantity, did_you_mean};
use altai_report::explain::{self, Passage};
use altai_report::story as report;

use super::processors;
use crate::DONE;
use crate::arguments::Explain;
use crate::output::{hanging, out, width_of_answers, width_of_tables, wrong};
use crate::subject::Subject;

/// So many paths tell what becomes of a deal.
const PATHS: u64 = 100_000;

/// More names are not worth reading when one was misspelt.
const MOST_NAMES: usize = 24;

/// Explains what was asked for.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn explain(arguments: &Explain) -> anyhow::Result<u8> {
    if let Some(word) = code::word(&arguments.scenario) {
        if let Some(more) = beyond_a_code(arguments) {
            return Ok(wrong(&format!("`{word}` is no scenario: {more} says nothing of it, leave it out")));
        }
        return code::explain(word);
    }
    let mut understood = match Subject::read(&arguments.scenario, &arguments.set) {
        Ok(understood) => understood,
        Err(exit_code) => {
            code::hint(&arguments.scenario);
            return Ok(exit_code);
        }
    };
    understood.scenario.run.seed = arguments.seed.unwrap_or(understood.scenario.run.seed);
    if let Some(number) = arguments.path {
        return one_path(&mut understood, number, arguments.package.as_deref());
    }
    let subject = explain::Subject { scenario: &understood.scenario, outline: &understood.outline };
    let passages = explain::passages(subject);
    let width = width_of_answers();
    let Some(address) = &arguments.address else {
        let said: Vec<String> = passages.iter().map(|passage| passage.text(width)).collect();
        let next = "\nnext: altai explain SCENARIO ADDRESS tells more of a deal or a number\n";
        out(&format!("{}{}{next}", explain::title(subject, width), said.join("\n")))?;
        return Ok(DONE);
    };
    let Some(text) = about(&understood, &passages, address, width) else {
        return Ok(wrong(&unknown(&understood, &passages, address)));
    };
    out(&text)?;
    Ok(DONE)
}

/// What was typed beside the code of a message, which takes nothing.
fn beyond_a_code(arguments: &Explain) -> Option<String> {
    let address = arguments.address.as_ref().map(|address| format!("`{address}`"));
    let path = arguments.path.map(|path| format!("`--path {path}`"));
    let seed = arguments.seed.map(|seed| format!("`--seed {seed}`"));
    let set = arguments.set.first().map(|set| format!("`--set {}={}`", set.address, set.value));
    address.or(path).or(seed).or(set)
}

/// What is said of an address; `None` where there is nothing.
fn about(understood: &Subject, passages: &[Passage], address: &str, width: usize) -> Option<String> {
    let subject = explain::Subject { scenario: &understood.scenario, outline: &understood.outline };
    let line = subject.outline.at(address);
    let shared = || shared(understood, address);
    if let Some(quantity) = subject.scenario.quantities().find(|quantity| quantity.address == address).or_else(shared) {
        let place = line.map(|line| understood.place(&line.span)).unwrap_or_default();
        let used_as =
            if quantity.address == address { String::new() } else { format!("{address} is {}\n\n", quantity.address) };
        let own = explain::about(passages, address);
        let table = own.iter().fold(String::new(), |text, passage| text + "\n" + &passage.text(width));
        return Some(format!("{used_as}{}{table}", explain::quantity(subject, quantity, &place, width)));
    }
    let found = explain::about(passages, address);
    let is_within =
        found.iter().any(|passage| passage.address == address || passage.address.starts_with(&format!("{address}.")));
    if line.is_none() && !is_within {
        return unwritten(understood, address, width);
    }
    let outlooks = outlooks_of(understood, &found, is_within);
    let mut said: Vec<String> = Vec::new();
    if let Some(line) = line.filter(|line| found.is_empty() || !is_within && line.holds != Holds::Table) {
        said.push(format!("{address} = {}\n", line.written));
    }
    for passage in found {
        let deal = passage.address.strip_prefix("deals.");
        let place = deal.and_then(|name| subject.scenario.deals.iter().position(|deal| deal.name == name));
        let outlook = place
            .and_then(|place| outlooks.get(place))
            .map(|outlook| explain::outlook(outlook, subject.scenario.targets[0].by, width));
        said.push(passage.text(width) + &outlook.unwrap_or_default());
    }
    Some(said.join("\n"))
}

/// What holds at an address at which a key could stand and does not.
fn unwritten(understood: &Subject, address: &str, width: usize) -> Option<String> {
    let found = language::at(address)?;
    let is_in_the_scenario = found.owner.is_empty() || understood.outline.at(&found.owner).is_some();
    explain::unwritten(&found.key, width).filter(|_| is_in_the_scenario)
}

/// What becomes of the deals, where deals are among what is explained.
fn outlooks_of(understood: &Subject, found: &[&Passage], is_within: bool) -> Vec<altai_analysis::outlook::Outlook> {
    let speaks_of_deals = is_within && found.iter().any(|passage| passage.address.starts_with("deals."));
    let scenario = &understood.scenario;
    if speaks_of_deals { outlooks(scenario, PATHS, scenario.run.seed, processors()) } else { Vec::new() }
}

/// The input that stands at an address under its name.
fn shared<'a>(understood: &'a Subject, address: &str) -> Option<&'a Quantity> {
    let at = |address: &str| understood.outline.at(address).filter(|line| line.holds == Holds::Value);
    let line = at(address).or_else(|| at(&format!("{address}.value")))?;
    let name = line.written.strip_prefix('"')?.strip_suffix('"')?;
    let is_a_quantity = language::at(address).is_some_and(|found| matches!(found.key.takes, Takes::Quantity(_)));
    let input = format!("inputs.{name}");
    understood.scenario.inputs.iter().find(|quantity| quantity.address == input && is_a_quantity)
}

fn unknown(understood: &Subject, passages: &[Passage], address: &str) -> String {
    if let Some(instead) = chosen_instead(understood, address) {
        return format!("nothing stands at `{address}`: {instead}");
    }
    let lines = understood.outline.lines().iter().filter(|line| line.holds != Holds::Entry);
    let addresses: Vec<&str> = lines.map(|line| line.address.as_str()).collect();
    let tables: Vec<&str> = passages.iter().map(|passage| passage.address.as_str()).collect();
    let bare = |table: &str| table.rsplit('.').next().unwrap_or_default().to_owned();
    let named = tables.iter().copied().find(|table| bare(table) == address);
    let meant = named.or_else(|| did_you_mean(address, addresses.iter().chain(&tables).copied())).or_else(|| {
        let names: Vec<String> = tables.iter().map(|table| bare(table)).collect();
        let name = did_you_mean(address, names.iter().map(String::as_str))?;
        tables.iter().copied().find(|table| bare(table) == name)
    });
    let meant = meant.map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
    let mut groups: Vec<&str> = Vec::new();
    for group in tables.iter().map(|table| table.split('.').next().unwrap_or(table)) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let lines = [groups, tables.iter().copied().filter(|table| table.contains('.')).collect()];
    let lines = lines.iter().zip(["  there are: ", "  in them:   "]).filter(|(names, _)| !names.is_empty());
    let lines = lines.map(|(names, label)| hanging(label, &first_of(names), width_of_answers()));
    let lines: String = lines.collect();
    format!("nothing stands at `{address}`{meant}\n{}", lines.trim_end())
}

/// The names, of many only the first.
fn first_of(names: &[&str]) -> String {
    let shown = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMES { format!("{shown} and {} more", names.len() - MOST_NAMES) } else { shown }
}

/// Where an address speaks of a process, a ramp or a law that is not chosen: what holds in its place.
fn chosen_instead(understood: &Subject, address: &str) -> Option<String> {
    let parts = language::parts(address)?;
    let (above, found) = (1..parts.len()).find_map(|length| {
        let above = parts[..length].join(".");
        let found = language::at(&above).filter(|found| matches!(found.key.takes, Takes::OneOf(_)))?;
        Some((above, found))
    })?;
    match (understood.outline.at(&above), found.key.absent) {
        (Some(line), _) => Some(format!("in this scenario, `{above} = {}`", line.written)),
        (None, Absent::Means(clause)) if understood.outline.at(&found.owner).is_some() => {
            Some(format!("without `{above}`, {clause}"))
        }
        _ => None,
    }
}

/// Tells what happens on one path.
fn one_path(understood: &mut Subject, number: u64, package: Option<&str>) -> anyhow::Result<u8> {
    if let Some(name) = package
        && let Err(exit_code) = understood.narrow(&[name.to_owned()])
    {
        return Ok(exit_code);
    }
    let scenario = &understood.scenario;
    let last = scenario.packages.len() - 1;
    let width = width_of_tables();
    let story = story(scenario, number, last, scenario.run.seed);
    out(&(report::text(scenario, &story, width) + &report::legend(scenario, width)))?;
    Ok(DONE)
}
