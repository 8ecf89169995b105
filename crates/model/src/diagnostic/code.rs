//! The stable names of mistakes and cautions, each with what it means, all in one place.

/// What a code stands for.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// Its name, such as `no-source`.
    pub name: &'static str,
    /// What it says, in one line.
    pub summary: &'static str,
    /// Whether it keeps the scenario from running.
    pub sort: Sort,
    /// What it means, why it matters and how to mend it: paragraphs, and examples indented by four spaces.
    pub explanation: &'static str,
}

/// Whether what a code stands for keeps the scenario from running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It does: an error.
    Mistake,
    /// It does not: a warning, which `allow` can silence. (`mass-outside` is an error where it is too much.)
    Caution,
}

/// Declares each code once: its constant, its name, its sort and its summary; its explanation is a file of its name.
macro_rules! codes {
    ($($constant:ident $name:literal $sort:ident $summary:literal)*) => {
        $(
            #[doc = $summary]
            pub const $constant: &str = $name;
        )*
        /// Every code.
        pub const CODES: &[Code] = &[$(Code {
            name: $name,
            summary: $summary,
            sort: Sort::$sort,
            explanation: include_str!(concat!("explanations/", $name, ".txt")),
        }),*];
    };
}

codes! {
    MISSING_FILE "missing-file" Mistake "there is no such file"
    FOLDER "folder" Mistake "a folder was named, not a scenario"
    NOT_UTF8 "not-utf8" Mistake "the file is not text in UTF-8"
    UNREADABLE_FILE "unreadable-file" Mistake "a file that cannot be read"
    SYNTAX "syntax" Mistake "the text is not TOML"
    TOO_BIG "too-big" Mistake "the text is too long, or nested too deeply, to be a scenario"
    DUPLICATE "duplicate" Mistake "a key or a table is written twice"
    UNKNOWN_KEY "unknown-key" Mistake "a key that the table does not have"
    UNKNOWN_KIND "unknown-kind" Mistake "a distribution, process, ramp, law, kind, quality or format that does not exist"
    UNKNOWN_NAME "unknown-name" Mistake "a driver, flow, deal, package or other name that the scenario does not have"
    BAD_NAME "bad-name" Mistake "a name that cannot be one, or that means two things"
    MISSING "missing" Mistake "a key or a table that must be there"
    WRONG_TYPE "wrong-type" Mistake "a text where a number belongs, a number where a table belongs, and so on"
    NOT_FINITE "not-finite" Mistake "a number with which one cannot calculate: infinite, not a number, too large"
    OUT_OF_RANGE "out-of-range" Mistake "a number outside the range of its key"
    MASS_OUTSIDE "mass-outside" Caution "a distribution of which too much lies outside the range of its key"
    BAD_DISTRIBUTION "bad-distribution" Mistake "numbers that do not make the distribution"
    BAD_INTERVAL "bad-interval" Mistake "a text that is not an interval such as \"20 to 150\""
    BAD_TRUNCATION "bad-truncation" Mistake "`min` and `max` that do not truncate what they stand beside"
    BAD_DATE "bad-date" Mistake "a date that is not in the calendar"
    CHOOSE_ONE "choose-one" Mistake "several of things of which there is one, such as two distributions for one number"
    CONFLICT "conflict" Mistake "keys that do not go together"
    BAD_HORIZON "bad-horizon" Mistake "the horizon ends before it begins, or is too long"
    NOT_POSITIVE_DEFINITE "not-positive-definite" Mistake "correlations that cannot all hold together"
    CIRCLE "circle" Mistake "deals, or files, that require each other in a circle"
    ADDS_NOTHING "adds-nothing" Mistake "a deal or a shock that adds nothing"
    TOO_MANY "too-many" Mistake "more of something than Altai takes"
    BAD_CELL "bad-cell" Mistake "a cell of a file that is not a number"
    BAD_ADDRESS "bad-address" Mistake "an address that is not one"
    MORE "more" Mistake "more mistakes than are worth printing"
    REQUIREMENT_OFF "requirement-off" Caution "a package switches on a deal but not what the deal requires"
    UNUSED "unused" Caution "something that is defined and never used"
    NO_SOURCE "no-source" Caution "a number with neither a source nor a note"
    WIDE "wide" Caution "an interval so wide that its middle is hardly meant"
    GROWTH "growth" Caution "growth on average as hardly any trade or economy has seen"
    TOO_LATE "too-late" Caution "a deal, or a run of years, that is over too late to count"
    IN_BASE "in-base" Caution "a deal that runs in the base year and may be counted twice"
    SAME_PACKAGE "same-package" Caution "two packages of the same deals"
    UNIT "unit" Caution "an amount that looks as if it were not in USD million"
    REACHED_AT_START "reached-at-start" Caution "a target that trade has reached in the base year already"
    PER_CENT "per-cent" Caution "a number that looks like a percentage where log points belong"
    PRICES "prices" Caution "money of the day beside money of the base year"
    NO_EFFECT "no-effect" Caution "something that is said and changes nothing"
    WINDFALL "windfall" Caution "a shock that lifts trade, where a blow may be meant"
    ALIKE "alike" Caution "two names of one sort that differ by a slip"
    NO_MEAN "no-mean" Caution "a tail so heavy that there is no mean"
}

/// The code of a name.
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// The codes of warnings, which `allow` can silence.
pub fn warnings() -> impl Iterator<Item = &'static Code> + Clone {
    CODES.iter().filter(|code| code.sort == Sort::Caution)
}

#[cfg(test)]
mod tests {
    use super::{CODES, warnings};

    #[test]
    fn codes_are_unique_and_in_kebab_case() {
        for (i, code) in CODES.iter().enumerate() {
            assert!(code.name.chars().all(|c| c.is_ascii_lowercase() || "-8".contains(c)), "{}", code.name);
            assert!(CODES[..i].iter().all(|other| other.name != code.name), "{} twice", code.name);
        }
        assert!(warnings().count() > 10);
    }

    #[test]
    fn every_code_is_explained_in_a_few_lines() {
        for code in CODES {
            let lines = code.explanation.lines().filter(|line| !line.trim().is_empty()).count();
            assert!((3..=20).contains(&lines), "{} has {lines} lines", code.name);
            assert!(code.explanation.lines().all(|line| line.chars().count() <= 110), "{} has long lines", code.name);
            assert!(code.explanation.contains("\n    "), "{} gives no example", code.name);
            assert!(!code.summary.ends_with('.') && code.summary.len() <= 90, "{}", code.name);
        }
        for code in warnings() {
            let allow = format!("allow = {{ {} =", code.name);
            assert!(code.explanation.contains(&allow), "{} does not say how it is allowed", code.name);
        }
    }
}
