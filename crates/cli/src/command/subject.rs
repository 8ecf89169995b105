//! What a question is asked of, read alike by all of them, and how its answer is kept.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use altai_model::{Diagnostic, Override, Scenario, SourceText};
use altai_report::{Run, Warning};

use super::run::as_run;
use crate::manifest::{self, How, Manifest};
use crate::output::tell_error;
use crate::result_folder::{Contents, ResultFolder};
use crate::{WRONG, clock, diagnostics, scenario_file};

/// A scenario with what the command line changes.
pub(super) struct Subject {
    pub(super) scenario: Scenario,
    /// The files that it was read from, its own first.
    files: Vec<SourceText>,
    changes: Vec<Override>,
    warnings: Vec<Warning>,
    /// Whether some of its packages were chosen.
    is_narrowed: bool,
}

/// An answer, and how long it took.
pub(super) struct Found<A> {
    pub(super) answer: A,
    pub(super) seconds: f64,
    started: String,
    threads: usize,
}

impl Subject {
    /// Reads the scenario; or an exit code, where there is a mistake, which is told.
    pub(super) fn read(file: &Path, changes: &[Override], paths: u64, seed: Option<u64>) -> Result<Self, u8> {
        let reading = scenario_file::read(file, changes)?;
        let files = reading.files().cloned().collect();
        let Some(mut scenario) = reading.scenario else {
            diagnostics::tell(&reading.sources, &reading.diagnostics);
            return Err(WRONG);
        };
        diagnostics::tell_how_many(file, changes, &reading.diagnostics);
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        scenario.title = scenario.title.or(stem);
        scenario.run.paths = paths;
        scenario.run.seed = seed.unwrap_or(scenario.run.seed);
        let warning = |warning: Diagnostic| Warning { code: warning.code.to_owned(), message: warning.message };
        let warnings = reading.diagnostics.into_iter().map(warning).collect();
        Ok(Self { scenario, files, changes: changes.to_vec(), warnings, is_narrowed: false })
    }

    /// Leaves only these packages; or an exit code, where one is not there, which is told.
    pub(super) fn narrow(&mut self, packages: &[String]) -> Result<(), u8> {
        if let Err(unknown) = self.scenario.select_packages(packages) {
            diagnostics::tell(&[], &[unknown]);
            return Err(WRONG);
        }
        self.is_narrowed = true;
        Ok(())
    }

    /// Leaves only this package, or the last, which the headline is about.
    pub(super) fn narrow_to(&mut self, package: Option<&String>) -> Result<(), u8> {
        let last = self.scenario.packages.last().map(|package| package.name.clone());
        let package: Vec<String> = package.cloned().or(last).into_iter().collect();
        self.narrow(&package)
    }

    /// Finds the answer out; or an exit code, where it is refused, which is told.
    pub(super) fn ask<A, Refusal>(
        &self,
        threads: NonZeroUsize,
        find: impl FnOnce(&Scenario, NonZeroUsize) -> Result<A, Refusal>,
        refused: impl FnOnce(Refusal, &Scenario) -> String,
    ) -> Result<Found<A>, u8> {
        let (started, start) = (clock::now(), Instant::now());
        match find(&self.scenario, threads) {
            Ok(answer) => Ok(Found { answer, seconds: start.elapsed().as_secs_f64(), started, threads: threads.get() }),
            Err(refusal) => {
                tell_error(&refused(refusal, &self.scenario));
                Err(WRONG)
            }
        }
    }

    /// What an answer says of how it came about.
    pub(super) fn run(&self) -> Run {
        Run {
            altai: env!("CARGO_PKG_VERSION").to_owned(),
            seed: self.scenario.run.seed,
            overrides: manifest::overrides(&self.changes),
            warnings: self.warnings.clone(),
        }
    }

    /// Writes the tables of an answer to the folder, if there is one, with the scenario as it was played and a manifest.
    pub(super) fn keep<A, E: Into<anyhow::Error>>(
        &self,
        folder: Option<&ResultFolder>,
        found: &Found<A>,
        tables: impl FnOnce(&A) -> Result<Vec<Contents>, E>,
        says: &Says<'_>,
    ) -> anyhow::Result<()> {
        let Some(folder) = folder else { return Ok(()) };
        let mut files = tables(&found.answer).map_err(Into::into)?;
        let as_asked = as_run(&self.files[0], &self.changes, self.is_narrowed, &self.scenario);
        files.push(("scenario.toml", as_asked.into_bytes()));
        let overrides = &manifest::overrides(&self.changes);
        let how = How { overrides, threads: found.threads, started: &found.started, seconds: found.seconds };
        let mut manifest = Manifest {
            sentence: Some(says.sentence),
            warnings: &self.warnings,
            ..Manifest::of(&self.scenario, &self.files, how)
        };
        if let Some(packages) = &says.packages {
            manifest.packages.clone_from(packages);
        }
        folder.keep(files, manifest)
    }
}

/// What a manifest says of an answer.
#[derive(Default)]
pub(super) struct Says<'a> {
    pub(super) sentence: &'a str,
    /// The packages that were played, where they are not the scenario's own.
    pub(super) packages: Option<Vec<&'a str>>,
}
