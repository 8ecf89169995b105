//! What can be typed after `altai attribute`.

use clap::{Args, ValueEnum};

use super::words::paths;
use super::{Playing, Telling};

/// Say what each deal is worth: how many points of the odds are owed to it
///
/// The scenario is played under every set of its deals, all on the same draws. A deal is worth what it adds when deals are
/// switched on one after the other, on average over all orders (Shapley 1953), so that values add up to what all deals bring
/// together. Up to 12 deals all orders are counted; of more, some are drawn, and the error says what that leaves open.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai attribute scenarios/kazakhstan-mongolia.toml
  altai attribute scenarios/kazakhstan-mongolia.toml --measure mean --interactions
  altai attribute scenarios/kazakhstan-uzbekistan.toml --prerequisites --paths 1_000_000")]
pub(crate) struct Attribute {
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

    #[command(flatten)]
    pub(crate) telling: Telling,
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
