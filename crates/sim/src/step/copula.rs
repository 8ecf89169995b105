//! Correlated quantities: a Gaussian copula joins their levels, the margins stay as written.

use std::collections::BTreeMap;

use altai_math::{kernel, normal};
use altai_model::Scenario;

use super::correlated::{Correlated, Pair};
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;

/// The address of political will, the one member that is a score and not a level.
pub(crate) const POLITICAL_WILL: &str = "political_will";

/// All quantities that are correlated, in the order of their addresses.
#[derive(Debug, Default)]
pub(crate) struct Copula {
    members: Vec<Member>,
    correlated: Vec<Correlated>,
}

#[derive(Debug)]
struct Member {
    address: Address,
    column: Column,
    /// Political will stays a normal score; a quantity needs its level.
    is_score: bool,
}

impl Copula {
    /// Also tells the builder which columns hold the levels of correlated quantities.
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
        let members = columns
            .iter()
            .map(|(&name, &column)| Member { address: builder.address(name), column, is_score: name == POLITICAL_WILL })
            .collect();
        builder.levels = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
        Self { members, correlated: Correlated::compile_all(&in_order, &pairs) }
    }

    pub(crate) fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        for member in &self.members {
            columns.write(member.column, |score, _| {
                draws.uniforms(Dimension::once(member.address, 0), block, score);
                to_normal(score);
            });
        }
        for correlated in &self.correlated {
            correlated.correlate(columns);
        }
        for member in self.members.iter().filter(|member| !member.is_score) {
            columns.write(member.column, |score, _| to_level(score));
        }
    }
}

kernel! {
    /// Φ⁻¹(u), in place.
    pub(crate) fn to_normal(u: &mut Values) {
        for i in 0..u.len() {
            u[i] = normal::quantile(u[i]);
        }
    }
}

kernel! {
    /// Φ(x), in place, kept strictly between 0 and 1 as every level is.
    pub(crate) fn to_level(x: &mut Values) {
        for i in 0..x.len() {
            x[i] = normal::cdf(x[i]).clamp(f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0);
        }
    }
}
