//! A histogram of numbers of any size, which merges exactly.

use std::collections::BTreeMap;

/// Counts of numbers in bins that are the leading bits of the number: 512 bins an octave (0.2 % wide at most).
///
/// Bins never depend on the data, so that histograms of parts merge into exactly the histogram of the whole. Each bin
/// knows its least and its greatest member; constants and the extremes therefore come out exact. Negative numbers, zero
/// and the infinities have bins of their own; −0 counts as 0. NaN counts as above +∞.
/// Bins come in pages of 64, an eighth of an octave; a page takes 1.5 KiB once something falls into it.
///
/// Counting is where a simulation spends much of its time. What counting needs of a bin is therefore kept apart, in 8
/// bytes: its count, and how far its members reach in 2⁻¹⁶ of its width. Only a number at or beyond that reach, which
/// becomes rare, has to look at the least and the greatest member themselves.
///
/// ```
/// let mut histogram = altai_math::Histogram::default();
/// histogram.observe(&[3.0, 1.0, 2.0]);
/// assert_eq!(histogram.quantile(0.5), 2.0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Histogram {
    /// The keys of the pages that there are, ascending: the leading 15 bits of an [`order`].
    page_keys: Vec<u16>,
    /// The bins of each of them.
    #[allow(clippy::vec_box, reason = "opening a page then moves pointers and not pages")]
    pages: Vec<Box<Page>>,
    /// The page that comes first in `places`.
    first_page: usize,
    /// For each page from the first in use to the last: its place among the pages, or [`ABSENT`].
    places: Vec<u16>,
    count: u64,
    /// How much of the count is in the tallies. They can hold that much even if it is all in one bin.
    tallied: u32,
    /// What the tallies could not hold, by page key.
    carried: BTreeMap<u16, Box<[u64; PAGE]>>,
}

/// Neighbouring bins.
#[derive(Debug, Clone)]
struct Page {
    tallies: [Tally; PAGE],
    extremes: [Extremes; PAGE],
}

impl Page {
    const EMPTY: Self = Self { tallies: [Tally::EMPTY; PAGE], extremes: [Extremes::NONE; PAGE] };
}

/// What counting needs of a bin.
#[derive(Debug, Clone, Copy)]
struct Tally {
    count: u32,
    /// The [`within`] of the least member.
    least: u16,
    /// The [`within`] of the greatest member.
    greatest: u16,
}

impl Tally {
    const EMPTY: Self = Self { count: 0, least: u16::MAX, greatest: 0 };
}

/// The least and the greatest member of a bin.
#[derive(Debug, Clone, Copy)]
struct Extremes {
    least: f64,
    greatest: f64,
}

impl Extremes {
    const NONE: Self = Self { least: f64::INFINITY, greatest: f64::NEG_INFINITY };

    fn widen(&mut self, other: Self) {
        self.least = if other.least < self.least { other.least } else { self.least };
        self.greatest = if other.greatest > self.greatest { other.greatest } else { self.greatest };
    }
}

/// All that is known of a bin.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bin {
    count: u64,
    least: f64,
    greatest: f64,
}

/// An octave has 2⁹ bins.
const BIN_BITS: u32 = 9;
const PAGE_BITS: u32 = 6;
/// Bins in a page.
const PAGE: usize = 1 << PAGE_BITS;
/// Tallies that come together from memory, in its lines of 64 bytes.
const LINE: usize = 64 / size_of::<Tally>();
/// A place within a bin is told to 2⁻¹⁶ of its width.
const WITHIN_BITS: u32 = 16;
const ABSENT: u16 = u16::MAX;
/// How many numbers are placed before they are counted: what stays in the nearest cache.
const CHUNK: usize = 512;
/// The bits of the only NaN that is kept: it is above +∞ in [`order`].
const NOT_A_NUMBER: u64 = 0x7FF8_0000_0000_0000;

/// The number's bits, such that integers compare as the numbers do. NaN is the greatest.
#[inline(always)]
fn order(x: f64) -> u64 {
    // Adding 0 turns −0 into 0.
    let bits = if x.is_nan() { NOT_A_NUMBER } else { (x + 0.0).to_bits() };
    let is_negative = bits >> 63;
    // All bits flip for a negative number, the first for a positive one.
    bits ^ (is_negative.wrapping_neg() | 1 << 63)
}

/// Where a number is: its bin, among all bins there could be, and where [`within`] it.
#[inline(always)]
fn place(x: f64) -> u64 {
    order(x) >> (52 - BIN_BITS - WITHIN_BITS)
}

/// The bin: the leading 21 bits in [`order`].
#[inline(always)]
fn bin_of(place: u64) -> usize {
    (place >> WITHIN_BITS) as usize
}

/// How far up in its bin, in 2⁻¹⁶ of its width.
#[inline(always)]
fn within(place: u64) -> u16 {
    place as u16
}

crate::kernel! {
    /// out = place(x), element by element.
    fn locate(out: &mut [u64], x: &[f64]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = place(x);
        }
    }
}

impl Histogram {
    /// Counts every one of the values.
    pub fn observe(&mut self, values: &[f64]) {
        self.fetch();
        let (mut located, mut slots) = ([0; CHUNK], [0; CHUNK]);
        for chunk in values.chunks(CHUNK) {
            let (located, slots) = (&mut located[..chunk.len()], &mut slots[..chunk.len()]);
            locate(located, chunk);
            while let Err(page) = self.find(slots, located) {
                self.open(page);
            }
            self.make_room_to_count(chunk.len() as u32);
            self.scatter(slots, located, chunk);
        }
        self.count += values.len() as u64;
    }

    /// Where the bin of each place is held: its page's place, then its own within; or a page that is not there yet.
    fn find(&self, slots: &mut [u32], located: &[u64]) -> Result<(), usize> {
        for (slot, &place) in slots.iter_mut().zip(located) {
            let bin = bin_of(place);
            let page = bin >> PAGE_BITS;
            *slot = match self.places.get(page.wrapping_sub(self.first_page)) {
                Some(&held) if held != ABSENT => u32::from(held) << PAGE_BITS | (bin % PAGE) as u32,
                _ => return Err(page),
            };
        }
        Ok(())
    }

    /// Touches all tallies in a row, which brings them near much faster than one by one as values happen to ask for them.
    fn fetch(&self) {
        let mut counts = 0_u32;
        for page in &self.pages {
            for line in page.tallies.chunks_exact(LINE) {
                counts = counts.wrapping_add(line[0].count);
            }
        }
        std::hint::black_box(counts);
    }

    /// Counts values in their slots; then lets the few that reach further than their bins' members be seen by the extremes.
    fn scatter(&mut self, slots: &[u32], located: &[u64], values: &[f64]) {
        let (mut reaching, mut reach) = ([0; CHUNK], 0);
        for (i, (&slot, &place)) in slots.iter().zip(located).enumerate() {
            let tally = &mut self.pages[slot as usize / PAGE].tallies[slot as usize % PAGE];
            let within = within(place);
            tally.count += 1;
            if within <= tally.least || within >= tally.greatest {
                tally.least = tally.least.min(within);
                tally.greatest = tally.greatest.max(within);
                reaching[reach % CHUNK] = i;
                reach += 1;
            }
        }
        for &i in &reaching[..reach] {
            let (slot, x) = (slots[i] as usize, values[i]);
            self.pages[slot / PAGE].extremes[slot % PAGE].widen(Extremes { least: x, greatest: x });
        }
    }

    /// Makes sure that the tallies can take so many more.
    fn make_room_to_count(&mut self, more: u32) {
        if let Some(sum) = self.tallied.checked_add(more) {
            self.tallied = sum;
        } else {
            self.carry();
            self.tallied = more;
        }
    }

    /// Empties the tallies' counts into wider ones.
    #[cold]
    fn carry(&mut self) {
        for (page, &key) in self.pages.iter_mut().zip(&self.page_keys) {
            let carried = self.carried.entry(key).or_insert_with(|| Box::new([0; PAGE]));
            for (carried, tally) in carried.iter_mut().zip(&mut page.tallies) {
                *carried += u64::from(tally.count);
                tally.count = 0;
            }
        }
        self.tallied = 0;
    }

    /// Opens a page, in its place among the others, if it is not there; returns the place.
    #[cold]
    fn open(&mut self, page: usize) -> usize {
        match self.page_keys.binary_search(&(page as u16)) {
            Ok(at) => at,
            Err(at) => {
                self.page_keys.insert(at, page as u16);
                self.pages.insert(at, Box::new(Page::EMPTY));
                self.first_page = usize::from(self.page_keys[0]);
                let last = usize::from(self.page_keys[self.page_keys.len() - 1]);
                self.places.clear();
                self.places.resize(last - self.first_page + 1, ABSENT);
                for (place, &page) in self.page_keys.iter().enumerate() {
                    self.places[usize::from(page) - self.first_page] = place as u16;
                }
                at
            }
        }
    }

    /// Counts everything that `other` has counted. Order and grouping of merges do not matter.
    pub fn merge(&mut self, other: &Self) {
        self.make_room_to_count(other.tallied);
        for (theirs, &key) in other.pages.iter().zip(&other.page_keys) {
            let ours = self.open(usize::from(key));
            let Page { tallies, extremes } = &mut *self.pages[ours];
            for (tally, more) in tallies.iter_mut().zip(&theirs.tallies) {
                tally.count += more.count;
                tally.least = tally.least.min(more.least);
                tally.greatest = tally.greatest.max(more.greatest);
            }
            extremes.iter_mut().zip(theirs.extremes).for_each(|(extremes, more)| extremes.widen(more));
        }
        for (&key, more) in &other.carried {
            let carried = self.carried.entry(key).or_insert_with(|| Box::new([0; PAGE]));
            carried.iter_mut().zip(more.iter()).for_each(|(carried, more)| *carried += more);
        }
        self.count += other.count;
    }

    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The value that the share `p` of the values lies below, 0 ≤ p ≤ 1 (beyond, as at 0 or 1). NaN if there are none.
    ///
    /// With n values in ascending order it is the value at rank p (n − 1), counted from 0, interpolated between the
    /// two ranks around it (type 7 of Hyndman and Fan 1996). Within a bin the values are taken to be evenly
    /// spaced between its least and its greatest, which is exact for a bin of one, of two, or of equal values; the
    /// error is at most the bin's width, 0.2 % of the value, and usually a small fraction of it.
    ///
    /// It reads all bins: whoever wants several takes [`quantiles`](Self::quantiles).
    pub fn quantile(&self, p: f64) -> f64 {
        self.quantiles().at(p)
    }

    /// Every quantile, as [`quantile`](Self::quantile) gives them.
    pub fn quantiles(&self) -> Quantiles {
        let mut before = 0;
        let filled = self.bins().filter(|(_, bin)| bin.count > 0).map(|(_, bin)| {
            before += bin.count;
            Ranked { before: before - bin.count, bin }
        });
        Quantiles { bins: filled.collect(), count: self.count }
    }

    /// The share of values below x, interpolated inside the bin of x. NaN if there are no values or x is NaN.
    ///
    /// Exact at and between the least and greatest members of bins: a bin's values at or above its least count, and
    /// so on; inside, its values are taken to be evenly spaced.
    pub fn below(&self, x: f64) -> f64 {
        if self.count == 0 || x.is_nan() {
            return f64::NAN;
        }
        let bin = bin_of(place(x));
        let whole: u64 = self.bins().take_while(|(key, _)| *key < bin).map(|(_, bin)| bin.count).sum();
        let inside = self.bins().find(|(key, _)| *key == bin).map_or(0.0, |(_, bin)| bin.below(x));
        (whole as f64 + inside) / self.count as f64
    }

    /// The least value; NaN if there are none.
    pub fn least(&self) -> f64 {
        self.bins().find(|(_, bin)| bin.count > 0).map_or(f64::NAN, |(_, bin)| bin.member(0))
    }

    /// The greatest value; NaN if there are none, or a NaN was counted.
    pub fn greatest(&self) -> f64 {
        self.bins().rfind(|(_, bin)| bin.count > 0).map_or(f64::NAN, |(_, bin)| bin.member(bin.count - 1))
    }

    /// Bytes that the histogram takes.
    pub fn memory(&self) -> usize {
        size_of::<Self>()
            + self.pages.len() * size_of::<Page>()
            + self.pages.capacity() * size_of::<Box<Page>>()
            + (self.places.capacity() + self.page_keys.capacity()) * size_of::<u16>()
            + self.carried.len() * size_of::<[u64; PAGE]>()
    }

    /// The bins of all pages with their keys, in ascending order.
    fn bins(&self) -> impl DoubleEndedIterator<Item = (usize, Bin)> {
        (0..self.page_keys.len()).flat_map(move |page| {
            let carried = self.carried.get(&self.page_keys[page]);
            (0..PAGE).map(move |bin| {
                let (tally, extremes) = (self.pages[page].tallies[bin], self.pages[page].extremes[bin]);
                let count = u64::from(tally.count) + carried.map_or(0, |carried| carried[bin]);
                let key = usize::from(self.page_keys[page]) << PAGE_BITS | bin;
                (key, Bin { count, least: extremes.least, greatest: extremes.greatest })
            })
        })
    }
}

/// Equal where the same was counted, however it is held.
impl PartialEq for Histogram {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.page_keys == other.page_keys && self.bins().eq(other.bins())
    }
}

/// The quantiles of what a histogram has counted.
#[derive(Debug, Clone)]
pub struct Quantiles {
    /// The bins in which something is, in ascending order.
    bins: Vec<Ranked>,
    count: u64,
}

/// A bin and how many values are in those below it.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    before: u64,
    bin: Bin,
}

impl Quantiles {
    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The value that the share `p` of the values lies below; NaN if there are none.
    pub fn at(&self, p: f64) -> f64 {
        if self.count == 0 {
            return f64::NAN;
        }
        let last = self.count - 1;
        let rank = p.clamp(0.0, 1.0) * last as f64;
        let lower = rank as u64;
        between(self.at_rank(lower), self.at_rank((lower + 1).min(last)), rank - lower as f64)
    }

    /// The value at a rank below `count`, as its bin knows it.
    fn at_rank(&self, rank: u64) -> f64 {
        let next = self.bins.partition_point(|ranked| ranked.before <= rank);
        self.bins[next - 1].bin.member(rank - self.bins[next - 1].before)
    }
}

impl Bin {
    /// The member at `rank`, counted from 0, were they evenly spaced. NaN in the bin of NaN.
    fn member(&self, rank: u64) -> f64 {
        if self.least > self.greatest {
            // Nothing is less or greater than NaN, so that its bin never learns a member.
            f64::NAN
        } else if rank == 0 {
            self.least
        } else if rank + 1 == self.count {
            self.greatest
        } else {
            between(self.least, self.greatest, rank as f64 / (self.count - 1) as f64)
        }
    }

    /// How many members lie below x, which belongs to the bin.
    fn below(&self, x: f64) -> f64 {
        if x > self.greatest {
            self.count as f64
        } else if x > self.least {
            1.0 + (self.count - 2) as f64 * ((x - self.least) / (self.greatest - self.least))
        } else {
            0.0
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
        assert_eq!((plain.count(), plain.quantile(0.5), plain.below(1.25)), (16, 1.25, 0.5));
    }

    #[test]
    fn tallies_are_emptied_before_they_overflow() {
        let mut histogram = Histogram::default();
        histogram.observe(&[2.0; 3]);
        histogram.tallied = u32::MAX - 1;
        histogram.observe(&[2.0; 3]);
        assert_eq!((histogram.tallied, histogram.carried.len(), histogram.count()), (3, 1, 6));
        assert_eq!(histogram.bins().map(|(_, bin)| bin.count).sum::<u64>(), 6);
    }
}
