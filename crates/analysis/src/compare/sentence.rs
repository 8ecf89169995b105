//! The comparison in a sentence: the better one first, in whole points, and only where it surely is.

use super::sample::Sample;
use super::{Kind, interval};
use crate::estimate;
use crate::headline::goal;
use crate::question::Target;
use crate::words::{counted, grouped, listed};

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
    let odds = [0, 1].map(|index| in_100(sample.reached[index], sample.paths));
    let noun = kind.noun();
    let (this, other) = (names[better], names[1 - better]);
    let said = match surely(sample, better, 1 - better) {
        Some(range) => match by_how_much(sample, better, 1 - better, range) {
            Some(points) => format!(
                "{} {this} is better than {other}: its odds of {event} are {}, against {}: {points}.",
                capitalised(noun),
                odds[better],
                odds[1 - better]
            ),
            None => format!(
                "{} {this} is better than {other}, but hardly: its odds of {event} are {}, and less than half a point more.",
                capitalised(noun),
                odds[better]
            ),
        },
        None => format!(
            "{} {} is no better than {}: the odds of {event} are {} with the one and {} with the other, which is within the \
             error of simulation.",
            capitalised(noun),
            names[1],
            names[0],
            odds[1],
            odds[0]
        ),
    };
    format!("{said} {}", at_the_date(sample, names, better, by))
}

/// `Turnover in 2035 is higher with nuclear-first on 43 paths in 100, with base on 20, the same on 37.`
fn at_the_date(sample: &Sample, names: &[&str], better: usize, by: i32) -> String {
    let Some(stand) = sample.stand(0, 1) else { return String::new() };
    let higher = [stand.lower(sample.paths), stand.higher];
    let share = |count| match count {
        0 => "on no path".to_owned(),
        _ if count == sample.paths => "on every path".to_owned(),
        _ => format!("on {} paths", in_100(count, sample.paths)),
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
    let odds = |index: usize| in_100(sample.reached[index], sample.paths);
    if level.is_empty() {
        let next = order[1];
        let much = surely(sample, best, next).and_then(|range| by_how_much(sample, best, next, range));
        return format!(
            "Of {} {}s, {} is the best: its odds of {event} are {}; those of {}, the next, are {}, {}.",
            counted(names.len()),
            kind.noun(),
            names[best],
            odds(best),
            names[next],
            odds(next),
            much.map_or_else(|| "less than half a point below".to_owned(), |much| much.replacen(" more", " fewer", 1))
        );
    }
    let others: Vec<&str> = level.iter().map(|&index| names[index]).collect();
    format!(
        "Of {} {}s, {} does best on these paths, with odds of {event} of {}, but it is no better than {} within the error \
         of simulation.",
        counted(names.len()),
        kind.noun(),
        names[best],
        odds(best),
        listed(&others)
    )
}

/// The simultaneous interval of how much better one is than another, where all of it is above 0.
fn surely(sample: &Sample, better: usize, other: usize) -> Option<(f64, f64)> {
    let stand = sample.stand(better.min(other), better.max(other))?;
    let (lower, upper) = interval::bonett_price_at(sample.z_together(), stand.gained, stand.lost, sample.paths);
    let (lower, upper) = if better > other { (lower, upper) } else { (-upper, -lower) };
    (lower > 0.0).then_some((lower, upper))
}

/// `5 points more`, with the error where it blurs whole points; nothing where it is less than half a point.
fn by_how_much(sample: &Sample, better: usize, other: usize, (lower, upper): (f64, f64)) -> Option<String> {
    let [high, low] = [better, other].map(|index| estimate::share(sample.reached[index], sample.paths).0);
    let (points, half) = (100.0 * (high - low), 50.0 * (upper - lower));
    let unsure = if half > 0.5 { format!(" (give or take {:.0} of simulation)", half.ceil()) } else { String::new() };
    let whole = points.round();
    let adds_up = (100.0 * high).round() - (100.0 * low).round() == whole;
    let rounding = if adds_up { String::new() } else { format!(" ({:.1} less {:.1})", 100.0 * high, 100.0 * low) };
    match whole {
        0.0 => None,
        1.0 => Some(format!("1 point more{rounding}{unsure}")),
        _ => Some(format!("{whole:.0} points more{rounding}{unsure}")),
    }
}

/// `23 in 100`; never 0 or 100 but where no path, or every path, has it.
fn in_100(count: u64, paths: u64) -> String {
    let points = (100.0 * count as f64 / paths as f64).round();
    match points {
        _ if count == 0 => format!("none in {}", grouped(paths)),
        _ if count == paths => format!("all in {}", grouped(paths)),
        0.0 => "under 1 in 100".to_owned(),
        100.0 => "over 99 in 100".to_owned(),
        _ => format!("{points:.0} in 100"),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
