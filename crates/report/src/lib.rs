//! Shows answers: in the terminal, as CSV, as JSON. Results in, text out; no statistics and no files.
//!
//! - [`terminal::text`]: the answer as one reads it, to a width.
//! - [`terminal::timing`]: where the time of the run went.
//! - [`csv_file::files`]: the seven tables for machines and spreadsheets, in full precision.
//! - [`json::document`]: everything in one document.
//! - [`Report`]: the answer to any other question, in all three.
//! - [`attribution`]: what each deal is worth.
//! - [`compare`]: which scenario or package is better.
//! - [`sweep`], [`seek`]: how the odds move as a number does, and what it would take.
//! - [`drivers`]: which assumption moves the odds most; [`sobol`]: what explains the outcome; [`discover`]: in which futures the
//!   target is reached or missed.
//! - [`frontier`]: what public money buys; [`voi`]: what is worth finding out first.
//! - [`rare`](mod@rare): odds so small that a plain run never sees them.
//! - [`explain`], [`story`], [`sources`], [`diff`]: what a scenario says, in plain words.
//!
//! ```
//! # use std::num::NonZeroUsize;
//! # use altai_analysis::Answer;
//! # use altai_sim::{Plan, Streams, play};
//! # let text = altai_scenarios::example("minimal").unwrap().text;
//! # let source = altai_model::SourceText { name: "minimal.toml".into(), text: text.into() };
//! # let scenario = altai_model::read(source, &[], &altai_model::NoFiles).scenario.unwrap();
//! # let summary = play(&Plan::compile(&scenario), &Streams::new(1), 2_000, NonZeroUsize::MIN, &|_| {});
//! let answer = Answer::of(&scenario, &summary);
//! let run = altai_report::Run { altai: "0.1.0".into(), seed: 1, overrides: Vec::new(), warnings: Vec::new() };
//!
//! let shown = altai_report::terminal::text(&answer, &run, 0.01, "", 80);
//! assert!(shown.contains("reached"));
//! let tables = altai_report::csv_file::files(&answer);
//! assert_eq!(tables[0].0, "odds.csv");
//! ```

mod asked;
pub mod attribution;
mod chart;
pub mod compare;
pub mod csv_file;
pub mod diff;
pub mod discover;
pub mod drivers;
pub mod explain;
pub mod frontier;
pub mod json;
pub mod language;
mod number;
mod plan;
pub mod rare;
mod report;
pub mod seek;
pub mod sobol;
pub mod sources;
pub mod story;
mod style;
pub mod sweep;
mod table;
pub mod terminal;
mod timing;
pub mod voi;

use serde::Serialize;

pub use report::Report;
pub use timing::{Part, Timing};

/// How the answer came about, as far as a reader of it wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The version of Altai.
    pub altai: String,
    /// The seed of every draw.
    pub seed: u64,
    /// What the command line changed in the scenario, `ADDRESS=VALUE` each.
    pub overrides: Vec<String>,
    /// What the reader of the scenario warned of.
    pub warnings: Vec<Warning>,
}

/// Something in the scenario that runs, but that its author should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Its stable name, such as `requirement-off`.
    pub code: String,
    /// What it is.
    pub message: String,
}
