//! Regimes follow each other, and lend the year what they change.

use altai_math::kernel;
use altai_model::Quantity;
use altai_model::regime::{self, Regime};

use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;

/// The regimes over columns.
#[derive(Debug)]
pub(crate) struct Regimes {
    address: Address,
    start: f64,
    /// Row by row, the probability of going to a state before each but the first: the steps of a quantile function.
    steps: Vec<Vec<f64>>,
    /// The state, as the index of its row.
    pub(crate) state: Column,
    next: Column,
    level: Column,
    effects: Vec<Effect>,
    /// Added to every flow's drift, where any regime adds.
    pub(crate) drift: Option<Column>,
    /// Multiplies every flow's volatility.
    pub(crate) volatility: Option<Column>,
    /// Multiplies every shock's rate.
    pub(crate) shock_rate: Option<Column>,
    /// Multiplies every hazard of cancellation.
    pub(crate) cancel: Option<Column>,
}

/// What the ruling regime has of one kind.
#[derive(Debug)]
struct Effect {
    by_state: Vec<Column>,
    column: Column,
}

impl Regimes {
    pub(crate) fn compile(builder: &mut Builder, regimes: &regime::Regimes) -> Self {
        let mut effects = Vec::new();
        let mut effect = |nothing: f64, of: fn(&Regime) -> &Quantity| {
            let by_state: Vec<Column> = regimes.states.iter().map(|state| builder.quantity(of(state))).collect();
            let matters = by_state.iter().any(|&column| builder.known(column) != Some(nothing));
            matters.then(|| {
                let column = builder.column();
                effects.push(Effect { by_state, column });
                column
            })
        };
        let drift = effect(0.0, |state| &state.drift);
        let volatility = effect(1.0, |state| &state.volatility);
        let shock_rate = effect(1.0, |state| &state.shock_rate);
        let cancel = effect(1.0, |state| &state.cancel);
        Self {
            address: builder.address("regimes"),
            start: regimes.start as f64,
            steps: regimes.transition.iter().map(|row| steps(row)).collect(),
            state: builder.column(),
            next: builder.column(),
            level: builder.scratch(),
            effects,
            drift,
            volatility,
            shock_rate,
            cancel,
        }
    }

    /// The base year.
    pub(crate) fn begin(&self, columns: &mut Columns) {
        columns.write(self.state, |state, _| state.fill(self.start));
    }

    /// One year on.
    pub(crate) fn advance(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        columns.write_two([self.level, self.next], |level, next, columns| {
            draws.uniforms(Dimension::yearly(self.address, year), block, level);
            next.fill(0.0);
            for (state, steps) in self.steps.iter().enumerate() {
                for &step in steps {
                    step_over(next, &columns[self.state], state as f64, level, step);
                }
            }
        });
        columns.write(self.state, |state, columns| state.copy_from_slice(&columns[self.next]));
        for Effect { by_state, column } in &self.effects {
            columns.write(*column, |value, columns| {
                let state = &columns[self.state];
                match &by_state[..] {
                    [first, second, others @ ..] => {
                        either(value, state, &columns[*first], &columns[*second]);
                        for (place, of) in others.iter().enumerate() {
                            choose(value, state, (place + 2) as f64, &columns[*of]);
                        }
                    }
                    only => only.iter().for_each(|of| value.copy_from_slice(&columns[*of])),
                }
            });
        }
    }
}

/// The levels at which the quantile function of a row steps from each state to the next.
fn steps(row: &[f64]) -> Vec<f64> {
    let cumulative = row.iter().scan(0.0, |sum, probability| {
        *sum += probability;
        Some(*sum)
    });
    cumulative.take(row.len() - 1).collect()
}

kernel! {
    /// One state further where the path is in `from` and its level has passed the step.
    fn step_over(next: &mut Values, state: &Values, from: f64, level: &Values, step: f64) {
        for i in 0..next.len() {
            next[i] += if state[i] == from && level[i] >= step { 1.0 } else { 0.0 };
        }
    }
}

kernel! {
    /// The first regime's value in the first state, elsewhere the second's.
    fn either(value: &mut Values, state: &Values, first: &Values, second: &Values) {
        for i in 0..value.len() {
            value[i] = if state[i] == 0.0 { first[i] } else { second[i] };
        }
    }
}

kernel! {
    /// The value where the path is in `this` state.
    fn choose(value: &mut Values, state: &Values, this: f64, of: &Values) {
        for i in 0..value.len() {
            value[i] = if state[i] == this { of[i] } else { value[i] };
        }
    }
}
