//! Columns of draws to feed to kernels and quantile functions.

use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Streams};

/// The variable whose draws they are.
pub fn dimension() -> Dimension {
    Dimension::yearly(Address::of("flows.trade"), 2030)
}

/// A column of uniform numbers.
pub fn levels() -> [f64; BLOCK] {
    let mut levels = [0.0; BLOCK];
    Streams::new(1).uniforms(dimension(), 0, &mut levels);
    levels
}

/// A column of standard normals.
pub fn scores() -> [f64; BLOCK] {
    let mut scores = [0.0; BLOCK];
    Streams::new(1).normals(dimension(), 0, &mut scores);
    scores
}

/// A column of turnovers, USD million: lognormal about 180.
pub fn turnovers() -> [f64; BLOCK] {
    scores().map(|z| 180.0 * altai_math::exp(0.8 * z))
}
