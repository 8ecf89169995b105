//! What the benches share: the shipped scenarios, read.

use altai_model::{NoFiles, Scenario, SourceText, read};
use altai_scenarios::{EXAMPLES, Example};

/// Reads a shipped scenario.
///
/// # Panics
///
/// When it does not read, which the tests would have said first.
pub fn scenario(example: &Example) -> Scenario {
    let source = SourceText { name: format!("{}.toml", example.name), text: example.text.to_owned() };
    read(source, &[], &NoFiles).scenario.expect("a shipped scenario reads")
}

/// Every shipped scenario and its name.
pub fn scenarios() -> impl Iterator<Item = (&'static str, Scenario)> {
    EXAMPLES.iter().map(|example| (example.name, scenario(example)))
}
