//! What is drawn, in groups: chance, every number that is not known, political will, and whether each deal goes ahead.

use std::collections::BTreeMap;

use altai_model::quantity::Role;
use altai_model::{Scenario, Value};
use altai_sim::Plan;
use altai_sim::address::Address;
use altai_sim::draws::{Dimension, ONCE};
use serde::Serialize;

use crate::drivers::label;
use crate::words::{counted, listed};

/// The name of the first input.
pub const CHANCE: &str = "chance";

const POLITICAL_WILL: &str = "political_will";

/// So many members of a group are said in its label.
const MOST_SAID: usize = 3;

/// What sort of input it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Drawn anew every year, or said to be chance by its `role`; and when a deal is called off.
    Chance,
    /// A number that is not known.
    #[default]
    Knowledge,
    /// Whether a deal goes ahead, or the political will that deals share.
    Decision,
}

impl Sort {
    /// As in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chance => "chance",
            Self::Knowledge => "knowledge",
            Self::Decision => "decision",
        }
    }
}

/// A set of draws that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// `chance`, an address such as `flows.exports.drift`, or several with ` + ` between them.
    pub name: String,
    /// The same in words.
    pub label: String,
    /// What sort it is.
    pub role: Sort,
    /// The addresses of the quantities in it; of chance, those whose role says so.
    pub members: Vec<String>,
}

/// All inputs, chance first, and whose an address is.
#[derive(Debug, Clone)]
pub(super) struct Inputs {
    pub(super) all: Vec<Input>,
    owners: BTreeMap<Address, usize>,
}

impl Inputs {
    /// Each number by itself, of those that the plan's only package can feel. `drawn` is what the plan draws.
    pub(super) fn single(scenario: &Scenario, plan: &Plan, drawn: impl Fn(Address) -> bool) -> Self {
        let chance =
            Input { name: CHANCE.to_owned(), label: CHANCE.to_owned(), role: Sort::Chance, members: Vec::new() };
        let mut inputs = Self { all: vec![chance], owners: BTreeMap::new() };
        let on: Vec<usize> = plan.deals_on(0).collect();
        let correlated: Vec<Address> = plan.correlated().flat_map(|(addresses, _)| addresses).collect();
        let is_off = |address: &str| {
            let off = scenario.deals.iter().enumerate().filter(|(deal, _)| !on.contains(deal));
            off.into_iter().any(|(_, deal)| address.starts_with(&format!("deals.{}.", deal.name)))
        };
        for quantity in scenario.drawn_once() {
            let (name, address) = (&quantity.address, Address::of(&quantity.address));
            if !drawn(address) || is_off(name) && !correlated.contains(&address) {
                continue;
            }
            if quantity.role == Role::Chance {
                inputs.all[0].members.push(name.clone());
            } else {
                inputs.push(name, label(name), Sort::Knowledge);
            }
        }
        if drawn(Address::of(POLITICAL_WILL)) && (!on.is_empty() || correlated.contains(&Address::of(POLITICAL_WILL))) {
            inputs.push(POLITICAL_WILL, "political will".to_owned(), Sort::Decision);
        }
        for deal in on.iter().map(|&deal| &scenario.deals[deal]) {
            if !matches!(deal.go.value, Value::Fixed(go) if go == 0.0 || go == 1.0) {
                inputs.push(
                    &format!("deals.{}", deal.name),
                    format!("whether {} goes ahead", deal.name),
                    Sort::Decision,
                );
            }
        }
        inputs
    }

    fn push(&mut self, name: &str, label: String, role: Sort) {
        self.owners.insert(Address::of(name), self.all.len());
        self.all.push(Input { name: name.to_owned(), label, role, members: vec![name.to_owned()] });
    }

    /// In independent groups: what a copula correlates is one.
    pub(super) fn in_groups(&self, plan: &Plan) -> Self {
        // Where each input goes, and the addresses that go with it.
        let mut leader: Vec<usize> = (0..self.all.len()).collect();
        let mut led: Vec<(Vec<Address>, usize)> = Vec::new();
        for (addresses, _) in plan.correlated() {
            let mut owners: Vec<usize> = addresses.iter().map(|&address| self.owner_of_address(address)).collect();
            owners.retain(|owner| *owner != 0);
            if let Some(&first) = owners.iter().min() {
                for owner in owners {
                    leader[owner] = first;
                }
                led.push((addresses, first));
            }
        }
        let mut groups = Self { all: Vec::new(), owners: BTreeMap::new() };
        let mut place = vec![0; self.all.len()];
        for first in (0..self.all.len()).filter(|&input| leader[input] == input) {
            place[first] = groups.all.len();
            let together = (0..self.all.len()).filter(|&input| leader[input] == first);
            groups.all.push(joined(&together.map(|input| &self.all[input]).collect::<Vec<_>>()));
        }
        groups.owners = self.owners.iter().map(|(&address, &owner)| (address, place[leader[owner]])).collect();
        // What is correlated with a number cannot be chance that is independent of it.
        for (addresses, first) in led {
            groups.owners.extend(addresses.into_iter().map(|address| (address, place[first])));
        }
        groups
    }

    /// Whose a draw is: that of chance where it is drawn anew every year, or under a further component of an address.
    pub(super) fn owner(&self, dimension: Dimension) -> usize {
        if dimension.year == ONCE && dimension.component == 0 { self.owner_of_address(dimension.address) } else { 0 }
    }

    pub(super) fn owner_of_address(&self, address: Address) -> usize {
        self.owners.get(&address).copied().unwrap_or(0)
    }
}

fn joined(inputs: &[&Input]) -> Input {
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    let labels: Vec<&str> = inputs.iter().map(|input| input.label.as_str()).collect();
    let label = match labels.as_slice() {
        few if few.len() <= MOST_SAID => listed(few),
        [first, rest @ ..] => format!("{first} and {} others that go with it", counted(rest.len())),
        [] => String::new(),
    };
    let is_knowledge = inputs.iter().any(|input| input.role == Sort::Knowledge);
    Input {
        name: names.join(" + "),
        label,
        role: if is_knowledge { Sort::Knowledge } else { inputs.first().map_or(Sort::Chance, |input| input.role) },
        members: inputs.iter().flat_map(|input| input.members.iter().cloned()).collect(),
    }
}
