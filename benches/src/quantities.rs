//! Every way to draw a quantity: one of each distribution of the registry, an interval, what is cut off.

use altai_model::distribution::DISTRIBUTIONS;
use altai_sim::sampler::Sampler;

use crate::from_text;

/// A quantity and how it is drawn.
#[derive(Debug)]
pub struct Quantity {
    /// What it is called in tables.
    pub name: &'static str,
    /// As in a scenario.
    pub text: String,
    /// How it is drawn.
    pub sampler: Sampler,
}

impl Quantity {
    fn new(name: &'static str, text: String) -> Self {
        let scenario = from_text(
            &format!(
                "horizon = {{ base_year = 2025, end_year = 2026 }}\ntarget.turnover = 300\n\
                 flows.trade = {{ base = 160, drift = {text} }}\n"
            ),
            &[],
        );
        let sampler = Sampler::of(&scenario.flows[0].drift.value);
        Self { name, text, sampler }
    }

    /// Whether it is drawn from a table of its quantile function.
    pub fn is_tabled(&self) -> bool {
        matches!(self.sampler, Sampler::Tabled(_))
    }
}

/// Every distribution of the registry by its example, and what the language makes of others.
pub fn all() -> Vec<Quantity> {
    let registry = DISTRIBUTIONS.iter().map(|entry| (entry.name, format!("{{ {} = {} }}", entry.name, entry.example)));
    let others = [
        ("interval", "\"20 to 150\"".to_owned()),
        ("normal, cut off", "{ normal = { mean = 0, sd = 1 }, min = -1, max = 2 }".to_owned()),
        ("beta, cut off", "{ beta = { mean = 0.6, size = 10 }, min = 0.3 }".to_owned()),
    ];
    registry.chain(others).map(|(name, text)| Quantity::new(name, text)).collect()
}
