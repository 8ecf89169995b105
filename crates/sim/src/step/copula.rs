//! Correlated quantities: a Gaussian copula joins their normal scores, the margins stay as written.

use std::collections::BTreeMap;

use altai_model::Scenario;
use ndarray::Array2;

use super::correlated::{Correlated, Pair};
use crate::address::Address;
use crate::columns::{Column, Columns};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;

/// All quantities that are correlated, in the order of their addresses.
#[derive(Debug, Default)]
pub(crate) struct Copula {
    members: Vec<(Address, Column)>,
    correlated: Vec<Correlated>,
}

impl Copula {
    /// Also tells the builder which columns hold the scores of correlated quantities.
    pub(crate) fn compile(builder: &mut Builder, scenario: &Scenario) -> Self {
        let names = scenario.joint.iter().flat_map(|joint| &joint.addresses);
        let columns: BTreeMap<&str, Column> = names.map(|name| (name.as_str(), builder.column())).collect();
        let place = |name: &String| columns.keys().position(|key| key == name).expect("a member of the copula");
        let pair = |joint: &altai_model::scenario::Joint| Pair {
            places: [place(&joint.addresses[0]), place(&joint.addresses[1])],
            value: joint.value,
        };
        let pairs: Vec<Pair> = scenario.joint.iter().map(pair).collect();
        let in_order: Vec<Column> = columns.values().copied().collect();
        let members = columns.iter().map(|(&name, &column)| (builder.address(name), column)).collect();
        builder.scores = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
        Self { members, correlated: Correlated::compile_all(&in_order, &pairs) }
    }

    /// The addresses of each group and its factor.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (Vec<Address>, &Array2<f64>)> {
        let address = |column: &Column| self.members.iter().find(|(_, own)| own == column).map(|(address, _)| *address);
        self.correlated.iter().map(move |group| (group.columns.iter().filter_map(address).collect(), &group.lower))
    }

    pub(crate) fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        for &(address, column) in &self.members {
            columns.write(column, |score, _| draws.normals(Dimension::once(address, 0), block, score));
        }
        for correlated in &self.correlated {
            correlated.correlate(columns);
        }
    }
}
