//! Each year on its own, around a mean.

use altai_math::{Entries, kernel, with_operands};

use super::{Motion, Process, ProcessParameter, Start};
use crate::Domain;

pub(super) const ENTRY: Process = Process {
    name: "white",
    summary: "each year on its own, around a mean",
    example: "{ mean = 0.03, sd = 0.02 }",
    parameters: &[
        ProcessParameter {
            name: "mean",
            summary: "the mean of a year, in log points",
            domain: Domain::Real,
            default: Some(0.0),
        },
        ProcessParameter {
            name: "sd",
            summary: "the standard deviation of a year, in log points",
            domain: Domain::NonNegative,
            default: Some(0.0),
        },
    ],
    start: Start::Meaningless,
    motion: Motion::Formula(|parameters, z, x| {
        let [mean, sd] = [parameters[0], parameters[1]];
        with_operands!(|mean, sd| next(x, mean, sd, z));
    }),
};

kernel! {
    /// x_t = mean + sd z_t.
    pub(super) fn next<E: Entries>(x: &mut [f64], mean: E, sd: E, z: &[f64]) {
        let n = x.len();
        let (mean, sd, z) = (mean.first(n), sd.first(n), &z[..n]);
        for i in 0..n {
            x[i] = mean.of(i) + sd.of(i) * z[i];
        }
    }
}
