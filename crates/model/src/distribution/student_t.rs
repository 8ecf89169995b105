//! Student's t: bell-shaped and symmetric, with tails as heavy as one likes.

use std::sync::Arc;

use altai_math::beta;

use super::parameters::{exactly, number, required, spread};
use super::{Distribution, Entry, Form};
use crate::language::Range;

/// `x.student_t = { location = 0.02, scale = 0.01, dof = 4 }`, location and scale in the unit of the key, the degrees
/// of freedom a pure number, whole or not.
///
/// The share beyond location ± scale t, both sides together, is I_y(dof/2, ½) with y = dof/(dof + t²) and I the
/// regularised incomplete beta function (Abramowitz and Stegun 1964, 26.7.1): its inverse is the quantile. The mean
/// exists above one degree of freedom, the variance, scale² dof/(dof − 2), above two. Never put one with few degrees of
/// freedom where it is multiplied up by exp: no moment of exp(t) exists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StudentT {
    location: f64,
    scale: f64,
    dof: f64,
}

pub(super) const ENTRY: Entry = Entry {
    name: "student_t",
    summary: "bell-shaped and symmetric, with heavy tails: the fewer the degrees of freedom, the heavier",
    example: "{ location = 0.02, scale = 0.01, dof = 4 }",
    forms: &[Form {
        parameters: &[
            required("location", "the middle: half of the draws lie below"),
            spread("scale", "how wide it is: the standard deviation, were it normal"),
            required("dof", "degrees of freedom; with 1 or less there is no mean, with 2 or less no variance")
                .within(Range::between(FEWEST, MOST))
                .mended(|dof, given| match given {
                    [location, scale, _] if dof > MOST => {
                        let (location, scale) = (number(location), number(scale));
                        Some(format!("that is a normal: write normal = {{ mean = {location}, sd = {scale} }}"))
                    }
                    _ => Some("with fewer, its tails are too heavy to calculate with".into()),
                }),
        ],
        build: |numbers| {
            let [location, scale, dof] = exactly(numbers);
            Ok(Arc::new(StudentT { location, scale, dof }))
        },
    }],
};

/// With fewer, draws are too large to calculate with: one in a million is 10³⁰ times the scale.
const FEWEST: f64 = 0.2;
/// With more, it is a normal to 10⁻⁴ of the scale wherever all but one draw in a million million lie.
const MOST: f64 = 1e6;
/// A table of the quantile function is accurate from here on (to 2·10⁻¹¹ of the scale, [`altai_math::QuantileTable`]);
/// at 0.5 it has lost four digits.
const FEWEST_IN_A_TABLE: f64 = 0.8;

impl StudentT {
    /// The t that is exceeded with probability `tail`, at most ½; both keep their digits however small they are.
    fn exceeded(&self, tail: f64) -> f64 {
        let half = 0.5 * self.dof;
        // t²/(dof + t²) near the middle, its complement in the tails, where alone a small share keeps its digits.
        let squared = if tail > 0.05 {
            let near = beta::quantile(1.0 - 2.0 * tail, 0.5, half);
            if near < 0.5 { near / (1.0 - near) } else { self.squared_far(tail) }
        } else {
            self.squared_far(tail)
        };
        (self.dof * squared).sqrt()
    }

    /// t²/dof where t is exceeded with probability `tail`.
    fn squared_far(&self, tail: f64) -> f64 {
        let far = beta::quantile(2.0 * tail, 0.5 * self.dof, 0.5).max(f64::MIN_POSITIVE);
        (1.0 - far) / far
    }

    /// The share above t ≥ 0.
    fn above(&self, t: f64) -> f64 {
        let half = 0.5 * self.dof;
        let square = t * t;
        if square > self.dof.min(1.0) {
            0.5 * beta::incomplete(self.dof / (self.dof + square), half, 0.5)
        } else {
            0.5 - 0.5 * beta::incomplete(square / (self.dof + square), 0.5, half)
        }
    }
}

impl Distribution for StudentT {
    fn quantile(&self, u: f64) -> f64 {
        let distance = self.scale * self.exceeded(u.min(1.0 - u));
        if u < 0.5 { self.location - distance } else { self.location + distance }
    }

    fn is_closed_form(&self) -> bool {
        self.dof < FEWEST_IN_A_TABLE
    }

    fn cdf(&self, x: f64) -> f64 {
        let t = (x - self.location) / self.scale;
        if t < 0.0 { self.above(-t) } else { 1.0 - self.above(t) }
    }

    /// None, not a number, with one degree of freedom or less.
    fn mean(&self) -> f64 {
        if self.dof > 1.0 { self.location } else { f64::NAN }
    }

    fn exponential_tails(&self) -> (f64, f64) {
        (0.0, 0.0)
    }

    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}

#[cfg(test)]
mod tests {
    use altai_math::gamma::ln_gamma;
    use altai_math::{QuantileTable, exp, ln, ln_1p};

    use super::*;
    use crate::distribution::truncated;

    fn standard(dof: f64) -> StudentT {
        StudentT { location: 0.0, scale: 1.0, dof }
    }

    /// By mpmath with 50 digits, from the incomplete beta function.
    #[test]
    fn quantiles_agree_with_fifty_digits() {
        for (dof, u, expected) in [
            (0.2, 1.1102230246251565e-16, -4.451328588577392e+77),
            (0.5, 1e-12, -1.02849115631634e+23),
            (1.0, 1e-06, -318309.8861827435),
            (1.5, 0.001, -52.18443000899265),
            (3.0, 1e-12, -10331.108244292485),
            (4.0, 0.25, -0.7406970841126826),
            (30.0, 0.499, -0.002527603007215139),
            (30.0, 0.975, 2.0422724563012378),
            (1000.0, 1e-12, -7.1242289253144095),
            (10000.0, 0.05, -1.645006018069243),
        ] {
            let x = standard(dof).quantile(u);
            assert!((x - expected).abs() < 1e-13 * expected.abs(), "{dof} at {u:e}: {x:e}, not {expected:e}");
        }
    }

    #[test]
    fn with_two_degrees_of_freedom_it_has_a_closed_form() {
        for u in [1e-9_f64, 0.03, 0.4, 0.5, 0.6, 0.999] {
            let expected = (2.0 * u - 1.0) / (2.0 * u * (1.0 - u)).sqrt();
            assert!((standard(2.0).quantile(u) - expected).abs() <= 1e-13 * expected.abs());
            assert!((standard(2.0).cdf(expected) - u).abs() < 1e-15);
        }
    }

    /// ∫ t f(t) above a is (dof + a²)/(dof − 1) f(a), f the density.
    #[test]
    fn a_truncated_tail_has_the_mean_of_the_closed_form() {
        for dof in [1.2, 2.0, 5.0] {
            let t = standard(dof);
            for u in [0.5, 0.99, 0.9999] {
                let a = t.quantile(u);
                let constant = ln_gamma(0.5 * (dof + 1.0)) - ln_gamma(0.5 * dof) - 0.5 * ln(dof * std::f64::consts::PI);
                let density = exp(constant - 0.5 * (dof + 1.0) * ln_1p(a * a / dof));
                let expected = (dof + a * a) / (dof - 1.0) * density / (1.0 - t.cdf(a));
                let mean = truncated(Arc::new(t), a, f64::INFINITY).unwrap().mean();
                assert!((mean - expected).abs() < 1e-11 * expected, "{dof} above {a}: {mean}, not {expected}");
            }
        }
    }

    #[test]
    fn what_is_drawn_from_a_table_is_good_to_ten_digits() {
        for dof in [FEWEST_IN_A_TABLE, 1.0, 2.5, 40.0, 1e4, MOST] {
            let t = standard(dof);
            assert!(!t.is_closed_form());
            let error = QuantileTable::build(|u| t.quantile(u)).error();
            assert!(error < 1e-10, "{dof}: {error:e}");
        }
        assert!(standard(0.5).is_closed_form());
    }

    #[test]
    fn degrees_of_freedom_are_within_reach() {
        let refusal = |dof| ENTRY.forms[0].of(&[0.02, 0.01, dof]).unwrap_err();
        assert_eq!(refusal(-1.0).message, "dof must lie between 0.2 and 1000000, not -1");
        assert_eq!(refusal(0.1).help.unwrap(), "with fewer, its tails are too heavy to calculate with");
        assert_eq!(refusal(2e6).help.unwrap(), "that is a normal: write normal = { mean = 0.02, sd = 0.01 }");
    }
}
