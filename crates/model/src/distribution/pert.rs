//! PERT: a beta distribution that an expert describes by least, likeliest and greatest value.

use std::sync::Arc;

use super::beta::{Beta, WEIGHTS};
use super::parameters::{ascending, exactly, optional, required};
use super::{Distribution, Entry, Form};

/// `x.pert = { min = 10, mode = 45, max = 140 }`, all in the unit of the key; optionally `shape`, a pure number
/// (4 when absent: the classic PERT). The greater the shape, the closer it keeps to the mode.
///
/// A beta on [`min`, `max`] with alpha = 1 + shape (mode − min)/(max − min) and
/// beta = 1 + shape (max − mode)/(max − min) (Malcolm et al. 1959; Vose 2008, §B).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pert {
    min: f64,
    max: f64,
    /// Where between `min` and `max`: 0 to 1.
    place: Beta,
}

pub(super) const ENTRY: Entry = Entry {
    name: "pert",
    summary: "least, likeliest and greatest value, joined by a smooth hump",
    example: "{ min = 10, mode = 45, max = 140 }",
    forms: &[Form {
        parameters: &[
            required("min", "the least value"),
            required("mode", "the likeliest value"),
            required("max", "the greatest value"),
            optional("shape", "how closely it keeps to the mode, a pure number", 4.0).within(WEIGHTS),
        ],
        build: |numbers| {
            let [min, mode, max, shape] = exactly(numbers);
            let [min, mode, max] = ascending(["min", "mode", "max"], [min, mode, max])?;
            Ok(Arc::new(Pert::new(min, mode, max, shape)))
        },
    }],
};

impl Pert {
    fn new(min: f64, mode: f64, max: f64, shape: f64) -> Self {
        let width = max - min;
        let alpha = 1.0 + shape * ((mode - min) / width);
        let beta = 1.0 + shape * ((max - mode) / width);
        Self { min, max, place: Beta::new(alpha, beta) }
    }

    fn value_at(&self, place: f64) -> f64 {
        (self.min + (self.max - self.min) * place).min(self.max)
    }
}

impl Distribution for Pert {
    fn quantile(&self, u: f64) -> f64 {
        self.value_at(self.place.quantile(u))
    }

    fn is_closed_form(&self) -> bool {
        self.place.is_closed_form()
    }

    fn cdf(&self, x: f64) -> f64 {
        self.place.cdf((x - self.min) / (self.max - self.min))
    }

    fn mean(&self) -> f64 {
        self.value_at(self.place.mean())
    }

    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_a_sixth_of_min_and_four_modes_and_max() {
        let pert = Pert::new(10.0, 45.0, 140.0, 4.0);
        assert!((pert.mean() - (10.0 + 4.0 * 45.0 + 140.0) / 6.0).abs() < 1e-13);
    }

    #[test]
    fn a_greater_shape_keeps_closer_to_the_mode() {
        let width = |pert: &Pert| pert.quantile(0.95) - pert.quantile(0.05);
        let [loose, tight] = [2.0, 20.0].map(|shape| Pert::new(10.0, 45.0, 140.0, shape));
        assert!(width(&tight) < width(&loose));
    }
}
