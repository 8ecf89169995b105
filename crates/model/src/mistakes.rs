//! Everything found wrong so far: readers go on after a mistake, so that all of them are reported at once.

use std::cell::RefCell;

use crate::diagnostic::code;
use crate::{Diagnostic, Span};

/// Proof that a mistake has been reported; only [`Mistakes`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reported(());

/// What was read, or the proof that it is known why not.
pub(crate) type Read<T> = Result<T, Reported>;

/// As many mistakes as are worth reading at once.
const MOST: usize = 100;

/// The collection. Readers share it, therefore the cell.
#[derive(Debug, Default)]
pub(crate) struct Mistakes {
    found: RefCell<Vec<Diagnostic>>,
    left_out: RefCell<usize>,
    syntax: Vec<Span>,
}

impl Mistakes {
    /// Starts with what is wrong with the text as such, and the lines on which nothing else is worth saying.
    pub(crate) fn after_syntax(found: Vec<Diagnostic>, lines: Vec<Span>) -> Self {
        Self { found: RefCell::new(found), left_out: RefCell::default(), syntax: lines }
    }

    /// Whether the text could be read as a whole: otherwise what seems to be missing may only be misread.
    pub(crate) fn text_is_whole(&self) -> bool {
        self.syntax.is_empty()
    }

    /// Takes note of a mistake.
    pub(crate) fn report(&self, diagnostic: Diagnostic) -> Reported {
        let on_a_broken_line = diagnostic.labels.iter().any(|label| {
            let span = &label.span;
            self.syntax.iter().any(|line| {
                line.source == span.source && line.bytes.start <= span.bytes.end && span.bytes.start <= line.bytes.end
            })
        });
        if !on_a_broken_line {
            let mut found = self.found.borrow_mut();
            if found.len() < MOST || (!diagnostic.is_error() && found.len() < 2 * MOST) {
                found.push(diagnostic);
            } else {
                *self.left_out.borrow_mut() += 1;
            }
        }
        Reported(())
    }

    /// Takes note of something that is only wrong if the whole text could be read: a missing key, an unknown name.
    pub(crate) fn report_if_whole(&self, diagnostic: Diagnostic) -> Reported {
        if self.text_is_whole() { self.report(diagnostic) } else { Reported(()) }
    }

    /// For what can't be read because of a mistake that is reported already.
    pub(crate) fn known(&self) -> Reported {
        debug_assert!(self.any(), "nothing has been reported");
        Reported(())
    }

    /// For what another reader will report.
    #[allow(clippy::unused_self)] // Only the collection may say that a mistake is or will be reported.
    pub(crate) fn known_later(&self) -> Reported {
        Reported(())
    }

    /// Whether more mistakes would be left out anyway: then a reader may save its breath.
    pub(crate) fn are_plenty(&self) -> bool {
        self.found.borrow().len() >= MOST
    }

    /// Whether there is an error.
    pub(crate) fn any(&self) -> bool {
        !self.text_is_whole() || self.found.borrow().iter().any(Diagnostic::is_error)
    }

    /// All of them, in the order of their places.
    pub(crate) fn in_order(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.sort_by_key(Diagnostic::place);
        let left_out = self.left_out.into_inner();
        if left_out > 0
            && let Some(last) = found.last().and_then(|last| last.labels.first()).cloned()
        {
            let message = format!("{left_out} more mistakes are not shown");
            found.push(Diagnostic::error(code::MORE, message).at(&last.span, "the last that is shown"));
        }
        found
    }
}
