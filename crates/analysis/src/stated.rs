//! What a quantity is, in the words of its author.

use altai_model::outline::{Holds, Line};
use altai_model::{Outline, Quantity, Value};

/// What stands beside a value and is not part of it.
pub const BESIDE: [&str; 6] = ["source", "note", "quality", "role", "title", "allow"];

/// What is said after two ends.
pub(crate) const INTERVAL: &str = ", a 90 % interval";

/// `160`, `20 to 150, a 90 % interval`, `normal, mean 0.03, sd 0.02, at least 0`.
pub fn stated(quantity: &Quantity, outline: &Outline) -> String {
    stated_at(&quantity.address, outline).unwrap_or_else(|| match &quantity.value {
        Value::Fixed(x) => x.to_string(),
        Value::Uncertain(_) => "uncertain".to_owned(),
    })
}

/// The same, of what stands at the address of a quantity; `None` where nothing stands there.
pub fn stated_at(address: &str, outline: &Outline) -> Option<String> {
    let line = outline.at(address)?;
    if line.holds != Holds::Table {
        return Some(plain(line));
    }
    let keys = outline.under(address).filter(|(key, _)| !key.contains('.') && !BESIDE.contains(key));
    let (bounds, value): (Vec<_>, Vec<_>) = keys.partition(|(key, _)| ["min", "max"].contains(key));
    let value =
        value.into_iter().map(|(key, line)| if key == "value" { plain(line) } else { parameters(key, line, outline) });
    let bound =
        |(key, line): (&str, &Line)| format!("{} {}", if key == "min" { "at least" } else { "at most" }, line.written);
    Some(value.chain(bounds.into_iter().map(bound)).collect::<Vec<_>>().join(", "))
}

/// A number or a date as it stands; words without their quotation marks.
fn plain(line: &Line) -> String {
    let words = line.written.trim_matches('"');
    if words.contains(" to ") { format!("{words}{INTERVAL}") } else { words.to_owned() }
}

/// `normal, mean 0.03, sd 0.02`.
fn parameters(distribution: &str, line: &Line, outline: &Outline) -> String {
    if line.holds != Holds::Table {
        return match outline.column(line) {
            Some(column) => format!("{distribution}, {column}"),
            None => format!("{distribution} {}", shortened(&line.written)),
        };
    }
    let parameters = outline
        .under(&line.address)
        .filter(|(key, line)| !BESIDE.contains(key) && !key.contains('.') && line.holds != Holds::Entry);
    parameters.fold(distribution.to_owned(), |words, (key, line)| {
        let written = outline.column(line).map_or_else(|| shortened(&line.written), |column| format!("from {column}"));
        words + &format!(", {key} {written}")
    })
}

/// A list with its first few entries and how many there are, where there are many or they have many digits.
pub(crate) fn shortened(list: &str) -> String {
    if !list.starts_with('[') || list.len() <= LONGEST_LIST {
        return list.to_owned();
    }
    let entries: Vec<&str> = list.trim_matches(['[', ']']).split(", ").collect();
    let figures = |entry: &&str| entry.parse::<f64>().map_or_else(|_| (*entry).to_owned(), to_three_figures);
    let few: Vec<String> = entries.iter().take(SHOWN).map(figures).collect();
    match entries.len() {
        many if many > SHOWN => format!("[{}, …], {many} values", few.join(", ")),
        _ => format!("[{}]", few.join(", ")),
    }
}

/// Longer lists are shortened.
const LONGEST_LIST: usize = 40;

/// So many entries of a shortened list are shown.
const SHOWN: usize = 5;

/// A number to three figures that count.
fn to_three_figures(x: f64) -> String {
    format!("{x:.2e}").parse::<f64>().map_or_else(|_| x.to_string(), |x| x.to_string())
}

#[cfg(test)]
mod tests {
    use altai_model::{NoFiles, SourceText, read};

    use super::*;

    #[test]
    fn a_quantity_is_told_as_it_was_written() {
        let cases = [
            ("160", "160"),
            ("\"20 to 150\"", "20 to 150, a 90 % interval"),
            ("{ value = \"20 to 150\", max = 200, note = \"so\" }", "20 to 150, a 90 % interval, at most 200"),
            ("{ normal = { mean = 60, sd = 2 }, min = 0 }", "normal, mean 60, sd 2, at least 0"),
            ("{ discrete = { values = [1, 2], weights = [3, 1] } }", "discrete, values [1, 2], weights [3, 1]"),
            ("{ data = [3, 5, 8] }", "data [3, 5, 8]"),
            ("{ data = [0.12345678901234, 0.2, 0.33333333333333] }", "data [0.123, 0.2, 0.333]"),
            (
                "{ data = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000] }",
                "data [1000, 2000, 3000, 4000, 5000, …], 8 values",
            ),
        ];
        for (written, words) in cases {
            let text = format!(
                "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 9\n[flows.trade]\nbase = {written}\n"
            );
            let reading = read(SourceText { name: "it.toml".into(), text }, &[], &NoFiles);
            let scenario = reading.scenario.expect(written);
            assert_eq!(stated(&scenario.flows[0].base, &reading.outline), words);
        }
    }
}
