//! Elementary functions of whole columns.

use crate::{elementary, kernel};

kernel! {
    /// out = eˣ, element by element, as [`elementary::exp`]. The longer slice's rest is left alone.
    pub fn exp_column(out: &mut [f64], x: &[f64]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = elementary::exp(x);
        }
    }

    /// out = ln x, element by element, as [`elementary::ln`]. The longer slice's rest is left alone.
    pub fn ln_column(out: &mut [f64], x: &[f64]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = elementary::ln(x);
        }
    }

    /// x = eˣ, element by element, as [`elementary::exp`].
    pub fn exp_in_place(x: &mut [f64]) {
        for x in x {
            *x = elementary::exp(*x);
        }
    }

    /// x = ln x, element by element, as [`elementary::ln`].
    pub fn ln_in_place(x: &mut [f64]) {
        for x in x {
            *x = elementary::ln(*x);
        }
    }
}
