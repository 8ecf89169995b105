//! `altai plan`: how many paths a precision takes, and how long they take here.

use std::time::Instant;

use altai_analysis::precision::{PILOT, needed};
use altai_analysis::{estimate, interval};
use altai_report::plan as report;
use altai_sim::{Plan, Streams, play};

use super::processors;
use crate::arguments::Plan as Arguments;
use crate::output::{out, width_of_answers};
use crate::{DONE, WRONG, diagnostics, understood};

/// Paths of the pilot: enough to time.
const PATHS: u64 = 4 * PILOT;

/// Plays a pilot and says what it comes to.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn plan(arguments: &Arguments) -> anyhow::Result<u8> {
    let Some(read) = understood::read(&arguments.scenario, &arguments.set) else { return Ok(WRONG) };
    let mut scenario = read.scenario;
    if !arguments.package.is_empty()
        && let Err(unknown) = scenario.select_packages(&arguments.package)
    {
        diagnostics::tell(&[], &[unknown]);
        return Ok(WRONG);
    }
    let threads = arguments.threads.unwrap_or_else(processors);
    let start = Instant::now();
    let draws = Streams::new(arguments.seed.unwrap_or(scenario.run.seed));
    let summary = play(&Plan::compile(&scenario), &draws, PATHS, threads, &|_| {});
    let seconds = start.elapsed().as_secs_f64();
    let target = &scenario.targets[0];
    let year = (target.by - scenario.horizon.base_year - 1).max(0) as usize;
    let count = summary.reached(0, scenario.packages.len() - 1, year);
    let (lower, upper) = interval::wilson(count, PATHS);
    let at = |share: f64| needed((share * PATHS as f64).round() as u64, PATHS, arguments.precision);
    let paths = needed(count, PATHS, arguments.precision);
    // The nearer to even, the more paths.
    let even = if lower < 0.5 && upper > 0.5 { at(0.5) } else { 0 };
    let answer = report::Planned {
        precision: arguments.precision,
        odds: estimate::share(count, PATHS).0,
        paths,
        paths_at_least: at(lower).min(at(upper)).min(paths),
        paths_at_most: at(lower).max(at(upper)).max(paths).max(even),
        seconds: seconds * paths as f64 / PATHS as f64,
        threads: threads.get(),
        pilot: PATHS,
    };
    out(&if arguments.json { report::json(&answer)? } else { report::text(&answer, width_of_answers()) })?;
    Ok(DONE)
}
