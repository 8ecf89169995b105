//! What all answers to questions have in common: the forms that they are shown in.

use crate::Run;
use crate::csv_file::File;
use crate::terminal::lead;

/// An answer to a question, shown: in the terminal, as CSV, as JSON.
pub trait Report {
    /// The scenario's title, or its file's name; `None` where the answer is of several.
    fn title(&self) -> Option<&str>;

    /// The answer in a sentence.
    fn sentence(&self) -> &str;

    /// The tables, in full precision, first the one by which the question is known.
    fn tables(&self) -> Vec<File>;

    /// Everything in one JSON document, indented, with a line end. What is absent is `null`.
    fn document(&self, run: &Run) -> String;

    /// The answer as one reads it: the sentence, tables, how to read them, what was played.
    ///
    /// `seconds` is how long the simulation took, `next` what to do next; may be empty.
    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String;

    /// The sentence, under the title.
    fn brief(&self, width: usize) -> String {
        lead(self.title(), self.sentence(), width)
    }
}
