//! A shock strikes at random; part of each strike stays for good, the rest fades with its half-life.

use altai_math::{exp, kernel};
use altai_model::shock;

use super::regime::Regimes;
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;
use crate::sampler::Sampler;

/// More strikes a year than validation lets anybody expect; the inversion stops here whatever rounding does.
const MOST_STRIKES: u32 = 400;

/// A shock over columns.
#[derive(Debug)]
pub(crate) struct Shock {
    /// Number of strikes: component 0; the size of strike k: component k.
    address: Address,
    rate: Column,
    /// The regime's factor on the rate.
    factor: Option<Column>,
    size: Sampler,
    permanent: Column,
    half_life: Column,
    /// What is left of a fading blow after a year.
    decay: Column,
    /// Strikes expected in the year.
    expected: Column,
    /// The probability of none.
    none: Column,
    /// How often it struck in the year.
    pub(crate) strikes: Column,
    level: Column,
    /// The terms of the Poisson law at the number reached, and their sum.
    term: Column,
    sum: Column,
    blow: Column,
    /// u_t, log points.
    pub(crate) fading: Column,
    /// What stays of the year's strikes, log points.
    pub(crate) lasting: Column,
}

impl Shock {
    pub(crate) fn compile(builder: &mut Builder, shock: &shock::Shock, regimes: Option<&Regimes>) -> Self {
        Self {
            address: builder.address(&format!("shocks.{}", shock.name)),
            rate: builder.quantity(&shock.rate),
            factor: regimes.and_then(|regimes| regimes.shock_rate),
            size: Sampler::of(&shock.size.value),
            permanent: builder.quantity(&shock.permanent),
            half_life: builder.quantity(&shock.half_life),
            decay: builder.column(),
            expected: builder.column(),
            none: builder.column(),
            strikes: builder.column(),
            level: builder.scratch(),
            term: builder.column(),
            sum: builder.column(),
            blow: builder.column(),
            fading: builder.column(),
            lasting: builder.column(),
        }
    }

    /// The base year: nothing is fading, and a rate that never changes holds for good.
    pub(crate) fn begin(&self, columns: &mut Columns) {
        columns.write(self.decay, |decay, columns| halve_in(decay, &columns[self.half_life]));
        columns.write(self.fading, |fading, _| fading.fill(0.0));
        if self.factor.is_none() {
            columns.write_two([self.expected, self.none], |expected, none, columns| {
                expected.copy_from_slice(&columns[self.rate]);
                none_strikes(none, expected);
            });
        }
    }

    /// One year on.
    pub(crate) fn advance(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        let dimension = |component| Dimension { component, ..Dimension::yearly(self.address, year) };
        columns.write(self.level, |level, _| draws.uniforms(dimension(0), block, level));
        let most = self.count(columns);
        for strike in 1..=most {
            columns.write_two([self.level, self.lasting], |score, size, _| {
                if !self.size.is_fixed() {
                    draws.normals(dimension(strike), block, score);
                }
                self.size.draw(score, size);
            });
            columns.write(self.blow, |blow, columns| {
                let [size, strikes] = [&columns[self.lasting], &columns[self.strikes]];
                match strike {
                    1 => strike_once(blow, size, strikes),
                    _ => strike_again(blow, size, strikes, f64::from(strike)),
                }
            });
        }
        if most == 0 {
            columns.write(self.blow, |blow, _| blow.fill(0.0));
        }
        columns.write_two([self.fading, self.lasting], |fading, lasting, columns| {
            strike_flows(fading, lasting, &columns[self.decay], &columns[self.permanent], &columns[self.blow]);
        });
    }

    /// How often it strikes in each path, by inversion; returns the most.
    fn count(&self, columns: &mut Columns) -> u32 {
        if let Some(factor) = self.factor {
            columns.write_two([self.expected, self.none], |expected, none, columns| {
                super::multiply(expected, &columns[self.rate], &columns[factor]);
                none_strikes(none, expected);
            });
        }
        columns.write(self.strikes, |strikes, _| strikes.fill(0.0));
        let (mut most, mut sum) = (0, self.none);
        while most < MOST_STRIKES && self.one_more(columns, sum) {
            most += 1;
            columns.write_two([self.term, self.sum], |term, sum, columns| {
                if most == 1 {
                    term.copy_from_slice(&columns[self.none]);
                    sum.copy_from_slice(term);
                }
                next_term(term, sum, &columns[self.expected], 1.0 / f64::from(most));
            });
            sum = self.sum;
        }
        most
    }

    /// One strike more where the level has passed `sum`, the probability of so few; says whether it has anywhere.
    fn one_more(&self, columns: &mut Columns, sum: Column) -> bool {
        let mut any = false;
        columns.write(self.strikes, |strikes, columns| any = one_more(strikes, &columns[self.level], &columns[sum]));
        any
    }
}

kernel! {
    /// 2^(−1 / half-life)
    fn halve_in(decay: &mut Values, half_life: &Values) {
        for i in 0..decay.len() {
            decay[i] = exp(-std::f64::consts::LN_2 / half_life[i]);
        }
    }
}

kernel! {
    /// P(no strike) = exp(−rate)
    fn none_strikes(none: &mut Values, rate: &Values) {
        for i in 0..none.len() {
            none[i] = exp(-rate[i]);
        }
    }
}

kernel! {
    /// One strike more where the level has passed the probability of so few; whether any has.
    fn one_more(strikes: &mut Values, level: &Values, sum: &Values) -> bool {
        let mut passed = 0;
        for i in 0..strikes.len() {
            strikes[i] += if level[i] >= sum[i] { 1.0 } else { 0.0 };
            passed |= u64::from(level[i] >= sum[i]);
        }
        passed > 0
    }
}

kernel! {
    /// P(k strikes) = P(k − 1 strikes) rate / k
    fn next_term(term: &mut Values, sum: &mut Values, rate: &Values, one_of_k: f64) {
        for i in 0..term.len() {
            term[i] *= rate[i] * one_of_k;
            sum[i] += term[i];
        }
    }
}

kernel! {
    /// The size of the first strike counts where there is one.
    fn strike_once(blow: &mut Values, size: &Values, strikes: &Values) {
        for i in 0..blow.len() {
            blow[i] = if strikes[i] >= 1.0 { size[i] } else { 0.0 };
        }
    }
}

kernel! {
    /// The size of strike k counts where there are k strikes or more.
    fn strike_again(blow: &mut Values, size: &Values, strikes: &Values, k: f64) {
        for i in 0..blow.len() {
            blow[i] += if strikes[i] >= k { size[i] } else { 0.0 };
        }
    }
}

kernel! {
    /// u_t = u_{t−1} 2^(−1/half_life) + Σ (1 − permanent) size, and the permanent share beside it.
    fn strike_flows(fading: &mut Values, lasting: &mut Values, decay: &Values, permanent: &Values, blow: &Values) {
        for i in 0..fading.len() {
            fading[i] = fading[i] * decay[i] + (1.0 - permanent[i]) * blow[i];
            lasting[i] = permanent[i] * blow[i];
        }
    }
}
