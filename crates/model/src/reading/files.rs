//! The files of a scenario: the first, those that it extends, and those that its lists come from.

use crate::diagnostic::code;
use crate::{Diagnostic, SourceText, Span};

/// Where other files come from: the reader of scenarios opens none itself.
pub trait Files {
    /// The text of the file at `path`, which is relative to the file named `beside`.
    ///
    /// A file has one name, however it is reached: by it circles are found.
    ///
    /// # Errors
    ///
    /// Why there is no text.
    fn load(&self, path: &str, beside: &str) -> Result<SourceText, NoText>;
}

/// Why there is no text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoText {
    /// The code of the mistake: `missing-file`.
    pub code: &'static str,
    /// In words: ``there is no file `base.toml` ``.
    pub message: String,
    /// What is meant, perhaps: ``did you mean `base.toml`?``; may be empty.
    pub mend: String,
}

impl NoText {
    /// There is no such file; `message` says so.
    pub fn missing(message: impl Into<String>) -> Self {
        Self { code: code::MISSING_FILE, message: message.into(), mend: String::new() }
    }

    /// As a mistake of the place that names the file.
    pub(crate) fn at(self, span: &Span) -> Diagnostic {
        Diagnostic::error(self.code, self.message).at(span, self.mend)
    }
}

/// For scenarios that stand in one text: every other file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFiles;

impl Files for NoFiles {
    fn load(&self, path: &str, _beside: &str) -> Result<SourceText, NoText> {
        let message = format!("`{path}` cannot be read: this scenario is read by itself, without other files");
        Err(NoText { code: code::UNREADABLE_FILE, ..NoText::missing(message) })
    }
}

/// The texts that have been read so far: the scenario, the overrides, then files in the order in which they are met.
pub(crate) struct Library<'f> {
    files: &'f dyn Files,
    overrides: usize,
    pub(crate) sources: Vec<SourceText>,
}

impl<'f> Library<'f> {
    pub(crate) fn new(main: SourceText, overrides: Vec<SourceText>, files: &'f dyn Files) -> Self {
        let count = overrides.len();
        let mut sources = vec![main];
        sources.extend(overrides);
        Self { files, overrides: count, sources }
    }

    /// The index of a file, loaded if need be; the path is relative to the file of the source `beside`.
    pub(crate) fn load(&mut self, path: &str, beside: usize) -> Result<usize, NoText> {
        let is_an_override = (1..=self.overrides).contains(&beside);
        let beside = &self.sources[if is_an_override { 0 } else { beside }].name;
        let loaded = self.files.load(path, beside)?;
        let is_a_file = |at: usize| at == 0 || at > self.overrides;
        let known = self.sources.iter().enumerate().find(|(at, source)| is_a_file(*at) && source.name == loaded.name);
        if let Some((at, _)) = known {
            return Ok(at);
        }
        self.sources.push(loaded);
        Ok(self.sources.len() - 1)
    }
}
