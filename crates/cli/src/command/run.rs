//! `altai run`: reads a scenario, plays it, says what came of it, and keeps it where asked.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use altai_analysis::Answer;
use altai_math::dispatch::instruction_set;
use altai_model::{Diagnostic, Override, Scenario, SourceText, applied};
use altai_report::{Warning, csv_file, json, terminal};
use altai_sim::draws::{BLOCK, GENERATOR};
use altai_sim::{Plan, Streams, Summary, play};
use anyhow::Context;

use super::processors;
use crate::arguments::Run;
use crate::manifest::{self, Digested, Manifest};
use crate::output::{out, tell_error, tell_warning, width_of_tables};
use crate::progress::Progress;
use crate::result_folder::{Contents, ResultFolder};
use crate::scenario_file::{self, Disk};
use crate::{DONE, WRONG, clock, diagnostics};

/// Runs the scenario.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn run(arguments: &Run) -> anyhow::Result<u8> {
    let Read { files, scenario, warnings } = match read(arguments) {
        Ok(read) => read,
        Err(exit_code) => return Ok(exit_code),
    };
    let folder = arguments.out.as_deref().map(|out| ResultFolder::at(out, arguments.force, &arguments.scenario));
    let folder = match folder.transpose() {
        Ok(folder) => folder,
        Err(refused) => {
            tell_error(&refused.message);
            return Ok(refused.exit_code);
        }
    };
    let played = Played::new(&scenario, arguments.threads.unwrap_or_else(processors), arguments.quiet);
    let answer = Answer::of(&scenario, &played.summary);
    let answer = Answered { scenario: &scenario, played: &played, answer: &answer, warnings };
    let kept = folder.map(|folder| keep(arguments, &folder, &files, &answer)).transpose();
    // Even where the results could not be kept, the answer is worth its minutes.
    show(arguments, &answer)?;
    kept?;
    Ok(DONE)
}

/// What was read.
struct Read {
    /// The files that it was read from, its own first.
    files: Vec<SourceText>,
    /// With what the command line changes.
    scenario: Scenario,
    warnings: Vec<Warning>,
}

/// Reads the scenario; or an exit code, where there is a mistake, which is told.
fn read(arguments: &Run) -> Result<Read, u8> {
    let reading = scenario_file::read(&arguments.scenario, &arguments.set)?;
    if reading.scenario.is_none() || arguments.strict {
        diagnostics::tell(&reading.sources, &reading.diagnostics);
    } else if !arguments.quiet {
        diagnostics::tell_beside_an_answer(&reading.sources, &reading.diagnostics);
    }
    if reading.scenario.is_some() && arguments.strict {
        diagnostics::let_none_pass(&reading.sources, &reading.diagnostics)?;
    }
    let files = reading.files().cloned().collect();
    let mut scenario = reading.scenario.ok_or(WRONG)?;
    let stem = arguments.scenario.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    scenario.title = scenario.title.or(stem);
    scenario.run.paths = arguments.paths.unwrap_or(scenario.run.paths);
    scenario.run.seed = arguments.seed.unwrap_or(scenario.run.seed);
    if !arguments.package.is_empty()
        && let Err(unknown) = scenario.select_packages(&arguments.package)
    {
        diagnostics::tell(&[], &[unknown]);
        return Err(WRONG);
    }
    let warning = |warning: Diagnostic| Warning { code: warning.code.to_owned(), message: warning.message };
    Ok(Read { files, scenario, warnings: reading.diagnostics.into_iter().map(warning).collect() })
}

/// A simulation and how it went.
struct Played {
    summary: Summary,
    started: String,
    seconds: f64,
    threads: NonZeroUsize,
}

impl Played {
    fn new(scenario: &Scenario, threads: NonZeroUsize, quiet: bool) -> Self {
        let (started, start) = (clock::now(), Instant::now());
        let plan = Plan::compile(scenario);
        let draws = Streams::new(scenario.run.seed);
        let progress = Progress::new(scenario.run.paths, quiet);
        let summary = play(&plan, &draws, scenario.run.paths, threads, &|played| progress.hear(played));
        drop(progress);
        Self { summary, started, seconds: start.elapsed().as_secs_f64(), threads }
    }
}

/// All that is to be told.
struct Answered<'a> {
    scenario: &'a Scenario,
    played: &'a Played,
    answer: &'a Answer,
    warnings: Vec<Warning>,
}

/// Writes everything to the folder.
fn keep(arguments: &Run, folder: &ResultFolder, read: &[SourceText], answered: &Answered<'_>) -> anyhow::Result<()> {
    let Answered { scenario, played, answer, warnings } = answered;
    let mut files: Vec<Contents> = csv_file::files(answer)?;
    files.push(("scenario.toml", as_run(arguments, &read[0], scenario).into_bytes()));
    let manifest = Manifest {
        format: Manifest::FORMAT,
        altai: env!("CARGO_PKG_VERSION"),
        title: scenario.title.as_deref(),
        seed: scenario.run.seed,
        paths: scenario.run.paths,
        packages: scenario.packages.iter().map(|package| package.name.as_str()).collect(),
        overrides: &overrides(&arguments.set),
        headline: answer.headline.as_ref(),
        cautions: answer.cautions.iter().map(ToString::to_string).collect(),
        warnings,
        generator: GENERATOR,
        block: BLOCK,
        threads: played.threads.get(),
        instruction_set: instruction_set().name(),
        inputs: read
            .iter()
            .map(|file| Digested::new(&file_name(Path::new(&file.name)), file.text.as_bytes()))
            .collect(),
        files: files.iter().map(|(name, contents)| Digested::new(name, contents)).collect(),
        started: &played.started,
        seconds: played.seconds,
    };
    files.push((manifest::FILE, manifest.text()?));
    let out = arguments.out.as_deref().unwrap_or(Path::new(""));
    let failed = || format!("the results were not written to `{}`", out.display());
    if let Some(old) = folder.write(&files).with_context(failed)? {
        tell_warning(&format!(
            "the results are written, but the earlier ones could not be deleted: they are in `{}`",
            old.display()
        ));
    }
    Ok(())
}

/// The scenario with everything in it that the command line said: to run it is to run this again.
fn as_run(arguments: &Run, text: &SourceText, scenario: &Scenario) -> String {
    let deals = |package: &altai_model::scenario::Package| {
        package.deals.iter().map(|&deal| scenario.deals[deal].name.clone()).collect()
    };
    let packages: Vec<(String, Vec<String>)> =
        scenario.packages.iter().map(|package| (package.name.clone(), deals(package))).collect();
    let chosen = (!arguments.package.is_empty()).then_some(packages.as_slice());
    without_schema(&applied(text, &arguments.set, &Disk, scenario.run, chosen)).to_owned()
}

/// The text without a first line that names a schema beside the scenario, which is not beside the result.
pub(super) fn without_schema(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#:schema ") && !first.contains("://") => rest,
        _ => text,
    }
}

pub(super) fn overrides(changes: &[Override]) -> Vec<String> {
    changes.iter().map(|change| format!("{}={}", change.address, change.value)).collect()
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Prints the answer as asked for.
fn show(arguments: &Run, answered: &Answered<'_>) -> anyhow::Result<()> {
    let Answered { scenario, played, answer, warnings } = answered;
    let run = altai_report::Run {
        altai: env!("CARGO_PKG_VERSION").to_owned(),
        seed: scenario.run.seed,
        overrides: overrides(&arguments.set),
        warnings: warnings.clone(),
    };
    if arguments.json {
        out(&json::document(answer, &run)?)?;
    } else if arguments.brief {
        out(&terminal::headline(answer, width_of_tables()))?;
    } else if !arguments.quiet {
        let next = match &arguments.out {
            Some(folder) => format!("every number is in {}", folder.display()),
            None => "next: --out FOLDER keeps every number, --set ADDRESS=VALUE changes one".to_owned(),
        };
        out(&terminal::text(answer, &run, played.seconds, &next, width_of_tables()))?;
    }
    Ok(())
}
