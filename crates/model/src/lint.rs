//! Lints: what a scenario may say and its author hardly ever means. They tell cautions, and change nothing.

mod alike;
mod correlation;
mod growth;
mod in_base;
mod never;
mod no_mean;
mod no_source;
mod nothing;
mod per_cent;
mod potential;
mod prices;
mod ramp;
mod rate;
mod reached_at_start;
mod regime;
mod same_package;
mod shock;
mod synergy;
mod too_late;
mod turmoil;
mod unit;
mod unused;
mod wide;
mod will;
mod windfall;

use std::collections::HashMap;

use crate::outline::Line;
use crate::{Diagnostic, Outline, Quantity, Scenario, Span, Value, words};

/// A lint in the list.
#[derive(Debug, Clone, Copy)]
pub struct Lint {
    /// Its name; its broken scenario among the tests bears it.
    pub name: &'static str,
    /// The code of what it tells.
    pub code: &'static str,
    /// So many findings of one sort are told one by one; more are told at once.
    alone: usize,
    find: fn(&Subject<'_>) -> Vec<Finding>,
}

/// Every lint, in the order in which they look.
pub const LINTS: &[Lint] = &[
    no_source::LINT,
    wide::LINT,
    growth::LINT,
    too_late::LINT,
    in_base::LINT,
    never::LINT,
    unused::DRIVERS,
    unused::DEALS,
    same_package::LINT,
    unit::LINT,
    reached_at_start::LINT,
    per_cent::LINT,
    rate::LINT,
    windfall::LINT,
    alike::LINT,
    prices::LINT,
    correlation::LINT,
    will::LINT,
    nothing::LINT,
    turmoil::LINT,
    shock::LINT,
    regime::LINT,
    synergy::LINT,
    potential::LINT,
    ramp::LINT,
    no_mean::LINT,
];

/// More than this would drown what else there is to say.
const A_FEW: usize = 3;

/// As many names as are listed where findings are told at once.
const NAMED: usize = 4;

/// Something that a lint has found.
#[derive(Debug)]
struct Finding {
    /// What it is about: an address or a name.
    about: String,
    /// What is said of it by itself; its first label is where it can be allowed.
    diagnostic: Diagnostic,
    /// What is said of several, after their number: `numbers have neither a source nor a note`. It tells sorts apart.
    together: &'static str,
}

/// What a lint looks at: a scenario without mistakes, and where its words stand.
struct Subject<'a> {
    scenario: &'a Scenario,
    outline: &'a Outline,
    lines: HashMap<&'a str, &'a Line>,
    overrides: usize,
}

impl<'a> Subject<'a> {
    fn new(scenario: &'a Scenario, outline: &'a Outline, overrides: usize) -> Self {
        let lines = outline.lines().iter().map(|line| (line.address.as_str(), line)).collect();
        Self { scenario, outline, lines, overrides }
    }

    /// Whether something is written at an address.
    fn has(&self, address: &str) -> bool {
        self.lines.contains_key(address)
    }

    /// Where an address stands, or the nearest that is around it.
    fn at(&self, address: &str) -> Span {
        let mut address = address;
        loop {
            if let Some(line) = self.lines.get(address) {
                return line.span.clone();
            }
            let Some((around, _)) = address.rsplit_once('.') else { return Span::new(0, 0..0) };
            address = around;
        }
    }

    /// The address of the number itself, where it stands in a table with its source.
    fn value_of(&self, address: &str) -> String {
        let beside = format!("{address}.value");
        if self.has(&beside) { beside } else { address.to_owned() }
    }

    /// Whether it was said on the command line: whoever switches something off there for once means it.
    fn is_an_override(&self, span: &Span) -> bool {
        (1..=self.overrides).contains(&span.source)
    }

    /// USD million of trade in the base year, about.
    fn base(&self) -> f64 {
        self.scenario.flows.iter().map(|flow| median(&flow.base)).sum()
    }
}

/// Looks at a scenario without mistakes whose first so many further sources are overrides; `is_allowed` tells what the
/// author allows.
pub(crate) fn warnings(
    scenario: &Scenario,
    outline: &Outline,
    overrides: usize,
    is_allowed: impl Fn(&Diagnostic) -> bool,
) -> Vec<Diagnostic> {
    let subject = Subject::new(scenario, outline, overrides);
    let told = |lint: &Lint| {
        let mut findings = (lint.find)(&subject);
        findings.retain(|finding| !is_allowed(&finding.diagnostic));
        told(findings, lint.alone)
    };
    LINTS.iter().flat_map(told).collect()
}

/// Findings as they are told: one by one, or at once those of a sort of which there are more than `alone`.
fn told(mut findings: Vec<Finding>, alone: usize) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    findings.sort_by_key(|finding| finding.diagnostic.place());
    while let Some(first) = findings.first() {
        let together = first.together;
        let (these, others): (Vec<Finding>, Vec<Finding>) =
            findings.into_iter().partition(|finding| finding.together == together);
        findings = others;
        if these.len() <= alone {
            told.extend(these.into_iter().map(|finding| finding.diagnostic));
            continue;
        }
        let message = format!("{} {together}: {}", these.len(), listed(&these));
        told.extend(these.into_iter().next().map(|first| Diagnostic { message, ..first.diagnostic }));
    }
    told
}

/// The first few by name, and how many more there are.
fn listed(findings: &[Finding]) -> String {
    let names: Vec<&str> = findings.iter().map(|finding| finding.about.as_str()).collect();
    if names.len() <= NAMED {
        return words::names(names, "and");
    }
    let few: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    format!("{} and {} more", few.join(", "), names.len() - NAMED)
}

/// The number, or the one in its middle.
fn median(quantity: &Quantity) -> f64 {
    quantile(quantity, 0.5)
}

/// The number, or what a share `u` of its draws stays below.
fn quantile(quantity: &Quantity, u: f64) -> f64 {
    match &quantity.value {
        Value::Fixed(x) => *x,
        Value::Uncertain(distribution) => distribution.quantile(u),
    }
}

/// Whether it is fixed at this number.
fn is(quantity: &Quantity, x: f64) -> bool {
    quantity.known() == Some(x)
}

/// Figures beyond these say nothing to anybody.
const MOST_DECIMALS: usize = 12;

/// A number as one says it: three figures that count.
fn about(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return words::number(x);
    }
    let (mut decimals, mut scaled) = (0, x.abs());
    while decimals < MOST_DECIMALS && scaled < 100.0 {
        decimals += 1;
        scaled *= 10.0;
    }
    let written = format!("{x:.decimals$}");
    if written.contains('.') { written.trim_end_matches('0').trim_end_matches('.').to_owned() } else { written }
}

#[cfg(test)]
mod tests;
