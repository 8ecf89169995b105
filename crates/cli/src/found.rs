//! An answer that was found: how long it took, how it is kept, and in which form it is shown.

use std::num::NonZeroUsize;
use std::time::Instant;

use altai_report::Report;

use crate::arguments::{Form, Telling};
use crate::clock;
use crate::manifest::{How, Manifest};
use crate::output::{out, width_of_tables};
use crate::result_folder::ResultFolder;
use crate::subject::Subject;

/// An answer, and how it was come by.
#[derive(Debug)]
pub(crate) struct Found<A> {
    pub(crate) answer: A,
    seconds: f64,
    started: String,
    threads: usize,
}

impl<A> Found<A> {
    /// What is found out on so many threads.
    pub(crate) fn on(threads: NonZeroUsize, find: impl FnOnce(NonZeroUsize) -> A) -> Self {
        let (started, start) = (clock::now(), Instant::now());
        let answer = find(threads);
        Self { answer, seconds: start.elapsed().as_secs_f64(), started, threads: threads.get() }
    }
}

impl<A, Refusal> Found<Result<A, Refusal>> {
    /// The answer, unless it was refused.
    pub(crate) fn or_refusal(self) -> Result<Found<A>, Refusal> {
        let Self { answer, seconds, started, threads } = self;
        Ok(Found { answer: answer?, seconds, started, threads })
    }
}

impl<A: Report> Found<A> {
    /// Keeps the answer in the folder, if there is one, and prints it as asked for; `next` says what to do then, where it is
    /// not kept.
    ///
    /// # Errors
    ///
    /// It cannot be printed, or the folder cannot be written to.
    pub(crate) fn tell(
        &self,
        subject: &Subject,
        folder: Option<&ResultFolder>,
        telling: &Telling,
        next: &str,
    ) -> anyhow::Result<()> {
        self.told(subject, folder, telling.form(), &telling.keeping.whereabouts(next))
    }

    /// The same; `next` is said in any case.
    ///
    /// # Errors
    ///
    /// It cannot be printed, or the folder cannot be written to.
    pub(crate) fn told(
        &self,
        subject: &Subject,
        folder: Option<&ResultFolder>,
        form: Form,
        next: &str,
    ) -> anyhow::Result<()> {
        let kept = folder.map_or(Ok(()), |folder| self.keep(subject, folder));
        let (run, width) = (subject.run(), width_of_tables());
        // Even where the results could not be kept, the answer is worth its seconds.
        out(&match form {
            Form::Document => self.answer.document(&run),
            Form::Sentence => self.answer.brief(width),
            Form::Tables => self.answer.text(&run, self.seconds, next, width),
            Form::Nothing => String::new(),
        })?;
        kept
    }

    /// Writes the tables, the document, the scenario as it was played and a manifest.
    fn keep(&self, subject: &Subject, folder: &ResultFolder) -> anyhow::Result<()> {
        let how = How { threads: self.threads, started: &self.started, seconds: self.seconds };
        let manifest = Manifest { sentence: Some(self.answer.sentence()), ..subject.manifest(how) };
        folder.keep(self.answer.tables(), self.answer.document(&subject.run()), subject.as_played(), manifest)
    }
}
