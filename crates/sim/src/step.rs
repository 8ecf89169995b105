//! What happens in a path: each file holds one noun of the model, compiled to columns, and its formulas over them.

// Kernels ask both of two conditions, as vectors do: to skip the second takes up to five times as long.
#![allow(clippy::needless_bitwise_bool)]

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

use altai_math::{Entries, Operand, kernel, stages, with_operands};

use crate::columns::Values;
use crate::draws::BLOCK;

/// Paths that stay in the nearest cache while a kernel goes over them several times.
const FEW: usize = 64;

/// y += a x
pub(crate) fn add_product(y: &mut Values, a: Operand<'_>, x: &Values) {
    kernel! {
        fn add<A: Entries>(y: &mut Values, a: A, x: &Values) {
            let a = a.first(BLOCK);
            for i in 0..BLOCK {
                y[i] += a.of(i) * x[i];
            }
        }
    }
    with_operands!(|a| add(y, a, x));
}

/// y = a x
pub(crate) fn scale(y: &mut Values, a: Operand<'_>, x: &Values) {
    kernel! {
        fn product<A: Entries>(y: &mut Values, a: A, x: &Values) {
            let a = a.first(BLOCK);
            for i in 0..BLOCK {
                y[i] = a.of(i) * x[i];
            }
        }
    }
    with_operands!(|a| product(y, a, x));
}

/// y = x + a b
pub(crate) fn sum_with_product(y: &mut Values, x: &Values, a: Operand<'_>, b: &Values) {
    kernel! {
        fn sum<A: Entries>(y: &mut Values, x: &Values, a: A, b: &Values) {
            let a = a.first(BLOCK);
            for i in 0..BLOCK {
                y[i] = x[i] + a.of(i) * b[i];
            }
        }
    }
    with_operands!(|a| sum(y, x, a, b));
}

/// y = x + a b + c d
pub(crate) fn sum_with_products(y: &mut Values, x: &Values, a: Operand<'_>, b: &Values, c: Operand<'_>, d: &Values) {
    kernel! {
        fn sum<E: Entries>(y: &mut Values, x: &Values, a: E, b: &Values, c: E, d: &Values) {
            let (a, c) = (a.first(BLOCK), c.first(BLOCK));
            for i in 0..BLOCK {
                y[i] = x[i] + a.of(i) * b[i] + c.of(i) * d[i];
            }
        }
    }
    with_operands!(|a, c| sum(y, x, a, b, c, d));
}

/// y = a + x
pub(crate) fn sum(y: &mut Values, a: Operand<'_>, x: &Values) {
    kernel! {
        fn sum_of<A: Entries>(y: &mut Values, a: A, x: &Values) {
            let a = a.first(BLOCK);
            for i in 0..BLOCK {
                y[i] = a.of(i) + x[i];
            }
        }
    }
    with_operands!(|a| sum_of(y, a, x));
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

/// The exponent of a factor, so that the factor stays inside the range of numbers at both ends.
#[inline(always)]
fn bounded(x: f64) -> f64 {
    x.clamp(-GREATEST_EXPONENT, GREATEST_EXPONENT)
}

kernel! {
    /// x = exp(x), as a factor.
    pub(crate) fn to_factor(x: &mut Values) {
        stages::exp_of(x, (), |x, ()| bounded(x), |factor, ()| factor);
    }
}

kernel! {
    /// y = exp(x), as a factor.
    pub(crate) fn factor_of(y: &mut Values, x: &[f64]) {
        stages::exp_of(y, (x,), |_, [x]| bounded(x), |factor, _| factor);
    }
}
