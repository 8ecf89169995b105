//! How many levels the odds of a run have.

use clap::ValueEnum;

/// Whether what could be known is told apart from chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Levels {
    /// Odds alone
    One,
    /// Odds, and where they lie given what could be known
    Two,
}
