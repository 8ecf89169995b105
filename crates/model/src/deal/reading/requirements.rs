//! Reading which deals must go ahead before others.

use crate::Diagnostic;
use crate::diagnostic::code;
use crate::document::Entry;
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::TableReader;

/// Reads `requires` of every deal, as indices, ascending; circles are refused.
pub(crate) fn requirements(top: &TableReader<'_>, deals: &Names<'_>) -> Vec<Read<Vec<usize>>> {
    let mistakes = top.mistakes;
    let read = |(index, entry): (usize, &&Entry)| -> Read<Vec<usize>> {
        if entry.node.as_table().is_none() {
            return Err(mistakes.known_later());
        }
        let deal = top.open(&entry.node, format!("deals.{}", entry.key))?;
        let Some(entry) = deal.get("requires") else { return Ok(Vec::new()) };
        let listed = deal.names(entry, "deal")?;
        let found = listed.iter().map(|(name, span)| {
            let other = deals.find(name, span, mistakes)?;
            if other == index {
                let diagnostic = Diagnostic::error(code::CIRCLE, format!("`{name}` requires itself"));
                return Err(mistakes.report(diagnostic.at(span, "leave it out")));
            }
            Ok(other)
        });
        let found: Vec<Read<usize>> = found.collect();
        let mut found = found.into_iter().collect::<Read<Vec<usize>>>()?;
        found.sort_unstable();
        Ok(found)
    };
    let mut requires: Vec<Read<Vec<usize>>> = deals.entries.iter().enumerate().map(read).collect();
    if let Some(circle) = circle(&requires) {
        let reported = mistakes.report(describe(&circle, deals));
        for deal in circle {
            requires[deal] = Err(reported);
        }
    }
    requires
}

/// The deals of a circle of requirements, in its order, if there is one.
fn circle(requires: &[Read<Vec<usize>>]) -> Option<Vec<usize>> {
    let next = |deal: usize| requires[deal].as_deref().unwrap_or_default();
    let mut done = vec![false; requires.len()];
    for first in 0..requires.len() {
        // The way from `first` to where we are, and how many of its requirements each deal on it has tried.
        let mut way: Vec<(usize, usize)> = vec![(first, 0)];
        while let Some(&mut (deal, ref mut tried)) = way.last_mut() {
            let Some(&required) = next(deal).get(*tried).filter(|_| !done[deal]) else {
                done[deal] = true;
                way.pop();
                continue;
            };
            *tried += 1;
            if let Some(at) = way.iter().position(|&(on_the_way, _)| on_the_way == required) {
                return Some(way[at..].iter().map(|&(deal, _)| deal).collect());
            }
            if !done[required] {
                way.push((required, 0));
            }
        }
    }
    None
}

fn describe(circle: &[usize], deals: &Names<'_>) -> Diagnostic {
    let mut round: Vec<&str> = circle.iter().map(|&deal| deals.name(deal)).collect();
    round.extend(round.first().copied());
    let mut diagnostic =
        Diagnostic::error(code::CIRCLE, format!("deals require each other in a circle: {}", round.join(" → ")));
    for (&deal, then) in circle.iter().zip(&round[1..]).take(6) {
        if let Some(entry) = deals.entries[deal].node.as_table().and_then(|table| table.get("requires")) {
            diagnostic = diagnostic.at(&entry.node.span, format!("`{}` waits for `{then}`", deals.name(deal)));
        }
    }
    diagnostic.help("take one of them out: none of them could ever go ahead")
}
