//! `"20 to 150"`: reading the words of an interval.

use toml_edit::Datetime;

use super::{date_words, unit};
use crate::{Domain, calendar, separators};

/// The ends of an interval as they were written, and what they come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Interval {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Why words are no interval: what is wrong, and what would be right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) mend: Option<String>,
}

/// Reads an interval; with `dates`, its ends may be dates. `example` is one that would fit here.
pub(crate) fn parse(words: &str, dates: bool, example: &str) -> Result<Interval, Unreadable> {
    let words = words.trim();
    let Some((low, high)) = split(words) else { return Err(no_interval(words, dates, example)) };
    if let Some(fractions) = in_fractions(words) {
        return Err(unreadable(
            format!("\"{}\" is in per cent", crate::words::short(words)),
            Some(format!("write \"{fractions}\"")),
        ));
    }
    Ok(Interval { low: end(low, dates)?, high: end(high, dates)? })
}

/// The number before a sign of per cent.
pub(crate) fn percent(words: &str) -> Option<f64> {
    number(words.trim().strip_suffix('%')?.trim())
}

/// `0.05 to 0.1` for words such as `5% to 10%` or `5 to 10%`.
pub(crate) fn in_fractions(words: &str) -> Option<String> {
    let [low, high] = percentages(words)?.map(crate::words::hundredth);
    Some(format!("{low} to {high}"))
}

/// `0.5 to 1.5` for `6 to 18 months`.
pub(crate) fn months_in_years(words: &str) -> Option<String> {
    let in_years = |months: &str| number(months.trim()).map(|months| unit::short(months / 12.0));
    let (low, high) = split(words.trim())?;
    let high = without_months(high)?;
    Some(format!("{} to {}", in_years(without_months(low).unwrap_or(low))?, in_years(high)?))
}

/// The percentages of `10% to 30%` or `10 to 30%`.
pub(crate) fn percentages(words: &str) -> Option<[f64; 2]> {
    let (low, high) = split(words.trim())?;
    let number = |words: &str| number(words.trim_end_matches('%').trim());
    let are_some = low.ends_with('%') || high.ends_with('%');
    Some([number(low)?, number(high)?]).filter(|_| are_some)
}

fn without_months(words: &str) -> Option<&str> {
    words.strip_suffix("months").or_else(|| words.strip_suffix("month"))
}

/// The two sides of `to`, which stands between spaces.
fn split(words: &str) -> Option<(&str, &str)> {
    let (to, _) = words.match_indices("to").find(|(i, _)| {
        let before = words[..*i].chars().next_back().is_some_and(char::is_whitespace);
        let after = words[i + 2..].chars().next().is_some_and(char::is_whitespace);
        before && after
    })?;
    Some((words[..to].trim(), words[to + 2..].trim()))
}

fn end(words: &str, dates: bool) -> Result<f64, Unreadable> {
    if let Some(x) = number(words) {
        return Ok(x);
    }
    if let Some(instant) = date(words) {
        if dates {
            return Ok(instant);
        }
        return Err(unreadable(format!("`{words}` is a date where a number belongs"), None));
    }
    let shown = crate::words::short(words);
    Err(match words.to_ascii_lowercase().as_str() {
        "" => unreadable("an interval has two ends", Some("such as \"20 to 150\"".into())),
        "inf" | "+inf" | "-inf" | "infinity" => {
            unreadable("an interval has two finite ends", Some("its ends are the 5th and the 95th percentile".into()))
        }
        "nan" => unreadable("`nan` is not a number", None),
        _ if too_large(words) => unreadable(format!("{shown} is too large a number"), None),
        _ if dates => unreadable(format!("`{shown}` is neither a number nor a date"), mend(words, dates)),
        _ => unreadable(format!("`{shown}` is not a number"), mend(words, dates)),
    })
}

/// A number as a scenario may have it: sign, digits with underscores between them, a point, an exponent.
pub(crate) fn number(words: &str) -> Option<f64> {
    let digits_and_signs = words.chars().all(|c| c.is_ascii_digit() || "+-._eE".contains(c));
    let bytes = words.as_bytes();
    let underscores_between_digits = bytes.iter().enumerate().all(|(i, &byte)| {
        let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
        byte != b'_' || digit(i.checked_sub(1)) && digit(Some(i + 1))
    });
    if !digits_and_signs || !underscores_between_digits {
        return None;
    }
    words.replace('_', "").parse().ok().filter(|x: &f64| x.is_finite()).map(|x| x + 0.0)
}

/// How numbers are written.
pub(crate) const DIGITS: &str = "numbers are written 120, -0.05 or 1e-3, with a digit on either side of the point; a text stands in quotation marks";

/// A number as TOML takes it: with digits on both sides of its point, and no zero before them.
pub(crate) fn in_toml(words: &str) -> String {
    let digits = words.trim_start_matches(['+', '-']);
    let sign = &words[..words.len() - digits.len()];
    let (whole, rest) = digits.split_at(digits.find(['.', 'e', 'E']).unwrap_or(digits.len()));
    let whole = whole.trim_start_matches(['0', '_']);
    let fraction = rest.strip_prefix('.').filter(|fraction| !fraction.starts_with(|c: char| c.is_ascii_digit()));
    let rest = fraction.map_or_else(|| rest.to_owned(), |exponent| format!(".0{exponent}"));
    format!("{sign}{}{rest}", if whole.is_empty() { "0" } else { whole })
}

fn too_large(words: &str) -> bool {
    words.chars().all(|c| c.is_ascii_digit() || "+-._eE".contains(c))
        && words.replace('_', "").parse::<f64>().is_ok_and(f64::is_infinite)
}

/// A date such as `2027-09-01` as an instant.
pub(crate) fn date(words: &str) -> Option<f64> {
    let date = words.parse::<Datetime>().ok()?.date?;
    Some(calendar::instant(date.year.into(), date.month, date.day))
}

/// What the author of words that are no number probably means.
pub(super) fn mend(words: &str, dates: bool) -> Option<String> {
    if let Some(percent) = percent(words) {
        return Some(format!("write {} for {words}", crate::words::hundredth(percent)));
    }
    let as_a_date = dates.then(|| date_words::mend(words)).flatten();
    if let Some(mend) = as_a_date.or_else(|| separators::mend(words)).or_else(|| unit::mend(words)) {
        return Some(mend);
    }
    let joined: String = words.split([' ', '\u{a0}', '\u{202f}', '\'']).collect();
    if number(&joined).is_some() {
        return Some(format!("thousands are not separated: write {joined}"));
    }
    let minus = words.replace(['−', '–', '—'], "-");
    (minus != words && number(&minus).is_some()).then(|| format!("the minus sign is `-`: write {minus}"))
}

fn no_interval(words: &str, dates: bool, example: &str) -> Unreadable {
    let shown = crate::words::short(words);
    if number(words).is_some() || dates && date(words).is_some() {
        return unreadable(
            format!("\"{shown}\" is a text where a number belongs"),
            Some(format!("write {} without quotation marks", in_toml(&shown))),
        );
    }
    let neither = if dates { "neither a date nor an interval" } else { "neither a number nor an interval" };
    // A comma between dates joins two; between digits it is one of print.
    if let Some(mend) = separators::mend(words).filter(|_| !dates) {
        return unreadable(format!("\"{shown}\" is {neither}"), Some(mend));
    }
    for between in [" bis ", " - ", " – ", " — ", "–", "—", "...", "..", "…", " and ", "/", ":", ";", ",", "-", "to"]
    {
        let mut ends = words.split(between).map(str::trim);
        let fits = |x: f64| !dates || Domain::Date.contains(x);
        let value = |words: Option<&str>| {
            words.is_some_and(|words| number(words).is_some_and(fits) || dates && date(words).is_some())
        };
        let (low, high) = (ends.next(), ends.next());
        if value(low) && value(high) && ends.next().is_none() {
            let mend =
                format!("an interval is written \"{} to {}\"", low.unwrap_or_default(), high.unwrap_or_default());
            return unreadable(format!("\"{shown}\" is {neither}"), Some(mend));
        }
    }
    unreadable(
        format!("\"{shown}\" is {neither}"),
        Some(mend(words, dates).unwrap_or_else(|| {
            format!("an interval is written \"{example}\": one chance in twenty that it is less, one that it is more")
        })),
    )
}

fn unreadable(message: impl Into<String>, mend: Option<String>) -> Unreadable {
    Unreadable { message: message.into(), mend }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(words: &str) -> (f64, f64) {
        let interval = parse(words, true, "20 to 150").unwrap();
        (interval.low, interval.high)
    }

    #[test]
    fn ends_may_have_signs_points_exponents_and_underscores() {
        assert_eq!(ends("20 to 150"), (20.0, 150.0));
        assert_eq!(ends("  -0.5   to +1.5e-1 "), (-0.5, 0.15));
        assert_eq!(ends("1_000 to 2_000.5"), (1000.0, 2000.5));
    }

    #[test]
    fn dates_are_ends_where_dates_belong() {
        assert_eq!(ends("2027-01-01 to 2031.5"), (2027.0, 2031.5));
        assert_eq!(
            parse("2027-01-01 to 2031", false, "20 to 150").unwrap_err().message,
            "`2027-01-01` is a date where a number belongs"
        );
    }

    #[test]
    fn what_is_no_interval_is_mended() {
        for (words, mend) in [
            ("20-150", "an interval is written \"20 to 150\""),
            ("20 – 150", "an interval is written \"20 to 150\""),
            ("0.5", "write 0.5 without quotation marks"),
            (".5", "write 0.5 without quotation marks"),
            ("60 %", "write 0.6 for 60 %"),
            ("1,5", "the decimal sign is a point: write 1.5"),
            ("1,000", "thousands are not separated: write 1000"),
            ("1.000,5", "the decimal sign is a point, and thousands are not separated: write 1000.5"),
            ("20, 150", "an interval is written \"20 to 150\""),
            ("20 to 60%", "write \"0.2 to 0.6\""),
            ("5% to 10%", "write \"0.05 to 0.1\""),
            ("0,5 to 1", "the decimal sign is a point: write 0.5"),
            ("1,000 to 2,000", "thousands are not separated: write 1000"),
            ("$20m to $30m", "write 20, without the unit: amounts are in USD million"),
            ("$20 to $30", "write 20: amounts are in USD million, without a sign"),
            ("10 years", "write 10, without the unit"),
            ("1 000 to 2 000", "thousands are not separated: write 1000"),
        ] {
            assert_eq!(parse(words, false, "20 to 150").unwrap_err().mend.as_deref(), Some(mend), "{words}");
        }
    }

    #[test]
    fn a_number_has_digits_on_both_sides_of_its_point() {
        for (words, number) in [
            (".17", "0.17"),
            ("-.5", "-0.5"),
            ("5.", "5.0"),
            ("5.e3", "5.0e3"),
            ("+.5e-3", "+0.5e-3"),
            ("05", "5"),
            ("-00.5", "-0.5"),
            ("0", "0"),
            ("0.17", "0.17"),
            ("1_000", "1_000"),
            ("1e3", "1e3"),
        ] {
            assert_eq!(in_toml(words), number, "{words}");
        }
    }

    #[test]
    fn what_is_no_date_is_mended() {
        for (words, mend) in [
            ("2027-2031", "an interval is written \"2027 to 2031\""),
            ("2027,2031", "an interval is written \"2027 to 2031\""),
            ("2027-07", "write the day too: 2027-07-01"),
            ("2027-02-30", "there is no 30 February: in 2027 that month has 28 days"),
            ("1 July 2027", "write 2027-07-01"),
            ("mid 2027 to 2029", "dates are written 2027-07-01 or, as a number of years, 2027.5"),
        ] {
            assert_eq!(parse(words, true, "2027 to 2031").unwrap_err().mend.as_deref(), Some(mend), "{words}");
        }
    }

    #[test]
    fn ends_are_finite() {
        for words in ["inf to 3", "0 to nan", "1 to 1e400", "1_ to 3", " to 3", "3 to ", "0x10 to 20"] {
            assert!(parse(words, false, "20 to 150").is_err(), "{words}");
        }
    }
}
