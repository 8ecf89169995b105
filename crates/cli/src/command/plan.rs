//! `altai plan`: how many paths a precision takes, and how long they take here.

use std::time::Instant;

use altai_analysis::precision::{PILOT, needed};
use altai_analysis::{Question, estimate, interval, precision};
use altai_report::plan::{self as report, in_points};
use altai_sim::{Plan, Streams, play};

use super::exit_code;
use crate::arguments::Plan as Arguments;
use crate::output::{out, tell_warning, width_of_answers};
use crate::subject::Subject;

/// Paths of the pilot: enough to time.
const PATHS: u64 = 4 * PILOT;

/// Whoever asks for no more than this may have meant a part of a point.
const WIDE: f64 = 0.1;

/// Says what a wide precision comes to.
pub(super) fn warn_of_a_wide_one(asked: f64) {
    if asked > WIDE {
        tell_warning(&format!(
            "--precision {asked} is {} to either side, of 100: for so much of one point write --precision {}",
            in_points(asked),
            (1e8 * asked / 100.0).round() / 1e8
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
    let mut subject = Subject::to_play(&arguments.playing, &arguments.playing.set, Some(PATHS))?;
    if !arguments.package.is_empty() {
        subject.narrow(&arguments.package)?;
    }
    warn_of_a_wide_one(arguments.precision);
    let threads = arguments.playing.threads();
    let start = Instant::now();
    let scenario = &subject.scenario;
    let summary = play(&Plan::compile(scenario), &Streams::new(scenario.run.seed), PATHS, threads, &|_| {});
    let seconds = start.elapsed().as_secs_f64();
    let target = &scenario.targets[0];
    let year = (target.by - scenario.horizon.base_year - 1).max(0) as usize;
    let count = summary.reached(0, scenario.packages.len() - 1, year);
    let (lower, upper) = interval::wilson(count, PATHS);
    // A run looks at its odds for the first time after so many.
    let of = |count: u64| needed(count, PATHS, arguments.precision).max(PILOT);
    let at = |share: f64| of((share * PATHS as f64).round() as u64);
    let paths = of(count);
    // The nearer to even, the more paths.
    let even = if lower < 0.5 && upper > 0.5 { at(0.5) } else { 0 };
    let question = Question::of(scenario);
    let answer = report::Planned {
        title: question.title.clone(),
        target: target.name.clone(),
        year: target.by,
        package: question.packages.last().map(|package| package.name.clone()).unwrap_or_default(),
        precision: arguments.precision,
        odds: estimate::share(count, PATHS).0,
        paths,
        paths_at_least: at(lower).min(at(upper)).min(paths),
        paths_at_most: at(lower).max(at(upper)).max(paths).max(even),
        seconds: seconds * paths as f64 / PATHS as f64,
        threads: threads.get(),
        pilot: PATHS,
    };
    let shown = out(&if arguments.json {
        report::document(&answer, &subject.run())
    } else {
        report::text(&answer, &precision::of_what(&question), width_of_answers())
    });
    Ok(shown.map_err(Into::into))
}
