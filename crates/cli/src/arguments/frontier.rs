//! What can be typed after `altai frontier`.

use clap::Args;

use super::playing::SET_A_COST;
use super::words::{million, paths};
use super::{Playing, Telling};

/// Say what public money buys: which deals, for which budget
///
/// The scenario is played under every set of up to 12 deals, all on the same draws, and the odds of each are held against what
/// its deals cost on average. On the frontier is a package if no other is as likely for as little. The paths that choose
/// flatter what they choose, so that as many fresh ones tell what it comes to.
#[derive(Debug, Args)]
#[command(mut_arg("set", |set| set.help(SET_A_COST)))]
#[command(after_long_help = "\
Examples:
  altai frontier scenario.toml
  altai frontier scenario.toml --budget 40
  altai frontier scenario.toml --deals mine,road,rail --others all --out results")]
pub(crate) struct Frontier {
    /// Find the best package that costs at most so much on average
    #[arg(long, value_name = "USD_MILLION", value_parser = million, allow_negative_numbers = true)]
    pub(crate) budget: Option<f64>,

    /// The deals that are decided on, at most 12, such as mine,road [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) deals: Vec<String>,

    /// Deals that are not decided on are on or off as in this package [default: none]
    #[arg(long, value_name = "PACKAGE")]
    pub(crate) others: Option<String>,

    /// The target, where there are several [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    /// How many paths choose, and as many again tell; 1_000_000 leaves a third of the simulation error
    #[arg(long, value_name = "N", value_parser = paths, default_value = "100_000", allow_negative_numbers = true)]
    pub(crate) paths: u64,

    #[command(flatten)]
    pub(crate) playing: Playing,

    #[command(flatten)]
    pub(crate) telling: Telling,
}
