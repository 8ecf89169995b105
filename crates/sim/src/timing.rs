//! Where the time of playing goes: by what is played, summed over threads. Results do not depend on it.

use std::time::{Duration, Instant};

/// What is played, in the order of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// What is drawn once a path, and every year's innovations.
    Draws,
    /// Regimes, and shocks with what they draw.
    RegimesAndShocks,
    /// Drivers, prices, and what the targets ask for.
    DriversAndTargets,
    /// Flows.
    Flows,
    /// Deals, from their launch to what they deliver and cost, and their synergies.
    Deals,
    /// What the deals of each package come to.
    Packages,
    /// What is kept of every path: counts, sums and histograms.
    Summary,
}

impl Phase {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Draws,
        Self::RegimesAndShocks,
        Self::DriversAndTargets,
        Self::Flows,
        Self::Deals,
        Self::Packages,
        Self::Summary,
    ];

    /// As in a manifest: `regimes_and_shocks`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draws => "draws",
            Self::RegimesAndShocks => "regimes_and_shocks",
            Self::DriversAndTargets => "drivers_and_targets",
            Self::Flows => "flows",
            Self::Deals => "deals",
            Self::Packages => "packages",
            Self::Summary => "summary",
        }
    }
}

/// What the threads do besides playing: they are started, given memory, waited for, and their summaries are merged.
pub const STARTING_AND_MERGING: &str = "starting_and_merging";

/// Every block is timed. Its phases are too in the first so many of a thread, while its memory is new and slow; then in one of
/// so many, which stands for them all, since phases take a hundred readings of the clock and more.
const STRETCH: u64 = 17;

/// How many blocks the phases of a thread's next block stand for, after so many.
fn stands_for(before: u64) -> u32 {
    match before {
        0..STRETCH => 1,
        _ if before % STRETCH == STRETCH / 2 => STRETCH as u32,
        _ => 0,
    }
}

/// How long playing took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timing {
    /// From beginning to end.
    pub elapsed: Duration,
    /// Paths that were counted.
    pub paths: u64,
    /// Threads that played.
    pub threads: usize,
    /// Blocks that they played.
    pub blocks: u64,
    /// Time that they spent on these blocks, all together.
    pub playing: Duration,
    /// Time by phase, as the blocks whose phases were timed tell it.
    phases: [Duration; Phase::ALL.len()],
}

impl Timing {
    /// Adds what was played after it, by as many threads.
    pub fn follow(&mut self, next: &Self) {
        let threads = self.threads.max(next.threads);
        self.merge(next);
        self.elapsed += next.elapsed;
        self.paths += next.paths;
        self.threads = threads;
    }

    /// Adds what another thread did.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.threads += other.threads;
        self.blocks += other.blocks;
        self.playing += other.playing;
        for (mine, others) in self.phases.iter_mut().zip(other.phases) {
            *mine += others;
        }
    }

    /// Counted paths a second; 0 where none were played.
    pub fn paths_per_second(&self) -> f64 {
        ratio(self.paths as f64, self.elapsed.as_secs_f64())
    }

    /// Where the time of the threads went, as shares that add up to 1: each phase by its name, then
    /// [`STARTING_AND_MERGING`].
    pub fn shares(&self) -> Vec<(&'static str, f64)> {
        let of_threads = self.threads as f64 * self.elapsed.as_secs_f64();
        let playing = ratio(self.playing.as_secs_f64(), of_threads).min(1.0);
        let timed: Duration = self.phases.iter().sum();
        let share = |phase: Phase| playing * ratio(self.phases[phase as usize].as_secs_f64(), timed.as_secs_f64());
        let phases = Phase::ALL.into_iter().map(|phase| (phase.name(), share(phase)));
        phases.chain([(STARTING_AND_MERGING, 1.0 - playing)]).collect()
    }
}

/// 0 where there is nothing to divide by.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The clock of one thread.
#[derive(Debug)]
pub(crate) struct Clock {
    timing: Timing,
    block_began: Instant,
    /// How many blocks the phases of this one stand for.
    stands_for: u32,
    /// The phase under way and when it began, in a block whose phases are timed.
    lap: Option<(Phase, Instant)>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        let timing = Timing { threads: 1, ..Timing::default() };
        Self { timing, block_began: Instant::now(), stands_for: 0, lap: None }
    }

    /// A block begins, with this phase.
    pub(crate) fn begin(&mut self, first: Phase) {
        self.block_began = Instant::now();
        self.stands_for = stands_for(self.timing.blocks);
        self.lap = (self.stands_for > 0).then_some((first, self.block_began));
    }

    /// One phase ends and the next begins.
    #[inline]
    pub(crate) fn enter(&mut self, next: Phase) {
        if self.lap.is_some() {
            self.turn(next);
        }
    }

    /// Out of the way of the many blocks whose phases are not timed.
    #[cold]
    fn turn(&mut self, next: Phase) {
        let now = Instant::now();
        if let Some((phase, since)) = self.lap.replace((next, now)) {
            self.take(phase, now - since);
        }
    }

    /// The block ends.
    pub(crate) fn end(&mut self) {
        let now = Instant::now();
        self.timing.blocks += 1;
        self.timing.playing += now - self.block_began;
        if let Some((last, since)) = self.lap.take() {
            self.take(last, now - since);
        }
    }

    fn take(&mut self, phase: Phase, time: Duration) {
        self.timing.phases[phase as usize] += time * self.stands_for;
    }

    /// What was timed so far.
    pub(crate) fn timing(&self) -> Timing {
        self.timing
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use altai_model::{NoFiles, Scenario, SourceText};

    use super::*;
    use crate::draws::BLOCK;
    use crate::{Plan, Streams, play, play_timed};

    fn scenario() -> Scenario {
        let text = "
            horizon = { base_year = 2025, end_year = 2030 }
            target = { turnover = 220, by = 2030 }
            [flows.trade]
            base = 160
            volatility = 0.1
            [deals.road]
            go = 0.6
            start = 2026
            peak = \"10 to 60\"";
        altai_model::read(SourceText { name: String::new(), text: text.into() }, &[], &NoFiles).scenario.unwrap()
    }

    fn timed(blocks: u64, threads: usize) -> Timing {
        let plan = Plan::compile(&scenario());
        let paths = blocks * BLOCK as u64;
        let threads = NonZeroUsize::new(threads).unwrap();
        let (summary, timing) = play_timed(&plan, &Streams::new(1), 0..paths, threads, &|_| {});
        assert_eq!(summary, play(&plan, &Streams::new(1), paths, threads, &|_| {}));
        timing
    }

    #[test]
    fn phases_add_up_to_the_blocks_and_those_to_no_more_than_the_threads_had() {
        // Few enough for every phase to stand for itself.
        for (threads, blocks) in [(1, 3), (2, STRETCH)] {
            let timing = timed(blocks, threads);
            assert_eq!((timing.threads, timing.blocks, timing.paths), (threads, blocks, blocks * BLOCK as u64));
            let phases: Duration = timing.phases.iter().sum();
            assert_eq!(phases, timing.playing, "no time of a block is lost: {timing:?}");
            assert!(timing.playing <= timing.elapsed * threads as u32, "{timing:?}");
            assert!(timing.paths_per_second() > 0.0);
        }
    }

    #[test]
    fn the_blocks_whose_phases_are_timed_stand_for_all() {
        for stretches in 1..100 {
            assert_eq!(
                (0..stretches * STRETCH).map(|block| u64::from(stands_for(block))).sum::<u64>(),
                stretches * STRETCH
            );
        }
    }

    #[test]
    fn what_the_scenario_has_takes_time() {
        let timing = timed(1, 1);
        for phase in [Phase::Draws, Phase::Flows, Phase::Deals, Phase::Packages, Phase::Summary] {
            assert!(timing.phases[phase as usize] > Duration::ZERO, "{phase:?}: {timing:?}");
        }
    }

    #[test]
    fn shares_add_up_to_one_in_the_order_of_a_year() {
        let shares = timed(2, 2).shares();
        let names: Vec<&str> = shares.iter().map(|(name, _)| *name).collect();
        let expected: Vec<&str> = Phase::ALL.map(Phase::name).into_iter().chain([STARTING_AND_MERGING]).collect();
        assert_eq!(names, expected);
        assert!((shares.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-12, "{shares:?}");
        assert!(shares.iter().all(|(_, share)| *share >= 0.0), "{shares:?}");
    }

    #[test]
    fn threads_add_up() {
        let second = Duration::from_secs(1);
        let one = Timing { threads: 1, blocks: 2, playing: 3 * second, phases: [second; 7], ..Timing::default() };
        let mut both = one;
        both.merge(&Timing { playing: second, ..one });
        both.elapsed = 4 * second;
        assert_eq!((both.threads, both.blocks, both.playing), (2, 4, 4 * second));
        assert_eq!(both.shares()[7], (STARTING_AND_MERGING, 0.5));
        assert!((both.shares()[0].1 - 0.5 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_played_takes_no_share() {
        assert_eq!(Timing::default().paths_per_second(), 0.0);
        assert!(Timing::default().shares().iter().all(|(_, share)| share.is_finite()));
    }
}
