//! The odds in a sentence or two, and whose tail it is.

use super::{Outcome, RARE, RareRow};
use crate::Question;
use crate::phrases::{capitalised, deals_of, goal, with_deals};
use crate::words::one_in;

/// From here on, odds are said in 100.
const OFTEN: f64 = 0.095;

/// The last package's odds of the first target, and the first package's.
pub(super) fn sentence(question: &Question, odds: &[RareRow]) -> String {
    let packages = question.packages.len();
    let (Some(target), Some(last), Some(row)) =
        (question.targets.first(), question.packages.last(), odds.get(packages.wrapping_sub(1)))
    else {
        return String::new();
    };
    let goal = goal(target, question.base_year);
    let with = with_deals(question, last);
    let said = format!("{with}the odds of reaching {goal} by {} are {}{}", target.by, chances(row), between(row));
    let beside = match question.packages.as_slice() {
        [first, _, ..] => format!("; with {}, {}", deals_of(question, first), chances(&odds[0])),
        _ => String::new(),
    };
    let reservation = match (row.probability, &row.outcome) {
        (Some(probability), _) if probability > RARE => {
            "They are not rare: a run without --rare tells more of them.".to_owned()
        }
        (_, Outcome::NoNearer) => format!("{} This is what the model allows, not what the world does.", nearest(row)),
        _ => "This is the tail of the model, not of the world.".to_owned(),
    };
    format!("{}{beside}. {reservation}", capitalised(&said))
}

/// `about 1 in 900,000`, `26 in 100`, `below about 1 in 5 million`.
fn chances(row: &RareRow) -> String {
    match row.probability {
        Some(1.0) => "100 in 100, as far as these paths tell".to_owned(),
        Some(probability) if probability >= 0.995 => "over 99 in 100".to_owned(),
        Some(probability) if probability >= OFTEN => format!("{:.0} in 100", 100.0 * probability),
        Some(probability) => format!("about {}", one_in(probability, row.digits())),
        None => format!("below about {}", one_in(row.upper_95, 2)),
    }
}

/// The interval of rare odds.
fn between(row: &RareRow) -> String {
    match row.probability {
        Some(probability) if probability < OFTEN && row.lower_95 > 0.0 => {
            let [lower, upper] = [row.lower_95, row.upper_95].map(|bound| one_in(bound, row.digits()));
            format!(" (between {lower} and {upper})")
        }
        _ => String::new(),
    }
}

/// How near paths came, where none reached the target and none came any nearer.
fn nearest(row: &RareRow) -> String {
    match row.nearest {
        Some(nearest) => {
            // Rounded down, so that it is never all of the target.
            format!("No path came nearer than {} % of the target.", (100.0 * nearest).floor())
        }
        None => "There are fewer years than the target asks for in a row.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Goal;
    use crate::question::{Deal, Package, Target};

    fn question(packages: &[&str]) -> Question {
        let target =
            Target { name: "target".into(), turnover: Goal::Known(900.0), by: 2035, deflator: None, sustain: 1 };
        let deal = Deal { name: "mine".into(), title: None, delivers: true, sector: None, costs: false };
        let package = |name: &&str| Package {
            name: (*name).into(),
            deals: if *name == "none" { Vec::new() } else { vec!["mine".into()] },
            required: Vec::new(),
        };
        Question {
            title: None,
            base_year: 2025,
            end_year: 2035,
            targets: vec![target],
            flows: Vec::new(),
            deals: vec![deal],
            packages: packages.iter().map(package).collect(),
        }
    }

    fn row(probability: Option<f64>, lower_95: f64, upper_95: f64) -> RareRow {
        let outcome = if probability.is_some() { Outcome::Estimated } else { Outcome::NoNearer };
        RareRow { probability, lower_95, upper_95, outcome, nearest: Some(0.8799), ..RareRow::default() }
    }

    #[test]
    fn rare_odds_are_one_in_many_and_the_models() {
        let odds = [row(Some(2.4e-7), 2e-7, 3e-7), row(Some(1.11e-6), 9.1e-7, 1.35e-6)];
        assert_eq!(
            sentence(&question(&["none", "mine"]), &odds),
            "With the deal mine the odds of reaching $900 million a year by 2035 are about 1 in 900,000 (between 1 in 1.1 \
             million and 1 in 740,000); with no deal, about 1 in 4.2 million. This is the tail of the model, not of the world."
        );
    }

    #[test]
    fn odds_that_are_not_rare_are_said_to_be_so() {
        let said = sentence(&question(&["mine"]), &[row(Some(0.264), 0.26, 0.27)]);
        assert!(
            said.ends_with("by 2035 are 26 in 100. They are not rare: a run without --rare tells more of them."),
            "{said}"
        );
    }

    #[test]
    fn what_cannot_be_reached_has_a_bound_and_says_how_near_it_comes() {
        let said = sentence(&question(&["mine"]), &[row(None, 0.0, 5e-7)]);
        assert!(
            said.contains("are below about 1 in 2 million. No path came nearer than 87 % of the target."),
            "{said}"
        );
    }
}
