//! The sentence of the headline: the last package against the first.

use crate::chance::{in_100, unsure, whole_points};
use crate::phrases::{capitalised, deals_of, goal, with_deals};
use crate::words::grouped;
use crate::{Question, estimate};

/// Paths that reached the target by the headline's year, under the last package and the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub(super) last: u64,
    pub(super) first: u64,
    pub(super) both: u64,
    pub(super) paths: u64,
}

impl Counts {
    fn difference(&self) -> (f64, f64) {
        estimate::paired_difference(self.last - self.both, self.first - self.both, self.paths)
    }
}

/// With at least one target and one package; `widest` is half of the widest 95 % interval of what it says.
pub(super) fn sentence(question: &Question, counts: &Counts, widest: f64) -> String {
    let target = &question.targets[0];
    let goal = goal(target, question.base_year);
    let by = target.by;
    let last = &question.packages[question.packages.len() - 1];
    let with_last = with_deals(question, last);
    let said = match seen(counts.last, counts.paths) {
        Seen::Points(words) => format!("{with_last}the odds of reaching {goal} by {by} are {words}"),
        Seen::Extreme(share) => {
            format!("{with_last}{goal} is reached by {by} in {}", of_the_paths(share, counts.paths))
        }
    };
    let beside = match question.packages.as_slice() {
        [first, _, ..] => format!("; with {}, {}", deals_of(question, first), reference(counts)),
        _ => String::new(),
    };
    format!("{}{beside}{}.", capitalised(&said), unsure(widest, 0))
}

/// `14 in 100: 9 points more`.
fn reference(counts: &Counts) -> String {
    let (last, first) = (seen(counts.last, counts.paths), seen(counts.first, counts.paths));
    let words = match (&last, &first) {
        (Seen::Extreme(_), Seen::Extreme(_)) if counts.paths == 1 => return format!("in {} of 1", counts.first),
        (Seen::Extreme("none"), Seen::Extreme("none")) => return "in none of them either".to_owned(),
        (Seen::Extreme(last), Seen::Extreme(first)) if last == first => return format!("in {first} of them too"),
        (Seen::Extreme(_), Seen::Extreme(first)) => format!("in {first} of them"),
        (_, Seen::Extreme(share)) => {
            format!("it is reached in {}", of_the_paths(share, counts.paths))
        }
        (_, Seen::Points(words)) => words.clone(),
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

/// How often something was seen, in whole points of 100.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    /// `23 in 100`.
    Points(String),
    /// `none` or `all` of the paths: what was seen, which is not certainty.
    Extreme(&'static str),
}

pub(super) fn seen(count: u64, paths: u64) -> Seen {
    if count == 0 {
        return Seen::Extreme("none");
    }
    if count == paths {
        return Seen::Extreme("all");
    }
    Seen::Points(in_100(count as f64 / paths as f64))
}

/// `none of the 100,000 simulated paths`.
pub(super) fn of_the_paths(share: &str, paths: u64) -> String {
    match (share, paths) {
        ("none", 1) => "0 of 1 simulated paths".to_owned(),
        (_, 1) => "1 of 1 simulated paths".to_owned(),
        _ => format!("{share} of the {} simulated paths", grouped(paths)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{Deal, Flow, Package, Target};
    use crate::{Goal, interval};

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
