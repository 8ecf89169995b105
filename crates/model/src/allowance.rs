//! `allow = { CODE = "why" }`: warnings that an author has thought about, silenced in a table and below.

use std::cell::Cell;

use crate::diagnostic::code;
use crate::document::{Entry, Item, Node, Table};
use crate::mistakes::Mistakes;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Span, words};

/// All that is allowed anywhere.
#[derive(Debug, Default)]
pub(crate) struct Allowances {
    allowed: Vec<Allowance>,
}

/// A warning that is silenced in some places.
#[derive(Debug)]
struct Allowance {
    code: &'static str,
    /// Where it is said.
    said: Span,
    /// Whether a warning has been found that it silences.
    is_used: Cell<bool>,
    /// Everything that stands in the table; `None` where the table is the whole scenario.
    places: Option<Vec<Span>>,
}

impl Allowances {
    /// Reads every `allow` of a scenario.
    pub(crate) fn of(scenario: &Table, mistakes: &Mistakes) -> Self {
        let mut allowances = Self::default();
        allowances.read(scenario, "", None, mistakes);
        allowances
    }

    /// Whether a warning is allowed where it is given: the place that it names first counts.
    pub(crate) fn allow(&self, warning: &Diagnostic) -> bool {
        let at = warning.labels.first().map(|label| &label.span);
        let covers = |span: &Span, at: &Span| {
            span.source == at.source && span.bytes.start <= at.bytes.start && at.bytes.end <= span.bytes.end
        };
        let silences = |allowance: &&Allowance| {
            let is_there = |places: &Vec<Span>| at.is_some_and(|at| places.iter().any(|place| covers(place, at)));
            allowance.code == warning.code && allowance.places.as_ref().is_none_or(is_there)
        };
        let mut is_allowed = false;
        for allowance in self.allowed.iter().filter(silences) {
            allowance.is_used.set(true);
            is_allowed = true;
        }
        is_allowed
    }

    /// Those that silence nothing, once every warning has been found: only those of the file itself, since one that it
    /// extends may allow what is there without this file's changes.
    pub(crate) fn idle(&self) -> Vec<Diagnostic> {
        // One of `unused` would silence what is said of itself.
        let can_be_idle = |it: &&Allowance| it.code != code::UNUSED && it.said.source == 0;
        let idle = self.allowed.iter().filter(can_be_idle).filter(|allowance| !allowance.is_used.get());
        idle.map(Allowance::idle).collect()
    }

    /// Reads those of a table, which stands under `key` at `around`, and of all tables in it.
    fn read(&mut self, table: &Table, key: &str, around: Option<&[&Span]>, mistakes: &Mistakes) {
        // A list among the packages is a package.
        let is_a_package = |stated: &&Entry| key == "packages" && matches!(stated.node.item, Item::List(_));
        if let Some(stated) = table.get("allow").filter(|stated| !is_a_package(stated)) {
            for (code, said) in codes(stated, mistakes) {
                let places = around.map(|around| {
                    let mut places: Vec<Span> = around.iter().map(|&span| span.clone()).collect();
                    gather(table, &mut places);
                    places
                });
                self.allowed.push(Allowance { code, said, is_used: Cell::new(false), places });
            }
        }
        for entry in table.entries.iter().filter(|entry| entry.key != "allow") {
            match &entry.node.item {
                Item::Table(inner) => {
                    self.read(inner, &entry.key, Some(&[&entry.key_span, &entry.node.span]), mistakes);
                }
                Item::List(nodes) => {
                    for node in nodes {
                        if let Some(inner) = node.as_table() {
                            self.read(inner, &entry.key, Some(&[&node.span]), mistakes);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

impl Allowance {
    fn idle(&self) -> Diagnostic {
        let message = format!("there is no `{}` here to allow", self.code);
        let diagnostic = Diagnostic::warning(code::UNUSED, message).at(&self.said, "");
        diagnostic.help("the reason for it is gone: take it out, before it silences what is new")
    }
}

/// Every place in a table.
fn gather(table: &Table, places: &mut Vec<Span>) {
    let of_node = |node: &Node, places: &mut Vec<Span>| {
        places.push(node.span.clone());
        if let Item::Table(inner) = &node.item {
            gather(inner, places);
        }
    };
    for entry in &table.entries {
        places.push(entry.key_span.clone());
        of_node(&entry.node, places);
        if let Item::List(nodes) = &entry.node.item {
            for node in nodes {
                of_node(node, places);
            }
        }
    }
}

/// The codes of an `allow`, each of which has a reason, and where they stand.
pub(crate) fn codes(stated: &Entry, mistakes: &Mistakes) -> Vec<(&'static str, Span)> {
    let example = "such as `allow = { unused = \"kept for the next round\" }`";
    let Some(table) = stated.node.as_table() else {
        let message = format!("`allow` is a table of warnings and reasons, not {}", stated.node.described());
        mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&stated.node.span, "").help(example));
        return Vec::new();
    };
    let mut codes = Vec::new();
    for entry in &table.entries {
        let named = words::short(&entry.key);
        let warnings = || code::warnings().map(|code| code.name);
        let Some(code) = warnings().find(|code| *code == entry.key) else {
            let mend = did_you_mean(&entry.key, warnings());
            let message = if code::find(&entry.key).is_some() {
                format!("`{named}` is a mistake, and mistakes cannot be allowed")
            } else {
                format!("there is no warning `{named}`")
            };
            let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, message)
                .at(&entry.key_span, mend.map(|code| format!("did you mean `{code}`?")).unwrap_or_default());
            mistakes.report(diagnostic.help(format!("warnings: {}", words::choices(warnings()))));
            continue;
        };
        match &entry.node.item {
            Item::Text(reason) if !reason.trim().is_empty() => codes.push((code, entry.key_span.clone())),
            other => {
                let message = match other {
                    Item::Text(_) => format!("`{named}` is allowed without a reason"),
                    _ => format!("`{named}` is allowed for a reason, a text, not {}", entry.node.described()),
                };
                let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "why?");
                mistakes.report(diagnostic.help(example));
            }
        }
    }
    codes
}
