//! Bins are held page by page, and only those pages in which something is.

use super::Histogram;
use super::bins::BINS;

const PAGE_BITS: u32 = 7;
/// Bins that are held or absent together.
pub(super) const PAGE: usize = 1 << PAGE_BITS;
const PAGES: usize = (BINS as usize).div_ceil(PAGE);
/// An offset that leads beyond all bins held.
const ABSENT: u32 = 1 << 31;

impl Histogram {
    /// Where a bin is held, if it is.
    pub(super) fn find(&self, bin: u32) -> Option<usize> {
        held(&self.offsets, bin).filter(|&at| at < self.tallies.len())
    }

    /// Where a bin is held; from now on if it was not.
    pub(super) fn open(&mut self, bin: u32) -> usize {
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

    /// The pages held, in ascending order: the first bin of each and where it is held.
    pub(super) fn pages(&self) -> impl Iterator<Item = (u32, usize)> {
        let firsts = (0_u32..).step_by(PAGE).zip(&self.offsets);
        firsts
            .filter(|(_, offset)| **offset != ABSENT)
            .map(|(first, offset)| (first, first.wrapping_add(*offset) as usize))
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
