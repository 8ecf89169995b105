//! The comparison in a sentence: the better one first, in whole points or less, and only where it surely is.

use super::sample::Sample;
use super::{Kind, interval};
use crate::chance::{MOST_DIGITS, UNITS, apart, chance, unsure, with_digits};
use crate::estimate::Ranged;
use crate::phrases::{capitalised, goal};
use crate::question::Target;
use crate::words::{counted, listed};

/// Odds that are surely no further apart are called equally good: half a point.
const LITTLE: f64 = 0.005;

/// Of fewer paths one says how many, not how many in 100.
const FEW_PATHS: u64 = 100;

pub(super) fn sentence(kind: Kind, names: &[&str], target: &Target, base_year: i32, sample: &Sample) -> String {
    let goal = goal(target, base_year);
    let event = format!("reaching {goal} by {}", target.by);
    match names {
        [_, _] => of_two(kind, names, &event, target.by, sample),
        _ => of_several(kind, names, &event, sample),
    }
}

fn of_two(kind: Kind, names: &[&str], event: &str, by: i32, sample: &Sample) -> String {
    let better = usize::from(sample.reached[1] > sample.reached[0]);
    let other = 1 - better;
    let (odds, digits) = apart(&[better, other].map(|index| share(sample, index)), sample.paths);
    let noun = kind.noun();
    let range = open(sample, better, other);
    let is_little = -LITTLE < range.0 && range.1 < LITTLE;
    // A few paths that agree are no reason to think that others do, so that the interval has its say.
    let is_same = is_little && sample.stand(0, 1).is_some_and(|stand| stand.gained + stand.lost == 0);
    let said = match (surely(sample, better, other), range) {
        (Some(range), _) => {
            let (odds, much) = by_how_much(sample, better, other, range);
            format!(
                "{} {} is better than {}: its odds of {event} are {}, against {}: {much}.",
                capitalised(noun),
                names[better],
                names[other],
                odds[0],
                odds[1]
            )
        }
        _ if is_same => format!(
            "{} {} is no better and no worse than {}: both reach or miss the target on the same paths, and the odds of {event} \
             are {}{}.",
            capitalised(noun),
            names[1],
            names[0],
            odds[0],
            unsure(half(sample, better), 0)
        ),
        (None, _) if is_little => format!(
            "{} {} is as good as {} to within half a point: the odds of {event} are {} with the one and {} with the other, which \
             is within the error of simulation.",
            capitalised(noun),
            names[1],
            names[0],
            odds[1 - better],
            odds[better],
        ),
        (None, (low, high)) => format!(
            "The paths do not tell whether {noun} {} is better than {}: the odds of {event} are {} with the one and {} with \
             the other{}.",
            names[1],
            names[0],
            odds[1 - better],
            odds[better],
            unsure((high - low) / 2.0, digits.max(usize::from(high - low <= 0.01)))
        ),
    };
    format!("{said} {}", at_the_date(sample, names, better, by))
}

/// `Turnover in 2035 is higher with nuclear-first on 43 paths in 100, with base on 20, the same on 37.`
fn at_the_date(sample: &Sample, names: &[&str], better: usize, by: i32) -> String {
    let Some(stand) = sample.stand(0, 1) else { return String::new() };
    let higher = [stand.lower(sample.paths), stand.higher];
    let share = |count: u64| match count {
        0 => "on no path".to_owned(),
        _ if count == sample.paths => "on every path".to_owned(),
        _ if sample.paths < FEW_PATHS => format!("on {count} of {} paths", sample.paths),
        _ => format!("on {} paths", chance(count as f64 / sample.paths as f64, sample.paths)),
    };
    format!(
        "Turnover in {by} is higher with {} {}, with {} {}, and the same {}.",
        names[better],
        share(higher[better]),
        names[1 - better],
        share(higher[1 - better]),
        share(stand.same)
    )
}

fn of_several(kind: Kind, names: &[&str], event: &str, sample: &Sample) -> String {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(sample.reached[index]));
    let best = order[0];
    let level: Vec<usize> = order[1..].iter().copied().filter(|&other| surely(sample, best, other).is_none()).collect();
    let next = order[1];
    let start = format!("Of {} {}s, {}", counted(names.len()), kind.noun(), names[best]);
    if let (true, Some(range)) = (level.is_empty(), surely(sample, best, next)) {
        let (odds, much) = by_how_much(sample, best, next, range);
        return format!(
            "{start} is the best: its odds of {event} are {}; those of {}, the next, are {}, {}.",
            odds[0],
            names[next],
            odds[1],
            much.replacen(" more", " fewer", 1)
        );
    }
    let others: Vec<&str> = level.iter().map(|&index| names[index]).collect();
    format!(
        "{start} does best on these paths, with odds of {event} of {}{}, but they do not tell whether it is better than {}.",
        chance(share(sample, best), sample.paths),
        unsure(half(sample, best), 0),
        listed(&others)
    )
}

fn share(sample: &Sample, index: usize) -> f64 {
    sample.reached[index] as f64 / sample.paths as f64
}

/// Half of the interval of its odds.
fn half(sample: &Sample, index: usize) -> f64 {
    Ranged::share(sample.reached[index], sample.paths).half_width()
}

/// The simultaneous interval of how much better one is than another.
fn open(sample: &Sample, better: usize, other: usize) -> (f64, f64) {
    let Some(stand) = sample.stand(better.min(other), better.max(other)) else { return (-1.0, 1.0) };
    let (lower, upper) = interval::bonett_price_at(sample.z_together(), stand.gained, stand.lost, sample.paths);
    if better > other { (lower, upper) } else { (-upper, -lower) }
}

/// The same, where all of it is above 0.
fn surely(sample: &Sample, better: usize, other: usize) -> Option<(f64, f64)> {
    Some(open(sample, better, other)).filter(|(lower, _)| *lower > 0.0)
}

/// The odds of two and how many points they are apart, all with as many digits as tell the two apart: `5 points more`,
/// `0.2 points more (give or take 0.1 of simulation)`.
fn by_how_much(sample: &Sample, better: usize, other: usize, (lower, upper): (f64, f64)) -> ([String; 2], String) {
    let [high, low] = [better, other].map(|index| share(sample, index));
    let (points, half) = (100.0 * (high - low), (upper - lower) / 2.0);
    let is_shown = |digits: &usize| points * UNITS[*digits] >= 0.5;
    let digits = (0..MOST_DIGITS).find(is_shown).unwrap_or(MOST_DIGITS).max(apart(&[high, low], sample.paths).1);
    let shown = format!("{points:.digits$}");
    let adds_up = digits > 0 || (100.0 * high).round() - (100.0 * low).round() == points.round();
    let rounding = if adds_up { String::new() } else { format!(" ({:.1} less {:.1})", 100.0 * high, 100.0 * low) };
    let noun = if shown == "1" { "point" } else { "points" };
    let odds = [high, low].map(|odds| with_digits(odds, sample.paths, digits));
    (odds, format!("{shown} {noun} more{rounding}{}", unsure(half, digits)))
}
