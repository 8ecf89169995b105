//! What can be typed after `altai voi`.

use clap::Args;

use super::playing::SET_A_COST;
use super::words::{paths_of_voi, worth};
use super::{Playing, Telling};

/// Say which number is worth finding out before deciding
///
/// Packages are chosen by what reaching the target is worth, times its odds, less what the deals cost. To know a number first is
/// worth what it improves the choice by, on average. Numbers of role "chance" cannot be known.
#[derive(Debug, Args)]
#[command(mut_arg("set", |set| set.help(SET_A_COST)))]
#[command(after_long_help = "\
Examples:
  altai voi scenario.toml
  altai voi scenario.toml --value 50 --packages none,mine,all
  altai voi scenario.toml --set decision.value=50 --paths 500_000 --out results")]
pub(crate) struct Voi {
    /// What reaching the target is worth, USD million [default: decision.value of the scenario]
    #[arg(long, value_name = "USD_MILLION", value_parser = worth, allow_negative_numbers = true)]
    pub(crate) value: Option<f64>,

    /// The packages to choose from, such as none,mine,all; mine+road is both deals [default: those of the scenario]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) packages: Vec<String>,

    /// The target, where there are several [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    /// How many times to play it, from 1_000 to 1_000_000; more leave less simulation error and take more memory, about 1 kB a
    /// path
    #[arg(long, value_name = "N", value_parser = paths_of_voi, default_value = "200_000", allow_negative_numbers = true)]
    pub(crate) paths: u64,

    #[command(flatten)]
    pub(crate) playing: Playing,

    #[command(flatten)]
    pub(crate) telling: Telling,
}
