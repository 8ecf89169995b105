//! A shock that never strikes, or strikes without force.

use super::{A_FEW, Finding, Lint, Subject, is};
use crate::Diagnostic;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "shock-without-effect", code: code::NO_EFFECT, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for shock in &subject.scenario.shocks {
        let (key, message) = match (is(&shock.rate, 0.0), is(&shock.size, 0.0)) {
            (true, _) => ("rate", format!("the shock `{}` never strikes", shock.name)),
            (_, true) => ("size", format!("the shock `{}` changes nothing: its size is 0", shock.name)),
            _ => continue,
        };
        let span = subject.at(&format!("shocks.{}.{key}", shock.name));
        if subject.is_an_override(&span) {
            continue;
        }
        let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&span, "");
        let diagnostic =
            diagnostic.help("`rate` is strikes a year: once in twenty years is 0.05; `size` is in log points");
        found.push(Finding { about: shock.name.clone(), diagnostic, together: "shocks change nothing" });
    }
    found
}
