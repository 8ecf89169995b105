//! A shock strikes at random; part of each strike stays for good, the rest fades with its half-life.

mod poisson;

use altai_math::{Entries, Operand, exp, kernel, with_operands};
use altai_model::{Value, shock};

use super::FEW;
use super::regime::Regimes;
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{BLOCK, Dimension, Draws};
use crate::plan::Builder;
use crate::sampler::Sampler;
use poisson::Poisson;

/// A shock over columns.
#[derive(Debug)]
pub(crate) struct Shock {
    /// Number of strikes: component 0; the size of strike k: component k.
    address: Address,
    law: Poisson,
    size: Size,
    permanent: Column,
    /// The half-life, where it is drawn; what is left of a known one after a year is a constant.
    half_life: Option<Column>,
    /// What is left of a fading blow after a year.
    decay: Column,
    /// How often it struck in the year.
    pub(crate) strikes: Column,
    level: Column,
    blow: Column,
    /// u_t, log points.
    pub(crate) fading: Column,
    /// What stays of the year's strikes, log points.
    pub(crate) lasting: Column,
    /// The same, where it is not known to be nothing.
    pub(crate) for_good: Option<Column>,
}

/// The sizes of strikes.
#[derive(Debug)]
enum Size {
    Alike(f64),
    Drawn {
        sampler: Sampler,
        /// Of one strike in each path, between steps free.
        sizes: Column,
    },
}

impl Size {
    fn compile(builder: &mut Builder, size: &Value) -> Self {
        match size {
            Value::Fixed(size) => Self::Alike(*size),
            Value::Uncertain(_) => Self::Drawn { sampler: Sampler::of(size), sizes: builder.column() },
        }
    }
}

impl Shock {
    pub(crate) fn compile(builder: &mut Builder, shock: &shock::Shock, regimes: Option<&Regimes>) -> Self {
        let half_life = builder.quantity(&shock.half_life);
        let known = builder.known(half_life);
        let decay = match known {
            Some(half_life) => builder.constant(halved(half_life)),
            None => builder.column(),
        };
        let permanent = builder.quantity(&shock.permanent);
        let lasts = builder.known(permanent) != Some(0.0);
        let lasting = if lasts { builder.column() } else { builder.constant(0.0) };
        Self {
            address: builder.address(&format!("shocks.{}", shock.name)),
            law: Poisson::compile(builder, &shock.rate, regimes.and_then(|regimes| regimes.shock_rate)),
            size: Size::compile(builder, &shock.size.value),
            permanent,
            half_life: known.is_none().then_some(half_life),
            decay,
            strikes: builder.column(),
            level: builder.scratch(),
            blow: builder.column(),
            fading: builder.column(),
            lasting,
            for_good: lasts.then_some(lasting),
        }
    }

    /// The base year: nothing is fading.
    pub(crate) fn begin(&self, columns: &mut Columns) {
        if let Some(half_life) = self.half_life {
            columns.write(self.decay, |decay, columns| halve_in(decay, &columns[half_life]));
        }
        columns.write(self.fading, |fading, _| fading.fill(0.0));
        self.law.begin(columns);
    }

    /// One year on.
    pub(crate) fn advance(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        let dimension = |component| Dimension { component, ..Dimension::yearly(self.address, year) };
        columns.write(self.level, |level, _| draws.uniforms(dimension(0), block, level));
        let most = self.law.count(columns, self.level, self.strikes);
        match &self.size {
            Size::Alike(size) if self.for_good.is_none() => {
                columns.write(self.fading, |fading, columns| {
                    fade_alike(fading, columns.operand(self.decay), *size, &columns[self.strikes], most);
                });
                return;
            }
            Size::Alike(size) => {
                columns.write(self.blow, |blow, columns| strike_alike(blow, *size, &columns[self.strikes], most));
            }
            Size::Drawn { sampler, sizes } => {
                columns.write(self.blow, |blow, _| blow.fill(0.0));
                for strike in 1..=most {
                    columns.write_two([self.level, *sizes], |score, size, _| {
                        draws.normals(dimension(strike), block, score);
                        sampler.draw(score, size);
                    });
                    columns.write(self.blow, |blow, columns| {
                        strike_again(blow, &columns[*sizes], &columns[self.strikes], f64::from(strike));
                    });
                }
            }
        }
        if self.for_good.is_none() {
            columns
                .write(self.fading, |fading, columns| fade(fading, columns.operand(self.decay), &columns[self.blow]));
        } else {
            columns.write_two([self.fading, self.lasting], |fading, lasting, columns| {
                let [decay, permanent] = [self.decay, self.permanent].map(|column| columns.operand(column));
                strike_flows(fading, lasting, decay, permanent, &columns[self.blow]);
            });
        }
    }
}

/// What is left after a year, 2^(−1 / half-life).
#[inline(always)]
fn halved(half_life: f64) -> f64 {
    exp(-std::f64::consts::LN_2 / half_life)
}

kernel! {
    fn halve_in(decay: &mut Values, half_life: &Values) {
        for i in 0..decay.len() {
            decay[i] = halved(half_life[i]);
        }
    }
}

/// The sum of the sizes of all strikes, which are the same, on a few paths.
#[inline(always)]
fn struck(strikes: &[f64; FEW], size: f64, most: u32) -> [f64; FEW] {
    let mut sum = [0.0; FEW];
    for k in 1..=most {
        let k = f64::from(k);
        for i in 0..FEW {
            sum[i] += if strikes[i] >= k { size } else { 0.0 };
        }
    }
    sum
}

kernel! {
    /// Σ size of each path.
    fn strike_alike(blow: &mut Values, size: f64, strikes: &Values, most: u32) {
        for (blow, strikes) in blow.as_chunks_mut::<FEW>().0.iter_mut().zip(strikes.as_chunks::<FEW>().0) {
            *blow = struck(strikes, size, most);
        }
    }
}

/// [`strike_alike`], then [`fade`].
fn fade_alike(fading: &mut Values, decay: Operand<'_>, size: f64, strikes: &Values, most: u32) {
    kernel! {
        fn on_top<D: Entries>(fading: &mut Values, decay: D, size: f64, strikes: &Values, most: u32) {
            let decay = decay.first(BLOCK);
            for (few, strikes) in strikes.as_chunks::<FEW>().0.iter().enumerate() {
                let (first, sum) = (few * FEW, struck(strikes, size, most));
                for i in 0..FEW {
                    fading[first + i] = fading[first + i] * decay.of(first + i) + sum[i];
                }
            }
        }
    }
    with_operands!(|decay| on_top(fading, decay, size, strikes, most));
}

kernel! {
    /// The size of strike k counts where there are k strikes or more.
    fn strike_again(blow: &mut Values, size: &Values, strikes: &Values, k: f64) {
        for i in 0..blow.len() {
            blow[i] += if strikes[i] >= k { size[i] } else { 0.0 };
        }
    }
}

/// u_t = u_{t−1} 2^(−1/half_life) + Σ size, where nothing is permanent.
fn fade(fading: &mut Values, decay: Operand<'_>, blow: &Values) {
    kernel! {
        fn on_top<D: Entries>(fading: &mut Values, decay: D, blow: &Values) {
            let decay = decay.first(BLOCK);
            for i in 0..BLOCK {
                fading[i] = fading[i] * decay.of(i) + blow[i];
            }
        }
    }
    with_operands!(|decay| on_top(fading, decay, blow));
}

/// u_t = u_{t−1} 2^(−1/half_life) + Σ (1 − permanent) size, and the permanent share beside it.
fn strike_flows(fading: &mut Values, lasting: &mut Values, decay: Operand<'_>, permanent: Operand<'_>, blow: &Values) {
    kernel! {
        fn strike<D: Entries, P: Entries>(
            fading: &mut Values,
            lasting: &mut Values,
            decay: D,
            permanent: P,
            blow: &Values,
        ) {
            let (decay, permanent) = (decay.first(BLOCK), permanent.first(BLOCK));
            for i in 0..BLOCK {
                fading[i] = fading[i] * decay.of(i) + (1.0 - permanent.of(i)) * blow[i];
                lasting[i] = permanent.of(i) * blow[i];
            }
        }
    }
    with_operands!(|decay, permanent| strike(fading, lasting, decay, permanent, blow));
}
