//! Drivers, flows, innovations, regimes and shocks.

use std::fmt::Write;

use super::tape::{Range, Tape};
use super::{add, add_elasticity};

/// A driver as text.
pub(super) struct Drawn {
    pub(super) text: String,
    /// Whether it is growth.
    pub(super) grows: bool,
    /// Whether it has an innovation, which a bootstrap has not.
    pub(super) surprises: bool,
    /// How many rows a bootstrap that draws its own has to give.
    pub(super) gives: Option<usize>,
}

/// A driver; `giving` are the bootstraps whose rows it may take, with their numbers.
pub(super) fn driver(tape: &mut Tape<'_>, name: &str, giving: &[(&str, usize)]) -> Drawn {
    let grows = !tape.chance(40);
    let kind = if grows { "growth" } else { "level" };
    let process = ["white", "ar1", "random_walk", "path", "bootstrap"][tape.below(5)];
    let mut parameters = Vec::new();
    let mut gives = None;
    let optional: &[(&str, Range, usize)] = match process {
        "white" => &[("mean", Range::Real(-0.05, 0.1), 80)],
        "ar1" => &[("mean", Range::Real(-0.05, 0.1), 80), ("persistence", Range::Bounded(-0.6, 0.95), 85)],
        "random_walk" => &[("drift", Range::Real(-0.01, 0.01), 80)],
        _ => &[],
    };
    for &(key, range, percent) in optional {
        if tape.chance(percent) {
            parameters.push(format!("{key} = {}", tape.quantity(range)));
        }
    }
    match process {
        "path" => {
            let values: Vec<String> = (0..=tape.below(6)).map(|_| tape.quantity(Range::Real(-0.05, 0.1))).collect();
            parameters.push(format!("values = [{}]", values.join(", ")));
        }
        "bootstrap" => {
            let with = tape.chance(60).then(|| giving.last()).flatten();
            let n = with.map_or_else(|| 1 + tape.below(7), |(_, n)| *n);
            let data: Vec<f64> = (0..n).map(|_| tape.real(-0.1, 0.15)).collect();
            parameters.push(format!("data = {data:?}"));
            match with {
                Some((other, _)) => parameters.push(format!("with = \"{other}\"")),
                None => parameters.push(format!("block = {}", 1 + tape.below(n.min(3)))),
            }
            gives = with.is_none().then_some(n);
        }
        _ => {}
    }
    if process != "bootstrap" && tape.chance(80) {
        let range = if process == "random_walk" { Range::Positive(0.005, 0.03) } else { Range::Positive(0.01, 0.15) };
        parameters.push(format!("sd = {}", tape.quantity(range)));
    }
    let mut text =
        format!("[drivers.{name}]\nkind = \"{kind}\"\nprocess.{process} = {{ {} }}\n", parameters.join(", "));
    if (["ar1", "random_walk"].contains(&process) || !grows) && tape.chance(50) {
        writeln!(text, "start = {}", tape.quantity(Range::Real(-0.1, 0.1))).unwrap_or_default();
    }
    Drawn { text, grows, surprises: process != "bootstrap", gives }
}

pub(super) fn flow(tape: &mut Tape<'_>, name: &str, drivers: &[&str]) -> String {
    let mut text = format!("[flows.{name}]\nbase = {}\n", tape.quantity(Range::Positive(40.0, 200.0)));
    let optional = [
        ("drift", Range::Real(-0.08, 0.08), 70),
        ("volatility", Range::Positive(0.05, 0.3), 80),
        ("noise", Range::Positive(0.02, 0.2), 40),
        ("potential", Range::Positive(60.0, 250.0), 30),
        ("reversion", Range::Share(0.05, 0.6), 40),
    ];
    add(tape, &mut text, &optional);
    add_elasticity(tape, &mut text, drivers);
    text
}

/// One to three regimes.
pub(super) fn regimes(tape: &mut Tape<'_>) -> String {
    let names = ["calm", "Turmoil", "2nd"].split_at(1 + tape.below(3)).0;
    let mut text = format!("[regimes]\nstart = \"{}\"\n", names[tape.below(names.len())]);
    for from in names {
        let weights: Vec<f64> = names.iter().map(|_| tape.real(0.05, 1.0)).collect();
        let total: f64 = weights.iter().sum();
        // The rest is what is left out.
        let each =
            names.iter().zip(&weights).take(names.len() - 1).map(|(to, weight)| format!("{to} = {}", weight / total));
        writeln!(text, "transition.{from} = {{ {} }}", each.collect::<Vec<_>>().join(", ")).unwrap_or_default();
    }
    for name in names {
        writeln!(text, "[regimes.states.{name}]").unwrap_or_default();
        let optional = [
            ("drift", Range::Real(-0.06, 0.04), 60),
            ("volatility", Range::Bounded(0.2, 2.5), 60),
            ("shock_rate", Range::Bounded(0.0, 3.0), 60),
            ("cancel", Range::Bounded(0.0, 3.0), 60),
        ];
        add(tape, &mut text, &optional);
    }
    text
}

pub(super) fn shock(tape: &mut Tape<'_>, name: &str, flows: &[&str]) -> String {
    let mut text = format!("[shocks.{name}]\nrate = {}\n", tape.quantity(Range::Bounded(0.05, 1.5)));
    writeln!(text, "size = {}", tape.own_quantity(Range::Real(-0.4, 0.1))).unwrap_or_default();
    add(tape, &mut text, &[("permanent", Range::Share(0.1, 0.9), 60), ("half_life", Range::Positive(0.3, 4.0), 60)]);
    let hit = tape.subset(flows, 60);
    if !hit.is_empty() {
        writeln!(text, "flows = {hit:?}").unwrap_or_default();
    }
    text
}

/// Correlations so small that any set of them is positive definite: the rows of at most seven stay below 1.
pub(super) fn innovations(tape: &mut Tape<'_>, names: &[&str]) -> String {
    let mut text = "[innovations]\n".to_owned();
    match tape.below(4) {
        0 | 1 => {}
        2 => text += "law = \"normal\"\n",
        _ => {
            let (share, scale) = (tape.real(0.02, 0.5), tape.real(0.3, 4.0));
            writeln!(text, "law.mixture = {{ share = {share}, scale = {scale} }}").unwrap_or_default();
        }
    }
    text += "[innovations.correlation]\n";
    for (index, name) in names.iter().enumerate() {
        let others = tape.subset(&names[..index], 40);
        if !others.is_empty() {
            let each: Vec<String> =
                others.iter().map(|other| format!("{other} = {}", tape.real(-0.16, 0.16))).collect();
            writeln!(text, "{name} = {{ {} }}", each.join(", ")).unwrap_or_default();
        }
    }
    text
}
