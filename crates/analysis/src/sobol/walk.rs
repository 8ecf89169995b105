//! Shapley effects, by walks from one sample to another.
//!
//! The game: c(J) is the variance that is left on average where all inputs but those in J are known, E Var(Y | X_{−J}); an
//! input's effect is what it adds to c, on average over all orders (E. Song, B. L. Nelson and J. Staum 2016, *Shapley effects for
//! global sensitivity analysis: theory and computation*). Every path goes from A to B in an order of its own, one input at a
//! time, correlated ones drawn given those whose turn has not come: c is half the mean of (f₀ − f_j)², and the steps of a path
//! add up to half of (f₀ − f_last)² (T. Goda 2021, *A simple algorithm for global sensitivity analysis with Shapley effects*).

use std::collections::HashMap;

use altai_math::sums;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Plan, Reach, Streams, Values};

use super::bins::{Bins, RUN, Replicates};
use super::conditional::Conditional;
use super::design::{self, Samples, Step};
use super::inputs::Inputs;
use super::{Played, play};
use crate::estimate::PartlyKnown;

/// n and Σ half of (f₀ − f_last)², then every input's Σ.
const OF_ALL: usize = 2;

/// Bins for so many paths and inputs.
pub(super) fn bins(paths: u64, inputs: usize) -> Bins {
    Bins::new(paths, OF_ALL + inputs)
}

/// The effects of all inputs, as shares of the variance that add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Effects {
    /// The variance, as these paths have it.
    pub(super) variance: PartlyKnown,
    pub(super) shares: Vec<PartlyKnown>,
    replicates: Replicates,
}

impl Effects {
    /// `None` where the output does not vary, or is not finite.
    pub(super) fn from_bins(bins: &Bins, is_event: bool, draws: &dyn Draws) -> Option<Self> {
        let shares = |sums: &[f64]| {
            let [n, variance, effects @ ..] = sums else { return None };
            let shares = effects.iter().map(|effect| effect / variance).chain([variance / n]);
            (*variance > 0.0 && variance.is_finite()).then(|| shares.collect::<Vec<f64>>())
        };
        let sums = bins.total();
        let mut found = shares(&sums)?;
        let variance = found.pop()?;
        let replicates = bins.resampled(draws, "shapley.bootstrap", shares);
        // Of an event, two made-up paths, one each way, keep the interval from collapsing; a step brings half at most.
        let least = if is_event { 0.5_f64.sqrt() / (sums[0] * variance) } else { 0.0 };
        let estimated =
            |(place, share): (usize, &f64)| PartlyKnown::normal(*share, replicates.error(|row| row[place]), least);
        let of_variance = replicates.error(|row| row[row.len() - 1]);
        Some(Self {
            variance: PartlyKnown::normal(variance, of_variance, 0.0),
            shares: found.iter().enumerate().map(estimated).collect(),
            replicates,
        })
    }

    /// The standard error of the difference of two shares.
    pub(super) fn error_of_difference(&self, one: usize, other: usize) -> Option<f64> {
        self.replicates.error(|row| row[one] - row[other])
    }
}

/// The sums of a block's runs: of whether the target is reached, then of turnover.
pub(super) fn walk(
    plan: &Plan,
    samples: &Samples,
    inputs: &Inputs,
    orders: Streams,
    block: u64,
    counted: usize,
) -> [Vec<Vec<f64>>; 2] {
    let both = samples.block(block);
    let (turns, whose) = turns(inputs.all.len(), orders, block);
    let mut correlated: Vec<Group> = plan.correlated().map(|group| Group::new(group, inputs, &both)).collect();
    let mut reach = Reach::new(plan, &orders, 0);
    let mut given = HashMap::new();
    let mut at = |step: usize| {
        for group in &mut correlated {
            group.go_to(step, &turns, &whose, &mut given);
        }
        let step = Step { block: &both, inputs, turns: &turns, taken: step as u16, given: &given };
        play(&mut reach, &step, block)
    };
    let start = at(0);
    let mut before = start.clone();
    let mut effects = [(); 2].map(|()| vec![Box::new([0.0; BLOCK]); inputs.all.len()]);
    for step in 1..=inputs.all.len() {
        let now = at(step);
        for (output, effects) in effects.iter_mut().enumerate() {
            let [start, before, now] = [&start, &before, &now].map(|played: &Played| &played[output]);
            for path in 0..BLOCK {
                let middle = f64::midpoint(before[path], now[path]);
                effects[whose[step - 1][path] as usize][path] = (start[path] - middle) * (before[path] - now[path]);
            }
        }
        before = now;
    }
    let halves = [0, 1].map(|output| half_squares(&start[output], &before[output]));
    [0, 1].map(|output| runs(&halves[output], &effects[output], counted))
}

fn half_squares(one: &Values, other: &Values) -> Box<Values> {
    Box::new(std::array::from_fn(|path| 0.5 * (one[path] - other[path]) * (one[path] - other[path])))
}

fn runs(halves: &Values, effects: &[Box<Values>], counted: usize) -> Vec<Vec<f64>> {
    let run = |from: usize| {
        let paths = from..(from + RUN).min(counted);
        let of_inputs = effects.iter().map(|effect| sums::sum(&effect[paths.clone()]));
        [paths.len() as f64, sums::sum(&halves[paths.clone()])].into_iter().chain(of_inputs).collect()
    };
    (0..counted).step_by(RUN).map(run).collect()
}

/// Of every path an order of the inputs, drawn: by input and path its place in the order, and by place and path the input.
fn turns(inputs: usize, orders: Streams, block: u64) -> (Vec<Vec<u16>>, Vec<Vec<u16>>) {
    let address = Address::of("shapley.order");
    let keys: Vec<Vec<f64>> = (0..inputs)
        .map(|input| {
            let mut column = vec![0.0; BLOCK];
            orders.uniforms(Dimension::once(address, input as u32), block, &mut column);
            column
        })
        .collect();
    let mut turns = vec![vec![0; BLOCK]; inputs];
    let mut whose = vec![vec![0; BLOCK]; inputs];
    let mut order: Vec<u16> = Vec::with_capacity(inputs);
    for path in 0..BLOCK {
        order.clear();
        order.extend(0..inputs as u16);
        order.sort_by(|&one, &other| keys[one as usize][path].total_cmp(&keys[other as usize][path]));
        for (turn, &input) in order.iter().enumerate() {
            turns[input as usize][path] = turn as u16;
            whose[turn][path] = input;
        }
    }
    (turns, whose)
}

/// Quantities that a copula holds together, and where they are on the way.
struct Group {
    conditional: Conditional,
    owners: Vec<usize>,
    y: Vec<Box<Values>>,
    e: Vec<Box<Values>>,
    now: Vec<Box<Values>>,
}

impl Group {
    fn new(
        (addresses, lower): (Vec<Address>, &ndarray::Array2<f64>),
        inputs: &Inputs,
        both: &design::Block<'_>,
    ) -> Self {
        let scores = |from| addresses.iter().map(|&address| both.scores(from, address)).collect::<Vec<_>>();
        let (y, e) = (scores(design::From::A), scores(design::From::B));
        let owners = addresses.iter().map(|&address| inputs.owner_of_address(address)).collect();
        Self { now: y.clone(), y, e, owners, conditional: Conditional::new(addresses, lower) }
    }

    /// Draws anew on the paths on which one of them had the last turn.
    fn go_to(
        &mut self,
        step: usize,
        turns: &[Vec<u16>],
        whose: &[Vec<u16>],
        given: &mut HashMap<Address, Box<Values>>,
    ) {
        let at = |columns: &[Box<Values>], path: usize| columns.iter().map(|column| column[path]).collect::<Vec<f64>>();
        for path in 0..BLOCK {
            if step > 0 && self.owners.contains(&usize::from(whose[step - 1][path])) {
                let renewed: Vec<bool> =
                    self.owners.iter().map(|&owner| usize::from(turns[owner][path]) < step).collect();
                let drawn = self.conditional.redraw(&renewed, &at(&self.y, path), &at(&self.e, path));
                self.now.iter_mut().zip(drawn).for_each(|(column, y)| column[path] = y);
            }
        }
        for (&address, column) in self.conditional.addresses.iter().zip(&self.now) {
            given.insert(address, column.clone());
        }
    }
}
