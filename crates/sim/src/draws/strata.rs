//! A stratum for each path: the leading digits of a draw come from a design, the rest from the plain stream.

use altai_math::{kernel, normal, uniform};

use super::streams::Streams;
use super::{BLOCK, Dimension, Replicates};

/// The strata of a column: whole numbers below 2 to the number of digits.
pub(super) type Strata = [u32; BLOCK];

/// Uniform numbers: in the stratum that each path is given, and anywhere in it as chance has it.
pub(super) fn uniforms(
    streams: Streams,
    dimension: Dimension,
    block: u64,
    strata: &Strata,
    digits: u32,
    u: &mut [f64],
) {
    streams.fill_with_words(dimension, block, u);
    lead(u, strata, digits);
    uniform::uniform_column(u);
}

/// Standard normals of the same strata, by inversion.
pub(super) fn normals(streams: Streams, dimension: Dimension, block: u64, strata: &Strata, digits: u32, z: &mut [f64]) {
    let mut u = [0.0; BLOCK];
    uniforms(streams, dimension, block, strata, digits, &mut u);
    normal::quantile_column(z, &u);
}

/// Rounds of the permutation; four would do (Luby and Rackoff 1988), were the hash ideal.
const ROUNDS: usize = 8;

/// Words of a permutation's key: two for each round, and one that shifts the result.
const KEYS: usize = 2 * ROUNDS + 1;

/// The places of a block's paths in a random order of the paths of their replicate, its own for each dimension and replicate.
pub(super) fn shuffled(streams: Streams, dimension: Dimension, replicates: Replicates, block: u64) -> Strata {
    let (replicate, first) = replicates.place(block);
    let mut places = std::array::from_fn(|path| first + path as u32);
    permute(&mut places, replicates.digits(), &streams.keys(dimension, replicate));
    places
}

/// A hash of 32 bits under two keys: the finaliser of MurmurHash3 (Appleby), the second key halfway. Each bit of what goes in,
/// keys included, turns about half of those that come out.
#[inline(always)]
pub(super) fn hashed(x: u32, keys: [u32; 2]) -> u32 {
    let mut x = x ^ keys[0];
    x = (x ^ (x >> 16)).wrapping_mul(0x85eb_ca6b);
    x = (x ^ (x >> 13)).wrapping_add(keys[1]).wrapping_mul(0xc2b2_ae35);
    x ^ (x >> 16)
}

kernel! {
    /// Puts a stratum before the word whose bits each number holds.
    fn lead(words: &mut [f64], strata: &Strata, digits: u32) {
        for (word, &stratum) in words.iter_mut().zip(strata) {
            *word = f64::from_bits(u64::from(stratum) << (64 - digits) | word.to_bits() >> digits);
        }
    }
}

kernel! {
    /// A permutation of all numbers of so many digits, which needs no list of them: a Feistel network, whose halves take turns
    /// at changing each other. The shift at the end makes every result equally likely.
    fn permute(numbers: &mut Strata, digits: u32, keys: &[u32; KEYS]) {
        let (left, right) = (digits / 2, digits - digits / 2);
        let mask = (1 << right) - 1;
        for round in 0..ROUNDS {
            let keys = [keys[2 * round], keys[2 * round + 1]];
            if round % 2 == 0 {
                for x in numbers.iter_mut() {
                    *x ^= hashed(*x & mask, keys) >> (32 - left) << right;
                }
            } else {
                for x in numbers.iter_mut() {
                    *x ^= hashed(*x >> right, keys) >> (32 - right);
                }
            }
        }
        let shift = keys[KEYS - 1] >> (32 - digits);
        for x in numbers.iter_mut() {
            *x ^= shift;
        }
    }
}
