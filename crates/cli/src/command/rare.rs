//! `altai run --rare`: odds so small that a plain run never sees them.

use std::convert::Infallible;

use altai_analysis::rare::{MOST_PATHS, PATHS, Rare, Search, Tuning};
use altai_analysis::words::grouped;
use altai_model::Scenario;
use altai_report::{Run, rare as report};

use super::run::read;
use super::subject::{Found, Says};
use crate::arguments::Run as Arguments;
use crate::output::{out, width_of_tables, wrong};
use crate::progress::Progress;

/// Searches for paths that reach the targets, and says how rare they are; or an exit code, where something is wrong, which is
/// told.
pub(super) fn rare(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let paths = arguments.paths.unwrap_or(PATHS);
    if paths > MOST_PATHS {
        let most = grouped(MOST_PATHS);
        return Err(wrong(&format!("--rare keeps all paths of a level in memory: write at most {most} for --paths")));
    }
    let mut subject = read(arguments)?;
    let playing = &arguments.playing;
    let folder = arguments.keeping.folder(&playing.scenario, report::TABLE)?;
    let find = |scenario: &Scenario, threads| {
        let tuning = Tuning::default();
        let search = Search::new(scenario, &tuning, paths, scenario.run.seed, threads);
        let progress = Progress::new(search.paths(), arguments.quiet || arguments.json);
        Ok(search.answer(threads, &|played| progress.hear(played)))
    };
    let found = subject.ask(playing.threads(), find, |never: Infallible, _| match never {})?;
    subject.scenario.run.paths = found.answer.paths;
    let says = Says { sentence: &found.answer.sentence, ..Says::default() };
    let kept = subject.keep(folder.as_ref(), &found, report::files, &says);
    // Even where the results could not be kept, the answer is worth its seconds.
    Ok(show(arguments, &subject.run(), &found).and(kept))
}

/// Prints the answer as asked for.
fn show(arguments: &Arguments, run: &Run, found: &Found<Rare>) -> anyhow::Result<()> {
    let (rare, width) = (&found.answer, width_of_tables());
    if arguments.json {
        out(&report::document(rare, run)?)?;
    } else if arguments.brief {
        out(&report::sentence(rare, width))?;
    } else if !arguments.quiet {
        let next = "next: --out FOLDER keeps every number, --paths N narrows the odds down";
        let next = arguments.keeping.whereabouts(next);
        out(&report::text(rare, run, found.seconds, &next, width))?;
    }
    Ok(())
}
