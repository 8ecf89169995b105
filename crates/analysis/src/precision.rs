//! How many paths are enough? Playing on until the odds are as sure as asked for.
//!
//! A first part of the paths tells how many are needed; they are played, and the interval is looked at again. There are few
//! looks, and when they come depends on counts of whole blocks alone: so the interval at the end covers as often as one of a
//! number of paths fixed beforehand, as far as can be measured, and the number of threads does not matter.

mod planned;

use altai_model::Scenario;
use altai_sim::Summary;
use altai_sim::draws::BLOCK;

use crate::estimate::Ranged;
use crate::phrases::{deals_of, goal};
use crate::words::{in_points, several};
use crate::{Question, interval};

pub use planned::Planned;

/// The paths that are played first: so many that the interval of rare odds is one, too.
pub const PILOT: u64 = 16 * BLOCK as u64;

/// As many paths as are played unless more are allowed.
pub const MOST: u64 = 10_000_000;

/// At least so much of what was played comes on top before the next look: a tenth.
const LEAST_STEP: u64 = 10;

/// The odds that are meant, those of the headline: `the odds of reaching $500 million a year by 2035 with all eight deals`.
///
/// # Panics
///
/// When there is no target or no package, which no scenario lacks.
fn of_what(question: &Question) -> String {
    let target = &question.targets[0];
    let with = match question.deals.len() {
        0 => String::new(),
        _ => format!(" with {}", deals_of(question, &question.packages[question.packages.len() - 1])),
    };
    format!("the odds of reaching {} by {}{with}", goal(target, question.base_year), target.by)
}

/// Paths that reach the headline's target by its year, under the headline's package.
pub fn headline(scenario: &Scenario, summary: &Summary) -> u64 {
    let target = &scenario.targets[0];
    let year = scenario.horizon.index_of(target.by);
    summary.reached(0, scenario.packages.len() - 1, year)
}

/// Whether the precision that was asked for is there, in a sentence without its point: `16,384 paths were enough …`.
pub fn how_precise(scenario: &Scenario, summary: &Summary, asked: f64) -> String {
    let half = half_width(headline(scenario, summary), summary.paths());
    let (paths, asked_for) = (several(summary.paths(), "path"), in_points(asked));
    if half <= asked {
        return format!("{paths} were enough to give the odds to within {asked_for} (95 %)");
    }
    // Rounded up, so that it does not look like what was asked for.
    let half = in_points((half * 1e5).ceil() / 1e5);
    format!("{paths} give the odds to within {half} (95 %), not {asked_for} as asked: more are allowed by --paths")
}

/// Whoever asks for no more than this may have meant a part of a point.
const WIDE: f64 = 0.1;

/// What a wide precision is if so much of one point was meant: 0.0025 of 0.25; nothing where it is not wide.
pub fn of_one_point(asked: f64) -> Option<f64> {
    (asked > WIDE).then(|| (1e8 * asked / 100.0).round() / 1e8)
}

/// Half of Wilson's 95 % interval of the odds.
pub fn half_width(count: u64, paths: u64) -> f64 {
    Ranged::share(count, paths).half_width()
}

/// The number of paths, a multiple of the block, from which on half of the 95 % interval is at most `asked`, should the share
/// of `count` of `paths` stay.
pub fn needed(count: u64, paths: u64, asked: f64) -> u64 {
    let share = count as f64 / paths as f64;
    let is_enough = |blocks: u64| {
        let paths = blocks * BLOCK as u64;
        half_width((share * paths as f64).round() as u64, paths) <= asked
    };
    // Half of the interval is never more than z/(2√n).
    let root = interval::Z_95 / (2.0 * asked);
    let surely = root * root / BLOCK as f64;
    let (mut few, mut enough) = (0, surely.ceil() as u64 + 1);
    while enough - few > 1 {
        let middle = u64::midpoint(few, enough);
        if is_enough(middle) { enough = middle } else { few = middle }
    }
    enough * BLOCK as u64
}

/// Up to which path to play on, after `count` of `played` paths reached; nothing where that is sure enough, or `most` are played.
pub fn next(count: u64, played: u64, asked: f64, most: u64) -> Option<u64> {
    if played == 0 {
        return Some(PILOT.min(most));
    }
    if played >= most || half_width(count, played) <= asked {
        return None;
    }
    let least = (played + played / LEAST_STEP).next_multiple_of(BLOCK as u64);
    Some(needed(count, played, asked).max(least).min(most))
}

#[cfg(test)]
mod tests {
    use altai_sim::address::Address;
    use altai_sim::draws::Dimension;
    use altai_sim::{Draws, Streams};

    use super::*;

    /// Paths and those that reach, where each does so with probability `p`; and how often one looked.
    fn played(p: f64, asked: f64, seed: u64) -> (u64, u64, u32) {
        let draws = Streams::new(seed);
        let mut column = [0.0; BLOCK];
        let (mut count, mut paths, mut looks) = (0, 0, 0);
        while let Some(to) = next(count, paths, asked, MOST) {
            assert_eq!(to % BLOCK as u64, 0);
            for block in paths / BLOCK as u64..to / BLOCK as u64 {
                draws.uniforms(Dimension::once(Address::of("bernoulli"), 0), block, &mut column);
                count += column.iter().filter(|u| **u < p).count() as u64;
            }
            paths = to;
            looks += 1;
        }
        (count, paths, looks)
    }

    #[test]
    fn the_interval_at_the_end_covers_as_often_as_it_says() {
        for (p, asked) in [(0.02, 0.0015), (0.1, 0.003), (0.5, 0.005)] {
            let repetitions = 2_000;
            let mut covered = 0;
            for seed in 0..repetitions {
                let (count, paths, looks) = played(p, asked, seed);
                let (lower, upper) = interval::wilson(count, paths);
                covered += u32::from((lower..=upper).contains(&p));
                assert!(looks >= 2, "the first look is not enough here");
                assert!((upper - lower) / 2.0 <= asked);
            }
            let coverage = f64::from(covered) / repetitions as f64;
            assert!((0.935..0.97).contains(&coverage), "odds of {p}: {coverage}");
        }
    }

    #[test]
    fn what_is_needed_is_just_enough() {
        for (count, asked) in [(0, 0.002), (20, 0.002), (100, 0.01), (500, 0.001), (1_000, 0.003)] {
            let paths = needed(count, 1_000, asked);
            let half = |paths: u64| half_width((count as f64 / 1_000.0 * paths as f64).round() as u64, paths);
            assert!(half(paths) <= asked);
            let fewer = paths - BLOCK as u64;
            assert!(fewer == 0 || half(fewer) > asked, "{count}: {paths}");
        }
        // z² p(1 − p)/h² of the textbook, 240,100, in whole blocks.
        assert_eq!(needed(500, 1_000, 0.002), 240_100_u64.next_multiple_of(BLOCK as u64));
    }

    #[test]
    fn what_was_played_is_said_to_be_enough_or_not() {
        let text = "[horizon]\nbase_year = 2025\nend_year = 2027\n[target]\nturnover = 170\nby = 2026\n[flows.trade]\nbase = 160\n\
                    volatility = 0.1\n[deals.mine]\ngo = 0.5\nstart = 2026\npeak = 30\n";
        let source = altai_model::SourceText { name: "it.toml".into(), text: text.into() };
        let scenario = altai_model::read(source, &[], &altai_model::NoFiles).scenario.unwrap();
        let plan = altai_sim::Plan::compile(&scenario);
        let summary = altai_sim::play(&plan, &Streams::new(1), 2_000, std::num::NonZeroUsize::MIN, &|_| {});
        assert_eq!(headline(&scenario, &summary), summary.reached(0, 1, 0));
        let half = half_width(headline(&scenario, &summary), 2_000);
        let said = how_precise(&scenario, &summary, 0.03);
        assert_eq!(said, "2,000 paths were enough to give the odds to within 3 points (95 %)");
        let said = how_precise(&scenario, &summary, half - 1e-9);
        assert!(
            said.starts_with("2,000 paths give the odds to within 2.") && said.ends_with("allowed by --paths"),
            "{said}"
        );
    }

    #[test]
    fn a_wide_precision_may_have_been_a_part_of_a_point() {
        assert_eq!([0.002, 0.1, 0.25, 0.3].map(of_one_point), [None, None, Some(0.0025), Some(0.003)]);
    }

    #[test]
    fn one_stops_at_the_most() {
        assert_eq!(next(0, 0, 0.001, 5_000), Some(5_000));
        assert_eq!(next(2_500, 5_000, 0.001, 5_000), None);
        assert_eq!(next(8_192, 16_384, 0.001, 100_000), Some(100_000));
        assert_eq!(next(0, PILOT, 0.01, MOST), None);
    }
}
