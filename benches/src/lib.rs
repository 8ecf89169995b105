//! What the benches and the measuring programs share: scenarios to play, kernels to time, ways to count and to compare.

pub mod columns;
pub mod counting;
pub mod features;
pub mod kernels;
pub mod quantities;
pub mod rounds;
pub mod synthetic;

use std::num::NonZeroUsize;

use altai_model::{Files, NoText, Scenario, SourceText, read};
use altai_scenarios::{EXAMPLES, Example};
use altai_sim::{Plan, Streams, Summary};

/// The scenario by which programs for this question are compared: 11 years, 2 drivers, 2 flows, 4 deals, 2 packages.
pub const YARDSTICK: &str = include_str!("../yardstick.toml");

/// Reads a shipped scenario.
///
/// # Panics
///
/// When it does not read, which the tests would have said first.
pub fn scenario(example: &Example) -> Scenario {
    example.read().scenario.expect("a shipped scenario reads")
}

/// Every shipped scenario and its name, without the variants, which take as long as what they vary.
pub fn scenarios() -> impl Iterator<Item = (&'static str, Scenario)> {
    let own = EXAMPLES.iter().filter(|example| !example.name.contains('/'));
    own.map(|example| (example.name, scenario(example)))
}

/// Reads the text of a scenario, which may extend `files`: names and texts.
///
/// # Panics
///
/// When it is not a scenario: with all that is wrong about it.
#[track_caller]
pub fn from_text(text: &str, files: &[(&str, &str)]) -> Scenario {
    let reading = read(SourceText { name: "bench.toml".into(), text: text.into() }, &[], &Texts(files));
    reading.scenario.unwrap_or_else(|| panic!("{text}\n{:#?}", reading.diagnostics))
}

/// Plays the first paths of a plan on so many threads.
///
/// # Panics
///
/// When there are no threads.
pub fn play(plan: &Plan, paths: u64, threads: usize) -> Summary {
    let threads = NonZeroUsize::new(threads).expect("at least one thread");
    altai_sim::play(plan, &Streams::new(1), paths, threads, &|_| {})
}

/// Texts by name, as files beside each other.
struct Texts<'a>(&'a [(&'a str, &'a str)]);

impl Files for Texts<'_> {
    fn load(&self, path: &str, _: &str) -> Result<SourceText, NoText> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        let (name, text) = found.ok_or_else(|| NoText::missing(format!("there is no `{path}`")))?;
        Ok(SourceText { name: (*name).into(), text: (*text).into() })
    }
}
