//! The gamma distribution and its function. Scalar: these are for building tables, not for hot loops.

mod function;
mod incomplete;
mod quantile;

pub use function::ln_gamma;
pub use incomplete::{lower, upper};
pub use quantile::quantile;

pub(crate) use function::{LARGE, gamma, stirling_rest};
pub(crate) use incomplete::excess_over_ln;
pub(crate) use quantile::ln_ratio;
