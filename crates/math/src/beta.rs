//! The beta distribution. Scalar: these are for building tables, not for hot loops.

mod incomplete;
mod quantile;

pub use incomplete::{Incomplete, incomplete};
pub use quantile::quantile;
