//! What is played, and how, whatever is asked of it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use altai_model::Override;
use clap::Args;

use super::words::{change, seed, threads};
use crate::command::processors;

/// Which scenario, with which draws, on how many processors, and with which of its numbers changed.
#[derive(Debug, Args)]
pub(crate) struct Playing {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

    /// Another seed gives other draws of the same chances [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use; results do not depend on it [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Change a number of the scenario for this run, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,
}

/// What --set is said to do where costs are asked for.
pub(super) const SET_A_COST: &str =
    "Change a number of the scenario for this run, such as deals.power_line.cost=30; can be given again";

/// What --set is said to do where the scenario is played in many ways.
pub(super) const SET_FOR_ALL: &str =
    "Ask with a number of the scenario changed, such as deals.power_line.go=0.9; can be given again";

impl Playing {
    /// As many threads as are asked for, or as there are processors.
    pub(crate) fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(processors)
    }
}
