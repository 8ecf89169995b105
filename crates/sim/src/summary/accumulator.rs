//! Sums of powers, exact between blocks: what means and their errors are made of.

use altai_math::{ExactSum, kernel, sums};

/// Count, mean and central moments of one variable.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// Number of paths.
    pub count: u64,
    /// Mean.
    pub mean: f64,
    /// Mean square deviation from the mean; +∞ where it is too large for a number.
    pub second: f64,
    /// Mean fourth power of the deviation; 0 where only the mean is asked for.
    pub fourth: f64,
}

/// First to `POWERS`th powers about a constant of the plan, which keeps their sums accurate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Accumulator<const POWERS: usize> {
    about: f64,
    sums: [ExactSum; POWERS],
    spread: Spread,
}

/// Whether everything seen so far is one and the same number: its standard deviation is then exactly 0.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Spread {
    NothingSeen,
    Constant(f64),
    Varies,
}

impl Spread {
    fn observe(&mut self, x: &[f64]) {
        let Some(&first) = x.first() else { return };
        *self = match *self {
            // Adding 0 turns −0 into 0.
            Self::NothingSeen if !differs(x, first) => Self::Constant(first + 0.0),
            Self::Constant(known) if !differs(x, known) => Self::Constant(known),
            _ => Self::Varies,
        };
    }

    fn merge(&mut self, other: Self) {
        *self = match (*self, other) {
            (Self::NothingSeen, any) | (any, Self::NothingSeen) => any,
            (Self::Constant(one), Self::Constant(another)) if one == another => Self::Constant(one),
            _ => Self::Varies,
        };
    }
}

kernel! {
    /// Whether any number is other than `known`.
    fn differs(x: &[f64], known: f64) -> bool {
        let mut differing = 0;
        for &x in x {
            differing |= u64::from(x != known);
        }
        differing != 0
    }
}

impl<const POWERS: usize> Accumulator<POWERS> {
    pub(super) fn about(about: f64) -> Self {
        Self { about, sums: std::array::from_fn(|_| ExactSum::default()), spread: Spread::NothingSeen }
    }

    /// Takes in the sums of a column about [`Self::about`].
    fn add(&mut self, x: &[f64], sums: [f64; POWERS]) {
        for (total, sum) in self.sums.iter_mut().zip(sums) {
            total.add(sum);
        }
        if self.spread != Spread::Varies {
            self.spread.observe(x);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, others) in self.sums.iter_mut().zip(&other.sums) {
            mine.merge(others);
        }
        self.spread.merge(other.spread);
    }

    /// `None` where the mean is not a number.
    pub(super) fn moments(&self, paths: u64) -> Option<Moments> {
        if let Spread::Constant(value) = self.spread {
            return value.is_finite().then(|| Moments { count: paths, mean: value, ..Moments::default() });
        }
        let raw = |power: usize| self.sums.get(power - 1).map_or(0.0, |sum| sum.value() / paths as f64);
        let [m, s2, s3, s4] = [raw(1), raw(2), raw(3), raw(4)];
        let fourth = if POWERS < 4 { 0.0 } else { s4 - 4.0 * m * s3 + 6.0 * m * m * s2 - 3.0 * m * m * m * m };
        // The square of a number may be too large for one: that is no spread of 0.
        let or_infinite = |power: f64| if power.is_finite() { power.max(0.0) } else { f64::INFINITY };
        m.is_finite().then(|| Moments {
            count: paths,
            mean: self.about + m,
            second: or_infinite(s2 - m * m),
            fourth: or_infinite(fourth),
        })
    }
}

impl Accumulator<2> {
    pub(super) fn observe(&mut self, x: &[f64]) {
        self.add(x, sums::sum_and_squares(x, self.about));
    }

    /// Takes in a column by its sums alone, which `sums` finds about a number: where it is known that not all are equal.
    /// Says whether it did.
    pub(super) fn observe_sums(&mut self, sums: impl FnOnce(f64) -> [f64; 2]) -> bool {
        let varies = self.spread == Spread::Varies;
        if varies {
            self.add(&[], sums(self.about));
        }
        varies
    }
}

impl Accumulator<4> {
    /// Says whether every value of the column is a number.
    pub(super) fn observe(&mut self, x: &[f64]) -> bool {
        let sums = sums::power_sums(x, self.about);
        self.add(x, sums);
        sums[0].is_finite()
    }
}
