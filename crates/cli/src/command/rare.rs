//! `altai run --rare`: odds so small that a plain run never sees them.

use std::time::Instant;

use altai_analysis::rare::{MOST_PATHS, PATHS, Rare, Search, Tuning};
use altai_analysis::words::grouped;
use altai_report::rare as report;

use super::run::{Read, as_run, read};
use crate::arguments::Run as Arguments;
use crate::manifest::{self, How, Manifest};
use crate::output::{out, tell_error, width_of_tables};
use crate::progress::Progress;
use crate::result_folder::{self, Contents, ResultFolder};
use crate::{DONE, WRONG, clock};

/// Searches for paths that reach the targets, and says how rare they are.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn rare(arguments: &Arguments) -> anyhow::Result<u8> {
    let paths = arguments.paths.unwrap_or(PATHS);
    if paths > MOST_PATHS {
        let most = grouped(MOST_PATHS);
        tell_error(&format!("--rare keeps all paths of a level in memory: write at most {most} for --paths"));
        return Ok(WRONG);
    }
    let mut read = match read(arguments) {
        Ok(read) => read,
        Err(exit_code) => return Ok(exit_code),
    };
    let folder =
        match result_folder::open(arguments.out.as_deref(), arguments.force, &arguments.scenario, report::TABLE) {
            Ok(folder) => folder,
            Err(exit_code) => return Ok(exit_code),
        };
    let threads = arguments.playing.threads();
    let (started, start) = (clock::now(), Instant::now());
    let tuning = Tuning::default();
    let search = Search::new(&read.scenario, &tuning, paths, read.scenario.run.seed, threads);
    let progress = Progress::new(search.paths(), arguments.quiet || arguments.json);
    let found = search.answer(threads, &|played| progress.hear(played));
    drop((progress, search));
    read.scenario.run.paths = found.paths;
    let took = Took { started, seconds: start.elapsed().as_secs_f64(), threads: threads.get() };
    let kept = folder.map(|folder| keep(arguments, &folder, &read, &found, &took)).transpose();
    // Even where the results could not be kept, the answer is worth its seconds.
    show(arguments, &read, &found, &took)?;
    kept?;
    Ok(DONE)
}

/// How it went.
struct Took {
    started: String,
    seconds: f64,
    threads: usize,
}

/// Writes everything to the folder.
fn keep(arguments: &Arguments, folder: &ResultFolder, read: &Read, found: &Rare, took: &Took) -> anyhow::Result<()> {
    let Read { files: sources, scenario, warnings } = read;
    let mut files: Vec<Contents> = report::files(found)?;
    let as_run = as_run(&sources[0], &arguments.set, !arguments.package.is_empty(), scenario);
    files.push(("scenario.toml", as_run.into_bytes()));
    let overrides = &manifest::overrides(&arguments.set);
    let how = How { overrides, threads: took.threads, started: &took.started, seconds: took.seconds };
    let manifest = Manifest { sentence: Some(&found.sentence), warnings, ..Manifest::of(scenario, sources, how) };
    folder.keep(files, manifest)
}

/// Prints the answer as asked for.
fn show(arguments: &Arguments, read: &Read, found: &Rare, took: &Took) -> anyhow::Result<()> {
    let run = altai_report::Run {
        altai: env!("CARGO_PKG_VERSION").to_owned(),
        seed: read.scenario.run.seed,
        overrides: manifest::overrides(&arguments.set),
        warnings: read.warnings.clone(),
    };
    if arguments.json {
        out(&report::document(found, &run)?)?;
    } else if arguments.brief {
        out(&report::sentence(found, width_of_tables()))?;
    } else if !arguments.quiet {
        let next = match &arguments.out {
            Some(folder) => format!("every number is in {}", folder.display()),
            None => "next: --out FOLDER keeps every number, --paths N narrows the odds down".to_owned(),
        };
        out(&report::text(found, &run, took.seconds, &next, width_of_tables()))?;
    }
    Ok(())
}
