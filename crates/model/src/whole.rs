//! The whole of a scenario: its tables in their order, and what can only be told with all of them at hand.

use crate::deal::{self, Deal};
use crate::diagnostic::code;
use crate::document::inheritance::hand_down;
use crate::document::{Item, Node, Table};
use crate::driver::{self, Driver};
use crate::flow::{self, Flow};
use crate::mistakes::{Mistakes, Read};
use crate::names::Names;
use crate::reader::TableReader;
use crate::scenario::Scenario;
use crate::{Diagnostic, Span, horizon, innovations, money, number, package, political_will, run, target};

const KEYS: &[&str] = &[
    "format",
    "description",
    "horizon",
    "target",
    "money",
    "run",
    "drivers",
    "innovations",
    "flows",
    "political_will",
    "deals",
    "packages",
];

/// The tables and their keys, for a key that has gone astray.
const HOMES: &[(&str, &[&str])] = &[
    ("horizon", horizon::KEYS),
    ("target", target::KEYS),
    ("run", run::KEYS),
    ("money", money::KEYS),
    ("flows.NAME", flow::KEYS),
    ("deals.NAME", deal::reading::KEYS),
    ("drivers.NAME", driver::reading::KEYS),
    ("innovations", innovations::KEYS),
    ("political_will", political_will::KEYS),
];

/// As many of each as a scenario may have.
const MOST_DRIVERS: usize = 64;
const MOST_FLOWS: usize = 64;
const MOST_DEALS: usize = 256;

/// The table that a key belongs in, if that is certain.
pub(crate) fn home_of(key: &str) -> Option<&'static str> {
    let mut homes = HOMES.iter().filter(|(_, keys)| keys.contains(&key)).map(|(home, _)| *home);
    homes.next().filter(|_| homes.next().is_none())
}

/// The keys of an entry of a section: those of a flow for `flows`.
pub(crate) fn keys_in(section: &str) -> &'static [&'static str] {
    let mut homes = HOMES.iter();
    homes.find(|(home, _)| home.strip_suffix(".NAME") == Some(section)).map_or(&[], |(_, keys)| *keys)
}

/// Reads a whole scenario.
pub(crate) fn read(mut table: Table, mistakes: &Mistakes) -> Read<Scenario> {
    if table.entries.is_empty() {
        let diagnostic = Diagnostic::error(code::MISSING, "there is no scenario in this file");
        return Err(mistakes.report_if_whole(
            diagnostic
                .at(&Span::new(0, 0..0), "")
                .help("`[horizon]` with `base_year` and `end_year`: the years")
                .help("`[target]` with `turnover`: what is to be reached, USD million a year")
                .help("`[flows.NAME]` with `base`: trade in the base year, USD million"),
        ));
    }
    hand_down(&mut table);
    let node = Node { item: Item::Table(table), span: Span::new(0, 0..0) };
    let top = TableReader::open(&node, "", KEYS, mistakes)?;
    let format = format(&top);
    let description = top.text("description");
    let horizon = horizon::read(&top);
    let target = target::read(&top, horizon);
    let run = run::read(&top);

    let driver_names = Names::of(&top, "drivers", "driver", MOST_DRIVERS);
    let flow_names = Names::of(&top, "flows", "flow", MOST_FLOWS);
    let deal_names = Names::of(&top, "deals", "deal", MOST_DEALS);
    let drivers: Vec<Read<Driver>> =
        driver_names.entries.iter().map(|entry| driver::reading::read(entry, mistakes)).collect();
    let prices = money::read(&top, &driver_names);
    let correlations = innovations::read(&top, &driver_names, &flow_names);
    let flows: Vec<Read<Flow>> =
        flow_names.entries.iter().map(|entry| flow::read(entry, &driver_names, mistakes)).collect();
    let some_flow = some_flow(&top, &flow_names);
    let political_will = political_will::read(&top);
    let requires = deal::reading::requirements(&deal_names, mistakes);
    let deals: Vec<Read<Deal>> = deal_names
        .entries
        .iter()
        .zip(&requires)
        .map(|(entry, requires)| deal::reading::read(entry, requires.clone(), &driver_names, &flow_names, mistakes))
        .collect();
    let requires: Vec<Vec<usize>> = requires.into_iter().map(Result::unwrap_or_default).collect();
    let packages = package::read(&top, &deal_names, &requires);

    format?;
    some_flow?;
    Ok(Scenario {
        title: top.title(),
        description: description?,
        horizon: horizon?,
        targets: vec![target?],
        prices: prices?,
        run: run?,
        drivers: drivers.into_iter().collect::<Read<_>>()?,
        correlations: correlations?,
        flows: flows.into_iter().collect::<Read<_>>()?,
        political_will: political_will?,
        deals: deals.into_iter().collect::<Read<_>>()?,
        packages: packages?,
    })
}

/// `format = 1`, the only one so far.
fn format(top: &TableReader<'_>) -> Read<()> {
    let Some(entry) = top.get("format") else { return Ok(()) };
    match number::whole(entry, "which rules the file follows", i128::MIN..=i128::MAX, top.mistakes)? {
        1 => Ok(()),
        other => {
            let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, format!("this Altai does not read format {other}"));
            let diagnostic = diagnostic.at(&entry.node.span, "");
            Err(top.mistakes.report(diagnostic.help("it reads format 1, which is also what holds without the key")))
        }
    }
}

fn some_flow(top: &TableReader<'_>, flows: &Names<'_>) -> Read<()> {
    if !flows.entries.is_empty() || !flows.are_complete() {
        return Ok(());
    }
    let span = top.get("flows").map_or(top.span, |entry| &entry.node.span);
    let diagnostic = Diagnostic::error(code::MISSING, "there is no flow: trade without the deals").at(span, "");
    let help = "a flow is a table `[flows.NAME]` with at least `base`, its trade in the base year, USD million";
    Err(top.mistakes.report_if_whole(diagnostic.help(help)))
}
