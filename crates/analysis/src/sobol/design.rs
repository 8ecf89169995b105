//! Designs: draws of which some come from one sample and the rest from another. The engine plays them as it plays any.

use std::collections::HashMap;
use std::sync::Mutex;

use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Plan, Reach, Streams, Values};

use super::inputs::Inputs;

/// A dimension and how it is drawn: the same words give other uniforms than normals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Variable {
    dimension: Dimension,
    is_normal: bool,
}

impl Variable {
    fn draw(self, streams: Streams, block: u64, column: &mut [f64]) {
        if self.is_normal {
            streams.normals(self.dimension, block, column);
        } else {
            streams.uniforms(self.dimension, block, column);
        }
    }
}

/// Two independent samples of everything that a plan draws.
#[derive(Debug)]
pub(super) struct Samples {
    /// A, the draws of the seed; and B.
    streams: [Streams; 2],
    /// What the plan draws in its first block. In another it may draw more: as many strikes of a shock as there are.
    places: HashMap<Variable, usize>,
}

impl Samples {
    /// `other` is whose draws B are: an address that no scenario has.
    pub(super) fn new(plan: &Plan, seed: u64, other: &str) -> Self {
        let a = Streams::new(seed);
        let b = Streams::new(a.words(Dimension::once(Address::of(other), 0), 0)[0]);
        let listener = Listener { draws: a, heard: Mutex::new(Vec::new()) };
        Reach::new(plan, &listener, 0).play(0, |_, _| {});
        let heard = listener.heard.into_inner().unwrap_or_default();
        Self { streams: [a, b], places: heard.into_iter().zip(0..).collect() }
    }

    /// Whether the plan draws something once a path under an address.
    pub(super) fn draws(&self, address: Address) -> bool {
        self.places.keys().any(|variable| variable.dimension == Dimension::once(address, 0))
    }

    /// Both samples of a block.
    pub(super) fn block(&self, block: u64) -> Block<'_> {
        let columns = self.streams.map(|streams| {
            let mut columns: Vec<Box<Values>> = vec![Box::new([0.0; BLOCK]); self.places.len()];
            for (variable, &place) in &self.places {
                variable.draw(streams, block, &mut columns[place][..]);
            }
            columns
        });
        Block { samples: self, number: block, columns }
    }
}

/// Draws that remember what was asked of them.
struct Listener {
    draws: Streams,
    heard: Mutex<Vec<Variable>>,
}

impl Listener {
    fn answer(&self, variable: Variable, block: u64, column: &mut [f64]) {
        variable.draw(self.draws, block, column);
        if let Ok(mut heard) = self.heard.lock() {
            heard.push(variable);
        }
    }
}

impl Draws for Listener {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.answer(Variable { dimension, is_normal: false }, block, column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.answer(Variable { dimension, is_normal: true }, block, column);
    }
}

/// Which of two samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    A,
    B,
}

/// The draws of one block, each drawn once however often they are played.
#[derive(Debug)]
pub(super) struct Block<'a> {
    samples: &'a Samples,
    number: u64,
    columns: [Vec<Box<Values>>; 2],
}

impl Block<'_> {
    /// The normals of a dimension that is drawn once a path.
    pub(super) fn scores(&self, from: From, address: Address) -> Box<Values> {
        let mut scores = Box::new([0.0; BLOCK]);
        self.fill(from, Variable { dimension: Dimension::once(address, 0), is_normal: true }, &mut scores[..]);
        scores
    }

    fn fill(&self, from: From, variable: Variable, column: &mut [f64]) {
        match self.samples.places.get(&variable) {
            Some(&place) => column.copy_from_slice(&self.columns[from as usize][place][..]),
            None => variable.draw(self.samples.streams[from as usize], self.number, column),
        }
    }
}

/// What is from B.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swapped {
    Nothing,
    Everything,
    /// One of the inputs.
    Input(usize),
}

/// A, B, or AB_i.
#[derive(Debug)]
pub(super) struct Mixed<'a> {
    pub(super) block: &'a Block<'a>,
    pub(super) inputs: &'a Inputs,
    pub(super) swapped: Swapped,
}

impl Mixed<'_> {
    fn answer(&self, variable: Variable, block: u64, column: &mut [f64]) {
        debug_assert_eq!(block, self.block.number, "a design is made for its block");
        let from = match self.swapped {
            Swapped::Everything => From::B,
            Swapped::Input(input) if self.inputs.owner(variable.dimension) == input => From::B,
            Swapped::Nothing | Swapped::Input(_) => From::A,
        };
        self.block.fill(from, variable, column);
    }
}

impl Draws for Mixed<'_> {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.answer(Variable { dimension, is_normal: false }, block, column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.answer(Variable { dimension, is_normal: true }, block, column);
    }
}

/// On the way from A to B, on every path in an order of its own: an input is from B where its turn has come.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub(super) block: &'a Block<'a>,
    pub(super) inputs: &'a Inputs,
    /// By input and path: how many come before it.
    pub(super) turns: &'a [Vec<u16>],
    /// So many inputs have had their turn.
    pub(super) taken: u16,
    /// The draws of correlated quantities, which depend on each other.
    pub(super) given: &'a HashMap<Address, Box<Values>>,
}

impl Step<'_> {
    fn answer(&self, variable: Variable, block: u64, column: &mut [f64]) {
        debug_assert_eq!(block, self.block.number, "a design is made for its block");
        let Dimension { address, .. } = variable.dimension;
        if let Some(given) = self.given.get(&address).filter(|_| variable.dimension == Dimension::once(address, 0)) {
            column.copy_from_slice(&given[..]);
            return;
        }
        let mut other = [0.0; BLOCK];
        self.block.fill(From::A, variable, column);
        self.block.fill(From::B, variable, &mut other);
        let turns = &self.turns[self.inputs.owner(variable.dimension)];
        for ((x, other), &turn) in column.iter_mut().zip(&other).zip(turns) {
            *x = if turn < self.taken { *other } else { *x };
        }
    }
}

impl Draws for Step<'_> {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.answer(Variable { dimension, is_normal: false }, block, column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.answer(Variable { dimension, is_normal: true }, block, column);
    }
}
