//! Everything found wrong so far: readers go on after a mistake, so that all of them are reported at once.

use std::cell::RefCell;

use crate::allowance::Allowances;
use crate::diagnostic::code;
use crate::{Diagnostic, Span, words};

/// Proof that a mistake has been reported; only [`Mistakes`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reported(());

/// What was read, or the proof that it is known why not.
pub(crate) type Read<T> = Result<T, Reported>;

/// As many errors, and as many warnings, as are worth reading at once.
const MOST: usize = 100;

/// The collection. Readers share it, therefore the cell.
#[derive(Debug)]
pub(crate) struct Mistakes {
    found: RefCell<Found>,
    syntax: Vec<Span>,
    is_whole: bool,
    overrides: usize,
    allowed: RefCell<Allowances>,
    taken_out: RefCell<Vec<TakenOut>>,
}

/// Something that a layer takes out of those below.
#[derive(Debug, Clone)]
pub(crate) struct TakenOut {
    /// Its address: `deals.mine`.
    pub(crate) address: String,
    /// Where a `remove` says so.
    pub(crate) span: Span,
}

#[derive(Debug, Default)]
struct Found {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    errors_left_out: usize,
}

impl Mistakes {
    /// Starts with what is wrong with the texts as such, the lines on which nothing else is worth saying, and whether
    /// all of the texts could be read; the first source is followed by so many overrides.
    pub(crate) fn after_syntax(found: Vec<Diagnostic>, lines: Vec<Span>, is_whole: bool, overrides: usize) -> Self {
        let found = Found { errors: found, ..Found::default() };
        let (allowed, taken_out) = (RefCell::default(), RefCell::default());
        Self { found: RefCell::new(found), syntax: lines, is_whole, overrides, allowed, taken_out }
    }

    /// Nothing is wrong so far.
    pub(crate) fn none() -> Self {
        Self::after_syntax(Vec::new(), Vec::new(), true, 0)
    }

    /// Whether the texts could be read as a whole: otherwise what seems to be missing may only be misread.
    pub(crate) fn text_is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether a place is in an override of the command line.
    pub(crate) fn is_in_an_override(&self, span: &Span) -> bool {
        (1..=self.overrides).contains(&span.source)
    }

    /// Takes note of what has been taken out, which explains why it is missing.
    pub(crate) fn note_taken_out(&self, taken_out: Vec<TakenOut>) {
        self.taken_out.borrow_mut().extend(taken_out);
    }

    /// A diagnostic about something missing at an address, which points to where that was taken out, if it was.
    pub(crate) fn if_taken_out(&self, diagnostic: Diagnostic, address: &str) -> Diagnostic {
        let is_in = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let taken_out = self.taken_out.borrow();
        let all_of_it = taken_out.iter().rfind(|out| is_in(address, &out.address));
        match all_of_it.or_else(|| taken_out.iter().rfind(|out| is_in(&out.address, address))) {
            Some(out) => diagnostic.at(&out.span, format!("`{}` is taken out here", out.address)),
            None => diagnostic,
        }
    }

    /// From now on, what the author allows is no longer told.
    pub(crate) fn allow(&self, allowed: Allowances) {
        self.allowed.replace(allowed);
    }

    /// Whether the author allows a warning.
    pub(crate) fn is_allowed(&self, warning: &Diagnostic) -> bool {
        self.allowed.borrow().allow(warning)
    }

    /// Takes note of what the author allows and is not there: of every warning found so far, none needs it.
    pub(crate) fn report_idle_allowances(&self) {
        let allowed = self.allowed.borrow();
        for warning in &self.found.borrow().warnings {
            allowed.allow(warning);
        }
        for idle in allowed.idle() {
            self.report(idle);
        }
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
            match diagnostic.is_error() {
                true if found.errors.len() < MOST => found.errors.push(diagnostic),
                true => found.errors_left_out += 1,
                false if found.warnings.len() < MOST => found.warnings.push(diagnostic),
                false => {}
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

    /// Counts mistakes that would be left out anyway, and are not worth their words.
    pub(crate) fn leave_out(&self, many: usize) {
        self.found.borrow_mut().errors_left_out += many;
    }

    /// Whether more mistakes would be left out anyway: then a reader may save its breath, and count them.
    pub(crate) fn are_plenty(&self) -> bool {
        self.found.borrow().errors.len() >= MOST
    }

    /// Whether there is an error.
    pub(crate) fn any(&self) -> bool {
        !self.is_whole || !self.found.borrow().errors.is_empty()
    }

    /// All of them, in the order of their places.
    pub(crate) fn in_order(self) -> Vec<Diagnostic> {
        let Found { mut errors, warnings, errors_left_out } = self.found.into_inner();
        let allowed = self.allowed.into_inner();
        errors.extend(warnings.into_iter().filter(|warning| !allowed.allow(warning)));
        errors.sort_by_key(Diagnostic::place);
        let last = errors.last().and_then(|last| last.labels.first()).map(|label| label.span.clone());
        if let Some(last) = last.filter(|_| errors_left_out > 0) {
            let verb = if errors_left_out == 1 { "is" } else { "are" };
            let message = format!("{} {verb} not shown", words::count(errors_left_out, "more mistake"));
            errors.push(Diagnostic::error(code::MORE, message).at(&last, "the last that is shown"));
        }
        errors
    }
}
