//! Randomness has an address: the 128-bit hash of a variable's name.

/// The address of a variable's randomness: a hash of its name, such as `deals.mine.peak`.
///
/// FNV-1a, 128 bits (Fowler, Noll and Vo; the parameters of draft-eastlake-fnv). It only has to keep names apart; the
/// generator that it keys does the mixing, and `Plan::compile` refuses to go on should two names of a plan collide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(u128);

const OFFSET_BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

impl Address {
    /// The address of a name.
    pub fn of(name: &str) -> Self {
        Self(name.bytes().fold(OFFSET_BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME)))
    }

    /// Its sixteen bytes, least first.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // Test vectors of draft-eastlake-fnv: the empty string, "a" and "foobar".
        assert_eq!(Address::of("").0, 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(Address::of("a").0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(Address::of("foobar").0, 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
