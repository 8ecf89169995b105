//! The answer as one reads it: the sentence first, then tables that align, nothing wider than the terminal.

mod cautions;
mod components;
mod costs;
mod levels;
mod odds;
mod other_targets;
mod timing;
mod turnover;

pub(crate) use other_targets::amount;
pub use timing::timing;

use altai_analysis::words::{duration, several};
use altai_analysis::{Answer, Question};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::Run;
use crate::style::{ANSWER, ASIDE, styled};

/// In a sentence, a longer name is shortened in its middle.
const LONGEST_NAME: usize = 32;

/// Narrower terminals are treated as this wide.
pub const LEAST_WIDTH: usize = 24;

/// Prose is no wider, however wide the tables beside it are.
pub const WIDEST_PROSE: usize = 80;

/// The whole answer, with escape codes for emphasis; a stream that does not want them takes them out.
///
/// `seconds` is how long the simulation took, `next` what to do next, such as `--out FOLDER keeps every number`; may be empty.
pub fn text(answer: &Answer, run: &Run, seconds: f64, next: &str, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let blocks = [
        headline(answer, width),
        odds::block(answer, width),
        levels::block(answer, width),
        other_targets::block(answer, width),
        turnover::block(answer, width),
        components::block(answer, width),
        costs::block(answer, width),
        cautions::block(&answer.cautions, width),
        closing(answer, run, seconds, next, width),
    ];
    let said: Vec<String> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
    said.join("\n")
}

/// The answer in a few sentences.
pub fn headline(answer: &Answer, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let title = answer.question.title.iter().map(|title| fill(title, width));
    let sentences = answer.headline.iter().map(|headline| {
        let beside = [&headline.levels, &headline.arrival, &headline.others].map(Option::as_ref);
        let sentences = [Some(&headline.sentence)].into_iter().chain(beside);
        let sentences: Vec<&str> = sentences.flatten().map(String::as_str).collect();
        styled(ANSWER, &fill(&sentences.join(" "), width))
    });
    let paragraphs: Vec<String> = title.chain(sentences).map(|paragraph| paragraph + "\n").collect();
    paragraphs.join("\n")
}

fn closing(answer: &Answer, run: &Run, seconds: f64, next: &str, width: usize) -> String {
    end(&several(answer.paths, "path"), run.seed, seconds, next, width)
}

/// The sentence of an answer, under the scenario's title.
pub(crate) fn lead(title: Option<&str>, sentence: &str, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let title = title.map(|title| fill(title, width) + "\n\n").unwrap_or_default();
    format!("{title}{}\n", styled(ANSWER, &fill(sentence, width)))
}

/// Words that one may skip, with a line end; nothing where there are none.
pub(crate) fn aside(words: &str, width: usize) -> String {
    if words.is_empty() { String::new() } else { styled(ASIDE, &fill(words, width)) + "\n" }
}

/// What was played, for how long, and what to do next.
pub(crate) fn end(played: &str, seed: u64, seconds: f64, next: &str, width: usize) -> String {
    aside(&format!("{played}, seed {seed}, {} s", duration(seconds)), width) + &aside(next, width)
}

/// The package that the headline speaks of, and the one it is held against, if there are two.
fn first_and_last(question: &Question) -> impl Iterator<Item = &str> {
    let names = question.packages.iter().map(|package| package.name.as_str());
    let last = question.packages.len().saturating_sub(1);
    names.enumerate().filter(move |(index, _)| *index == 0 || *index == last).map(|(_, name)| name)
}

/// Words in lines of at most `width`, and never wider than prose is; what belongs together stays so.
pub(crate) fn wrapped(words: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.clamp(1, WIDEST_PROSE))
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let bound = words.replace(" in 100", "\u{a0}in\u{a0}100");
    textwrap::wrap(&bound, options).into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

/// Words, wrapped.
pub(crate) fn fill(words: &str, width: usize) -> String {
    wrapped(words, width).join("\n")
}
