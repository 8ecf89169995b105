//! Ramps: how a deal grows from nothing to full scale, and the list of those that exist.

#![allow(clippy::inline_always)] // Kernels vectorise only when everything in them is inlined.

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
    /// The integral of r from 0 to x, in years, over columns: `x` on entry, the integral on return; x ≥ 0.
    pub integrate: fn(x: &mut [f64], w: &[f64]),
}

/// Every ramp, in the order in which they are explained; the first is the default.
pub const RAMPS: &[Ramp] = &[step::ENTRY, linear::ENTRY, logistic::ENTRY, exponential::ENTRY];
