//! Regimes follow each other, and lend the year what they change.

use altai_math::{Entries, Operand, kernel, with_operands};
use altai_model::Quantity;
use altai_model::regime::{self, Regime};

use super::FEW;
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{BLOCK, Dimension, Draws};
use crate::plan::Builder;

/// The regimes over columns.
#[derive(Debug)]
pub(crate) struct Regimes {
    address: Address,
    start: f64,
    /// Of each state, the probability of going to a state before each but the first: the steps of a quantile function.
    steps: Vec<Step>,
    /// The state, as the index of its row.
    pub(crate) state: Column,
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
            steps: regimes.transition.iter().enumerate().flat_map(|(from, row)| steps(from as f64, row)).collect(),
            state: builder.column(),
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
        columns.write_two([self.level, self.state], |level, state, _| {
            draws.uniforms(Dimension::yearly(self.address, year), block, level);
            match self.steps[..] {
                [first, second] => move_between(state, level, [first.level, second.level]),
                _ => move_on(state, level, &self.steps),
            }
        });
        for Effect { by_state, column } in &self.effects {
            columns.write(*column, |value, columns| {
                let state = &columns[self.state];
                match &by_state[..] {
                    [first, second, others @ ..] => {
                        either(value, state, columns.operand(*first), columns.operand(*second));
                        for (place, of) in others.iter().enumerate() {
                            choose(value, state, (place + 2) as f64, columns.operand(*of));
                        }
                    }
                    only => only.iter().for_each(|of| value.copy_from_slice(&columns[*of])),
                }
            });
        }
    }
}

/// From a state, the level above which it goes one state further.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: f64,
    level: f64,
}

/// The steps of the quantile function of a row.
fn steps(from: f64, row: &[f64]) -> Vec<Step> {
    let cumulative = row.iter().scan(0.0, |sum, probability| {
        *sum += probability;
        Some(Step { from, level: *sum })
    });
    cumulative.take(row.len() - 1).collect()
}

kernel! {
    /// The next state: as many as there are steps of the present one that the level has passed.
    fn move_on(state: &mut Values, level: &Values, steps: &[Step]) {
        for (state, level) in state.as_chunks_mut::<FEW>().0.iter_mut().zip(level.as_chunks::<FEW>().0) {
            let mut next = [0.0; FEW];
            for step in steps {
                for i in 0..FEW {
                    next[i] += if (state[i] == step.from) & (level[i] >= step.level) { 1.0 } else { 0.0 };
                }
            }
            *state = next;
        }
    }
}

kernel! {
    /// The same of two states: the second comes next where the level has passed the step of the present one.
    fn move_between(state: &mut Values, level: &Values, steps: [f64; 2]) {
        for i in 0..BLOCK {
            let step = if state[i] == 0.0 { steps[0] } else { steps[1] };
            state[i] = if level[i] >= step { 1.0 } else { 0.0 };
        }
    }
}

/// The first regime's value in the first state, elsewhere the second's.
fn either(value: &mut Values, state: &Values, first: Operand<'_>, second: Operand<'_>) {
    kernel! {
        fn one_of<F: Entries, S: Entries>(value: &mut Values, state: &Values, first: F, second: S) {
            let (first, second) = (first.first(BLOCK), second.first(BLOCK));
            for i in 0..BLOCK {
                value[i] = if state[i] == 0.0 { first.of(i) } else { second.of(i) };
            }
        }
    }
    with_operands!(|first, second| one_of(value, state, first, second));
}

/// The value where the path is in `this` state.
fn choose(value: &mut Values, state: &Values, this: f64, of: Operand<'_>) {
    kernel! {
        fn where_it_is<O: Entries>(value: &mut Values, state: &Values, this: f64, of: O) {
            let of = of.first(BLOCK);
            for i in 0..BLOCK {
                value[i] = if state[i] == this { of.of(i) } else { value[i] };
            }
        }
    }
    with_operands!(|of| where_it_is(value, state, this, of));
}
