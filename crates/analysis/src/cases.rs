//! The sets of deals that differ: those that can go ahead, each once.

use std::collections::{BTreeMap, BTreeSet};

use altai_model::Scenario;
use altai_model::scenario::Package;

/// Sets of deals that hold all that their members require.
#[derive(Debug)]
pub(crate) struct Cases<'a> {
    scenario: &'a Scenario,
    places: BTreeMap<BTreeSet<usize>, usize>,
}

impl<'a> Cases<'a> {
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, places: BTreeMap::new() }
    }

    /// The case of a set of deals: what is left of it without deals whose requirements are not in it.
    pub(crate) fn of(&mut self, on: impl IntoIterator<Item = usize>) -> usize {
        let next = self.places.len();
        *self.places.entry(self.scenario.able(on)).or_insert(next)
    }

    /// The case of a deal with what it requires, as far as that is among `deals`.
    pub(crate) fn with_requirements(&mut self, deal: usize, deals: &[usize]) -> usize {
        let on = self.scenario.with_required(deal);
        self.of(on.into_iter().filter(|on| deals.contains(on)))
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.places.len()
    }

    /// As packages, each at its place.
    pub(crate) fn packages(&self) -> Vec<Package> {
        let mut cases: Vec<(&BTreeSet<usize>, usize)> =
            self.places.iter().map(|(deals, &place)| (deals, place)).collect();
        cases.sort_by_key(|(_, place)| *place);
        let package = |(deals, place): (&BTreeSet<usize>, usize)| Package {
            name: place.to_string(),
            deals: deals.iter().copied().collect(),
        };
        cases.into_iter().map(package).collect()
    }
}
