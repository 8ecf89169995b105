//! Numbers are placed a chunk at a time, then counted.

use super::bins::{bin_of, locate};
use super::pages::PAGE;
use super::{Histogram, MOST_TALLIED, VARIED};

/// How many numbers are placed before they are counted: what stays in the nearest cache.
const CHUNK: usize = 512;
/// How many numbers are counted in a row, with no branch between them that is usually taken.
const GROUP: usize = 8;

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

    pub(super) fn widen(&mut self, [least, greatest]: [f64; 2]) {
        self.least = self.least.min(least);
        self.greatest = self.greatest.max(greatest);
    }

    /// Makes sure that the tallies can take so many more.
    pub(super) fn make_room_to_count(&mut self, more: u32) {
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
    use super::*;

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
        assert_eq!((plain.count(), plain.quantile(0.5)), (16, 1.25));
    }

    #[test]
    fn tallies_are_emptied_before_they_overflow() {
        let mut histogram = Histogram::default();
        histogram.observe(&[2.0; 3]);
        histogram.tallied = MOST_TALLIED - 1;
        histogram.observe(&[2.0; 3]);
        assert_eq!((histogram.tallied, histogram.count()), (3, 6));
        assert!(!histogram.carried.is_empty());
        assert_eq!(histogram.bins().map(|(_, bin)| bin.count).sum::<u64>(), 6);
    }
}
