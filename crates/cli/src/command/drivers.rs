//! `altai drivers`: which assumption moves the odds most; or, with `--sobol`, what explains the outcome.

use std::num::NonZeroUsize;

use altai_analysis::drivers::drivers as spans;
use altai_analysis::sobol::{Asked, sobol};
use altai_report::Report;

use super::exit_code;
use crate::arguments::Drivers as Arguments;
use crate::found::Found;
use crate::subject::Subject;

/// Finds out which assumption moves the odds most, or what explains the outcome, and shows it.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn drivers(arguments: &Arguments) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let mut subject = Subject::to_play(&arguments.playing, Some(arguments.paths))?;
    subject.narrow_to(arguments.package.as_ref())?;
    let target = subject.target(arguments.target.as_deref())?;
    let (scenario, paths, seed) = (&subject.scenario, arguments.paths, subject.scenario.run.seed);
    if arguments.asks_for_shares() {
        let asked = Asked { target, paths, seed, shapley: arguments.shapley };
        tell(arguments, &subject, altai_report::sobol::TABLE, |threads| sobol(scenario, &asked, threads))
    } else {
        let find = |threads| spans(scenario, target, paths, seed, threads);
        tell(arguments, &subject, altai_report::drivers::TABLE, find)
    }
}

/// Finds the answer out, unless it must not be kept, and tells it.
fn tell<A: Report>(
    arguments: &Arguments,
    subject: &Subject,
    table: &str,
    find: impl FnOnce(NonZeroUsize) -> A,
) -> Result<anyhow::Result<()>, u8> {
    let folder = arguments.telling.keeping.folder(&arguments.playing.scenario, table)?;
    let found = Found::on(arguments.playing.threads(), find);
    let next = "next: --out FOLDER keeps every number, altai explain SCENARIO ADDRESS tells of one";
    Ok(found.tell(subject, folder.as_ref(), &arguments.telling, next))
}
