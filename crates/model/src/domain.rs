//! The numbers that a key may take.

use crate::calendar;
use crate::language::Range;

/// The set of numbers that makes sense for a key (`docs/model.md`, Domains).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// Any finite number.
    Real,
    /// Above 0.
    Positive,
    /// 0 or above.
    NonNegative,
    /// How many times as much, 0 or above: 1 changes nothing.
    Factor,
    /// A probability or a share, from 0 to 1.
    Share,
    /// Strictly between −1 and 1: the persistence of an `ar1`.
    Persistence,
    /// An instant in calendar years: 2025.0 is 1 January 2025.
    Date,
    /// Any finite number or an instant: what an input is, which takes the range of those who use it.
    Unbounded,
}

impl Domain {
    /// The least and the greatest number in it, infinite where there is none.
    ///
    /// ```
    /// use altai_model::Domain;
    ///
    /// assert_eq!(Domain::Share.bounds(), (0.0, 1.0));
    /// assert!(Domain::Positive.bounds().0 > 0.0);
    /// ```
    pub fn bounds(self) -> (f64, f64) {
        let Range { least, greatest, above, below } = self.range();
        let least = match (above, least) {
            (false, _) => least,
            (true, 0.0) => f64::MIN_POSITIVE,
            (true, _) => least.next_up(),
        };
        (least, if below { greatest.next_down() } else { greatest })
    }

    /// Its numbers as a range.
    pub fn range(self) -> Range {
        match self {
            Self::Real | Self::Unbounded => Range::ANY,
            Self::Positive => Range::POSITIVE,
            Self::NonNegative | Self::Factor => Range::NON_NEGATIVE,
            Self::Share => Range::SHARE,
            Self::Persistence => Range::inside(-1.0, 1.0),
            Self::Date => {
                let (first, last) = calendar::YEARS.into_inner();
                Range { least: first.into(), greatest: (last + 1).into(), above: false, below: true }
            }
        }
    }

    /// Whether its numbers may be written as dates.
    pub fn takes_dates(self) -> bool {
        matches!(self, Self::Date | Self::Unbounded)
    }

    /// Whether the number is in it.
    pub fn contains(self, x: f64) -> bool {
        let (least, greatest) = self.bounds();
        x.is_finite() && least <= x && x <= greatest
    }

    /// Where its numbers lie, to follow *lies* or *must be*: `between 0 and 1`.
    pub fn description(self) -> &'static str {
        match self {
            Self::Real | Self::Unbounded => "any number",
            Self::Positive => "above 0",
            Self::NonNegative | Self::Factor => "0 or above",
            Self::Share => "between 0 and 1",
            Self::Persistence => "strictly between -1 and 1",
            Self::Date => "between the years 1900 and 2200",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Domain;

    #[test]
    fn open_ends_are_outside() {
        assert!(!Domain::Positive.contains(0.0));
        assert!(Domain::NonNegative.contains(0.0));
        assert!(!Domain::Persistence.contains(1.0) && !Domain::Persistence.contains(-1.0));
        assert!(Domain::Share.contains(0.0) && Domain::Share.contains(1.0));
        assert!(Domain::Date.contains(2200.5) && !Domain::Date.contains(2201.0) && !Domain::Date.contains(1899.9));
    }

    #[test]
    fn dates_lie_in_the_years_that_are_told() {
        let (first, last) = crate::calendar::YEARS.into_inner();
        assert_eq!(Domain::Date.description(), format!("between the years {first} and {last}"));
    }

    #[test]
    fn infinity_is_no_number() {
        assert!(!Domain::Real.contains(f64::INFINITY) && !Domain::Real.contains(f64::NAN));
    }
}
