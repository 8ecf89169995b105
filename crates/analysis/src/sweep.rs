//! How do the odds move as one number of the scenario moves, or two?

use altai_math::normal::quantile;

use crate::chance::{apart, chance, unsure};
use crate::odds::{Odds, OddsRow};
use crate::phrases::{capitalised, odds_varied};
use crate::question::Target;
use crate::variation::Tally;
use crate::words::several;
use crate::writing::Writing;
use crate::{Question, interval};

/// A number of the scenario, and the values that it is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Its address.
    pub address: String,
    /// Ascending.
    pub values: Vec<f64>,
    /// How they are written.
    pub writing: Writing,
}

impl Axis {
    /// A value in words.
    pub fn shown(&self, value: f64) -> String {
        let [first, second] = [0, 1].map(|at| self.values.get(at).copied().unwrap_or(0.0));
        self.writing.shown(value, (second - first) / 10.0)
    }
}

/// A scenario with the numbers at certain values, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// One for each axis.
    pub values: Vec<f64>,
    /// What is to be reached there.
    pub target: Target,
    /// Every target, package, year and kind of odds.
    pub rows: Vec<OddsRow>,
    /// That the last package reaches the target by its year.
    pub odds: OddsRow,
    /// The same of the first package, where there are two.
    pub reference: Option<OddsRow>,
}

/// The odds at every point.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The labels of the scenario as it stands.
    pub question: Question,
    /// Which of the targets.
    pub target: usize,
    /// What was varied: one number or two.
    pub axes: Vec<Axis>,
    /// The last axis moves fastest.
    pub points: Vec<Point>,
    /// Of each point.
    pub paths: u64,
    /// How the odds move, in a sentence.
    pub sentence: String,
}

impl Sweep {
    /// Of the labels and the tally of every point, the last axis moving fastest; all tallies are of the same draws.
    pub fn of(question: Question, target: usize, axes: Vec<Axis>, played: &[(Question, Tally)]) -> Self {
        let paths = played.first().map_or(0, |(_, tally)| tally.paths());
        let points: Vec<Point> = played
            .iter()
            .zip(combinations(&axes))
            .map(|((question, tally), values)| point(question, tally, target, values))
            .collect();
        let tallies: Vec<&Tally> = played.iter().map(|(_, tally)| tally).collect();
        let mut sweep = Self { question, target, axes, points, paths, sentence: String::new() };
        sweep.sentence = sentence(&sweep, &tallies);
        sweep
    }
}

/// Every combination of the values, the last axis moving fastest.
pub fn combinations(axes: &[Axis]) -> Vec<Vec<f64>> {
    axes.iter().fold(vec![Vec::new()], |all, axis| {
        let with = |before: &Vec<f64>| {
            let before = before.clone();
            axis.values.iter().map(move |&value| [before.as_slice(), &[value]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(with).collect()
    })
}

fn point(question: &Question, tally: &Tally, target: usize, values: Vec<f64>) -> Point {
    let rows = tally.rows(question);
    let asked = question.targets[target].clone();
    let of = |package: &str| {
        let is_meant = |row: &&OddsRow| {
            row.target == asked.name && row.package == package && row.year == asked.by && row.odds == Odds::Reached
        };
        rows.iter().find(is_meant).cloned()
    };
    let last = question.packages.len().saturating_sub(1);
    let odds = question.packages.last().and_then(|package| of(&package.name)).unwrap_or_default();
    let reference = question.packages.first().filter(|_| last > 0).and_then(|package| of(&package.name));
    Point { values, target: asked, rows, odds, reference }
}

/// Which differences of points cannot be simulation: all at once, 95 times in 100 (Bonferroni).
struct Differences<'a> {
    tallies: &'a [&'a Tally],
    z: f64,
}

impl Differences<'_> {
    /// The interval of how much the odds at one point exceed those at another: Bonett and Price's, which a few paths that all
    /// agree do not collapse.
    fn of(&self, one: usize, other: usize) -> (f64, f64) {
        let (gained, lost) = self.tallies[one].discordant(self.tallies[other]);
        interval::bonett_price_at(self.z, gained, lost, self.tallies[one].paths())
    }

    /// Whether the odds at one point exceed those at another.
    fn exceeds(&self, one: usize, other: usize) -> bool {
        self.of(one, other).0 > 0.0
    }
}

/// Where the difference of two points is open by more than this, half of the interval, there is nothing to be said of a curve.
const TELLS_NOTHING: f64 = 0.1;

fn sentence(sweep: &Sweep, tallies: &[&Tally]) -> String {
    let points = &sweep.points;
    let Some(last) = points.len().checked_sub(1).filter(|last| *last > 0) else { return String::new() };
    let pairs = (points.len() * last / 2) as f64;
    let differences = Differences { tallies, z: quantile(1.0 - 0.025 / pairs).max(interval::Z_95) };
    let addresses: Vec<&str> = sweep.axes.iter().map(|axis| axis.address.as_str()).collect();
    let subject = odds_varied(&sweep.question, sweep.target, &addresses);
    let said = |places: &[usize]| {
        let odds: Vec<f64> = places.iter().map(|&at| points[at].odds.probability).collect();
        let (words, digits) = apart(&odds, sweep.paths);
        let half = |&at: &usize| (points[at].odds.upper_95 - points[at].odds.lower_95) / 2.0;
        (words, unsure(places.iter().map(half).fold(0.0, f64::max), digits))
    };
    let by_odds = |a: &usize, b: &usize| points[*a].odds.probability.total_cmp(&points[*b].odds.probability);
    let highest = (0..=last).max_by(by_odds).unwrap_or(0);
    let lowest = (0..=last).min_by(by_odds).unwrap_or(0);
    if !differences.exceeds(highest, lowest) {
        let played = several(sweep.paths, "path");
        let (low, high) = differences.of(highest, lowest);
        let half = (high - low) / 2.0;
        if half > TELLS_NOTHING {
            let tell = if sweep.paths == 1 { "does not tell" } else { "do not tell" };
            return capitalised(&format!(
                "{played} {tell} how {subject} move with {}: the difference of two values is open by {:.0} points either way.",
                addresses.join(" and "),
                (100.0 * half).ceil()
            ));
        }
        let error = said(&[0]).1;
        return capitalised(&format!(
            "{subject} are {}{error} wherever {} in this range: no difference that {played} can tell.",
            match points[0].odds.probability {
                none_or_all @ (0.0 | 1.0) => chance(none_or_all, sweep.paths),
                odds => format!("about {}", chance(odds, sweep.paths)),
            },
            match sweep.axes.len() {
                1 => format!("{} lies", addresses[0]),
                _ => format!("{} lie", addresses.join(" and ")),
            },
        ));
    }
    let place = |at: usize| {
        let words = sweep.axes.iter().zip(&points[at].values);
        words.map(|(axis, &value)| format!("{} {}", axis.address, axis.shown(value))).collect::<Vec<_>>().join(" and ")
    };
    let is_sole = |at: usize, above: bool| {
        (0..=last).all(|other| {
            other == at || if above { differences.exceeds(at, other) } else { differences.exceeds(other, at) }
        })
    };
    let about = |at: usize, above: bool| if is_sole(at, above) { "" } else { "about " };
    if sweep.axes.len() > 1 {
        let (odds, error) = said(&[highest, lowest]);
        return capitalised(&format!(
            "{subject} are highest at {}{}, {}, and lowest at {}{}, {}{error}.",
            about(highest, true),
            place(highest),
            odds[0],
            about(lowest, false),
            place(lowest),
            odds[1],
        ));
    }
    let axis = &sweep.axes[0];
    let at = |at: usize| axis.shown(points[at].values[0]);
    let falls = (0..last).any(|one| (one + 1..=last).any(|other| differences.exceeds(one, other)));
    let rises = (0..last).any(|one| (one + 1..=last).any(|other| differences.exceeds(other, one)));
    let there_and_back = |verbs: [&str; 2], extreme: usize, above: bool| {
        let (odds, error) = said(&[0, extreme, last]);
        let (there, back) = (verbs[0], verbs[1]);
        let at = format!("{}{}", about(extreme, above), at(extreme));
        format!("{there} from {} to {} at {at} and {back} to {}{error}", odds[0], odds[1], odds[2])
    };
    let one_way = |verb: &str, from: usize, to: usize| {
        let (odds, error) = said(&[from, to]);
        format!("{verb} {} {} {}{error}", odds[0], if verb.ends_with("between") { "and" } else { "to" }, odds[1])
    };
    let moves = match (rises, falls) {
        (true, true) if differences.exceeds(highest, 0) && differences.exceeds(highest, last) => {
            there_and_back(["rise", "fall"], highest, true)
        }
        (true, true) if differences.exceeds(0, lowest) && differences.exceeds(last, lowest) => {
            there_and_back(["fall", "rise"], lowest, false)
        }
        (true, false) if differences.exceeds(last, 0) => one_way("rise from", 0, last),
        (false, _) if differences.exceeds(0, last) => one_way("fall from", 0, last),
        _ => one_way("move up and down between", lowest, highest),
    };
    capitalised(&format!("as {} goes from {} to {}, {subject} {moves}.", axis.address, at(0), at(last)))
}
