//! `altai compare`: which scenario or package is better, by how much, and how surely.

use std::path::Path;
use std::time::Instant;

use altai_analysis::compare::{Comparison, Entrant, Kind, MOST, Size, comparable, compare as held_together, rows};
use altai_model::{Scenario, did_you_mean};
use altai_report::{Run, compare as report, csv_file};

use super::run::as_run;
use super::{exit_code, processors};
use crate::arguments::Compare;
use crate::clock;
use crate::manifest::{self, How, Manifest};
use crate::output::{out, width_of_tables, wrong};
use crate::progress::Progress;
use crate::scenario_file::stem;
use crate::understood::{self, Understood};

/// The file of the comparison.
const TABLE: &str = "compare.csv";

/// Compares, and keeps the numbers where asked.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn compare(arguments: &Compare) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Compare) -> Result<anyhow::Result<()>, u8> {
    let read = read(arguments)?;
    let (kind, names) = named(arguments, &read).map_err(|message| wrong(&message))?;
    let entrants = entrants(arguments, &read, &names).map_err(|message| wrong(&message))?;
    comparable(&entrants)
        .map_err(|refused| wrong(&format!("these cannot be compared: {}", refused.differences.join("; "))))?;
    let folder = arguments.keeping.folder(&arguments.scenarios[0], TABLE)?;
    let (started, start) = (clock::now(), Instant::now());
    let seed = arguments.seed.unwrap_or(read[0].scenario.run.seed);
    let threads = arguments.threads.unwrap_or_else(processors);
    let size = Size { paths: arguments.paths, seed, threads };
    let progress = Progress::new(arguments.paths, arguments.json);
    let comparison = held_together(kind, &entrants, size, &|played| progress.hear(played));
    drop(progress);
    let kept = folder.map_or(Ok(()), |folder| {
        let (threads, seconds) = (threads.get(), start.elapsed().as_secs_f64());
        let how = How { overrides: &manifest::overrides(&arguments.set), threads, started: &started, seconds };
        let manifest = Manifest {
            seed,
            paths: arguments.paths,
            packages: comparison.contenders.iter().map(|contender| contender.package.as_str()).collect(),
            sentence: Some(&comparison.sentence),
            ..Manifest::of(&read[0].scenario, read.iter().flat_map(Understood::files), how)
        };
        let mut files = vec![(TABLE, csv_file::compare(&rows(&comparison))?)];
        if let ([only], Some(own)) = (read.as_slice(), read[0].files().next()) {
            let mut scenario = only.scenario.clone();
            (scenario.run.paths, scenario.run.seed) = (arguments.paths, seed);
            files.push(("scenario.toml", as_run(own, &arguments.set, true, &scenario).into_bytes()));
        }
        folder.keep(files, manifest)
    });
    let run = manifest::run(seed, &arguments.set, Vec::new());
    Ok(show(arguments, &run, &comparison).and(kept))
}

/// Prints the answer as asked for.
fn show(arguments: &Compare, run: &Run, comparison: &Comparison) -> anyhow::Result<()> {
    out(&if arguments.json {
        report::json(comparison, run)?
    } else {
        let next = arguments.keeping.whereabouts("next: --out FOLDER keeps every number");
        report::text(comparison, run, &next, width_of_tables())
    })?;
    Ok(())
}

/// Reads all scenarios and selects their packages; or an exit code, where there is a mistake, which is told.
fn read(arguments: &Compare) -> Result<Vec<Understood>, u8> {
    let read: Vec<_> = arguments.scenarios.iter().map(|path| understood::read(path, &arguments.set)).collect();
    let mut read: Vec<Understood> = read.into_iter().collect::<Result<_, u8>>()?;
    let several = read.len() > 1;
    for understood in &mut read {
        let scenario = &mut understood.scenario;
        if !arguments.package.is_empty() {
            understood::narrow(scenario, &arguments.package)?;
        } else if several {
            // The headline's is the last.
            scenario.packages.drain(..scenario.packages.len().saturating_sub(1));
        }
    }
    Ok(read)
}

/// What is compared, and what each is called; or why they cannot be.
fn named(arguments: &Compare, read: &[Understood]) -> Result<(Kind, Vec<String>), String> {
    let most = |number: usize| match number {
        0..=MOST => Ok(()),
        _ => Err(format!("{number} are more than Altai compares: at most {MOST}")),
    };
    if let [only] = read {
        let names: Vec<String> = only.scenario.packages.iter().map(|package| package.name.clone()).collect();
        if arguments.package.is_empty() || names.len() < 2 {
            let all: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let has = if arguments.package.is_empty() { format!(": it has {}", all.join(", ")) } else { String::new() };
            return Err(format!(
                "one scenario is compared by its packages: name two or more with --package{has}; or give another scenario"
            ));
        }
        most(names.len())?;
        return Ok((Kind::Packages, names));
    }
    most(read.len())?;
    if arguments.package.len() > 1 {
        return Err("of several scenarios, --package names the one that all of them play: give it once".to_owned());
    }
    let stems: Vec<String> = arguments.scenarios.iter().map(|path| stem(path).unwrap_or_default()).collect();
    let paths: Vec<String> = arguments.scenarios.iter().map(|path| path.display().to_string()).collect();
    match (twice(&stems), twice(&paths)) {
        (None, _) => Ok((Kind::Scenarios, stems)),
        (_, None) => Ok((Kind::Scenarios, paths)),
        (_, Some(path)) => Err(format!("`{path}` is given twice, and a scenario is no better than itself")),
    }
}

/// A name that comes twice.
fn twice(names: &[String]) -> Option<&String> {
    names.iter().enumerate().find(|&(place, name)| names[..place].contains(name)).map(|(_, name)| name)
}

/// All that are compared; or which target is not there.
fn entrants<'a>(arguments: &Compare, read: &'a [Understood], names: &'a [String]) -> Result<Vec<Entrant<'a>>, String> {
    let headline = read[0].scenario.targets[0].name.as_str();
    let mut names = names.iter();
    let mut entrants = Vec::new();
    for (understood, path) in read.iter().zip(&arguments.scenarios) {
        let scenario = &understood.scenario;
        let asked = arguments.target.as_deref();
        let target = match place_of(scenario, asked.unwrap_or(headline)) {
            Some(target) => target,
            None if asked.is_none() => 0,
            None => return Err(no_target(scenario, path, asked.unwrap_or_default())),
        };
        let here = names.by_ref().take(scenario.packages.len()).enumerate();
        entrants.extend(here.map(|(package, name)| Entrant { name, scenario, package, target }));
    }
    Ok(entrants)
}

fn place_of(scenario: &Scenario, target: &str) -> Option<usize> {
    scenario.targets.iter().position(|known| known.name == target)
}

fn no_target(scenario: &Scenario, path: &Path, asked: &str) -> String {
    let names = || scenario.targets.iter().map(|target| target.name.as_str());
    let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
    let meant = match did_you_mean(asked, names()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("it has {}", all.join(", ")),
    };
    format!("`{}` has no target `{asked}`: {meant}", path.display())
}
