//! Ramps: how a deal grows from nothing to full scale, and the list of those that exist.

#![allow(clippy::inline_always)] // Kernels vectorise only when everything in them is inlined.

use altai_math::Operand;

mod exponential;
mod linear;
mod logistic;
mod step;

/// A ramp in the list: r(x) for the time x since the start, and its integral.
#[derive(Debug, Clone, Copy)]
pub struct Ramp {
    /// The key: `ramp.linear = …`; `step` is a bare word.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// The value of an example, in TOML.
    pub example: &'static str,
    /// Whether it takes `years`.
    pub takes_years: bool,
    /// r(x) at x ≥ 0 years since the start, w > 0 years of ramp; in [0, 1].
    pub scale: fn(x: f64, w: f64) -> f64,
    /// What a deal delivers from one instant to the next.
    pub deliver: Deliver,
}

/// What deals deliver from one instant to the next, column by column: `delivered` = `peak` (R(x) − `before`), and R(x) becomes
/// the new `before`. x is the years that a deal has been active by the instant `until`: it is active from `start`, a calendar year
/// or +∞, for `duration` years; R is the integral of the ramp r from 0 to x, in years, and `years` those that the ramp takes.
/// All columns have the length of `delivered`.
pub type Deliver = fn(
    delivered: &mut [f64],
    before: &mut [f64],
    until: f64,
    start: &[f64],
    duration: Operand<'_>,
    years: Operand<'_>,
    peak: &[f64],
);

/// The years that a deal has been active by an instant: 0 where it never starts, at most its duration.
#[inline(always)]
fn active_years(until: f64, start: f64, duration: f64) -> f64 {
    let x = until - start;
    let x = if x > 0.0 { x } else { 0.0 };
    if x < duration { x } else { duration }
}

/// [`Deliver`] for a ramp with the integral `$integral`(x, years), inlined.
macro_rules! deliver {
    ($integral:path) => {{
        altai_math::kernel! {
            fn deliver<D: altai_math::Entries, Y: altai_math::Entries>(
                delivered: &mut [f64],
                before: &mut [f64],
                until: f64,
                start: &[f64],
                duration: D,
                years: Y,
                peak: &[f64],
            ) {
                let n = delivered.len();
                let (before, start, peak) = (&mut before[..n], &start[..n], &peak[..n]);
                let (duration, years) = (duration.first(n), years.first(n));
                for i in 0..n {
                    let active = $crate::deal::ramp::active_years(until, start[i], duration.of(i));
                    let sum = $integral(active, years.of(i));
                    delivered[i] = peak[i] * (sum - before[i]);
                    before[i] = sum;
                }
            }
        }
        |delivered, before, until, start, duration, years, peak| {
            altai_math::with_operands!(|duration| altai_math::with_operands!(|years| deliver(
                delivered, before, until, start, duration, years, peak
            )));
        }
    }};
}
use deliver;

/// [`Deliver`] for a ramp whose integral is a long formula, in stages: `$first`(x, years), those of `$middle`, then
/// `$last`(held, x, years), which gives R(x).
macro_rules! deliver_in_stages {
    ($first:path, $middle:expr, $last:path) => {{
        altai_math::kernel! {
            fn integrals<D: altai_math::Entries, Y: altai_math::Entries>(
                integral: &mut [f64],
                until: f64,
                start: &[f64],
                duration: D,
                years: Y,
            ) {
                altai_math::stages::in_stages(
                    integral,
                    (start, duration, years),
                    #[inline(always)]
                    |_, [start, duration, years]| {
                        $first($crate::deal::ramp::active_years(until, start, duration), years)
                    },
                    $middle,
                    #[inline(always)]
                    |held, [start, duration, years]| {
                        $last(held, $crate::deal::ramp::active_years(until, start, duration), years)
                    },
                );
            }
        }
        |delivered, before, until, start, duration, years, peak| {
            altai_math::with_operands!(|duration| altai_math::with_operands!(|years| integrals(
                delivered, until, start, duration, years
            )));
            $crate::deal::ramp::hand_over(delivered, before, peak);
        }
    }};
}
use deliver_in_stages;

altai_math::kernel! {
    /// `delivered` = `peak` (R − `before`), and R becomes the new `before`, with R in `delivered` on entry.
    fn hand_over(delivered: &mut [f64], before: &mut [f64], peak: &[f64]) {
        let n = delivered.len();
        let (before, peak) = (&mut before[..n], &peak[..n]);
        for i in 0..n {
            let sum = delivered[i];
            delivered[i] = peak[i] * (sum - before[i]);
            before[i] = sum;
        }
    }
}

/// How a one-off contract delivers: evenly for its years, then nothing.
pub const EVENLY: Deliver = deliver!(passed);

/// The years of a contract that have passed.
#[inline(always)]
fn passed(x: f64, years: f64) -> f64 {
    if x < years { x } else { years }
}

/// Every ramp, in the order in which they are explained; the first is the default.
pub const RAMPS: &[Ramp] = &[step::ENTRY, linear::ENTRY, logistic::ENTRY, exponential::ENTRY];
