//! What says how a scenario is played, whatever is asked of it.

use std::num::NonZeroUsize;

use clap::Args;

use super::words::{seed, threads};
use crate::command::processors;

/// With which draws, and on how many processors.
#[derive(Debug, Args)]
pub(crate) struct Playing {
    /// Another seed gives other draws of the same chances [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use; results do not depend on it [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
}

impl Playing {
    /// As many threads as are asked for, or as there are processors.
    pub(crate) fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(processors)
    }
}
