//! Correlated quantities: a Gaussian copula joins their normal scores, the margins stay as written.

use altai_model::Scenario;
use altai_model::scenario::Joint;
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

/// The addresses of the quantities that are correlated, ascending, and how.
pub(crate) fn joined(scenario: &Scenario) -> (Vec<&str>, Vec<Pair>) {
    let mut names: Vec<&str> = scenario.joint.iter().flat_map(|joint| &joint.addresses).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let place = |name: &String| names.iter().position(|other| other == name).expect("it is one of the names");
    let pair = |joint: &Joint| Pair { places: joint.addresses.each_ref().map(place), value: joint.value };
    let pairs = scenario.joint.iter().map(pair).collect();
    (names, pairs)
}

impl Copula {
    /// Also tells the builder which columns hold the scores of correlated quantities.
    pub(crate) fn compile(builder: &mut Builder, scenario: &Scenario) -> Self {
        let (names, pairs) = joined(scenario);
        let columns: Vec<Column> = names.iter().map(|_| builder.column()).collect();
        let members = names.iter().zip(&columns).map(|(name, &column)| (builder.address(name), column)).collect();
        builder.scores = names.iter().zip(&columns).map(|(&name, &column)| (name.to_owned(), column)).collect();
        Self { members, correlated: Correlated::compile_all(&columns, &pairs) }
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
