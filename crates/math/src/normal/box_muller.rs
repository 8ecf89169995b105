//! Normals from random words, two at a time.

use crate::elementary::{binades_and_ratio, cosine_of_turn, ln_of_parts, sine_of_turn};
use crate::kernel;
use crate::stages::STRETCH;
use crate::uniform::uniform;

kernel! {
    /// Standard normals of random words, by Box and Muller (1958), in place: on entry each number holds the bits of a
    /// word.
    ///
    /// With m = half the length, word i gives the radius r = √(−2 ln u), u by [`uniform`](crate::uniform::uniform),
    /// and word m + i the angle: its 52 leading bits, as a fraction f, lead to the angle π (f − ½), and its last bit, where it
    /// is 1, to the mirror image with the other cosine. Number i is then r cos and number m + i is r sin.
    /// The absolute error of each is below 2·10⁻¹⁴. The largest number is 8.57.
    ///
    /// # Panics
    ///
    /// If the length is odd.
    pub fn box_muller(column: &mut [f64]) {
        assert!(column.len().is_multiple_of(2), "normals come in pairs");
        let (radii, angles) = column.split_at_mut(column.len() / 2);
        // In stages, for which these have one result too many.
        let mut ratios = [0.0; STRETCH];
        for (radii, angles) in radii.chunks_mut(STRETCH).zip(angles.chunks_mut(STRETCH)) {
            for (number, ratio) in radii.iter_mut().zip(&mut ratios) {
                (*number, *ratio) = binades_and_ratio(uniform(number.to_bits()));
            }
            for (number, &ratio) in radii.iter_mut().zip(&ratios) {
                *number = -2.0 * ln_of_parts(*number, ratio);
            }
            for (number, angle) in radii.iter_mut().zip(angles) {
                let radius = number.sqrt();
                let (cosine, sine) = cosine_and_sine(angle.to_bits());
                *number = radius * cosine;
                *angle = radius * sine;
            }
        }
    }
}

/// Cosine and sine of the angle of a word.
#[inline(always)]
fn cosine_and_sine(word: u64) -> (f64, f64) {
    // The bits become the fraction of a number in [½, 1), which is a quarter of a turn either way from ¾.
    let turn = f64::from_bits((word >> 12) | 0x3FE0_0000_0000_0000) - 0.75;
    let cosine = f64::from_bits(cosine_of_turn(turn).to_bits() ^ (word << 63));
    (cosine, sine_of_turn(turn))
}
