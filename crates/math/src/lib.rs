//! Same bits everywhere: elementary and special functions over slices, quantile functions, exact sums and histograms.
//!
//! Everything is made of + − × ÷ √ and bit operations, which every machine rounds alike; a multiplication and an
//! addition are never fused. Functions of a number are branch-free where they are hot, so that a loop over a slice
//! vectorises; [`kernel!`] runs such a loop with the widest instructions of the machine.
//!
//! ```
//! use altai_math::{Histogram, column, normal};
//!
//! // What a lognormal amount with median 100 exceeds in one case of four, from a thousand and one evenly spread draws.
//! let u: Vec<f64> = (0..1001).map(|i| (f64::from(i) + 0.5) / 1001.0).collect();
//! let mut amounts = vec![0.0; u.len()];
//! normal::quantile_column(&mut amounts, &u);
//! amounts.iter_mut().for_each(|z| *z = altai_math::ln(100.0) + 0.25 * *z);
//! column::exp_in_place(&mut amounts);
//!
//! let mut histogram = Histogram::default();
//! histogram.observe(&amounts);
//! let exact = 100.0 * altai_math::exp(0.25 * normal::quantile(0.75));
//! assert!((histogram.quantile(0.75) / exact - 1.0).abs() < 1e-3);
//! ```

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
pub mod operand;
pub mod quadrature;
pub mod stages;
pub mod sums;
pub mod table;
pub mod uniform;

pub use elementary::{exp, exp_m1, ln, ln_1p, ln_of_normal, logistic, power, softplus};
pub use exact::ExactSum;
pub use histogram::{Histogram, Quantiles};
pub use operand::{Entries, Inputs, Operand};
pub use table::QuantileTable;
