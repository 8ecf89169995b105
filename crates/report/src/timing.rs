//! Where the time of a run went.

use serde::Serialize;

/// Where the time of a run went: of this run on this machine, and different the next time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timing {
    /// Reading and checking the scenario.
    pub reading_seconds: f64,
    /// Compiling it to a plan.
    pub preparing_seconds: f64,
    /// Playing.
    pub playing_seconds: f64,
    /// Playing again in groups and telling how sure the odds are; absent where that is not told.
    pub levels_seconds: Option<f64>,
    /// Making the answer out of what was played.
    pub answering_seconds: f64,
    /// Writing files; absent where none are written, and in a manifest, which is itself one of them.
    pub writing_seconds: Option<f64>,
    /// From the beginning of the run to this report, with what lies between the others.
    pub total_seconds: f64,
    /// Paths played in a second of playing.
    pub paths_per_second: f64,
    /// Threads that played: no more than there are blocks of paths.
    pub threads: usize,
    /// The instruction set that they used.
    pub instruction_set: &'static str,
    /// As much memory as the process ever held; absent where the system does not tell.
    pub peak_memory_bytes: Option<u64>,
    /// Where the threads' time of playing went.
    pub playing: Vec<Part>,
}

/// A part of playing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Its name, such as `regimes_and_shocks`.
    pub part: &'static str,
    /// Its share of the threads' time; all of them add up to 1.
    pub share: f64,
}
