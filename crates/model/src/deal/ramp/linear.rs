//! Grows by the same amount every year.

use altai_math::kernel;

use super::Ramp;

pub(super) const ENTRY: Ramp = Ramp {
    name: "linear",
    summary: "grows by the same amount every year until it is full",
    example: "{ years = 4 }",
    takes_years: true,
    scale: |x, w| (x / w).min(1.0),
    integrate,
};

kernel! {
    /// x²/(2w) up to w; beyond it w/2 and all that follows.
    fn integrate(x: &mut [f64], w: &[f64]) {
        let w = &w[..x.len()];
        for i in 0..x.len() {
            let rising = x[i].min(w[i]);
            x[i] = 0.5 * rising * (rising / w[i]) + (x[i] - rising);
        }
    }
}
