//! A distribution as a row of blocks, as high as it is dense.

use altai_analysis::portrait::Portrait;

/// From hardly anything to the densest.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One character for each part of the portrait; a part without mass is blank.
pub(super) fn sketch(portrait: &Portrait) -> String {
    let greatest = portrait.masses.iter().copied().fold(0.0, f64::max);
    let block = |&mass: &f64| {
        let height = mass / greatest * BLOCKS.len() as f64;
        if mass > 0.0 { BLOCKS[(height.ceil() as usize).clamp(1, BLOCKS.len()) - 1] } else { ' ' }
    };
    portrait.masses.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_densest_part_is_the_highest() {
        let portrait = Portrait {
            mean: None,
            sd: None,
            quantiles: [0.0; 5],
            range: (0.0, 1.0),
            masses: vec![0.01, 0.3, 0.4, 0.2, 0.0, 0.09],
        };
        assert_eq!(sketch(&portrait), "▁▆█▄ ▂");
    }
}
