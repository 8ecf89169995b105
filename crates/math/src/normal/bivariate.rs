//! Two correlated normal variables.

use super::cdf;
use crate::elementary::exp;
use crate::quadrature::integrate;

/// P(X > h, Y > k) for standard normal X and Y with correlation `rho` in [−1, 1]. Absolute error below 10⁻¹².
///
/// The derivative by the correlation is the joint density at (h, k) (Plackett 1954), so that the answer is that of
/// independence plus an integral over the correlation (Drezner and Wesolowsky 1990).
pub fn bivariate_upper(h: f64, k: f64, rho: f64) -> f64 {
    if rho >= 1.0 {
        return cdf(-(if h > k { h } else { k }));
    }
    if rho <= -1.0 {
        let overlap = cdf(-h) - cdf(k);
        return if overlap > 0.0 { overlap } else { 0.0 };
    }
    let joint_density = |r: f64| {
        let rest = (1.0 - r) * (1.0 + r);
        exp(-0.5 * ((h - k) * (h - k) + 2.0 * h * k * (1.0 - r)) / rest) / rest.sqrt()
    };
    let result = cdf(-h) * cdf(-k) + integrate(joint_density, 0.0, rho) / std::f64::consts::TAU;
    if result > 0.0 { result } else { 0.0 }
}
