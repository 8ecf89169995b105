//! Follows a path that somebody has written down, year by year.

use altai_math::with_operands;

use super::white::next;
use super::{Motion, Process, ProcessParameter, Start};
use crate::Domain;

/// x_t = values_t + sd z_t: a forecast and the surprises around it. After the last value, that one is held.
pub(super) const ENTRY: Process = Process {
    name: "path",
    summary: "follows the values of a list, one a year; the last one is held",
    example: "{ values = [0.055, 0.05, \"0.03 to 0.06\"], sd = 0.02 }",
    parameters: &[ProcessParameter {
        name: "sd",
        summary: "the standard deviation of a year's innovation, in log points",
        domain: Domain::NonNegative,
        default: Some(0.0),
    }],
    start: Start::Meaningless,
    motion: Motion::AlongValues(|parameters, z, x| {
        let [value, sd] = [parameters[0], parameters[1]];
        with_operands!(|value, sd| next(x, value, sd, z));
    }),
};
