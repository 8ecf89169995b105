//! Same bits everywhere: elementary and special functions over slices, quantile functions, exact sums and histograms.

#![allow(clippy::inline_always)] // Kernels vectorise only when everything in them is inlined.
pub mod beta;
pub mod column;
pub mod dispatch;
pub mod elementary;
pub mod exact;
pub mod gamma;
pub mod histogram;
pub mod matrix;
pub mod normal;
pub mod quadrature;
pub mod sums;
pub mod table;
pub mod uniform;

pub use elementary::{exp, exp_m1, ln, ln_1p, logistic, power, softplus};
pub use exact::ExactSum;
pub use histogram::Histogram;
pub use table::QuantileTable;
