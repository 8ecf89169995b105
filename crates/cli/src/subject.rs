//! What a question is asked of: a scenario that has been read, what stands in it and where, and what the command line changes.

use std::path::Path;

use altai_model::{Diagnostic, Outline, Override, Reading, Scenario, SourceText, Span};
use altai_report::{Run, Warning};

use crate::arguments::Playing;
use crate::as_run::as_run;
use crate::manifest::{self, How, Manifest};
use crate::result_folder::Contents;
use crate::scenario_file::{self, stem};
use crate::{WRONG, diagnostics};

/// A scenario without mistakes.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) scenario: Scenario,
    pub(crate) outline: Outline,
    /// What the command line changes.
    pub(crate) changes: Vec<Override>,
    /// What its reader warned of.
    pub(crate) warnings: Vec<Warning>,
    /// What was read, as spans count it.
    sources: Vec<SourceText>,
    /// The files among it, its own first.
    files: Vec<SourceText>,
    /// The names of the scenarios' own files, without their folders: one, unless the question is of several.
    scenarios: Vec<String>,
    /// The packages that are played, where they are not the scenario's own.
    pub(crate) packages: Option<Vec<String>>,
    /// Whether some of its packages were chosen.
    is_narrowed: bool,
    /// Whether the question is of other scenarios as well.
    pub(crate) is_one_of_several: bool,
}

/// Leaves only these packages; or an exit code, where one is not there, which is told.
pub(crate) fn narrow(scenario: &mut Scenario, packages: &[String]) -> Result<(), u8> {
    scenario.select_packages(packages).map_err(|unknown| {
        diagnostics::tell(&[], &[unknown]);
        WRONG
    })
}

impl Subject {
    /// Reads a scenario and tells how many warnings it has; or an exit code, where there is a mistake or no file, which is
    /// told.
    pub(crate) fn read(path: &Path, changes: &[Override]) -> Result<Self, u8> {
        let reading = scenario_file::read(path, changes)?;
        if reading.scenario.is_some() {
            diagnostics::tell_how_many(path, changes, &reading.diagnostics);
        } else {
            diagnostics::tell(&reading.sources, &reading.diagnostics);
        }
        Self::of(reading, changes)
    }

    /// The same, to be played.
    pub(crate) fn to_play(playing: &Playing, paths: Option<u64>) -> Result<Self, u8> {
        Ok(Self::read(&playing.scenario, &playing.set)?.played(playing, paths))
    }

    /// What was read; or an exit code, where there is a mistake, which the caller tells.
    pub(crate) fn of(reading: Reading, changes: &[Override]) -> Result<Self, u8> {
        let files: Vec<SourceText> = reading.files().cloned().collect();
        let own = files.first().and_then(|file| Path::new(&file.name).file_name());
        let own = own.map(|name| name.to_string_lossy().into_owned());
        Ok(Self {
            files,
            scenarios: own.into_iter().collect(),
            warnings: diagnostics::warnings(&reading.diagnostics),
            scenario: reading.scenario.ok_or_else(|| diagnostics::exit_code(&reading.diagnostics))?,
            outline: reading.outline,
            sources: reading.sources,
            changes: changes.to_vec(),
            packages: None,
            is_narrowed: false,
            is_one_of_several: false,
        })
    }

    /// As it is played: under its file's name where it has no title, with the seed and as many paths as are asked for.
    pub(crate) fn played(mut self, playing: &Playing, paths: Option<u64>) -> Self {
        let scenario = &mut self.scenario;
        scenario.title = scenario.title.take().or_else(|| stem(&playing.scenario));
        scenario.run.seed = playing.seed.unwrap_or(scenario.run.seed);
        scenario.run.paths = paths.unwrap_or(scenario.run.paths);
        self
    }

    /// One or several scenarios of which one question is asked, with what the first says of the run.
    pub(crate) fn together(mut all: Vec<Self>) -> Self {
        let packages = all.iter().flat_map(|subject| &subject.scenario.packages);
        let packages: Vec<String> = packages.map(|package| package.name.clone()).collect();
        let others = all.split_off(1);
        let mut first = all.swap_remove(0);
        if first.is_one_of_several {
            first.packages = Some(packages);
            first.warnings = first.warnings_by_file();
        }
        for other in others {
            first.warnings.extend(other.warnings_by_file());
            first.files.extend(other.files);
            first.scenarios.extend(other.scenarios);
        }
        first
    }

    /// Its warnings, each with the file that it is about.
    fn warnings_by_file(&self) -> Vec<Warning> {
        let file = self.scenarios.first().map_or("", String::as_str);
        let message = |warning: &Warning| format!("{file}: {}", warning.message);
        self.warnings.iter().map(|warning| Warning { message: message(warning), ..warning.clone() }).collect()
    }

    /// Leaves only these packages; or an exit code, where one is not there, which is told.
    pub(crate) fn narrow(&mut self, packages: &[String]) -> Result<(), u8> {
        self.is_narrowed = true;
        self.scenario.select_packages(packages).map_err(|unknown| self.tell(unknown))
    }

    /// Leaves only this package, or the last, which the headline is about.
    pub(crate) fn narrow_to(&mut self, package: Option<&String>) -> Result<(), u8> {
        let package: Vec<String> = package.cloned().or_else(|| self.last_package()).into_iter().collect();
        self.narrow(&package)
    }

    /// The name of the last package, which the headline is about.
    pub(crate) fn last_package(&self) -> Option<String> {
        self.scenario.packages.last().map(|package| package.name.clone())
    }

    /// The place of a target, the first unless it is named; or an exit code, where it is not there, which is told.
    pub(crate) fn target(&self, name: Option<&str>) -> Result<usize, u8> {
        name.map_or(Ok(0), |name| self.scenario.target(name)).map_err(|unknown| self.tell(unknown))
    }

    /// The places of deals by their names, ascending, each once; or an exit code, where one is not there, which is told.
    pub(crate) fn deals(&self, names: &[String]) -> Result<Vec<usize>, u8> {
        let places: Result<Vec<usize>, Diagnostic> = names.iter().map(|name| self.scenario.deal(name.trim())).collect();
        let mut places = places.map_err(|unknown| self.tell(unknown))?;
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }

    /// Tells what is wrong with the command line, of several scenarios with the file that it is about; the exit code of that.
    fn tell(&self, diagnostic: Diagnostic) -> u8 {
        let about = if self.is_one_of_several { &self.files[..1] } else { &[] };
        diagnostics::tell(about, &[diagnostic]);
        WRONG
    }

    /// Where a span stands: `scenario.toml:41`; the override itself where it is one.
    pub(crate) fn place(&self, span: &Span) -> String {
        let Some(source) = self.sources.get(span.source) else { return String::new() };
        if source.name.starts_with("--set ") {
            return source.name.clone();
        }
        let before = source.text.get(..span.bytes.start).unwrap_or_default();
        format!("{}:{}", source.name, before.matches('\n').count() + 1)
    }

    /// The same in a few letters: `line 41` of the scenario's own file, else the file's name without its folders.
    pub(crate) fn short_place(&self, span: &Span) -> String {
        let place = self.place(span);
        match (span.source, place.rsplit_once(':')) {
            (0, Some((_, line))) => format!("line {line}"),
            _ => {
                Path::new(&place).file_name().map_or_else(|| place.clone(), |name| name.to_string_lossy().into_owned())
            }
        }
    }

    /// What an answer says of how it came about.
    pub(crate) fn run(&self) -> Run {
        Run {
            altai: manifest::VERSION.to_owned(),
            seed: self.scenario.run.seed,
            overrides: self.overrides(),
            warnings: self.warnings.clone(),
        }
    }

    /// What the command line changes, as it was typed.
    fn overrides(&self) -> Vec<String> {
        self.changes.iter().map(|change| format!("{}={}", change.address, change.value)).collect()
    }

    /// The scenario as it was played: to run it is to ask the same again. Nothing where there are several.
    pub(crate) fn as_played(&self) -> Option<Contents> {
        let own = self.files.first().filter(|_| !self.is_one_of_several)?;
        let text = as_run(own, &self.changes, self.is_narrowed, &self.scenario);
        Some(("scenario.toml", text.into_bytes()))
    }

    /// What holds of any answer: without what was found and written.
    pub(crate) fn manifest<'a>(&'a self, how: How<'a>) -> Manifest<'a> {
        let own = || self.scenario.packages.iter().map(|package| package.name.clone()).collect();
        Manifest {
            scenarios: if self.scenarios.len() > 1 { self.scenarios.clone() } else { Vec::new() },
            packages: self.packages.clone().unwrap_or_else(own),
            overrides: self.overrides(),
            warnings: &self.warnings,
            ..Manifest::of(&self.scenario, &self.files, how)
        }
    }
}
