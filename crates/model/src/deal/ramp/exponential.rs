//! Fast at first, then ever slower: 95 % after its years.

use altai_math::elementary::{exp_of_reduced, reduced};
use altai_math::exp_m1;

use super::{Ramp, deliver_in_stages};

pub(super) const ENTRY: Ramp = Ramp {
    name: "exponential",
    summary: "fast at first, then ever slower: 95 % after its years, never quite full",
    example: "{ years = 5 }",
    takes_years: true,
    scale: |x, w| -exp_m1(-3.0 * x / w),
    deliver: deliver_in_stages!(reduce, &(), integral),
};

/// y = 3x/w, and the first half of e^−y.
#[inline(always)]
fn reduce(x: f64, w: f64) -> [f64; 4] {
    let y = 3.0 * x / w;
    let [e0, e1, e2] = reduced(-y);
    [y, e0, e1, e2]
}

/// x − (w/3)(1 − exp(−y)), by its series where the two terms cancel.
#[inline(always)]
fn integral([y, e0, e1, e2]: [f64; 4], x: f64, w: f64) -> f64 {
    let early = x * y * series(y);
    let late = x + w * (1.0 / 3.0) * (exp_of_reduced([e0, e1, e2]) - 1.0);
    if y < SERIES_BELOW { early } else { late }
}

/// Below this the terms cancel to more than a digit; at it, the next term of the series is 1e-16 of its sum.
const SERIES_BELOW: f64 = 0.25;

/// (y − 1 + e^−y)/y² = 1/2! − y/3! + y²/4! − …
#[inline(always)]
fn series(y: f64) -> f64 {
    let mut rest = 1.0;
    // From the innermost: 1/2 (1 − y/3 (1 − y/4 (1 − …))).
    for n in [12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0] {
        rest = 1.0 - y * (1.0 / n) * rest;
    }
    0.5 * rest
}
