//! Scrambled Sobol' sequences: points that fill the space of what is drawn once a path evenly, eight quantities at a time.

mod joe_kuo;
mod places;

use std::collections::BTreeMap;

use altai_math::kernel;

use super::strata::{self, Strata, hashed};
use super::{Dimension, Draws, Replicates, Streams};
use crate::Plan;
use crate::address::Address;

/// Quantities that share a sequence.
const TOGETHER: usize = joe_kuo::NUMBERS.len() + 1;

/// Sequences.
const GROUPS: usize = 32;

/// So many quantities have a dimension of a sequence; further ones get plain draws.
const DIMENSIONS: usize = GROUPS * TOGETHER;

/// The digits of a direction number.
const DIGITS: usize = 32;

/// What is drawn once a path takes the coordinates of a Sobol' sequence (Sobol' 1967; direction numbers of Joe and Kuo 2008),
/// under Owen's (1995) nested uniform scrambling, anew for every quantity and replicate. Eight quantities at most share the
/// points of a sequence; groups go through them in random orders of their own (Latin supercube sampling, Owen 1998). In one
/// sequence for all, some pair of the later dimensions would lie in a coarse pattern, and odds that hang on that pair would be
/// far worse off than under plain draws. What is drawn every year is plain.
#[derive(Debug, Clone)]
pub struct Sobol {
    streams: Streams,
    replicates: Replicates,
    /// A dimension of a sequence, by what is drawn; those of the first sequence come first.
    places: BTreeMap<Dimension, usize>,
    plain: usize,
}

impl Sobol {
    /// The design over the streams of a seed, for what a plan draws once a path.
    pub fn new(plan: &Plan, streams: Streams, replicates: Replicates) -> Self {
        let drawn = plan.drawn_once();
        let places = places::places(&drawn);
        Self { streams, replicates, plain: drawn.len() - places.len(), places }
    }

    /// How many quantities get plain draws, because the sequence has no more dimensions.
    pub fn plain(&self) -> usize {
        self.plain
    }

    fn strata(&self, dimension: Dimension, block: u64) -> Option<Strata> {
        let place = *self.places.get(&dimension)?;
        let digits = self.replicates.digits();
        let group = Dimension::once(Address::of("sampler.sobol"), (place / TOGETHER) as u32);
        let mut strata = strata::shuffled(self.streams, group, self.replicates, block);
        coordinates(&mut strata, &directions(place % TOGETHER), digits);
        let (replicate, _) = self.replicates.place(block);
        scramble(&mut strata, digits, self.streams.keys(dimension, replicate));
        Some(strata)
    }
}

impl Draws for Sobol {
    fn uniforms(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        match self.strata(dimension, block) {
            None => self.streams.uniforms(dimension, block, column),
            Some(strata) => {
                strata::uniforms(self.streams, dimension, block, &strata, self.replicates.digits(), column);
            }
        }
    }

    fn normals(&self, dimension: Dimension, block: u64, column: &mut [f64]) {
        match self.strata(dimension, block) {
            None => self.streams.normals(dimension, block, column),
            Some(strata) => {
                strata::normals(self.streams, dimension, block, &strata, self.replicates.digits(), column);
            }
        }
    }
}

/// The direction numbers of a dimension of the sequence, each as the leading digits of a fraction.
///
/// m_k = 2 a₁ m_{k−1} ⊕ 2² a₂ m_{k−2} ⊕ … ⊕ 2^s m_{k−s} ⊕ m_{k−s}, for the polynomial x^s + a₁ x^{s−1} + … + 1 (Bratley and
/// Fox 1988). The first dimension has m_k = 1 throughout.
fn directions(place: usize) -> [u32; DIGITS] {
    let fraction = |k: usize, m: u32| m << (DIGITS - 1 - k);
    let Some(&(polynomial, first)) = place.checked_sub(1).and_then(|place| joe_kuo::NUMBERS.get(place)) else {
        return std::array::from_fn(|k| fraction(k, 1));
    };
    let degree = first.len();
    let mut directions = [0; DIGITS];
    for k in 0..DIGITS {
        directions[k] = match first.get(k) {
            Some(&m) => fraction(k, m),
            None => (1..=degree)
                .filter(|j| polynomial >> (degree - j) & 1 == 1)
                .fold(directions[k - degree] >> degree, |sum, j| sum ^ directions[k - j]),
        };
    }
    directions
}

kernel! {
    /// The coordinates of points, as so many leading digits, instead of their numbers.
    fn coordinates(points: &mut Strata, directions: &[u32; DIGITS], digits: u32) {
        for point in points {
            let mut coordinate = 0;
            for k in 0..digits {
                coordinate ^= (*point >> k & 1) * (directions[k as usize] >> (DIGITS as u32 - digits));
            }
            *point = coordinate;
        }
    }
}

kernel! {
    /// Owen's scrambling: each digit is turned or not by a fair coin of its own for each value of the digits before it. The coin
    /// is a hash of these. With as many digits as tell the points apart, the digits after them are plain chance.
    fn scramble(strata: &mut Strata, digits: u32, keys: [u32; 2]) {
        for stratum in strata {
            let mut turned = *stratum;
            for digit in 0..digits {
                // A leading 1 tells 01 from 001.
                let before = 1 << digit | *stratum >> (digits - digit);
                turned ^= hashed(before, keys) >> 31 << (digits - 1 - digit);
            }
            *stratum = turned;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(name: &str) -> Dimension {
        Dimension::once(Address::of(name), 0)
    }

    /// The coordinates of a block of points in a dimension of a sequence.
    fn block_from(first: u32, place: usize, digits: u32) -> Strata {
        let mut points = std::array::from_fn(|point| first + point as u32);
        coordinates(&mut points, &directions(place), digits);
        points
    }

    #[test]
    fn the_first_points_are_the_published_ones() {
        // Of sixteenths, in the order of the numbers of the points, which Gray's code would shuffle (Joe and Kuo 2008).
        let sixteenths = |place: usize| block_from(0, place, 10)[..8].iter().map(|x| x / 64).collect::<Vec<_>>();
        assert_eq!(sixteenths(0), [0, 8, 4, 12, 2, 10, 6, 14]);
        assert_eq!(sixteenths(1), [0, 8, 12, 4, 10, 2, 6, 14]);
        assert_eq!(sixteenths(2), [0, 8, 12, 4, 6, 14, 10, 2]);
    }

    #[test]
    fn every_dimension_has_one_point_in_each_dyadic_interval() {
        for place in 0..TOGETHER {
            for first in [0, 1024, 31 * 1024] {
                let mut strata = block_from(first, place, 15).map(|x| x >> 5);
                strata.sort_unstable();
                assert!(strata.into_iter().eq(0..1024), "dimension {place}");
            }
        }
    }

    #[test]
    fn any_two_that_share_a_sequence_are_even_in_the_plane_down_to_an_eighth_of_the_points() {
        for one in 0..TOGETHER {
            for other in 0..one {
                let (one, other) = (block_from(0, one, 10), block_from(0, other, 10));
                for wide in 0..=7 {
                    let rectangle =
                        |(one, other): (&u32, &u32)| (one >> (10 - wide)) << (7 - wide) | other >> (3 + wide);
                    let mut counts = [0; 128];
                    one.iter().zip(&other).for_each(|pair| counts[rectangle(pair) as usize] += 1);
                    assert_eq!(counts, [8; 128]);
                }
            }
        }
    }

    #[test]
    fn scrambling_keeps_the_first_two_dimensions_even_in_the_plane() {
        let replicates = Replicates::of_at_least(32_768);
        let places = BTreeMap::from([(quantity("one"), 0), (quantity("other"), 1)]);
        let sobol = Sobol { streams: Streams::new(11), replicates, places, plain: 0 };
        let points = |name: &str| -> Vec<u32> {
            (0..2).flat_map(|block| sobol.strata(quantity(name), 2 * 9 + block).unwrap()).collect()
        };
        let (one, other) = (points("one"), points("other"));
        let digits = replicates.digits();
        assert_eq!(one.len(), 1 << digits);
        for wide in 0..=digits {
            // 2^wide intervals of the one by 2^(digits − wide) of the other: as many rectangles as points.
            let rectangle = |(one, other): (&u32, &u32)| (one >> (digits - wide)) << (digits - wide) | other >> wide;
            let mut rectangles: Vec<u32> = one.iter().zip(&other).map(rectangle).collect();
            rectangles.sort_unstable();
            assert!(rectangles.into_iter().eq(0..1 << digits), "{wide}");
        }
    }

    #[test]
    fn scrambled_digits_depend_on_those_before_them_alone() {
        let scrambled = |keys| {
            let mut strata = std::array::from_fn(|path| path as u32);
            scramble(&mut strata, 10, keys);
            strata
        };
        for keys in [[1, 2], [77, 0]] {
            let all = scrambled(keys);
            for digit in 0..=10 {
                for x in 0..1024_u32 {
                    let with_zeros = x >> (10 - digit) << (10 - digit);
                    assert_eq!(all[x as usize] >> (10 - digit), all[with_zeros as usize] >> (10 - digit));
                }
            }
        }
        assert_ne!(scrambled([1, 2]), scrambled([1, 3]));
        assert_ne!(scrambled([1, 2]), scrambled([2, 2]));
    }
}
