//! Draws its years from those that were observed.

use super::{Motion, Process, Start};

/// Consecutive rows of what was observed, so that what went together in time stays together (the moving-block bootstrap,
/// Künsch 1989).
pub(super) const ENTRY: Process = Process {
    name: "bootstrap",
    summary: "draws its years from observed ones, `block` consecutive ones at a time; `with` takes another driver's rows",
    example: "{ data = [0.04, -0.02, 0.07, 0.01, 0.05], block = 2 }",
    parameters: &[],
    start: Start::Meaningless,
    motion: Motion::Rows,
};
