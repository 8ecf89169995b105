//! What the benches share: the shipped scenarios, read.

use altai_model::{Files, NoText, Scenario, SourceText, read};
use altai_scenarios::{EXAMPLES, Example};

/// Reads a shipped scenario.
///
/// # Panics
///
/// When it does not read, which the tests would have said first.
pub fn scenario(example: &Example) -> Scenario {
    let source = SourceText { name: format!("{}.toml", example.name), text: example.text.to_owned() };
    read(source, &[], &Shipped).scenario.expect("a shipped scenario reads")
}

/// The shipped scenarios, as files beside each other.
struct Shipped;

impl Files for Shipped {
    fn load(&self, path: &str, beside: &str) -> Result<SourceText, NoText> {
        let example = altai_scenarios::beside(beside, path)
            .ok_or_else(|| NoText::missing(format!("no scenario `{path}` ships")))?;
        Ok(SourceText { name: format!("{}.toml", example.name), text: example.text.to_owned() })
    }
}

/// Every shipped scenario and its name, without the variants, which take as long as what they vary.
pub fn scenarios() -> impl Iterator<Item = (&'static str, Scenario)> {
    let own = EXAMPLES.iter().filter(|example| !example.name.contains('/'));
    own.map(|example| (example.name, scenario(example)))
}
