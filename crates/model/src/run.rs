//! What the command line uses unless told otherwise.

use crate::mistakes::Read;
use crate::number;
use crate::reader::TableReader;

/// What the command line uses unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunDefaults {
    /// Number of paths, from 1 to 10¹⁰.
    pub paths: u64,
    /// Seed of every draw, below 2⁶³.
    pub seed: u64,
}

impl Default for RunDefaults {
    fn default() -> Self {
        Self { paths: 100_000, seed: 1 }
    }
}

pub(crate) const KEYS: &[&str] = &["paths", "seed"];

/// As many paths as may be played.
const MOST_PATHS: i128 = 10_000_000_000;

/// Reads `[run]`.
pub(crate) fn read(top: &TableReader<'_>) -> Read<RunDefaults> {
    let mistakes = top.mistakes;
    let default = RunDefaults::default();
    let Some(entry) = top.get("run") else { return Ok(default) };
    let table = top.table(entry, KEYS)?;
    let whole = |key: &str, what: &str, range, default: u64| {
        table.get(key).map_or(Ok(default), |entry| number::whole(entry, what, range, mistakes).map(|x| x as u64))
    };
    let paths = whole("paths", "how many paths are played", 1..=MOST_PATHS, default.paths);
    let seed = whole("seed", "where the draws begin", 0..=i128::from(i64::MAX), default.seed);
    Ok(RunDefaults { paths: paths?, seed: seed? })
}
