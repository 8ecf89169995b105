//! How many paths a precision takes, in a sentence or as JSON.

use altai_analysis::precision::MOST;
use altai_analysis::words::grouped;
use serde::Serialize;

use crate::number::percent;
use crate::terminal::{LEAST_WIDTH, aside, duration, lead};
use crate::{Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-plan-1";

/// What a pilot says of the paths that a precision takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Planned {
    /// The scenario's title, or its file's name.
    pub title: Option<String>,
    /// The headline's target.
    pub target: String,
    /// Its calendar year.
    pub year: i32,
    /// The headline's package.
    pub package: String,
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

/// In a sentence; `odds` says which, such as `the odds of reaching $300 million a year by 2032`.
pub fn text(planned: &Planned, odds: &str, width: usize) -> String {
    let processors =
        if planned.threads == 1 { "one processor".into() } else { format!("{} processors", planned.threads) };
    let said = format!(
        "About {} paths will give {odds} to within {} (95 %): {} s on {processors} of this machine.",
        grouped(planned.paths),
        in_points(planned.precision),
        duration(planned.seconds)
    );
    let note = format!(
        "{}, judging by odds of {} in a pilot of {} paths. Next: altai run with --precision {}{}.",
        range(planned),
        percent(planned.odds),
        grouped(planned.pilot),
        planned.precision,
        allowance(planned)
    );
    lead(planned.title.as_deref(), &said, width) + "\n" + &aside(&note, width.max(LEAST_WIDTH))
}

fn range(planned: &Planned) -> String {
    let [least, most] = [planned.paths_at_least, planned.paths_at_most].map(grouped);
    if least == most { format!("It is {least}") } else { format!("Between {least} and {most}") }
}

/// A run stops at so many paths unless more are allowed: two digits, rounded up.
fn allowance(planned: &Planned) -> String {
    let most = planned.paths_at_most;
    if most <= MOST {
        return String::new();
    }
    let unit = 10_u64.pow(most.ilog10().saturating_sub(1));
    format!(" --paths {}", grouped(most.next_multiple_of(unit)).replace(',', "_"))
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
pub fn document(planned: &Planned, run: &Run) -> String {
    json::whole(FORMAT, run, planned)
}
