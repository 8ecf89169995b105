//! The list of keys tried is the list that the reader accepts.

use std::collections::BTreeSet;

use altai_model::Override;
use altai_model::deal::ramp::RAMPS;
use altai_model::driver::PROCESSES;

use super::shocks::{CRISIS, REGIMES};
use super::*;

/// Tried by tests of their own.
const TRIED_ALONE: &[&str] = &["deals.mine.signed", "deals.mine.delay", "political_will.delay", "targets", "extends"];

/// The table and the key of an address, with a name or a kind in its place: `deals.NAME`, `peak`.
fn places(address: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = address.split('.').collect();
    let mut places = vec![(String::new(), parts[0].to_owned())];
    match parts[..] {
        ["drivers" | "flows" | "deals" | "shocks", _, key, ref deeper @ ..] => {
            places.push((format!("{}.NAME", parts[0]), key.to_owned()));
            if let (["process" | "ramp"], [kind, parameter]) = ([key], deeper) {
                places.push((format!("{key}.{kind}"), (*parameter).to_owned()));
            }
        }
        ["regimes", "states", _, key] => {
            places.push(("regimes".into(), "states".into()));
            places.push(("regimes.states.NAME".into(), key.to_owned()));
        }
        ["synergies", _, key] => places.push(("synergies".into(), key.to_owned())),
        ["innovations", "law", "mixture", key] => places.push(("law.mixture".into(), key.to_owned())),
        // What follows is a name or an address of the author's own.
        ["inputs" | "correlation" | "packages", ..] | ["shocks", _] | [_] | [] => {}
        [table, key, ..] => places.push((table.to_owned(), key.to_owned())),
    }
    places
}

/// The keys that a table takes, as the reader says itself when it is asked for one that does not exist.
fn accepted(address: &str) -> Vec<String> {
    let wrong = format!("{address}zzzzzz");
    let overrides: Vec<Override> = [REGIMES[0], CRISIS[0], (wrong.trim_start_matches('.'), "1")]
        .iter()
        .map(|(address, value)| Override { address: (*address).into(), value: (*value).into() })
        .collect();
    let reading = read(SourceText { name: "test.toml".into(), text: CERTAIN.into() }, &overrides, &NoFiles);
    let mut help = reading.diagnostics.iter().flat_map(|diagnostic| &diagnostic.help);
    let list = help.find_map(|help| help.strip_prefix("what there is: "));
    let keys: Vec<String> =
        list.unwrap_or_else(|| panic!("{:?}", reading.diagnostics)).split(", ").map(str::to_owned).collect();
    assert!(!keys.iter().any(|key| key.contains(' ')), "the reader does not name all of {address}: {keys:?}");
    keys
}

#[test]
fn every_key_that_the_reader_accepts_is_tried() {
    let tried: BTreeSet<(String, String)> =
        all().map(|trial| trial.key.0).chain(TRIED_ALONE.iter().copied()).flat_map(places).collect();
    let mut accepted_places: BTreeSet<(String, String)> = BTreeSet::new();
    for (address, table) in [
        ("", ""),
        ("horizon.", "horizon"),
        ("target.", "target"),
        ("run.", "run"),
        ("money.", "money"),
        ("decision.", "decision"),
        ("drivers.gdp.", "drivers.NAME"),
        ("flows.trade.", "flows.NAME"),
        ("innovations.", "innovations"),
        ("political_will.", "political_will"),
        ("deals.mine.", "deals.NAME"),
        ("regimes.", "regimes"),
        ("regimes.states.calm.", "regimes.states.NAME"),
        ("shocks.crisis.", "shocks.NAME"),
        ("innovations.law.mixture.", "law.mixture"),
        ("drivers.gdp.process.path.", "process.path"),
        ("drivers.gdp.process.bootstrap.", "process.bootstrap"),
    ] {
        // What every table takes says something about it.
        let about = |key: &String| !table.is_empty() && ["title", "source", "note", "allow"].contains(&key.as_str());
        let keys = accepted(address).into_iter().filter(|key| !about(key));
        accepted_places.extend(keys.map(|key| (table.to_owned(), key)));
    }
    accepted_places.extend(["deals", "multiplier"].map(|key| ("synergies".to_owned(), key.to_owned())));
    for process in PROCESSES {
        let parameters = process.parameters.iter().map(|parameter| parameter.name.to_owned());
        accepted_places.extend(parameters.map(|parameter| (format!("process.{}", process.name), parameter)));
    }
    for ramp in RAMPS.iter().filter(|ramp| ramp.takes_years) {
        accepted_places.insert((format!("ramp.{}", ramp.name), "years".into()));
    }
    let without_test: Vec<_> = accepted_places.difference(&tried).collect();
    assert!(without_test.is_empty(), "these keys have no trial: {without_test:?}");
    let unknown: Vec<_> = tried.difference(&accepted_places).collect();
    assert!(unknown.is_empty(), "these keys are tried and unknown to the reader: {unknown:?}");
}
