//! JSON: the whole answer in one document, for programs.

use altai_analysis::Answer;
use serde::Serialize;

use crate::{Run, Timing};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-answer-1";

/// The answer to any question.
#[derive(Serialize)]
struct Document<'a, A> {
    format: &'static str,
    #[serde(flatten)]
    run: &'a Run,
    #[serde(flatten)]
    answer: &'a A,
}

/// What is told of a run.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    answer: &'a Answer,
    /// The answer's cautions as one reads them.
    cautions_in_words: Vec<String>,
    /// Not of the answer but of this run, so only where it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    timing: Option<&'a Timing>,
}

/// The document, indented, with a line end. What is absent is `null`, but for `timing`: without it, the same scenario and seed
/// give the same document.
pub fn document(answer: &Answer, run: &Run, timing: Option<&Timing>) -> String {
    let cautions_in_words = answer.cautions.iter().map(ToString::to_string).collect();
    whole(FORMAT, run, &Told { answer, cautions_in_words, timing })
}

/// The fields of an answer after its format and how it came about: indented, with a line end.
pub(crate) fn whole<A: Serialize>(format: &'static str, run: &Run, answer: &A) -> String {
    serde_json::to_string_pretty(&Document { format, run, answer }).expect("every field has a form in JSON") + "\n"
}
