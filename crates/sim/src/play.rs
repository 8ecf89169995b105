//! Plays all paths on several threads. The answer does not depend on how many, nor on who played what.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::block::Player;
use crate::draws::{BLOCK, Replicates};
use crate::summary::Recorder;
use crate::threads::share_out;
use crate::{Draws, Plan, Summary, Timing};

/// Plays the first `paths` paths on `threads` threads.
///
/// Blocks are always played whole; of the last, only as many paths are counted as were asked for. `progress` hears the number of
/// paths played so far, from any thread, after every block.
///
/// # Panics
///
/// When the operating system refuses to start a thread.
pub fn play(
    plan: &Plan,
    draws: &dyn Draws,
    paths: u64,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Summary {
    play_range(plan, draws, 0..paths, threads, progress)
}

/// Plays some of the paths, as [`play`] does: summaries of ranges that follow upon each other merge into that of the whole.
///
/// # Panics
///
/// When the range does not begin with a block (a multiple of [`BLOCK`]), or the operating system refuses to start a thread.
pub fn play_range(
    plan: &Plan,
    draws: &dyn Draws,
    paths: Range<u64>,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Summary {
    play_timed(plan, draws, paths, threads, progress).0
}

/// Plays some of the paths, as [`play_range`] does, and says how long that took, and what took it.
///
/// # Panics
///
/// When [`play_range`] does.
pub fn play_timed(
    plan: &Plan,
    draws: &dyn Draws,
    paths: Range<u64>,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> (Summary, Timing) {
    assert_eq!(paths.start % BLOCK as u64, 0, "a range of paths begins with a block of {BLOCK}");
    let began = Instant::now();
    let first = paths.start / BLOCK as u64;
    let blocks = first.max(paths.end.div_ceil(BLOCK as u64));
    let played = AtomicU64::new(0);
    let of_threads = share_out(first..blocks, threads, |blocks| {
        let mut player = Player::new(plan, draws);
        let mut recorder = Recorder::new(plan);
        for block in blocks {
            let counted = (paths.end - block * BLOCK as u64).min(BLOCK as u64);
            recorder.count(counted as usize);
            player.play(block, &mut recorder);
            progress(played.fetch_add(counted, Ordering::Relaxed) + counted);
        }
        (recorder.finish(), player.timing())
    });
    let mut of_threads = of_threads.into_iter();
    let first = of_threads.next().expect("there is at least one thread");
    let (summary, mut timing) = of_threads.fold(first, |(mut summary, mut timing), (more, other)| {
        summary.merge(&more);
        timing.merge(&other);
        (summary, timing)
    });
    (timing.paths, timing.elapsed) = (summary.paths(), began.elapsed());
    (summary, timing)
}

/// Plays all replicates of a design, as [`play_timed`] does a range: the summary of all paths, and what is `told` of that of each
/// replicate, in their order. The summary of a replicate is kept for no longer than it takes to play it.
///
/// # Panics
///
/// When the operating system refuses to start a thread.
pub fn play_replicates<Told: Send>(
    plan: &Plan,
    draws: &dyn Draws,
    replicates: Replicates,
    threads: NonZeroUsize,
    told: &(dyn Fn(&Summary) -> Told + Sync),
    progress: &(dyn Fn(u64) + Sync),
) -> (Summary, Vec<Told>, Timing) {
    let began = Instant::now();
    let played = AtomicU64::new(0);
    let under_way: Mutex<BTreeMap<u64, Summary>> = Mutex::default();
    let done: Mutex<(Option<Summary>, BTreeMap<u64, Told>)> = Mutex::new((None, BTreeMap::new()));
    let keep = |of: u64, recorder: Recorder| {
        let mut summary = recorder.finish();
        let mut summaries = lock(&under_way);
        if let Some(others) = summaries.remove(&of) {
            summary.merge(&others);
        }
        if summary.paths() < replicates.paths() {
            summaries.insert(of, summary);
            return;
        }
        drop(summaries);
        let tells = told(&summary);
        let (all, each) = &mut *lock(&done);
        match all {
            Some(all) => all.merge(&summary),
            nothing => *nothing = Some(summary),
        }
        each.insert(of, tells);
    };
    let blocks = replicates.count() * replicates.blocks();
    let of_threads = share_out(0..blocks, threads, |blocks| {
        let mut player = Player::new(plan, draws);
        // A thread takes blocks in ascending order, so it is done with a replicate when it meets the next.
        let mut own: Option<(u64, Recorder)> = None;
        for block in blocks {
            let of = block / replicates.blocks();
            if let Some((before, recorder)) = own.take_if(|(before, _)| *before != of) {
                keep(before, recorder);
            }
            let (_, recorder) = own.get_or_insert_with(|| (of, Recorder::new(plan)));
            player.play(block, recorder);
            progress(played.fetch_add(BLOCK as u64, Ordering::Relaxed) + BLOCK as u64);
        }
        if let Some((last, recorder)) = own {
            keep(last, recorder);
        }
        player.timing()
    });
    let mut timing = of_threads.into_iter().fold(Timing::default(), |mut timing, other| {
        timing.merge(&other);
        timing
    });
    (timing.paths, timing.elapsed) = (replicates.all_paths(), began.elapsed());
    let (all, each) = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    (all.expect("there is a replicate"), each.into_values().collect(), timing)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
