//! What the benches share: the shipped scenarios, read.

use altai_model::Scenario;
use altai_scenarios::{EXAMPLES, Example};

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
