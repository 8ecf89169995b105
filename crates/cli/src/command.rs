//! One file per command.

pub(crate) mod attribute;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod diff;
pub(crate) mod discover;
pub(crate) mod drivers;
pub(crate) mod examples;
pub(crate) mod explain;
pub(crate) mod frontier;
pub(crate) mod kinds;
pub(crate) mod new;
pub(crate) mod plan;
pub(crate) mod rare;
pub(crate) mod reference;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod seek;
pub(crate) mod sources;
pub(crate) mod sweep;
pub(crate) mod voi;

use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use crate::DONE;

/// What to do next, where the answer is not kept.
const KEEP: &str = "next: --out FOLDER keeps every number";

/// How many processors there are: what a command uses unless told otherwise.
pub(crate) fn processors() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// The exit code of what was done, or of what kept it from being done, which has been told.
fn exit_code(outcome: Result<anyhow::Result<()>, u8>) -> anyhow::Result<u8> {
    match outcome {
        Ok(done) => done.map(|()| DONE),
        Err(exit_code) => Ok(exit_code),
    }
}
