//! How the odds move, in a sentence: as far as simulation bears it out.

use altai_math::normal::quantile;

use super::Sweep;
use crate::chance::{apart, chance, unsure};
use crate::interval;
use crate::phrases::{capitalised, odds_varied};
use crate::variation::Tally;
use crate::words::several;

/// Where the difference of two points is open by more than this, half of the interval, there is nothing to be said of a curve.
const TELLS_NOTHING: f64 = 0.1;

/// Empty of fewer than two points.
pub(super) fn sentence(sweep: &Sweep, tallies: &[&Tally]) -> String {
    let Some(last) = sweep.points.len().checked_sub(1).filter(|last| *last > 0) else { return String::new() };
    let by_odds = |a: &usize, b: &usize| sweep.odds(*a).total_cmp(&sweep.odds(*b));
    let addresses: Vec<&str> = sweep.axes.iter().map(|axis| axis.address.as_str()).collect();
    let curve = Curve {
        sweep,
        differences: Differences::of(tallies),
        subject: odds_varied(&sweep.question, sweep.target, &addresses),
        addresses: addresses.join(" and "),
        last,
        highest: (0..=last).max_by(by_odds).unwrap_or(0),
        lowest: (0..=last).min_by(by_odds).unwrap_or(0),
    };
    let (low, high) = curve.differences.interval(curve.highest, curve.lowest);
    let half = (high - low) / 2.0;
    let said = match sweep.axes.as_slice() {
        _ if low <= 0.0 && half > TELLS_NOTHING => curve.nothing_is_told(half),
        _ if low <= 0.0 => curve.all_alike(),
        [_] => curve.along(),
        _ => curve.corners(),
    };
    capitalised(&said)
}

impl Sweep {
    fn odds(&self, point: usize) -> f64 {
        self.points[point].odds.probability
    }
}

/// Which differences of points cannot be simulation: all at once, 95 times in 100 (Bonferroni).
struct Differences<'a> {
    tallies: &'a [&'a Tally],
    z: f64,
}

impl<'a> Differences<'a> {
    fn of(tallies: &'a [&'a Tally]) -> Self {
        let pairs = (tallies.len() * (tallies.len() - 1) / 2) as f64;
        Self { tallies, z: quantile(1.0 - 0.025 / pairs).max(interval::Z_95) }
    }

    /// The interval of how much the odds at one point exceed those at another: Bonett and Price's, which a few paths that all
    /// agree do not collapse.
    fn interval(&self, one: usize, other: usize) -> (f64, f64) {
        let (gained, lost) = self.tallies[one].discordant(self.tallies[other]);
        interval::bonett_price_at(self.z, gained, lost, self.tallies[one].paths())
    }

    /// Whether the odds at one point exceed those at another.
    fn exceeds(&self, one: usize, other: usize) -> bool {
        self.interval(one, other).0 > 0.0
    }

    fn fall_somewhere(&self) -> bool {
        self.any_two(|earlier, later| self.exceeds(earlier, later))
    }

    fn rise_somewhere(&self) -> bool {
        self.any_two(|earlier, later| self.exceeds(later, earlier))
    }

    fn any_two(&self, are: impl Fn(usize, usize) -> bool) -> bool {
        let count = self.tallies.len();
        (0..count).any(|earlier| (earlier + 1..count).any(|later| are(earlier, later)))
    }
}

/// The odds at two points or more.
struct Curve<'a> {
    sweep: &'a Sweep,
    differences: Differences<'a>,
    /// What the odds are of.
    subject: String,
    /// What is varied.
    addresses: String,
    last: usize,
    highest: usize,
    lowest: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Extreme {
    Highest,
    Lowest,
}

impl Curve<'_> {
    fn nothing_is_told(&self, half: f64) -> String {
        let Self { subject, addresses, .. } = self;
        let played = several(self.sweep.paths, "path");
        let tell = if self.sweep.paths == 1 { "does not tell" } else { "do not tell" };
        let points = (100.0 * half).ceil();
        format!(
            "{played} {tell} how {subject} move with {addresses}: the difference of two values is open by {points:.0} points \
             either way."
        )
    }

    fn all_alike(&self) -> String {
        let Self { subject, addresses, .. } = self;
        let odds = match self.sweep.odds(0) {
            none_or_all @ (0.0 | 1.0) => chance(none_or_all, self.sweep.paths),
            odds => format!("about {}", chance(odds, self.sweep.paths)),
        };
        let error = self.odds_at([0]).1;
        let lie = if self.sweep.axes.len() == 1 { "lies" } else { "lie" };
        let played = several(self.sweep.paths, "path");
        format!(
            "{subject} are {odds}{error} wherever {addresses} {lie} in this range: no difference that {played} can tell."
        )
    }

    /// Of two numbers: where the odds are highest and lowest.
    fn corners(&self) -> String {
        let ([most, least], error) = self.odds_at([self.highest, self.lowest]);
        let top = self.about(self.highest, Extreme::Highest) + &self.values_at(self.highest);
        let bottom = self.about(self.lowest, Extreme::Lowest) + &self.values_at(self.lowest);
        format!("{} are highest at {top}, {most}, and lowest at {bottom}, {least}{error}.", self.subject)
    }

    /// Of one number: how the odds move from its first value to its last.
    fn along(&self) -> String {
        let Self { subject, addresses, last, highest, lowest, .. } = self;
        let (last, highest, lowest) = (*last, *highest, *lowest);
        let exceeds = |one: usize, other: usize| self.differences.exceeds(one, other);
        let moves = match (self.differences.rise_somewhere(), self.differences.fall_somewhere()) {
            (true, true) if exceeds(highest, 0) && exceeds(highest, last) => self.turn(highest, Extreme::Highest),
            (true, true) if exceeds(0, lowest) && exceeds(last, lowest) => self.turn(lowest, Extreme::Lowest),
            (true, false) if exceeds(last, 0) => self.one_way(["rise from", "to"], 0, last),
            (false, _) if exceeds(0, last) => self.one_way(["fall from", "to"], 0, last),
            _ => self.one_way(["move up and down between", "and"], lowest, highest),
        };
        format!("as {addresses} goes from {} to {}, {subject} {moves}.", self.value_at(0), self.value_at(last))
    }

    /// `rise from 14 in 100 to 23 in 100`.
    fn one_way(&self, [verb, to]: [&str; 2], from: usize, until: usize) -> String {
        let ([first, second], error) = self.odds_at([from, until]);
        format!("{verb} {first} {to} {second}{error}")
    }

    /// `rise from 14 in 100 to 23 in 100 at 0.5 and fall to 9 in 100`.
    fn turn(&self, at: usize, extreme: Extreme) -> String {
        let ([first, turning, last], error) = self.odds_at([0, at, self.last]);
        let [there, back] = if extreme == Extreme::Highest { ["rise", "fall"] } else { ["fall", "rise"] };
        let place = self.about(at, extreme) + &self.value_at(at);
        format!("{there} from {first} to {turning} at {place} and {back} to {last}{error}")
    }

    /// The odds at some points in words that tell them apart, and what simulation leaves open of them.
    fn odds_at<const N: usize>(&self, points: [usize; N]) -> ([String; N], String) {
        let (mut words, digits) = apart(&points.map(|at| self.sweep.odds(at)), self.sweep.paths);
        let widest = points.map(|at| self.sweep.points[at].odds.half_width_95()).into_iter().fold(0.0, f64::max);
        let words = std::array::from_fn(|which| std::mem::take(&mut words[which]));
        (words, unsure(widest, digits))
    }

    /// Where other points may be as extreme: `about `.
    fn about(&self, at: usize, extreme: Extreme) -> String {
        let is_beyond = |other: usize| match extreme {
            Extreme::Highest => self.differences.exceeds(at, other),
            Extreme::Lowest => self.differences.exceeds(other, at),
        };
        let is_sole = (0..=self.last).all(|other| other == at || is_beyond(other));
        if is_sole { String::new() } else { "about ".to_owned() }
    }

    /// The value of one number.
    fn value_at(&self, point: usize) -> String {
        self.sweep.axes[0].shown(self.sweep.points[point].values[0])
    }

    /// The addresses and values of all numbers.
    fn values_at(&self, point: usize) -> String {
        let values = self.sweep.axes.iter().zip(&self.sweep.points[point].values);
        values.map(|(axis, &value)| format!("{} {}", axis.address, axis.shown(value))).collect::<Vec<_>>().join(" and ")
    }
}
