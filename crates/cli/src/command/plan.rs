//! `altai plan`: how many paths a precision takes, and how long they take here.

use std::time::Instant;

use altai_analysis::precision::{PILOT, Planned, of_one_point};
use altai_analysis::words::in_points;
use altai_sim::{Plan, Streams, play};

use super::exit_code;
use crate::arguments::{Form, Plan as Arguments};
use crate::found::Found;
use crate::output::tell_warning;
use crate::subject::Subject;

/// Paths of the pilot: enough to time.
const PATHS: u64 = 4 * PILOT;

/// Says what a wide precision comes to.
pub(super) fn warn_of_a_wide_one(asked: f64) {
    if let Some(meant) = of_one_point(asked) {
        let points = in_points(asked);
        tell_warning(&format!(
            "--precision {asked} is {points} to either side, of 100: for so much of one point write --precision {meant}"
        ));
    }
}

/// Plays a pilot and says what it comes to.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn plan(arguments: &Arguments) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let mut subject = Subject::to_play(&arguments.playing, Some(PATHS))?;
    if !arguments.package.is_empty() {
        subject.narrow(&arguments.package)?;
    }
    warn_of_a_wide_one(arguments.precision);
    let scenario = &subject.scenario;
    let found = Found::on(arguments.playing.threads(), |threads| {
        let start = Instant::now();
        let pilot = play(&Plan::compile(scenario), &Streams::new(scenario.run.seed), PATHS, threads, &|_| {});
        Planned::of(scenario, &pilot, start.elapsed().as_secs_f64(), threads.get(), arguments.precision)
    });
    let form = if arguments.json { Form::Document } else { Form::Tables };
    Ok(found.told(&subject, None, form, ""))
}
