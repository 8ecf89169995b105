//! What is too much for a scenario, found out before the text is parsed.

use crate::diagnostic::code;
use crate::{Diagnostic, SourceText, Span};

/// As many bytes as a scenario may have.
const MOST_BYTES: usize = 4_000_000;

/// Refuses a text that is far too long to be a scenario.
pub(crate) fn too_long(text: &SourceText, source: usize) -> Option<Diagnostic> {
    let bytes = text.text.len();
    (bytes > MOST_BYTES).then(|| {
        let size = format!("{:.1} MB", bytes as f64 / 1e6);
        Diagnostic::error(code::TOO_BIG, format!("this file has {size}: a scenario has at most 4 MB"))
            .at(&Span::new(source, 0..0), "")
            .help("a scenario is a few hundred lines of text; is this the right file?")
    })
}
