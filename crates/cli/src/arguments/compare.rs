//! What can be typed after `altai compare`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use altai_model::Override;
use clap::Args;

use super::Telling;
use super::words::{change, paths, seed, threads};

/// Say which scenario or package is better, by how much, and how surely
///
/// All are played on the same draws, so that only what differs makes a difference, and held against the first: the odds of
/// the target, turnover at its date path by path, and whether the one's turnover dominates the other's. Of several
/// scenarios each plays its headline's package, which is its last, or the one named for all; of one scenario, its packages
/// named by --package are compared.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai compare scenarios/minimal.toml --package none --package power_line
  altai compare scenarios/kazakhstan-mongolia.toml scenarios/kazakhstan-mongolia/nuclear-first.toml
  altai compare a.toml b.toml c.toml --package all --out results")]
pub(crate) struct Compare {
    /// The scenarios to compare, up to eight; or one whose packages are compared
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<PathBuf>,

    /// Of one scenario, a package to compare: given twice or more; of several, the one that all play
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Vec<String>,

    /// The target in question [default: the headline's]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    /// How many times to play each; more paths leave less simulation error
    #[arg(long, value_name = "N", value_parser = paths, default_value = "100_000", allow_negative_numbers = true)]
    pub(crate) paths: u64,

    /// The seed that all share [default: what the first says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use; results do not depend on it [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Change a number of every scenario, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    #[command(flatten)]
    pub(crate) telling: Telling,
}
