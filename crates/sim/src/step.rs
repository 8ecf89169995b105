//! What happens in a path: each file holds one noun of the model, compiled to columns, and its formulas over them.

pub(crate) mod copula;
pub(crate) mod correlated;
pub(crate) mod deal;
pub(crate) mod driver;
pub(crate) mod flow;
pub(crate) mod innovation;
pub(crate) mod quantity;
pub(crate) mod regime;
pub(crate) mod shock;
pub(crate) mod synergy;
pub(crate) mod target;

use altai_math::kernel;

use crate::columns::Values;

kernel! {
    /// y += a x
    pub(crate) fn add_product(y: &mut Values, a: &Values, x: &Values) {
        for i in 0..y.len() {
            y[i] += a[i] * x[i];
        }
    }
}

kernel! {
    /// y = x + a b
    pub(crate) fn sum_with_product(y: &mut Values, x: &Values, a: &Values, b: &Values) {
        for i in 0..y.len() {
            y[i] = x[i] + a[i] * b[i];
        }
    }
}

kernel! {
    /// y = a + b
    pub(crate) fn sum(y: &mut Values, a: &Values, b: &Values) {
        for i in 0..y.len() {
            y[i] = a[i] + b[i];
        }
    }
}

kernel! {
    /// y += x
    pub(crate) fn add(y: &mut Values, x: &Values) {
        for i in 0..y.len() {
            y[i] += x[i];
        }
    }
}

kernel! {
    /// x = factor x
    pub(crate) fn scale_by(x: &mut Values, factor: &Values) {
        for i in 0..x.len() {
            x[i] *= factor[i];
        }
    }
}

kernel! {
    /// y = a b
    pub(crate) fn multiply(y: &mut Values, a: &Values, b: &Values) {
        for i in 0..y.len() {
            y[i] = a[i] * b[i];
        }
    }
}

/// The largest exponent of a factor: its exponential is still a number, so that nothing times too much stays nothing.
const GREATEST_EXPONENT: f64 = 708.0;

kernel! {
    /// exp(x), in place, for factors: kept inside the range of numbers at both ends.
    pub(crate) fn to_factor(x: &mut Values) {
        for value in x.iter_mut() {
            *value = altai_math::exp(value.clamp(-GREATEST_EXPONENT, GREATEST_EXPONENT));
        }
    }
}
