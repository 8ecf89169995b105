//! Drifts back to its mean.

use altai_math::{Entries, kernel, with_operands};

use super::{Motion, Process, ProcessParameter, Start};
use crate::Domain;

pub(super) const ENTRY: Process = Process {
    name: "ar1",
    summary: "drifts back to its mean: an autoregression of the first order",
    example: "{ mean = 0.03, persistence = 0.5, sd = 0.02 }",
    parameters: &[
        ProcessParameter {
            name: "mean",
            summary: "where it drifts back to, in log points",
            domain: Domain::Real,
            default: Some(0.0),
        },
        ProcessParameter {
            name: "persistence",
            summary: "the share of a deviation that is left a year later",
            domain: Domain::Persistence,
            default: Some(0.0),
        },
        ProcessParameter {
            name: "sd",
            summary: "the standard deviation of a year's innovation, in log points",
            domain: Domain::NonNegative,
            default: Some(0.0),
        },
    ],
    start: Start::Parameter(0),
    motion: Motion::Formula(|parameters, z, x| {
        let [mean, persistence, sd] = [parameters[0], parameters[1], parameters[2]];
        with_operands!(|mean, persistence, sd| next(x, mean, persistence, sd, z));
    }),
};

kernel! {
    /// x_t = mean + persistence (x_{t−1} − mean) + sd z_t.
    fn next<E: Entries>(x: &mut [f64], mean: E, persistence: E, sd: E, z: &[f64]) {
        let n = x.len();
        let (mean, persistence, sd, z) = (mean.first(n), persistence.first(n), sd.first(n), &z[..n]);
        for i in 0..n {
            x[i] = mean.of(i) + persistence.of(i) * (x[i] - mean.of(i)) + sd.of(i) * z[i];
        }
    }
}
