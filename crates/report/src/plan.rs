//! How many paths a precision takes, in a sentence or as JSON.

use altai_analysis::words::grouped;
use serde::Serialize;

use crate::number::percent;
use crate::style::{ANSWER, ASIDE, styled};
use crate::terminal::{LEAST_WIDTH, duration, wrapped};

/// What a pilot says of the paths that a precision takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Planned {
    /// What half of the 95 % interval of the headline's odds shall be at most, a probability.
    pub precision: f64,
    /// The odds in the pilot.
    pub odds: f64,
    /// Paths, should the odds be those.
    pub paths: u64,
    /// Should they be at the better end of their 95 % interval.
    pub paths_at_least: u64,
    /// At the worse end.
    pub paths_at_most: u64,
    /// On this machine.
    pub seconds: f64,
    /// Processors in use.
    pub threads: usize,
    /// Paths of the pilot.
    pub pilot: u64,
}

/// In a sentence.
pub fn text(planned: &Planned, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let processors =
        if planned.threads == 1 { "one processor".into() } else { format!("{} processors", planned.threads) };
    let said = format!(
        "About {} paths will give the odds of the headline to within {} (95 %): {} s on {processors} of this machine.",
        grouped(planned.paths),
        in_points(planned.precision),
        duration(planned.seconds)
    );
    let note = format!(
        "Between {} and {}, judging by odds of {} in a pilot of {} paths. Next: altai run with --precision {}.",
        grouped(planned.paths_at_least),
        grouped(planned.paths_at_most),
        percent(planned.odds),
        grouped(planned.pilot),
        planned.precision
    );
    format!(
        "{}\n\n{}\n",
        styled(ANSWER, &wrapped(&said, width).join("\n")),
        styled(ASIDE, &wrapped(&note, width).join("\n"))
    )
}

/// A probability in points, as short as it was written: `0.2 points`.
pub fn in_points(probability: f64) -> String {
    let points = format!("{:.6}", 100.0 * probability);
    match points.trim_end_matches('0').trim_end_matches('.') {
        "1" => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

/// One document, with a line end.
///
/// # Errors
///
/// None are known: every field has a form in JSON.
pub fn json(planned: &Planned) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(planned)? + "\n")
}
