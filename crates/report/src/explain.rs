//! What a scenario says, in plain words and formulas with its own numbers.

mod deal;
mod driver;
mod flow;
mod frame;
mod outlook;
mod quantity;
mod regime;
mod shock;
mod sketch;
mod terms;
mod together;

pub use outlook::outlook;
pub use quantity::{quantity, unwritten};

use altai_model::{Outline, Scenario};

use crate::style::{ANSWER, ASIDE, styled};
use crate::terminal::{LEAST_WIDTH, fill, wrapped};
use terms::Terms;
pub(crate) use terms::rounded;

/// A scenario and its text.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What it means.
    pub scenario: &'a Scenario,
    /// What stands in it.
    pub outline: &'a Outline,
}

/// What is said of one table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// Its address.
    pub address: String,
    /// Its title, where it has one.
    title: Option<String>,
    /// What it is and does.
    sentences: Vec<String>,
    /// What is computed, a line each.
    formulas: Vec<String>,
    /// Its numbers, as their author stated them: key and words.
    numbers: Vec<(String, String)>,
}

/// Everything that is said, in the order in which a scenario is best read.
pub fn passages(subject: Subject<'_>) -> Vec<Passage> {
    let groups = [
        frame::passages(subject),
        together::inputs(subject),
        driver::passages(subject),
        together::innovations(subject),
        regime::passages(subject),
        shock::passages(subject),
        flow::passages(subject),
        together::political_will(subject),
        deal::passages(subject),
        together::synergies(subject),
        together::correlation(subject),
        together::packages(subject),
    ];
    groups.into_iter().flatten().collect()
}

/// The passages of an address: of a group such as `deals`, all in it; of a key, that of its table.
pub fn about<'a>(passages: &'a [Passage], address: &str) -> Vec<&'a Passage> {
    let lies_in = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let within: Vec<&Passage> = passages.iter().filter(|passage| lies_in(&passage.address, address)).collect();
    if within.is_empty() {
        passages.iter().filter(|passage| lies_in(address, &passage.address)).collect()
    } else {
        within
    }
}

/// Title and description of the scenario.
pub fn title(subject: Subject<'_>, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let title = subject.scenario.title.iter().map(|title| styled(ANSWER, &fill(title, width)));
    let description = subject.scenario.description.iter().map(|words| fill(words, width));
    title.chain(description).map(|lines| lines + "\n").collect::<String>() + "\n"
}

impl Passage {
    fn new(address: impl Into<String>) -> Self {
        Self { address: address.into(), ..Self::default() }
    }

    fn titled(mut self, title: Option<&String>) -> Self {
        self.title = title.cloned();
        self
    }

    fn say(&mut self, sentence: impl Into<String>) {
        self.sentences.push(sentence.into());
    }

    /// With the numbers that its formulas speak of.
    fn with(mut self, terms: Terms<'_>) -> Self {
        self.numbers = terms.numbers();
        self
    }

    /// In lines of at most `width`.
    pub fn text(&self, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let title = self.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
        let mut text = styled(ANSWER, &fill(&format!("{}{title}", self.address), width)) + "\n";
        if !self.sentences.is_empty() {
            text += &indented(&self.sentences.join(" "), "  ", "  ", width);
        }
        for formula in &self.formulas {
            text += &indented(formula, "    ", "        ", width);
        }
        let longest = self.numbers.iter().map(|(key, _)| key.chars().count()).max().unwrap_or(0).min(width / 2);
        for (key, words) in &self.numbers {
            let label = format!("    {key:<longest$}  ");
            let hang = " ".repeat(longest + 6);
            text += &styled(ASIDE, indented(words, &label, &hang, width).trim_end_matches('\n'));
            text.push('\n');
        }
        text
    }
}

/// Words in lines, the first after a label, the others after a space as wide.
fn indented(words: &str, first: &str, others: &str, width: usize) -> String {
    let room = width.saturating_sub(first.chars().count().max(others.chars().count())).max(LEAST_WIDTH / 2);
    let lines = wrapped(words, room);
    let line = |(index, line): (usize, &String)| format!("{}{line}\n", if index == 0 { first } else { others });
    lines.iter().enumerate().map(line).collect()
}
