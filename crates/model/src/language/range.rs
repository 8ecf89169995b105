//! The range of a plain number.

/// The range of a plain number, infinite where nothing limits it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
    /// Whether the least itself is left out.
    pub above: bool,
    /// Whether the greatest itself is left out.
    pub below: bool,
}

impl Range {
    /// Any number.
    pub const ANY: Self = Self { least: f64::NEG_INFINITY, greatest: f64::INFINITY, above: false, below: false };

    /// From 0 to 1.
    pub const SHARE: Self = Self { least: 0.0, greatest: 1.0, above: false, below: false };

    /// Above 0.
    pub const POSITIVE: Self = Self { least: 0.0, above: true, ..Self::ANY };

    /// 0 or above.
    pub const NON_NEGATIVE: Self = Self { least: 0.0, ..Self::ANY };

    /// From one number to another.
    pub(crate) const fn between(least: f64, greatest: f64) -> Self {
        Self { least, greatest, above: false, below: false }
    }

    /// Strictly between two numbers.
    pub(crate) const fn inside(least: f64, greatest: f64) -> Self {
        Self { least, greatest, above: true, below: true }
    }

    /// Above a number, and at most another.
    pub(crate) const fn above(least: f64, greatest: f64) -> Self {
        Self { least, greatest, above: true, below: false }
    }

    /// Whether the number is in it.
    pub fn contains(self, x: f64) -> bool {
        let (enough, little) = (
            if self.above { x > self.least } else { x >= self.least },
            if self.below { x < self.greatest } else { x <= self.greatest },
        );
        enough && little
    }

    /// What is asked of a number that is not in it, to follow *must*: `lie between 0 and 1`, `be above 0`.
    pub(crate) fn demand(self, x: f64) -> String {
        let Self { least, greatest, above, below } = self;
        if least.is_finite() && greatest.is_finite() && above == below {
            // Only who hits an end needs to be told that it is left out.
            let strictly = if x == least || x == greatest { "strictly " } else { "" };
            return format!("lie {strictly}between {} and {}", shown(least), shown(greatest));
        }
        format!("be {}", self.description())
    }

    /// Where its numbers lie: `above 0, at most 1000`.
    pub fn description(self) -> String {
        let Self { above, below, .. } = self;
        let [least, greatest] = [self.least, self.greatest].map(shown);
        match (self.least.is_finite(), self.greatest.is_finite()) {
            (true, true) if above && below => format!("strictly between {least} and {greatest}"),
            (true, true) if above => format!("above {least}, at most {greatest}"),
            (true, true) if below => format!("{least} or above, below {greatest}"),
            (true, true) => format!("between {least} and {greatest}"),
            (true, false) if above => format!("above {least}"),
            (true, false) => format!("{least} or above"),
            (false, true) if below => format!("below {greatest}"),
            (false, true) => format!("at most {greatest}"),
            (false, false) => "any number".into(),
        }
    }
}

/// An end, without more zeros than one can count.
fn shown(x: f64) -> String {
    if x != 0.0 && (x.abs() < 1e-4 || x.abs() >= 1e7) { format!("{x:e}") } else { x.to_string() }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn a_range_says_which_numbers_it_holds() {
        for (range, inside, outside, said) in [
            (Range::POSITIVE, 0.1, 0.0, "above 0"),
            (Range::NON_NEGATIVE, 0.0, -0.1, "0 or above"),
            (Range::SHARE, 1.0, 1.1, "between 0 and 1"),
            (Range::inside(0.0, 1.0), 0.9, 1.0, "strictly between 0 and 1"),
            (Range::above(0.0, 30.0), 30.0, 0.0, "above 0, at most 30"),
            (
                Range { least: 1900.0, greatest: 2201.0, above: false, below: true },
                1900.0,
                2201.0,
                "1900 or above, below 2201",
            ),
            (Range { greatest: 0.0, ..Range::ANY }, 0.0, 0.1, "at most 0"),
            (Range { greatest: 0.0, below: true, ..Range::ANY }, -0.1, 0.0, "below 0"),
        ] {
            assert!(range.contains(inside) && !range.contains(outside) && !range.contains(f64::NAN), "{said}");
            assert_eq!(range.description(), said);
        }
        assert_eq!(Range::ANY.description(), "any number");
        assert_eq!(Range::inside(0.0, 1.0).demand(1.0), "lie strictly between 0 and 1");
        assert_eq!(Range::inside(0.0, 1.0).demand(40.0), "lie between 0 and 1");
    }
}
