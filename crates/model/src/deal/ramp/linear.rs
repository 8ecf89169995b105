//! Grows by the same amount every year.

use super::{Ramp, deliver};

pub(super) const ENTRY: Ramp = Ramp {
    name: "linear",
    summary: "grows by the same amount every year until it is full",
    example: "{ years = 4 }",
    takes_years: true,
    scale: |x, w| (x / w).min(1.0),
    deliver: deliver!(integral),
};

/// x²/(2w) up to w; beyond it w/2 and all that follows.
#[inline(always)]
fn integral(x: f64, w: f64) -> f64 {
    let rising = if x < w { x } else { w };
    0.5 * rising * (rising / w) + (x - rising)
}
