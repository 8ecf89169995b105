//! Whether a deal goes ahead, when it starts and how long it lives.

use altai_math::{kernel, ln, normal};
use altai_model::deal::{self, Timing};
use altai_model::scenario::PoliticalWill;
use altai_model::{Quantity, Value};

use super::{Active, Required};
use crate::address::Address;
use crate::columns::{Column, Columns, Values};
use crate::draws::{Dimension, Draws};
use crate::plan::Builder;
use crate::sampler::Sampler;
use crate::step::copula::{POLITICAL_WILL, to_level, to_normal};

/// Political will W, a standard normal of the path, and how strongly deals follow it.
#[derive(Debug)]
pub(crate) struct Will {
    address: Address,
    /// W.
    score: Column,
    /// Whether a copula has drawn it.
    is_given: bool,
    go: Option<Column>,
    delay: Option<Column>,
}

impl Will {
    /// Nothing where no deal follows it.
    pub(crate) fn compile(builder: &mut Builder, political_will: &PoliticalWill) -> Option<Self> {
        let mut following = |correlation: &Quantity| {
            let column = builder.quantity(correlation);
            (builder.known(column) != Some(0.0)).then_some(column)
        };
        let (go, delay) = (following(&political_will.go), following(&political_will.delay));
        let given = builder.levels.get(POLITICAL_WILL).copied();
        (go.is_some() || delay.is_some()).then(|| Self {
            address: builder.address(POLITICAL_WILL),
            is_given: given.is_some(),
            score: given.unwrap_or_else(|| builder.column()),
            go,
            delay,
        })
    }

    pub(crate) fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        if self.is_given {
            return;
        }
        columns.write(self.score, |will, _| {
            draws.uniforms(Dimension::once(self.address, 0), block, will);
            to_normal(will);
        });
    }
}

/// The components of a deal's own address.
const FATE: u32 = 0;
pub(super) const CLOCK: u32 = 1;

/// Years that only rounding can tell apart: 2020.2 + 2.9 is 2023.1. A thirtieth of a second.
pub(super) const AN_INSTANT: f64 = 1e-9;

/// Decides the fate of one deal.
#[derive(Debug)]
pub(super) struct Launch {
    address: Address,
    go: Column,
    /// (ρ, W) where going ahead follows political will.
    will: Option<[Column; 2]>,
    start: Start,
    required: Vec<Active>,
    life: Column,
    /// The hazard of cancellation, where there is one and it is the same every year.
    cancel: Option<Column>,
    /// The first day of the year after the base year, from which hazards count.
    known_until: f64,
    scratch: Column,
    active: Active,
}

#[derive(Debug)]
enum Start {
    At(Column),
    After {
        signed: Column,
        delay: Column,
    },
    /// The delay is drawn at the level that political will leaves it.
    AfterWill {
        signed: Column,
        delay: Sampler,
        address: Address,
        will: [Column; 2],
    },
}

impl Launch {
    pub(super) fn compile(
        builder: &mut Builder,
        deal: &deal::Deal,
        active: Active,
        required: &[Required],
        will: Option<&Will>,
        base_year: i32,
        varies: bool,
    ) -> Self {
        let cancel = builder.quantity(&deal.cancel);
        Self {
            address: builder.address(&format!("deals.{}", deal.name)),
            go: builder.quantity(&deal.go),
            will: will.and_then(|will| will.go.map(|correlation| [correlation, will.score])),
            start: Start::compile(builder, &deal.timing, will),
            required: required.iter().map(|required| required.active).collect(),
            life: builder.quantity_or(deal.life.as_ref(), f64::INFINITY),
            cancel: (builder.known(cancel) != Some(0.0) && !varies).then_some(cancel),
            known_until: f64::from(base_year + 1),
            scratch: builder.scratch(),
            active,
        }
    }

    pub(super) fn decide(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        self.start.fill(columns, self.scratch, self.active.start, draws, block);
        columns.write_two([self.scratch, self.active.start], |latent, start, columns| {
            draws.uniforms(Dimension::once(self.address, FATE), block, latent);
            match self.will {
                None => unless_ahead(start, latent, &columns[self.go]),
                Some([correlation, will]) => {
                    to_normal(latent);
                    follow(latent, &columns[correlation], &columns[will]);
                    unless_willing(start, latent, &columns[self.go]);
                }
            }
            for required in &self.required {
                wait_for(start, &columns[required.start]);
            }
            for required in &self.required {
                unless_ended(start, &columns[required.start], &columns[required.duration]);
            }
        });
        columns.write_two([self.scratch, self.active.duration], |clock, duration, columns| {
            duration.copy_from_slice(&columns[self.life]);
            if let Some(hazard) = self.cancel {
                draws.uniforms(Dimension::once(self.address, CLOCK), block, clock);
                cancel(duration, clock, &columns[hazard], &columns[self.active.start], self.known_until);
            }
        });
    }
}

impl Start {
    fn compile(builder: &mut Builder, timing: &Timing, will: Option<&Will>) -> Self {
        match timing {
            Timing::Start(start) => Self::At(builder.quantity(start)),
            Timing::Signed { signed, delay } => {
                let signed = builder.quantity(signed);
                match (will.and_then(|will| will.delay.map(|correlation| [correlation, will.score])), &delay.value) {
                    (Some(will), Value::Uncertain(_)) => Self::AfterWill {
                        signed,
                        delay: Sampler::of(&delay.value),
                        address: builder.address(&delay.address),
                        will,
                    },
                    _ => Self::After { signed, delay: builder.quantity(delay) },
                }
            }
        }
    }

    fn fill(&self, columns: &mut Columns, scratch: Column, start: Column, draws: &dyn Draws, block: u64) {
        match self {
            Self::At(at) => columns.write(start, |start, columns| start.copy_from_slice(&columns[*at])),
            Self::After { signed, delay } => columns.write(start, |start, columns| {
                start.copy_from_slice(&columns[*delay]);
                crate::step::add(start, &columns[*signed]);
            }),
            Self::AfterWill { signed, delay, address, will: [correlation, will] } => {
                columns.write_two([scratch, start], |level, start, columns| {
                    draws.uniforms(Dimension::once(*address, 0), block, level);
                    to_normal(level);
                    defy(level, &columns[*correlation], &columns[*will]);
                    to_level(level);
                    delay.draw(level, start);
                    crate::step::add(start, &columns[*signed]);
                });
            }
        }
    }
}

kernel! {
    /// e becomes √ρ W + √(1 − ρ) e
    fn follow(own: &mut Values, correlation: &Values, will: &Values) {
        for i in 0..own.len() {
            own[i] = correlation[i].sqrt() * will[i] + (1.0 - correlation[i]).sqrt() * own[i];
        }
    }
}

kernel! {
    /// e′ becomes −√ρ W + √(1 − ρ) e′: where will is strong, delays are short.
    fn defy(own: &mut Values, correlation: &Values, will: &Values) {
        for i in 0..own.len() {
            own[i] = (1.0 - correlation[i]).sqrt() * own[i] - correlation[i].sqrt() * will[i];
        }
    }
}

kernel! {
    /// It goes ahead where its latent normal exceeds Φ⁻¹(1 − go), which is where its uniform number exceeds 1 − go.
    fn unless_ahead(start: &mut Values, level: &Values, go: &Values) {
        for i in 0..start.len() {
            start[i] = if level[i] > 1.0 - go[i] { start[i] } else { f64::INFINITY };
        }
    }
}

kernel! {
    /// It goes ahead where its latent normal exceeds Φ⁻¹(1 − go).
    fn unless_willing(start: &mut Values, latent: &Values, go: &Values) {
        for i in 0..start.len() {
            start[i] = if latent[i] > normal::quantile(1.0 - go[i]) { start[i] } else { f64::INFINITY };
        }
    }
}

kernel! {
    /// It starts no earlier than what it requires.
    pub(super) fn wait_for(start: &mut Values, required: &Values) {
        for i in 0..start.len() {
            start[i] = if required[i] > start[i] { required[i] } else { start[i] };
        }
    }
}

kernel! {
    /// It never starts where what it requires has ended by then, give or take the rounding of dates.
    fn unless_ended(start: &mut Values, required: &Values, duration: &Values) {
        for i in 0..start.len() {
            start[i] = if start[i] + AN_INSTANT < required[i] + duration[i] { start[i] } else { f64::INFINITY };
        }
    }
}

kernel! {
    /// It ends early when the hazard, counted from the later of its start and the day until which all is known, passes a unit
    /// exponential: −ln(1 − u).
    fn cancel(duration: &mut Values, u: &Values, hazard: &Values, start: &Values, known_until: f64) {
        for i in 0..duration.len() {
            let waited = if start[i] < known_until { known_until - start[i] } else { 0.0 };
            let alive = waited - ln(1.0 - u[i]) / hazard[i];
            duration[i] = if alive < duration[i] { alive } else { duration[i] };
        }
    }
}
