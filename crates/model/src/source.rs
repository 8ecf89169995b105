//! Where words stand: the texts that a scenario was read from, and places in them.

use std::ops::Range;

use serde::Serialize;

/// One text that a scenario was read from: a file, or an override on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The name as the user gave it, for messages: a path, or `--set deals.mine.peak=120`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A place in one of the texts of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Which text: an index into the list of sources that comes with a reading.
    pub source: usize,
    /// The bytes in it.
    pub bytes: Range<usize>,
}

impl Span {
    /// The bytes `bytes` of the source of index `source`.
    pub fn new(source: usize, bytes: Range<usize>) -> Self {
        Self { source, bytes }
    }
}
