//! Where the time of a run went.

use altai_analysis::words::several;

use super::{LEAST_WIDTH, fill};
use crate::Timing;
use crate::number::{percent, tenths};
use crate::style::{ASIDE, HEADING, styled};
use crate::table::{Column, Table};

/// The steps of the run, then the parts of playing, then how fast it was and with what.
pub fn timing(timing: &Timing, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    format!(
        "{}\n{}\n{}\n{}\n{}\n",
        styled(HEADING, &fill("where the time went", width)),
        steps(timing).text(width),
        styled(HEADING, &fill("what was played, by share of the threads' time", width)),
        parts(timing).text(width),
        styled(ASIDE, &fill(&machine(timing), width)),
    )
}

fn steps(timing: &Timing) -> Table {
    let steps = [
        ("reading and checking", Some(timing.reading_seconds)),
        ("preparing", Some(timing.preparing_seconds)),
        ("playing", Some(timing.playing_seconds)),
        ("levels of the odds", timing.levels_seconds),
        ("answering", Some(timing.answering_seconds)),
        ("writing files", timing.writing_seconds),
        ("the whole run", Some(timing.total_seconds)),
    ];
    let steps = steps.into_iter().filter_map(|(step, seconds)| Some((step.to_owned(), format!("{:.3}", seconds?))));
    let (steps, seconds): (Vec<String>, Vec<String>) = steps.unzip();
    Table { labels: vec![Column::new("step", steps)], values: vec![Column::new("seconds", seconds)] }
}

fn parts(timing: &Timing) -> Table {
    let names = timing.playing.iter().map(|part| part.part.replace('_', " "));
    let shares = timing.playing.iter().map(|part| percent(part.share));
    Table { labels: vec![Column::new("part", names)], values: vec![Column::new("share", shares)] }
}

fn machine(timing: &Timing) -> String {
    let memory = timing.peak_memory_bytes.map(|bytes| format!(", {} MB of memory", tenths(Some(bytes as f64 / 1e6))));
    format!(
        "{} a second on {}, instruction set {}{}",
        several(timing.paths_per_second.round() as u64, "path"),
        several(timing.threads as u64, "thread"),
        timing.instruction_set,
        memory.unwrap_or_default(),
    )
}
