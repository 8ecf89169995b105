//! How a search goes about it; `docs/decisions/0006-rare.md` has the measurements.

use super::particles::Move;

/// The share that passes a level, and the moves after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuning {
    /// The share of particles that a level lets pass.
    pub passing: f64,
    /// How often every particle is to move at each level.
    pub moves: usize,
    /// The kinds of moves, by turns.
    pub mix: Vec<Kind>,
    /// The share of moves that is to be accepted, which the sizes of moves are adapted to.
    pub accepted: f64,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { passing: 0.5, moves: 6, mix: vec![Kind::Drift, Kind::Redraw], accepted: 0.3 }
    }
}

/// A kind of move. The pilot finds its size, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All draws go a step of the size.
    Drift,
    /// A share of the size of all draws is drawn anew; which, is drawn for every particle.
    Redraw,
}

impl Kind {
    pub(super) fn of_size(self, size: f64) -> Move {
        match self {
            Self::Drift => Move { share: 1.0, step: size },
            Self::Redraw => Move { share: size, step: 1.0 },
        }
    }

    /// The least size: a redraw should still change a draw in every other particle.
    pub(super) fn least(self, dimensions: usize) -> f64 {
        match self {
            Self::Drift => 1e-3,
            Self::Redraw => 0.5 / dimensions.max(1) as f64,
        }
    }
}
