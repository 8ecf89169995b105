//! Numbers with a unit or a sign of money, and the plain number that is meant.

use super::interval::number;
use crate::words;

/// What to say about a number with a unit: `write 4, without the unit`.
pub(crate) fn mend(text: &str) -> Option<String> {
    let bare = text.trim_start_matches("US").trim_start_matches(['$', '€', '£']).trim();
    let unit_starts = bare.find(|c: char| c.is_alphabetic() || "$€£".contains(c)).unwrap_or(bare.len());
    let (digits, unit) = (bare[..unit_starts].trim(), bare[unit_starts..].to_lowercase());
    let x = number(digits)?;
    let is_a_unit = unit.chars().all(|c| c.is_alphabetic() || " $€£".contains(c));
    let is_money = bare != text || unit.contains(['$', '€', '£']) || unit.contains("usd") || unit.contains("dollar");
    let first = unit.trim_start_matches(['$', '€', '£', ' ']).split([' ', '$', '€', '£']).next().unwrap_or_default();
    match (first, is_money) {
        _ if !is_a_unit || bare == text && unit.is_empty() => None,
        ("thousand", _) | ("k", true) => Some(in_millions(x / 1e3)),
        ("billion" | "billions" | "bn", _) | ("b", true) => Some(in_millions(x * 1e3)),
        ("trillion" | "trillions" | "tn", _) => Some(in_millions(x * 1e6)),
        ("million" | "millions" | "mn" | "mln", _) | ("m", true) => {
            Some(format!("write {digits}, without the unit: amounts are in USD million"))
        }
        // Without a sign of money these are as likely months, kilograms or barrels.
        ("m" | "k" | "b", false) => Some("write the number alone, in the unit of its key".into()),
        ("month" | "months", _) => Some(format!("write {}, in years", short(x / 12.0))),
        _ if unit.trim().starts_with("percent") || unit.trim().starts_with("per cent") => {
            Some(format!("write {} for {digits} %", words::hundredth(x)))
        }
        _ if is_money => Some(format!("write {digits}: amounts are in USD million, without a sign")),
        _ => Some(format!("write {digits}, without the unit")),
    }
}

fn in_millions(x: f64) -> String {
    format!("amounts are in USD million: write {}", short(x))
}

/// The number without the dust of binary arithmetic.
pub(super) fn short(x: f64) -> String {
    let rounded = format!("{x:.4}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn the_plain_number_is_offered() {
        for (text, expected) in [
            ("10 years", "write 10, without the unit"),
            ("$20", "write 20: amounts are in USD million, without a sign"),
            ("$20m", "write 20, without the unit: amounts are in USD million"),
            ("20 million $", "write 20, without the unit: amounts are in USD million"),
            ("$1.5bn", "amounts are in USD million: write 1500"),
            ("2 billion", "amounts are in USD million: write 2000"),
            ("$400 thousand", "amounts are in USD million: write 0.4"),
            ("20m", "write the number alone, in the unit of its key"),
            ("18 months", "write 1.5, in years"),
            ("5 percent", "write 0.05 for 5 %"),
            ("5 per year", "write 5, without the unit"),
        ] {
            assert_eq!(mend(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_has_no_unit_is_left_alone() {
        for text in ["20", "", "years", "1 July 2027", "20 to 30", "$", "a lot"] {
            assert_eq!(mend(text), None, "{text}");
        }
    }
}
