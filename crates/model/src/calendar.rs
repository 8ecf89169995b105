//! The calendar: a date is a number of years, so that 2025.0 is 1 January 2025.

use std::ops::RangeInclusive;

/// The years in which dates lie.
pub const YEARS: RangeInclusive<i32> = 1900..=2200;

/// A day as an instant in calendar years, its first moment: the year, and the share of it that has passed.
///
/// 1 July 2025 is 2025 + 181/365. Month and day count from 1.
pub fn instant(year: i32, month: u8, day: u8) -> f64 {
    let past = (1..month).map(|m| days_in_month(year, m)).sum::<u32>() + u32::from(day.max(1)) - 1;
    f64::from(year) + f64::from(past) / f64::from(days_in_year(year))
}

/// The day on which an instant lies: year, month and day, the last two counted from 1.
pub fn day(instant: f64) -> (i32, u8, u8) {
    let year = instant.floor();
    let days = days_in_year(year as i32);
    // A hair on, so that the first moment of a day is not its eve.
    let mut left = (((instant - year) * f64::from(days) + 1e-6) as u32).min(days - 1);
    let mut month = 1;
    while left >= days_in_month(year as i32, month) {
        left -= days_in_month(year as i32, month);
        month += 1;
    }
    (year as i32, month, left as u8 + 1)
}

fn days_in_year(year: i32) -> u32 {
    (1..=12).map(|month| days_in_month(year, month)).sum()
}

fn days_in_month(year: i32, month: u8) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::{day, instant};

    #[test]
    fn the_day_of_an_instant_is_the_one_that_begins_there() {
        for date in [(2025, 1, 1), (2024, 2, 29), (2025, 7, 1), (2027, 12, 31), (2100, 3, 1)] {
            let (year, month, of_month) = date;
            assert_eq!(day(instant(year, month, of_month)), date);
            assert_eq!(day(instant(year, month, of_month) + 0.9 / 366.0), date);
        }
    }

    #[test]
    fn a_year_begins_at_its_number() {
        assert_eq!(instant(2025, 1, 1), 2025.0);
        assert_eq!(instant(2024, 7, 1), 2024.0 + 182.0 / 366.0);
        assert_eq!(instant(2025, 7, 1), 2025.0 + 181.0 / 365.0);
        assert_eq!(instant(2025, 12, 31), 2025.0 + 364.0 / 365.0);
    }

    #[test]
    fn leap_years_are_those_of_the_gregorian_calendar() {
        assert_eq!(instant(2000, 3, 1), 2000.0 + 60.0 / 366.0);
        assert_eq!(instant(2100, 3, 1), 2100.0 + 59.0 / 365.0);
    }
}
