//! `altai discover`: in which futures the target is reached, or missed.

use altai_analysis::discover::prim::Settings;
use altai_analysis::discover::{Asked, Choice, Outcome, Refusal, discover as boxes};
use altai_report::discover as report;

use super::exit_code;
use crate::arguments::Discover;
use crate::found::Found;
use crate::output::wrong;
use crate::subject::Subject;

/// Finds boxes of futures, and says what they hold.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn discover(arguments: &Discover) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Discover) -> Result<anyhow::Result<()>, u8> {
    let mut subject = Subject::to_play(&arguments.playing, Some(arguments.paths))?;
    subject.narrow_to(arguments.package.as_ref())?;
    let target = subject.target(arguments.target.as_deref())?;
    let asked = asked(arguments, target, subject.scenario.run.seed);
    let folder = arguments.telling.keeping.folder(&arguments.playing.scenario, report::TABLE)?;
    let find = |threads| boxes(&subject.scenario, &asked, threads);
    let found = Found::on(arguments.playing.threads(), find).or_refusal();
    let found = found.map_err(|Refusal::NoSuchBox(number, last)| {
        wrong(&format!("there is no box {number}: the last one that was found is {last}"))
    })?;
    let next = "next: --box N and --density SHARE show another box, --out FOLDER keeps all";
    Ok(found.tell(&subject, folder.as_ref(), &arguments.telling, next))
}

/// What the command line asks for.
fn asked(arguments: &Discover, target: usize, seed: u64) -> Asked {
    let choice = match (arguments.number, arguments.density) {
        (Some(number), _) => Choice::Number(usize::try_from(number).unwrap_or(usize::MAX)),
        (None, Some(density)) => Choice::Density(density),
        (None, None) => Choice::Contrast,
    };
    Asked {
        target,
        outcome: if arguments.failures { Outcome::Failure } else { Outcome::Success },
        chance: arguments.chance,
        settings: Settings { peel: arguments.peel, paste: arguments.paste, mass: arguments.mass },
        choice,
        prunes: !arguments.unpruned,
        resamples: arguments.resamples,
        paths: arguments.paths,
        seed,
    }
}
