//! Blocks of paths, played again on several threads and looked at in their order.

use std::num::NonZeroUsize;

use altai_sim::share_out;

/// What `look` finds in each of the first blocks, in their order: the same for any number of threads.
pub(crate) fn each_block<Found: Send>(
    blocks: u64,
    threads: NonZeroUsize,
    look: impl Fn(u64) -> Found + Sync,
) -> Vec<Found> {
    let found = share_out(0..blocks, threads, |blocks| blocks.map(|block| (block, look(block))).collect::<Vec<_>>());
    let mut found: Vec<(u64, Found)> = found.into_iter().flatten().collect();
    found.sort_by_key(|(block, _)| *block);
    found.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_come_in_their_order_whoever_played_them() {
        let threads = |threads| NonZeroUsize::new(threads).unwrap();
        assert_eq!(each_block(9, threads(1), |block| block * block), [0, 1, 4, 9, 16, 25, 36, 49, 64]);
        assert_eq!(each_block(500, threads(4), |block| block), (0..500).collect::<Vec<_>>());
        assert!(each_block(0, threads(2), |block| block).is_empty());
    }
}
