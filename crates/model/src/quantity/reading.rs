//! Reading a quantity: a number, an interval in words, or a table with one distribution.

use super::keys::{BESIDE, QUALITY, ROLE, is_beside};
use super::parameters::{distributions, in_braces};
use super::provenance::{self, provenance, role};
use super::{Quantity, Role, Value, interval};
use crate::diagnostic::code;
use crate::distribution::{self, DISTRIBUTIONS};
use crate::document::{Entry, Item, Node};
use crate::language::{ABOUT, Key, is_about};
use crate::mistakes::{Mistakes, Read, Reported};
use crate::reader::TableReader;
use crate::register::Register;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Domain, calendar, number, words};

impl TableReader<'_> {
    /// The quantity under a key, if it is given.
    pub(crate) fn quantity(&self, key: &Key) -> Read<Option<Quantity>> {
        self.get(key.name).map(|entry| self.quantity_in(entry, key)).transpose()
    }

    /// The quantity under a key, or its default.
    pub(crate) fn quantity_or_default(&self, key: &Key) -> Read<Quantity> {
        let Some(default) = key.default() else { unreachable!("`{}` is not a number where it is absent", key.name) };
        Ok(self.quantity(key)?.unwrap_or_else(|| Quantity::fixed(self.address_of(key.name), default)))
    }

    /// The quantity under a key that must be there.
    pub(crate) fn required_quantity(&self, key: &Key) -> Read<Quantity> {
        self.quantity_in(self.required(key.name, key.what)?, key)
    }

    /// The quantity of an entry of this table.
    pub(crate) fn quantity_in(&self, entry: &Entry, key: &Key) -> Read<Quantity> {
        self.quantity_of(&entry.key, &entry.node, key)
    }

    /// The quantity that stands in this table under a name.
    pub(crate) fn quantity_of(&self, name: &str, node: &Node, key: &Key) -> Read<Quantity> {
        let address = self.address_of(name);
        let read = read(name, node, &address, self, key);
        self.register.note(&address, &read);
        read
    }
}

/// Reads a quantity: the draw of an input that it names, or its own.
fn read(name: &str, node: &Node, address: &str, table: &TableReader<'_>, key: &Key) -> Read<Quantity> {
    let subject = Subject { name, key, mistakes: table.mistakes, register: table.register };
    if let Some(input) = node.as_text().and_then(|text| subject.register.input(text)) {
        return subject.shared(input, node);
    }
    match &node.item {
        Item::Table(_) => subject.table(table, node, address),
        _ => Ok(Quantity {
            address: address.to_owned(),
            value: subject.leaf(node, None)?,
            provenance: provenance::of_table(table, node.span.source),
            role: Role::default(),
            written: true,
        }),
    }
}

/// The key that is being read.
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    pub(super) key: &'a Key,
    pub(super) mistakes: &'a Mistakes,
    pub(super) register: &'a Register,
}

/// `min` and `max` beside a distribution, and what to underline.
#[derive(Clone, Copy)]
pub(super) struct Truncation<'a> {
    min: Option<(f64, &'a Entry)>,
    max: Option<(f64, &'a Entry)>,
}

impl Truncation<'_> {
    pub(super) fn bounds(&self) -> (f64, f64) {
        (self.min.map_or(f64::NEG_INFINITY, |(x, _)| x), self.max.map_or(f64::INFINITY, |(x, _)| x))
    }

    pub(super) fn entry(&self) -> Option<&Entry> {
        self.min.or(self.max).map(|(_, entry)| entry)
    }
}

impl Subject<'_> {
    pub(super) fn domain(&self) -> Domain {
        self.key.domain()
    }

    pub(super) fn error(&self, diagnostic: Diagnostic) -> Reported {
        self.mistakes.report(diagnostic)
    }

    /// A number, a date or words; `truncation` is what stands beside it.
    fn leaf(&self, node: &Node, truncation: Option<Truncation<'_>>) -> Read<Value> {
        match &node.item {
            Item::Number(_) | Item::Date(_) => {
                let x = self.known(node)?;
                if let Some(entry) = truncation.as_ref().and_then(Truncation::entry) {
                    let message = format!("a fixed number has no `{}`", entry.key);
                    let diagnostic = Diagnostic::error(code::BAD_TRUNCATION, message).at(&entry.key_span, "");
                    let help = "`min` and `max` cut a distribution or an interval; leave them out";
                    return Err(self.error(diagnostic.at(&node.span, "this is fixed").help(help)));
                }
                self.fixed(x, node)
            }
            Item::Text(text) => self.interval(text, node, truncation),
            Item::Truth(_) | Item::List(_) | Item::Table(_) => Err(self.wrong_type(node)),
        }
    }

    /// A number, or a date where dates belong.
    pub(super) fn known(&self, node: &Node) -> Read<f64> {
        match &node.item {
            Item::Number(number) => number::finite(number, node, self.mistakes),
            Item::Date(date) if self.domain().takes_dates() => {
                let Some(day) = date.date else {
                    let message = format!("{date} is a time of day, not a date");
                    let diagnostic = Diagnostic::error(code::BAD_DATE, message).at(&node.span, "");
                    return Err(
                        self.error(diagnostic.help("dates are written 2027-09-01, or as a number of years, 2027.67"))
                    );
                };
                Ok(calendar::instant(day.year.into(), day.month, day.day))
            }
            _ => Err(self.wrong_type(node)),
        }
    }

    fn wrong_type(&self, node: &Node) -> Reported {
        let wanted = if self.domain() == Domain::Date { "a date" } else { "a number" };
        let message = format!("`{}` takes {wanted}, not {}", self.name, node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, self.key.what);
        let (number, interval) = self.key.examples();
        self.error(diagnostic.help(format!("such as {number}, \"{interval}\" or a distribution")))
    }

    /// `"20 to 150"`.
    fn interval(&self, text: &str, node: &Node, truncation: Option<Truncation<'_>>) -> Read<Value> {
        let interval = interval::parse(text, self.domain().takes_dates(), self.key.examples().1)
            .map_err(|why| self.no_interval(text, why, node))?;
        let (low, high) = (interval.low, interval.high);
        let refuse = |message: String, mend: String| {
            self.error(Diagnostic::error(code::BAD_INTERVAL, message).at(&node.span, mend))
        };
        let [a, b] = [low, high].map(words::number);
        if low > high {
            return Err(refuse(
                format!("this interval ends at {b}, before it begins"),
                format!("write \"{b} to {a}\""),
            ));
        }
        if low == high {
            return Err(refuse(
                format!("both ends of this interval are {a}"),
                format!("write {a} for a number that is known"),
            ));
        }
        if self.domain() == Domain::Share && !(low > 0.0 && high < 1.0) {
            let noun = if self.is_a_probability() { "a probability" } else { "a share" };
            let outside = if low <= 0.0 { &a } else { &b };
            let message = if low >= 0.0 && high <= 1.0 {
                format!("an interval for {noun} begins above 0 and ends below 1, not at {outside}")
            } else {
                format!("{noun} lies between 0 and 1, not at {outside}")
            };
            let mend = if low >= 1.0 && high < 100.0 {
                format!("write \"{} to {}\" for {a} to {b} %", words::hundredth(low), words::hundredth(high))
            } else if low >= 0.0 && high <= 1.0 {
                let inside = |x: f64| {
                    if x == 0.0 {
                        "0.01".into()
                    } else if x == 1.0 {
                        "0.99".into()
                    } else {
                        words::number(x)
                    }
                };
                format!("such as \"{} to {}\", or a beta", inside(low), inside(high))
            } else {
                String::new()
            };
            return Err(refuse(message, mend));
        }
        let distribution = distribution::interval(low, high, self.domain() == Domain::Share)
            .map_err(|refusal| refuse(refusal.message, refusal.help.unwrap_or_default()))?;
        self.uncertain(distribution, node, "interval", truncation)
    }

    /// Words that are neither an interval nor the name of an input.
    fn no_interval(&self, text: &str, why: interval::Unreadable, node: &Node) -> Reported {
        if let Some(distribution) = in_braces(text) {
            let message = "a distribution stands in braces, not in a text";
            let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, self.key.what);
            return self.error(diagnostic.help(format!("write `{} = {{ {distribution} }}`", self.name)));
        }
        if let Some(mend) = factors(text).filter(|_| self.domain() == Domain::Factor) {
            let message = format!("\"{}\" is in per cent, and `{}` is a factor", words::short(text), self.name);
            let diagnostic = Diagnostic::error(code::BAD_INTERVAL, message).at(&node.span, self.key.what);
            return self.error(diagnostic.help(mend));
        }
        if let Some(years) = interval::months_in_years(text).filter(|_| self.key.what.contains("years")) {
            let message = format!("\"{}\" is in months", words::short(text));
            let diagnostic = Diagnostic::error(code::BAD_INTERVAL, message).at(&node.span, self.key.what);
            return self.error(diagnostic.help(format!("write \"{years}\", in years")));
        }
        let inputs = self.register.inputs();
        if inputs.is_empty() || !is_like_a_name(text) {
            let diagnostic = Diagnostic::error(code::BAD_INTERVAL, why.message).at(&node.span, self.key.what);
            return self.error(diagnostic.maybe_help(why.mend));
        }
        let message = format!("\"{}\" is neither an interval nor an input", words::short(text));
        let meant = self.register.input_meant(text).map(|name| format!("did you mean \"{name}\"?"));
        let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, message)
            .at(&node.span, meant.unwrap_or_else(|| self.key.what.to_owned()));
        let names = words::choices(inputs.iter().map(|input| input.name.as_str()));
        self.error(diagnostic.help(format!("inputs in this scenario: {names}")))
    }

    /// `{ normal = { … }, min = 0, source = "…" }`.
    fn table(&self, around: &TableReader<'_>, node: &Node, address: &str) -> Read<Quantity> {
        let mistakes = self.mistakes;
        let table = around.open(node, address.to_owned())?;
        table.check_about();
        let (provenance, role) = (provenance(&table), role(&table));
        let mut wrong = None;
        let mut stated: Option<&Entry> = None;
        if let Some(reported) = self.lost_parameters(&table) {
            return Err(reported);
        }
        for entry in &table.table.entries {
            let key = entry.key.as_str();
            if key == "value" || DISTRIBUTIONS.iter().any(|known| known.name == key) {
                match stated {
                    None => stated = Some(entry),
                    Some(first) => {
                        let message = format!("`{}` and `{key}` both say what `{}` is", first.key, self.name);
                        let diagnostic = Diagnostic::error(code::CHOOSE_ONE, message).at(&entry.key_span, "the second");
                        wrong = Some(
                            mistakes.report(diagnostic.at(&first.key_span, "the first").help("keep one of the two")),
                        );
                    }
                }
            } else if !is_beside(key) && !is_about(key) {
                wrong = Some(self.unknown(entry));
            }
        }
        let truncation = self.truncation(&table);
        let Some(entry) = stated else {
            if let Some(reported) = wrong {
                return Err(reported);
            }
            let message = format!("`{}` has no value here", self.name);
            let diagnostic = Diagnostic::error(code::MISSING, message).at(&node.span, self.key.what);
            return Err(
                mistakes.report_if_whole(diagnostic.help(format!("write `value = …`, or one of: {}", distributions())))
            );
        };
        let named = entry.node.as_text().filter(|_| entry.key == "value");
        if let (Some(input), None) = (named.and_then(|text| self.register.input(text)), wrong) {
            if let Some(bound) = truncation?.entry() {
                let message = format!("the draw of an input is shared: it has no `{}` here", bound.key);
                let diagnostic = Diagnostic::error(code::BAD_TRUNCATION, message).at(&bound.key_span, "");
                let help = format!("`min` and `max` stand where it is defined: `[inputs.{}]`", input.name);
                return Err(self.error(diagnostic.at(&input.span, "defined here").help(help)));
            }
            return self.shared(input, &entry.node);
        }
        let value = match (&entry.node.item, entry.key.as_str()) {
            (Item::Table(_), "value") => {
                let message = "`value` takes a number or an interval, not a table";
                let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, self.key.what);
                Err(mistakes.report(diagnostic.help(
                    "a distribution stands in place of `value`: `{ normal = { mean = 1, sd = 2 }, source = \"…\" }`",
                )))
            }
            (_, "value") => self.leaf(&entry.node, Some(truncation?)),
            _ => {
                let distribution = self.distribution(entry, &table)?;
                self.uncertain(distribution, &entry.node, &entry.key, Some(truncation?))
            }
        };
        match wrong {
            Some(reported) => Err(reported),
            None => Ok(Quantity {
                address: address.to_owned(),
                value: value?,
                provenance: provenance?,
                role: role?,
                written: true,
            }),
        }
    }

    /// Reports the numbers of a distribution that stand where the distribution should: `{ mean = 10, sd = 2 }`.
    fn lost_parameters(&self, table: &TableReader<'_>) -> Option<Reported> {
        let is_known = |key: &str| key == "value" || DISTRIBUTIONS.iter().any(|known| known.name == key);
        let entries = &table.table.entries;
        let is_said = |key: &str| is_about(key) || [QUALITY.name, ROLE.name].contains(&key);
        let lost = entries.iter().filter(|entry| !is_said(&entry.key));
        let lost: Vec<&Entry> = lost.collect();
        let only_bounds = lost.iter().all(|entry| is_beside(&entry.key));
        if only_bounds || entries.iter().any(|entry| is_known(&entry.key)) {
            return None;
        }
        let takes_all =
            |kind: &&distribution::Entry| kind.forms.iter().any(|form| lost.iter().all(|entry| form.takes(&entry.key)));
        let meant: Vec<&str> = DISTRIBUTIONS.iter().filter(takes_all).map(|kind| kind.name).collect();
        let first = meant.first()?;
        let message = format!("`{}` has the numbers of a distribution, but does not say of which", self.name);
        let names = words::names(lost.iter().map(|entry| entry.key.as_str()), "and");
        let diagnostic =
            Diagnostic::error(code::MISSING, message).at(&lost.first()?.key_span, "of which distribution?");
        Some(
            self.error(
                diagnostic
                    .help(format!("such as `{} = {{ {first} = {{ … }} }}`", self.name))
                    .help(format!("what takes {names}: {}", words::choices(meant))),
            ),
        )
    }

    pub(super) fn unknown(&self, entry: &Entry) -> Reported {
        let beside = || BESIDE.iter().chain(ABOUT).map(|key| key.name);
        let known = || DISTRIBUTIONS.iter().map(|entry| entry.name).chain(beside());
        let key = entry.key.as_str();
        let mend = did_you_mean(key, known()).map(|name| format!("did you mean `{name}`?"));
        let message = format!("there is no distribution and no key `{}`", words::short(key));
        let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(&entry.key_span, mend.unwrap_or_default());
        self.error(
            diagnostic
                .help(format!("distributions: {}", distributions()))
                .help(format!("keys beside them: {}", words::choices(beside()))),
        )
    }

    /// `min` and `max` beside the distribution.
    fn truncation<'t>(&self, table: &TableReader<'t>) -> Read<Truncation<'t>> {
        let bound = |key: &str| -> Read<Option<(f64, &'t Entry)>> {
            let Some(entry) = table.get(key) else { return Ok(None) };
            match &entry.node.item {
                Item::Number(_) | Item::Date(_) => Ok(Some((self.known(&entry.node)?, entry))),
                _ => number::plain(entry, "a bound", self.mistakes).map(|x| Some((x, entry))),
            }
        };
        let (min, max) = (bound("min"), bound("max"));
        let truncation = Truncation { min: min?, max: max? };
        match (truncation.min, truncation.max) {
            (Some((min, entry)), Some((max, other))) if min > max => {
                let message = format!("min {} lies above max {}", words::number(min), words::number(max));
                let diagnostic = Diagnostic::error(code::BAD_TRUNCATION, message).at(&entry.node.span, "");
                Err(self.error(diagnostic.at(&other.node.span, "")))
            }
            _ => Ok(truncation),
        }
    }
}

/// Whether words look like a name rather than like an interval gone wrong.
fn is_like_a_name(text: &str) -> bool {
    let of_names = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.chars().all(of_names) && text.chars().any(|c| c.is_ascii_alphabetic()) && !super::is_a_number_or_a_date(text)
}

/// What to write for percentages where a factor belongs: `write 1.2 for 20 % more`.
fn factors(text: &str) -> Option<String> {
    let factor = |percent: f64| words::hundredth(100.0 + percent);
    if let Some([low, high]) = interval::percentages(text) {
        return Some(format!("write \"{} to {}\"", factor(low), factor(high)));
    }
    let percent = interval::percent(text)?;
    let shown = words::number(percent.abs());
    Some(match percent {
        _ if percent < 0.0 => format!("write {} for {shown} % less", factor(percent)),
        _ if percent < 100.0 => format!("write {} for {shown} % more", factor(percent)),
        _ => format!(
            "write {} for {shown} % more, or {} for {shown} % of it",
            factor(percent),
            words::hundredth(percent)
        ),
    })
}
