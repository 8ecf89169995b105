//! What can be typed after `altai attribute`.

use std::path::PathBuf;

use altai_model::Override;
use clap::{Args, ValueEnum};

use super::Playing;
use super::words::{change, paths};

/// Say what each deal is worth: how many points of the odds are owed to it
///
/// The scenario is played under every set of its deals, all on the same draws. A deal is worth what it adds when deals are
/// switched on one after the other, on average over all orders (Shapley 1953), so that values add up to what all deals bring
/// together. Up to 12 deals all orders are counted; of more, some are drawn, and the error says what that leaves open.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
#[command(after_long_help = "\
Examples:
  altai attribute scenarios/kazakhstan-mongolia.toml
  altai attribute scenarios/kazakhstan-mongolia.toml --measure mean --interactions
  altai attribute scenarios/kazakhstan-uzbekistan.toml --prerequisites --paths 1_000_000")]
pub(crate) struct Attribute {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

    /// Worth in what: the odds that the target is reached by its year, the odds of that year itself, or mean or median
    /// turnover in it
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = AttributeMeasure::Reached)]
    pub(crate) measure: AttributeMeasure,

    /// Count only orders in which a deal comes after those that it requires (Faigle and Kern 1992); up to 12 deals
    #[arg(long, conflicts_with = "sectors")]
    pub(crate) prerequisites: bool,

    /// Count only orders that finish a sector before they go on to the next (Owen 1977); up to 12 deals
    #[arg(long)]
    pub(crate) sectors: bool,

    /// Show too which pairs of deals help or replace each other (Grabisch and Roubens 1999); up to 12 deals
    #[arg(long)]
    pub(crate) interactions: bool,

    /// Share out among the deals of this package only, with the others off [default: all]
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Option<String>,

    /// The target, where there are several [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    /// How many times to play it; 1_000_000 leaves a third of the simulation error [default: 100_000]
    #[arg(long, value_name = "N", value_parser = paths, allow_negative_numbers = true)]
    pub(crate) paths: Option<u64>,

    #[command(flatten)]
    pub(crate) playing: Playing,

    /// Change a number of the scenario for this run, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Write every number to this folder: CSV tables, the scenario as it was run, and how;
    /// what the same command wrote there from a file of the same name is replaced, whatever the options were
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write to --out even if the folder holds something else or an edited result
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    /// Print one JSON document instead of a table
    #[arg(long)]
    pub(crate) json: bool,

    /// Print the answer in a sentence, without a table
    #[arg(long, conflicts_with = "json")]
    pub(crate) brief: bool,
}

/// What deals are worth something in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AttributeMeasure {
    /// The odds that the target is reached by its year
    Reached,
    /// The odds that turnover is at or above the target in that year
    AtDate,
    /// Mean turnover in that year, USD million
    Mean,
    /// Median turnover in that year, USD million; plays every path three times
    Median,
}
