//! The whole of a scenario: its tables in their order, and what can only be told with all of them at hand.

use crate::deal;
use crate::diagnostic::code;
use crate::document::inheritance::hand_down;
use crate::document::{Item, Node, Table};
use crate::mistakes::{Mistakes, Read};
use crate::names::Names;
use crate::reader::TableReader;
use crate::register::Register;
use crate::scenario::Scenario;
use crate::{
    Diagnostic, Span, driver, flow, horizon, innovations, input, joint, money, number, package, political_will, regime,
    run, shock, synergy, target,
};

const KEYS: &[&str] = &[
    "format",
    "description",
    "extends",
    "remove",
    "horizon",
    "target",
    "targets",
    "money",
    "run",
    "inputs",
    "correlation",
    "drivers",
    "innovations",
    "regimes",
    "shocks",
    "flows",
    "political_will",
    "deals",
    "synergies",
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
    ("regimes", regime::KEYS),
    ("regimes.states.NAME", regime::STATE_KEYS),
    ("shocks.NAME", shock::KEYS),
    ("synergies", synergy::KEYS),
    ("political_will", political_will::KEYS),
];

/// As many of each as a scenario may have.
const MOST_DRIVERS: usize = 64;
const MOST_FLOWS: usize = 64;
const MOST_DEALS: usize = 256;
const MOST_SHOCKS: usize = 64;

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
    let register = Register::default();
    let inputs = input::read(&TableReader::top(&node, mistakes, &register)?);
    let register = register.with_inputs(inputs);
    let scenario = sections(&TableReader::top(&node, mistakes, &register)?.taking(KEYS))?;
    input::warn_of_unused(mistakes, &register);
    match register.cut() {
        // Everything has been said: once more, with inputs that lie where all who use them need them.
        Some(register) if !mistakes.any() => {
            let said = Mistakes::none();
            sections(&TableReader::top(&node, &said, &register)?).or(Ok(scenario))
        }
        _ => Ok(scenario),
    }
}

/// Reads every section.
fn sections(top: &TableReader<'_>) -> Read<Scenario> {
    let mistakes = top.mistakes;
    let format = format(top);
    let description = top.text("description");
    let driver_names = Names::of(top, "drivers", "driver", MOST_DRIVERS);
    let flow_names = Names::of(top, "flows", "flow", MOST_FLOWS);
    let deal_names = Names::of(top, "deals", "deal", MOST_DEALS);
    let shock_names = Names::of(top, "shocks", "shock", MOST_SHOCKS);

    let horizon = horizon::read(top);
    let targets = target::read(top, horizon, &driver_names);
    let run = run::read(top);
    let prices = money::read(top, &driver_names);
    let drivers = all(driver_names.entries.iter().map(|entry| driver::reading::read(top, entry, &driver_names)));
    let drivers = drivers.and_then(|drivers| {
        driver::reading::check_shared_rows(&drivers, &driver_names, mistakes)?;
        Ok(drivers)
    });
    let innovations = innovations::read(top, &driver_names, &flow_names);
    let regimes = regime::read(top);
    let shocks = all(shock_names.entries.iter().map(|entry| shock::read(top, entry, &flow_names)));
    let rates = match (&shocks, &regimes) {
        (Ok(shocks), Ok(regimes)) => shock::check_rates(shocks, regimes.as_ref(), top),
        _ => Ok(()),
    };
    let flows = all(flow_names.entries.iter().map(|entry| flow::read(top, entry, &driver_names)));
    let some_flow = some_flow(top, &flow_names);
    let political_will = political_will::read(top);
    let delays_follow_will = political_will.as_ref().is_ok_and(|will| will.delay.known() != Some(0.0));
    let requires = deal::reading::requirements(top, &deal_names);
    let deals = all(deal_names.entries.iter().zip(&requires).map(|(entry, requires)| {
        let deal = deal::reading::read(top, entry, requires.clone(), &driver_names, &flow_names)?;
        deal::reading::check_delay(&deal, entry, delays_follow_will, mistakes)?;
        Ok(deal)
    }));
    let requires: Vec<Vec<usize>> = requires.into_iter().map(Result::unwrap_or_default).collect();
    let synergies = synergy::read(top, &deal_names);
    let packages = package::read(top, &deal_names, &requires);
    let joint = joint::read(top, delays_follow_will);

    format?;
    some_flow?;
    rates?;
    let (law, correlations) = innovations?;
    let inputs = top.register.inputs().iter().map(|input| input.quantity.clone()).collect::<Read<_>>()?;
    Ok(Scenario {
        title: top.title(),
        description: description?,
        horizon: horizon?,
        targets: targets?,
        prices: prices?,
        run: run?,
        drivers: drivers?,
        regimes: regimes?,
        shocks: shocks?,
        law,
        correlations,
        flows: flows?,
        political_will: political_will?,
        deals: deals?,
        synergies: synergies?,
        inputs,
        joint: joint?,
        packages: packages?,
    })
}

/// All of them, or the proof that one is wrong, once every one has been read.
fn all<T>(read: impl Iterator<Item = Read<T>>) -> Read<Vec<T>> {
    let read: Vec<Read<T>> = read.collect();
    read.into_iter().collect()
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
