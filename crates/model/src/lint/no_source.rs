//! A number that nobody vouches for: neither a source nor a note, its own or that of a table around it.

use super::{Finding, Lint, Subject};
use crate::Diagnostic;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "no-source", code: code::NO_SOURCE, alone: 1, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let is_silent = |about: &crate::quantity::Provenance| about.source.is_none() && about.note.is_none();
    let silent = subject.scenario.quantities().filter(|quantity| is_silent(&quantity.provenance));
    let finding = |quantity: &crate::Quantity| {
        let span = subject.at(&quantity.address);
        // A number tried out on the command line has no place for a source.
        if subject.is_an_override(&span) {
            return None;
        }
        let message = format!("`{}` has neither a source nor a note", quantity.address);
        let diagnostic = Diagnostic::warning(code::NO_SOURCE, message).at(&span, "where does it come from?");
        let diagnostic = diagnostic
            .help("`source` or `note` beside a number, or in the table around it, says so for all that stands there")
            .help("a judgement is one, too: `note = \"our judgement: half of what was announced\"`");
        let together = "numbers have neither a source nor a note";
        Some(Finding { about: quantity.address.clone(), diagnostic, together })
    };
    silent.filter_map(finding).collect()
}
