//! What can be typed after `altai plan`.

use clap::Args;

use super::Playing;
use super::words::precision;

/// Say how many paths a precision takes, and how long they take on this machine
///
/// Plays a pilot of 65,536 paths, and measures it.
#[derive(Debug, Args)]
#[command(mut_arg("threads", |threads| threads.help("How many processors to use [default: all]")))]
#[command(mut_arg("set", |set| set.help(
    "Change a number of the scenario, such as deals.power_line.go=0.9; can be given again")))]
#[command(after_long_help = "Example:\n  altai plan scenarios/kazakhstan-mongolia.toml --precision 0.002")]
pub(crate) struct Plan {
    /// What half of the 95 % interval of the headline's odds shall be at most, a probability
    #[arg(long, value_name = "PROBABILITY", value_parser = precision, default_value = "0.002", allow_negative_numbers = true)]
    pub(crate) precision: f64,

    #[command(flatten)]
    pub(crate) playing: Playing,

    /// Play only this package; can be given again, and the last is the headline's
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Vec<String>,

    /// Print one JSON document instead of sentences
    #[arg(long)]
    pub(crate) json: bool,
}
