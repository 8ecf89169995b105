//! The years of a scenario.

use crate::diagnostic::code;
use crate::document::Entry;
use crate::language::{Key, Table, Takes};
use crate::mistakes::Read;
use crate::reader::TableReader;
use crate::{Diagnostic, number, words};

/// The years that are simulated: `base_year + 1` to `end_year`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// What is known.
    pub base_year: i32,
    /// The last year.
    pub end_year: i32,
}

impl Horizon {
    /// How many years are simulated.
    pub fn years(&self) -> usize {
        (self.end_year - self.base_year) as usize
    }

    /// Where a calendar year stands among them: 0 is the year after the base year, and what comes before it.
    pub fn index_of(&self, year: i32) -> usize {
        usize::try_from(year - self.base_year - 1).unwrap_or(0)
    }
}

const BASE_YEAR: Key = Key::new("base_year", Takes::Year, "the last year that is known").shown("2025");
const END_YEAR: Key = Key::new("end_year", Takes::Year, "the last year").shown("2035");

pub(crate) const TABLE: Table = Table::new(
    "horizon",
    "the years: `base_year` is known, those after it up to `end_year` are simulated",
    &[BASE_YEAR, END_YEAR],
);

/// As many years as may be simulated.
pub(crate) const MOST_YEARS: i32 = 200;

/// Reads `[horizon]`.
pub(crate) fn read(top: &TableReader<'_>) -> Read<Horizon> {
    let mistakes = top.mistakes;
    let entry = top.required_table("horizon", "the years, such as `base_year = 2025` and `end_year = 2035`")?;
    let table = top.table(entry, &TABLE)?;
    let year = |key: &Key| -> Read<(i32, &Entry)> {
        let entry = table.required(key.name, &format!("{}, a calendar year", key.what))?;
        Ok((number::year(entry, key.what, mistakes)?, entry))
    };
    let (base, end) = (year(&BASE_YEAR), year(&END_YEAR));
    let ((base_year, base), (end_year, end)) = (base?, end?);
    let years = end_year - base_year;
    if years < 1 {
        let message = format!("the end year {end_year} does not come after the base year {base_year}");
        let diagnostic = Diagnostic::error(code::BAD_HORIZON, message).at(&end.node.span, "");
        return Err(mistakes.report(diagnostic.at(&base.node.span, "the last year that is known")));
    }
    if years > MOST_YEARS {
        let message = format!("{} are more than Altai simulates", words::count(years as usize, "year"));
        let diagnostic = Diagnostic::error(code::BAD_HORIZON, message).at(&end.node.span, "");
        return Err(
            mistakes.report(diagnostic.help(format!("at most {MOST_YEARS} years: up to {}", base_year + MOST_YEARS)))
        );
    }
    Ok(Horizon { base_year, end_year })
}
