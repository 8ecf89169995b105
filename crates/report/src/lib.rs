//! Shows answers: in the terminal, as CSV, as JSON. Results in, text out; no statistics and no files.
//!
//! - [`terminal::text`]: the answer as one reads it, to a width.
//! - [`csv_file::files`]: the five tables for machines and spreadsheets, in full precision.
//! - [`json::document`]: everything in one document.

pub mod csv_file;
pub mod json;
mod number;
mod style;
mod table;
pub mod terminal;

use serde::Serialize;

/// How the answer came about, as far as a reader of it wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The version of Altai.
    pub altai: String,
    /// The seed of every draw.
    pub seed: u64,
    /// What the command line changed in the scenario, `ADDRESS=VALUE` each.
    pub overrides: Vec<String>,
}
