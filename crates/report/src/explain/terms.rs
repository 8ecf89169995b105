//! The numbers of a formula: those that are known stand in it, the others by their key.

use altai_analysis::stated::stated;
use altai_analysis::words::{about_dollars, dollars};
use altai_model::{Domain, Outline, Quantity, Value};

/// Collects the numbers that the formulas of one table speak of.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    outline: &'a Outline,
    /// The address of the table, which keys leave out.
    address: String,
    numbers: Vec<(String, String)>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(outline: &'a Outline, address: &str) -> Self {
        Self { outline, address: address.to_owned(), numbers: Vec::new() }
    }

    /// How a quantity stands in a formula: `0.03`, or `drift` where it is uncertain, which is then told below.
    pub(super) fn term(&mut self, quantity: &Quantity) -> String {
        let key = quantity.address.strip_prefix(&self.address).and_then(|key| key.strip_prefix('.'));
        let key = key.unwrap_or(&quantity.address).to_owned();
        match quantity.value {
            Value::Fixed(x) => number(x),
            Value::Uncertain(_) => {
                if !self.numbers.iter().any(|(known, _)| *known == key) {
                    self.numbers.push((key.clone(), stated(quantity, self.outline)));
                }
                key
            }
        }
    }

    /// How a quantity stands in a sentence: `0.6`, or `about 0.58 (go)` where it is uncertain, which is then told below.
    pub(super) fn about(&mut self, quantity: &Quantity) -> String {
        let term = self.term(quantity);
        match &quantity.value {
            Value::Fixed(_) => term,
            Value::Uncertain(distribution) => format!("about {} ({term})", shown(quantity, distribution.quantile(0.5))),
        }
    }

    /// A length of time in a sentence: `1 year`, `3 years`, or `about 2.1 years (delay)` where it is uncertain.
    pub(super) fn years(&mut self, quantity: &Quantity) -> String {
        let term = self.term(quantity);
        match &quantity.value {
            Value::Fixed(_) => years(&term, quantity),
            Value::Uncertain(distribution) => {
                format!("about {} years ({term})", shown(quantity, distribution.quantile(0.5)))
            }
        }
    }

    /// How long something takes in a formula: `1 year`, or `ramp.linear.years years`.
    pub(super) fn years_term(&mut self, quantity: &Quantity) -> String {
        years(&self.term(quantity), quantity)
    }

    /// An instant: the day as it was written, or what is thought of it and its middle.
    pub(super) fn day(&self, quantity: &Quantity) -> String {
        let written = stated(quantity, self.outline);
        match &quantity.value {
            Value::Fixed(_) => written,
            Value::Uncertain(distribution) => {
                format!("{written}, {} in the middle", instant(distribution.quantile(0.5)))
            }
        }
    }

    /// An amount of money in a sentence: `$40 million`, or `about $42.4 million (peak)` where it is uncertain.
    pub(super) fn money(&mut self, quantity: &Quantity) -> String {
        let term = self.term(quantity);
        match &quantity.value {
            Value::Fixed(million) if *million > 0.0 => dollars(*million),
            Value::Fixed(_) => format!("${term} million"),
            Value::Uncertain(distribution) => format!("{} ({term})", about_dollars(distribution.quantile(0.5))),
        }
    }

    /// What a rate or a probability comes to over all paths, which is its mean: `0.6`, or `about 0.5 (go)`. The median, and
    /// that it is one, where there is no mean.
    pub(super) fn on_average(&mut self, quantity: &Quantity) -> String {
        match &quantity.value {
            Value::Uncertain(distribution) if distribution.mean().is_finite() => {
                let mean = shown(quantity, distribution.mean());
                format!("about {mean} ({})", self.term(quantity))
            }
            Value::Uncertain(distribution) => {
                let median = shown(quantity, distribution.quantile(0.5));
                format!("about {median} (the median of {})", self.term(quantity))
            }
            Value::Fixed(_) => self.term(quantity),
        }
    }

    /// `0.3 × what`, just `what` for 1; nothing where the factor is known to be 0.
    pub(super) fn times(&mut self, quantity: &Quantity, what: &str) -> Option<String> {
        match quantity.known() {
            Some(0.0) => None,
            Some(1.0) => Some(what.to_owned()),
            _ => Some(format!("{} × {what}", self.term(quantity))),
        }
    }

    pub(super) fn numbers(self) -> Vec<(String, String)> {
        self.numbers
    }
}

/// `1 year`, `2 years`.
fn years(term: &str, quantity: &Quantity) -> String {
    format!("{term} {}", if quantity.known() == Some(1.0) { "year" } else { "years" })
}

/// Terms of a sum; `0` where there are none.
pub(super) fn sum(terms: impl IntoIterator<Item = String>) -> String {
    let terms: Vec<String> = terms.into_iter().collect();
    if terms.is_empty() { "0".to_owned() } else { terms.join(" + ").replace("+ −", "− ") }
}

/// Up to six digits that count.
pub(super) fn number(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    if x < 0.0 {
        return format!("−{}", number(-x));
    }
    if !(1e-5..1e9).contains(&x) {
        return format!("{x:.3e}");
    }
    let whole_digits = (0..9).take_while(|&digits| x >= f64::from(10_u32.pow(digits))).count();
    let decimals = 6_usize.saturating_sub(whole_digits);
    let digits = format!("{x:.decimals$}");
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits }
}

/// Three digits that count, and whole numbers whole.
pub(crate) fn rounded(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    if x < 0.0 {
        return format!("−{}", rounded(-x));
    }
    if !(1e-4..1e7).contains(&x) {
        return format!("{x:.2e}");
    }
    let decimals = [100.0, 10.0, 1.0, 0.1].iter().take_while(|&&step| x < step).count();
    let digits = format!("{x:.decimals$}");
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits }
}

/// A value of a quantity: rounded, or a day.
pub(super) fn shown(quantity: &Quantity, x: f64) -> String {
    let key = quantity.address.rsplit('.').next();
    let is_a_day = quantity.address.starts_with("deals.") && matches!(key, Some("start" | "signed"));
    if is_a_day || quantity.is_shared() && Domain::Date.contains(x) { instant(x) } else { rounded(x) }
}

/// A day in calendar years: `2027.7`.
pub(super) fn instant(x: f64) -> String {
    format!("{x:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_digits_that_count() {
        assert_eq!(
            [0.03, 160.0, 2025.83, 1.0 / 3.0, 1e12].map(number),
            ["0.03", "160", "2025.83", "0.333333", "1.000e12"]
        );
        assert_eq!([0.03, 160.4, 54.77, 2.0 / 3.0, 1234.5].map(rounded), ["0.03", "160", "54.8", "0.667", "1234"]);
    }

    #[test]
    fn a_sum_is_written_as_one_does() {
        assert_eq!(sum(["drift".to_owned(), "−0.1 × x".to_owned()]), "drift − 0.1 × x");
        assert_eq!(sum([]), "0");
    }
}
