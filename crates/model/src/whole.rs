//! The whole of a scenario: its tables in their order, and what can only be told with all of them at hand.

use crate::deal;
use crate::diagnostic::code;
use crate::document::inheritance::hand_down;
use crate::document::{Item, Node, Table};
use crate::language::{self, Key, Named, Rule, Takes};
use crate::mistakes::{Mistakes, Read};
use crate::names::Names;
use crate::reader::TableReader;
use crate::register::Register;
use crate::scenario::Scenario;
use crate::{
    Diagnostic, Span, decision, driver, flow, horizon, innovations, input, joint, money, number, package,
    political_will, regime, run, shock, synergy, target,
};

/// The file itself.
pub const TABLE: language::Table = language::Table::new("", "a scenario: what is said about it, and its tables", KEYS)
    .ruled(&[Rule::ExactlyOne(&[&["target"], &["targets"]]), Rule::Need(&["remove"], &["extends"])]);

const FORMAT: Key = Key::new("format", Takes::Whole(1, 1), "which rules the file follows").or(1.0).shown("1");
const DESCRIPTION: Key = Key::new("description", Takes::Text, "what the scenario is about, in a sentence or two")
    .without("there is none")
    .shown("\"Trade of two neighbours.\"");

const KEYS: &[Key] = &[
    FORMAT,
    DESCRIPTION,
    Key::new("extends", Takes::File, "the scenario that this one starts from: this file says only what differs")
        .without("the scenario stands by itself")
        .shown("\"base.toml\""),
    Key::new("remove", Takes::Addresses, "what is taken out of the scenario that this one extends")
        .without("nothing is taken out")
        .shown("[\"deals.mine\"]"),
    section(&horizon::TABLE),
    section(&target::TABLE).without("`[targets.NAME]` say it"),
    named("targets", &Named { noun: "target", least: 1, each: Takes::Table(&target::TABLE) }, &target::TABLE)
        .without("`[target]` says it"),
    section(&money::TABLE).without("amounts are in dollars of the day"),
    section(&decision::TABLE).without("nothing says what reaching the target is worth"),
    section(&run::TABLE).without("the defaults of its keys hold"),
    Key::new(
        "inputs",
        input::NAMED,
        "quantities that are defined once and used by name, so that all who use one share its draw",
    )
    .without("there is none")
    .shown("{ oil = \"0.1 to 0.4\" }"),
    Key::new("correlation", joint::PAIRS, "correlations of uncertain quantities by their addresses, each pair once")
        .without("quantities are independent")
        .shown("{ \"flows.exports.drift\" = { \"flows.imports.drift\" = 0.5 } }"),
    named(
        "drivers",
        &Named { noun: "driver", least: 0, each: Takes::Table(&driver::reading::TABLE) },
        &driver::reading::TABLE,
    )
    .without("there is none"),
    section(&innovations::TABLE).without("they are normal and independent"),
    section(&regime::TABLE).without("the world does not change its state"),
    named("shocks", &Named { noun: "shock", least: 0, each: Takes::Table(&shock::TABLE) }, &shock::TABLE)
        .without("nothing strikes"),
    named("flows", &Named { noun: "flow", least: 1, each: Takes::Table(&flow::TABLE) }, &flow::TABLE),
    section(&political_will::TABLE).without("every deal has a fate of its own"),
    named("deals", &Named { noun: "deal", least: 0, each: Takes::Table(&deal::reading::TABLE) }, &deal::reading::TABLE)
        .without("there is none"),
    Key::new("synergies", Takes::Tables(&synergy::TABLE), synergy::TABLE.what)
        .without("deals deliver what they deliver"),
    Key::new("packages", package::NAMED, "sets of deals that are compared; differences are taken against the first")
        .without("they are `none`, each deal with what it requires, and `all`")
        .shown("{ none = [], both = [\"mine\", \"road\"] }"),
];

/// A table of the file.
const fn section(table: &'static language::Table) -> Key {
    Key::new(table.heading, Takes::Table(table), table.what)
}

/// A table of the file that holds tables by name.
const fn named(name: &'static str, named: &'static Named, table: &'static language::Table) -> Key {
    Key::new(name, Takes::Named(named), table.what)
}

/// As many of each as a scenario may have.
const MOST_DRIVERS: usize = 64;
const MOST_FLOWS: usize = 64;
const MOST_DEALS: usize = 256;
const MOST_SHOCKS: usize = 64;

/// The table that a key belongs in, if that is certain.
pub(crate) fn home_of(key: &str) -> Option<&'static str> {
    let homes = language::tables().into_iter().skip(1).filter(|table| table.names().any(|name| name == key));
    let mut homes = homes.map(|table| table.heading);
    homes.next().filter(|_| homes.next().is_none())
}

/// The keys of an entry of a section: those of a flow for `flows`.
pub(crate) fn keys_in(section: &str) -> &'static [Key] {
    let is_it = |table: &&language::Table| table.heading.strip_suffix(".NAME") == Some(section);
    language::tables().into_iter().find(is_it).map_or(&[], |table| table.keys)
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
    let scenario = sections(&TableReader::top(&node, mistakes, &register)?.taking(&TABLE.names()))?;
    input::warn_of_unused(mistakes, &register);
    match register.cut() {
        // Everything has been said: once more, with inputs that lie where all who use them need them.
        Some(register) if !mistakes.any() => {
            let said = Mistakes::none();
            let cut = sections(&TableReader::top(&node, &said, &register)?);
            cut.map_err(|known| {
                said.in_order().into_iter().map(|mistake| mistakes.report(mistake)).last().unwrap_or(known)
            })
        }
        _ => Ok(scenario),
    }
}

/// Reads every section.
fn sections(top: &TableReader<'_>) -> Read<Scenario> {
    let mistakes = top.mistakes;
    let format = format(top);
    let description = top.text(DESCRIPTION.name);
    let driver_names = Names::of(top, "drivers", "driver", MOST_DRIVERS);
    let flow_names = Names::of(top, "flows", "flow", MOST_FLOWS);
    let deal_names = Names::of(top, "deals", "deal", MOST_DEALS);
    let shock_names = Names::of(top, "shocks", "shock", MOST_SHOCKS);

    let horizon = horizon::read(top);
    let targets = target::read(top, horizon, &driver_names);
    let run = run::read(top);
    let prices = money::read(top, &driver_names);
    let decision = decision::read(top);
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
        decision: decision?,
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
    let Some(entry) = top.get(FORMAT.name) else { return Ok(()) };
    match number::whole(entry, FORMAT.what, i128::MIN..=i128::MAX, top.mistakes)? {
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
    Err(top.lacking(diagnostic.help(help), &["flows"]))
}
