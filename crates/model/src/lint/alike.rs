//! Two names of one sort that differ by a slip: `export` beside `exports`.

use super::{A_FEW, Finding, Lint, Subject};
use crate::Diagnostic;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "alike", code: code::ALIKE, alone: A_FEW, find };

/// A word of fewer letters is an abbreviation, and one letter tells it from others: `kz`, `uz`.
const LEAST_LETTERS: usize = 4;

/// Where a letter is another one, so many must be left that are the same: `coal` and `coat` are two things.
const LEAST_WITH_ANOTHER: usize = 6;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let inputs = scenario.inputs.iter().filter_map(|input| input.address.strip_prefix("inputs."));
    let sorts: [(&str, &str, Vec<&str>); 5] = [
        ("flow", "flows", scenario.flows.iter().map(|it| it.name.as_str()).collect()),
        ("deal", "deals", scenario.deals.iter().map(|it| it.name.as_str()).collect()),
        ("driver", "drivers", scenario.drivers.iter().map(|it| it.name.as_str()).collect()),
        ("shock", "shocks", scenario.shocks.iter().map(|it| it.name.as_str()).collect()),
        ("input", "inputs", inputs.collect()),
    ];
    let mut found = Vec::new();
    for (noun, table, names) in &sorts {
        for (index, name) in names.iter().enumerate() {
            let Some(first) = names[..index].iter().find(|first| are_alike(first, name)) else { continue };
            let at = |name: &str| subject.at(&format!("{table}.{name}"));
            let message = format!("there is a {noun} `{name}` beside the {noun} `{first}`");
            let diagnostic = Diagnostic::warning(code::ALIKE, message)
                .at(&at(name), "is this another one?")
                .at(&at(first), "or a slip for this one?")
                .help("names that differ by a slip make two things of one: both count");
            found.push(Finding {
                about: (*name).to_owned(),
                diagnostic,
                together: "names differ from another by a slip",
            });
        }
    }
    found
}

/// Whether one of two names is likely to be a slip of the other: in their case or their dashes, or by one letter in one
/// word, added, left out, changed, or in its neighbour's place. Digits tell names apart, and so do short words.
fn are_alike(a: &str, b: &str) -> bool {
    let is_sign = |c: char| c == '_' || c == '-';
    let plain = |c: &char| !is_sign(*c);
    let lower = |c: char| c.to_ascii_lowercase();
    if a.len().abs_diff(b.len()) <= 2 && a.chars().filter(plain).map(lower).eq(b.chars().filter(plain).map(lower)) {
        return true;
    }
    let mut differing = None;
    let (mut of_a, mut of_b) = (a.split(is_sign), b.split(is_sign));
    loop {
        match (of_a.next(), of_b.next()) {
            (None, None) => break,
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {}
            (Some(a), Some(b)) if differing.is_none() => differing = Some((a, b)),
            _ => return false,
        }
    }
    differing.is_some_and(|(a, b)| is_a_slip(a.as_bytes(), b.as_bytes()))
}

/// Whether two words, which are not the same, differ by one letter.
fn is_a_slip(a: &[u8], b: &[u8]) -> bool {
    let same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
    let ahead = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[ahead..], &b[ahead..]);
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let (a, b) = (&a[..a.len() - behind], &b[..b.len() - behind]);
    let alike = ahead + behind;
    let are_letters = a.iter().chain(b).all(u8::is_ascii_alphabetic);
    are_letters
        && match (a, b) {
            ([], [_]) | ([_], []) => alike >= LEAST_LETTERS,
            ([_], [_]) => alike >= LEAST_WITH_ANOTHER && ahead > 0,
            ([a, b], [c, d]) => a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) && alike + 2 >= LEAST_LETTERS,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::are_alike;

    #[test]
    fn slips_are_alike() {
        for (a, b) in [
            ("export", "exports"),
            ("exports", "exprots"),
            ("exports", "expoets"),
            ("Exports", "exports"),
            ("us_prices", "us-prices"),
            ("us_prices", "usprices"),
            ("kz_grwoth", "kz_growth"),
            ("road", "roads"),
        ] {
            assert!(are_alike(a, b) && are_alike(b, a), "{a} and {b}");
        }
    }

    #[test]
    fn other_things_are_not() {
        for (a, b) in [
            ("mine1", "mine2"),
            ("mine", "mine2"),
            ("kz_gdp", "uz_gdp"),
            ("exports", "imports"),
            ("exports", "exports_other"),
            ("coal", "coat"),
            ("copper", "hopper"),
            ("a", "b"),
            ("a", "ab"),
            ("mine_a", "mine_b"),
            ("rail", "road"),
        ] {
            assert!(!are_alike(a, b) && !are_alike(b, a), "{a} and {b}");
        }
    }
}
