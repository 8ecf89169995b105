//! A histogram of numbers of any size, which merges exactly.

mod bins;
mod quantiles;

use std::ops::Range;

use bins::{BINS, bin_of, edges, locate};
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
    /// [`ABSENT`]. Empty as long as nothing was counted.
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
const PAGE_BITS: u32 = 7;
/// Bins that are held or absent together.
const PAGE: usize = 1 << PAGE_BITS;
const PAGES: usize = (BINS as usize).div_ceil(PAGE);
/// An offset that leads beyond all bins held.
const ABSENT: u32 = 1 << 31;
/// How many numbers are placed before they are counted: what stays in the nearest cache.
const CHUNK: usize = 512;
/// How many numbers are counted in a row, with no branch between them that is usually taken.
const GROUP: usize = 8;

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
    /// Counts every one of the values.
    pub fn observe(&mut self, values: &[f64]) {
        let mut bins = [0; CHUNK];
        for chunk in values.chunks(CHUNK) {
            let bins = &mut bins[..chunk.len()];
            let [lowest, highest] = locate(bins, chunk);
            if lowest <= bin_of(self.least) || highest >= bin_of(self.greatest) {
                self.widen(extremes(chunk));
            }
            self.make_room_to_count(chunk.len() as u32);
            self.scatter(bins, chunk);
        }
        self.count += values.len() as u64;
    }

    /// Counts values in the bins of [`Self::run`]; then goes through those from which their bins may learn, and counts those that
    /// fall elsewhere.
    fn scatter(&mut self, bins: &[u32], values: &[f64]) {
        let first = self.run.start * PAGE as u32;
        let start = self.find(first).unwrap_or(0);
        let held = start..start + self.run.len() * PAGE;
        let (tallies, members) = (&mut self.tallies[held.clone()], &mut self.members[held]);
        let (mut open, mut others) = (Places::default(), Places::default());
        let (groups, rest) = bins.as_chunks::<GROUP>();
        for (number, bins) in groups.iter().enumerate() {
            let mut known = VARIED;
            for bin in bins {
                match tallies.get_mut(bin.wrapping_sub(first) as usize) {
                    Some(tally) => {
                        *tally += 1;
                        known &= *tally;
                    }
                    None => known = 0,
                }
            }
            if known == 0 {
                open.gather(tallies, first, bins, number * GROUP);
            }
        }
        for &place in open.iter() {
            let at = bins[usize::from(place)].wrapping_sub(first) as usize;
            match tallies.get_mut(at).zip(members.get_mut(at)) {
                Some((tally, member)) => admit(tally, member, values[usize::from(place)]),
                None => others.push(usize::from(place)),
            }
        }
        for place in bins.len() - rest.len()..bins.len() {
            others.push(place);
        }
        for &place in others.iter() {
            self.count_one(bins[usize::from(place)], values[usize::from(place)]);
        }
    }

    fn count_one(&mut self, bin: u32, x: f64) {
        let at = self.open(bin);
        self.tallies[at] += 1;
        admit(&mut self.tallies[at], &mut self.members[at], x);
    }

    fn widen(&mut self, [least, greatest]: [f64; 2]) {
        self.least = self.least.min(least);
        self.greatest = self.greatest.max(greatest);
    }

    /// Makes sure that the tallies can take so many more.
    fn make_room_to_count(&mut self, more: u32) {
        if self.tallied + more > MOST_TALLIED {
            self.carry();
        }
        self.tallied += more;
    }

    /// Empties the tallies' counts into wider ones.
    #[cold]
    fn carry(&mut self) {
        self.carried.resize(self.tallies.len(), 0);
        for (carried, tally) in self.carried.iter_mut().zip(&mut self.tallies) {
            *carried += u64::from(*tally & MOST_TALLIED);
            *tally &= VARIED;
        }
        self.tallied = 0;
    }

    /// Where a bin is held, if it is.
    fn find(&self, bin: u32) -> Option<usize> {
        held(&self.offsets, bin).filter(|&at| at < self.tallies.len())
    }

    /// Where a bin is held; from now on if it was not.
    fn open(&mut self, bin: u32) -> usize {
        if let Some(at) = self.find(bin) {
            return at;
        }
        self.offsets.resize(PAGES, ABSENT);
        let page = bin as usize / PAGE;
        let (below, above) = self.offsets.split_at_mut(page);
        let start = PAGE * below.iter().filter(|offset| **offset != ABSENT).count();
        above[0] = (start as u32).wrapping_sub((page * PAGE) as u32);
        for offset in &mut above[1..] {
            *offset = if *offset == ABSENT { ABSENT } else { offset.wrapping_add(PAGE as u32) };
        }
        insert_page(&mut self.tallies, start, 0);
        insert_page(&mut self.members, start, f64::NAN);
        if !self.carried.is_empty() {
            insert_page(&mut self.carried, start, 0);
        }
        self.lengthen_run(page);
        start + bin as usize % PAGE
    }

    /// Takes the pages around a new one for the longest run, if they are.
    fn lengthen_run(&mut self, page: usize) {
        let (below, above) = self.offsets.split_at(page);
        let is_held = |offset: &&u32| **offset != ABSENT;
        let first = page - below.iter().rev().take_while(is_held).count();
        let end = page + above.iter().take_while(is_held).count();
        if end - first > self.run.len() {
            self.run = first as u32..end as u32;
        }
    }

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

    /// The share of values below x, interpolated inside the bin of x. NaN if there are no values or x is NaN.
    ///
    /// Exact up to the least value, from the greatest, and in a bin of equal values; inside any other bin its values
    /// are taken to be evenly spread.
    pub fn below(&self, x: f64) -> f64 {
        if self.count == 0 || x.is_nan() {
            return f64::NAN;
        }
        let own = bin_of(x);
        let up_to_own = self.bins().take_while(|(key, _)| *key <= own);
        let below: f64 = up_to_own.map(|(key, bin)| if key < own { bin.count as f64 } else { bin.below(x) }).sum();
        // The least is below whatever is greater, and the greatest is not below itself.
        let at_least = if x > self.least { 1.0 } else { 0.0 };
        let at_most = if x > self.greatest { self.count } else { self.count - 1 };
        below.max(at_least).min(at_most as f64) / self.count as f64
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

    /// The pages held, in ascending order: the first bin of each and where it is held.
    fn pages(&self) -> impl Iterator<Item = (u32, usize)> {
        let firsts = (0_u32..).step_by(PAGE).zip(&self.offsets);
        firsts
            .filter(|(_, offset)| **offset != ABSENT)
            .map(|(first, offset)| (first, first.wrapping_add(*offset) as usize))
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

/// Where a bin is held; somewhere beyond all bins held if it is not.
fn held(offsets: &[u32], bin: u32) -> Option<usize> {
    offsets.get(bin as usize / PAGE).map(|offset| bin.wrapping_add(*offset) as usize)
}

/// Makes room for a page. No more memory than that: it happens rarely.
fn insert_page<T: Copy>(bins: &mut Vec<T>, start: usize, empty: T) {
    bins.reserve_exact(PAGE);
    bins.splice(start..start, [empty; PAGE]);
}

/// Lets a bin know a member that its tally counts already, without a branch: whether it is the first, nobody could predict.
#[inline(always)]
fn admit(tally: &mut u32, member: &mut f64, x: f64) {
    let known = *member;
    // Adding 0 turns −0 into 0.
    *member = if known.is_nan() { x + 0.0 } else { known };
    *tally |= if *member == x || x.is_nan() { 0 } else { VARIED };
}

/// Places of numbers within a chunk.
struct Places {
    /// One more than there can be: what is not to be kept is written and overwritten.
    places: [u16; CHUNK + 1],
    count: usize,
}

impl Default for Places {
    fn default() -> Self {
        Self { places: [0; CHUNK + 1], count: 0 }
    }
}

impl Places {
    fn push(&mut self, place: usize) {
        self.places[self.count] = place as u16;
        self.count += 1;
    }

    /// Adds those of a group whose bins are not known to vary, or are in no tally, without a branch that nobody could predict.
    #[inline(never)]
    fn gather(&mut self, tallies: &[u32], first: u32, bins: &[u32; GROUP], start: usize) {
        for (place, bin) in (start..).zip(bins) {
            let tally = tallies.get(bin.wrapping_sub(first) as usize).copied().unwrap_or(0);
            self.places[self.count] = place as u16;
            self.count += usize::from(tally & VARIED == 0);
        }
    }

    fn iter(&self) -> impl Iterator<Item = &u16> {
        self.places[..self.count].iter()
    }
}

crate::kernel! {
    /// The least and the greatest of the numbers, but for NaN.
    fn extremes(x: &[f64]) -> [f64; 2] {
        const LANES: usize = 16;
        let (mut least, mut greatest) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        let mut see = |lane: usize, x: f64| {
            least[lane] = if x < least[lane] { x } else { least[lane] };
            greatest[lane] = if x > greatest[lane] { x } else { greatest[lane] };
        };
        let (groups, rest) = x.as_chunks::<LANES>();
        for group in groups {
            for lane in 0..LANES {
                see(lane, group[lane]);
            }
        }
        for &x in rest {
            see(0, x);
        }
        [least.into_iter().fold(f64::INFINITY, f64::min), greatest.into_iter().fold(f64::NEG_INFINITY, f64::max)]
    }
}

#[cfg(test)]
mod tests {
    use super::Histogram;

    #[test]
    fn what_a_tally_cannot_hold_is_carried() {
        let values = [1.0, 1.0, 1.5, 7.0];
        let mut plain = Histogram::default();
        plain.observe(&values);
        let mut carrying = plain.clone();
        carrying.carry();
        assert_eq!(carrying, plain);
        carrying.observe(&values);
        plain.observe(&values);
        assert_eq!(carrying, plain);
        plain.merge(&carrying);
        carrying.merge(&carrying.clone());
        assert_eq!(carrying, plain);
        let mut empty = Histogram::default();
        empty.merge(&carrying);
        assert_eq!(empty, plain);
        empty.observe(&[1.25]);
        assert_ne!(empty, plain);
        assert_eq!((plain.count(), plain.quantile(0.5), plain.below(1.25)), (16, 1.25, 0.5));
    }

    #[test]
    fn tallies_are_emptied_before_they_overflow() {
        let mut histogram = Histogram::default();
        histogram.observe(&[2.0; 3]);
        histogram.tallied = super::MOST_TALLIED - 1;
        histogram.observe(&[2.0; 3]);
        assert_eq!((histogram.tallied, histogram.count()), (3, 6));
        assert!(!histogram.carried.is_empty());
        assert_eq!(histogram.bins().map(|(_, bin)| bin.count).sum::<u64>(), 6);
    }
}
