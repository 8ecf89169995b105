//! `altai frontier`: what public money buys.

use std::time::Instant;

use altai_analysis::frontier::{Asked, Frontier, MOST_DEALS, Refusal, frontier as compared};
use altai_model::{Diagnostic, Scenario};
use altai_report::{Warning, frontier as report};

use super::run;
use crate::arguments::Frontier as Arguments;
use crate::manifest::{self, How, Manifest};
use crate::output::{out, tell_error, width_of_tables};
use crate::progress::Progress;
use crate::result_folder::{self, Contents};
use crate::understood::{deals, target};
use crate::{DONE, WRONG, clock, diagnostics, scenario_file};

/// Plays the scenario under every set of its deals, and holds odds against cost.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn frontier(arguments: &Arguments) -> anyhow::Result<u8> {
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
    scenario.run.paths = arguments.paths;
    scenario.run.seed = arguments.playing.seed.unwrap_or(scenario.run.seed);
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
    let progress = Progress::new(2 * asked.paths, arguments.json);
    let told = compared(&scenario, &asked, threads, &|played| progress.hear(played));
    drop(progress);
    let told = match told {
        Ok(told) => told,
        Err(refusal) => {
            tell_error(&refused(refusal, &scenario, &asked));
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
        let as_run = run::as_run(sources[0], &arguments.set, false, &scenario);
        files.push(("scenario.toml", as_run.into_bytes()));
        let how = How { overrides: &run.overrides, threads: threads.get(), started: &started, seconds };
        let packages = told.packages.iter().map(|row| row.package.as_str()).collect();
        let manifest = Manifest {
            sentence: Some(&told.sentence),
            warnings: &run.warnings,
            packages,
            ..Manifest::of(&scenario, sources.iter().copied(), how)
        };
        folder.keep(files, manifest)
    });
    show(arguments, &told, &run, seconds)?;
    kept.transpose()?;
    Ok(DONE)
}

/// What the command line asks for; or an exit code, where a name is not there, which is told.
fn asked(arguments: &Arguments, scenario: &Scenario) -> Result<Asked, u8> {
    let decided = if arguments.deals.is_empty() {
        (0..scenario.deals.len()).collect()
    } else {
        deals(scenario, &arguments.deals)?
    };
    let mut others = scenario.clone();
    if let Err(unknown) = others.select_packages(&[arguments.others.clone().unwrap_or_else(|| "none".to_owned())]) {
        diagnostics::tell(&[], &[unknown]);
        return Err(WRONG);
    }
    let mut others_on = others.packages.swap_remove(0).deals;
    others_on.retain(|deal| !decided.contains(deal));
    Ok(Asked {
        target: target(scenario, arguments.target.as_deref())?,
        decided,
        others_on,
        budget: arguments.budget,
        paths: scenario.run.paths,
        seed: scenario.run.seed,
    })
}

fn refused(refusal: Refusal, scenario: &Scenario, asked: &Asked) -> String {
    match refusal {
        Refusal::NoDeal => "this scenario has no deal to spend public money on".to_owned(),
        Refusal::TooMany(deals) => {
            let costly = asked.decided.iter().filter(|&&deal| scenario.deals[deal].cost.is_some());
            let names: Vec<&str> = costly.take(MOST_DEALS).map(|&deal| scenario.deals[deal].name.as_str()).collect();
            let such = if names.is_empty() { "A,B,C".to_owned() } else { names.join(",") };
            format!(
                "{deals} deals have more packages than can be compared, which are those of at most {MOST_DEALS}\n  say which are \
                 decided on, such as --deals {such}; the others are off, or as a package has them, with --others PACKAGE"
            )
        }
        Refusal::NoCost => {
            let deal = asked.decided.first().map_or("NAME", |&deal| scenario.deals[deal].name.as_str());
            let none = if asked.decided.len() == scenario.deals.len() {
                "no deal of this scenario costs public money"
            } else {
                "none of the deals that are decided on costs public money"
            };
            format!(
                "{none}: there is nothing to hold the odds against\n  say what one costs, in USD million, with `cost` in its table, \
                 or with --set deals.{deal}.cost=20"
            )
        }
    }
}

fn show(arguments: &Arguments, told: &Frontier, run: &altai_report::Run, seconds: f64) -> anyhow::Result<()> {
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
