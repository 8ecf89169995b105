//! How sure the odds themselves are, in a sentence beside the headline's.

use super::{LevelRow, Levels, Scope};
use crate::chance::{of_100, whole_points};
use crate::phrases::deals_of;
use crate::{Headline, Question};

/// Ends that simulation leaves open by no more points than this are `about` what they are.
const ABOUT: f64 = 4.0;

/// With fewer paths that reach the target, or that do not, groups cannot tell of the odds how they spread.
const LEAST_TELLING: f64 = 100.0;

/// Odds that change by no more than this of themselves hardly change.
const HARDLY: f64 = 0.25;

/// What follows the headline; with the difference that the last package makes, where all was asked.
pub(crate) fn sentence(question: &Question, levels: &Levels, headline: &Headline) -> Option<String> {
    if levels.knowledge.known == 0 {
        return Some(
            "No uncertain number of the scenario could be known: better knowledge would not change these odds."
                .to_owned(),
        );
    }
    let is_meant = |row: &&LevelRow| row.target == headline.target && row.package == headline.package;
    let mut rows = levels.rows.iter().filter(is_meant);
    let odds = rows.clone().find(|row| row.reference.is_none())?;
    let difference = rows.find(|row| row.reference.is_some()).filter(|_| levels.knowledge.scope == Scope::All);
    let difference = difference.and_then(|row| change(question, row));
    let paths = levels.knowledge.groups as f64 * levels.knowledge.paths_per_group as f64;
    if paths * odds.mean.min(1.0 - odds.mean) < LEAST_TELLING {
        let few = if odds.mean < 0.5 { "reach the target" } else { "miss the target" };
        return Some(format!("Too few paths {few} to tell how far these odds depend on what is not known."));
    }
    Some([Some(of_odds(odds, headline.probability)), difference].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// `Depending on what is not known, the 22 in 100 may be anything from 14 to 33 (9 times in 10).`
fn of_odds(row: &LevelRow, probability: f64) -> String {
    let [low, high] = [row.low, row.high].map(whole_points);
    let (stated, points) = match whole_points(probability) {
        points @ 1..=99 => (true, format!("the {points} in 100")),
        _ => (false, "these odds".to_owned()),
    };
    if low == high {
        if row.high - row.low <= HARDLY * row.mean.min(1.0 - row.mean) {
            return hardly(row, &points);
        }
        let [low, high] = [row.low, row.high].map(finely);
        return format!(
            "Depending on what is not known, {points} may be anything from about {low} to {high} (9 times in 10)."
        );
    }
    let in_100 = if stated { "" } else { " in 100" };
    format!(
        "Depending on what is not known, {points} may be anything from {} to {}{in_100} ({}).",
        if low == 0 { of_100(row.low) } else { about(row).to_owned() + &of_100(row.low) },
        if low == 0 && high < 100 { about(row).to_owned() + &of_100(row.high) } else { of_100(row.high) },
        ["9 times in 10".to_owned(), of_simulation(row)].join(", ").trim_end_matches(", "),
    )
}

/// `The difference between all eight deals and no deal is then from 4 to 14 points.`
fn change(question: &Question, row: &LevelRow) -> Option<String> {
    let named = |name: &str| question.packages.iter().find(|package| package.name == name);
    let (package, reference) = (named(&row.package)?, named(row.reference.as_deref()?)?);
    let (with, without) = (deals_of(question, package), deals_of(question, reference));
    let [low, high] = [row.low, row.high].map(whole_points);
    let text = if low == high {
        if row.high - row.low <= HARDLY * row.mean.abs() {
            return Some(hardly(row, &format!("the difference between {with} and {without}")));
        }
        [row.low, row.high].map(|difference| format!("{:.2}", 100.0 * difference))
    } else {
        [low, high].map(|points| points.to_string())
    };
    let [low, high] = text.map(|points| points.replace('-', "−"));
    let simulation = of_simulation(row);
    let simulation = if simulation.is_empty() { simulation } else { format!(" ({simulation})") };
    let about = about(row);
    Some(format!("The difference between {with} and {without} is then from {about}{low} to {high} points{simulation}."))
}

/// Where both ends are nearly the same: `What is not known hardly changes the 22 in 100.`, if simulation tells so much.
fn hardly(row: &LevelRow, what: &str) -> String {
    let most = 100.0 * (row.high_upper_95 - row.mean).max(row.mean - row.low_lower_95);
    if most < 1.0 {
        format!("What is not known hardly changes {what}.")
    } else {
        let points = most.ceil();
        format!("What is not known changes {what} by {points} points at most, as far as so few paths can tell.")
    }
}

/// `0.042 %`: two digits of what is rarer, reaching or not.
fn finely(odds: f64) -> String {
    let rarer = 100.0 * odds.min(1.0 - odds);
    if rarer < 0.005 {
        return if odds < 0.5 { "under 0.01 %" } else { "over 99.99 %" }.to_owned();
    }
    let digits = if rarer < 0.1 { 2 } else { 1 };
    format!("{:.digits$} %", 100.0 * odds)
}

/// Half of the wider 95 % interval of both ends, in points.
fn half(row: &LevelRow) -> f64 {
    let low = row.low_upper_95 - row.low_lower_95;
    100.0 * low.max(row.high_upper_95 - row.high_lower_95) / 2.0
}

/// Whether simulation leaves the ends open by more points than `about` may hide.
pub(super) fn is_left_open(row: &LevelRow) -> bool {
    half(row) > ABOUT
}

fn about(row: &LevelRow) -> &'static str {
    if half(row) > 0.5 && !is_left_open(row) { "about " } else { "" }
}

fn of_simulation(row: &LevelRow) -> String {
    if is_left_open(row) { format!("give or take {} of simulation", half(row).ceil()) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(low: f64, high: f64, half: f64) -> LevelRow {
        let mean = f64::midpoint(low, high);
        let (low_lower_95, low_upper_95) = (low - half, low + half);
        let (high_lower_95, high_upper_95) = (high - half, high + half);
        LevelRow { mean, low, low_lower_95, low_upper_95, high, high_lower_95, high_upper_95, ..LevelRow::default() }
    }

    #[test]
    fn the_odds_are_named_and_their_ends_are_whole_points() {
        assert_eq!(
            of_odds(&row(0.141, 0.328, 0.004), 0.22),
            "Depending on what is not known, the 22 in 100 may be anything from 14 to 33 (9 times in 10)."
        );
        assert_eq!(
            of_odds(&row(0.141, 0.328, 0.012), 0.22),
            "Depending on what is not known, the 22 in 100 may be anything from about 14 to 33 (9 times in 10)."
        );
        assert_eq!(
            of_odds(&row(0.141, 0.328, 0.041), 0.22),
            "Depending on what is not known, the 22 in 100 may be anything from 14 to 33 (9 times in 10, give or take 5 \
             of simulation)."
        );
    }

    #[test]
    fn nothing_is_certain_and_a_point_is_no_range() {
        assert_eq!(
            of_odds(&row(0.0, 0.03, 0.0), 0.004),
            "Depending on what is not known, these odds may be anything from under 1 to 3 in 100 (9 times in 10)."
        );
        assert!(of_odds(&row(0.0, 0.3, 0.02), 0.1).contains("anything from under 1 to about 30 (9"));
        assert!(of_odds(&row(0.6, 1.0, 0.0), 0.9).contains("the 90 in 100 may be anything from 60 to over 99 (9"));
        assert_eq!(of_odds(&row(0.222, 0.224, 0.0), 0.22), "What is not known hardly changes the 22 in 100.");
        assert_eq!(
            of_odds(&row(0.222, 0.224, 0.021), 0.22),
            "What is not known changes the 22 in 100 by 3 points at most, as far as so few paths can tell."
        );
    }

    #[test]
    fn odds_that_round_to_the_same_may_be_far_from_each_other() {
        assert_eq!(
            of_odds(&row(0.000_42, 0.003, 0.0), 0.001),
            "Depending on what is not known, these odds may be anything from about 0.04 % to 0.3 % (9 times in 10)."
        );
        assert!(
            of_odds(&row(0.006, 0.014, 0.0), 0.01).contains("the 1 in 100 may be anything from about 0.6 % to 1.4 %")
        );
        assert!(of_odds(&row(0.995_1, 0.999_98, 0.0), 0.998).contains("from about 99.5 % to over 99.99 % (9"));
        assert_eq!(of_odds(&row(0.003_0, 0.003_1, 0.0), 0.003), "What is not known hardly changes these odds.");
        assert_eq!(of_odds(&row(0.0, 0.0, 0.0), 0.0), "What is not known hardly changes these odds.");
    }
}
