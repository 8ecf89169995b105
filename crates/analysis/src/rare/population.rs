//! A population of particles: how near each comes, who passes a level, and how they move above it.

use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Nearness, Plan, Streams};

use super::particles::{Move, Particles};

/// Blocks of the streams below it are those of plain runs …
const FIRST_BLOCK: u64 = 1 << 40;

/// … and a population uses no more than so many.
const BLOCKS_OF_ONE: u64 = 1 << 30;

/// Particles, and how near they come to a plan's only target under its only package.
pub(super) struct Population<'a> {
    particles: &'a Particles,
    streams: Streams,
    engine: Nearness<'a>,
    nearness: Vec<f64>,
    /// The next block of the streams that is not used yet.
    unused: u64,
    pub(super) proposed: u64,
    pub(super) accepted: u64,
}

/// The particles of a population, which its number tells from others.
pub(super) fn particles(streams: Streams, number: u64, blocks: u64) -> Particles {
    Particles::new(streams, blocks, FIRST_BLOCK + number * BLOCKS_OF_ONE)
}

impl<'a> Population<'a> {
    /// Plays all particles once.
    pub(super) fn new(plan: &'a Plan, particles: &'a Particles, streams: Streams) -> Self {
        let mut engine = Nearness::new(plan, particles, 0, 0);
        let mut nearness = vec![0.0; BLOCK * particles.blocks() as usize];
        for (nearness, block) in nearness.as_chunks_mut::<BLOCK>().0.iter_mut().zip(0..) {
            engine.play(block, nearness);
        }
        let unused = particles.first() + particles.blocks();
        Self { particles, streams, engine, nearness, unused, proposed: 0, accepted: 0 }
    }

    /// How near each particle comes.
    pub(super) fn nearness(&self) -> &[f64] {
        &self.nearness
    }

    /// How many paths have been played.
    pub(super) fn played(&self) -> u64 {
        self.nearness.len() as u64 + self.proposed
    }

    /// How many draws the engine has asked for.
    pub(super) fn dimensions(&self) -> usize {
        self.particles.dimensions()
    }

    /// How many particles are at the level or above.
    pub(super) fn passing(&self, level: f64) -> u64 {
        self.nearness.iter().filter(|&&nearness| nearness >= level).count() as u64
    }

    /// Puts every particle that has not passed the level where one is that has, of which at least one must be.
    ///
    /// All that have passed get the same number of followers, but for one more or less; who gets more is drawn, so that all can
    /// expect the same.
    pub(super) fn select(&mut self, level: f64) {
        let passed: Vec<usize> = (0..self.nearness.len()).filter(|&i| self.nearness[i] >= level).collect();
        let mut uniforms = [0.0; BLOCK];
        let noise = self.take_block();
        self.streams.uniforms(Dimension::once(Address::of("rare.selection"), 0), noise, &mut uniforms);
        let first = (uniforms[0] * passed.len() as f64) as usize;
        let mut leaders = passed.iter().cycle().skip(first).copied();
        let follow = |i: usize| if self.nearness[i] >= level { i } else { leaders.next().unwrap_or(i) };
        let from: Vec<usize> = (0..self.nearness.len()).map(follow).collect();
        self.particles.copy(&from);
        self.nearness = from.iter().map(|&from| self.nearness[from]).collect();
    }

    /// Moves every particle once, unless that leads below the level; the share that has moved.
    pub(super) fn step(&mut self, makes: Move, level: f64) -> f64 {
        let mut moved = [0.0; BLOCK];
        let mut accepted = 0;
        for block in 0..self.particles.blocks() {
            let noise = self.take_block();
            self.particles.propose(makes, block, noise);
            self.engine.play(block, &mut moved);
            self.particles.accept(&moved, level);
            for (nearness, moved) in self.nearness[block as usize * BLOCK..].iter_mut().zip(moved) {
                if moved >= level {
                    *nearness = moved;
                    accepted += 1;
                }
            }
        }
        self.proposed += self.nearness.len() as u64;
        self.accepted += accepted;
        accepted as f64 / self.nearness.len() as f64
    }

    /// A block of the streams that has not been used.
    fn take_block(&mut self) -> u64 {
        self.unused += 1;
        self.unused - 1
    }
}

#[cfg(test)]
mod tests;
