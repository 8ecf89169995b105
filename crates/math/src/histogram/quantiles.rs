//! The values that shares of a histogram's numbers lie below.

use super::{Histogram, PAGE};

/// What is known of a bin in which something is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bin {
    pub(super) count: u64,
    /// No member is less: the value of all members where they are equal, else the edge of the bin or the least number of the
    /// histogram. NaN in the bin of NaN, as is `high`.
    pub(super) low: f64,
    /// No member is greater.
    pub(super) high: f64,
}

impl Bin {
    /// The member at `rank`, counted from 0, were each in the middle of its share of the bin.
    fn member(&self, rank: u64) -> f64 {
        between(self.low, self.high, (rank as f64 + 0.5) / self.count as f64)
    }
}

/// All NaN are equal here.
impl PartialEq for Bin {
    fn eq(&self, other: &Self) -> bool {
        let same = |a: f64, b: f64| a == b || a.is_nan() && b.is_nan();
        self.count == other.count && same(self.low, other.low) && same(self.high, other.high)
    }
}

/// The quantiles of what a histogram has counted.
#[derive(Debug, Clone)]
pub struct Quantiles<'a> {
    histogram: &'a Histogram,
    /// By page held: its first bin.
    pages: Vec<u32>,
    /// By bin held: how many values are in those below it.
    before: Vec<u64>,
}

impl<'a> Quantiles<'a> {
    pub(super) fn new(histogram: &'a Histogram) -> Self {
        let mut count = 0;
        let before = (0..histogram.tallies.len()).map(|at| {
            let before = count;
            count += histogram.count_at(at);
            before
        });
        Self { histogram, before: before.collect(), pages: histogram.pages().map(|(first, _)| first).collect() }
    }

    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.histogram.count
    }

    /// The value that the share `p` of the values lies below; NaN if there are none.
    pub fn at(&self, p: f64) -> f64 {
        if self.count() == 0 {
            return f64::NAN;
        }
        let last = self.count() - 1;
        let rank = p.clamp(0.0, 1.0) * last as f64;
        let lower = rank as u64;
        between(self.at_rank(lower), self.at_rank((lower + 1).min(last)), rank - lower as f64)
    }

    /// The value at a rank below `count`, as its bin knows it.
    fn at_rank(&self, rank: u64) -> f64 {
        if rank == 0 {
            self.histogram.least()
        } else if rank + 1 == self.count() {
            self.histogram.greatest()
        } else {
            // The last that has no more below it: bins with nothing in them come before the one that holds the rank.
            let at = self.before.partition_point(|before| *before <= rank) - 1;
            let bin = self.pages[at / PAGE] + (at % PAGE) as u32;
            self.histogram.bin(bin, at).member(rank - self.before[at])
        }
    }
}

/// a + (b − a) `share`, with a share from 0 to 1; one that may be infinite counts only where its share is not 0.
fn between(a: f64, b: f64, share: f64) -> f64 {
    if a == b || share == 0.0 {
        a
    } else if share == 1.0 {
        b
    } else if a == f64::NEG_INFINITY && b == f64::INFINITY {
        f64::NAN
    } else {
        let value = a + (b - a) * share;
        // The difference of two huge numbers of opposite sign may be infinite.
        if value.is_infinite() && a.is_finite() && b.is_finite() { a * (1.0 - share) + b * share } else { value }
    }
}
