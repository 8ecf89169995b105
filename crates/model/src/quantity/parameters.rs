//! Reading a distribution: the numbers in its braces.

use std::sync::Arc;

use super::reading::Subject;
use crate::diagnostic::code;
use crate::distribution::{self, DISTRIBUTIONS, Distribution, Form, Parameter};
use crate::document::{Entry, Item};
use crate::mistakes::Read;
use crate::reader::ABOUT;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Domain, number, words};

impl Subject<'_> {
    /// The distribution of an entry `normal = { … }`.
    pub(super) fn distribution(&self, entry: &Entry) -> Read<Arc<dyn Distribution>> {
        let mistakes = self.mistakes;
        let Some(kind) = DISTRIBUTIONS.iter().find(|known| known.name == entry.key) else {
            return Err(self.unknown(entry));
        };
        let Some(table) = entry.node.as_table() else {
            let message = format!("`{}` takes its numbers in braces, not {}", kind.name, entry.node.described());
            let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
            return Err(mistakes.report(diagnostic.help(format!("such as `{} = {}`", kind.name, kind.example))));
        };
        let given: Vec<&Entry> = table.entries.iter().filter(|entry| !ABOUT.contains(&entry.key.as_str())).collect();
        let form = self.form(kind, entry, &given)?;
        let numbers: Vec<Read<f64>> =
            form.parameters.iter().map(|parameter| self.parameter(parameter, entry, &given)).collect();
        let numbers = numbers.into_iter().collect::<Read<Vec<f64>>>()?;
        (form.build)(&numbers).map_err(|refusal| {
            let at = given
                .iter()
                .find(|entry| entry.key == refusal.parameter)
                .map_or(&entry.node.span, |entry| &entry.node.span);
            let diagnostic = Diagnostic::error(code::BAD_DISTRIBUTION, refusal.message).at(at, "");
            self.error(diagnostic.maybe_help(refusal.help))
        })
    }

    /// The way to state the distribution that the given keys mean.
    fn form(&self, kind: &'static distribution::Entry, entry: &Entry, given: &[&Entry]) -> Read<&'static Form> {
        let takes = |form: &Form, key: &str| form.parameters.iter().any(|parameter| parameter.name == key);
        let mut wrong = None;
        for parameter in given {
            if kind.forms.iter().any(|form| takes(form, &parameter.key)) {
                continue;
            }
            let all = kind.forms.iter().flat_map(|form| form.parameters).map(|parameter| parameter.name);
            let message = format!("`{}` has no parameter `{}`", kind.name, words::short(&parameter.key));
            let beside = matches!(parameter.key.as_str(), "min" | "max" | "quality");
            let mend = if beside {
                Some(format!("write `{}` beside `{}`, not inside", parameter.key, kind.name))
            } else {
                did_you_mean(&parameter.key, all).map(|name| format!("did you mean `{name}`?"))
            };
            let diagnostic =
                Diagnostic::error(code::UNKNOWN_KEY, message).at(&parameter.key_span, mend.unwrap_or_default());
            wrong = Some(self.error(diagnostic.help(format!("it takes {}", forms(kind)))));
        }
        if let Some(reported) = wrong {
            return Err(reported);
        }
        let fits = |form: &&Form| given.iter().all(|parameter| takes(form, &parameter.key));
        let Some(form) = kind.forms.iter().filter(fits).min_by_key(|form| missing(form, given).len()) else {
            let keys = words::names(given.iter().map(|entry| entry.key.as_str()), "and");
            let message = format!("{keys} do not go together in `{}`", kind.name);
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.node.span, "");
            return Err(self.error(diagnostic.help(format!("it takes {}", forms(kind)))));
        };
        let missing = missing(form, given);
        if missing.is_empty() {
            return Ok(form);
        }
        let message = format!("`{}` has no {}", kind.name, words::names(missing, "and no"));
        let diagnostic = Diagnostic::error(code::MISSING, message).at(&entry.node.span, "");
        let diagnostic = diagnostic.help(format!("it takes {}", forms(kind)));
        let diagnostic = if entry.node.span.source > 0 {
            diagnostic.help("an override replaces the whole of a quantity: give all of its numbers")
        } else {
            diagnostic
        };
        Err(self.mistakes.report_if_whole(diagnostic))
    }

    /// A number of a distribution: plain, or a date where it is a place among dates.
    fn parameter(&self, parameter: &Parameter, entry: &Entry, given: &[&Entry]) -> Read<f64> {
        let Some(stated) = given.iter().find(|entry| entry.key == parameter.name) else {
            return parameter.default.ok_or_else(|| {
                let message = format!("`{}` has no `{}`", entry.key, parameter.name);
                self.mistakes.report_if_whole(Diagnostic::error(code::MISSING, message).at(&entry.node.span, ""))
            });
        };
        let is_a_place = matches!(parameter.name, "min" | "mode" | "max" | "mean" | "median");
        match &stated.node.item {
            Item::Number(_) => self.known(&stated.node),
            Item::Date(_) if is_a_place && self.domain() == Domain::Date => self.known(&stated.node),
            Item::Text(_) | Item::Table(_) => {
                let message = format!(
                    "`{}` of a distribution is a plain number, not {}",
                    parameter.name,
                    stated.node.described()
                );
                let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&stated.node.span, "");
                Err(self.error(diagnostic.help("what is not known about a number is said once, by its distribution")))
            }
            _ => number::plain(stated, "a parameter of a distribution", self.mistakes),
        }
    }
}

/// The parameters of a form that must be given and are not.
fn missing(form: &Form, given: &[&Entry]) -> Vec<&'static str> {
    let absent =
        |parameter: &&Parameter| parameter.default.is_none() && !given.iter().any(|entry| entry.key == parameter.name);
    form.parameters.iter().filter(absent).map(|parameter| parameter.name).collect()
}

/// What a distribution takes: `mean and sd, or median and sigma`.
fn forms(kind: &distribution::Entry) -> String {
    let form = |form: &Form| {
        let (must, may): (Vec<&Parameter>, Vec<&Parameter>) = form.parameters.iter().partition(|p| p.default.is_none());
        let names = |parameters: &[&Parameter]| words::names(parameters.iter().map(|p| p.name), "and");
        if may.is_empty() { names(&must) } else { format!("{}, perhaps {}", names(&must), names(&may)) }
    };
    let forms: Vec<String> = kind.forms.iter().map(form).collect();
    format!("{}: `{} = {}`", forms.join("; or "), kind.name, kind.example)
}

/// The names of all of them.
pub(super) fn distributions() -> String {
    words::choices(DISTRIBUTIONS.iter().map(|entry| entry.name))
}
