//! `altai drivers`: which assumption moves the odds most; or, with `--sobol`, what explains the outcome.

use std::num::NonZeroUsize;
use std::time::Instant;

use altai_analysis::drivers::{Drivers, drivers as spans};
use altai_analysis::sobol::{Asked, Sobol, sobol};
use altai_model::{Diagnostic, Scenario, SourceText};
use altai_report::{Run, Warning};

use super::run::as_run;
use crate::arguments::Drivers as Arguments;
use crate::manifest::{self, How, Manifest};
use crate::output::{out, width_of_tables};
use crate::result_folder::{self, Contents, ResultFolder};
use crate::scenario_file::{self};
use crate::understood::target;
use crate::{DONE, WRONG, clock, diagnostics};

/// What is found out.
enum Found {
    /// What every uncertain number does to the odds, set low and high.
    Spans(Drivers),
    /// What explains the outcome.
    Shares(Sobol),
}

impl Found {
    fn of(arguments: &Arguments, read: &Read, threads: NonZeroUsize) -> Self {
        let (scenario, target) = (&read.scenario, read.target);
        let (paths, seed) = (scenario.run.paths, scenario.run.seed);
        if arguments.asks_for_shares() {
            Self::Shares(sobol(scenario, &Asked { target, paths, seed, shapley: arguments.shapley }, threads))
        } else {
            Self::Spans(spans(scenario, target, paths, seed, threads))
        }
    }

    fn sentence(&self) -> &str {
        match self {
            Self::Spans(drivers) => &drivers.sentence,
            Self::Shares(sobol) => &sobol.sentence,
        }
    }

    fn files(&self) -> anyhow::Result<Vec<Contents>> {
        match self {
            Self::Spans(drivers) => Ok(altai_report::drivers::files(drivers)?),
            Self::Shares(sobol) => Ok(altai_report::sobol::files(sobol)?),
        }
    }

    fn document(&self, run: &Run) -> anyhow::Result<String> {
        match self {
            Self::Spans(drivers) => Ok(altai_report::drivers::document(drivers, run)?),
            Self::Shares(sobol) => Ok(altai_report::sobol::document(sobol, run)?),
        }
    }

    fn text(&self, run: &Run, next: &str, width: usize) -> String {
        match self {
            Self::Spans(drivers) => altai_report::drivers::text(drivers, run, next, width),
            Self::Shares(sobol) => altai_report::sobol::text(sobol, run, next, width),
        }
    }
}

/// Finds out which assumption moves the odds most, or what explains the outcome, and shows it.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn drivers(arguments: &Arguments) -> anyhow::Result<u8> {
    let read = match read(arguments) {
        Ok(read) => read,
        Err(exit_code) => return Ok(exit_code),
    };
    let table = if arguments.asks_for_shares() { altai_report::sobol::TABLE } else { "drivers.csv" };
    let folder = match result_folder::open(arguments.out.as_deref(), arguments.force, &arguments.scenario, table) {
        Ok(folder) => folder,
        Err(exit_code) => return Ok(exit_code),
    };
    let (started, start) = (clock::now(), Instant::now());
    let threads = arguments.playing.threads();
    let found = Found::of(arguments, &read, threads);
    let took = Took { started, seconds: start.elapsed().as_secs_f64(), threads: threads.get() };
    let kept = folder.map(|folder| keep(arguments, &folder, &read, &found, &took)).transpose();
    // Even where the results could not be kept, the answer is worth its seconds.
    show(arguments, read, &found)?;
    kept?;
    Ok(DONE)
}

/// What was read.
struct Read {
    /// The files that it was read from, its own first.
    files: Vec<SourceText>,
    /// With what the command line changes, and one package.
    scenario: Scenario,
    /// Which target.
    target: usize,
    warnings: Vec<Warning>,
}

/// How it went.
struct Took {
    started: String,
    seconds: f64,
    threads: usize,
}

/// Reads the scenario; or an exit code, where there is a mistake, which is told.
fn read(arguments: &Arguments) -> Result<Read, u8> {
    let reading = scenario_file::read(&arguments.scenario, &arguments.set)?;
    if reading.scenario.is_none() {
        diagnostics::tell(&reading.sources, &reading.diagnostics);
    } else {
        diagnostics::tell_how_many(&arguments.scenario, &arguments.set, &reading.diagnostics);
    }
    let files = reading.files().cloned().collect();
    let mut scenario = reading.scenario.ok_or(WRONG)?;
    let stem = arguments.scenario.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    scenario.title = scenario.title.or(stem);
    scenario.run.paths = arguments.paths;
    scenario.run.seed = arguments.playing.seed.unwrap_or(scenario.run.seed);
    let last = scenario.packages.last().map(|package| package.name.clone());
    let package: Vec<String> = arguments.package.clone().or(last).into_iter().collect();
    if let Err(unknown) = scenario.select_packages(&package) {
        diagnostics::tell(&[], &[unknown]);
        return Err(WRONG);
    }
    let target = target(&scenario, arguments.target.as_deref())?;
    let warning = |warning: Diagnostic| Warning { code: warning.code.to_owned(), message: warning.message };
    Ok(Read { files, scenario, target, warnings: reading.diagnostics.into_iter().map(warning).collect() })
}

/// Writes everything to the folder.
fn keep(arguments: &Arguments, folder: &ResultFolder, read: &Read, found: &Found, took: &Took) -> anyhow::Result<()> {
    let Read { files: sources, scenario, warnings, .. } = read;
    let mut files = found.files()?;
    let as_asked = as_run(&sources[0], &arguments.set, true, scenario);
    files.push(("scenario.toml", as_asked.into_bytes()));
    let overrides = &manifest::overrides(&arguments.set);
    let how = How { overrides, threads: took.threads, started: &took.started, seconds: took.seconds };
    let manifest = Manifest { sentence: Some(found.sentence()), warnings, ..Manifest::of(scenario, sources, how) };
    folder.keep(files, manifest)
}

/// Prints the answer as asked for.
fn show(arguments: &Arguments, read: Read, found: &Found) -> anyhow::Result<()> {
    let run = Run {
        altai: env!("CARGO_PKG_VERSION").to_owned(),
        seed: read.scenario.run.seed,
        overrides: manifest::overrides(&arguments.set),
        warnings: read.warnings,
    };
    if arguments.json {
        out(&found.document(&run)?)?;
        return Ok(());
    }
    let next = match &arguments.out {
        Some(folder) => format!("every number is in {}", folder.display()),
        None => "next: --out FOLDER keeps every number, altai explain SCENARIO ADDRESS tells of one".to_owned(),
    };
    out(&found.text(&run, &next, width_of_tables()))?;
    Ok(())
}
