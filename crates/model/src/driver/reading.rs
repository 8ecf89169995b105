//! Reading a driver.

use super::{Driver, Kind, PROCESSES, Process, Start};
use crate::diagnostic::code;
use crate::document::{Entry, Item};
use crate::mistakes::{Mistakes, Read};
use crate::names::suggestion;
use crate::reader::{Key, TableReader, choice, open_entry};
use crate::{Diagnostic, Domain, Quantity, words};

pub(crate) const KEYS: &[&str] = &["kind", "process", "start"];

const START: Key = Key { name: "start", domain: Domain::Real, what: "where it stands in the base year, log points" };

/// The kinds of driver and their names.
const KINDS: &[(&str, Kind)] = &[("growth", Kind::Growth), ("level", Kind::Level)];

/// Reads `[drivers.NAME]`.
pub(crate) fn read(entry: &Entry, mistakes: &Mistakes) -> Read<Driver> {
    let driver = open_entry(entry, "drivers", "driver", KEYS, mistakes)?;
    let kind = kind(&driver);
    let process = process(&driver);
    let start = driver.quantity(&START);
    if let (Ok(Kind::Growth), Ok((process, _)), Some(start)) = (kind, &process, driver.get("start"))
        && process.start == Start::Meaningless
    {
        let message = format!("`start` means nothing to growth by `{}`, which has no memory", process.name);
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&start.key_span, "leave it out");
        let remembering: Vec<&str> = PROCESSES
            .iter()
            .filter(|process| process.start != Start::Meaningless)
            .map(|process| process.name)
            .collect();
        return Err(mistakes.report(diagnostic.help(format!("it has a meaning with {}", words::choices(remembering)))));
    }
    let (process, parameters) = process?;
    Ok(Driver { name: entry.key.clone(), kind: kind?, process, parameters, start: start? })
}

/// The kind of a driver, if that much of it can be read.
pub(crate) fn kind_of(entry: &Entry) -> Option<Kind> {
    let text = entry.node.as_table()?.get("kind")?.node.as_text()?;
    KINDS.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind)
}

fn kind(driver: &TableReader<'_>) -> Read<Kind> {
    let mistakes = driver.mistakes;
    let what = "\"growth\" (log growth of the year) or \"level\" (log deviation)";
    let entry = driver.required("kind", what)?;
    let names = || KINDS.iter().map(|(name, _)| *name);
    let Some(text) = entry.node.as_text() else {
        let message = format!("`kind` is \"growth\" or \"level\", not {}", entry.node.described());
        return Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "")));
    };
    KINDS.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind).ok_or_else(|| {
        let message = format!("there is no kind of driver \"{}\"", words::short(text));
        let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(&entry.node.span, suggestion(text, names()));
        mistakes.report(diagnostic.help(format!("`kind` is {what}")))
    })
}

fn process(driver: &TableReader<'_>) -> Read<(&'static Process, Vec<Quantity>)> {
    let mistakes = driver.mistakes;
    let example = |process: &Process| format!("process.{} = {}", process.name, process.example);
    let entry = driver.required("process", "how it moves from year to year")?;
    let address = driver.address_of("process");
    if let Item::Text(text) = &entry.node.item {
        let process = PROCESSES.iter().find(|process| process.name == text);
        let message = format!("`process` takes a process with its numbers, not {}", entry.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
        let help = process.or(PROCESSES.first()).map(|process| format!("such as `{}`", example(process)));
        return Err(mistakes.report(diagnostic.maybe_help(help)));
    }
    let table = TableReader::open_named(&entry.node, &address, mistakes)?;
    table.check_about();
    let chosen = choice(&table, "process", PROCESSES.iter().map(|process| process.name))?;
    let Some(process) = PROCESSES.iter().find(|process| process.name == chosen.key) else {
        return Err(mistakes.known());
    };
    if chosen.node.as_table().is_none() {
        let message = format!("`{}` takes its numbers in braces, not {}", process.name, chosen.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&chosen.node.span, "");
        return Err(mistakes.report(diagnostic.help(format!("such as `{}`", example(process)))));
    }
    let address = table.address_of(process.name);
    let keys: Vec<&str> = process.parameters.iter().map(|parameter| parameter.name).collect();
    let table = TableReader::open(&chosen.node, &address, &keys, mistakes)?;
    let parameters: Vec<Read<Quantity>> = process
        .parameters
        .iter()
        .map(|parameter| {
            let key = Key { name: parameter.name, domain: parameter.domain, what: parameter.summary };
            match parameter.default {
                Some(default) => table.quantity_or(&key, default),
                None => table.required_quantity(&key),
            }
        })
        .collect();
    Ok((process, parameters.into_iter().collect::<Read<_>>()?))
}

impl Driver {
    /// Every quantity of the driver, defaults included.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        self.parameters.iter().chain(&self.start)
    }
}
