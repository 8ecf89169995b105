//! Numbers in sentences.

/// `1,234,567`.
pub fn grouped(number: u64) -> String {
    group(&number.to_string())
}

fn group(digits: &str) -> String {
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// `two` to `twelve`, as one writes small numbers; digits from 13.
pub fn counted(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| grouped(number as u64), |word| (*word).to_owned())
}

/// `1 path`, `2 paths`.
pub fn several(number: u64, thing: &str) -> String {
    format!("{} {thing}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A small probability as one says it, `1 in 900,000` or `1 in 1.13 million`: so many digits of it.
pub fn one_in(probability: f64, digits: usize) -> String {
    let number = 1.0 / probability;
    let rounded: f64 = format!("{number:.*e}", digits.saturating_sub(1)).parse().unwrap_or(number);
    let (scaled, unit) = match rounded {
        _ if rounded < 1e6 => (rounded, ""),
        _ if rounded < 1e9 => (rounded / 1e6, " million"),
        _ if rounded < 1e15 => (rounded / 1e9, " billion"),
        _ => return format!("1 in {rounded:e}"),
    };
    // Division may leave a hair beyond the digits.
    let shown = format!("{scaled:.digits$}");
    let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
    let fraction = fraction.trim_end_matches('0');
    format!("1 in {}{}{fraction}{unit}", group(whole), if fraction.is_empty() { "" } else { "." })
}

/// From so many USD million on, sentences speak of billions.
const BILLIONS: f64 = 10_000.0;

/// An amount of money, `$500 million` or `$12.5 billion`, from USD million above 0. Tables stay in million.
pub fn dollars(million: f64) -> String {
    if !(1e-6..1e15).contains(&million) {
        return format!("${:e} million", three_digits(million));
    }
    let digits = million.to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if million < BILLIONS {
        return amount(whole, fraction) + " million";
    }
    // The point moves by three digits, which a division would not leave as they were written.
    let (billions, rest) = whole.split_at(whole.len() - 3);
    amount(billions, format!("{rest}{fraction}").trim_end_matches('0')) + " billion"
}

fn amount(whole: &str, fraction: &str) -> String {
    let point = if fraction.is_empty() { "" } else { "." };
    format!("${}{point}{fraction}", group(whole))
}

/// An amount that was computed: from $10 billion on, three digits of it.
pub fn rounded_dollars(million: f64) -> String {
    dollars(if million < BILLIONS { million } else { three_digits(million) })
}

/// An amount that was estimated: whole from $10 million on, with a tenth below.
pub fn estimated_dollars(million: f64) -> String {
    let tenth = (10.0 * million).round() / 10.0;
    match tenth {
        _ if tenth <= 0.0 => "less than $0.1 million".to_owned(),
        _ if tenth < 10.0 => dollars(tenth),
        _ => rounded_dollars(million.round()),
    }
}

fn three_digits(million: f64) -> f64 {
    format!("{million:.2e}").parse().unwrap_or(million)
}

/// An amount that is not known to the last digit, `about $300 million`: three digits of it.
pub fn about_dollars(million: f64) -> String {
    format!("about {}", dollars(three_digits(million)))
}

/// A probability in points, as short as it was written: `0.2 points`.
pub fn in_points(probability: f64) -> String {
    let points = format!("{:.6}", 100.0 * probability);
    match points.trim_end_matches('0').trim_end_matches('.') {
        "1" => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

/// Seconds in two digits, but no fractions of one after a minute.
pub fn duration(seconds: f64) -> String {
    match seconds {
        _ if seconds < 0.995 => format!("{seconds:.2}"),
        _ if seconds < 9.95 => format!("{seconds:.1}"),
        _ => format!("{seconds:.0}"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<S: AsRef<str>>(things: &[S]) -> String {
    match things {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", before.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(12_345_678), "12,345,678");
    }

    #[test]
    fn dollars_keep_what_was_written() {
        assert_eq!(dollars(500.0), "$500 million");
        assert_eq!(dollars(1500.0), "$1,500 million");
        assert_eq!(dollars(0.25), "$0.25 million");
        assert_eq!(dollars(162.5), "$162.5 million");
        assert_eq!(dollars(1e300), "$1e300 million");
        assert_eq!(dollars(9999.5), "$9,999.5 million");
        assert_eq!(dollars(10_000.0), "$10 billion");
        assert_eq!(dollars(12_500.0), "$12.5 billion");
        assert_eq!(dollars(10_001.1), "$10.0011 billion");
        assert_eq!(dollars(1_200_000.0), "$1,200 billion");
        assert_eq!(rounded_dollars(939_073_585.0), "$939,000 billion");
        assert_eq!(rounded_dollars(1_234.5), "$1,234.5 million");
        assert_eq!(dollars(2.179935022453228e147), "$2.18e147 million");
        assert_eq!(about_dollars(10_432.0), "about $10.4 billion");
        assert_eq!(about_dollars(299.7312), "about $300 million");
        assert_eq!(about_dollars(1234.5), "about $1,230 million");
    }

    #[test]
    fn small_odds_have_as_many_digits_as_are_asked_for() {
        assert_eq!(one_in(0.5, 2), "1 in 2");
        assert_eq!(one_in(0.4, 2), "1 in 2.5");
        assert_eq!(one_in(0.0123, 2), "1 in 81");
        assert_eq!(one_in(1.0 / 1_234.0, 2), "1 in 1,200");
        assert_eq!(one_in(1.0 / 1_234.0, 3), "1 in 1,230");
        assert_eq!(one_in(1.0 / 897_000.0, 2), "1 in 900,000");
        assert_eq!(one_in(1.0 / 998_000.0, 2), "1 in 1 million");
        assert_eq!(one_in(1.0 / 1_149_000.0, 2), "1 in 1.1 million");
        assert_eq!(one_in(1.0 / 1_149_000.0, 3), "1 in 1.15 million");
        assert_eq!(one_in(1.0 / 24_120_000.0, 3), "1 in 24.1 million");
        assert_eq!(one_in(1e-12, 2), "1 in 1,000 billion");
        assert_eq!(one_in(2e-20, 2), "1 in 5e19");
    }

    #[test]
    fn points_are_as_short_as_they_were_written() {
        assert_eq!([0.002, 0.01, 0.0025, 0.25].map(in_points), ["0.2 points", "1 point", "0.25 points", "25 points"]);
    }

    #[test]
    fn seconds_have_two_digits() {
        assert_eq!([0.0, 0.114, 3.04, 9.96, 83.2].map(duration), ["0.00", "0.11", "3.0", "10", "83"]);
    }

    #[test]
    fn lists_end_in_and() {
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&["a"]), "a");
    }
}
