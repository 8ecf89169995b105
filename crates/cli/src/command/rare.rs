//! `altai run --rare`: odds so small that a plain run never sees them.

use altai_analysis::rare::{MOST_PATHS, PATHS, Search, Tuning};
use altai_analysis::words::grouped;
use altai_report::rare as report;

use super::run::read;
use crate::arguments::Run as Arguments;
use crate::found::Found;
use crate::output::wrong;
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
    let scenario = &subject.scenario;
    let found = Found::on(playing.threads(), |threads| {
        let tuning = Tuning::default();
        let search = Search::new(scenario, &tuning, paths, scenario.run.seed, threads);
        let progress = Progress::new(search.paths(), arguments.quiet || arguments.json);
        search.answer(threads, &|played| progress.hear(played))
    });
    subject.scenario.run.paths = found.answer.paths;
    let next = arguments.keeping.whereabouts("next: --out FOLDER keeps every number, --paths N narrows the odds down");
    Ok(found.told(&subject, folder.as_ref(), arguments.form(), &next))
}
