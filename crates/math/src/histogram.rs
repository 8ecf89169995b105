//! A histogram of numbers of any size, which merges exactly.

mod bins;
mod counting;
mod pages;
mod quantiles;

use std::ops::Range;

use bins::{bin_of, edges};
use pages::PAGE;
use quantiles::Bin;
pub use quantiles::Quantiles;

/// Counts of numbers in bins that are the leading bits of the number.
///
/// From 2⁻¹⁰ up to 2⁵⁰, and from −2⁵⁰ down to −2⁻¹⁰, an octave has 512 bins (0.2 % wide at most). All other octaves have
/// 8 (12.5 % wide at most): a histogram that has seen numbers of every size takes 1.2 MiB, half of it for either sign.
/// Zero, the infinities and NaN, which counts as above +∞, have bins too; −0 counts as 0.
///
/// Bins never depend on the data, so that histograms of parts merge into exactly the histogram of the whole. The
/// extremes are exact. Each bin knows its member as long as all are equal; constants, and discrete outcomes with a bin
/// to themselves, therefore come out exact. Of a bin with different members no more is known than how many: a quantile
/// there may be off by the bin's width, and is usually off by less the more members there are.
///
/// ```
/// let mut histogram = altai_math::Histogram::default();
/// histogram.observe(&[3.0, 1.0, 2.0]);
/// assert_eq!(histogram.quantile(0.5), 2.0);
/// ```
#[derive(Debug, Clone)]
pub struct Histogram {
    /// For each page of all bins that there could be: what to add to a bin's number to find it among those held, or
    /// that there is none. Empty as long as nothing was counted.
    offsets: Vec<u32>,
    /// Pages held with no gap between them, as many as there are: where most numbers fall, one offset leads to them all.
    run: Range<u32>,
    /// The counts of the bins held, in ascending order; with the bit [`VARIED`].
    tallies: Vec<u32>,
    /// For each bin held: its first member, or NaN if there is none.
    members: Vec<f64>,
    /// For each bin held: what the tallies could not hold. Empty as long as they could.
    carried: Vec<u64>,
    /// How much of the count is in the tallies. They can hold that much even if it is all in one bin.
    tallied: u32,
    count: u64,
    /// The least of the values, but for NaN; +∞ if there is none.
    least: f64,
    /// The greatest of the values, but for NaN; −∞ if there is none.
    greatest: f64,
}

/// Set in the tally of a bin whose members are not all equal: counting then has nothing more to learn of it.
const VARIED: u32 = 1 << 31;
const MOST_TALLIED: u32 = VARIED - 1;

impl Default for Histogram {
    fn default() -> Self {
        Self {
            offsets: Vec::new(),
            run: 0..0,
            tallies: Vec::new(),
            members: Vec::new(),
            carried: Vec::new(),
            tallied: 0,
            count: 0,
            least: f64::INFINITY,
            greatest: f64::NEG_INFINITY,
        }
    }
}

impl Histogram {
    /// Counts everything that `other` has counted. Order and grouping of merges do not matter.
    pub fn merge(&mut self, other: &Self) {
        self.make_room_to_count(other.tallied);
        for (first, theirs) in other.pages() {
            let ours = self.open(first);
            for (at, from) in (ours..ours + PAGE).zip(theirs..) {
                self.merge_bin(at, other.tallies[from], other.members[from]);
            }
        }
        if !other.carried.is_empty() {
            self.carried.resize(self.tallies.len(), 0);
            for (first, theirs) in other.pages() {
                let ours = self.open(first);
                for (at, from) in (ours..ours + PAGE).zip(theirs..) {
                    self.carried[at] += other.carried[from];
                }
            }
        }
        self.widen([other.least, other.greatest]);
        self.count += other.count;
    }

    fn merge_bin(&mut self, at: usize, more: u32, another: f64) {
        let (tally, member) = (&mut self.tallies[at], &mut self.members[at]);
        let count = (*tally & MOST_TALLIED) + (more & MOST_TALLIED);
        let mut varied = (*tally | more) & VARIED;
        if member.is_nan() {
            *member = another;
        } else if !another.is_nan() && *member != another {
            varied = VARIED;
        }
        *tally = varied | count;
    }

    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The value that the share `p` of the values lies below, 0 ≤ p ≤ 1 (beyond, as at 0 or 1). NaN if there are none.
    ///
    /// With n values in ascending order it is the value at rank p (n − 1), counted from 0, interpolated between the
    /// two ranks around it (type 7 of Hyndman and Fan 1996). The least value, the greatest, and those of a bin of equal
    /// values are exact. Otherwise a bin's k values are taken to lie in the middle of each kth part of it; the error is
    /// at most the bin's width, 0.2 % of the value, and usually a small fraction of it.
    ///
    /// It reads all bins: whoever wants several takes [`quantiles`](Self::quantiles).
    pub fn quantile(&self, p: f64) -> f64 {
        self.quantiles().at(p)
    }

    /// Every quantile, as [`quantile`](Self::quantile) gives them.
    pub fn quantiles(&self) -> Quantiles<'_> {
        Quantiles::new(self)
    }

    /// The least value; NaN if there are none.
    pub fn least(&self) -> f64 {
        if self.least > self.greatest { f64::NAN } else { self.least + 0.0 }
    }

    /// The greatest value; NaN if there are none, or a NaN was counted.
    pub fn greatest(&self) -> f64 {
        let not_a_number = bin_of(f64::NAN);
        let has_any = self.find(not_a_number).is_some_and(|at| self.bin(not_a_number, at).count > 0);
        if self.least > self.greatest || has_any { f64::NAN } else { self.greatest + 0.0 }
    }

    /// Bytes that the histogram takes.
    pub fn memory(&self) -> usize {
        size_of::<Self>()
            + (self.offsets.capacity() + self.tallies.capacity()) * size_of::<u32>()
            + self.members.capacity() * size_of::<f64>()
            + self.carried.capacity() * size_of::<u64>()
    }

    /// The bins in which something is, with their numbers, in ascending order.
    fn bins(&self) -> impl Iterator<Item = (u32, Bin)> {
        let held = self.pages().flat_map(|(first, start)| (first..).zip(start..start + PAGE));
        held.map(|(bin, at)| (bin, self.bin(bin, at))).filter(|(_, bin)| bin.count > 0)
    }

    /// How many values are in a bin, by where it is held.
    fn count_at(&self, at: usize) -> u64 {
        u64::from(self.tallies[at] & MOST_TALLIED) + self.carried.get(at).unwrap_or(&0)
    }

    fn bin(&self, bin: u32, at: usize) -> Bin {
        let count = self.count_at(at);
        if self.tallies[at] & VARIED == 0 {
            return Bin { count, low: self.members[at], high: self.members[at] };
        }
        let [low, high] = edges(bin);
        Bin { count, low: low.max(self.least), high: high.min(self.greatest) }
    }
}

/// Equal where the same was counted, however it is held.
impl PartialEq for Histogram {
    fn eq(&self, other: &Self) -> bool {
        let all = |histogram: &Self| (histogram.count, histogram.least, histogram.greatest);
        all(self) == all(other) && self.bins().eq(other.bins())
    }
}
