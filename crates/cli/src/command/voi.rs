//! `altai voi`: which number is worth finding out before deciding.

use std::time::Instant;

use altai_analysis::voi::{Asked, Refusal, Voi, voi as weighed};
use altai_model::{Diagnostic, Override, Scenario};
use altai_report::{Warning, voi as report};

use super::run;
use crate::arguments::Voi as Arguments;
use crate::manifest::{self, How, Manifest};
use crate::output::{out, tell_error, width_of_tables};
use crate::progress::Progress;
use crate::result_folder::{self, Contents};
use crate::understood::target;
use crate::{DONE, WRONG, clock, diagnostics, scenario_file};

/// Plays the scenario and says what it is worth to know each of its numbers before a package is chosen.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn voi(arguments: &Arguments) -> anyhow::Result<u8> {
    let changes = changes(arguments);
    let reading = match scenario_file::read(&arguments.scenario, &changes) {
        Ok(reading) => reading,
        Err(exit_code) => return Ok(exit_code),
    };
    let Some(mut scenario) = reading.scenario.clone() else {
        diagnostics::tell(&reading.sources, &reading.diagnostics);
        return Ok(WRONG);
    };
    diagnostics::tell_how_many(&arguments.scenario, &changes, &reading.diagnostics);
    let stem = arguments.scenario.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    scenario.title = scenario.title.or(stem);
    scenario.run.paths = arguments.paths;
    scenario.run.seed = arguments.playing.seed.unwrap_or(scenario.run.seed);
    let asked = match asked(arguments, &mut scenario) {
        Ok(asked) => asked,
        Err(exit_code) => return Ok(exit_code),
    };
    let folder =
        match result_folder::open(arguments.out.as_deref(), arguments.force, &arguments.scenario, report::TABLE) {
            Ok(folder) => folder,
            Err(exit_code) => return Ok(exit_code),
        };
    let threads = arguments.playing.threads();
    let (started, start) = (clock::now(), Instant::now());
    let progress = Progress::new(asked.paths, arguments.json);
    let told = weighed(&scenario, &asked, threads, &|played| progress.hear(played));
    drop(progress);
    let told = match told {
        Ok(told) => told,
        Err(refusal) => {
            tell_error(&refused(refusal, &scenario));
            return Ok(WRONG);
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    let warning = |warning: &Diagnostic| Warning { code: warning.code.to_owned(), message: warning.message.clone() };
    let run = altai_report::Run {
        altai: env!("CARGO_PKG_VERSION").to_owned(),
        seed: asked.seed,
        overrides: manifest::overrides(&changes),
        warnings: reading.diagnostics.iter().map(warning).collect(),
    };
    let kept = folder.map(|folder| {
        let mut files: Vec<Contents> = report::files(&told)?;
        let sources: Vec<_> = reading.files().collect();
        let as_run = run::as_run(sources[0], &changes, !arguments.packages.is_empty(), &scenario);
        files.push(("scenario.toml", as_run.into_bytes()));
        let how = How { overrides: &run.overrides, threads: threads.get(), started: &started, seconds };
        let manifest = Manifest {
            sentence: Some(&told.sentence),
            warnings: &run.warnings,
            ..Manifest::of(&scenario, sources.iter().copied(), how)
        };
        folder.keep(files, manifest)
    });
    show(arguments, &told, &run, seconds)?;
    kept.transpose()?;
    Ok(DONE)
}

/// What the command line changes: `--value` is a change of the scenario's decision, the last word on it.
fn changes(arguments: &Arguments) -> Vec<Override> {
    let value =
        arguments.value.map(|value| Override { address: "decision.value".to_owned(), value: value.to_string() });
    arguments.set.iter().cloned().chain(value).collect()
}

/// What the command line asks for; or an exit code, where something is not there, which is told.
fn asked(arguments: &Arguments, scenario: &mut Scenario) -> Result<Asked, u8> {
    let Some(decision) = scenario.decision else {
        tell_error(
            "nothing says what reaching the target is worth, against which costs are weighed\n  say it in USD million with --value \
             50, or in the scenario: `[decision]` with `value = 50`",
        );
        return Err(WRONG);
    };
    if !arguments.packages.is_empty() {
        let names: Vec<String> = arguments.packages.iter().map(|name| name.trim().to_owned()).collect();
        if let Err(unknown) = scenario.select_packages(&names) {
            diagnostics::tell(&[], &[unknown]);
            return Err(WRONG);
        }
    }
    Ok(Asked {
        target: target(scenario, arguments.target.as_deref())?,
        value: decision.value,
        paths: scenario.run.paths,
        seed: scenario.run.seed,
    })
}

fn refused(refusal: Refusal, scenario: &Scenario) -> String {
    match refusal {
        Refusal::OnePackage => format!(
            "there is only package `{}`: nothing to choose\n  a choice is among packages, such as --packages none,all",
            scenario.packages.first().map_or("none", |package| package.name.as_str())
        ),
        Refusal::NothingToKnow => {
            "no uncertain number of this scenario could be found out: all are fixed, drawn every year \
                                   anew, or of role \"chance\""
                .to_owned()
        }
        Refusal::NoNumber => {
            "costs are so large that they cannot be added up: public money is in USD million".to_owned()
        }
    }
}

fn show(arguments: &Arguments, told: &Voi, run: &altai_report::Run, seconds: f64) -> anyhow::Result<()> {
    if arguments.json {
        out(&report::document(told, run)?)?;
    } else if arguments.brief {
        out(&report::sentence(told, width_of_tables()))?;
    } else {
        let next = match &arguments.out {
            Some(folder) => format!("every number is in {}", folder.display()),
            None => String::new(),
        };
        out(&report::text(told, run, seconds, &next, width_of_tables()))?;
    }
    Ok(())
}
