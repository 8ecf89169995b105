//! Reading how a deal grows to full scale.

use super::YEARS;
use crate::deal::ramp::{RAMPS, Ramp};
use crate::diagnostic::code;
use crate::document::Item;
use crate::mistakes::Read;
use crate::names::suggestion;
use crate::reader::{TableReader, choice};
use crate::{Diagnostic, Quantity, words};

/// `ramp = "step"`, `ramp.linear = { years = 4 }`.
pub(super) fn ramp(deal: &TableReader<'_>) -> Read<(&'static Ramp, Option<Quantity>)> {
    let mistakes = deal.mistakes;
    let Some(entry) = deal.get("ramp") else { return Ok((&RAMPS[0], None)) };
    let names = || RAMPS.iter().map(|ramp| ramp.name);
    let example = |ramp: &Ramp| {
        if ramp.takes_years {
            format!("ramp.{} = {{ years = 4 }}", ramp.name)
        } else {
            format!("ramp = \"{}\"", ramp.name)
        }
    };
    if let Item::Text(word) = &entry.node.item {
        let diagnostic = match RAMPS.iter().find(|ramp| ramp.name == word) {
            Some(ramp) if !ramp.takes_years => return Ok((ramp, None)),
            Some(ramp) => {
                let message = format!("the ramp `{word}` needs its years");
                Diagnostic::error(code::MISSING, message).at(&entry.node.span, format!("write {}", example(ramp)))
            }
            None => {
                let message = format!("there is no ramp \"{}\"", words::short(word));
                Diagnostic::error(code::UNKNOWN_KIND, message)
                    .at(&entry.node.span, suggestion(word, names()))
                    .help(format!("what there is: {}", words::choices(names())))
            }
        };
        return Err(mistakes.report(diagnostic));
    }
    if !matches!(entry.node.item, Item::Table(_)) {
        let message = format!("`ramp` takes a ramp, not {}", entry.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
        let examples: Vec<String> = RAMPS.iter().map(|ramp| format!("`{}`", example(ramp))).collect();
        return Err(mistakes.report(diagnostic.help(examples.join(", "))));
    }
    let table = deal.named_table(entry)?;
    table.check_about();
    let chosen = choice(&table, "ramp", names())?;
    let Some(ramp) = RAMPS.iter().find(|ramp| ramp.name == chosen.key) else { return Err(mistakes.known()) };
    if !ramp.takes_years {
        let message = format!("the ramp `{}` takes nothing", ramp.name);
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message);
        return Err(mistakes.report(diagnostic.at(&chosen.node.span, format!("write {}", example(ramp)))));
    }
    if chosen.node.as_table().is_none() {
        let message = format!("the ramp `{}` takes its years in braces, not {}", ramp.name, chosen.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&chosen.node.span, "");
        return Err(mistakes.report(diagnostic.help(format!("such as `{}`", example(ramp)))));
    }
    let table = table.choice(chosen, &[YEARS])?;
    Ok((ramp, Some(table.required_quantity(&YEARS)?)))
}
