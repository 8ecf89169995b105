//! Drifts back to its mean.

use altai_math::kernel;

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
    motion: Motion::Formula(|parameters, z, x| next(x, parameters[0], parameters[1], parameters[2], z)),
};

kernel! {
    /// x_t = mean + persistence (x_{t−1} − mean) + sd z_t.
    fn next(x: &mut [f64], mean: &[f64], persistence: &[f64], sd: &[f64], z: &[f64]) {
        let n = x.len();
        let (mean, persistence, sd, z) = (&mean[..n], &persistence[..n], &sd[..n], &z[..n]);
        for i in 0..n {
            x[i] = mean[i] + persistence[i] * (x[i] - mean[i]) + sd[i] * z[i];
        }
    }
}
