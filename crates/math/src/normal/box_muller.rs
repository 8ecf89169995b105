//! Pairs of normal numbers from pairs of uniform ones.

use crate::elementary::{cosine_of_turn, ln, sine_of_turn};
use crate::kernel;
use crate::uniform::uniform;

kernel! {
    /// Independent standard normal numbers from random words, as Box and Muller (1958) do it.
    ///
    /// Both slices are 2m long. Word i < m gives the radius r = √(−2 ln u) and word m + i the angle, a fraction of a
    /// turn, both through [`uniform`](crate::uniform::uniform); then `out[i]` = r cos and `out[m + i]` = r sin.
    /// The absolute error of each is below 10⁻¹⁴. The largest number is 8.57.
    ///
    /// # Panics
    ///
    /// If the lengths differ or are odd.
    pub fn box_muller(out: &mut [f64], words: &[u64]) {
        let is_paired = out.len() == words.len() && out.len().is_multiple_of(2);
        assert!(is_paired, "box_muller needs two slices of one even length");
        let m = out.len() / 2;
        let (cosines, sines) = out.split_at_mut(m);
        let (radii, angles) = words.split_at(m);
        for i in 0..m {
            let radius = (-2.0 * ln(uniform(radii[i]))).sqrt();
            let (cosine, sine) = cosine_and_sine(angles[i]);
            cosines[i] = radius * cosine;
            sines[i] = radius * sine;
        }
    }
}

/// Cosine and sine of 2π v, where v = [`uniform`] of the word.
///
/// The first bit says which half of the turn, t from −¼ to ¼ where in it: 2π v = π · half + π/2 + 2π t.
#[inline(always)]
fn cosine_and_sine(word: u64) -> (f64, f64) {
    let t = uniform(word & !FIRST_BIT) - 0.25;
    let half = word & FIRST_BIT;
    let cosine = f64::from_bits(sine_of_turn(t).to_bits() ^ half ^ FIRST_BIT);
    let sine = f64::from_bits(cosine_of_turn(t).to_bits() ^ half);
    (cosine, sine)
}

const FIRST_BIT: u64 = 1 << 63;
