//! Keeping a quantity inside the range of its key: numbers are refused, distributions cut off or refused.

use std::sync::Arc;

use super::reading::{Subject, Truncation};
use super::{Quantity, Value};
use crate::diagnostic::code;
use crate::distribution::parameters::{GREATEST, LEAST};
use crate::distribution::{self, Distribution};
use crate::document::{Item, Node};
use crate::mistakes::{Read, Reported};
use crate::register::Input;
use crate::{Diagnostic, Domain, calendar, words};

/// Less of a distribution than this outside its domain is cut off without a word.
pub const UNNOTICED: f64 = 0.001;

/// Up to this much is cut off with a warning. An interval from 0 has 5 % below it, give or take a rounding.
pub const TOLERATED: f64 = 0.05 + 1e-9;

/// With less outside, most of a distribution is left where it is cut off.
const MOSTLY_INSIDE: f64 = 0.5;

impl Subject<'_> {
    pub(super) fn is_a_probability(&self) -> bool {
        self.key.what.starts_with("the probability")
    }

    /// What it is, at the head of a sentence on its range.
    fn noun(&self) -> String {
        match self.domain() {
            Domain::Share if self.is_a_probability() => "a probability".into(),
            Domain::Share => format!("`{}` is a share, and a share", self.name),
            _ => format!("`{}`", self.name),
        }
    }

    /// A fixed number, inside the domain.
    pub(super) fn fixed(&self, x: f64, node: &Node) -> Read<Value> {
        if self.domain().contains(x) && (x == 0.0 || (LEAST..=GREATEST).contains(&x.abs())) {
            return Ok(Value::Fixed(x));
        }
        let noun = self.noun();
        let shown = match &node.item {
            Item::Date(date) => date.to_string(),
            _ => words::number(x),
        };
        let message = match self.domain() {
            domain if domain.contains(x) => {
                format!("{noun} is too {} to calculate with", if x.abs() > 1.0 { "large" } else { "small" })
            }
            Domain::Share => {
                let mend = if x > 0.0 { words::if_a_percentage(x) } else { String::new() };
                format!("{noun} lies between 0 and 1, not {shown}{mend}")
            }
            Domain::Date => format!("{noun} lies {}, not {shown}", self.domain().description()),
            domain => format!("{noun} must be {}, not {shown}", domain.description()),
        };
        Err(self.error(Diagnostic::error(code::OUT_OF_RANGE, message).at(&node.span, self.key.what)))
    }

    /// A distribution, cut to what stands beside it and to the domain.
    pub(super) fn uncertain(
        &self,
        whole: Arc<dyn Distribution>,
        node: &Node,
        kind: &str,
        truncation: Option<Truncation<'_>>,
    ) -> Read<Value> {
        let (min, max) = truncation.map_or((f64::NEG_INFINITY, f64::INFINITY), |truncation| truncation.bounds());
        let cut = if min > f64::NEG_INFINITY || max < f64::INFINITY {
            distribution::truncated(whole.clone(), min, max).ok_or_else(|| {
                let place =
                    truncation.as_ref().and_then(Truncation::entry).map_or(&node.span, |entry| &entry.node.span);
                let message = format!("hardly anything of this {} lies {}", called(kind), between(min, max));
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
        let inside =
            (outside <= TOLERATED).then(|| distribution::truncated(whole, min.max(least), max.min(greatest))).flatten();
        let Some(inside) = inside else { return Err(self.refuse_mass(&*cut, outside, node, kind)) };
        if outside >= UNNOTICED {
            let message = format!(
                "{} of this {} lies outside of its range: it is cut off",
                words::percent(outside),
                called(kind)
            );
            let diagnostic = Diagnostic::warning(code::MASS_OUTSIDE, message).at(&node.span, self.range());
            self.mistakes.report(diagnostic.help(self.inside("to say so yourself", &*cut, node, kind)));
        }
        Ok(Value::Uncertain(inside))
    }

    /// The draw of an input. What lies outside of the domain is cut off for all who share it, with a warning where it is more than
    /// a little.
    pub(super) fn shared(&self, input: &Input, node: &Node) -> Read<Quantity> {
        self.register.note_use(input);
        let quantity = input.quantity.clone()?;
        let (least, greatest) = self.domain().bounds();
        let shown = &input.name;
        let diagnostic = match &quantity.value {
            Value::Fixed(x) if self.domain().contains(*x) => return Ok(quantity),
            Value::Fixed(x) => {
                let message =
                    format!("the input `{shown}` is {}, outside of the range of `{}`", words::number(*x), self.name);
                Diagnostic::error(code::OUT_OF_RANGE, message).at(&node.span, self.range())
            }
            Value::Uncertain(distribution) => {
                let outside = distribution::mass_outside(&**distribution, least, greatest);
                let message = format!(
                    "{} of the input `{shown}` lies outside of the range of `{}`",
                    words::percent(outside),
                    self.name
                );
                // Bounds that throw most of it away are not what was meant.
                let help = if outside >= MOSTLY_INSIDE {
                    format!("mend the numbers of `[inputs.{shown}]`, or write others here")
                } else if let Some(mend) = self.without_zero(&**distribution) {
                    mend.to_owned()
                } else {
                    let bounds = self.bounds_for(&**distribution);
                    format!("to say so where it is defined, under `[inputs]`: `{shown} = {{ …, {bounds} }}`")
                };
                if outside <= TOLERATED {
                    if outside > 0.0 {
                        input.narrow(least, greatest);
                    }
                    if outside >= UNNOTICED {
                        let message = format!("{message}: it is cut off for all who share it");
                        let diagnostic = Diagnostic::warning(code::MASS_OUTSIDE, message).at(&node.span, self.range());
                        self.mistakes.report(diagnostic.at(&input.span, "defined here").help(help));
                    }
                    return Ok(quantity);
                }
                Diagnostic::error(code::MASS_OUTSIDE, message).at(&node.span, self.range()).help(help)
            }
        };
        Err(self.error(diagnostic.at(&input.span, "defined here")))
    }

    /// The range of the key in words: `go lies between 0 and 1`.
    fn range(&self) -> String {
        match self.domain() {
            Domain::NonNegative | Domain::Factor => format!("`{}` is never below 0", self.name),
            Domain::Positive => format!("`{}` is above 0", self.name),
            domain => format!("`{}` lies {}", self.name, domain.description()),
        }
    }

    /// The quantity as it would be written with bounds that keep it inside the domain.
    fn with_bounds(&self, distribution: &dyn Distribution, node: &Node, kind: &str) -> String {
        let bounds = self.bounds_for(distribution);
        let value = match node.as_text() {
            Some(text) => format!("value = \"{}\"", words::short(text)),
            None if matches!(node.item, Item::List(_)) => format!("{kind} = [ … ]"),
            None => format!("{kind} = {{ … }}"),
        };
        format!("`{} = {{ {value}, {bounds} }}`", self.name)
    }

    /// How the distribution would stay inside the domain: with bounds, written `to` some end, or without one of its values.
    fn inside(&self, to: &str, distribution: &dyn Distribution, node: &Node, kind: &str) -> String {
        let bounded = || format!("{to}: {}", self.with_bounds(distribution, node, kind));
        self.without_zero(distribution).map_or_else(bounded, str::to_owned)
    }

    /// What to do where 0 itself is among the values and the range is above it: `min = 0` would keep it.
    fn without_zero(&self, distribution: &dyn Distribution) -> Option<&'static str> {
        let has_zero = distribution.cdf(0.0) > distribution.below(0.0);
        (self.domain() == Domain::Positive && has_zero).then_some("take 0 out of the values")
    }

    /// The bounds that keep a distribution inside the domain: `min = 0, max = 1`.
    fn bounds_for(&self, distribution: &dyn Distribution) -> String {
        let (least, greatest) = self.domain().bounds();
        let min = match self.domain() {
            Domain::Positive => "0".into(),
            Domain::Persistence => "-0.99".into(),
            _ => words::number(least),
        };
        let max = match self.domain() {
            Domain::Persistence => "0.99".into(),
            Domain::Date => calendar::YEARS.end().to_string(),
            _ => words::number(greatest),
        };
        let mut bounds = Vec::new();
        if distribution.below(least) > 0.0 {
            bounds.push(format!("min = {min}"));
        }
        if distribution.cdf(greatest) < 1.0 {
            bounds.push(format!("max = {max}"));
        }
        bounds.join(", ")
    }

    fn refuse_mass(&self, distribution: &dyn Distribution, outside: f64, node: &Node, kind: &str) -> Reported {
        let message = format!(
            "{} of this {} lies outside of the range of `{}`",
            words::percent(outside),
            called(kind),
            self.name
        );
        let diagnostic = Diagnostic::error(code::MASS_OUTSIDE, message).at(&node.span, self.range());
        let middle = distribution.quantile(0.5);
        let percents = self.domain() == Domain::Share && middle > 1.0 && middle <= 100.0;
        // Bounds that throw most of it away are not what was meant.
        let cut = (outside < MOSTLY_INSIDE).then(|| self.inside("to cut it off", distribution, node, kind));
        let diagnostic = match self.domain() {
            Domain::Share if percents => diagnostic.help(format!(
                "shares are fractions of 1: {} for {} %",
                words::hundredth(middle.round()),
                middle.round()
            )),
            Domain::Share => {
                diagnostic.help("a beta stays inside, and so does an interval such as \"0.3 to 0.7\"").maybe_help(cut)
            }
            Domain::Positive | Domain::NonNegative | Domain::Factor => diagnostic
                .help("a lognormal or a gamma stays inside, and so does an interval whose ends are above 0")
                .maybe_help(cut),
            Domain::Persistence => {
                diagnostic.help("a uniform such as { min = 0.2, max = 0.6 } stays inside").maybe_help(cut)
            }
            _ => diagnostic.maybe_help(cut),
        };
        self.error(diagnostic)
    }
}

/// What one calls an interval or a distribution of this kind.
fn called(kind: &str) -> &str {
    if matches!(kind, "student_t" | "discrete" | "quantiles" | "data") { "distribution" } else { kind }
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
