//! `altai sweep`: how the odds move as one number of the scenario moves, or two.

use altai_analysis::Question;
use altai_analysis::sweep::{Axis, Sweep, combinations};
use altai_analysis::variation::{Tally, Varied};
use altai_analysis::writing::evenly;
use altai_report::sweep as report;

use super::{KEEP, exit_code};
use crate::arguments::{Ends, Sweep as Arguments};
use crate::found::Found;
use crate::output::wrong;
use crate::progress::Progress;
use crate::varied::{Base, ascending, typed};

/// Values of one number, unless told otherwise.
const STEPS: usize = 11;

/// Values of each of two numbers, unless told otherwise.
const STEPS_OF_TWO: usize = 5;

/// Plays the scenario at every value and tells how the odds move.
///
/// # Errors
///
/// The answer cannot be printed or written.
pub(crate) fn sweep(arguments: &Arguments) -> anyhow::Result<u8> {
    exit_code(swept(arguments))
}

fn swept(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let base = Base::read(&arguments.odds_of)?;
    let folder = arguments.odds_of.telling.keeping.folder(&arguments.odds_of.playing.scenario, report::TABLE)?;
    let steps = if arguments.ranges.len() > 1 { STEPS_OF_TWO } else { STEPS };
    let axes = arguments.ranges.iter().map(|ends| axis(&base, ends, steps)).collect::<Result<Vec<_>, u8>>()?;
    if let [(_, one), (_, other)] = axes.as_slice()
        && one.address == other.address
    {
        return Err(wrong(&format!("`{}` is named twice: two addresses make a grid", one.address)));
    }
    let (varied, axes): (Vec<Varied>, Vec<Axis>) = axes.into_iter().unzip();
    // All are read before any is played, so that a mistake costs nothing.
    let combined = combinations(&axes);
    let scenarios = combined.iter().map(|values| {
        let values = varied.iter().zip(values).map(|(varied, &x)| (varied.address.as_str(), typed(varied, x)));
        base.at(&values.collect::<Vec<_>>())
    });
    let scenarios = scenarios.collect::<Result<Vec<_>, u8>>()?;
    let found = Found::on(arguments.odds_of.playing.threads(), |threads| {
        let run = base.subject.scenario.run;
        let progress = Progress::new(run.paths * scenarios.len() as u64, arguments.odds_of.telling.json);
        let played = scenarios.iter().enumerate().map(|(at, scenario)| {
            let tally = Tally::of(scenario, base.target, run.paths, run.seed, threads);
            progress.hear(run.paths * (at as u64 + 1));
            (Question::of(scenario), tally)
        });
        let played: Vec<(Question, Tally)> = played.collect();
        Sweep::of(Question::of(&base.subject.scenario), base.target, axes, &played)
    });
    Ok(found.tell(&base.subject, folder.as_ref(), &arguments.odds_of.telling, KEEP))
}

/// A number and the values that it is given.
fn axis(base: &Base, ends: &Ends, steps: usize) -> Result<(Varied, Axis), u8> {
    let word = format!("the range {}={}..{}", ends.address, ends.from, ends.to);
    let varied = base.varied(&ends.address, true, &word)?;
    if base.subject.changes.iter().any(|set| is_within(set.address.trim(), &varied.address)) {
        return Err(wrong(&format!(
            "`{}` is given a range and set by --set as well: leave out the one or the other",
            varied.address
        )));
    }
    let low = base.number(&varied, &ends.from, &word)?;
    let high = base.number(&varied, &ends.to, &word)?;
    ascending(&varied.address, [&ends.from, &ends.to], [low, high])?;
    let values = evenly(low, high, ends.steps.unwrap_or(steps), varied.writing);
    let axis = Axis { address: varied.address.clone(), values, writing: varied.writing };
    Ok((varied, axis))
}

/// Whether an address is another, or a part of it.
fn is_within(address: &str, whole: &str) -> bool {
    address.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
