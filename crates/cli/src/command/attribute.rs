//! `altai attribute`: what each deal is worth.

use std::time::Instant;

use altai_analysis::attribution::{Asked, Attribution, Gain, MOST_EXACT, Orders, Refusal, attribute as attributed};
use altai_model::{Diagnostic, Scenario};
use altai_report::{Warning, attribution as report};

use super::run;
use crate::arguments::{Attribute, AttributeMeasure};
use crate::manifest::{self, How, Manifest};
use crate::output::{out, tell_error, width_of_tables};
use crate::progress::Progress;
use crate::result_folder::{self, Contents};
use crate::understood::target;
use crate::{DONE, WRONG, clock, diagnostics, scenario_file};

/// So many paths unless told otherwise.
const PATHS: u64 = 100_000;

/// Plays the scenario under every set of its deals and says what each is worth.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn attribute(arguments: &Attribute) -> anyhow::Result<u8> {
    let reading = match scenario_file::read(&arguments.scenario, &arguments.set) {
        Ok(reading) => reading,
        Err(exit_code) => return Ok(exit_code),
    };
    let Some(mut scenario) = reading.scenario.clone() else {
        diagnostics::tell(&reading.sources, &reading.diagnostics);
        return Ok(WRONG);
    };
    diagnostics::tell_how_many(&arguments.scenario, &arguments.set, &reading.diagnostics);
    let stem = arguments.scenario.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    scenario.title = scenario.title.or(stem);
    scenario.run.paths = arguments.paths.unwrap_or(PATHS);
    scenario.run.seed = arguments.playing.seed.unwrap_or(scenario.run.seed);
    let package = arguments.package.clone().unwrap_or_else(|| "all".to_owned());
    if let Err(unknown) = scenario.select_packages(&[package]) {
        diagnostics::tell(&[], &[unknown]);
        return Ok(WRONG);
    }
    let asked = match asked(arguments, &scenario) {
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
    let told = attributed(&scenario, &asked, threads, &|played| progress.hear(played));
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
        overrides: manifest::overrides(&arguments.set),
        warnings: reading.diagnostics.iter().map(warning).collect(),
    };
    let kept = folder.map(|folder| {
        let mut files: Vec<Contents> = report::files(&told)?;
        let sources: Vec<_> = reading.files().collect();
        let as_run = run::as_run(sources[0], &arguments.set, arguments.package.is_some(), &scenario);
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

/// What the command line asks for; or an exit code, where a target is not there, which is told.
fn asked(arguments: &Attribute, scenario: &Scenario) -> Result<Asked, u8> {
    Ok(Asked {
        target: target(scenario, arguments.target.as_deref())?,
        package: 0,
        gain: match arguments.measure {
            AttributeMeasure::Reached => Gain::Reached,
            AttributeMeasure::AtDate => Gain::AtDate,
            AttributeMeasure::Mean => Gain::Mean,
            AttributeMeasure::Median => Gain::Median,
        },
        orders: match (arguments.prerequisites, arguments.sectors) {
            (true, _) => Orders::RequirementsFirst,
            (_, true) => Orders::SectorBySector,
            _ => Orders::All,
        },
        interactions: arguments.interactions,
        paths: scenario.run.paths,
        seed: scenario.run.seed,
    })
}

fn refused(refusal: Refusal, scenario: &Scenario) -> String {
    match refusal {
        Refusal::NoDeal if scenario.deals.is_empty() => "this scenario has no deal to attribute anything to".to_owned(),
        Refusal::NoDeal => format!("package `{}` has no deal to attribute anything to", scenario.packages[0].name),
        Refusal::TooMany(deals) => format!(
            "{deals} deals are too many for --prerequisites, --sectors and --interactions, which take at most {MOST_EXACT}: \
             name fewer with --package"
        ),
    }
}

fn show(arguments: &Attribute, told: &Attribution, run: &altai_report::Run, seconds: f64) -> anyhow::Result<()> {
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
