//! Full scale from the first day.

use super::Ramp;

pub(super) const ENTRY: Ramp = Ramp {
    name: "step",
    summary: "full scale from the first day",
    example: "\"step\"",
    takes_years: false,
    scale: |_x, _w| 1.0,
    // The integral of 1 from 0 to x is x.
    integrate: |_x, _w| {},
};
