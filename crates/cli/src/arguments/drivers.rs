//! What can be typed after `altai drivers`.

use clap::Args;

use super::playing::SET_FOR_ALL;
use super::words::paths;
use super::{Playing, Telling};

/// Say which assumption moves the odds most
///
/// Sets every uncertain number, one after the other, to its 10th and to its 90th percentile, and plays the scenario on the same
/// draws of everything else. It is an intervention: what is correlated with the number stays as it was.
///
/// With --sobol it says instead what explains the outcome, chance included: which share of the variance each group of inputs
/// makes. At the default size either takes less than 10 seconds for the largest example on two processors.
#[derive(Debug, Args)]
#[command(mut_arg("set", |set| set.help(SET_FOR_ALL)))]
#[command(after_long_help = "\
Examples:
  altai drivers scenarios/kazakhstan-mongolia.toml
  altai drivers scenarios/kazakhstan-mongolia.toml --package none --target real
  altai drivers scenarios/kazakhstan-mongolia.toml --sobol
  altai drivers scenarios/kazakhstan-uzbekistan.toml --shapley
  altai drivers scenarios/minimal.toml --paths 400_000 --out results")]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
pub(crate) struct Drivers {
    /// Say what explains whether the target is reached, and turnover in its year: Sobol' indices of chance, of every uncertain
    /// number, and of whether each deal goes ahead; what is correlated is one group
    #[arg(long)]
    pub(crate) sobol: bool,

    /// The same, and the variance shared out among all of them so that shares add up, correlated numbers each by itself (Shapley
    /// effects); takes twice as long
    #[arg(long)]
    pub(crate) shapley: bool,

    /// How many times to play it with each setting, or design; more paths leave less simulation error
    #[arg(long, value_name = "N", value_parser = paths, default_value = "50_000", allow_negative_numbers = true)]
    pub(crate) paths: u64,

    #[command(flatten)]
    pub(crate) playing: Playing,

    /// Whose odds [default: the last package]
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Option<String>,

    /// The odds of reaching which target [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    #[command(flatten)]
    pub(crate) telling: Telling,
}

impl Drivers {
    /// Whether it is asked what explains the outcome, and not which number moves the odds.
    pub(crate) fn asks_for_shares(&self) -> bool {
        self.sobol || self.shapley
    }
}
