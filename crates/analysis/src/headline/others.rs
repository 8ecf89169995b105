//! What the headline says of the targets beside the first.

use altai_sim::Summary;

use super::reached_by;
use super::sentence::{Seen, of_the_paths, seen};
use crate::chance::unsure;
use crate::odds::OddsRow;
use crate::phrases::{capitalised, deals_of};
use crate::question::Target;
use crate::words::{about_dollars, dollars};
use crate::{Goal, Question};

/// So many are told; the table has all.
const MOST: usize = 3;

/// The last package's odds for each target but the first, by that target's year; `None` where there is no other.
pub(super) fn others(question: &Question, summary: &Summary, odds: &[OddsRow]) -> Option<String> {
    let package = question.packages.len().checked_sub(1)?;
    let of = |(index, target): (usize, &Target)| Reached {
        count: summary.reached(index, package, question.index_of(target.by)),
        half_width: reached_by(odds, target, &question.packages[package].name).map_or(0.0, OddsRow::half_width_95),
    };
    let reached: Vec<Reached> = question.targets.iter().enumerate().map(of).collect();
    sentence(question, &reached, summary.paths())
}

/// Paths that reached a target, and half of the 95 % interval of the odds.
#[derive(Debug, Clone, Copy)]
struct Reached {
    count: u64,
    half_width: f64,
}

/// `reached` is that of each target, the first included.
fn sentence(question: &Question, reached: &[Reached], paths: u64) -> Option<String> {
    let (first, others) = question.targets.split_first()?;
    let told: Vec<(&Target, Reached)> = others.iter().zip(reached.iter().skip(1).copied()).take(MOST).collect();
    let package = question.packages.last()?;
    let mut parts = Vec::new();
    for (index, (target, Reached { count, .. })) in told.iter().enumerate() {
        let lead = lead(first, target, question.base_year);
        let odds = match seen(*count, paths) {
            Seen::Points(words) if index == 0 => format!("the odds are {words}"),
            Seen::Points(words) => words,
            Seen::Extreme(share) => format!("it is reached in {}", of_the_paths(share, paths)),
        };
        let comma = if index > 0 { "," } else { "" };
        let with = if index > 0 || question.deals.is_empty() {
            String::new()
        } else {
            format!(" with {}", deals_of(question, package))
        };
        parts.push(format!("{lead}{comma} {odds}{with}"));
    }
    match others.len() - told.len() {
        _ if told.is_empty() => return None,
        0 => {}
        1 => parts.push("the table has 1 more".to_owned()),
        more => parts.push(format!("the table has {more} more")),
    }
    let widest = told.iter().map(|(_, reached)| reached.half_width).fold(0.0, f64::max);
    Some(format!("{}{}.", capitalised(&parts.join("; ")), unsure(widest, 0)))
}

/// What a target asks for that the first does not: `in dollars of 2025`, `for $300 million a year by 2030`.
fn lead(first: &Target, target: &Target, base_year: i32) -> String {
    let mut parts = Vec::new();
    if target.turnover != first.turnover {
        parts.push(match target.turnover {
            Goal::Known(turnover) => format!("for {} a year", dollars(turnover)),
            Goal::Uncertain { p50, .. } => format!("for {} a year", about_dollars(p50)),
        });
    }
    match (&target.deflator, &first.deflator) {
        (one, other) if one == other => {}
        (None, _) => parts.push("in dollars of the day".to_owned()),
        (Some(_), None) => parts.push(format!("in dollars of {base_year}")),
        (Some(driver), Some(_)) => parts.push(format!("in dollars of {base_year} by {driver}")),
    }
    if target.sustain != first.sustain {
        parts.push(match target.sustain {
            1 => "in a single year".to_owned(),
            years => format!("for {years} years in a row"),
        });
    }
    if target.by != first.by {
        parts.push(format!("by {}", target.by));
    }
    if parts.is_empty() {
        parts.push(format!("for the target {}", target.name));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Ranged;
    use crate::question::{Deal, Package};

    fn target(name: &str) -> Target {
        Target { name: name.into(), turnover: Goal::Known(500.0), by: 2035, deflator: None, sustain: 1 }
    }

    fn said(others: Vec<Target>, counts: &[u64], paths: u64) -> Option<String> {
        let deal = |name: &str| Deal { name: name.into(), title: None, delivers: true, sector: None, costs: false };
        let question = Question {
            title: None,
            base_year: 2025,
            end_year: 2040,
            targets: [target("nominal")].into_iter().chain(others).collect(),
            flows: Vec::new(),
            deals: vec![deal("mine"), deal("road")],
            packages: vec![Package {
                name: "all".into(),
                deals: vec!["mine".into(), "road".into()],
                required: Vec::new(),
            }],
        };
        let reached = |&count: &u64| Reached { count, half_width: Ranged::share(count, paths).half_width() };
        sentence(&question, &counts.iter().map(reached).collect::<Vec<_>>(), paths)
    }

    #[test]
    fn each_other_target_says_what_it_asks_for_that_the_first_does_not() {
        let real = Target { deflator: Some("us_prices".into()), ..target("real") };
        let lasting = Target { turnover: Goal::Known(300.0), sustain: 3, by: 2032, ..target("lasting") };
        assert_eq!(
            said(vec![real, lasting], &[230_000, 120_000, 404_000], 1_000_000).unwrap(),
            "In dollars of 2025 the odds are 12 in 100 with both deals; for $300 million a year for 3 years in a row by \
             2032, 40 in 100."
        );
    }

    #[test]
    fn what_no_path_reaches_has_no_odds_and_few_paths_say_so() {
        let twin = || target("twin");
        assert_eq!(
            said(vec![twin()], &[0, 0], 100_000).unwrap(),
            "For the target twin it is reached in none of the 100,000 simulated paths with both deals."
        );
        assert_eq!(
            said(vec![twin()], &[200, 200], 1_000).unwrap(),
            "For the target twin the odds are 20 in 100 with both deals (give or take 3 of simulation)."
        );
        let many = said(vec![twin(), twin(), twin(), twin(), twin()], &[200_000; 6], 1_000_000).unwrap();
        assert!(many.ends_with("20 in 100; the table has 2 more."), "{many}");
    }

    #[test]
    fn one_target_has_no_others() {
        assert_eq!(said(Vec::new(), &[200], 1_000), None);
    }
}
