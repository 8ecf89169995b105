//! Antithetic draws: every path has a partner to whom the opposite happens.

use altai_math::normal;

use super::{BLOCK, Dimension, Draws, Streams};

/// Path i and path 512 + i of a block are partners: where the one draws u, the other draws 1 − u, and where the one's normal is
/// z, the other's is −z (Hammersley and Morton 1956), in everything drawn once a path and in every year.
///
/// All draws take part, because most of what separates two paths comes from the surprises of the years; and whatever rises
/// with each draw, or falls with each, is then estimated better, never worse.
#[derive(Debug, Clone, Copy)]
pub struct Antithetic {
    streams: Streams,
}

impl Antithetic {
    /// The design over the streams of a seed.
    pub fn new(streams: Streams) -> Self {
        Self { streams }
    }
}

impl Draws for Antithetic {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.streams.uniforms(dimension, block, column);
        let (one, other) = column.split_at_mut(BLOCK / 2);
        for (other, u) in other.iter_mut().zip(one) {
            // Exact: uniform numbers are odd multiples of 2⁻⁵³.
            *other = 1.0 - *u;
        }
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        let mut u = [0.0; BLOCK];
        self.streams.uniforms(dimension, block, &mut u);
        let (one, other) = column.split_at_mut(BLOCK / 2);
        normal::quantile_column(one, &u);
        for (other, z) in other.iter_mut().zip(one) {
            *other = -*z;
        }
    }
}
