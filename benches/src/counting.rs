//! Counts the draws that a plan asks for.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

use altai_sim::draws::{BLOCK, Dimension, ONCE};
use altai_sim::{Draws, Plan, Streams, play};

/// How many draws a path takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Uniform numbers: of strikes, regimes, hazards.
    pub uniforms: f64,
    /// Standard normals: scores of quantities and fates, surprises of a year.
    pub normals: f64,
    /// How many of both are drawn in every year, not once a path.
    pub yearly: f64,
}

impl Drawn {
    /// Both.
    pub fn all(self) -> f64 {
        self.uniforms + self.normals
    }
}

/// What a path of the plan draws, on average over 64 blocks: how many columns of strikes a block takes is random.
pub fn drawn(plan: &Plan) -> Drawn {
    const BLOCKS: u64 = 64;
    let counting = Counting::default();
    play(plan, &counting, BLOCKS * BLOCK as u64, NonZeroUsize::MIN, &|_| {});
    let per_path = |numbers: AtomicU64| numbers.into_inner() as f64 / (BLOCKS * BLOCK as u64) as f64;
    let yearly = per_path(counting.yearly);
    Drawn { uniforms: per_path(counting.uniforms), normals: per_path(counting.normals), yearly }
}

/// The draws of a seed, counted.
#[derive(Default)]
struct Counting {
    uniforms: AtomicU64,
    normals: AtomicU64,
    yearly: AtomicU64,
}

impl Counting {
    fn count(&self, kind: &AtomicU64, dimension: Dimension, drawn: usize) {
        kind.fetch_add(drawn as u64, Ordering::Relaxed);
        if dimension.year != ONCE {
            self.yearly.fetch_add(drawn as u64, Ordering::Relaxed);
        }
    }
}

impl Draws for Counting {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.count(&self.uniforms, dimension, column.len());
        Streams::new(1).uniforms(dimension, block, column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.count(&self.normals, dimension, column.len());
        Streams::new(1).normals(dimension, block, column);
    }
}
