//! The kernels that a run leans on, each over one column of a block.

use std::hint::black_box;

use altai_math::{Histogram, column, normal, sums};
use altai_sim::draws::BLOCK;
use altai_sim::{Draws, Streams};

use crate::columns::{dimension, levels, scores, turnovers};

/// A kernel with what it needs.
#[allow(missing_debug_implementations, reason = "it is a closure")]
pub struct Kernel {
    /// What it is called in tables.
    pub name: &'static str,
    /// Runs it over one column.
    pub run: Box<dyn FnMut()>,
}

/// Every kernel.
pub fn all() -> Vec<Kernel> {
    let (level, score, turnover) = (levels(), scores(), turnovers());
    let streams = Streams::new(1);
    let histogram = histogram(turnover.to_vec());
    vec![
        kernel("uniforms", move |out| streams.uniforms(black_box(dimension()), 0, out)),
        kernel("normals", move |out| streams.normals(black_box(dimension()), 0, out)),
        kernel("normal quantile", move |out| normal::quantile_column(out, black_box(&level))),
        kernel("exp", move |out| column::exp_column(out, black_box(&score))),
        kernel("ln", move |out| column::ln_column(out, black_box(&level))),
        kernel("power sums", move |out| out[..4].copy_from_slice(&sums::power_sums(black_box(&turnover), 180.0))),
        histogram,
    ]
}

fn kernel(name: &'static str, mut run: impl FnMut(&mut [f64; BLOCK]) + 'static) -> Kernel {
    let mut out = [0.0; BLOCK];
    let run = Box::new(move || {
        run(&mut out);
        black_box(&out);
    });
    Kernel { name, run }
}

fn histogram(turnover: Vec<f64>) -> Kernel {
    let mut histogram = Histogram::default();
    histogram.observe(&turnover);
    Kernel { name: "histogram", run: Box::new(move || histogram.observe(black_box(&turnover))) }
}
