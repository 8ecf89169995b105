//! A histogram of numbers of any size, which merges exactly.

/// Counts of numbers in bins that are the leading bits of the number: 512 bins an octave (0.2 % wide at most).
///
/// Bins never depend on the data, so that histograms of parts merge into exactly the histogram of the whole. Each bin
/// knows its least and its greatest member; constants and the extremes therefore come out exact. Negative numbers, zero
/// and the infinities have bins of their own; −0 counts as 0. NaN counts as above +∞.
/// Bins come in pages of 64, an eighth of an octave; a page takes 1.5 KiB once something falls into it.
///
/// ```
/// let mut histogram = altai_math::Histogram::default();
/// histogram.observe(&[3.0, 1.0, 2.0]);
/// assert_eq!(histogram.quantile(0.5), 2.0);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Histogram {
    /// The keys of the pages that there are, ascending: the leading 15 bits of an [`order`].
    page_keys: Vec<u16>,
    /// The bins of each of them.
    #[allow(clippy::vec_box, reason = "opening a page then moves pointers and not pages")]
    pages: Vec<Box<Page>>,
    /// The page that comes first in `places`.
    first_page: usize,
    /// For each page from the first in use to the last: its place in `pages`, or [`ABSENT`].
    places: Vec<u16>,
    count: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Bin {
    count: u64,
    least: f64,
    greatest: f64,
}

impl Bin {
    const EMPTY: Self = Self { count: 0, least: f64::INFINITY, greatest: f64::NEG_INFINITY };
}

/// An octave has 2⁹ bins.
const BIN_BITS: u32 = 9;
const PAGE_BITS: u32 = 6;
/// Bins in a page.
const PAGE: usize = 1 << PAGE_BITS;
type Page = [Bin; PAGE];
const ABSENT: u16 = u16::MAX;
/// How many numbers are keyed before they are counted: what stays in the nearest cache.
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

/// The bin of a number among all bins there could be: its leading 21 bits in [`order`].
#[inline(always)]
fn key(x: f64) -> u32 {
    (order(x) >> (52 - BIN_BITS)) as u32
}

crate::kernel! {
    /// out = key(x), element by element.
    fn keys(out: &mut [u32], x: &[f64]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = key(x);
        }
    }
}

impl Histogram {
    /// Counts every one of the values.
    pub fn observe(&mut self, values: &[f64]) {
        let mut chunk_keys = [0; CHUNK];
        for chunk in values.chunks(CHUNK) {
            let chunk_keys = &mut chunk_keys[..chunk.len()];
            keys(chunk_keys, chunk);
            self.make_room(chunk_keys);
            self.scatter(chunk_keys, chunk);
        }
        self.count += values.len() as u64;
    }

    /// Makes sure that every key's page is there.
    fn make_room(&mut self, keys: &[u32]) {
        for &key in keys {
            let page = (key >> PAGE_BITS) as usize;
            let place = self.places.get(page.wrapping_sub(self.first_page)).copied();
            if place.is_none_or(|place| place == ABSENT) {
                self.open(page);
            }
        }
    }

    fn scatter(&mut self, keys: &[u32], values: &[f64]) {
        let (places, pages) = (self.places.as_slice(), self.pages.as_mut_slice());
        for (&key, &x) in keys.iter().zip(values) {
            let key = key as usize;
            let place = places[(key >> PAGE_BITS) - self.first_page] as usize;
            let bin = &mut pages[place][key & (PAGE - 1)];
            bin.count += 1;
            bin.least = if x < bin.least { x } else { bin.least };
            bin.greatest = if x > bin.greatest { x } else { bin.greatest };
        }
    }

    /// Opens a page, in its place among the others.
    #[cold]
    fn open(&mut self, page: usize) {
        let Err(at) = self.page_keys.binary_search(&(page as u16)) else {
            return;
        };
        self.page_keys.insert(at, page as u16);
        self.pages.insert(at, Box::new([Bin::EMPTY; PAGE]));
        self.first_page = usize::from(self.page_keys[0]);
        let last = usize::from(self.page_keys[self.page_keys.len() - 1]);
        self.places.clear();
        self.places.resize(last - self.first_page + 1, ABSENT);
        for (place, &page) in self.page_keys.iter().enumerate() {
            self.places[usize::from(page) - self.first_page] = place as u16;
        }
    }

    /// Counts everything that `other` has counted. Order and grouping of merges do not matter.
    pub fn merge(&mut self, other: &Self) {
        for (theirs, &page) in other.pages.iter().zip(&other.page_keys) {
            let page = usize::from(page);
            self.open(page);
            let ours = usize::from(self.places[page - self.first_page]);
            for (bin, more) in self.pages[ours].iter_mut().zip(theirs.iter()) {
                bin.count += more.count;
                bin.least = if more.least < bin.least { more.least } else { bin.least };
                bin.greatest = if more.greatest > bin.greatest { more.greatest } else { bin.greatest };
            }
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
    pub fn quantile(&self, p: f64) -> f64 {
        if self.count == 0 {
            return f64::NAN;
        }
        let rank = p.clamp(0.0, 1.0) * (self.count - 1) as f64;
        let lower = rank as u64;
        let beyond = rank - lower as f64;
        let (at, next) = self.at_rank_and_next(lower);
        between(at, next, beyond)
    }

    /// The values at `rank` and the one after (or the last one twice), as the bins know them.
    fn at_rank_and_next(&self, rank: u64) -> (f64, f64) {
        let mut before = 0;
        let mut found = None;
        for bin in self.bins().filter(|bin| bin.count > 0) {
            if let Some(at) = found {
                return (at, bin.member(0));
            }
            if rank < before + bin.count {
                let at = bin.member(rank - before);
                if rank + 1 < before + bin.count {
                    return (at, bin.member(rank + 1 - before));
                }
                found = Some(at);
            }
            before += bin.count;
        }
        let at = found.unwrap_or(f64::NAN);
        (at, at)
    }

    /// The share of values below x, interpolated inside the bin of x. NaN if there are no values or x is NaN.
    ///
    /// Exact at and between the least and greatest members of bins: a bin's values at or above its least count, and
    /// so on; inside, its values are taken to be evenly spaced.
    pub fn below(&self, x: f64) -> f64 {
        if self.count == 0 || x.is_nan() {
            return f64::NAN;
        }
        let key = key(x);
        let page = (key >> PAGE_BITS) as u16;
        let bin = key as usize & (PAGE - 1);
        let (place, of_page) = match self.page_keys.binary_search(&page) {
            Ok(place) => (place, Some(&self.pages[place])),
            Err(place) => (place, None),
        };
        let before = self.pages[..place].iter().flat_map(|page| page.iter());
        let in_page = of_page.iter().flat_map(|page| &page[..bin]);
        let whole: u64 = before.chain(in_page).map(|bin| bin.count).sum();
        let inside = of_page.map_or(0.0, |page| page[bin].below(x));
        (whole as f64 + inside) / self.count as f64
    }

    /// The least value; NaN if there are none.
    pub fn least(&self) -> f64 {
        self.bins().find(|bin| bin.count > 0).map_or(f64::NAN, |bin| bin.member(0))
    }

    /// The greatest value; NaN if there are none, or a NaN was counted.
    pub fn greatest(&self) -> f64 {
        self.bins().rfind(|bin| bin.count > 0).map_or(f64::NAN, |bin| bin.member(bin.count - 1))
    }

    /// Bytes that the histogram takes.
    pub fn memory(&self) -> usize {
        size_of::<Self>()
            + self.pages.len() * size_of::<Page>()
            + self.pages.capacity() * size_of::<Box<Page>>()
            + (self.places.capacity() + self.page_keys.capacity()) * size_of::<u16>()
    }

    /// All bins, in ascending order.
    fn bins(&self) -> impl DoubleEndedIterator<Item = &Bin> {
        self.pages.iter().flat_map(|page| page.iter())
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
