//! How numbers and lists of names are put into messages.

/// A number as one would write it.
pub(crate) fn number(x: f64) -> String {
    if x != 0.0 && (x.abs() < 1e-4 || x.abs() >= 1e15) { format!("{x:e}") } else { format!("{x}") }
}

/// A percentage as the fraction that it is, without the dust of binary arithmetic: 0.6 for 60.
pub(crate) fn hundredth(percent: f64) -> String {
    let exact = format!("{:.12}", percent / 100.0);
    exact.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What to write in place of a percentage: `: write 0.6 for 60 %`; nothing where the number is none.
pub(crate) fn if_a_percentage(x: f64) -> String {
    let is_one = 2.0 <= x.abs() && x.abs() <= 100.0;
    if is_one { format!(": write {} for {} %", hundredth(x), number(x)) } else { String::new() }
}

/// A share as a percentage with two figures that count: `13 %`, `0.42 %`.
pub(crate) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let decimals = if percent >= 10.0 {
        0
    } else if percent >= 1.0 {
        1
    } else {
        2
    };
    format!("{percent:.decimals$} %")
}

/// Words from the text, short enough and without control characters.
pub(crate) fn short(words: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = words.chars().take(MOST).map(|c| if c.is_control() { '·' } else { c }).collect();
    if words.chars().count() > MOST {
        short.push('…');
    }
    short
}

/// Names in backticks, joined by commas, the last by `word`.
pub(crate) fn names<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} {word} {last}", before.join(", ")),
        None => String::new(),
    }
}

/// Names that stand in one text, as the list that is meant: `["mine", "road"]` for `mine, road`.
pub(crate) fn as_a_list(text: &str) -> String {
    let names: Vec<String> = text.split([',', ';']).map(|name| format!("\"{}\"", short(name.trim()))).collect();
    format!("[{}]", names.join(", "))
}

/// What there is to choose from, so long as it is worth reading.
pub(crate) fn choices<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 30;
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MOST { format!("{shown} and {} more", names.len() - MOST) } else { shown }
}

/// A count and its noun: `1 deal`, `3 deals`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {}", several(noun)) }
}

/// A noun with its article: `a deal`, `an input`.
pub(crate) fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// A noun in the plural: `deals`, `processes`, `synergies`.
pub(crate) fn several(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with('s') => format!("{noun}es"),
        None => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_read_well() {
        assert_eq!(hundredth(60.0), "0.6");
        assert_eq!(hundredth(7.0), "0.07");
        assert_eq!(hundredth(12.5), "0.125");
        assert_eq!(percent(0.1234), "12 %");
        assert_eq!(percent(0.034), "3.4 %");
        assert_eq!(percent(0.0042), "0.42 %");
    }

    #[test]
    fn names_are_joined_as_in_speech() {
        assert_eq!(names(["a"], "or"), "`a`");
        assert_eq!(names(["a", "b", "c"], "or"), "`a`, `b` or `c`");
    }
}
