//! What the command line uses unless told otherwise.

use crate::language::{Key, Table, Takes};
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

const DEFAULT: RunDefaults = RunDefaults { paths: 100_000, seed: 1 };

impl Default for RunDefaults {
    fn default() -> Self {
        DEFAULT
    }
}

/// As many paths as may be played.
const MOST_PATHS: u64 = 10_000_000_000;

/// The greatest seed.
const MOST_SEED: u64 = i64::MAX as u64;

const PATHS: Key = Key::new("paths", Takes::Whole(1, MOST_PATHS), "how many paths are played")
    .or(DEFAULT.paths as f64)
    .shown("200_000");
const SEED: Key =
    Key::new("seed", Takes::Whole(0, MOST_SEED), "where the draws begin").or(DEFAULT.seed as f64).shown("7");

pub(crate) const TABLE: Table = Table::new("run", "what the command line uses unless told otherwise", &[PATHS, SEED]);

/// Reads `[run]`.
pub(crate) fn read(top: &TableReader<'_>) -> Read<RunDefaults> {
    let mistakes = top.mistakes;
    let default = RunDefaults::default();
    let Some(entry) = top.get("run") else { return Ok(default) };
    let table = top.table(entry, &TABLE)?;
    let whole = |key: &Key, range, default: u64| {
        table
            .get(key.name)
            .map_or(Ok(default), |entry| number::whole(entry, key.what, range, mistakes).map(|x| x as u64))
    };
    let paths = whole(&PATHS, 1..=MOST_PATHS.into(), default.paths);
    let seed = whole(&SEED, 0..=MOST_SEED.into(), default.seed);
    Ok(RunDefaults { paths: paths?, seed: seed? })
}
