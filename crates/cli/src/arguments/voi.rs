//! What can be typed after `altai voi`.

use std::path::PathBuf;

use altai_model::Override;
use clap::Args;

use super::Playing;
use super::words::{change, paths_of_voi, worth};

/// Say which number is worth finding out before deciding
///
/// Packages are chosen by what reaching the target is worth, times its odds, less what the deals cost. To know a number first is
/// worth what it improves the choice by, on average. Numbers of role "chance" cannot be known.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai voi scenario.toml
  altai voi scenario.toml --value 50 --packages none,mine,all
  altai voi scenario.toml --set decision.value=50 --paths 500_000 --out results")]
pub(crate) struct Voi {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

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

    /// Change a number of the scenario for this run, such as deals.power_line.cost=30; can be given again
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
