//! A sum of differences between sets of deals: the form of every value.

use std::collections::BTreeMap;

/// Σ weight (v(with) − v(without)) over `out_of`. The weights are whole numbers, so that what paths bring is exact.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Contrast {
    pub(super) terms: Vec<Term>,
    pub(super) out_of: f64,
}

/// A difference between two cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Term {
    pub(super) weight: f64,
    pub(super) with: usize,
    pub(super) without: usize,
}

impl Contrast {
    /// Of (weight, with, without). Equal pairs are taken together; a case against itself is nothing.
    pub(super) fn new(terms: impl Iterator<Item = (f64, usize, usize)>, out_of: f64) -> Self {
        let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for (weight, with, without) in terms.filter(|(_, with, without)| with != without) {
            *weights.entry((with, without)).or_default() += weight;
        }
        let terms = weights.into_iter().map(|((with, without), weight)| Term { weight, with, without }).collect();
        Self { terms, out_of }
    }

    /// One case against another.
    pub(super) fn between(with: usize, without: usize) -> Self {
        Self::new([(1.0, with, without)].into_iter(), 1.0)
    }

    /// Grabisch and Roubens' index of two deals of `count`: what the one adds with the other less what it adds without, on
    /// average over orders in which both stand next to each other. `by_set` is the case of each set of places.
    pub(super) fn interaction(by_set: &[usize], count: usize, first: usize, second: usize) -> Self {
        let (one, other) = (1_usize << first, 1_usize << second);
        let before = (0..by_set.len()).filter(|set| set & (one | other) == 0);
        let terms = before.flat_map(|set| {
            let size = set.count_ones() as usize;
            let weight = factorial(size) * factorial(count - 2 - size);
            let case = |more: usize| by_set[set | more];
            [(weight, case(one | other), case(other)), (weight, case(0), case(one))]
        });
        Self::new(terms, factorial(count - 1))
    }

    /// The coefficient of every case that has one.
    pub(super) fn coefficients(&self) -> BTreeMap<usize, f64> {
        let mut coefficients = BTreeMap::new();
        for term in &self.terms {
            *coefficients.entry(term.with).or_default() += term.weight;
            *coefficients.entry(term.without).or_default() -= term.weight;
        }
        coefficients.retain(|_, coefficient| *coefficient != 0.0);
        coefficients
    }
}

fn factorial(n: usize) -> f64 {
    (1..=n).map(|k| k as f64).product()
}
