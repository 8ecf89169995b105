//! What a plan draws once a path.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::{Dimension, Draws, ONCE, Streams};
use crate::Plan;
use crate::block::replay;

impl Plan {
    /// Everything that is drawn once a path, found by playing a block and listening.
    pub(super) fn drawn_once(&self) -> BTreeSet<Dimension> {
        let listener = Listener { streams: Streams::new(0), heard: Mutex::default() };
        replay(self, &listener, 0, |_, _| {});
        listener.heard.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Plain draws, and a list of those that were asked for once a path.
struct Listener {
    streams: Streams,
    heard: Mutex<BTreeSet<Dimension>>,
}

impl Listener {
    fn hear(&self, dimension: Dimension) {
        if dimension.year == ONCE {
            self.heard.lock().unwrap_or_else(PoisonError::into_inner).insert(dimension);
        }
    }
}

impl Draws for Listener {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.hear(dimension);
        self.streams.uniforms(dimension, block, column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.hear(dimension);
        self.streams.normals(dimension, block, column);
    }
}
