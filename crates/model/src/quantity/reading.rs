//! Reading a quantity: a number, an interval in words, or a table with one distribution.

use std::sync::Arc;

use super::{Provenance, Quality, Quantity, Value, interval};
use crate::diagnostic::code;
use crate::distribution::{self, DISTRIBUTIONS, Distribution, Form, Parameter};
use crate::document::{Entry, Item, Node};
use crate::mistakes::{Mistakes, Read, Reported};
use crate::reader::{ABOUT, Key, TableReader};
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Domain, calendar, number, words};

/// The keys of a quantity besides its distribution.
const BESIDE: &[&str] = &["value", "min", "max", "quality"];

/// Less of a distribution than this outside its domain is cut off without a word.
const UNNOTICED: f64 = 0.001;

/// Up to this much is cut off with a warning. An interval from 0 has 5 % below it, give or take a rounding.
const TOLERATED: f64 = 0.05 + 1e-9;

impl<'a> TableReader<'a> {
    /// The quantity under a key, if it is given.
    pub(crate) fn quantity(&self, key: &Key) -> Read<Option<Quantity>> {
        self.get(key.name).map(|entry| self.quantity_in(entry, key)).transpose()
    }

    /// The quantity under a key, or its default.
    pub(crate) fn quantity_or(&self, key: &Key, default: f64) -> Read<Quantity> {
        Ok(self.quantity(key)?.unwrap_or_else(|| Quantity::fixed(self.address_of(key.name), default)))
    }

    /// The quantity under a key that must be there.
    pub(crate) fn required_quantity(&self, key: &Key) -> Read<Quantity> {
        self.quantity_in(self.required(key.name, key.what)?, key)
    }

    /// The quantity of an entry of this table.
    pub(crate) fn quantity_in(&self, entry: &'a Entry, key: &Key) -> Read<Quantity> {
        read(entry, &self.address_of(&entry.key), key, self.mistakes)
    }
}

/// Reads the quantity of an entry.
fn read(entry: &Entry, address: &str, key: &Key, mistakes: &Mistakes) -> Read<Quantity> {
    let subject = Subject { name: &entry.key, key, mistakes };
    let (value, provenance) = match &entry.node.item {
        Item::Table(_) => subject.from_table(&entry.node, address)?,
        _ => (subject.from_leaf(&entry.node, None)?, Provenance::default()),
    };
    Ok(Quantity { address: address.to_owned(), value, provenance, written: true })
}

/// The key that is being read.
struct Subject<'a> {
    name: &'a str,
    key: &'a Key,
    mistakes: &'a Mistakes,
}

/// `min` and `max` beside a distribution, and what to underline.
#[derive(Clone, Copy)]
struct Truncation<'a> {
    min: Option<(f64, &'a Entry)>,
    max: Option<(f64, &'a Entry)>,
}

impl Truncation<'_> {
    fn bounds(&self) -> (f64, f64) {
        (self.min.map_or(f64::NEG_INFINITY, |(x, _)| x), self.max.map_or(f64::INFINITY, |(x, _)| x))
    }

    fn entry(&self) -> Option<&Entry> {
        self.min.or(self.max).map(|(_, entry)| entry)
    }
}

impl Subject<'_> {
    fn domain(&self) -> Domain {
        self.key.domain
    }

    fn error(&self, diagnostic: Diagnostic) -> Reported {
        self.mistakes.report(diagnostic)
    }

    /// What it is, at the head of a sentence on its range.
    fn noun(&self) -> String {
        match (self.domain(), self.key.what.starts_with("the probability")) {
            (Domain::Share, true) => "a probability".into(),
            (Domain::Share, false) => format!("`{}` is a share, and a share", self.name),
            _ => format!("`{}`", self.name),
        }
    }

    /// A number, a date or words; `truncation` is what stands beside it.
    fn from_leaf(&self, node: &Node, truncation: Option<Truncation<'_>>) -> Read<Value> {
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
    fn known(&self, node: &Node) -> Read<f64> {
        match &node.item {
            Item::Number(number) => number::finite(number, node, self.mistakes),
            Item::Date(date) if self.domain() == Domain::Date => match date.date {
                Some(date) => Ok(calendar::instant(date.year.into(), date.month, date.day)),
                None => {
                    let message = format!("{date} is a time of day, not a date");
                    let diagnostic = Diagnostic::error(code::BAD_DATE, message).at(&node.span, "");
                    Err(self.error(diagnostic.help("dates are written 2027-09-01, or as a number of years, 2027.67")))
                }
            },
            _ => Err(self.wrong_type(node)),
        }
    }

    fn wrong_type(&self, node: &Node) -> Reported {
        let wanted = if self.domain() == Domain::Date { "a date" } else { "a number" };
        let message = format!("`{}` takes {wanted}, not {}", self.name, node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, self.key.what);
        self.error(diagnostic.help(match self.domain() {
            Domain::Date => "such as 2027-09-01, 2027.67, \"2027 to 2031\" or a distribution",
            Domain::Share => "such as 0.55, \"0.3 to 0.7\" or a distribution",
            _ => "such as 120, \"20 to 150\" or a distribution",
        }))
    }

    /// A fixed number, inside the domain.
    fn fixed(&self, x: f64, node: &Node) -> Read<Value> {
        if self.domain().contains(x) {
            return Ok(Value::Fixed(x));
        }
        let noun = self.noun();
        let shown = words::number(x);
        let mut message = match self.domain() {
            Domain::Share => format!("{noun} lies between 0 and 1, not {shown}"),
            Domain::Date => format!("{noun} lies {}, not {shown}", self.domain().description()),
            domain => format!("{noun} must be {}, not {shown}", domain.description()),
        };
        if self.domain() == Domain::Share && 1.0 < x && x <= 100.0 {
            message += &format!(": write {} for {shown} %", words::hundredth(x));
        }
        Err(self.error(Diagnostic::error(code::OUT_OF_RANGE, message).at(&node.span, self.key.what)))
    }

    /// `"20 to 150"`.
    fn interval(&self, text: &str, node: &Node, truncation: Option<Truncation<'_>>) -> Read<Value> {
        let interval = interval::parse(text, self.domain() == Domain::Date).map_err(|why| {
            let diagnostic = Diagnostic::error(code::BAD_INTERVAL, why.message).at(&node.span, self.key.what);
            self.error(diagnostic.maybe_help(why.mend))
        })?;
        let (low, high) = (interval.low, interval.high);
        let refuse = |message: String, mend: String| {
            self.error(Diagnostic::error(code::BAD_INTERVAL, message).at(&node.span, mend))
        };
        let [a, b] = [low, high].map(words::number);
        if low > high {
            return Err(refuse(format!("this interval ends at {b}, before it begins"), format!("write \"{b} to {a}\"")));
        }
        if low == high {
            return Err(refuse(format!("both ends of this interval are {a}"), format!("write {a} for a number that is known")));
        }
        if self.domain() == Domain::Share && !(low > 0.0 && high < 1.0) {
            let noun = self.noun();
            let outside = if low <= 0.0 { &a } else { &b };
            let message = format!("{noun} lies between 0 and 1, and the ends of an interval inside them, not at {outside}");
            let mend = if low >= 1.0 && high < 100.0 {
                format!("write \"{} to {}\" for {a} to {b} %", words::hundredth(low), words::hundredth(high))
            } else if low >= 0.0 && high <= 1.0 {
                let inside = |x: f64| if x == 0.0 { "0.01".into() } else if x == 1.0 { "0.99".into() } else { words::number(x) };
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

    /// A distribution, cut to what stands beside it and to the domain.
    fn uncertain(
        &self,
        whole: Arc<dyn Distribution>,
        node: &Node,
        kind: &str,
        truncation: Option<Truncation<'_>>,
    ) -> Read<Value> {
        let (min, max) = truncation.map_or((f64::NEG_INFINITY, f64::INFINITY), |truncation| truncation.bounds());
        let cut = if min > f64::NEG_INFINITY || max < f64::INFINITY {
            distribution::truncated(whole.clone(), min, max).ok_or_else(|| {
                let place = truncation.as_ref().and_then(Truncation::entry).map_or(&node.span, |entry| &entry.node.span);
                let message = format!("hardly anything of this {kind} lies {}", between(min, max));
                let diagnostic = Diagnostic::error(code::BAD_TRUNCATION, message).at(place, "");
                let (low, high) = (whole.quantile(0.05), whole.quantile(0.95));
                let help = format!("nine tenths of it lie between {} and {}", rounded(low), rounded(high));
                self.error(diagnostic.help(help))
            })?
        } else {
            whole.clone()
        };

        let (least, greatest) = self.domain().bounds();
        let outside = distribution::mass_outside(&*cut, least, greatest);
        // `!(outside > 0.0)` would let a distribution pass whose share outside cannot be told.
        if outside <= 0.0 {
            return Ok(Value::Uncertain(cut));
        }
        let inside = (outside <= TOLERATED).then(|| distribution::truncated(whole, min.max(least), max.min(greatest))).flatten();
        let Some(inside) = inside else { return Err(self.refuse_mass(&*cut, outside, node, kind)) };
        if outside >= UNNOTICED {
            let message = format!("{} of this {kind} lies outside of its range: it is cut off", words::percent(outside));
            let diagnostic = Diagnostic::warning(code::MASS_OUTSIDE, message).at(&node.span, self.range());
            self.mistakes.report(diagnostic.help(format!("to say so yourself, write {}", self.bounds_beside(&*cut, node))));
        }
        Ok(Value::Uncertain(inside))
    }

    /// The range of the key in words: `go lies between 0 and 1`.
    fn range(&self) -> String {
        format!("`{}` lies {}", self.name, self.domain().description())
    }

    /// The keys that would keep a distribution inside the domain, to follow *write*.
    fn bounds_beside(&self, distribution: &dyn Distribution, node: &Node) -> String {
        let (least, greatest) = self.domain().bounds();
        let min = match self.domain() {
            Domain::Positive => "0".into(),
            Domain::Persistence => "-0.99".into(),
            _ => words::number(least),
        };
        let max = match self.domain() {
            Domain::Persistence => "0.99".into(),
            Domain::Date => "2200".into(),
            _ => words::number(greatest),
        };
        let mut bounds = Vec::new();
        if distribution.below(least) > 0.0 {
            bounds.push(format!("min = {min}"));
        }
        if distribution.cdf(greatest) < 1.0 {
            bounds.push(format!("max = {max}"));
        }
        let bounds = bounds.join(", ");
        match node.as_text() {
            Some(text) => format!("`{{ value = \"{}\", {bounds} }}`", words::short(text)),
            None => format!("`{bounds}` beside it"),
        }
    }

    fn refuse_mass(&self, distribution: &dyn Distribution, outside: f64, node: &Node, kind: &str) -> Reported {
        let message = format!("{} of this {kind} lies outside of the range of `{}`", words::percent(outside), self.name);
        let diagnostic = Diagnostic::error(code::MASS_OUTSIDE, message).at(&node.span, self.range());
        let middle = distribution.quantile(0.5);
        let percents = self.domain() == Domain::Share && middle > 1.0 && middle <= 100.0;
        let cut = format!("to cut it off, write {}", self.bounds_beside(distribution, node));
        let diagnostic = match self.domain() {
            Domain::Share if percents => {
                diagnostic.help(format!("shares are fractions of 1: {} for {} %", words::hundredth(middle.round()), middle.round()))
            }
            Domain::Share => diagnostic.help("a beta stays inside, and so does an interval such as \"0.3 to 0.7\"").help(cut),
            Domain::Positive | Domain::NonNegative => {
                diagnostic.help("a lognormal or a gamma stays inside, and so does an interval whose ends are above 0").help(cut)
            }
            Domain::Persistence => diagnostic.help("an uniform such as { min = 0.2, max = 0.6 } stays inside").help(cut),
            _ => diagnostic.help(cut),
        };
        self.error(diagnostic)
    }

    /// `{ normal = { … }, min = 0, source = "…" }`.
    fn from_table(&self, node: &Node, address: &str) -> Read<(Value, Provenance)> {
        let mistakes = self.mistakes;
        let table = TableReader::open_named(node, address, mistakes)?;
        table.check_about();
        let provenance = provenance(&table);
        let mut wrong = None;
        let mut stated: Option<&Entry> = None;
        for entry in &table.table.entries {
            let key = entry.key.as_str();
            if key == "value" || DISTRIBUTIONS.iter().any(|known| known.name == key) {
                match stated {
                    None => stated = Some(entry),
                    Some(first) => {
                        let message = format!("`{}` and `{key}` both say what `{}` is", first.key, self.name);
                        let diagnostic = Diagnostic::error(code::CHOOSE_ONE, message).at(&entry.key_span, "the second");
                        wrong = Some(mistakes.report(diagnostic.at(&first.key_span, "the first").help("keep one of the two")));
                    }
                }
            } else if !BESIDE.contains(&key) && !ABOUT.contains(&key) {
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
            return Err(mistakes.report_if_whole(diagnostic.help(format!("write `value = …`, or one of: {}", distributions()))));
        };
        let value = match (&entry.node.item, entry.key.as_str()) {
            (Item::Table(_), "value") => {
                let message = "`value` takes a number or an interval, not a table";
                let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, self.key.what);
                Err(mistakes.report(diagnostic.help("a distribution stands in place of `value`: `{ normal = { mean = 1, sd = 2 }, source = \"…\" }`")))
            }
            (_, "value") => self.from_leaf(&entry.node, Some(truncation?)),
            _ => {
                let distribution = self.distribution(entry)?;
                self.uncertain(distribution, &entry.node, &entry.key, Some(truncation?))
            }
        };
        match wrong {
            Some(reported) => Err(reported),
            None => Ok((value?, provenance?)),
        }
    }

    fn unknown(&self, entry: &Entry) -> Reported {
        let known = || DISTRIBUTIONS.iter().map(|entry| entry.name).chain(BESIDE.iter().copied()).chain(ABOUT.iter().copied());
        let parameters = DISTRIBUTIONS.iter().flat_map(|entry| entry.forms).flat_map(|form| form.parameters);
        let key = entry.key.as_str();
        let mend = did_you_mean(key, known()).map(|name| format!("did you mean `{name}`?"));
        let message = format!("there is no distribution and no key `{}`", words::short(key));
        let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(&entry.key_span, mend.unwrap_or_default());
        let lost = parameters.map(|parameter| parameter.name).any(|name| name == key);
        let diagnostic = if lost {
            diagnostic.help(format!("`{key}` belongs inside a distribution: `{} = {{ normal = {{ mean = 1, sd = 2 }} }}`", self.name))
        } else {
            diagnostic
        };
        self.error(
            diagnostic
                .help(format!("distributions: {}", distributions()))
                .help(format!("keys beside them: {}", words::choices(BESIDE.iter().chain(ABOUT).copied()))),
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

    /// The distribution of an entry `normal = { … }`.
    fn distribution(&self, entry: &Entry) -> Read<Arc<dyn Distribution>> {
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
        let numbers: Vec<Read<f64>> = form.parameters.iter().map(|parameter| self.parameter(parameter, entry, &given)).collect();
        let numbers = numbers.into_iter().collect::<Read<Vec<f64>>>()?;
        (form.build)(&numbers).map_err(|refusal| {
            let at = given.iter().find(|entry| entry.key == refusal.parameter).map_or(&entry.node.span, |entry| &entry.node.span);
            let diagnostic = Diagnostic::error(code::BAD_DISTRIBUTION, refusal.message).at(at, "");
            self.error(diagnostic.maybe_help(refusal.help).help(format!("such as `{} = {}`", kind.name, kind.example)))
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
            let diagnostic = Diagnostic::error(code::UNKNOWN_KEY, message).at(&parameter.key_span, mend.unwrap_or_default());
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
                let message = format!("`{}` of a distribution is a plain number, not {}", parameter.name, stated.node.described());
                let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&stated.node.span, "");
                Err(self.error(diagnostic.help("what is not known about a number is said once, by its distribution")))
            }
            _ => number::plain(stated, "a parameter of a distribution", self.mistakes),
        }
    }
}

/// The parameters of a form that must be given and are not.
fn missing(form: &Form, given: &[&Entry]) -> Vec<&'static str> {
    let absent = |parameter: &&Parameter| {
        parameter.default.is_none() && !given.iter().any(|entry| entry.key == parameter.name)
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

fn distributions() -> String {
    words::choices(DISTRIBUTIONS.iter().map(|entry| entry.name))
}

/// Where the number comes from.
fn provenance(table: &TableReader<'_>) -> Read<Provenance> {
    let quality = table.text("quality").and_then(|text| {
        let Some(text) = text else { return Ok(None) };
        let found = Quality::NAMES.iter().find(|(name, _)| *name == text);
        found.map(|(_, quality)| Some(*quality)).ok_or_else(|| {
            let names = || Quality::NAMES.iter().map(|(name, _)| *name);
            let mend = did_you_mean(&text, names()).map(|name| format!("did you mean \"{name}\"?"));
            let place = table.get("quality").map_or(table.span, |entry| &entry.node.span);
            let message = format!("\"{}\" is not a quality of evidence", words::short(&text));
            let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(place, mend.unwrap_or_default());
            table.mistakes.report(diagnostic.help(format!("what there is: {}", words::choices(names()))))
        })
    });
    let (source, note) = (table.text("source"), table.text("note"));
    // Whoever writes the source inside the distribution's braces means the quantity.
    let inside = table.table.entries.iter().filter_map(|entry| entry.node.as_table()).next();
    let inner = |key: &str| inside.and_then(|inside| inside.get(key)).and_then(|entry| entry.node.as_text()).map(str::to_owned);
    Ok(Provenance {
        source: source.unwrap_or_default().or_else(|| inner("source")),
        note: note.unwrap_or_default().or_else(|| inner("note")),
        quality: quality?,
    })
}

fn between(min: f64, max: f64) -> String {
    match (min > f64::NEG_INFINITY, max < f64::INFINITY) {
        (true, true) => format!("between {} and {}", words::number(min), words::number(max)),
        (true, false) => format!("above {}", words::number(min)),
        _ => format!("below {}", words::number(max)),
    }
}

/// A number to three figures that count.
fn rounded(x: f64) -> String {
    let text = format!("{x:.2e}");
    text.parse::<f64>().map_or(text, words::number)
}
