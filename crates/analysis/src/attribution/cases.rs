//! The sets of deals that differ: those that can go ahead, each once.

use std::collections::BTreeMap;

use altai_model::Scenario;
use altai_model::scenario::Package;

/// Sets of deals that hold all that their members require.
#[derive(Debug)]
pub(crate) struct Cases<'a> {
    scenario: &'a Scenario,
    places: BTreeMap<Vec<usize>, usize>,
}

impl<'a> Cases<'a> {
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, places: BTreeMap::new() }
    }

    /// The case of a set of deals: what is left of it without deals whose requirements are not in it.
    pub(crate) fn of(&mut self, on: impl IntoIterator<Item = usize>) -> usize {
        let mut able: Vec<usize> = on.into_iter().collect();
        able.sort_unstable();
        able.dedup();
        loop {
            let kept = able.clone();
            let is_able = |deal: &usize| {
                self.scenario.deals[*deal].requires.iter().all(|required| kept.binary_search(required).is_ok())
            };
            able.retain(is_able);
            if able.len() == kept.len() {
                break;
            }
        }
        let next = self.places.len();
        *self.places.entry(able).or_insert(next)
    }

    /// The case of a deal with what it requires, as far as that is among `deals`.
    pub(crate) fn with_requirements(&mut self, deal: usize, deals: &[usize]) -> usize {
        let mut on = vec![deal];
        let mut next = 0;
        while let Some(&deal) = on.get(next) {
            let requires = &self.scenario.deals[deal].requires;
            let more: Vec<usize> = requires.iter().copied().filter(|other| !on.contains(other)).collect();
            on.extend(more);
            next += 1;
        }
        on.retain(|on| deals.contains(on));
        self.of(on)
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.places.len()
    }

    /// As packages, each at its place.
    pub(crate) fn packages(&self) -> Vec<Package> {
        let mut cases: Vec<(&Vec<usize>, usize)> = self.places.iter().map(|(deals, &place)| (deals, place)).collect();
        cases.sort_by_key(|(_, place)| *place);
        cases.into_iter().map(|(deals, place)| Package { name: place.to_string(), deals: deals.clone() }).collect()
    }
}
