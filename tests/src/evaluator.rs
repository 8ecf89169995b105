//! One path, slowly and obviously: the page `docs/model.md` line by line, sharing nothing with the engine but the draws.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

mod deals;
mod draws;
mod world;

use std::cell::RefCell;
use std::collections::BTreeMap;

use altai_model::{Quantity, Scenario};
use altai_sim::Draws;
use altai_sim::sampler::Sampler;

/// Evaluates a scenario path by path.
pub struct Evaluator<'a> {
    scenario: &'a Scenario,
    draws: &'a dyn Draws,
    /// How the quantity of an address is drawn: some need a table, which takes a while to build.
    samplers: RefCell<BTreeMap<String, Sampler>>,
}

/// One path of the scenario.
struct Path<'a> {
    scenario: &'a Scenario,
    evaluator: &'a Evaluator<'a>,
    number: u64,
    /// The normal scores of the correlated quantities, by address.
    scores: BTreeMap<String, f64>,
}

impl std::fmt::Debug for Evaluator<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Evaluator").field("scenario", &self.scenario.title).finish_non_exhaustive()
    }
}

impl<'a> Evaluator<'a> {
    /// Evaluates with these draws.
    pub fn new(scenario: &'a Scenario, draws: &'a dyn Draws) -> Self {
        Self { scenario, draws, samplers: RefCell::default() }
    }

    /// Turnover of one path, by package and year, USD million.
    pub fn turnover(&self, path: u64) -> Vec<Vec<f64>> {
        let path = self.path(path);
        let world = path.world();
        self.scenario.packages.iter().map(|package| path.package(&world, &package.deals)).collect()
    }

    /// What is asked for in one path, K_t, by target and year, USD million.
    pub fn asked(&self, path: u64) -> Vec<Vec<f64>> {
        let path = self.path(path);
        let world = path.world();
        let asked = |target: &altai_model::scenario::Target| {
            let turnover = path.quantity(&target.turnover);
            let level = |t: i32| target.deflator.map_or(0.0, |driver| world.level[driver][t as usize]);
            (1..=path.years()).map(|t| turnover * level(t).exp()).collect()
        };
        self.scenario.targets.iter().map(asked).collect()
    }

    /// The public money that becomes due in one path, by package and deal, USD million.
    pub fn costs(&self, path: u64) -> Vec<Vec<f64>> {
        let path = self.path(path);
        let world = path.world();
        let cost = |deal: usize, on: &[usize]| match &self.scenario.deals[deal].cost {
            Some(cost) if path.fate(&world, deal, on).go => path.quantity(cost),
            _ => 0.0,
        };
        let of_package = |on: &[usize]| (0..self.scenario.deals.len()).map(|deal| cost(deal, on)).collect();
        self.scenario.packages.iter().map(|package| of_package(&package.deals)).collect()
    }

    fn path(&self, number: u64) -> Path<'_> {
        let mut path = Path { scenario: self.scenario, evaluator: self, number, scores: BTreeMap::new() };
        path.scores = path.correlated_scores();
        path
    }

    fn at_score(&self, quantity: &Quantity, score: f64) -> f64 {
        let mut samplers = self.samplers.borrow_mut();
        let sampler = samplers.entry(quantity.address.clone()).or_insert_with(|| Sampler::of(&quantity.value));
        let mut value = [0.0];
        sampler.draw(&[score], &mut value);
        value[0]
    }
}

/// The lower triangular factor of a correlation matrix (Cholesky–Banachiewicz), over all at once: what does not touch stays apart.
fn factor(n: usize, correlation: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let mut lower = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let rest = (0..j).fold(correlation(i, j), |rest, k| rest - lower[i][k] * lower[j][k]);
            lower[i][j] = if i == j { rest.sqrt() } else { rest / lower[j][j] };
        }
    }
    lower
}

impl Path<'_> {
    fn years(&self) -> i32 {
        self.scenario.horizon.end_year - self.scenario.horizon.base_year
    }
}
