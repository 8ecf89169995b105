//! How well the inputs of a scenario are supported: counted once, here, for whoever speaks of it.

use altai_model::Scenario;
use altai_model::quantity::{Provenance, Quality};

/// How many inputs are of which quality. An input is a quantity that stands in the scenario, certain or not; correlations and
/// other plain numbers cannot have a quality of their own and are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// A source states them.
    pub stated: usize,
    /// Worked out from what sources state.
    pub derived: usize,
    /// Somebody's judgement.
    pub judged: usize,
    /// The author does not say.
    pub unsaid: usize,
    /// Without a source, but with a note that says why so.
    pub noted: usize,
    /// With neither.
    pub silent: usize,
}

impl Evidence {
    /// That of all inputs of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        Self::count(scenario.quantities().map(|quantity| &quantity.provenance))
    }

    /// That of inputs with such provenance.
    pub fn count<'a>(inputs: impl Iterator<Item = &'a Provenance>) -> Self {
        let mut evidence = Self::default();
        for provenance in inputs {
            *match provenance.quality {
                Some(Quality::Stated) => &mut evidence.stated,
                Some(Quality::Derived) => &mut evidence.derived,
                Some(Quality::Judgement) => &mut evidence.judged,
                None => &mut evidence.unsaid,
            } += 1;
            match (&provenance.source, &provenance.note) {
                (Some(_), _) => {}
                (None, Some(_)) => evidence.noted += 1,
                (None, None) => evidence.silent += 1,
            }
        }
        evidence
    }

    /// All inputs.
    pub fn inputs(&self) -> usize {
        self.stated + self.derived + self.judged + self.unsaid
    }
}
