//! How the numbers of a scenario are written: in words, and so that they can be typed.

use altai_model::calendar;

use crate::words::grouped;

/// How the numbers of a key are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// With a point.
    Number,
    /// As a day: `1 Jul 2028`.
    Day,
    /// Without thousands apart, as years are: `2035`.
    Whole,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Writing {
    /// A number in words, with as many digits as numbers need that are `apart` from each other.
    pub fn shown(self, x: f64, apart: f64) -> String {
        match self {
            Self::Number => number(x, apart),
            Self::Whole => format!("{x:.0}").replace('-', "−"),
            Self::Day => {
                let (year, month, day) = calendar::day(x);
                format!("{day} {} {year}", MONTHS[usize::from(month) - 1])
            }
        }
    }
}

fn number(x: f64, apart: f64) -> String {
    let size = apart.abs().max(x.abs() * 1e-9);
    if x != 0.0 && (x.abs() < 1e-5 || x.abs() >= 1e12) {
        return format!("{x:.3e}").replace('-', "−");
    }
    let decimals =
        if size > 0.0 { (1.0 - altai_math::ln(size) / altai_math::ln(10.0)).ceil().clamp(0.0, 9.0) } else { 0.0 };
    let digits = format!("{:.*}", decimals as usize, x.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if x < 0.0 && digits.contains(|c: char| ('1'..='9').contains(&c)) { "−" } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

/// `count` numbers from one to another, evenly apart, without the dust of binary fractions; whole ones rounded, each once.
pub fn evenly(from: f64, to: f64, count: usize, writing: Writing) -> Vec<f64> {
    let steps = count.saturating_sub(1).max(1) as f64;
    let at = |step: usize| match step {
        0 => from,
        step if step + 1 == count => to,
        step => tidy(from + (to - from) * (step as f64 / steps), writing),
    };
    let mut values: Vec<f64> = (0..count).map(at).collect();
    values.dedup();
    values
}

/// The number without the dust of binary fractions, so that it can be typed.
pub fn tidy(x: f64, writing: Writing) -> f64 {
    if writing == Writing::Whole { x.round() } else { format!("{x:.11e}").parse().unwrap_or(x) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_tell_them_apart() {
        for (x, apart, expected) in [
            (0.062_34, 0.001, "0.0623"),
            (0.5, 0.1, "0.5"),
            (1234.6, 100.0, "1,235"),
            (-0.02, 0.01, "−0.02"),
            (0.0, 0.1, "0"),
            (55.0, 3.5, "55"),
            (-0.000_01, 0.1, "0"),
        ] {
            assert_eq!(Writing::Number.shown(x, apart), expected);
        }
        assert_eq!(Writing::Day.shown(2028.5, 0.1), "2 Jul 2028");
        assert_eq!(Writing::Whole.shown(2035.0, 1.0), "2035");
    }

    #[test]
    fn even_steps_can_be_typed_and_whole_ones_are_whole() {
        assert_eq!(evenly(0.0, 1.0, 11, Writing::Number)[3], 0.3);
        assert_eq!(evenly(2030.0, 2033.0, 11, Writing::Whole), [2030.0, 2031.0, 2032.0, 2033.0]);
        assert_eq!(evenly(0.2, 0.9, 2, Writing::Number), [0.2, 0.9]);
    }
}
