//! What becomes of an answer: where it is kept, in which form it is printed.

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

/// In which form an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// All of it, as JSON.
    Document,
    /// The sentence.
    Sentence,
    /// The sentence and tables.
    Tables,
    /// Not at all.
    Nothing,
}

impl Telling {
    /// The form that is asked for.
    pub(crate) fn form(&self) -> Form {
        match (self.json, self.brief) {
            (true, _) => Form::Document,
            (_, true) => Form::Sentence,
            _ => Form::Tables,
        }
    }
}
