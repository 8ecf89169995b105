//! Shares blocks out among threads.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// What `work` makes on each of at most so many threads, of the blocks that it takes; it should take all that it gets. Which
/// thread gets which block is left to chance.
pub fn share_out<Made: Send>(
    blocks: Range<u64>,
    threads: NonZeroUsize,
    work: impl Fn(&mut dyn Iterator<Item = u64>) -> Made + Sync,
) -> Vec<Made> {
    let next = AtomicU64::new(blocks.start);
    let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|block| *block < blocks.end);
    let work = || work(&mut std::iter::from_fn(take));
    let many = blocks.end.saturating_sub(blocks.start).max(1);
    let threads = threads.get().min(usize::try_from(many).unwrap_or(usize::MAX));
    // Where the operating system grants no more threads, this one does all the work: the answer is the same.
    let pool = (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()).flatten();
    pool.map_or_else(|| vec![work()], |pool| pool.broadcast(|_| work()))
}
