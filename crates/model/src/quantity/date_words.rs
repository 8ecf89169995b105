//! Dates as people write them, and how a scenario does.

use super::interval::date;
use crate::calendar;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What to say about words that are no date of a scenario: `write 2027-07-01`.
pub(crate) fn mend(words: &str) -> Option<String> {
    in_digits(words).or_else(|| with_a_month(words)).or_else(|| about_a_year(words))
}

/// `2027-07`, `2027-9-1`, `2027-02-30`, `1.7.2027`.
pub(crate) fn in_digits(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split(['-', '.', '/']).map(str::trim).collect();
    let number = |part: &str| part.parse::<u32>().ok();
    match parts[..] {
        [year, month] | [month, year] if is_year(year) && (1..=12).contains(&number(month)?) => {
            Some(format!("write the day too: {year}-{month:0>2}-01"))
        }
        [year, month, day] if is_year(year) => Some(in_the_calendar(year, number(month)?, number(day)?)),
        // With slashes nobody knows which is the day.
        [_, _, year] if is_year(year) && words.contains('/') => {
            Some(format!("dates are written year-month-day, such as {year}-07-01"))
        }
        [day, month, year] if is_year(year) => Some(in_the_calendar(year, number(month)?, number(day)?)),
        _ => None,
    }
}

/// `1 July 2027`, `Sept. 2027`.
pub(crate) fn with_a_month(words: &str) -> Option<String> {
    let year = year_in(words)?;
    let mut parts = words.split(|c: char| !c.is_alphanumeric());
    let month = parts.find_map(|part| {
        let like = |month: &&str| part.len() >= 3 && month.to_lowercase().starts_with(&part.to_lowercase());
        MONTHS.iter().position(like)
    })?;
    let digits = words.split(|c: char| !c.is_ascii_digit());
    let day = digits.filter(|digits| digits.len() <= 2).find_map(|digits| digits.parse().ok()).unwrap_or(1);
    Some(in_the_calendar(year, month as u32 + 1, day))
}

/// `mid 2027`, `Q3 2027`.
fn about_a_year(words: &str) -> Option<String> {
    let year = year_in(words)?;
    Some(format!("dates are written {year}-07-01 or, as a number of years, {year}.5"))
}

fn in_the_calendar(year: &str, month: u32, day: u32) -> String {
    let written = |day: u32| format!("{year}-{month:02}-{day:02}");
    let Some(name) = (month as usize).checked_sub(1).and_then(|month| MONTHS.get(month)) else {
        return format!("there is no month {month}: dates are written year-month-day, such as {year}-07-01");
    };
    if date(&written(day)).is_some() {
        return format!("write {}", written(day));
    }
    let last = (28..=31).rev().find(|&day| date(&written(day)).is_some()).unwrap_or(28);
    format!("there is no {day} {name}: in {year} that month has {last} days")
}

fn year_in(words: &str) -> Option<&str> {
    words.split(|c: char| !c.is_alphanumeric()).find(|part| is_year(part))
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.parse().is_ok_and(|year| calendar::YEARS.contains(&year))
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn dates_are_offered_as_a_scenario_writes_them() {
        for (words, expected) in [
            ("2027-07", "write the day too: 2027-07-01"),
            ("07/2027", "write the day too: 2027-07-01"),
            ("2027-9-1", "write 2027-09-01"),
            ("2027-02-30", "there is no 30 February: in 2027 that month has 28 days"),
            ("2027-13-01", "there is no month 13: dates are written year-month-day, such as 2027-07-01"),
            ("1.7.2027", "write 2027-07-01"),
            ("1/7/2027", "dates are written year-month-day, such as 2027-07-01"),
            ("1 July 2027", "write 2027-07-01"),
            ("July 4th, 2027", "write 2027-07-04"),
            ("Sept. 2027", "write 2027-09-01"),
            ("mid 2027", "dates are written 2027-07-01 or, as a number of years, 2027.5"),
        ] {
            assert_eq!(mend(words).as_deref(), Some(expected), "{words}");
        }
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for words in ["", "soon", "12-31", "1-2-3", "20 to 150", "July"] {
            assert_eq!(mend(words), None, "{words}");
        }
    }
}
