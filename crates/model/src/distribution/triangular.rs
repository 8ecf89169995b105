//! Triangular: least, likeliest and greatest value, joined by straight lines.

use std::sync::Arc;

use altai_math::kernel;

use super::parameters::{ascending, exactly, required};
use super::{Distribution, Entry, Form};

/// `x.triangular = { min = 10, mode = 45, max = 140 }`, all in the unit of the key.
///
/// The density rises from 0 at `min` to `mode` and falls to 0 at `max`; `mode` may be one of the two.
/// Its tails are heavier than those of a PERT with the same three numbers (Johnson 1997).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangular {
    min: f64,
    mode: f64,
    max: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "triangular",
    summary: "least, likeliest and greatest value, joined by straight lines",
    example: "{ min = 10, mode = 45, max = 140 }",
    forms: &[Form {
        parameters: &[
            required("min", "the least value"),
            required("mode", "the likeliest value"),
            required("max", "the greatest value"),
        ],
        build: |numbers| {
            let [min, mode, max] = ascending(["min", "mode", "max"], exactly(numbers))?;
            Ok(Arc::new(Triangular { min, mode, max }))
        },
    }],
};

impl Distribution for Triangular {
    fn quantile(&self, u: f64) -> f64 {
        quantile(u, self.min, self.mode, self.max)
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        quantile_column(x, u, self.min, self.mode, self.max);
    }

    fn cdf(&self, x: f64) -> f64 {
        let width = self.max - self.min;
        if x <= self.min {
            0.0
        } else if x >= self.max {
            1.0
        } else if x <= self.mode {
            (x - self.min) / width * ((x - self.min) / (self.mode - self.min))
        } else {
            1.0 - (self.max - x) / width * ((self.max - x) / (self.max - self.mode))
        }
    }

    fn mean(&self) -> f64 {
        (self.min + self.mode + self.max) / 3.0
    }

    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}

/// min + √(u (max − min)(mode − min)) up to the mode, max − √((1 − u)(max − min)(max − mode)) above it.
#[inline(always)]
fn quantile(u: f64, min: f64, mode: f64, max: f64) -> f64 {
    let width = max - min;
    let rising = min + (u * width * (mode - min)).sqrt();
    let falling = max - ((1.0 - u) * width * (max - mode)).sqrt();
    // Neither side crosses the mode by rounding.
    if u * width < mode - min { rising.min(mode) } else { falling.max(mode) }
}

kernel! {
    fn quantile_column(x: &mut [f64], u: &[f64], min: f64, mode: f64, max: f64) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = quantile(u, min, mode, max);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_below_the_mode_is_its_place_between_the_bounds() {
        let triangle = Triangular { min: 10.0, mode: 45.0, max: 150.0 };
        assert!((triangle.cdf(45.0) - 0.25).abs() < 1e-15);
        assert!((triangle.quantile(0.25) - 45.0).abs() < 1e-12);
    }

    #[test]
    fn the_mode_may_be_a_bound() {
        let falling = Triangular { min: 0.0, mode: 0.0, max: 1.0 };
        let rising = Triangular { min: 0.0, mode: 1.0, max: 1.0 };
        assert!((falling.quantile(0.75) - 0.5).abs() < 1e-15);
        assert!((rising.quantile(0.25) - 0.5).abs() < 1e-15);
        assert!((falling.cdf(0.5) - 0.75).abs() < 1e-15);
        assert!((rising.cdf(0.5) - 0.25).abs() < 1e-15);
    }
}
