//! JSON: the whole answer in one document, for programs.

use altai_analysis::Answer;
use serde::Serialize;

use crate::Run;

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-answer-1";

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    #[serde(flatten)]
    run: &'a Run,
    #[serde(flatten)]
    answer: &'a Answer,
    /// The answer's cautions as one reads them.
    cautions_in_words: Vec<String>,
}

/// The document, indented, with a line end. What is absent is `null`.
///
/// # Errors
///
/// None are known: every field has a form in JSON.
pub fn document(answer: &Answer, run: &Run) -> Result<String, serde_json::Error> {
    let cautions_in_words = answer.cautions.iter().map(ToString::to_string).collect();
    let mut text = serde_json::to_string_pretty(&Document { format: FORMAT, run, answer, cautions_in_words })?;
    text.push('\n');
    Ok(text)
}
