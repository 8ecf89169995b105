//! Quantities that are correlated: a Gaussian copula.

use crate::correlation;
use crate::diagnostic::code;
use crate::document::{Entry, Item, Node};
use crate::language::{Named, Takes};
use crate::mistakes::Read;
use crate::reader::TableReader;
use crate::register::Standing;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, words};

/// The correlation of two quantities' normal scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Joint {
    /// Their addresses, in alphabetical order; one may be `political_will`, the latent.
    pub addresses: [String; 2],
    /// In (−1, 1), not 0.
    pub value: f64,
}

/// The latent normal that deals share, which may be correlated as if it were a quantity.
const POLITICAL_WILL: &str = "political_will";

/// Correlations by pairs of addresses.
pub(crate) const PAIRS: Takes = Takes::Named(&Named {
    noun: "address",
    least: 0,
    each: Takes::Named(&Named { noun: "address", least: 0, each: Takes::Number(correlation::RANGE) }),
});

/// Reads `[correlation]`, once everything else has been read; `delays_follow_will` where political will rules delays.
pub(crate) fn read(top: &TableReader<'_>, delays_follow_will: bool) -> Read<Vec<Joint>> {
    let Some(entry) = top.get("correlation") else { return Ok(Vec::new()) };
    let table = top.named_table(entry)?;
    refuse_unquoted(&table)?;
    let stated = correlation::read(&table, |entry, _| {
        address(top, &table, entry, delays_follow_will)?;
        Ok(entry.key.as_str())
    })?;
    correlation::hold_together(&stated, &entry.node.span, top.mistakes)?;
    let mut joint: Vec<Joint> = stated
        .iter()
        .filter(|stated| stated.value != 0.0)
        .map(|stated| {
            let mut addresses = stated.pair.map(str::to_owned);
            addresses.sort();
            Joint { addresses, value: stated.value }
        })
        .collect();
    joint.sort_by(|a, b| a.addresses.cmp(&b.addresses));
    Ok(joint)
}

/// Refuses addresses without quotation marks, whose points have made tables of their parts.
fn refuse_unquoted(table: &TableReader<'_>) -> Read<()> {
    let mut wrong = None;
    for entry in table.named() {
        let mut address = entry.key.clone();
        let mut here = entry;
        while let Some(inner) = table_in(here) {
            address = format!("{address}.{}", inner.key);
            here = inner;
        }
        if address == entry.key {
            continue;
        }
        let message = format!("an address stands in quotation marks: \"{}\"", words::short(&address));
        let diagnostic = Diagnostic::error(code::BAD_ADDRESS, message).at(&entry.key_span, "");
        let help = "such as \"flows.exports.drift\" = { \"deals.mine.peak\" = 0.4 }";
        wrong = Some(table.mistakes.report(diagnostic.help(help)));
    }
    wrong.map_or(Ok(()), Err)
}

fn table_in(entry: &Entry) -> Option<&Entry> {
    entry.node.as_table()?.entries.iter().find(|inner| inner.node.as_table().is_some() && inner.key != "allow")
}

/// Refuses what is not the address of a draw of its own; `table` is that of the correlations.
fn address(top: &TableReader<'_>, table: &TableReader<'_>, entry: &Entry, delays_follow_will: bool) -> Read<()> {
    let mistakes = top.mistakes;
    let address = entry.key.as_str();
    let shown = words::short(address);
    let refuse = |message: String, label: String, help: &str| {
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.key_span, label);
        Err(mistakes.report(if help.is_empty() { diagnostic } else { diagnostic.help(help) }))
    };
    if address == POLITICAL_WILL {
        return Ok(());
    }
    let parts: Vec<&str> = address.split('.').collect();
    match (top.register.standing(address), &parts[..]) {
        (Some(Standing::Misread), _) => Err(mistakes.known()),
        (Some(_), ["shocks", _, "size"]) => refuse(
            format!("`{shown}` is drawn for every strike anew and cannot be correlated"),
            "leave it out".into(),
            "what is correlated is drawn once a path",
        ),
        (Some(Standing::Fixed), _) => Err(mistakes.report(fixed(top, table, entry, &parts))),
        (Some(Standing::Shared(input)), _) => refuse(
            format!("`{shown}` is the input `{input}`, which is what is correlated"),
            format!("write \"inputs.{input}\""),
            "",
        ),
        (Some(Standing::Uncertain), ["deals", deal, "delay"]) if delays_follow_will => refuse(
            format!("the delay of `{deal}` follows political will and cannot be correlated by itself"),
            "leave it out".into(),
            "how strongly delays follow it is said by `political_will.delay`; \"political_will\" itself may be correlated",
        ),
        (Some(Standing::Uncertain), _) => Ok(()),
        (None, _) => Err(unknown(top, entry, &parts)),
    }
}

fn unknown(top: &TableReader<'_>, entry: &Entry, parts: &[&str]) -> crate::mistakes::Reported {
    let mistakes = top.mistakes;
    let shown = words::short(&entry.key);
    let draws = top.register.draws();
    let names = || draws.iter().map(String::as_str).chain([POLITICAL_WILL]);
    let meant = did_you_mean(&entry.key, names()).map(|name| format!("did you mean \"{name}\"?"));
    let there_is = format!("uncertain quantities in this scenario: {}", words::choices(names()));
    if stands(top, parts) {
        // It is there: either it is no quantity, or whoever reads it has reported why not.
        if mistakes.any() {
            return mistakes.known();
        }
        let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, format!("`{shown}` is not a quantity"));
        return mistakes.report(diagnostic.at(&entry.key_span, meant.unwrap_or_default()).help(there_is));
    }
    let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, format!("no quantity has the address `{shown}`"));
    mistakes.report_if_whole(diagnostic.at(&entry.key_span, meant.unwrap_or_default()).help(there_is))
}

/// What to say of a correlated quantity that is fixed: where another layer fixes it, how to take the correlation out there.
fn fixed(top: &TableReader<'_>, table: &TableReader<'_>, entry: &Entry, parts: &[&str]) -> Diagnostic {
    let message = format!("`{}` is fixed: there is nothing to be correlated", words::short(&entry.key));
    let diagnostic = Diagnostic::error(code::CONFLICT, message);
    let fixing = standing_at(top, parts).filter(|node| node.span.source != entry.key_span.source);
    let Some(fixing) = fixing else { return diagnostic.at(&entry.key_span, "leave it out, or make it uncertain") };
    let inner = |outer: &&Entry| {
        outer.node.as_table().is_some_and(|others| others.entries.iter().any(|other| std::ptr::eq(other, entry)))
    };
    let of = table.named().find(inner).map(|outer| format!("\"{}\".", outer.key)).unwrap_or_default();
    let address = format!("correlation.{of}\"{}\"", entry.key);
    let diagnostic = diagnostic.at(&fixing.span, "it is fixed here").at(&entry.key_span, "and correlated here");
    diagnostic.help(if top.mistakes.is_in_an_override(&fixing.span) {
        format!("take the correlation out too: --set 'remove=[\"{}\"]'", address.replace('"', "\\\""))
    } else {
        format!("take the correlation out too: remove = ['{address}']")
    })
}

/// Whether something stands in the scenario at an address.
fn stands(top: &TableReader<'_>, parts: &[&str]) -> bool {
    standing_at(top, parts).is_some()
}

/// What stands in the scenario at an address.
fn standing_at<'a>(top: &TableReader<'a>, parts: &[&str]) -> Option<&'a Node> {
    let (first, deeper) = parts.split_first()?;
    let mut node = top.get(first).map(|entry| &entry.node)?;
    for part in deeper {
        let next = match &node.item {
            Item::Table(table) => table.get(part).map(|entry| &entry.node),
            Item::List(nodes) => part.parse().ok().and_then(|n: usize| nodes.get(n.checked_sub(1)?)),
            _ => None,
        };
        node = next?;
    }
    Some(node)
}
