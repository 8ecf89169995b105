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

    /// Where its numbers lie: `above 0, at most 1000`.
    pub fn description(self) -> String {
        let Self { least, greatest, above, below } = self;
        match (least.is_finite(), greatest.is_finite()) {
            (true, true) if above && below => format!("strictly between {least} and {greatest}"),
            (true, true) if above => format!("above {least}, at most {greatest}"),
            (true, true) => format!("between {least} and {greatest}"),
            _ => "any number".into(),
        }
    }
}
