//! Paths as particles: the normal scores of all their draws, which a search may move and the engine plays.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use altai_math::kernel;
use altai_math::normal::level_column;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Streams};

/// A move of all particles of a block, which leaves the law of their scores as it is.
///
/// A share of a particle's coordinates goes from x to √(1 − step²) x + step ξ, ξ a new standard normal (the preconditioned
/// Crank–Nicolson proposal of Cotter, Roberts, Stuart and White 2013); with a step of 1 they are drawn anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Move {
    /// The share of coordinates that move, chosen anew for every particle.
    pub(super) share: f64,
    /// How far they go, from 0 to 1.
    pub(super) step: f64,
}

/// Some blocks of particles. As a design it shows the engine where they are, or where a move would take them.
#[derive(Debug)]
pub(super) struct Particles {
    streams: Streams,
    blocks: u64,
    /// The block of the streams that the first block of particles begins with.
    first: u64,
    places: Mutex<Places>,
}

/// The coordinates of all particles: those that the engine has asked for so far. Others have had no effect, and still follow
/// the law that they are drawn from.
#[derive(Debug, Default)]
struct Places {
    of: BTreeMap<Dimension, usize>,
    coordinates: Vec<Coordinate>,
    /// The move that is shown.
    proposal: Option<Proposal>,
}

#[derive(Debug)]
struct Coordinate {
    dimension: Dimension,
    /// Of all particles.
    scores: Vec<f64>,
    /// Of one block, after the move.
    moved: Vec<f64>,
}

#[derive(Debug)]
struct Proposal {
    makes: Move,
    block: u64,
    /// The block of the streams that ξ is drawn from.
    noise: u64,
    /// Which particles move a coordinate: those for which the sum of the particle's turn and the coordinate's, without its
    /// whole part, is below the share.
    turns: [Vec<f64>; 2],
}

impl Particles {
    /// So many blocks, drawn independently of each other from the streams' blocks from `first` on.
    pub(super) fn new(streams: Streams, blocks: u64, first: u64) -> Self {
        Self { streams, blocks, first, places: Mutex::default() }
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> u64 {
        self.blocks
    }

    /// The block of the streams that they begin with.
    pub(super) fn first(&self) -> u64 {
        self.first
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on the engine sees a block as the move would leave it. `noise` is a block of the streams, used once.
    pub(super) fn propose(&self, makes: Move, block: u64, noise: u64) {
        let turns = ["rare.particles", "rare.coordinates"].map(|name| {
            let mut turns = vec![0.0; BLOCK];
            if makes.share < 1.0 {
                self.streams.uniforms(Dimension::once(Address::of(name), 0), noise, &mut turns);
            }
            turns
        });
        let proposal = Proposal { makes, block, noise, turns };
        let mut places = self.places();
        for (place, coordinate) in places.coordinates.iter_mut().enumerate() {
            proposal.apply(self.streams, place, coordinate);
        }
        places.proposal = Some(proposal);
    }

    /// Makes the proposed move for those particles whose nearness is at the level or above; the others stay.
    pub(super) fn accept(&self, nearness: &[f64], level: f64) {
        let mut places = self.places();
        let Some(proposal) = places.proposal.take() else { return };
        for coordinate in &mut places.coordinates {
            choose(block_of(&mut coordinate.scores, proposal.block), &coordinate.moved, nearness, level);
        }
    }

    /// Puts each particle where the one of that index is.
    pub(super) fn copy(&self, from: &[usize]) {
        for coordinate in &mut self.places().coordinates {
            coordinate.scores = from.iter().map(|&from| coordinate.scores[from]).collect();
        }
    }

    /// How many coordinates are known.
    pub(super) fn dimensions(&self) -> usize {
        self.places().coordinates.len()
    }

    /// Shows the scores of a dimension in a block, as they are or as they are proposed.
    fn show(&self, dimension: Dimension, block: u64, mut see: impl FnMut(&[f64])) {
        let mut places = self.places();
        let Places { of, coordinates, proposal } = &mut *places;
        let place = *of.entry(dimension).or_insert_with(|| {
            let mut scores = vec![0.0; BLOCK * self.blocks as usize];
            for (scores, block) in scores.chunks_exact_mut(BLOCK).zip(self.first..) {
                self.streams.normals(dimension, block, scores);
            }
            let mut coordinate = Coordinate { dimension, scores, moved: vec![0.0; BLOCK] };
            if let Some(proposal) = proposal {
                proposal.apply(self.streams, coordinates.len(), &mut coordinate);
            }
            coordinates.push(coordinate);
            coordinates.len() - 1
        });
        let coordinate = &mut coordinates[place];
        match proposal {
            Some(_) => see(&coordinate.moved),
            None => see(block_of(&mut coordinate.scores, block)),
        }
    }
}

fn block_of(scores: &mut [f64], block: u64) -> &mut [f64] {
    &mut scores[block as usize * BLOCK..][..BLOCK]
}

impl Proposal {
    fn apply(&self, streams: Streams, place: usize, coordinate: &mut Coordinate) {
        let Coordinate { dimension, scores, moved } = coordinate;
        let Move { share, step } = self.makes;
        let scores = block_of(scores, self.block);
        streams.normals(*dimension, self.noise, moved);
        let keep = (1.0 - step * step).max(0.0).sqrt();
        if share < 1.0 {
            let [particles, coordinates] = &self.turns;
            go_some(moved, scores, keep, step, particles, coordinates[place % BLOCK], share);
        } else {
            go(moved, scores, keep, step);
        }
    }
}

impl Draws for Particles {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.show(dimension, block, |scores| level_column(column, scores));
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.show(dimension, block, |scores| column.copy_from_slice(scores));
    }
}

kernel! {
    /// keep x + step ξ, with ξ in `y` on entry.
    fn go(y: &mut [f64], x: &[f64], keep: f64, step: f64) {
        for (y, x) in y.iter_mut().zip(x) {
            *y = keep * x + step * *y;
        }
    }
}

kernel! {
    /// The same for those whose turn it is; the others stay at x.
    fn go_some(y: &mut [f64], x: &[f64], keep: f64, step: f64, turns: &[f64], turn: f64, share: f64) {
        for ((y, x), of_particle) in y.iter_mut().zip(x).zip(turns) {
            let sum = of_particle + turn;
            let sum = if sum >= 1.0 { sum - 1.0 } else { sum };
            *y = if sum < share { keep * x + step * *y } else { *x };
        }
    }
}

kernel! {
    /// y where the nearness is at the level or above.
    fn choose(x: &mut [f64], y: &[f64], nearness: &[f64], level: f64) {
        for ((x, y), nearness) in x.iter_mut().zip(y).zip(nearness) {
            *x = if *nearness >= level { *y } else { *x };
        }
    }
}
