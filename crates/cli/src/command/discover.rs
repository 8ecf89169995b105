//! `altai discover`: in which futures the target is reached, or missed.

use altai_analysis::discover::prim::Settings;
use altai_analysis::discover::{Asked, Choice, Discovery, Outcome, Refusal, discover as boxes};
use altai_report::{Run, discover as report};

use super::exit_code;
use super::subject::{Says, Subject};
use crate::arguments::Discover;
use crate::output::{out, width_of_tables};
use crate::understood::target;

/// Finds boxes of futures, and says what they hold.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn discover(arguments: &Discover) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Discover) -> Result<anyhow::Result<()>, u8> {
    let mut subject = Subject::read(&arguments.playing, &arguments.playing.set, arguments.paths)?;
    subject.narrow_to(arguments.package.as_ref())?;
    let target = target(&subject.scenario, arguments.target.as_deref())?;
    let asked = asked(arguments, target, subject.scenario.run.seed);
    let folder = arguments.keeping.folder(&arguments.playing.scenario, report::TABLE)?;
    let threads = arguments.playing.threads();
    let found = subject.ask(
        threads,
        |scenario, threads| boxes(scenario, &asked, threads),
        |refusal, _| match refusal {
            Refusal::NoSuchBox(number, last) => {
                format!("there is no box {number}: the last one that was found is {last}")
            }
        },
    )?;
    let says = Says { sentence: &found.answer.sentence, ..Says::default() };
    let kept = subject.keep(folder.as_ref(), &found, report::files, &says);
    // Even where the results could not be kept, the answer is worth its seconds.
    Ok(show(arguments, &subject.run(), &found.answer).and(kept))
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

/// Prints the answer as asked for.
fn show(arguments: &Discover, run: &Run, discovery: &Discovery) -> anyhow::Result<()> {
    if arguments.json {
        out(&report::document(discovery, run)?)?;
        return Ok(());
    }
    let next = match &arguments.keeping.out {
        Some(folder) => format!("every box is in {}", folder.display()),
        None => "next: --box N and --density SHARE show another box, --out FOLDER keeps all".to_owned(),
    };
    out(&report::text(discovery, run, &next, width_of_tables()))?;
    Ok(())
}
