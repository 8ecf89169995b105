//! What becomes of an answer.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::result_folder::{self, ResultFolder};

/// Where an answer is kept, and in which form it is printed.
#[derive(Debug, Args)]
pub(crate) struct Telling {
    /// Write every number to this folder: CSV tables, the scenario as it was run, and how;
    /// what the same command wrote there from a file of the same name is replaced, whatever the options were
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write to --out even if the folder holds something else or an edited result
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    /// Print one JSON document instead of a table
    #[arg(long)]
    pub(crate) json: bool,

    /// Print the answer in a sentence, without a table
    #[arg(long, conflicts_with = "json")]
    pub(crate) brief: bool,
}

impl Telling {
    /// The folder that is asked for, if one is; see [`result_folder::open`].
    pub(crate) fn folder(&self, scenario: &Path, table: &str) -> Result<Option<ResultFolder>, u8> {
        result_folder::open(self.out.as_deref(), self.force, scenario, table)
    }
}
