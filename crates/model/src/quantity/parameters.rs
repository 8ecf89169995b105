//! Reading a distribution: the numbers in its braces.

use std::sync::Arc;

use super::interval;
use super::reading::Subject;
use crate::diagnostic::code;
use crate::distribution::quantiles::{percentile, percentile_meant};
use crate::distribution::{self, Argument, DISTRIBUTIONS, Distribution, Form, Parameter, Takes};
use crate::document::{Entry, Item, Node};
use crate::language::is_about;
use crate::mistakes::Read;
use crate::reader::TableReader;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Span, list, number, words};

impl Subject<'_> {
    /// The distribution of an entry `normal = { … }` of the quantity's table.
    pub(super) fn distribution(&self, entry: &Entry, around: &TableReader<'_>) -> Read<Arc<dyn Distribution>> {
        let mistakes = self.mistakes;
        let Some(kind) = DISTRIBUTIONS.iter().find(|known| known.name == entry.key) else {
            return Err(self.unknown(entry));
        };
        if let Some(form) = kind.alone() {
            let parameter = &form.parameters[0];
            return self.build(form, &[self.argument(parameter, &[entry])?], &[entry], entry);
        }
        let Some(table) = entry.node.as_table() else {
            let message = format!("`{}` takes its numbers in braces, not {}", kind.name, entry.node.described());
            let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
            return Err(mistakes.report(diagnostic.help(format!("such as `{} = {}`", kind.name, kind.example))));
        };
        around.named_table(entry)?.check_about();
        let given: Vec<&Entry> = table.entries.iter().filter(|entry| !is_about(&entry.key)).collect();
        let form = self.form(kind, entry, &given)?;
        let arguments: Vec<Read<Argument>> = form
            .parameters
            .iter()
            .map(|parameter| {
                let stated: Vec<&Entry> = given.iter().copied().filter(|entry| parameter.has_key(&entry.key)).collect();
                self.argument(parameter, &stated)
            })
            .collect();
        self.build(form, &arguments.into_iter().collect::<Read<Vec<_>>>()?, &given, entry)
    }

    /// The distribution of arguments that stand in the entries `given`, or what is wrong with them, underlined.
    fn build(
        &self,
        form: &Form,
        arguments: &[Argument],
        given: &[&Entry],
        entry: &Entry,
    ) -> Read<Arc<dyn Distribution>> {
        form.make(arguments).map_err(|refusal| {
            let of_it = form.parameters.iter().find(|parameter| parameter.name == refusal.parameter);
            let stated: Vec<&Entry> =
                given.iter().copied().filter(|entry| of_it.is_some_and(|it| it.has_key(&entry.key))).collect();
            let at = place(&stated, refusal.position).unwrap_or(&entry.node.span);
            let diagnostic = Diagnostic::error(code::BAD_DISTRIBUTION, refusal.message).at(at, "");
            self.error(diagnostic.maybe_help(refusal.help))
        })
    }

    /// The way to state the distribution that the given keys mean.
    fn form(&self, kind: &'static distribution::Entry, entry: &Entry, given: &[&Entry]) -> Read<&'static Form> {
        let mut wrong = None;
        for parameter in given {
            if kind.forms.iter().any(|form| form.takes(&parameter.key)) {
                continue;
            }
            let parameters = || kind.forms.iter().flat_map(|form| form.parameters);
            let singles = || parameters().filter(|parameter| parameter.takes != Takes::Percentiles);
            let percentiles = parameters().any(|parameter| parameter.takes == Takes::Percentiles);
            let message = format!("`{}` has no parameter `{}`", kind.name, words::short(&parameter.key));
            let beside = matches!(parameter.key.as_str(), "min" | "max" | "quality" | "role");
            let mend = if beside {
                Some(format!("write `{}` beside `{}`, not inside", parameter.key, kind.name))
            } else {
                percentile_meant(&parameter.key).filter(|_| percentiles).or_else(|| {
                    let known = |name: &&'static str| singles().any(|parameter| parameter.name == *name);
                    let meant = by_symbol(&parameter.key).filter(known);
                    let meant =
                        meant.or_else(|| did_you_mean(&parameter.key, singles().map(|parameter| parameter.name)));
                    meant.map(|name| format!("did you mean `{name}`?"))
                })
            };
            let diagnostic =
                Diagnostic::error(code::UNKNOWN_KEY, message).at(&parameter.key_span, mend.unwrap_or_default());
            wrong = Some(self.error(diagnostic.help(format!("it takes {}", forms(kind)))));
        }
        if let Some(reported) = wrong {
            return Err(reported);
        }
        let fits = |form: &&Form| given.iter().all(|parameter| form.takes(&parameter.key));
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
        let diagnostic = if self.mistakes.is_in_an_override(&entry.node.span) {
            diagnostic.help("an override replaces the whole of a quantity: give all of its numbers")
        } else {
            diagnostic
        };
        Err(self.mistakes.report_if_whole(diagnostic))
    }

    /// What is given for a parameter, in the entries under its key or keys.
    fn argument(&self, parameter: &Parameter, stated: &[&Entry]) -> Read<Argument> {
        match (parameter.takes, stated) {
            (Takes::Number, [entry, ..]) => self.parameter(parameter, entry).map(Argument::Number),
            // Unless there is a default, the form would not have been chosen.
            (Takes::Number, []) => Ok(Argument::Number(parameter.default.unwrap_or_default())),
            (Takes::Numbers, [entry, ..]) => self.list(parameter, entry).map(Argument::Numbers),
            (Takes::Numbers, []) => Ok(Argument::Numbers(Vec::new())),
            (Takes::Percentiles, stated) => {
                let points = stated.iter().map(|entry| {
                    let x = self.parameter(parameter, entry)?;
                    Ok((percentile(&entry.key).unwrap_or_default(), x))
                });
                points.collect::<Vec<_>>().into_iter().collect::<Read<_>>().map(Argument::Percentiles)
            }
        }
    }

    /// A number of a distribution: plain, or a date where it is a place among dates.
    fn parameter(&self, parameter: &Parameter, stated: &Entry) -> Read<f64> {
        match &stated.node.item {
            Item::Number(_) => self.known(&stated.node),
            Item::Date(_) if parameter.is_a_place() && self.domain().takes_dates() => self.known(&stated.node),
            Item::Text(_) | Item::Table(_) => {
                let message =
                    format!("`{}` of a distribution is a plain number, not {}", stated.key, stated.node.described());
                let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&stated.node.span, "");
                let help = match decimals(parameter, stated) {
                    // TOML reads `p2.5 = 3` as `p2 = { 5 = 3 }`.
                    Some(decimals) => format!("the decimals of a percentile follow `_`: `{}_{decimals}`", stated.key),
                    None => "what is not known about a number is said once, by its distribution".into(),
                };
                Err(self.error(diagnostic.help(help)))
            }
            _ => number::plain(stated, "a parameter of a distribution", self.mistakes),
        }
    }

    /// The numbers of a list, or dates where they are places among dates.
    fn list(&self, parameter: &Parameter, stated: &Entry) -> Read<Vec<f64>> {
        if !(parameter.is_a_place() && self.domain().takes_dates()) {
            return list::numbers(stated, self.mistakes);
        }
        list::numbers_by(stated, self.mistakes, |node| match &node.item {
            Item::Date(_) => self.known(node),
            _ => list::plain(node, &stated.key, self.mistakes),
        })
    }
}

/// What books call a parameter by another word or letter.
fn by_symbol(key: &str) -> Option<&'static str> {
    match key.to_ascii_lowercase().as_str() {
        "mu" | "average" => Some("mean"),
        "sigma" | "std" | "stdev" | "stddev" => Some("sd"),
        _ => None,
    }
}

/// A distribution that is written as in a book, `normal(0.02, 0.01)`, as a scenario writes it.
pub(super) fn in_braces(text: &str) -> Option<String> {
    let (name, numbers) = text.trim().strip_suffix(')')?.split_once('(')?;
    let name = name.trim().to_ascii_lowercase();
    let kind = DISTRIBUTIONS.iter().find(|kind| kind.name == name)?;
    let numbers: Vec<&str> = numbers.split(',').map(str::trim).collect();
    let are_numbers = numbers.iter().all(|number| interval::number(number).is_some());
    let fits = |form: &&Form| {
        let plain = form.parameters.iter().all(|parameter| parameter.takes == Takes::Number);
        let must = form.parameters.iter().filter(|parameter| parameter.default.is_none()).count();
        are_numbers && plain && (must..=form.parameters.len()).contains(&numbers.len())
    };
    let Some(form) = kind.forms.iter().find(fits) else { return Some(format!("{} = {}", kind.name, kind.example)) };
    let stated = form.parameters.iter().zip(&numbers);
    let stated: Vec<String> =
        stated.map(|(parameter, number)| format!("{} = {}", parameter.name, interval::in_toml(number))).collect();
    Some(format!("{} = {{ {} }}", kind.name, stated.join(", ")))
}

/// What to underline of a parameter's entries: one of its numbers, where one is at fault and stands in the text.
fn place<'a>(stated: &[&'a Entry], position: Option<usize>) -> Option<&'a Span> {
    match (stated, position) {
        ([entry], Some(i)) => match &entry.node.item {
            Item::List(nodes) => nodes.get(i).map(|node| &node.span),
            _ => Some(&entry.node.span),
        },
        (several, Some(i)) => several.get(i).map(|entry| &entry.node.span),
        ([entry], None) => Some(&entry.node.span),
        _ => None,
    }
}

/// The decimals of a percentile that was written with a point.
fn decimals<'a>(parameter: &Parameter, stated: &'a Entry) -> Option<&'a str> {
    let single =
        |node: &'a Node| node.as_table().filter(|table| table.entries.len() == 1).map(|table| &table.entries[0]);
    let inside = single(&stated.node).filter(|_| parameter.takes == Takes::Percentiles)?;
    inside.key.bytes().all(|byte| byte.is_ascii_digit()).then_some(inside.key.as_str())
}

/// The parameters of a form that must be given and are not.
fn missing(form: &Form, given: &[&Entry]) -> Vec<&'static str> {
    let absent = |parameter: &&Parameter| {
        parameter.default.is_none() && !given.iter().any(|entry| parameter.has_key(&entry.key))
    };
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
