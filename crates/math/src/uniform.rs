//! Uniform numbers from random words.

use crate::kernel;

/// A number in (0, 1) from 64 random bits: ((`word` >> 12) + ½)·2⁻⁵², so never 0 nor 1.
///
/// Exact: the 52 leading bits decide, the least value is 2⁻⁵³ and the greatest 1 − 2⁻⁵³.
#[inline(always)]
pub fn uniform(word: u64) -> f64 {
    // The bits become the fraction of a number in [1, 2); both subtractions and the sum are exact.
    (f64::from_bits((word >> 12) | 0x3FF0_0000_0000_0000) - 1.0) + HALF_STEP
}

/// ½·2⁻⁵² = 2⁻⁵³.
const HALF_STEP: f64 = f64::EPSILON / 2.0;

kernel! {
    /// [`uniform`] of each word, in place: on entry each number holds the bits of a word.
    pub fn uniform_column(column: &mut [f64]) {
        for number in column {
            *number = uniform(number.to_bits());
        }
    }
}
