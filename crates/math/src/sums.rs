//! Sums of a column, always in the same order, so that every instruction set gives the same bits.
//!
//! Lane j of 32 takes the elements j, j + 32, j + 64 …, after what is left over at the end; the lanes are then folded in
//! half until one is left. The order depends on the length alone. So many lanes hide the time that an addition takes; each power has an array of its own,
//! because that is what vectorises (120 ns a column of 1,024 with AVX-512; eight lanes take 170).

use crate::kernel;

const LANES: usize = 32;

/// A group of elements, one per lane.
type Group = [f64; LANES];

/// The whole groups of a column, and the rest, filled up with `nothing`, which must add nothing.
#[inline(always)]
fn groups(x: &[f64], nothing: f64) -> (&[Group], Group) {
    let (whole, rest) = x.as_chunks::<LANES>();
    let mut last = [nothing; LANES];
    last[..rest.len()].copy_from_slice(rest);
    (whole, last)
}

/// The sum of the lanes.
#[inline(always)]
fn gather(mut lanes: Group) -> f64 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// [`sum_and_squares`] of numbers that stand nowhere yet, inside a kernel: `of(i)` is number i of `COUNT`, a multiple of 32.
#[inline(always)]
pub fn sum_and_squares_of<const COUNT: usize>(of: impl Fn(usize) -> f64, shift: f64) -> [f64; 2] {
    const { assert!(COUNT.is_multiple_of(LANES)) };
    let (mut first, mut second) = ([0.0; LANES], [0.0; LANES]);
    for group in 0..COUNT / LANES {
        for lane in 0..LANES {
            let d = of(group * LANES + lane) - shift;
            first[lane] += d;
            second[lane] += d * d;
        }
    }
    [gather(first), gather(second)]
}

kernel! {
    /// Σ x, in the fixed order of this module.
    pub fn sum(x: &[f64]) -> f64 {
        let (whole, mut total) = groups(x, 0.0);
        for group in whole {
            for lane in 0..LANES {
                total[lane] += group[lane];
            }
        }
        gather(total)
    }

    /// Σ (x − `shift`)ᵏ for k = 1, 2, 3, 4, in the fixed order of this module.
    ///
    /// With a shift near the mean the central moments follow without cancellation.
    pub fn power_sums(x: &[f64], shift: f64) -> [f64; 4] {
        let (whole, last) = groups(x, shift);
        let mut first = last.map(|x| x - shift);
        let mut second = first.map(|d| d * d);
        let mut third = first.map(|d| d * d * d);
        let mut fourth = second.map(|d2| d2 * d2);
        for group in whole {
            for lane in 0..LANES {
                let d = group[lane] - shift;
                let d2 = d * d;
                first[lane] += d;
                second[lane] += d2;
                third[lane] += d2 * d;
                fourth[lane] += d2 * d2;
            }
        }
        [gather(first), gather(second), gather(third), gather(fourth)]
    }

    /// Σ (x − `shift`) and Σ (x − `shift`)², in the fixed order of this module: the first two of [`power_sums`].
    pub fn sum_and_squares(x: &[f64], shift: f64) -> [f64; 2] {
        let (whole, last) = groups(x, shift);
        let mut first = last.map(|x| x - shift);
        let mut second = first.map(|d| d * d);
        for group in whole {
            for lane in 0..LANES {
                let d = group[lane] - shift;
                first[lane] += d;
                second[lane] += d * d;
            }
        }
        [gather(first), gather(second)]
    }

    /// Σ x y, in the fixed order of this module. The longer slice's rest does not count.
    pub fn dot(x: &[f64], y: &[f64]) -> f64 {
        let length = x.len().min(y.len());
        let ((whole, mut total), (factors, last)) = (groups(&x[..length], 0.0), groups(&y[..length], 0.0));
        for lane in 0..LANES {
            total[lane] *= last[lane];
        }
        for (group, factor) in whole.iter().zip(factors) {
            for lane in 0..LANES {
                total[lane] += group[lane] * factor[lane];
            }
        }
        gather(total)
    }
}
