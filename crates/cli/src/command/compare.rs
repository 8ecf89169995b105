//! `altai compare`: which scenario or package is better, by how much, and how surely.

use std::path::{Path, PathBuf};

use altai_analysis::compare::{Entrant, Kind, MOST, Size, comparable, compare as held_together};
use altai_report::compare as report;

use super::{KEEP, exit_code, processors};
use crate::arguments::Compare;
use crate::found::Found;
use crate::output::wrong;
use crate::progress::Progress;
use crate::scenario_file::stem;
use crate::subject::Subject;

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
    let entrants = entrants(arguments, &read, &names)?;
    comparable(&entrants)
        .map_err(|refused| wrong(&format!("these cannot be compared: {}", refused.differences.join("; "))))?;
    let scenarios: Vec<&Path> = arguments.scenarios.iter().map(PathBuf::as_path).collect();
    let folder = arguments.telling.keeping.folder_of(&scenarios, report::TABLE)?;
    let run = read[0].scenario.run;
    let found = Found::on(arguments.threads.unwrap_or_else(processors), |threads| {
        let progress = Progress::new(run.paths, arguments.telling.json);
        let size = Size { paths: run.paths, seed: run.seed, threads };
        held_together(kind, &entrants, size, &|played| progress.hear(played))
    });
    let subject = Subject::together(read);
    Ok(found.tell(&subject, folder.as_ref(), &arguments.telling, KEEP))
}

/// Reads all scenarios and selects their packages; or an exit code, where there is a mistake, which is told.
fn read(arguments: &Compare) -> Result<Vec<Subject>, u8> {
    let read: Vec<_> = arguments.scenarios.iter().map(|path| Subject::read(path, &arguments.set)).collect();
    let mut read: Vec<Subject> = read.into_iter().collect::<Result<_, u8>>()?;
    let (several, seed) = (read.len() > 1, arguments.seed.unwrap_or(read[0].scenario.run.seed));
    for subject in &mut read {
        subject.is_one_of_several = several;
        (subject.scenario.run.paths, subject.scenario.run.seed) = (arguments.paths, seed);
        if !arguments.package.is_empty() {
            subject.narrow(&arguments.package)?;
        } else if several {
            subject.narrow_to(None)?;
        }
    }
    Ok(read)
}

/// What is compared, and what each is called; or why they cannot be.
fn named(arguments: &Compare, read: &[Subject]) -> Result<(Kind, Vec<String>), String> {
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

/// All that are compared; or an exit code, where a target is not there, which is told.
fn entrants<'a>(arguments: &Compare, read: &'a [Subject], names: &'a [String]) -> Result<Vec<Entrant<'a>>, u8> {
    let headline = read[0].scenario.targets[0].name.as_str();
    let mut names = names.iter();
    let mut entrants = Vec::new();
    for subject in read {
        let scenario = &subject.scenario;
        let target = match arguments.target.as_deref() {
            None => scenario.target(headline).unwrap_or(0),
            asked => subject.target(asked)?,
        };
        let here = names.by_ref().take(scenario.packages.len()).enumerate();
        entrants.extend(here.map(|(package, name)| Entrant { name, scenario, package, target }));
    }
    Ok(entrants)
}
