//! Random scenarios that are right by construction, with every key of the format: written from a tape of numbers.
//!
//! A tape that has run out gives zeros, and zero is the plainest choice everywhere: a failing tape shrinks to a plain scenario.

mod deals;
mod tape;
mod world;

use std::fmt::Write;

use altai_model::Value;

use deals::{deal, packages, political_will, synergies};
use tape::{Range, Tape};
use world::{Drawn, driver, flow, innovations, regimes, shock};

const SECTORS: &[&str] = &["ore", "Things that fly"];

/// Inputs: a share, log points and a spread.
const INPUTS: &[&str] = &["portion", "tilt", "spread"];

/// The text of a random scenario.
pub fn scenario_text(tape: &[u32]) -> String {
    sections(tape).concat()
}

/// The tables of a random scenario, which may stand in any order.
pub fn sections(tape: &[u32]) -> Vec<String> {
    let tape = &mut Tape { words: tape.iter(), inputs: &[] };
    let base_year = 2000 + tape.years(30);
    let end_year = base_year + 1 + tape.years(12);
    let drivers = ["gdp", "prices", "Metals", "air_freight"].split_at(tape.below(5)).0;
    let flows = ["exports", "imports", "2nd-hand"].split_at(1 + tape.below(3)).0;
    let deals = ["mine", "road", "Space", "food", "power-line"].split_at(tape.below(6)).0;
    let shocks = ["pandemic", "Border", "fire"].split_at(tape.below(4)).0;

    let mut sections = vec![format!("[horizon]\nbase_year = {base_year}\nend_year = {end_year}\n")];
    if tape.chance(50) {
        sections.push(inputs(tape));
        tape.inputs = INPUTS;
    }
    let (mut growing, mut surprising, mut giving) = (Vec::new(), Vec::new(), Vec::new());
    for name in drivers {
        let Drawn { text, grows, surprises, gives } = driver(tape, name, &giving);
        sections.push(text);
        growing.extend(grows.then_some(*name));
        surprising.extend(surprises.then_some(*name));
        giving.extend(gives.map(|rows| (*name, rows)));
    }
    sections.extend(targets(tape, base_year, end_year, &growing));
    if !growing.is_empty() && tape.chance(60) {
        sections.push(format!("[money]\nprices = \"{}\"\n", growing[tape.below(growing.len())]));
    }
    sections.extend(flows.iter().map(|name| flow(tape, name, drivers)).collect::<Vec<_>>());
    surprising.extend(flows);
    sections.push(innovations(tape, &surprising));
    if tape.chance(50) {
        sections.push(regimes(tape));
    }
    sections.extend(shocks.iter().map(|name| shock(tape, name, flows)).collect::<Vec<_>>());
    let will = tape.chance(60);
    if will {
        sections.push(political_will(tape));
    }
    for (index, name) in deals.iter().enumerate() {
        sections.push(deal(tape, name, &deals[..index], drivers, flows, [base_year, end_year], !will));
    }
    if deals.len() > 1 && tape.chance(50) {
        sections.push(synergies(tape, deals));
    }
    if tape.chance(40) {
        let sectors =
            SECTORS.iter().copied().filter(|name| sections.concat().contains(&format!("sector = \"{name}\"")));
        let sectors: Vec<&str> = sectors.collect();
        sections.push(packages(tape, deals, &sectors));
    }
    if tape.chance(50) {
        let correlated = correlation(tape, &sections.concat(), will);
        sections.push(correlated);
    }
    // A scenario that comes in another order than it was thought of.
    for place in (1..sections.len()).rev() {
        let other = place - tape.below(place + 1);
        sections.swap(place, other);
    }
    sections
}

fn inputs(tape: &mut Tape<'_>) -> String {
    let ranges = [Range::Bounded(0.2, 0.8), Range::Real(-0.06, 0.06), Range::Positive(0.05, 0.25)];
    let each = INPUTS.iter().zip(ranges).map(|(name, range)| format!("{name} = {}\n", tape.own_quantity(range)));
    "[inputs]\n".to_owned() + &each.collect::<String>()
}

fn targets(tape: &mut Tape<'_>, base_year: i32, end_year: i32, growing: &[&str]) -> Vec<String> {
    let target = |tape: &mut Tape<'_>, heading: &str| {
        let mut text = format!("[{heading}]\nturnover = {}\n", tape.quantity(Range::Positive(100.0, 600.0)));
        if tape.chance(50) {
            let by = base_year + 1 + tape.years(end_year - base_year);
            writeln!(text, "by = {by}").unwrap_or_default();
        }
        if !growing.is_empty() && tape.chance(40) {
            writeln!(text, "deflator = \"{}\"", growing[tape.below(growing.len())]).unwrap_or_default();
        }
        if tape.chance(40) {
            writeln!(text, "sustain = {}", 1 + tape.years((end_year - base_year).min(4))).unwrap_or_default();
        }
        text
    };
    match tape.below(3) {
        0 | 1 => vec![target(tape, "target")],
        _ => ["nominal", "Real", "low"]
            .split_at(1 + tape.below(3))
            .0
            .iter()
            .map(|name| target(tape, &format!("targets.{name}")))
            .collect(),
    }
}

/// Correlations of some of the uncertain quantities of a scenario, small enough for any set of them.
fn correlation(tape: &mut Tape<'_>, text: &str, will: bool) -> String {
    let scenario = super::scenario(text, &[]);
    let uncertain = scenario.quantities().filter(|quantity| matches!(quantity.value, Value::Uncertain(_)));
    let may = |address: &&str| {
        let parts: Vec<&str> = address.split('.').collect();
        match parts[..] {
            ["shocks", _, "size"] => false,
            ["deals", _, "delay"] => !will,
            _ => true,
        }
    };
    let mut addresses: Vec<&str> = uncertain.map(|quantity| quantity.address.as_str()).filter(may).collect();
    if will {
        addresses.push("political_will");
    }
    let mut chosen = tape.subset(&addresses, 40);
    chosen.truncate(7);
    let mut text = "[correlation]\n".to_owned();
    for (index, name) in chosen.iter().enumerate() {
        let others = tape.subset(&chosen[..index], 60);
        if !others.is_empty() {
            let each: Vec<String> =
                others.iter().map(|other| format!("\"{other}\" = {}", tape.real(-0.16, 0.16))).collect();
            writeln!(text, "\"{name}\" = {{ {} }}", each.join(", ")).unwrap_or_default();
        }
    }
    text
}

fn add(tape: &mut Tape<'_>, text: &mut String, optional: &[(&str, Range, usize)]) {
    for &(key, range, percent) in optional {
        if tape.chance(percent) {
            writeln!(text, "{key} = {}", tape.quantity(range)).unwrap_or_default();
        }
    }
}

fn add_elasticity(tape: &mut Tape<'_>, text: &mut String, drivers: &[&str]) {
    let follows = tape.subset(drivers, 60);
    if !follows.is_empty() {
        let each: Vec<String> =
            follows.iter().map(|driver| format!("{driver} = {}", tape.quantity(Range::Real(-1.5, 1.5)))).collect();
        writeln!(text, "elasticity = {{ {} }}", each.join(", ")).unwrap_or_default();
    }
}
