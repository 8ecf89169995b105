//! `altai reference`: every table and key of a scenario.

use crate::DONE;
use crate::output::out;

/// Prints the reference.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn reference() -> anyhow::Result<u8> {
    out(&altai_report::language::reference())?;
    Ok(DONE)
}
