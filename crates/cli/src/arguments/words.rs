//! Words of the command line: numbers, and changes of a scenario.

use std::num::NonZeroUsize;

use altai_model::{Override, did_you_mean};
use altai_sim::Design;

/// As many paths as may be played.
const MOST_PATHS: u64 = 10_000_000_000;

/// More than any computer has processors.
const MOST_THREADS: u64 = 1_024;

pub(super) fn paths(word: &str) -> Result<u64, String> {
    whole(word, 1, MOST_PATHS, "200000 or 200_000")
}

/// Below it, more paths would be needed than may be played.
const FINEST: f64 = 1e-5;

pub(super) fn precision(word: &str) -> Result<f64, String> {
    let number = word.replace('_', "").parse().ok().filter(|number| (FINEST..=0.5).contains(number));
    number
        .ok_or_else(|| "write a probability from 0.00001 to 0.5, such as 0.002, which is a fifth of a point".to_owned())
}

/// A share of 1 within a range.
pub(super) fn share(word: &str, least: f64, most: f64, example: &str) -> Result<f64, String> {
    let number = word.replace('_', "").parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("write a share from {least} to {most}, such as {example}"))
}

/// Paths are counted from 0.
pub(super) fn path(word: &str) -> Result<u64, String> {
    whole(word, 0, MOST_PATHS - 1, "0")
}

pub(super) fn seed(word: &str) -> Result<u64, String> {
    whole(word, 0, i64::MAX as u64, "1")
}

pub(super) fn threads(word: &str) -> Result<NonZeroUsize, String> {
    let threads = whole(word, 1, MOST_THREADS, "4")? as usize;
    NonZeroUsize::new(threads).ok_or_else(|| "one thread at least".to_owned())
}

/// A sampling design.
pub(super) fn sampler(word: &str) -> Result<Design, String> {
    Design::from_name(word).ok_or_else(|| {
        let names = Design::ALL.map(Design::name);
        match did_you_mean(word, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("samplers are {}", names.join(", ")),
        }
    })
}

/// A whole number, perhaps with `_` between thousands, or as in `1e6`.
pub(super) fn whole(word: &str, least: u64, most: u64, example: &str) -> Result<u64, String> {
    let plain = word.replace('_', "");
    let (digits, zeros) = plain.split_once(['e', 'E']).unwrap_or((&plain, "0"));
    let number = digits.parse::<u64>().ok().zip(zeros.parse().ok());
    let number = number.and_then(|(digits, zeros)| digits.checked_mul(10_u64.checked_pow(zeros)?));
    let range = || format!("write a whole number from {least} to {most}, such as {example}");
    number.filter(|number| (least..=most).contains(number)).ok_or_else(range)
}

/// Altogether: columns of numbers, one per path, are held in memory.
pub(super) fn paths_of_voi(word: &str) -> Result<u64, String> {
    whole(word, altai_analysis::voi::LEAST_PATHS, 1_000_000, "200_000")
}

/// An amount that may be spent.
pub(super) fn million(word: &str) -> Result<f64, String> {
    amount(word).filter(|amount| *amount >= 0.0).ok_or_else(|| "write USD million, 0 or more, such as 40".to_owned())
}

/// What something is worth.
pub(super) fn worth(word: &str) -> Result<f64, String> {
    amount(word).filter(|amount| *amount > 0.0).ok_or_else(|| "write USD million above 0, such as 50".to_owned())
}

fn amount(word: &str) -> Option<f64> {
    word.replace('_', "").parse().ok().filter(|amount: &f64| amount.is_finite())
}

pub(super) fn change(word: &str) -> Result<Override, String> {
    let word = &without_marks(word);
    let (address, value) =
        word.split_once('=').ok_or("there is no `=`: write an address and a value, such as flows.trade.base=160")?;
    let (address, value) = (address.trim(), value.trim());
    if address.is_empty() || value.is_empty() {
        return Err("write an address and a value, such as flows.trade.base=160".to_owned());
    }
    Ok(Override { address: address.to_owned(), value: value.to_owned() })
}

/// A word without the quotation marks that a command line has left around all of it, and those of print as plain ones.
fn without_marks(word: &str) -> String {
    let mut marks = [('\'', '\''), ('"', '"'), ('‘', '’'), ('“', '”'), ('„', '“')].into_iter();
    let inside = marks.find_map(|(open, close)| word.strip_prefix(open)?.strip_suffix(close));
    let inside = inside.filter(|inside| inside.contains('=')).unwrap_or(word);
    if inside.contains('"') { inside.to_owned() } else { inside.replace(['“', '”', '„'], "\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_a_command_line_leaves_are_no_part_of_a_change() {
        for (word, address, value) in [
            ("deals.mine.go=0.9", "deals.mine.go", "0.9"),
            ("'deals.mine.go=0.9'", "deals.mine.go", "0.9"),
            ("“deals.mine.go=0.9”", "deals.mine.go", "0.9"),
            ("deals.mine.peak=“20 to 150”", "deals.mine.peak", "\"20 to 150\""),
            ("deals.mine.title=\"the “mine”\"", "deals.mine.title", "\"the “mine”\""),
            ("deals.mine.title='x'", "deals.mine.title", "'x'"),
            ("deals.mine.title=the mine’s", "deals.mine.title", "the mine’s"),
        ] {
            assert_eq!(change(word), Ok(Override { address: address.into(), value: value.into() }), "{word}");
        }
    }

    #[test]
    fn numbers_may_be_written_as_people_do() {
        assert_eq!(paths("1_000_000"), Ok(1_000_000));
        assert_eq!(paths("1e6"), Ok(1_000_000));
        assert_eq!(seed("0"), Ok(0));
        for wrong in ["0", "-1", "1.5", "1e11", "1e99", "e", "many", "", "18446744073709551616"] {
            assert!(paths(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_example_is_in_its_range() {
        for refused in [paths("0"), seed("-1"), threads("0").map(|threads| threads.get() as u64)] {
            let said = refused.unwrap_err();
            let numbers = said.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
            let numbers: Vec<u64> = numbers.collect();
            assert!(numbers[0] <= numbers[2] && numbers[2] <= numbers[1], "{said}");
        }
    }

    #[test]
    fn an_override_is_split_at_its_first_equals_sign() {
        let set = change("deals.mine.peak = { normal = 1 }").unwrap();
        assert_eq!((set.address.as_str(), set.value.as_str()), ("deals.mine.peak", "{ normal = 1 }"));
        assert!(change("deals.mine.peak").is_err());
        assert!(change("=3").is_err());
    }
}
