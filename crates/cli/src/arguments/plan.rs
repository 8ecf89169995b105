//! What can be typed after `altai plan`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use altai_model::Override;
use clap::Args;

use super::words::{change, precision, seed, threads};

/// Say how many paths a precision takes, and how long they take on this machine
///
/// Plays a pilot of 65,536 paths, and measures it.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  altai plan scenarios/kazakhstan-mongolia.toml --precision 0.002")]
pub(crate) struct Plan {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

    /// What half of the 95 % interval of the headline's odds shall be at most, a probability
    #[arg(long, value_name = "PROBABILITY", value_parser = precision, default_value = "0.002", allow_negative_numbers = true)]
    pub(crate) precision: f64,

    /// Another seed gives other draws of the same chances [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Change a number of the scenario, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Play only this package; can be given again, and the last is the headline's
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Vec<String>,

    /// Print one JSON document instead of sentences
    #[arg(long)]
    pub(crate) json: bool,
}
