//! Each year on its own, around a mean.

use altai_math::kernel;

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
    motion: Motion::Formula(|parameters, z, x| next(x, parameters[0], parameters[1], z)),
};

kernel! {
    /// x_t = mean + sd z_t.
    pub(super) fn next(x: &mut [f64], mean: &[f64], sd: &[f64], z: &[f64]) {
        let n = x.len();
        let (mean, sd, z) = (&mean[..n], &sd[..n], &z[..n]);
        for i in 0..n {
            x[i] = mean[i] + sd[i] * z[i];
        }
    }
}
