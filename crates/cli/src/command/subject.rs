//! What a question is asked of, read alike by all of them, and how its answer is kept.

use std::num::NonZeroUsize;
use std::time::Instant;

use altai_model::{Override, Reading, Scenario, SourceText};
use altai_report::{Run, Warning};

use super::run::as_run;
use crate::arguments::{Playing, Telling};
use crate::manifest::{self, How, Manifest};
use crate::output::{out, width_of_tables, wrong};
use crate::result_folder::{Contents, ResultFolder};
use crate::scenario_file::{self, stem};
use crate::{clock, diagnostics, understood};

/// A scenario with what the command line changes.
pub(super) struct Subject {
    pub(super) scenario: Scenario,
    /// The files that it was read from, its own first.
    pub(super) files: Vec<SourceText>,
    pub(super) changes: Vec<Override>,
    pub(super) warnings: Vec<Warning>,
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
    /// Reads the scenario with these changes; or an exit code, where there is a mistake, which is told.
    pub(super) fn read(playing: &Playing, changes: &[Override], paths: u64) -> Result<Self, u8> {
        let reading = scenario_file::read(&playing.scenario, changes)?;
        if reading.scenario.is_some() {
            diagnostics::tell_how_many(&playing.scenario, changes, &reading.diagnostics);
        } else {
            diagnostics::tell(&reading.sources, &reading.diagnostics);
        }
        let mut subject = Self::of(reading, playing, changes)?;
        subject.scenario.run.paths = paths;
        Ok(subject)
    }

    /// What was read; or an exit code, where there is a mistake, which the caller tells.
    pub(super) fn of(reading: Reading, playing: &Playing, changes: &[Override]) -> Result<Self, u8> {
        let files = reading.files().cloned().collect();
        let warnings = diagnostics::warnings(&reading.diagnostics);
        let mut scenario = reading.scenario.ok_or_else(|| diagnostics::exit_code(&reading.diagnostics))?;
        scenario.title = scenario.title.or_else(|| stem(&playing.scenario));
        scenario.run.seed = playing.seed.unwrap_or(scenario.run.seed);
        Ok(Self { scenario, files, changes: changes.to_vec(), warnings, is_narrowed: false })
    }

    /// Leaves only these packages; or an exit code, where one is not there, which is told.
    pub(super) fn narrow(&mut self, packages: &[String]) -> Result<(), u8> {
        self.is_narrowed = true;
        understood::narrow(&mut self.scenario, packages)
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
            Err(refusal) => Err(wrong(&refused(refusal, &self.scenario))),
        }
    }

    /// What an answer says of how it came about.
    pub(super) fn run(&self) -> Run {
        manifest::run(self.scenario.run.seed, &self.changes, self.warnings.clone())
    }

    /// The scenario as it was played: to run it is to ask the same again.
    pub(super) fn as_played(&self) -> Contents {
        let text = as_run(&self.files[0], &self.changes, self.is_narrowed, &self.scenario);
        ("scenario.toml", text.into_bytes())
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
        files.push(self.as_played());
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

    /// Prints an answer in the form that is asked for.
    pub(super) fn show<A>(
        &self,
        telling: &Telling,
        found: &Found<A>,
        document: fn(&A, &Run) -> serde_json::Result<String>,
        sentence: fn(&A, usize) -> String,
        text: fn(&A, &Run, f64, &str, usize) -> String,
    ) -> anyhow::Result<()> {
        let (run, width) = (self.run(), width_of_tables());
        out(&if telling.json {
            document(&found.answer, &run)?
        } else if telling.brief {
            sentence(&found.answer, width)
        } else {
            text(&found.answer, &run, found.seconds, &telling.keeping.whereabouts(""), width)
        })?;
        Ok(())
    }
}

/// What a manifest says of an answer.
#[derive(Default)]
pub(super) struct Says<'a> {
    pub(super) sentence: &'a str,
    /// The packages that were played, where they are not the scenario's own.
    pub(super) packages: Option<Vec<&'a str>>,
}
