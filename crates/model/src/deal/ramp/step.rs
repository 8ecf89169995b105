//! Full scale from the first day.

use super::{Ramp, deliver};

pub(super) const ENTRY: Ramp = Ramp {
    name: "step",
    summary: "full scale from the first day",
    example: "\"step\"",
    takes_years: false,
    scale: |_x, _w| 1.0,
    deliver: deliver!(integral),
};

/// The integral of 1 from 0 to x is x.
#[inline(always)]
fn integral(x: f64, _w: f64) -> f64 {
    x
}
