//! What was found, in a sentence.

use super::{Crossing, Direction, Seek};
use crate::headline::capitalised;
use crate::variation::{in_100, subject};
use crate::words::{counted, listed};

pub(super) fn sentence(seek: &Seek) -> String {
    let sought = &seek.sought;
    let address = sought.address.as_str();
    let subject = subject(&sought.question, sought.target, &[address]);
    let odds = stated(sought.odds);
    let what = match &sought.moved {
        Some(_) => format!("the median of {address}"),
        None => address.to_owned(),
    };
    let said = match seek.found.as_slice() {
        [] => nothing(seek, &subject, &what, &odds),
        [one] if one.open_below && one.open_above && one.direction == Direction::Touches => format!(
            "{subject} are about {odds} whatever {what} is between {} and {}: it makes no difference that {} paths can tell",
            seek.shown(sought.range.0),
            seek.shown(sought.range.1),
            crate::words::grouped(seek.paths),
        ),
        [one] => match one.direction {
            Direction::Rises => format!("{subject} reach {odds} when {what} is {}", place(seek, one)),
            Direction::Falls => format!("{subject} fall to {odds} when {what} is {}", place(seek, one)),
            Direction::Touches => format!(
                "{subject} come so close to {odds} when {what} is {} that {} paths cannot tell whether they reach it",
                place(seek, one),
                crate::words::grouped(seek.paths)
            ),
        },
        several => {
            let each = several.iter().map(|one| {
                let verb = match one.direction {
                    Direction::Rises => "they rise through it at",
                    Direction::Falls => "they fall through it at",
                    Direction::Touches => "they come too close to it to tell at",
                };
                format!("{verb} {}", place(seek, one))
            });
            let each: Vec<String> = each.collect();
            format!("{subject} are {odds} at {} values of {what}: {}", counted(several.len()), listed(&each))
        }
    };
    capitalised(&format!("{said}; {}.", now(seek)))
}

/// `0.062 (0.061 to 0.063)`.
fn place(seek: &Seek, crossing: &Crossing) -> String {
    let shown = |x: f64| seek.shown_at(crossing, x);
    let low = if crossing.open_below { "the start of the range".to_owned() } else { shown(crossing.lower_95) };
    let high = if crossing.open_above { "the end of the range".to_owned() } else { shown(crossing.upper_95) };
    let interval = if low == high { String::new() } else { format!(" ({low} to {high})") };
    format!("{}{interval}", shown(crossing.value))
}

fn nothing(seek: &Seek, subject: &str, what: &str, odds: &str) -> String {
    let (from, to) = seek.sought.range;
    let none = format!("{subject} are {odds} at no value of {what} from {} to {}", seek.shown(from), seek.shown(to));
    let Some((highest, lowest)) = seek.extremes() else { return none };
    let at = |tried: &super::Tried| format!("{}, at {}", in_100(tried.probability), seek.shown(tried.value));
    format!("{none}: the highest that were seen are {}, the lowest {}", at(highest), at(lowest))
}

/// `as the scenario stands, it is about 0.02 and the odds are 22 in 100`.
fn now(seek: &Seek) -> String {
    let odds = in_100(seek.odds_now);
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
