//! What lints say has tests of its own, in `src/lint`: here, what the reader says counts.

use altai_model::Reading;
use altai_model::lint::LINTS;

/// The reading without what lints say.
pub(crate) fn without_lints(mut reading: Reading) -> Reading {
    // The reader warns of unused inputs, too.
    let is_of_an_input = |message: &str| message.starts_with("nothing uses the input");
    reading.diagnostics.retain(|said| {
        said.is_error() || is_of_an_input(&said.message) || LINTS.iter().all(|lint| lint.code != said.code)
    });
    reading
}
