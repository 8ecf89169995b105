//! A mistake, as plain data: what is wrong, where, and what would be right. `cli` draws it.

pub mod code;

use serde::Serialize;

use crate::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The scenario runs, but the author should look.
    Warning,
    /// The scenario does not run.
    Error,
}

/// A place and what to say there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The words to underline.
    pub span: Span,
    /// What to say under them; may be empty.
    pub text: String,
}

/// One mistake or caution. Texts start in lower case and end without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name such as `unknown-key`; [`code`] has them all.
    pub code: &'static str,
    /// What is wrong, in an economist's words.
    pub message: String,
    /// Where: the first label is the place that the message names.
    pub labels: Vec<Label>,
    /// What would be right, and what there is to choose from; a line each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A mistake that keeps the scenario from running, without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), labels: Vec::new(), help: Vec::new() }
    }

    /// A caution, without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Underlines `span` and says `text` there, which may be empty.
    #[must_use]
    pub fn at(mut self, span: &Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span: span.clone(), text: text.into() });
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, line: impl Into<String>) -> Self {
        self.help.push(line.into());
        self
    }

    /// Adds a line of help if there is one.
    #[must_use]
    pub fn maybe_help(mut self, line: Option<impl Into<String>>) -> Self {
        self.help.extend(line.map(Into::into));
        self
    }

    /// Whether it keeps the scenario from running.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Where it stands, for sorting: by text, then by place; what has no place comes first.
    pub(crate) fn place(&self) -> (usize, usize) {
        self.labels.first().map_or((0, 0), |label| (label.span.source, label.span.bytes.start))
    }
}
