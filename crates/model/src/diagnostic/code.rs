//! The stable names of mistakes and cautions, all in one place.

/// The text is not TOML.
pub const SYNTAX: &str = "syntax";
/// The text is too long or nested too deeply to be a scenario.
pub const TOO_BIG: &str = "too-big";
/// A key or a table is written twice.
pub const DUPLICATE: &str = "duplicate";
/// A key that the table does not have.
pub const UNKNOWN_KEY: &str = "unknown-key";
/// A distribution, process, ramp, law, kind, quality or format that does not exist.
pub const UNKNOWN_KIND: &str = "unknown-kind";
/// A driver, flow, deal or package that the scenario does not have.
pub const UNKNOWN_NAME: &str = "unknown-name";
/// A name that can't be one, or that means two things.
pub const BAD_NAME: &str = "bad-name";
/// A key or a table that must be there.
pub const MISSING: &str = "missing";
/// A text where a number belongs, a number where a table belongs, and so on.
pub const WRONG_TYPE: &str = "wrong-type";
/// A number with which one cannot calculate: infinite, not a number, too large.
pub const NOT_FINITE: &str = "not-finite";
/// A number outside the range of its key.
pub const OUT_OF_RANGE: &str = "out-of-range";
/// A distribution of which too much lies outside the range of its key.
pub const MASS_OUTSIDE: &str = "mass-outside";
/// Numbers that do not make the distribution.
pub const BAD_DISTRIBUTION: &str = "bad-distribution";
/// A text that is not an interval such as `"20 to 150"`.
pub const BAD_INTERVAL: &str = "bad-interval";
/// `min` and `max` that do not truncate what they stand beside.
pub const BAD_TRUNCATION: &str = "bad-truncation";
/// A date that is not in the calendar.
pub const BAD_DATE: &str = "bad-date";
/// Several of things of which there is one, such as two distributions for one number.
pub const CHOOSE_ONE: &str = "choose-one";
/// Keys that do not go together.
pub const CONFLICT: &str = "conflict";
/// The horizon ends before it begins, or is too long.
pub const BAD_HORIZON: &str = "bad-horizon";
/// Correlations that cannot all hold together.
pub const NOT_POSITIVE_DEFINITE: &str = "not-positive-definite";
/// Deals that require each other in a circle.
pub const CIRCLE: &str = "circle";
/// A deal that adds nothing.
pub const ADDS_NOTHING: &str = "adds-nothing";
/// More of something than Altai takes.
pub const TOO_MANY: &str = "too-many";
/// A package switches on a deal but not what the deal requires.
pub const REQUIREMENT_OFF: &str = "requirement-off";
/// Something that is defined and never used.
pub const UNUSED: &str = "unused";
/// A file that a scenario names and that cannot be read.
pub const UNREADABLE_FILE: &str = "unreadable-file";
/// A cell of a file that is not a number.
pub const BAD_CELL: &str = "bad-cell";
/// The address of an override is not one.
pub const BAD_ADDRESS: &str = "bad-address";
/// More mistakes than are worth printing.
pub const MORE: &str = "more";

/// Every code, in the order above.
pub const ALL: &[&str] = &[
    SYNTAX,
    TOO_BIG,
    DUPLICATE,
    UNKNOWN_KEY,
    UNKNOWN_KIND,
    UNKNOWN_NAME,
    BAD_NAME,
    MISSING,
    WRONG_TYPE,
    NOT_FINITE,
    OUT_OF_RANGE,
    MASS_OUTSIDE,
    BAD_DISTRIBUTION,
    BAD_INTERVAL,
    BAD_TRUNCATION,
    BAD_DATE,
    CHOOSE_ONE,
    CONFLICT,
    BAD_HORIZON,
    NOT_POSITIVE_DEFINITE,
    CIRCLE,
    ADDS_NOTHING,
    TOO_MANY,
    REQUIREMENT_OFF,
    UNUSED,
    UNREADABLE_FILE,
    BAD_CELL,
    BAD_ADDRESS,
    MORE,
];

/// The codes of warnings, which `allow` can silence.
pub const WARNINGS: &[&str] = &[MASS_OUTSIDE, REQUIREMENT_OFF, UNUSED];

/// What a warning that `allow` can silence is about, in the words of the reference.
pub fn meaning(warning: &str) -> Option<&'static str> {
    match warning {
        MASS_OUTSIDE => {
            Some("a distribution of which between 0.1 % and 5 % lies outside the range of its key, and is cut off")
        }
        REQUIREMENT_OFF => Some("a package switches on a deal but not what the deal requires"),
        UNUSED => Some("an input that nothing uses"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, WARNINGS, meaning};

    #[test]
    fn every_warning_that_can_be_allowed_is_explained() {
        for warning in WARNINGS {
            assert!(meaning(warning).is_some(), "{warning}");
        }
    }

    #[test]
    fn codes_are_unique_and_in_kebab_case() {
        for (i, code) in ALL.iter().enumerate() {
            assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
            assert!(!ALL[..i].contains(code), "{code} twice");
        }
        assert!(WARNINGS.iter().all(|code| ALL.contains(code)));
    }
}
