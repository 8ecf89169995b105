//! Where an answer is kept.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::result_folder::{self, ResultFolder};

/// The folder for an answer, and what may be replaced there.
#[derive(Debug, Args)]
pub(crate) struct Keeping {
    /// Write every number to this folder: CSV tables, the whole answer as JSON, the scenario as it was asked of, and how; what
    /// the same command wrote there from a file of the same name is replaced, whatever the options were
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write to --out even if the folder holds something else, which is left alone, or an edited or another result, which is
    /// not
    #[arg(long, requires = "out")]
    force: bool,
}

impl Keeping {
    /// The folder that is asked for, if one is; see [`result_folder::open`].
    pub(crate) fn folder(&self, scenario: &Path, table: &str) -> Result<Option<ResultFolder>, u8> {
        self.folder_of(&[scenario], table)
    }

    /// The same for a question to several scenarios.
    pub(crate) fn folder_of(&self, scenarios: &[&Path], table: &str) -> Result<Option<ResultFolder>, u8> {
        result_folder::open(self.out.as_deref(), self.force, scenarios, table)
    }

    /// Where every number is; `otherwise`, such as how to keep them, where nothing is kept.
    pub(crate) fn whereabouts(&self, otherwise: &str) -> String {
        let said = |folder: &PathBuf| format!("every number is in {}", folder.display());
        self.out.as_ref().map_or_else(|| otherwise.to_owned(), said)
    }
}
