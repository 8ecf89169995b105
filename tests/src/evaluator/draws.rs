//! What a path draws: by address, one at a time.

use std::collections::BTreeMap;

use altai_model::Quantity;
use altai_sim::Draws;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};

use super::{Path, factor};

impl Path<'_> {
    fn draw(&self, dimension: Dimension, of: fn(&dyn Draws, Dimension, u64, &mut [f64])) -> f64 {
        let mut column = vec![0.0; BLOCK];
        of(self.evaluator.draws, dimension, self.number / BLOCK as u64, &mut column);
        column[self.number as usize % BLOCK]
    }

    /// Drawn once.
    pub(super) fn uniform(&self, name: &str, component: u32) -> f64 {
        self.draw(Dimension::once(Address::of(name), component), |draws, at, block, to| draws.uniforms(at, block, to))
    }

    /// A normal score, drawn once.
    pub(super) fn score(&self, name: &str, component: u32) -> f64 {
        self.draw(Dimension::once(Address::of(name), component), |draws, at, block, to| draws.normals(at, block, to))
    }

    /// Drawn in year t.
    pub(super) fn uniform_of_year(&self, name: &str, component: u32, t: i32) -> f64 {
        self.draw(self.in_year(name, component, t), |draws, at, block, to| draws.uniforms(at, block, to))
    }

    /// A normal score, drawn in year t.
    pub(super) fn score_of_year(&self, name: &str, component: u32, t: i32) -> f64 {
        self.draw(self.in_year(name, component, t), |draws, at, block, to| draws.normals(at, block, to))
    }

    fn in_year(&self, name: &str, component: u32, t: i32) -> Dimension {
        Dimension { address: Address::of(name), year: self.scenario.horizon.base_year + t, component }
    }

    /// The Gaussian copula of `[correlation]`.
    pub(super) fn correlated_scores(&self) -> BTreeMap<String, f64> {
        let joint = &self.scenario.joint;
        let mut members: Vec<&String> = joint.iter().flat_map(|joint| &joint.addresses).collect();
        members.sort();
        members.dedup();
        let of = |i: usize, j: usize| {
            let pair = [members[i], members[j]];
            let named = joint.iter().find(|joint| pair.iter().all(|member| joint.addresses.contains(member)));
            if i == j { 1.0 } else { named.map_or(0.0, |joint| joint.value) }
        };
        let lower = factor(members.len(), of);
        let y: Vec<f64> = members.iter().map(|name| self.score(name, 0)).collect();
        let score = |(i, name): (usize, &&String)| {
            let score = (0..i).fold(lower[i][i] * y[i], |score, j| score + lower[i][j] * y[j]);
            ((*name).clone(), score)
        };
        members.iter().enumerate().map(score).collect()
    }

    pub(super) fn quantity(&self, quantity: &Quantity) -> f64 {
        if let Some(value) = quantity.known() {
            return value;
        }
        let own = || self.score(&quantity.address, 0);
        let score = self.scores.get(&quantity.address).copied().unwrap_or_else(own);
        self.evaluator.at_score(quantity, score)
    }

    /// noise η of a year.
    pub(super) fn noise(&self, sd: &Quantity, name: &str, t: i32) -> f64 {
        match sd.known() {
            Some(0.0) => 0.0,
            _ => self.quantity(sd) * self.score_of_year(name, 0, t),
        }
    }
}
