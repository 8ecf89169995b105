//! One number: its distribution, where it comes from, and what depends on it.

use altai_analysis::portrait::{PERCENTILES, Portrait};
use altai_analysis::stated::stated;
use altai_analysis::words::listed;
use altai_model::language::{self, Absent, Key, Takes};
use altai_model::quantity::Quality;
use altai_model::{Quantity, Value};

use super::sketch::sketch;
use super::terms::{number, rounded, shown};
use super::{Subject, driver, indented};
use crate::style::{ANSWER, styled};
use crate::terminal::{LEAST_WIDTH, fill, wrapped};

/// The sketch has so many characters.
const PARTS: usize = 48;

/// Everything about a quantity; `place` says where it stands: `scenario.toml:41`.
pub fn quantity(subject: Subject<'_>, quantity: &Quantity, place: &str, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let words = format!("{}: {}", quantity.address, stated(quantity, subject.outline));
    let mut text = styled(ANSWER, &fill(&words, width)) + "\n";
    text += &match &quantity.value {
        Value::Fixed(_) => "  known: the same on every path\n".to_owned(),
        Value::Uncertain(distribution) => drawn(&Portrait::of(&**distribution, PARTS.min(width - 4)), quantity, width),
    };
    let provenance = &quantity.provenance;
    let role = match quantity.value {
        Value::Fixed(_) => None,
        Value::Uncertain(_) => Some(match quantity.role.name() {
            "knowledge" => "knowledge: it could be found out",
            _ => "chance: nobody can know it beforehand",
        }),
    };
    let key = language::at(&quantity.address).filter(|_| !quantity.is_shared());
    let lines = [
        ("it is", key.map(|found| found.key.what)),
        ("source", Some(provenance.source.as_deref().unwrap_or("none given"))),
        ("note", provenance.note.as_deref()),
        ("quality", provenance.quality.map(Quality::name)),
        ("uncertainty", role),
        ("stands in", Some(place)),
    ];
    for (label, words) in lines {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            text += &indented(words, &format!("  {label:<13}"), &" ".repeat(15), width);
        }
    }
    let dependants = dependants(subject, &quantity.address);
    let words = if dependants.is_empty() { "nothing".to_owned() } else { listed(&dependants) };
    text += &indented(&words, &format!("  {:<13}", "moves"), &" ".repeat(15), width);
    let companions = companions(subject, &quantity.address);
    if !companions.is_empty() {
        text += &indented(&listed(&companions), &format!("  {:<13}", "goes with"), &" ".repeat(15), width);
    }
    text
}

/// That a key is not written, and what holds then; nothing where it has to be written.
pub fn unwritten(key: &Key, width: usize) -> Option<String> {
    let words = match key.absent {
        Absent::Required => return None,
        Absent::Number(x) => format!("{} is not written: it is {}, {}", key.name, number(x), key.what),
        Absent::Means(clause) => format!("{} is not written: {clause} ({})", key.name, key.what),
    };
    Some(wrapped(&words, width.max(LEAST_WIDTH)).join("\n") + "\n")
}

/// Mean, spread and quantiles, and the sketch over its two ends.
fn drawn(portrait: &Portrait, quantity: &Quantity, width: usize) -> String {
    let shown = |x: f64| shown(quantity, x);
    let or_none = |x: Option<f64>, shown: &dyn Fn(f64) -> String| x.map_or_else(|| "none".to_owned(), shown);
    let quantiles: Vec<String> = PERCENTILES
        .iter()
        .zip(portrait.quantiles)
        .map(|(percent, x)| format!("p{percent:02}\u{a0}{}", shown(x)))
        .collect();
    let words = format!(
        "mean\u{a0}{}, sd\u{a0}{}; {}",
        or_none(portrait.mean, &shown),
        or_none(portrait.sd, &rounded),
        quantiles.join(", ")
    );
    let numbers = indented(&words, "  ", "  ", width);
    let sketch = sketch(portrait);
    if sketch.is_empty() {
        return format!("\n{numbers}\n");
    }
    let (low, high) = (shown(portrait.range.0), shown(portrait.range.1));
    let between = sketch.chars().count().saturating_sub(low.chars().count() + high.chars().count());
    format!("\n{numbers}\n  {sketch}\n  {low}{}{high}\n\n", " ".repeat(between))
}

/// What a quantity moves, by address.
fn dependants(subject: Subject<'_>, address: &str) -> Vec<String> {
    let scenario = subject.scenario;
    let parts: Vec<&str> = address.split('.').collect();
    let mut found = match parts[..] {
        ["inputs", ..] => users_of_input(subject, address),
        ["drivers", name, ..] => {
            let driver = scenario.drivers.iter().position(|driver| driver.name == name);
            driver.map(|driver| driver::users(subject, driver)).unwrap_or_default()
        }
        ["regimes", ..] => vec!["all flows, shocks and deals in the years in which that regime rules".to_owned()],
        ["shocks", name, ..] => {
            let shock = scenario.shocks.iter().find(|shock| shock.name == name);
            let flows = shock.map(|shock| shock.flows.as_slice()).unwrap_or_default();
            flows.iter().map(|&flow| format!("flows.{}", scenario.flows[flow].name)).collect()
        }
        ["flows", name, ..] => vec![format!("flows.{name}")],
        ["deals", name, ref rest @ ..] => deal_and_those_that_require_it(subject, name, rest),
        ["political_will", ..] => scenario.deals.iter().map(|deal| format!("deals.{}", deal.name)).collect(),
        ["synergies", ..] => {
            let synergy =
                parts.get(1).and_then(|place| scenario.synergies.get(place.parse::<usize>().ok()?.checked_sub(1)?));
            let deals = synergy.map(|synergy| synergy.deals.as_slice()).unwrap_or_default();
            deals.iter().map(|&deal| format!("deals.{}", scenario.deals[deal].name)).collect()
        }
        ["target" | "targets", ..] => vec!["the odds of reaching it".to_owned()],
        _ => Vec::new(),
    };
    found.dedup();
    found
}

/// What a quantity is correlated with, by address.
fn companions(subject: Subject<'_>, address: &str) -> Vec<String> {
    let with = |joint: &altai_model::scenario::Joint| {
        let [one, other] = &joint.addresses;
        let with = if one == address { other } else { Some(one).filter(|_| other == address)? };
        Some(format!("{with} (correlation {})", number(joint.value)))
    };
    subject.scenario.joint.iter().filter_map(with).collect()
}

fn deal_and_those_that_require_it(subject: Subject<'_>, name: &str, key: &[&str]) -> Vec<String> {
    let deals = &subject.scenario.deals;
    let mut found = vec![format!("deals.{name}")];
    let boosted = deals.iter().find(|deal| deal.name == name).and_then(|deal| deal.boost.as_ref());
    if let Some(boost) = boosted {
        found.extend(boost.flows.iter().map(|&flow| format!("flows.{}", subject.scenario.flows[flow].name)));
    }
    if matches!(key, ["go" | "start" | "signed" | "delay" | "life" | "cancel" | "cancel_elasticity", ..]) {
        let mut waiting: Vec<usize> = deals.iter().position(|deal| deal.name == name).into_iter().collect();
        let mut at = 0;
        while let Some(&required) = waiting.get(at) {
            let more = (0..deals.len()).filter(|&deal| deals[deal].requires.contains(&required));
            let more: Vec<usize> = more.filter(|deal| !waiting.contains(deal)).collect();
            waiting.extend(more);
            at += 1;
        }
        found.extend(waiting.iter().skip(1).map(|&deal| format!("deals.{}", deals[deal].name)));
    }
    found
}

/// Where a number is the draw of an input.
pub(super) fn users_of_input(subject: Subject<'_>, address: &str) -> Vec<String> {
    let written = format!("\"{}\"", address.trim_start_matches("inputs."));
    let names_it = |line: &&altai_model::outline::Line| {
        let takes = || language::at(&line.address).map(|found| found.key.takes);
        line.written == written && matches!(takes(), Some(Takes::Quantity(_) | Takes::Value))
    };
    let users = subject.outline.lines().iter().filter(names_it);
    users.map(|line| line.address.trim_end_matches(".value").to_owned()).collect()
}
