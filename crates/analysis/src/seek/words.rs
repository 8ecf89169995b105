//! What was found, in a sentence.

use super::{Crossing, Direction, Seek};
use crate::chance::{apart, chance, unsure};
use crate::interval;
use crate::phrases::{capitalised, odds_varied};
use crate::words::{counted, listed, several};

pub(super) fn sentence(seek: &Seek) -> String {
    let sought = &seek.sought;
    let address = sought.address.as_str();
    let subject = odds_varied(&sought.question, sought.target, &[address]);
    let odds = stated(sought.odds);
    let what = match &sought.moved {
        Some(_) => format!("the median of {address}"),
        None => address.to_owned(),
    };
    let said = match seek.found.as_slice() {
        [] => nothing(seek, &subject, &what, &odds),
        [one] if one.open_below && one.open_above && one.direction == Direction::Touches => format!(
            "{subject} are about {odds} whatever {what} is between {} and {}: it makes no difference that {} can tell",
            seek.shown(sought.range.0),
            seek.shown(sought.range.1),
            several(seek.paths, "path"),
        ),
        [one] => match one.direction {
            Direction::Rises => format!("{subject} reach {odds} when {what} is {}", place(seek, one)),
            Direction::Falls => format!("{subject} fall to {odds} when {what} is {}", place(seek, one)),
            Direction::Touches => format!(
                "{subject} come so close to {odds} when {what} is {} that {} cannot tell whether they reach it",
                place(seek, one),
                several(seek.paths, "path")
            ),
        },
        all => {
            let each = all.iter().map(|one| {
                let verb = match one.direction {
                    Direction::Rises => "they rise through it at",
                    Direction::Falls => "they fall through it at",
                    Direction::Touches => "they come too close to it to tell at",
                };
                format!("{verb} {}", place(seek, one))
            });
            let each: Vec<String> = each.collect();
            format!("{subject} are {odds} at {} values of {what}: {}", counted(all.len()), listed(&each))
        }
    };
    capitalised(&format!("{said}; {}.", now(seek)))
}

/// `0.062 (0.061 to 0.063)`.
fn place(seek: &Seek, crossing: &Crossing) -> String {
    let shown = |x: f64| seek.shown_at(crossing, x);
    let low = shown(crossing.lower_95);
    let high = shown(crossing.upper_95);
    let interval = match (crossing.open_below, crossing.open_above) {
        (true, true) => " (anywhere in the range)".to_owned(),
        (true, false) => format!(" ({high} or less)"),
        (false, true) => format!(" ({low} or more)"),
        (false, false) if low == high => String::new(),
        (false, false) => format!(" ({low} to {high})"),
    };
    let jump = crossing.jump.map_or_else(String::new, |(before, after)| {
        let (odds, _) = apart(&[before, after], seek.paths);
        format!(", where the odds jump from {} to {}", odds[0], odds[1])
    });
    format!("{}{interval}{jump}", shown(crossing.value))
}

fn nothing(seek: &Seek, subject: &str, what: &str, odds: &str) -> String {
    let (from, to) = seek.sought.range;
    let none = format!("{subject} are {odds} at no value of {what} from {} to {}", seek.shown(from), seek.shown(to));
    let Some((highest, lowest)) = seek.extremes() else { return none };
    let (said, digits) = apart(&[highest.probability, lowest.probability], seek.paths);
    let half = |tried: &super::Tried| (tried.upper_95 - tried.lower_95) / 2.0;
    let error = unsure(half(highest).max(half(lowest)), digits);
    if highest.probability == lowest.probability {
        return format!("{none}: all that were seen are {}{error}", said[0]);
    }
    let at = |tried: &super::Tried| seek.shown(tried.value);
    let (high, low) = (at(highest), at(lowest));
    format!("{none}: the highest that were seen are {}, at {high}, the lowest {}, at {low}{error}", said[0], said[1])
}

/// `In the scenario itself, flows.trade.drift is 0.07 or more with odds of 1 in 200.`
pub(super) fn belief(seek: &Seek, below: impl Fn(f64) -> f64, up_to: impl Fn(f64) -> f64) -> Option<String> {
    let is_a_place = |crossing: &&Crossing| !(crossing.open_below && crossing.open_above);
    let held = seek.found.iter().filter(is_a_place).map(|crossing| {
        let (high, low) = (1.0 - below(crossing.value), up_to(crossing.value));
        let (side, odds) = if high <= low { ("more", high) } else { ("less", low) };
        let value = seek.shown_at(crossing, crossing.value);
        if odds > 0.0 {
            format!("{value} or {side} with odds of {}", chance(odds, seek.paths))
        } else {
            format!("never {value} or {side}")
        }
    });
    let held: Vec<String> = held.collect();
    (!held.is_empty()).then(|| format!("In the scenario itself, {} is {}.", seek.sought.address, listed(&held)))
}

/// `as the scenario stands, it is about 0.02 and the odds are 22 in 100`.
fn now(seek: &Seek) -> String {
    let count = (seek.odds_now * seek.paths as f64).round() as u64;
    let (lower, upper) = interval::wilson(count, seek.paths);
    let odds = chance(seek.odds_now, seek.paths) + &unsure((upper - lower) / 2.0, 0);
    match seek.sought.now {
        Some(x) => {
            let about = if seek.sought.is_uncertain { "about " } else { "" };
            format!("as the scenario stands, it is {about}{} and the odds are {odds}", seek.shown(x))
        }
        None => format!("as the scenario stands, it is not written and the odds are {odds}"),
    }
}

/// `one half`, `40 in 100`, `2.5 in 100`.
fn stated(odds: f64) -> String {
    if odds == 0.5 {
        return "one half".to_owned();
    }
    let points = format!("{:.2}", 100.0 * odds);
    format!("{} in 100", points.trim_end_matches('0').trim_end_matches('.'))
}
