//! What is wrong with a value, in plain words.

use super::{Complaint, Plain, plain};
use crate::quantity::{date_words, interval, unit};
use crate::words::{hundredth, short};

impl Complaint<'_> {
    /// Words that stand where a value belongs, without quotation marks.
    pub(super) fn bare_words(&self) -> Plain {
        let written = self.written();
        let words = short(written);
        let (before, after) = self.around();
        let inside = before.rfind(['[', '{']).is_some_and(|open| !before[open..].contains([']', '}']));
        let number = |text: &str| text.replace('_', "").parse::<f64>().is_ok_and(f64::is_finite);
        if written.is_empty() {
            return self.missing_value();
        }
        if let Some((first, second)) = written.split_once(char::is_whitespace)
            && number(first)
            && inside
            && !written.contains(" to ")
        {
            let second = second.split_whitespace().next().unwrap_or_default();
            return plain(format!("a comma is missing between {first} and {second}"), "")
                .help("entries are separated by commas: `{ mean = 1, sd = 2 }`, `[1, 2]`");
        }
        if after.trim_start().starts_with('=') {
            let second = written.rsplit(char::is_whitespace).next().unwrap_or_default();
            return plain(format!("`{} {}` is too much on this line", short(second), short(after.trim())), "")
                .help("each line is a heading `[name]`, or a key, `=` and one value; a remark begins with `#`");
        }
        if let Some(percent) = written.strip_suffix('%').map(str::trim)
            && let Ok(x) = percent.parse::<f64>()
        {
            return plain(format!("`{words}` is not a number"), format!("write {}", hundredth(x)))
                .help("shares and probabilities are written as fractions, growth in log points: 0.05 for 5 %");
        }
        let joined: String = written.split([' ', '\u{a0}', '\u{202f}', '\'']).collect();
        if joined != written && number(&joined) {
            return plain(format!("`{words}` is not one number"), format!("write {joined}"))
                .help("thousands are not separated, or by an underscore: 1_000");
        }
        if written.contains(" to ") && written.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            let words = interval::in_fractions(written).unwrap_or(words);
            return plain("an interval stands in quotation marks", format!("write \"{words}\""));
        }
        if written.starts_with(['“', '”', '„', '«', '‘', '’']) {
            return plain("these quotation marks are for print", "write straight ones: \"…\"")
                .help("word processors turn \" into “; a plain text editor does not");
        }
        if let Some(rest) = written.strip_prefix(['−', '–', '—'])
            && number(rest)
        {
            return plain("this is a dash for print, not a minus sign", format!("write -{rest}"));
        }
        if let Some(rest) = written.strip_prefix(['$', '€', '£'])
            && number(rest)
        {
            return plain(format!("`{words}` is not a number"), format!("write {rest}"))
                .help("amounts of money are in USD million, without a sign");
        }
        if let Some(mend) = date_words::with_a_month(written) {
            return plain(format!("`{words}` is not a date as a scenario writes it"), self.year_of(mend));
        }
        if let Some(mend) = unit::mend(written) {
            return plain(format!("`{words}` is not a number"), "").help(mend);
        }
        if written.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            return plain(format!("`{words}` is not a number"), "")
                .help("numbers are written 120, -0.05 or 1e-3; an interval in quotation marks, \"20 to 150\"");
        }
        plain("a text stands in quotation marks", format!("write \"{words}\""))
    }

    /// What to write for a date: its year alone where a year belongs.
    fn year_of(&self, mend: String) -> String {
        let key = self.key().and_then(|key| key.rsplit('.').next());
        let is_a_year = key.is_some_and(|key| ["base_year", "end_year", "by"].contains(&key));
        let year = mend.strip_prefix("write ").and_then(|date| date.split('-').next());
        year.filter(|_| is_a_year).map(|year| format!("write {year}")).unwrap_or(mend)
    }

    pub(super) fn broken_text(&self) -> Plain {
        let visible = self.written().chars().next().is_none_or(|c| !c.is_control());
        if self.at.start >= self.line.end || visible && self.written().is_empty() {
            return plain("a text is not closed on its line", "a quotation mark is missing")
                .help("a text of several lines stands between \"\"\" and \"\"\"");
        }
        plain("a character that cannot be printed", "in this text").help("delete it")
    }

    pub(super) fn broken_date(&self) -> Plain {
        let written = self.written();
        let parts: Vec<&str> = written.split('-').collect();
        let mend = match parts[..] {
            [year, month, day] if year.len() == 4 && (month.len() < 2 || day.len() < 2) => {
                Some(format!("write {year}-{month:0>2}-{day:0>2}"))
            }
            [year, month] if year.len() == 4 => Some(format!("write the day too: {year}-{month:0>2}-01")),
            _ => None,
        };
        let why =
            self.what.strip_prefix("invalid date, expected ").and_then(|why| why.strip_prefix("day between 01 and "));
        let message = format!("`{}` is not a date of the calendar", short(written));
        let label = match (mend, why) {
            (Some(mend), _) => mend,
            (None, Some(last)) => format!("that month has {last} days"),
            (None, None) => String::new(),
        };
        plain(message, label).help("dates are written year-month-day, 2027-09-01, or as a number of years, 2027.67")
    }

    pub(super) fn broken_number(&self) -> Plain {
        let (before, after) = self.around();
        // The parser points at the part of the number that is wrong; the reader wants to see all of it.
        let part = |c: char| c.is_alphanumeric() || "._+-".contains(c);
        let from = before.rfind(|c| !part(c)).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let to = after.find(|c| !part(c)).unwrap_or(after.len());
        let number = format!("{}{}{}", &before[from..], self.written(), &after[..to]);
        if let Some(mend) = date_words::in_digits(&number) {
            return plain(format!("`{}` is not a date as a scenario writes it", short(&number)), self.year_of(mend));
        }
        let label = match self.what.as_str() {
            "unexpected leading zero" | "invalid mantissa" | "invalid fraction"
                if interval::number(&number).is_some() =>
            {
                format!("write {}", interval::in_toml(&number))
            }
            "`_` may only go between digits" => "an underscore stands between digits only".into(),
            _ => String::new(),
        };
        plain(format!("`{}` is not a number", short(&number)), label)
            .at(self.line.start + from..self.at.end + to)
            .help(interval::DIGITS)
    }

    /// What to write for the path of a file that has backslashes in it.
    pub(super) fn path_with_slashes(&self) -> Option<String> {
        let value = self.text[self.line.clone()].split_once('=')?.1.trim_start();
        let path = value.strip_prefix('"')?.split('"').next()?;
        let is_a_path = path.contains(":\\") || path.rsplit('\\').next()?.contains('.');
        is_a_path.then(|| format!("in the name of a file write `/` for `\\`: \"{}\"", short(&path.replace('\\', "/"))))
    }
}
