//! Trade without the deals: a state that grows with drift, drivers and luck, and perhaps returns to its potential.

use altai_math::{Entries, Operand, kernel, stages, with_operands};

use super::driver::Driver;
use super::regime::Regimes;
use super::{add_product, sum_with_product, sum_with_products};
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{BLOCK, Dimension, Draws};
use crate::plan::Builder;

/// A flow over columns. The state and the potential are kept as logarithms relative to `base`.
#[derive(Debug)]
pub(crate) struct Flow {
    pub(crate) base: Column,
    drift: Column,
    volatility: Column,
    innovation: Column,
    /// (elasticity, growth of the driver).
    elasticity: Vec<(Column, Column)>,
    reversion: Option<Reversion>,
    /// The regime's (addition to drift, factor on volatility).
    regime: [Option<Column>; 2],
    /// The shocks that hit it: log points of the year that fade, and those that last, if any do.
    shocks: Vec<(Column, Option<Column>)>,
    noise: Option<Noise>,
    /// ln S_t − ln base.
    state: Column,
    /// a_t, between steps free.
    trend: Column,
    /// σ m′_t under a regime that changes it, between steps free.
    swing: Column,
    /// F_t before boosts, USD million.
    pub(crate) carried: Column,
}

#[derive(Debug)]
struct Reversion {
    /// κ.
    speed: Column,
    /// P_0, USD million.
    potential: Column,
    /// ln P_t − ln base.
    state: Column,
}

/// What one year's figure has and the next does not carry on.
#[derive(Debug)]
pub(crate) struct Noise {
    address: Address,
    sd: Column,
    /// η, between steps free.
    innovation: Column,
}

impl Noise {
    /// Noise where there is some: none is drawn where its standard deviation is known to be 0. `name` is whose it is,
    /// `flows.exports.noise`: the standard deviation may be an input that others share, and the noise is never shared.
    pub(crate) fn compile(builder: &mut Builder, sd: &altai_model::Quantity, name: &str) -> Option<Self> {
        let column = builder.quantity(sd);
        (builder.known(column) != Some(0.0)).then(|| Self {
            address: builder.address(name),
            sd: column,
            innovation: builder.scratch(),
        })
    }

    /// exponent += noise η
    pub(crate) fn add(&self, columns: &mut Columns, exponent: Column, draws: &dyn Draws, block: u64, year: i32) {
        columns.write_two([self.innovation, exponent], |innovation, exponent, columns| {
            draws.normals(Dimension::yearly(self.address, year), block, innovation);
            add_product(exponent, columns.operand(self.sd), innovation);
        });
    }
}

impl Flow {
    pub(crate) fn compile(
        builder: &mut Builder,
        flow: &altai_model::scenario::Flow,
        innovation: Column,
        drivers: &[Driver],
        regimes: Option<&Regimes>,
        shocks: Vec<(Column, Option<Column>)>,
    ) -> Self {
        let speed = builder.quantity(&flow.reversion);
        let base = builder.quantity(&flow.base);
        let reversion = (builder.known(speed) != Some(0.0)).then(|| Reversion {
            speed,
            potential: flow.potential.as_ref().map_or(base, |potential| builder.quantity(potential)),
            state: builder.column(),
        });
        Self {
            base,
            drift: builder.quantity(&flow.drift),
            volatility: builder.quantity(&flow.volatility),
            innovation,
            elasticity: flow
                .elasticity
                .iter()
                .map(|(driver, elasticity)| (builder.quantity(elasticity), drivers[*driver].growth))
                .collect(),
            reversion,
            regime: [regimes.and_then(|regimes| regimes.drift), regimes.and_then(|regimes| regimes.volatility)],
            shocks,
            noise: Noise::compile(builder, &flow.noise, &format!("flows.{}.noise", flow.name)),
            state: builder.column(),
            trend: builder.column(),
            swing: builder.scratch(),
            carried: builder.column(),
        }
    }

    /// The base year: S_0 = base, P_0 = potential.
    pub(crate) fn begin(&self, columns: &mut Columns) {
        columns.write(self.state, |state, _| state.fill(0.0));
        if let Some(reversion) = &self.reversion {
            columns.write(reversion.state, |gap, columns| {
                log_ratio(gap, &columns[reversion.potential], &columns[self.base]);
            });
        }
    }

    /// One year on.
    pub(crate) fn advance(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        let trend = self.trend(columns);
        let volatility = match self.regime[1] {
            None => self.volatility,
            Some(factor) => {
                columns.write(self.swing, |swing, columns| {
                    super::scale(swing, columns.operand(self.volatility), &columns[factor]);
                });
                self.swing
            }
        };
        columns.write(self.state, |state, columns| {
            if let Some(reversion) = &self.reversion {
                revert(state, &columns[reversion.speed], &columns[reversion.state]);
            }
            move_on(state, &columns[trend], columns.operand(volatility), &columns[self.innovation]);
            for lasting in self.shocks.iter().filter_map(|(_, lasting)| lasting.as_ref()) {
                super::add(state, &columns[*lasting]);
            }
        });
        if let Some(reversion) = &self.reversion {
            columns.write(reversion.state, |potential, columns| {
                super::add(potential, &columns[trend]);
                for lasting in self.shocks.iter().filter_map(|(_, lasting)| lasting.as_ref()) {
                    super::add(potential, &columns[*lasting]);
                }
            });
        }
        let exponent = self.exponent(columns, draws, block, year);
        if exponent == self.carried {
            columns.write(self.carried, |carried, columns| carry_in_place(carried, columns.operand(self.base)));
        } else {
            columns
                .write(self.carried, |carried, columns| carry(carried, columns.operand(self.base), &columns[exponent]));
        }
    }

    /// a_t: the column that holds it is the drift's own where nothing comes on top.
    fn trend(&self, columns: &mut Columns) -> Column {
        let mut trend = self.drift;
        if let Some(regime) = self.regime[0] {
            columns.write(self.trend, |sum, columns| super::sum(sum, columns.operand(trend), &columns[regime]));
            trend = self.trend;
        }
        let mut elasticity = &self.elasticity[..];
        if let [(of, growth), (of_next, next), rest @ ..] = elasticity
            && trend == self.drift
        {
            columns.write(self.trend, |sum, columns| {
                let [of, of_next] = [*of, *of_next].map(|of| columns.operand(of));
                sum_with_products(sum, &columns[trend], of, &columns[*growth], of_next, &columns[*next]);
            });
            (trend, elasticity) = (self.trend, rest);
        }
        for &(of, growth) in elasticity {
            columns.write(self.trend, |sum, columns| {
                let (of, growth) = (columns.operand(of), &columns[growth]);
                if trend == self.trend {
                    add_product(sum, of, growth);
                } else {
                    sum_with_product(sum, &columns[trend], of, growth);
                }
            });
            trend = self.trend;
        }
        trend
    }

    /// ln F_t − ln base: the column that holds it is the state's own where nothing comes on top.
    fn exponent(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) -> Column {
        if self.shocks.is_empty() && self.noise.is_none() {
            return self.state;
        }
        columns.write(self.carried, |exponent, columns| match &self.shocks[..] {
            [] => exponent.copy_from_slice(&columns[self.state]),
            [(first, _), rest @ ..] => {
                super::sum(exponent, columns.operand(self.state), &columns[*first]);
                for (fading, _) in rest {
                    super::add(exponent, &columns[*fading]);
                }
            }
        });
        if let Some(noise) = &self.noise {
            noise.add(columns, self.carried, draws, block, year);
        }
        self.carried
    }
}

kernel! {
    fn log_ratio(gap: &mut Values, potential: &Values, base: &Values) {
        for i in 0..gap.len() {
            gap[i] = altai_math::ln(potential[i] / base[i]);
        }
    }
}

kernel! {
    /// s += κ (p − s)
    fn revert(state: &mut Values, speed: &Values, potential: &Values) {
        for i in 0..state.len() {
            state[i] += speed[i] * (potential[i] - state[i]);
        }
    }
}

/// s += a + σ z
fn move_on(state: &mut Values, trend: &Values, volatility: Operand<'_>, innovation: &Values) {
    kernel! {
        fn swing<V: Entries>(state: &mut Values, trend: &Values, volatility: V, innovation: &Values) {
            let volatility = volatility.first(BLOCK);
            for i in 0..BLOCK {
                state[i] += trend[i] + volatility.of(i) * innovation[i];
            }
        }
    }
    with_operands!(|volatility| swing(state, trend, volatility, innovation));
}

/// F = base exp(exponent)
fn carry(carried: &mut Values, base: Operand<'_>, exponent: &Values) {
    kernel! {
        fn grow<B: Entries>(carried: &mut Values, base: B, exponent: &[f64]) {
            stages::exp_of(carried, (base, exponent), |_, [_, exponent]| exponent, |factor, [base, _]| base * factor);
        }
    }
    with_operands!(|base| grow(carried, base, exponent));
}

/// F = base exp(exponent), with the exponent in `carried` on entry.
fn carry_in_place(carried: &mut Values, base: Operand<'_>) {
    kernel! {
        fn grow<B: Entries>(carried: &mut Values, base: B) {
            stages::exp_of(carried, (base,), |exponent, _| exponent, |factor, [base]| base * factor);
        }
    }
    with_operands!(|base| grow(carried, base));
}
