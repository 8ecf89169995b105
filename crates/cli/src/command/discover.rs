//! `altai discover`: in which futures the target is reached, or missed.

use std::time::Instant;

use altai_analysis::discover::prim::Settings;
use altai_analysis::discover::{Asked, Choice, Discovery, Outcome, Refusal, discover as answer};
use altai_model::{Diagnostic, Scenario, SourceText};
use altai_report::{Warning, discover as report};

use super::run::as_run;
use crate::arguments::Discover;
use crate::manifest::{self, How, Manifest};
use crate::output::{out, tell_error, width_of_tables};
use crate::result_folder::{self, Contents, ResultFolder};
use crate::scenario_file;
use crate::understood::target;
use crate::{DONE, WRONG, clock, diagnostics};

/// Finds boxes of futures, and says what they hold.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn discover(arguments: &Discover) -> anyhow::Result<u8> {
    let read = match read(arguments) {
        Ok(read) => read,
        Err(exit_code) => return Ok(exit_code),
    };
    let folder =
        match result_folder::open(arguments.out.as_deref(), arguments.force, &arguments.scenario, report::TABLE) {
            Ok(folder) => folder,
            Err(exit_code) => return Ok(exit_code),
        };
    let (started, start) = (clock::now(), Instant::now());
    let threads = arguments.playing.threads();
    let discovery = match answer(&read.scenario, &read.asked, threads) {
        Ok(discovery) => discovery,
        Err(Refusal::NoSuchBox(number, last)) => {
            tell_error(&format!("there is no box {number}: the last one that was found is {last}"));
            return Ok(WRONG);
        }
    };
    let took = Took { started, seconds: start.elapsed().as_secs_f64(), threads: threads.get() };
    let kept = folder.map(|folder| keep(arguments, &folder, &read, &discovery, &took)).transpose();
    // Even where the results could not be kept, the answer is worth its seconds.
    show(arguments, read, &discovery)?;
    kept?;
    Ok(DONE)
}

/// What was read.
struct Read {
    /// The files that it was read from, its own first.
    files: Vec<SourceText>,
    /// With what the command line changes, and one package.
    scenario: Scenario,
    asked: Asked,
    warnings: Vec<Warning>,
}

/// How it went.
struct Took {
    started: String,
    seconds: f64,
    threads: usize,
}

/// Reads the scenario; or an exit code, where there is a mistake, which is told.
fn read(arguments: &Discover) -> Result<Read, u8> {
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
    let asked = asked(arguments, target, scenario.run.seed);
    let warning = |warning: Diagnostic| Warning { code: warning.code.to_owned(), message: warning.message };
    Ok(Read { files, scenario, asked, warnings: reading.diagnostics.into_iter().map(warning).collect() })
}

fn asked(arguments: &Discover, target: usize, seed: u64) -> Asked {
    let choice = match (arguments.number, arguments.density) {
        (Some(number), _) => Choice::Number(usize::try_from(number).unwrap_or(usize::MAX)),
        (None, Some(density)) => Choice::Density(density),
        (None, None) => Choice::Contrast,
    };
    Asked {
        target,
        outcome: if arguments.failures { Outcome::Failure } else { Outcome::Success },
        chance: arguments.chance,
        settings: Settings { peel: arguments.peel, paste: arguments.paste, mass: arguments.mass },
        choice,
        prunes: !arguments.unpruned,
        resamples: arguments.resamples,
        paths: arguments.paths,
        seed,
    }
}

/// Writes everything to the folder.
fn keep(
    arguments: &Discover,
    folder: &ResultFolder,
    read: &Read,
    discovery: &Discovery,
    took: &Took,
) -> anyhow::Result<()> {
    let Read { files: sources, scenario, warnings, .. } = read;
    let mut files: Vec<Contents> = report::files(discovery)?;
    let as_asked = as_run(&sources[0], &arguments.set, true, scenario);
    files.push(("scenario.toml", as_asked.into_bytes()));
    let overrides = &manifest::overrides(&arguments.set);
    let how = How { overrides, threads: took.threads, started: &took.started, seconds: took.seconds };
    let manifest = Manifest { sentence: Some(&discovery.sentence), warnings, ..Manifest::of(scenario, sources, how) };
    folder.keep(files, manifest)
}

/// Prints the answer as asked for.
fn show(arguments: &Discover, read: Read, discovery: &Discovery) -> anyhow::Result<()> {
    let run = altai_report::Run {
        altai: env!("CARGO_PKG_VERSION").to_owned(),
        seed: read.asked.seed,
        overrides: manifest::overrides(&arguments.set),
        warnings: read.warnings,
    };
    if arguments.json {
        out(&report::document(discovery, &run)?)?;
        return Ok(());
    }
    let next = match &arguments.out {
        Some(folder) => format!("every box is in {}", folder.display()),
        None => "next: --box N and --density SHARE show another box, --out FOLDER keeps all".to_owned(),
    };
    out(&report::text(discovery, &run, &next, width_of_tables()))?;
    Ok(())
}
