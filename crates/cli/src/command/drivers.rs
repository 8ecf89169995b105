//! `altai drivers`: which assumption moves the odds most; or, with `--sobol`, what explains the outcome.

use std::convert::Infallible;
use std::num::NonZeroUsize;

use altai_analysis::drivers::{Drivers, drivers as spans};
use altai_analysis::sobol::{Asked, Sobol, sobol};
use altai_model::Scenario;
use altai_report::Run;

use super::exit_code;
use super::subject::{Says, Subject};
use crate::arguments::Drivers as Arguments;
use crate::output::{out, width_of_tables};
use crate::result_folder::Contents;
use crate::understood::target;

/// What is found out.
enum Found {
    /// What every uncertain number does to the odds, set low and high.
    Spans(Drivers),
    /// What explains the outcome.
    Shares(Sobol),
}

impl Found {
    fn of(arguments: &Arguments, scenario: &Scenario, target: usize, threads: NonZeroUsize) -> Self {
        let (paths, seed) = (scenario.run.paths, scenario.run.seed);
        if arguments.asks_for_shares() {
            Self::Shares(sobol(scenario, &Asked { target, paths, seed, shapley: arguments.shapley }, threads))
        } else {
            Self::Spans(spans(scenario, target, paths, seed, threads))
        }
    }

    fn sentence(&self) -> &str {
        match self {
            Self::Spans(drivers) => &drivers.sentence,
            Self::Shares(sobol) => &sobol.sentence,
        }
    }

    fn files(&self) -> anyhow::Result<Vec<Contents>> {
        match self {
            Self::Spans(drivers) => Ok(altai_report::drivers::files(drivers)?),
            Self::Shares(sobol) => Ok(altai_report::sobol::files(sobol)?),
        }
    }

    fn document(&self, run: &Run) -> anyhow::Result<String> {
        match self {
            Self::Spans(drivers) => Ok(altai_report::drivers::document(drivers, run)?),
            Self::Shares(sobol) => Ok(altai_report::sobol::document(sobol, run)?),
        }
    }

    fn text(&self, run: &Run, next: &str, width: usize) -> String {
        match self {
            Self::Spans(drivers) => altai_report::drivers::text(drivers, run, next, width),
            Self::Shares(sobol) => altai_report::sobol::text(sobol, run, next, width),
        }
    }
}

/// Finds out which assumption moves the odds most, or what explains the outcome, and shows it.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn drivers(arguments: &Arguments) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let mut subject = Subject::read(&arguments.playing, &arguments.playing.set, arguments.paths)?;
    subject.narrow_to(arguments.package.as_ref())?;
    let target = target(&subject.scenario, arguments.target.as_deref())?;
    let table = if arguments.asks_for_shares() { altai_report::sobol::TABLE } else { "drivers.csv" };
    let folder = arguments.keeping.folder(&arguments.playing.scenario, table)?;
    let find = |scenario: &Scenario, threads| Ok(Found::of(arguments, scenario, target, threads));
    let found = subject.ask(arguments.playing.threads(), find, |never: Infallible, _| match never {})?;
    let says = Says { sentence: found.answer.sentence(), ..Says::default() };
    let kept = subject.keep(folder.as_ref(), &found, Found::files, &says);
    // Even where the results could not be kept, the answer is worth its seconds.
    Ok(show(arguments, &subject.run(), &found.answer).and(kept))
}

/// Prints the answer as asked for.
fn show(arguments: &Arguments, run: &Run, found: &Found) -> anyhow::Result<()> {
    if arguments.json {
        out(&found.document(run)?)?;
        return Ok(());
    }
    let next = "next: --out FOLDER keeps every number, altai explain SCENARIO ADDRESS tells of one";
    let next = arguments.keeping.whereabouts(next);
    out(&found.text(run, &next, width_of_tables()))?;
    Ok(())
}
