//! Numbers as one reads them: rounded, and never rounded to a certainty that was not seen.

use altai_analysis::words::grouped;

/// What stands where there is no number.
pub(crate) const ABSENT: &str = "–";

/// `14.0 %`. Only none of the paths is `0 %`, and only all of them `100 %`.
pub(crate) fn percent(probability: f64) -> String {
    let points = 100.0 * probability;
    match points {
        0.0 => "0 %".to_owned(),
        100.0 => "100 %".to_owned(),
        _ if points < 0.05 => "<0.1 %".to_owned(),
        _ if points >= 99.95 => ">99.9 %".to_owned(),
        _ => format!("{points:.1} %"),
    }
}

/// `77 %`, in whole percent.
pub(crate) fn whole_percent(probability: f64) -> String {
    let points = 100.0 * probability;
    match points {
        0.0 => "0 %".to_owned(),
        100.0 => "100 %".to_owned(),
        _ if points < 0.5 => "<1 %".to_owned(),
        _ if points >= 99.5 => ">99 %".to_owned(),
        _ => format!("{points:.0} %"),
    }
}

/// A difference of probabilities in points, with its sign: `+8.6`, `−0.3`.
pub(crate) fn points(difference: f64) -> String {
    let tenths = (1000.0 * difference).round();
    if tenths == 0.0 {
        "0.0".to_owned()
    } else {
        format!("{}{:.1}", if tenths > 0.0 { "+" } else { "−" }, tenths.abs() / 10.0)
    }
}

/// Half the width of an interval, in points, rounded up: `± 0.2`.
pub(crate) fn give_or_take(half_width: f64) -> String {
    // A hair off, so that what is 0.1 but for rounding is not called 0.2.
    format!("± {:.1}", (1000.0 * half_width - 1e-9).ceil().max(0.0) / 10.0)
}

/// A difference in points and half of its interval, with as many digits as it takes that a difference beyond its error is not 0.
pub(crate) fn points_and_error(difference: f64, half_width: f64) -> (String, String) {
    const UNITS: [f64; 6] = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5];
    let size = 100.0 * difference.abs();
    let is_beyond = difference.abs() > half_width;
    let digits = (1..UNITS.len()).find(|&digits| size * UNITS[digits] >= 0.5).filter(|_| is_beyond).unwrap_or(1);
    if digits == 1 {
        return (points(difference), give_or_take(half_width));
    }
    let sign = if difference > 0.0 { "+" } else { "−" };
    let half = (100.0 * half_width * UNITS[digits] - 1e-9).ceil().max(0.0) / UNITS[digits];
    (format!("{sign}{size:.digits$}"), format!("± {half:.digits$}"))
}

/// Half the width of an interval of an amount, rounded up: with a tenth below 1,000, whole above.
pub(crate) fn give_or_take_money(half_width: f64) -> String {
    // A hair off, so that what is 0.1 but for rounding is not called 0.2.
    let size = (10.0 * half_width - 1e-9).ceil().max(0.0) / 10.0;
    format!("± {}", tenths(Some(if size < 1e3 { size } else { size.ceil() })))
}

/// USD million with a tenth, beside which an error of simulation can be read; whole from 1,000 up.
pub(crate) fn tenths(million: Option<f64>) -> String {
    match million {
        Some(million) if million != 0.0 && million.abs() < 999.95 && million.abs() >= 0.05 => {
            format!("{}{:.1}", if million < 0.0 { "−" } else { "" }, million.abs())
        }
        _ => money(million),
    }
}

/// USD million: whole from 10 up, with a tenth below.
pub(crate) fn money(million: Option<f64>) -> String {
    let Some(million) = million else { return ABSENT.to_owned() };
    let sign = if million < 0.0 { "−" } else { "" };
    let size = million.abs();
    if size >= 1e9 {
        format!("{sign}{size:.1e}")
    } else if size >= 9.95 {
        format!("{sign}{}", grouped(size.round() as u64))
    } else if size == 0.0 {
        "0".to_owned()
    } else if size < 0.05 {
        format!("{sign}<0.1")
    } else {
        format!("{sign}{size:.1}")
    }
}

/// A year, or that there is none.
pub(crate) fn year(year: Option<i32>) -> String {
    year.map_or_else(|| ABSENT.to_owned(), |year| year.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_certain_only_where_every_path_agrees() {
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(0.00001), "<0.1 %");
        assert_eq!(percent(0.1404), "14.0 %");
        assert_eq!(percent(0.99999), ">99.9 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(whole_percent(0.004), "<1 %");
        assert_eq!(whole_percent(0.774), "77 %");
    }

    #[test]
    fn points_have_a_sign_unless_they_round_to_nothing() {
        assert_eq!(points(0.086), "+8.6");
        assert_eq!(points(-0.0032), "−0.3");
        assert_eq!(points(-0.0004), "0.0");
    }

    #[test]
    fn a_difference_beyond_its_error_is_not_zero() {
        let said = |difference, half| points_and_error(difference, half);
        assert_eq!(said(0.0004, 0.0002), ("+0.04".to_owned(), "± 0.02".to_owned()));
        assert_eq!(said(-0.0004, 0.0002).0, "−0.04");
        assert_eq!(said(0.0004, 0.0006), ("0.0".to_owned(), "± 0.1".to_owned()));
        assert_eq!(said(0.031, 0.002), ("+3.1".to_owned(), "± 0.2".to_owned()));
    }

    #[test]
    fn give_or_take_is_rounded_up() {
        assert_eq!(give_or_take(0.0011), "± 0.2");
        assert_eq!(give_or_take(0.00001), "± 0.1");
        assert_eq!(give_or_take(0.001), "± 0.1");
    }

    #[test]
    fn amounts_with_an_error_keep_a_tenth() {
        assert_eq!([0.0, 0.004, 0.113, 0.1].map(give_or_take_money), ["± 0", "± 0.1", "± 0.2", "± 0.1"]);
        assert_eq!([33.21, 1234.0].map(give_or_take_money), ["± 33.3", "± 1,234"]);
        assert_eq!([0.0, 0.01, 15.04, -3.21, 1234.5].map(|x| tenths(Some(x))), ["0", "<0.1", "15.0", "−3.2", "1,235"]);
        assert_eq!(tenths(None), "–");
    }

    #[test]
    fn money_is_whole_where_tenths_would_only_distract() {
        assert_eq!(money(Some(250.7)), "251");
        assert_eq!(money(Some(1234.5)), "1,235");
        assert_eq!(money(Some(2.34)), "2.3");
        assert_eq!(money(Some(9.96)), "10");
        assert_eq!(money(Some(0.01)), "<0.1");
        assert_eq!(money(Some(-12.0)), "−12");
        assert_eq!(money(Some(1.25e12)), "1.2e12");
        assert_eq!(money(None), "–");
    }
}
