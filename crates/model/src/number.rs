//! Plain numbers: whole, finite, in their range.

use std::ops::RangeInclusive;

use crate::diagnostic::code;
use crate::document::{Entry, Item, Node, Number};
use crate::mistakes::{Mistakes, Read};
use crate::quantity::interval;
use crate::{Diagnostic, calendar};

/// A plain number that may not be uncertain, finite; `what` it is, to follow *is*: `a correlation`.
pub(crate) fn plain(entry: &Entry, what: &str, mistakes: &Mistakes) -> Read<f64> {
    if let Item::Number(number) = &entry.node.item {
        return finite(number, &entry.node, mistakes);
    }
    let message = format!("`{}` is {what}, a plain number, not {}", entry.key, entry.node.described());
    Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "")))
}

/// The number, if one can calculate with it.
pub(crate) fn finite(number: &Number, node: &Node, mistakes: &Mistakes) -> Read<f64> {
    if number.value.is_finite() {
        return Ok(number.value);
    }
    let diagnostic = if number.value.is_nan() {
        Diagnostic::error(code::NOT_FINITE, "`nan` is not a number")
            .at(&node.span, "")
            .help("what is not known is an interval, such as \"20 to 150\", or a distribution")
    } else if number.written.contains("inf") {
        Diagnostic::error(
            code::NOT_FINITE,
            format!("`{}` is not a number with which one can calculate", number.written),
        )
        .at(&node.span, "")
        .help("numbers are finite; where there is no limit, leave the key out")
    } else {
        let written = crate::words::short(&number.written);
        Diagnostic::error(code::NOT_FINITE, format!("{written} is too large a number"))
            .at(&node.span, "")
            .help("computers count to 1.8e308; amounts are in USD million")
    };
    Err(mistakes.report(diagnostic))
}

/// A whole number in a range; `what` it is, in a few words: `how many paths are played`.
pub(crate) fn whole(entry: &Entry, what: &str, range: RangeInclusive<i128>, mistakes: &Mistakes) -> Read<i128> {
    whole_of_a_sort(entry, "a whole number", what, range, mistakes)
}

/// A calendar year; `what` it is, in a few words: `the last year`.
pub(crate) fn year(entry: &Entry, what: &str, mistakes: &Mistakes) -> Read<i32> {
    let (first, last) = calendar::YEARS.into_inner();
    whole_of_a_sort(entry, "a calendar year", what, first.into()..=last.into(), mistakes).map(|year| year as i32)
}

fn whole_of_a_sort(
    entry: &Entry,
    sort: &str,
    what: &str,
    range: RangeInclusive<i128>,
    mistakes: &Mistakes,
) -> Read<i128> {
    let Entry { key, node, .. } = entry;
    let (code, message, mend) = match &node.item {
        Item::Number(number) => {
            let whole = number.as_whole();
            if let Some(x) = whole.filter(|x| range.contains(x)) {
                return Ok(x);
            }
            let x = finite(number, node, mistakes)?;
            let written = crate::words::short(&number.written);
            if whole.is_none() && x.fract() != 0.0 {
                (code::WRONG_TYPE, format!("`{key}` is {sort}, not {written}"), None)
            } else {
                let [from, to] = [range.start(), range.end()].map(grouped);
                (code::OUT_OF_RANGE, format!("`{key}` is {sort} from {from} to {to}, not {written}"), None)
            }
        }
        item => {
            let mend = match item {
                Item::Text(text) if text.trim().parse::<i64>().is_ok() => {
                    Some(format!("write {} without quotation marks", interval::in_toml(text.trim())))
                }
                Item::Text(text) => as_whole(text).map(|x| format!("write {x}")),
                Item::Date(date) => date.date.map(|date| format!("write {}", date.year)),
                _ => None,
            };
            (code::WRONG_TYPE, format!("`{key}` is {sort}, not {}", node.described()), mend)
        }
    };
    let label = mend.unwrap_or_else(|| what.to_owned());
    Err(mistakes.report(Diagnostic::error(code, message).at(&node.span, label)))
}

/// The whole number that words such as `1e6` or `10,000` mean.
fn as_whole(words: &str) -> Option<i64> {
    let plain: String = words.chars().filter(|c| !matches!(c, ' ' | '_' | ',' | '\'')).collect();
    let x = interval::number(&plain)?;
    (x.fract() == 0.0 && x.abs() < 1e15).then_some(x as i64)
}

/// A large number with its thousands apart, as one reads it.
fn grouped(x: &i128) -> String {
    let digits = x.to_string();
    if *x < 10_000 {
        return digits;
    }
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
