//! Would other paths have given the same box? The search is repeated on paths drawn again from those that it was made on.

use std::num::NonZeroUsize;

use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Streams};

use super::prim::{PrimBox, Sample, Settings, trajectory};
use crate::blocks::each_block;

/// Of every input, in how many of so many resamples the box that is most like the one shown restricts it: nearest to it in
/// coverage and density.
///
/// A resample draws as many paths as there are, each anew from all of them (Efron 1979). Bryant and Lempert 2010 compare boxes of
/// the same coverage or of the same density; of either alone a trajectory may have many.
pub(super) fn restricted(
    sample: &Sample,
    settings: Settings,
    shown: [f64; 2],
    resamples: u64,
    draws: Streams,
    threads: NonZeroUsize,
) -> Vec<u64> {
    let found = each_block(resamples, threads, |which| {
        let again = sample.repeated(&times(sample.paths(), draws, which));
        let boxes = trajectory(&again, settings);
        nearest(&boxes, shown).restricted(&boxes[0]).collect::<Vec<usize>>()
    });
    let mut counts = vec![0; sample.first().limits.len()];
    found.iter().flatten().for_each(|&input| counts[input] += 1);
    counts
}

/// Coverage and density of a box on the paths that it was found on.
pub(super) fn place(one: &PrimBox, first: &PrimBox) -> [f64; 2] {
    [one.wanted as f64 / first.wanted.max(1) as f64, one.density()]
}

/// The box nearest to that place, the first of equals. There is at least one box.
fn nearest(boxes: &[PrimBox], to: [f64; 2]) -> &PrimBox {
    let apart = |one: &PrimBox| {
        let [coverage, density] = place(one, &boxes[0]);
        let [across, up] = [coverage - to[0], density - to[1]];
        across * across + up * up
    };
    let nearer = |one, other| if apart(other) < apart(one) { other } else { one };
    boxes.iter().reduce(nearer).unwrap_or(&boxes[0])
}

/// How often each path is drawn.
fn times(paths: usize, draws: Streams, which: u64) -> Vec<u32> {
    let dimension = Dimension::once(Address::of("discover.resample"), u32::try_from(which).unwrap_or(u32::MAX));
    let mut times = vec![0; paths];
    let mut uniforms = vec![0.0; BLOCK];
    for block in 0..paths.div_ceil(BLOCK) {
        draws.uniforms(dimension, block as u64, &mut uniforms);
        for u in &uniforms[..BLOCK.min(paths - block * BLOCK)] {
            times[((u * paths as f64) as usize).min(paths - 1)] += 1;
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resample_has_as_many_paths_and_another_one_others() {
        let draws = Streams::new(1);
        let (one, other) = (times(3_000, draws, 0), times(3_000, draws, 1));
        assert_eq!((one.iter().sum::<u32>(), other.iter().sum::<u32>()), (3_000, 3_000));
        assert_ne!(one, other);
        // A path is left out with probability (1 − 1/n)ⁿ, about 1/e; its count has a standard deviation of about 17.
        let left_out = one.iter().filter(|&&times| times == 0).count() as f64;
        assert!((left_out - 3_000.0 / std::f64::consts::E).abs() < 4.0 * 17.0, "{left_out}");
    }

    #[test]
    fn what_decides_is_always_restricted_and_what_does_not_seldom() {
        let column = |step: usize| (0..400).map(|path| ((path * step) % 401) as f64).collect::<Vec<f64>>();
        let wanted = column(37).iter().map(|&x| x > 250.0).collect();
        let sample = Sample::new(vec![column(37), column(101), column(211)], wanted);
        let counts = restricted(&sample, Settings::default(), [0.95, 1.0], 20, Streams::new(2), NonZeroUsize::MIN);
        assert_eq!(counts[0], 20);
        assert!(counts[1] + counts[2] < 8, "{counts:?}");
        let two =
            restricted(&sample, Settings::default(), [0.95, 1.0], 20, Streams::new(2), NonZeroUsize::new(2).unwrap());
        assert_eq!(counts, two);
    }
}
