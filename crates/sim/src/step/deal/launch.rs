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

/// Political will W, a standard normal of the path, and how strongly deals follow it.
#[derive(Debug)]
pub(crate) struct Will {
    address: Address,
    /// W.
    pub(crate) score: Column,
    /// Whether a copula has drawn it.
    is_given: bool,
    go: Option<Follows>,
    delay: Option<Follows>,
}

/// How a score follows political will: √(1 − ρ) of its own and √ρ of W.
#[derive(Debug, Clone, Copy)]
struct Follows {
    own: Column,
    shared: Column,
    will: Column,
    /// ρ, where it is drawn; the weights of a known one are constants.
    drawn: Option<Column>,
}

impl Will {
    /// Nothing where no deal follows it.
    pub(crate) fn compile(builder: &mut Builder, political_will: &PoliticalWill) -> Option<Self> {
        let given = builder.scores.get(POLITICAL_WILL).copied();
        let will = given.unwrap_or_else(|| builder.column());
        let mut follows = |correlation: &Quantity| {
            let correlation = builder.quantity(correlation);
            let known = builder.known(correlation);
            let mut weight = |of: fn(f64) -> f64| match known {
                Some(correlation) => builder.constant(of(correlation)),
                None => builder.column(),
            };
            (known != Some(0.0)).then(|| Follows {
                own: weight(|correlation| (1.0 - correlation).sqrt()),
                shared: weight(f64::sqrt),
                will,
                drawn: known.is_none().then_some(correlation),
            })
        };
        let (go, delay) = (follows(&political_will.go), follows(&political_will.delay));
        (go.is_some() || delay.is_some()).then(|| Self {
            address: builder.address(POLITICAL_WILL),
            is_given: given.is_some(),
            score: will,
            go,
            delay,
        })
    }

    pub(crate) fn draw(&self, columns: &mut Columns, draws: &dyn Draws, block: u64) {
        if !self.is_given {
            columns.write(self.score, |will, _| draws.normals(Dimension::once(self.address, 0), block, will));
        }
        for follows in self.go.iter().chain(&self.delay) {
            if let Some(correlation) = follows.drawn {
                columns.write_two([follows.own, follows.shared], |own, shared, columns| {
                    weigh(own, shared, &columns[correlation]);
                });
            }
        }
    }
}

const POLITICAL_WILL: &str = "political_will";

/// The components of a deal's own address.
const FATE: u32 = 0;
pub(super) const CLOCK: u32 = 1;

/// Years that only rounding can tell apart: 2020.2 + 2.9 is 2023.1. A thirtieth of a second.
pub(super) const AN_INSTANT: f64 = 1e-9;

/// Decides the fate of one deal.
#[derive(Debug)]
pub(super) struct Launch {
    address: Address,
    go: Go,
    /// Where going ahead follows political will.
    will: Option<Follows>,
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

/// The score above which a deal goes ahead: Φ⁻¹(1 − go).
#[derive(Debug)]
struct Go {
    threshold: Column,
    /// go, where it is drawn; the threshold of a known one is a constant.
    drawn: Option<Column>,
}

#[derive(Debug)]
enum Start {
    At(Column),
    After {
        signed: Column,
        delay: Column,
    },
    /// The delay is drawn at the score that political will leaves it.
    AfterWill {
        signed: Column,
        delay: Sampler,
        address: Address,
        /// Keeps the delay.
        drawn: Column,
        will: Follows,
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
            go: Go::compile(builder, &deal.go),
            will: will.and_then(|will| will.go),
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
        self.go.find(columns);
        columns.write_two([self.scratch, self.active.start], |score, start, columns| {
            draws.normals(Dimension::once(self.address, FATE), block, score);
            if let Some(Follows { own, shared, will, .. }) = self.will {
                follow(score, &columns[own], &columns[shared], &columns[will]);
            }
            unless_ahead(start, score, &columns[self.go.threshold]);
            for required in &self.required {
                wait_for(start, &columns[required.start]);
            }
            for required in &self.required {
                unless_ended(start, &columns[required.start], &columns[required.duration]);
            }
        });
        if self.active.duration != self.life {
            columns.write_two([self.scratch, self.active.duration], |clock, duration, columns| {
                duration.copy_from_slice(&columns[self.life]);
                if let Some(hazard) = self.cancel {
                    draws.uniforms(Dimension::once(self.address, CLOCK), block, clock);
                    cancel(duration, clock, &columns[hazard], &columns[self.active.start], self.known_until);
                }
            });
        }
    }
}

impl Go {
    fn compile(builder: &mut Builder, go: &Quantity) -> Self {
        let go = builder.quantity(go);
        match builder.known(go) {
            Some(go) => Self { threshold: builder.constant(normal::quantile(1.0 - go)), drawn: None },
            None => Self { threshold: builder.column(), drawn: Some(go) },
        }
    }

    fn find(&self, columns: &mut Columns) {
        if let Some(go) = self.drawn {
            columns.write(self.threshold, |threshold, columns| score_of_complement(threshold, &columns[go]));
        }
    }
}

impl Start {
    fn compile(builder: &mut Builder, timing: &Timing, will: Option<&Will>) -> Self {
        match timing {
            Timing::Start(start) => Self::At(builder.quantity(start)),
            Timing::Signed { signed, delay } => {
                let signed = builder.quantity(signed);
                match (will.and_then(|will| will.delay), &delay.value) {
                    (Some(will), Value::Uncertain(_)) => Self::AfterWill {
                        signed,
                        delay: Sampler::of(&delay.value),
                        address: builder.address(&delay.address),
                        drawn: builder.drawn_elsewhere(&delay.address),
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
            Self::AfterWill { signed, delay, address, drawn, will: Follows { own, shared, will, .. } } => {
                columns.write_two([scratch, *drawn], |score, drawn, columns| {
                    draws.normals(Dimension::once(*address, 0), block, score);
                    defy(score, &columns[*own], &columns[*shared], &columns[*will]);
                    delay.draw(score, drawn);
                });
                columns.write(start, |start, columns| {
                    start.copy_from_slice(&columns[*drawn]);
                    crate::step::add(start, &columns[*signed]);
                });
            }
        }
    }
}

kernel! {
    /// √(1 − ρ) and √ρ
    fn weigh(own: &mut Values, shared: &mut Values, correlation: &Values) {
        for i in 0..own.len() {
            own[i] = (1.0 - correlation[i]).sqrt();
            shared[i] = correlation[i].sqrt();
        }
    }
}

kernel! {
    /// e becomes √ρ W + √(1 − ρ) e
    fn follow(score: &mut Values, own: &Values, shared: &Values, will: &Values) {
        for i in 0..score.len() {
            score[i] = shared[i] * will[i] + own[i] * score[i];
        }
    }
}

kernel! {
    /// e′ becomes −√ρ W + √(1 − ρ) e′: where will is strong, delays are short.
    fn defy(score: &mut Values, own: &Values, shared: &Values, will: &Values) {
        for i in 0..score.len() {
            score[i] = own[i] * score[i] - shared[i] * will[i];
        }
    }
}

kernel! {
    /// Φ⁻¹(1 − go)
    fn score_of_complement(threshold: &mut Values, go: &[f64]) {
        normal::quantile_of(threshold, (go,), |_, [go]| 1.0 - go);
    }
}

kernel! {
    /// It goes ahead where its score exceeds the threshold.
    fn unless_ahead(start: &mut Values, score: &Values, threshold: &Values) {
        for i in 0..start.len() {
            start[i] = if score[i] > threshold[i] { start[i] } else { f64::INFINITY };
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
