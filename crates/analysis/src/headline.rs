//! The answer in a sentence: the last package against the first, by the target's year.

mod others;

use altai_sim::Summary;
use serde::Serialize;

use crate::arrival::Arrival;
use crate::chance::in_100;
use crate::difference::DifferenceRow;
use crate::odds::{Odds, OddsRow};
use crate::question::{Package, Target};
use crate::words::{about_dollars, counted, dollars, grouped};
use crate::{Goal, Question, estimate};

/// The answer in a sentence, and the numbers behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Headline {
    /// The odds of the last package and of the first, and their difference, in whole points.
    pub sentence: String,
    /// How far the odds themselves depend on what could be known, where that was asked.
    pub levels: Option<String>,
    /// The middle year under the last package, where it is reached.
    pub arrival: Option<String>,
    /// The odds of the last package for the other targets, where there are any.
    pub others: Option<String>,
    /// The target's name.
    pub target: String,
    /// The calendar year.
    pub year: i32,
    /// The last package.
    pub package: String,
    /// The probability that it reaches the target by that year.
    pub probability: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// The interval of its row of odds, lower end.
    pub lower_95: f64,
    /// The interval of its row of odds, upper end.
    pub upper_95: f64,
    /// The first package, where there are two or more.
    pub reference: Option<String>,
    /// The last package's probability minus the first's, where there are two or more.
    pub difference: Option<f64>,
    /// Of simulation.
    pub difference_standard_error: Option<f64>,
}

/// Paths that reached the target by the headline's year, under the last package and the first.
#[derive(Debug, Clone, Copy)]
struct Counts {
    last: u64,
    first: u64,
    both: u64,
    paths: u64,
}

/// The headline of a simulation, with the errors that its rows have; `None` of a scenario without target or package.
pub fn headline(
    question: &Question,
    summary: &Summary,
    arrivals: &[Arrival],
    odds: &[OddsRow],
    differences: &[DifferenceRow],
) -> Option<Headline> {
    let target = question.targets.first()?;
    let package = question.packages.len().checked_sub(1)?;
    let year = question.index_of(target.by);
    let counts = Counts {
        last: summary.reached(0, package, year),
        first: summary.reached(0, 0, year),
        both: summary.reached_with_first(0, package, year),
        paths: summary.paths(),
    };
    let last = &question.packages[package];
    let first = (package > 0).then(|| &question.packages[0]);
    let arrival = arrivals.iter().find(|arrival| arrival.target == target.name && arrival.package == last.name);
    let middle = arrival.and_then(|arrival| arrival.middle_where_reached);
    let row = reached_by(odds, target, &last.name)?;
    let difference = differences.iter().find(|row| {
        row.target == target.name && row.package == last.name && row.year == target.by && row.odds == Odds::Reached
    });
    let other = first.and_then(|first| reached_by(odds, target, &first.name));
    let halves = [Some(row), other].into_iter().flatten().map(OddsRow::half_width_95);
    let widest = halves.chain(difference.map(DifferenceRow::half_width_95)).fold(0.0, f64::max);
    Some(Headline {
        sentence: sentence(question, &counts, widest),
        levels: None,
        arrival: middle.map(|year| format!("Where it is reached by {}, the middle year is {year}.", question.end_year)),
        others: others::others(question, summary, odds),
        target: target.name.clone(),
        year: target.by,
        package: last.name.clone(),
        probability: row.probability,
        standard_error: row.standard_error,
        lower_95: row.lower_95,
        upper_95: row.upper_95,
        reference: first.map(|first| first.name.clone()),
        difference: difference.map(|row| row.difference),
        difference_standard_error: difference.map(|row| row.standard_error),
    })
}

/// The odds that a target is reached by its year under a package.
fn reached_by<'a>(odds: &'a [OddsRow], target: &Target, package: &str) -> Option<&'a OddsRow> {
    odds.iter().find(|row| {
        row.target == target.name && row.package == package && row.year == target.by && row.odds == Odds::Reached
    })
}

impl Headline {
    /// How many paths reach the target by its year under the last package.
    pub(crate) fn reached(&self, question: &Question, summary: &Summary) -> u64 {
        summary.reached(0, question.packages.len() - 1, question.index_of(self.year))
    }
}

impl Counts {
    fn difference(&self) -> (f64, f64) {
        estimate::paired_difference(self.last - self.both, self.first - self.both, self.paths)
    }
}

/// With at least one target and one package; `widest` is half of the widest 95 % interval of what it says.
fn sentence(question: &Question, counts: &Counts, widest: f64) -> String {
    let target = &question.targets[0];
    let goal = goal(target, question.base_year);
    let by = target.by;
    let last = &question.packages[question.packages.len() - 1];
    let with_last = if question.deals.is_empty() { String::new() } else { format!("with {} ", phrase(question, last)) };
    let said = match chance(counts.last, counts.paths) {
        Chance::Points(words) => format!("{with_last}the odds of reaching {goal} by {by} are {words}"),
        Chance::Extreme(share) => {
            format!("{with_last}{goal} is reached by {by} in {}", of_the_paths(share, counts.paths))
        }
    };
    let beside = match question.packages.as_slice() {
        [first, _, ..] => format!("; with {}, {}", phrase(question, first), reference(counts)),
        _ => String::new(),
    };
    format!("{}{beside}{}.", capitalised(&said), unsure(widest))
}

/// `$500 million a year`, or `the target of about $502 million a year`.
pub(crate) fn goal(target: &Target, base_year: i32) -> String {
    let amount = match target.turnover {
        Goal::Known(turnover) => format!("{} a year", dollars(turnover)),
        Goal::Uncertain { p50, .. } => format!("the target of {} a year", about_dollars(p50)),
    };
    amount + &target.terms(base_year)
}

/// `14 in 100: 9 points more`.
fn reference(counts: &Counts) -> String {
    let (last, first) = (chance(counts.last, counts.paths), chance(counts.first, counts.paths));
    let words = match (&last, &first) {
        (Chance::Extreme(_), Chance::Extreme(_)) if counts.paths == 1 => return format!("in {} of 1", counts.first),
        (Chance::Extreme("none"), Chance::Extreme("none")) => return "in none of them either".to_owned(),
        (Chance::Extreme(last), Chance::Extreme(first)) if last == first => return format!("in {first} of them too"),
        (Chance::Extreme(_), Chance::Extreme(first)) => format!("in {first} of them"),
        (_, Chance::Extreme(share)) => {
            format!("it is reached in {}", of_the_paths(share, counts.paths))
        }
        (_, Chance::Points(words)) => words.clone(),
    };
    let points = whole_points(counts.difference().0);
    let [last, first] = [counts.last, counts.first].map(|count| count as f64 / counts.paths as f64);
    let adds_up = whole_points(last) - whole_points(first) == points;
    let rounding = if adds_up { String::new() } else { format!(" ({:.1} less {:.1})", 100.0 * last, 100.0 * first) };
    match points {
        0 => format!("{words}: no different in whole points"),
        1 | -1 => format!("{words}: 1 point {}{rounding}", if points > 0 { "more" } else { "fewer" }),
        _ => format!("{words}: {} points {}{rounding}", points.abs(), if points > 0 { "more" } else { "fewer" }),
    }
}

/// Said where so few paths were played that the whole points are not sure: half of an interval, where it blurs them.
pub(crate) fn unsure(half_width: f64) -> String {
    let points = 100.0 * half_width;
    if points > 0.5 { format!(" (give or take {} of simulation)", points.ceil()) } else { String::new() }
}

/// How probable, in whole points of 100.
#[derive(Debug, Clone, PartialEq)]
enum Chance {
    /// `23 in 100`.
    Points(String),
    /// `none` or `all` of the paths: what was seen, which is not certainty.
    Extreme(&'static str),
}

fn chance(count: u64, paths: u64) -> Chance {
    if count == 0 {
        return Chance::Extreme("none");
    }
    if count == paths {
        return Chance::Extreme("all");
    }
    Chance::Points(in_100(count as f64 / paths as f64))
}

/// `none of the 100,000 simulated paths`.
fn of_the_paths(share: &str, paths: u64) -> String {
    match (share, paths) {
        ("none", 1) => "0 of 1 simulated paths".to_owned(),
        (_, 1) => "1 of 1 simulated paths".to_owned(),
        _ => format!("{share} of the {} simulated paths", grouped(paths)),
    }
}

pub(crate) fn whole_points(probability: f64) -> i64 {
    (100.0 * probability).round() as i64
}

/// A package in a sentence: `no deal`, `all seven deals`, `the deal mine`, `package west`.
pub(crate) fn phrase(question: &Question, package: &Package) -> String {
    match package.deals.len() {
        0 => "no deal".to_owned(),
        2 if question.deals.len() == 2 => "both deals".to_owned(),
        deals if deals > 1 && deals == question.deals.len() => format!("all {} deals", counted(deals)),
        _ if question.deals.iter().any(|deal| deal.name == package.name) => format!("the deal {}", package.name),
        _ => format!("package {}", package.name),
    }
}

pub(crate) fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval;
    use crate::question::{Deal, Flow};

    fn question(packages: &[(&str, usize)]) -> Question {
        let names = ["space", "mine", "road"];
        let deal = |name: &&str| (*name).to_owned();
        Question {
            title: None,
            base_year: 2025,
            end_year: 2040,
            targets: vec![Target {
                name: "target".into(),
                turnover: Goal::Known(500.0),
                by: 2035,
                deflator: None,
                sustain: 1,
            }],
            flows: vec![Flow { name: "trade".into(), title: None }],
            deals: names
                .iter()
                .map(|name| Deal { name: deal(name), title: None, delivers: true, sector: None, costs: false })
                .collect(),
            packages: packages
                .iter()
                .map(|(name, on)| Package {
                    name: (*name).to_owned(),
                    deals: names[..*on].iter().map(deal).collect(),
                    required: Vec::new(),
                })
                .collect(),
        }
    }

    /// As for plain draws.
    fn widest(counts: &Counts) -> f64 {
        let [last, first] = [counts.last, counts.first].map(|count| interval::wilson(count, counts.paths));
        let difference = interval::bonett_price(counts.last - counts.both, counts.first - counts.both, counts.paths);
        [last, first, difference].map(|(lower, upper)| (upper - lower) / 2.0).into_iter().fold(0.0, f64::max)
    }

    fn said(last: u64, first: u64, both: u64, paths: u64) -> String {
        let counts = Counts { last, first, both, paths };
        sentence(&question(&[("none", 0), ("all", 3)]), &counts, widest(&counts))
    }

    #[test]
    fn the_last_package_is_held_against_the_first() {
        assert_eq!(
            said(226_000, 140_000, 139_000, 1_000_000),
            "With all three deals the odds of reaching $500 million a year by 2035 are 23 in 100; with no deal, \
             14 in 100: 9 points more."
        );
    }

    #[test]
    fn one_package_has_nothing_to_be_held_against() {
        let counts = Counts { last: 226_000, first: 226_000, both: 226_000, paths: 1_000_000 };
        let mine = question(&[("mine", 2)]);
        assert_eq!(
            sentence(&mine, &counts, widest(&counts)),
            "With the deal mine the odds of reaching $500 million a year by 2035 are 23 in 100."
        );
        let no_deals = Question { deals: Vec::new(), ..question(&[("none", 0)]) };
        assert_eq!(
            sentence(&no_deals, &counts, widest(&counts)),
            "The odds of reaching $500 million a year by 2035 are 23 in 100."
        );
    }

    #[test]
    fn what_is_the_same_in_whole_points_is_said_to_be() {
        assert_eq!(
            said(142_000, 141_000, 141_000, 1_000_000),
            "With all three deals the odds of reaching $500 million a year by 2035 are 14 in 100; with no deal, \
             14 in 100: no different in whole points."
        );
    }

    #[test]
    fn points_that_rounding_moved_apart_are_explained() {
        assert!(said(226_000, 144_000, 144_000, 1_000_000).ends_with("14 in 100: 8 points more (22.6 less 14.4)."));
        assert!(said(140_000, 154_000, 140_000, 1_000_000).ends_with("15 in 100: 1 point fewer."));
    }

    #[test]
    fn small_odds_are_never_zero_and_large_ones_never_certain() {
        assert!(
            said(4_000, 900, 900, 1_000_000).contains("are under 1 in 100; with no deal, under 1 in 100: no different")
        );
        assert!(said(999_000, 500_000, 500_000, 1_000_000).contains("are over 99 in 100; with no deal, 50 in 100"));
        assert_eq!(
            said(0, 0, 0, 100_000),
            "With all three deals $500 million a year is reached by 2035 in none of the 100,000 simulated paths; \
             with no deal, in none of them either."
        );
        assert_eq!(
            said(23_000, 0, 0, 100_000),
            "With all three deals the odds of reaching $500 million a year by 2035 are 23 in 100; with no deal, \
             it is reached in none of the 100,000 simulated paths: 23 points more."
        );
    }

    #[test]
    fn few_paths_say_how_far_they_may_be_off() {
        assert!(said(226, 140, 139, 1_000).ends_with("9 points more (give or take 3 of simulation)."));
    }

    #[test]
    fn one_path_is_one_path() {
        assert_eq!(
            said(0, 0, 0, 1),
            "With all three deals $500 million a year is reached by 2035 in 0 of 1 simulated paths; with no deal, \
             in 0 of 1 (give or take 93 of simulation)."
        );
    }

    #[test]
    fn a_target_in_dollars_of_the_base_year_or_for_some_years_says_so() {
        let mut question = question(&[("none", 0)]);
        question.targets[0].deflator = Some("us_prices".into());
        question.targets[0].sustain = 3;
        let counts = Counts { last: 226_000, first: 226_000, both: 226_000, paths: 1_000_000 };
        assert_eq!(
            sentence(&question, &counts, widest(&counts)),
            "With no deal the odds of reaching $500 million a year in dollars of 2025 for 3 years in a row by 2035 are \
             23 in 100."
        );
    }

    #[test]
    fn an_uncertain_target_is_about_its_middle() {
        let mut question = question(&[("none", 0)]);
        question.targets[0].turnover = Goal::Uncertain { p05: 401.0, p50: 502.3, p95: 640.0 };
        let counts = Counts { last: 226_000, first: 226_000, both: 226_000, paths: 1_000_000 };
        assert_eq!(
            sentence(&question, &counts, widest(&counts)),
            "With no deal the odds of reaching the target of about $502 million a year by 2035 are 23 in 100."
        );
    }
}
