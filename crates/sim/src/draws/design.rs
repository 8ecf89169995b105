//! The sampling designs that there are.

use super::{Antithetic, Dimension, Draws, LatinHypercube, Replicates, Sobol, Streams};
use crate::Plan;

/// How the draws of different paths hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Design {
    /// Not at all: plain Monte Carlo.
    #[default]
    MonteCarlo,
    /// [`LatinHypercube`].
    LatinHypercube,
    /// [`Sobol`].
    Sobol,
    /// [`Antithetic`].
    Antithetic,
}

impl Design {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::MonteCarlo, Self::LatinHypercube, Self::Sobol, Self::Antithetic];

    /// As it is written: `latin-hypercube`.
    pub fn name(self) -> &'static str {
        match self {
            Self::MonteCarlo => "monte-carlo",
            Self::LatinHypercube => "latin-hypercube",
            Self::Sobol => "sobol",
            Self::Antithetic => "antithetic",
        }
    }

    /// The one of that [`name`](Self::name), if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|design| design.name() == name)
    }

    /// The draws of a plan under this design, in so many replicates.
    pub fn arrange(self, plan: &Plan, streams: Streams, replicates: Replicates) -> Arranged {
        match self {
            Self::MonteCarlo => Arranged::MonteCarlo(streams),
            Self::LatinHypercube => Arranged::LatinHypercube(LatinHypercube::new(streams, replicates)),
            Self::Sobol => Arranged::Sobol(Sobol::new(plan, streams, replicates)),
            Self::Antithetic => Arranged::Antithetic(Antithetic::new(streams)),
        }
    }
}

/// The draws of one of the designs.
#[derive(Debug, Clone)]
pub enum Arranged {
    /// Independent everywhere.
    MonteCarlo(Streams),
    /// Stratified.
    LatinHypercube(LatinHypercube),
    /// Evenly spread.
    Sobol(Sobol),
    /// In pairs.
    Antithetic(Antithetic),
}

impl Arranged {
    /// How many quantities the design had no room for: they get plain draws.
    pub fn plain(&self) -> usize {
        if let Self::Sobol(sobol) = self { sobol.plain() } else { 0 }
    }

    fn draws(&self) -> &dyn Draws {
        match self {
            Self::MonteCarlo(draws) => draws,
            Self::LatinHypercube(draws) => draws,
            Self::Sobol(draws) => draws,
            Self::Antithetic(draws) => draws,
        }
    }
}

impl Draws for Arranged {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.draws().uniforms(dimension, block, column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.draws().normals(dimension, block, column);
    }
}
