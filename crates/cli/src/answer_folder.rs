//! The folder of `--out` for a question beside `run`: its table, the whole answer as JSON, and how it came about.

use crate::arguments::OddsOf;
use crate::clock;
use crate::command::run::as_run;
use crate::manifest::{self, How, Manifest};
use crate::output::out;
use crate::result_folder::{Contents, ResultFolder};
use crate::varied::Base;

/// A folder that may be written to.
#[derive(Debug)]
pub(crate) struct Open {
    folder: ResultFolder,
    started: String,
}

/// The folder that is asked for, if one is; or an exit code, where it must not be written to, which is told.
pub(crate) fn open(odds_of: &OddsOf, table: &str) -> Result<Option<Open>, u8> {
    let folder = odds_of.keeping.folder(&odds_of.playing.scenario, table)?;
    Ok(folder.map(|folder| Open { folder, started: clock::now() }))
}

impl Open {
    /// Writes the files, and a manifest beside them.
    ///
    /// # Errors
    ///
    /// The folder cannot be written to.
    fn write(&self, base: &Base, mut files: Vec<Contents>, threads: usize, seconds: f64) -> anyhow::Result<()> {
        let Some(own) = base.understood.files().next() else { return Ok(()) };
        let scenario = &base.understood.scenario;
        files
            .push(("scenario.toml", as_run(own, &base.asked.set, base.asked.package.is_some(), scenario).into_bytes()));
        let overrides = &manifest::overrides(&base.asked.set);
        let how = How { overrides, threads, started: &self.started, seconds };
        self.folder.keep(files, Manifest::of(&base.understood.scenario, base.understood.files(), how))
    }
}

/// Prints an answer, as text or as JSON, and keeps it in the folder, if there is one, with its table.
///
/// # Errors
///
/// It cannot be printed, or the folder cannot be written to.
pub(crate) fn tell(
    odds_of: &OddsOf,
    base: &Base,
    folder: Option<Open>,
    seconds: f64,
    Answer { text, json, table }: Answer,
) -> anyhow::Result<()> {
    out(if odds_of.json { &json } else { &text })?;
    if let Some(folder) = folder {
        let threads = odds_of.playing.threads();
        folder.write(base, vec![table, ("answer.json", json.into_bytes())], threads.get(), seconds)?;
    }
    Ok(())
}

/// An answer, in all forms.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) json: String,
    pub(crate) table: Contents,
}
