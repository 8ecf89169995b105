//! Where an answer is kept.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::result_folder::{self, ResultFolder};

/// The folder for an answer, and what may be replaced there.
#[derive(Debug, Args)]
pub(crate) struct Keeping {
    /// Write every number to this folder: CSV tables, the scenario as it was run, and how;
    /// what the same command wrote there from a file of the same name is replaced, whatever the options were
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write to --out even if the folder holds something else or an edited result
    #[arg(long, requires = "out")]
    force: bool,
}

/// What --force is said to do where the answer is of a scenario, or of several.
pub(super) const FORCE_FOR_SCENARIOS: &str = "Write to --out even if the folder holds something else, which is left alone, \
                                              or an edited result or that of another scenario, which is not";

/// What --force is said to do where the answer is to a question.
pub(super) const FORCE_FOR_ANSWERS: &str = "Write to --out even if the folder holds something else, which is left alone, \
                                            or an edited or another result, which is not";

impl Keeping {
    /// The folder that is asked for, if one is; see [`result_folder::open`].
    pub(crate) fn folder(&self, scenario: &Path, table: &str) -> Result<Option<ResultFolder>, u8> {
        result_folder::open(self.out.as_deref(), self.force, scenario, table)
    }

    /// Where every number is; `otherwise`, such as how to keep them, where nothing is kept.
    pub(crate) fn whereabouts(&self, otherwise: &str) -> String {
        let said = |folder: &PathBuf| format!("every number is in {}", folder.display());
        self.out.as_ref().map_or_else(|| otherwise.to_owned(), said)
    }
}
