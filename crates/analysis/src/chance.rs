//! Odds in a sentence: in whole points, with more digits where two would read alike, as 1 in N where they are small.

use crate::words::{grouped, one_in};

/// With so many digits more, nothing that paths can tell apart reads alike.
pub(crate) const MOST_DIGITS: usize = 6;

/// By digits after the point, how many units there are in 1.
pub(crate) const UNITS: [f64; MOST_DIGITS + 1] = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6];

pub(crate) fn whole_points(probability: f64) -> i64 {
    (100.0 * probability).round() as i64
}

/// `22 in 100`, `under 1 in 100`, `over 99 in 100`.
pub(crate) fn in_100(probability: f64) -> String {
    format!("{} in 100", of_100(probability))
}

/// In whole points, of which none is certain: `22`, `under 1`, `over 99`.
pub(crate) fn of_100(probability: f64) -> String {
    match whole_points(probability) {
        0 => "under 1".to_owned(),
        100 => "over 99".to_owned(),
        points => points.to_string(),
    }
}

/// `23 in 100`, `1 in 900`; `none in 100,000` or `all in 100,000` where no path has it, or every path.
pub(crate) fn chance(probability: f64, paths: u64) -> String {
    with_digits(probability, paths, 0)
}

/// Odds one after the other, with the fewest digits that tell each from the next, and how many those are: `26.2 in 100`, `26.4 in
/// 100`. What is equal stays alike.
pub(crate) fn apart(odds: &[f64], paths: u64) -> (Vec<String>, usize) {
    let words = |digits| odds.iter().map(|&odds| with_digits(odds, paths, digits)).collect::<Vec<_>>();
    let tell_apart = |digits: &usize| {
        let words = words(*digits);
        words.windows(2).zip(odds.windows(2)).all(|(words, odds)| words[0] != words[1] || odds[0] == odds[1])
    };
    let digits = (0..MOST_DIGITS).find(tell_apart).unwrap_or(MOST_DIGITS);
    (words(digits), digits)
}

/// Odds with so many digits after the point.
pub(crate) fn with_digits(probability: f64, paths: u64, digits: usize) -> String {
    let points = format!("{:.digits$}", 100.0 * probability);
    match probability {
        0.0 => format!("none in {}", grouped(paths)),
        1.0 => format!("all in {}", grouped(paths)),
        _ if probability < 0.01 => one_in(probability, 2 + digits),
        _ if points.starts_with("100") => format!("over {:.digits$} in 100", 100.0 - 1.0 / UNITS[digits]),
        _ => format!("{points} in 100"),
    }
}

/// Half of an interval where it blurs what is said with so many digits after the point of 100: ` (give or take 0.3 of
/// simulation)`. Whole points it does not blur where it is no more than half of one.
pub(crate) fn unsure(half_width: f64, digits: usize) -> String {
    let points = 100.0 * half_width;
    // More digits of an error than two say nothing.
    let size = match digits.min(2) {
        0 if points <= 0.5 => return String::new(),
        0 => points.ceil().to_string(),
        digits => {
            let unit = UNITS[digits];
            format!("{:.digits$}", (points * unit - 1e-9).ceil().max(1.0) / unit)
        }
    };
    format!(" (give or take {size} of simulation)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_whole_points_and_small_ones_one_in_many() {
        let said = [0.0, 1.0 / 900.0, 0.0049, 0.006, 0.262, 0.9951, 1.0].map(|odds| chance(odds, 100_000));
        let expected =
            ["none in 100,000", "1 in 900", "1 in 200", "1 in 170", "26 in 100", "over 99 in 100", "all in 100,000"];
        assert_eq!(said, expected);
    }

    #[test]
    fn two_odds_never_read_alike_unless_they_are() {
        assert_eq!(apart(&[0.262, 0.264], 1_000), (vec!["26.2 in 100".into(), "26.4 in 100".into()], 1));
        assert_eq!(apart(&[0.26, 0.31], 1_000).0, ["26 in 100", "31 in 100"]);
        assert_eq!(apart(&[0.26, 0.26], 1_000).1, 0);
        assert_eq!(apart(&[0.0011, 0.002], 100_000).0, ["1 in 910", "1 in 500"]);
        assert_eq!(apart(&[0.9961, 0.9992], 100_000).0, ["99.6 in 100", "99.9 in 100"]);
        assert_eq!(apart(&[0.99961, 0.99992], 100_000).0, ["99.96 in 100", "99.99 in 100"]);
        assert_eq!(apart(&[0.2, 0.264, 0.262], 1_000).0, ["20.0 in 100", "26.4 in 100", "26.2 in 100"]);
    }

    #[test]
    fn an_error_has_the_digits_of_what_it_blurs() {
        assert_eq!(unsure(0.003, 0), "");
        assert_eq!(unsure(0.023, 0), " (give or take 3 of simulation)");
        assert_eq!(unsure(0.0023, 1), " (give or take 0.3 of simulation)");
        assert_eq!(unsure(0.0002, 2), " (give or take 0.02 of simulation)");
    }
}
