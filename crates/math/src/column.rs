//! Elementary functions of whole columns.

use crate::{elementary, kernel, stages};

kernel! {
    /// out = eˣ, element by element, as [`elementary::exp`]. The longer slice's rest is left alone.
    pub fn exp_column(out: &mut [f64], x: &[f64]) {
        let length = out.len().min(x.len());
        stages::exp_of(&mut out[..length], (x,), |_, [x]| x, |power, _| power);
    }

    /// out = ln x, element by element, as [`elementary::ln`]. The longer slice's rest is left alone.
    pub fn ln_column(out: &mut [f64], x: &[f64]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = elementary::ln(x);
        }
    }

    /// x = eˣ, element by element, as [`elementary::exp`].
    pub fn exp_in_place(x: &mut [f64]) {
        stages::exp_of(x, (), |x, ()| x, |power, ()| power);
    }

    /// x = ln x, element by element, as [`elementary::ln`].
    pub fn ln_in_place(x: &mut [f64]) {
        for x in x {
            *x = elementary::ln(*x);
        }
    }
}
