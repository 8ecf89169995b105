//! What becomes of an answer.

use clap::Args;

use super::Keeping;

/// Where an answer is kept, and in which form it is printed.
#[derive(Debug, Args)]
pub(crate) struct Telling {
    #[command(flatten)]
    pub(crate) keeping: Keeping,

    /// Print one JSON document instead of a table
    #[arg(long)]
    pub(crate) json: bool,

    /// Print the answer in a sentence, without a table
    #[arg(long, conflicts_with = "json")]
    pub(crate) brief: bool,
}
