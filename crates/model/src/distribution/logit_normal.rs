//! Logit-normal: an uncertain share; its log odds are normal.

use altai_math::{kernel, ln, ln_1p, logistic, normal, quadrature};

use super::{Distribution, quantiles_by_scores};

/// What `x = "0.2 to 0.6"` means where x is a share.
///
/// x = 1/(1 + exp(−(centre + spread Φ⁻¹(u)))), centre and spread being mean and standard deviation of the
/// log odds ln(x/(1 − x)) (Johnson 1949).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogitNormal {
    centre: f64,
    spread: f64,
}

/// The log odds ln(p/(1 − p)) of a share p.
pub(super) fn log_odds(p: f64) -> f64 {
    ln(p) - ln_1p(-p)
}

impl LogitNormal {
    /// From checked numbers: `spread` > 0.
    pub(super) fn new(centre: f64, spread: f64) -> Self {
        Self { centre, spread }
    }
}

impl Distribution for LogitNormal {
    fn quantile(&self, u: f64) -> f64 {
        value_at(normal::quantile(u), self.centre, self.spread)
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        quantiles_by_scores(self, u, x);
    }

    fn at_scores(&self, z: &[f64], x: &mut [f64]) {
        value_column(x, z, self.centre, self.spread);
    }

    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            0.0
        } else if x >= 1.0 {
            1.0
        } else {
            normal::cdf((log_odds(x) - self.centre) / self.spread)
        }
    }

    /// By quadrature: there is no closed form.
    fn mean(&self) -> f64 {
        quadrature::integrate(|u| self.quantile(u), 0.0, 1.0)
    }

    fn support(&self) -> (f64, f64) {
        (0.0, 1.0)
    }
}

/// The value at the normal score z.
#[inline(always)]
fn value_at(z: f64, centre: f64, spread: f64) -> f64 {
    logistic(centre + spread * z)
}

kernel! {
    fn value_column(x: &mut [f64], z: &[f64], centre: f64, spread: f64) {
        for (x, &z) in x.iter_mut().zip(z) {
            *x = value_at(z, centre, spread);
        }
    }
}
