//! `altai schema`: the JSON Schema of scenarios.

use crate::DONE;
use crate::output::out;

/// Prints the schema.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn schema() -> anyhow::Result<u8> {
    out(&altai_report::language::schema())?;
    Ok(DONE)
}
