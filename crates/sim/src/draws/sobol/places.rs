//! Which quantity takes which dimension of the sequence.

use std::collections::{BTreeMap, BTreeSet};

use super::DIMENSIONS;
use crate::draws::Dimension;

/// A dimension of the sequence for each of what is drawn, as far as they go.
///
/// A quantity has a home that its address alone decides, by hash, so that an edit elsewhere hardly ever moves it. Where another
/// lives there already, who comes later in the order of addresses takes the next free dimension: so a quantity moves only where
/// one that comes or goes takes its home, or frees it, or moves another that does.
pub(super) fn places(drawn: &BTreeSet<Dimension>) -> BTreeMap<Dimension, usize> {
    let mut taken = [false; DIMENSIONS];
    let mut places = BTreeMap::new();
    for &dimension in drawn {
        let home = home(dimension);
        let mut from_home = (0..DIMENSIONS).map(|step| (home + step) % DIMENSIONS);
        let Some(place) = from_home.find(|&place| !taken[place]) else { break };
        taken[place] = true;
        places.insert(dimension, place);
    }
    places
}

fn home(dimension: Dimension) -> usize {
    let bytes = dimension.address.bytes();
    let half = |at: usize| bytes[at..at + 8].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    let mut word = half(0) ^ half(8).rotate_left(32) ^ u64::from(dimension.component) << 48;
    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014): FNV leaves the names of neighbours close together.
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((word ^ (word >> 31)) % DIMENSIONS as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Address;

    fn drawn(count: usize) -> BTreeSet<Dimension> {
        (0..count).map(|n| Dimension::once(Address::of(&format!("deals.mine_{n}.peak")), 0)).collect()
    }

    #[test]
    fn no_two_share_a_dimension_and_some_are_left_over_where_there_are_too_many() {
        for count in [1, 60, DIMENSIONS, DIMENSIONS + 40] {
            let places = places(&drawn(count));
            assert_eq!(places.len(), count.min(DIMENSIONS));
            assert_eq!(places.values().collect::<BTreeSet<_>>().len(), places.len());
        }
    }

    #[test]
    fn who_comes_or_goes_moves_few() {
        let all = drawn(60);
        let before = places(&all);
        let mut moved = 0;
        for gone in &all {
            let rest: BTreeSet<Dimension> = all.iter().copied().filter(|dimension| dimension != gone).collect();
            let after = places(&rest);
            moved += after.iter().filter(|(dimension, place)| before[*dimension] != **place).count();
            let at_home = |dimension: &&Dimension| before[*dimension] == home(**dimension);
            assert!(rest.iter().filter(at_home).all(|dimension| after[dimension] == before[dimension]));
        }
        assert!(moved < 30, "{moved} of 60 times 59");
    }
}
