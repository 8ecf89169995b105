//! The standard normal distribution.

mod bivariate;
mod box_muller;
mod cdf;
mod quantile;

pub use bivariate::bivariate_upper;
pub use box_muller::box_muller;
pub use cdf::{cdf, cdf_column, density, level_column};
pub use quantile::{quantile, quantile_column, quantile_of};
