//! Wanders: every year starts from where the last one ended.

use altai_math::{Entries, kernel, with_operands};

use super::{Motion, Process, ProcessParameter, Start};
use crate::Domain;

pub(super) const ENTRY: Process = Process {
    name: "random_walk",
    summary: "wanders: every year starts from where the last one ended",
    example: "{ drift = 0.01, sd = 0.15 }",
    parameters: &[
        ProcessParameter {
            name: "drift",
            summary: "what a year adds on average, in log points",
            domain: Domain::Real,
            default: Some(0.0),
        },
        ProcessParameter {
            name: "sd",
            summary: "the standard deviation of a year's innovation, in log points",
            domain: Domain::NonNegative,
            default: Some(0.0),
        },
    ],
    start: Start::Zero,
    motion: Motion::Formula(|parameters, z, x| {
        let [drift, sd] = [parameters[0], parameters[1]];
        with_operands!(|drift, sd| next(x, drift, sd, z));
    }),
};

kernel! {
    /// x_t = x_{t−1} + drift + sd z_t.
    fn next<E: Entries>(x: &mut [f64], drift: E, sd: E, z: &[f64]) {
        let n = x.len();
        let (drift, sd, z) = (drift.first(n), sd.first(n), &z[..n]);
        for i in 0..n {
            x[i] += drift.of(i) + sd.of(i) * z[i];
        }
    }
}
