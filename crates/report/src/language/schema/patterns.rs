//! What texts look like, as regular expressions.

/// A number as it stands in words.
fn number() -> String {
    const DIGITS: &str = "[0-9]+(?:_[0-9]+)*";
    format!(r"[+-]?(?:{DIGITS}(?:\.(?:{DIGITS})?)?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?")
}

/// A day, perhaps with a time, which is left aside.
const DATE: &str = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?:[Tt ][0-9:.]+(?:[Zz]|[+-][0-9:]+)?)?";

/// A text with something in it.
pub(super) const NOT_BLANK: &str = "\\S";

/// An address: parts joined by points, in quotation marks where they hold points themselves.
pub(super) fn address() -> String {
    const PART: &str = r##"(?:[A-Za-z0-9_-]+|"[^"#=\r\n]+"|'[^'#=\r\n]+')"##;
    format!(r"^[ \t]*{PART}(?:[ \t]*\.[ \t]*{PART})*[ \t]*$")
}

/// The name of a package.
pub(super) const PACKAGE: &str = "^(?:sector:.+|[A-Za-z0-9_-]{1,100}(?:\\+[A-Za-z0-9_-]{1,100})*)$";

/// What stands in a package: a deal or a sector, but not a word for all deals.
pub(super) const DEAL_OR_SECTOR: &str = "^(?!all$)(?:sector:.+|[A-Za-z0-9_-]{1,100})$";

/// Words for several deals.
pub(super) const SEVERAL_DEALS: &str = "^(?:all|sector:.+)$";

/// The name of an input, which is not like a number or a date.
const INPUT: &str = "(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_-]{1,100}";

/// A number, counted from 1.
pub(super) const ORDINAL: &str = "^[1-9][0-9]*$";

/// The name of an input, where it is defined.
pub(super) fn input() -> String {
    format!("^(?!{}$){INPUT}$", number())
}

/// A date as editors hand it over: as a text.
pub(super) fn date() -> String {
    format!("^{DATE}$")
}

/// An interval or the name of an input; a date, and dates as ends, where `dates` belong.
pub(super) fn words(dates: bool) -> String {
    let number = number();
    let end = if dates { format!("(?:{number}|{DATE})") } else { number.clone() };
    let interval = format!(r"\s*{end}\s+to\s+{end}\s*");
    let name = format!("(?!{number}$){INPUT}");
    let date = if dates { format!("|{DATE}") } else { String::new() };
    format!("^(?:{interval}|{name}{date})$")
}
