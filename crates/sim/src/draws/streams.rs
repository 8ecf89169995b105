//! Plain Monte Carlo: one stream of random words per seed, address, year, component and block.

use std::hint::black_box;

use altai_math::dispatch::{InstructionSet, instruction_set};
use altai_math::{normal, uniform};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

use super::{BLOCK, Dimension, Draws};

/// What the draws are made of, for the manifest of a result.
pub const GENERATOR: &str = "xoshiro256++ in 8 lanes, keyed by ChaCha8 over FNV-1a-128 of the address; format 2";

/// Part of every key: a new layout of draws would get a new number.
const FORMAT: u64 = 2;

const LANES: usize = 8;

/// ChaCha blocks (64 bytes) that seed the lanes of one stream.
const SEEDING_BLOCKS: u64 = (LANES * 32 / 64) as u64;

/// Independent draws everywhere.
///
/// ChaCha8 (Bernstein 2008), keyed by seed, format and address, gives the stream of a year and component 32 bytes a lane for
/// every block; eight lanes of xoshiro256++ (Blackman and Vigna 2021) make the block's words of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streams {
    seed: u64,
}

impl Streams {
    /// The draws of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The words of a column, which its uniform numbers and normals are made of. Lane `l` gave those at `l`, `l + 8`, …
    pub fn words(self, dimension: Dimension, block: u64) -> [u64; BLOCK] {
        let mut column = [0.0; BLOCK];
        self.fill_with_words(dimension, block, &mut column);
        column.map(f64::to_bits)
    }

    /// Fills a column with words, as the bits of its numbers: so it takes no second column to turn them into draws.
    pub(super) fn fill_with_words(self, dimension: Dimension, block: u64, column: &mut [f64]) {
        let mut bytes = [0; LANES * 32];
        self.fill_bytes(dimension, block, &mut bytes);
        let lanes = Lanes::from_bytes(&bytes);
        match instruction_set() {
            InstructionSet::Avx2 => fill(column, &lanes, ByShifts { nothing: black_box(0) }),
            InstructionSet::Baseline | InstructionSet::Avx512 => fill(column, &lanes, AtOnce),
        }
    }

    /// Random words that a design keys its randomisation of a dimension with, other ones in each replicate: at most 64. No draw
    /// is made of them, because no year has that number.
    pub(super) fn keys<const KEYS: usize>(self, dimension: Dimension, replicate: u64) -> [u32; KEYS] {
        let mut bytes = [0; LANES * 32];
        self.fill_bytes(Dimension { year: i32::MIN, ..dimension }, replicate, &mut bytes);
        let words = bytes.as_chunks::<4>().0;
        std::array::from_fn(|key| u32::from_le_bytes(words[key]))
    }

    /// What the lanes of a column start from.
    fn fill_bytes(self, dimension: Dimension, block: u64, bytes: &mut [u8; LANES * 32]) {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..16].copy_from_slice(&FORMAT.to_le_bytes());
        key[16..].copy_from_slice(&dimension.address.bytes());
        let mut seeder = ChaCha8Rng::from_seed(key);
        seeder.set_stream(u64::from(dimension.year.cast_unsigned()) << 32 | u64::from(dimension.component));
        seeder.set_block_pos(block * SEEDING_BLOCKS);
        seeder.fill_bytes(bytes);
    }
}

impl Draws for Streams {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.fill_with_words(dimension, block, column);
        uniform::uniform_column(column);
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        self.fill_with_words(dimension, block, column);
        normal::box_muller(column);
    }
}

/// xoshiro256++ side by side: word `w` of lane `l` is `state[w][l]`.
#[derive(Clone)]
struct Lanes {
    state: [[u64; LANES]; 4],
}

impl Lanes {
    fn from_bytes(bytes: &[u8; LANES * 32]) -> Self {
        let mut state = [[0; LANES]; 4];
        for (place, word) in state.as_flattened_mut().iter_mut().zip(bytes.chunks_exact(8)) {
            *place = u64::from_le_bytes(word.try_into().expect("eight bytes"));
        }
        Self { state }
    }

    #[inline(always)]
    fn next(&mut self, rotation: impl Rotation) -> [u64; LANES] {
        let [s0, s1, s2, s3] = &mut self.state;
        let mut words = [0; LANES];
        for l in 0..LANES {
            words[l] = rotation.left::<23>(s0[l].wrapping_add(s3[l])).wrapping_add(s0[l]);
            let shifted = s1[l] << 17;
            s2[l] ^= s0[l];
            s3[l] ^= s1[l];
            s1[l] ^= s2[l];
            s0[l] ^= s3[l];
            s2[l] ^= shifted;
            s3[l] = rotation.left::<45>(s3[l]);
        }
        words
    }
}

/// How the bits of a word are moved round.
trait Rotation: Copy {
    fn left<const BITS: u32>(self, word: u64) -> u64;
}

/// As the processor does it.
#[derive(Clone, Copy)]
struct AtOnce;

impl Rotation for AtOnce {
    #[inline(always)]
    fn left<const BITS: u32>(self, word: u64) -> u64 {
        word.rotate_left(BITS)
    }
}

/// By two shifts: AVX2 has no rotation, and a compiler that sees one there takes the lanes one by one, in twice the time.
#[derive(Clone, Copy)]
struct ByShifts {
    /// 0, which the compiler must not know.
    nothing: u32,
}

impl Rotation for ByShifts {
    #[inline(always)]
    fn left<const BITS: u32>(self, word: u64) -> u64 {
        word.wrapping_shl(BITS + self.nothing) | word.wrapping_shr(u64::BITS - BITS + self.nothing)
    }
}

altai_math::kernel! {
    fn fill<R: Rotation>(column: &mut [f64], lanes: &Lanes, rotation: R) {
        let mut lanes = lanes.clone();
        for eight in column.as_chunks_mut::<LANES>().0 {
            *eight = lanes.next(rotation).map(f64::from_bits);
        }
    }
}
