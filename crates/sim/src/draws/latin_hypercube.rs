//! Latin hypercube sampling: of n paths, one in each nth of every distribution.

use super::strata::{self, Strata};
use super::{Dimension, Draws, ONCE, Replicates, Streams};

/// Everything drawn once a path is stratified within each replicate: its n paths fall one each into n strata of equal
/// probability, in an order that is shuffled anew for every quantity and replicate (McKay, Beckman and Conover 1979). What is
/// drawn every year is plain.
#[derive(Debug, Clone, Copy)]
pub struct LatinHypercube {
    streams: Streams,
    replicates: Replicates,
}

impl LatinHypercube {
    /// The design over the streams of a seed.
    pub fn new(streams: Streams, replicates: Replicates) -> Self {
        Self { streams, replicates }
    }

    fn strata(&self, dimension: Dimension, block: u64) -> Strata {
        strata::shuffled(self.streams, dimension, self.replicates, block)
    }
}

impl Draws for LatinHypercube {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        if dimension.year != ONCE {
            return self.streams.uniforms(dimension, block, column);
        }
        let strata = self.strata(dimension, block);
        strata::uniforms(self.streams, dimension, block, &strata, self.replicates.digits(), column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        if dimension.year != ONCE {
            return self.streams.normals(dimension, block, column);
        }
        let strata = self.strata(dimension, block);
        strata::normals(self.streams, dimension, block, &strata, self.replicates.digits(), column);
    }
}
