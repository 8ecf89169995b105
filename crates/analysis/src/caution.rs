//! What to be wary of in an answer.

use std::fmt;

use altai_model::Scenario;
use altai_sim::Summary;
use serde::Serialize;

use crate::components::ComponentRow;
use crate::evidence::Evidence;
use crate::turnover::{Statistic, TurnoverRow};
use crate::words::{about_dollars, grouped, several};
use crate::{Headline, Question, tail};

/// A wider half of the 95 % interval of the headline's odds would blur its whole points.
const ROUGH: f64 = 0.01;

/// What more paths should bring it down to, when they are proposed.
const FINE: f64 = 0.004;

/// Something to be wary of, as a value; [`Display`](fmt::Display) says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caution {
    /// Turnover overflowed to +∞ on some paths. They stay in: they reach every target, and the mean is absent.
    Overflow {
        /// The package with most such paths.
        package: String,
        /// The year with most of them.
        year: i32,
        /// How many.
        overflowed: u64,
    },
    /// A mean is absent although no path overflowed: numbers so large that they don't add up to a number.
    AbsentMean {
        /// `turnover`, `shortfall`, or the address of a flow or deal.
        what: String,
        /// The package of the first that is absent.
        package: String,
        /// Its year.
        year: i32,
        /// How many more are absent.
        others: usize,
    },
    /// Turnover falls below 0 on some paths.
    Negative {
        /// The package under which it falls lowest.
        package: String,
        /// The year in which it does.
        year: i32,
        /// How low, USD million.
        least: f64,
    },
    /// Turnover has so heavy a tail that the standard error of its mean can't be trusted.
    HeavyTail {
        /// The package.
        package: String,
        /// The calendar year.
        year: i32,
        /// Pareto's k̂; see [`tail`].
        shape: f64,
    },
    /// So few paths were played that the headline's whole points are not sure.
    FewPaths {
        /// How many were played.
        paths: u64,
        /// Half of the 95 % interval of the last package's odds, in probability.
        half_width_95: f64,
        /// How many would do.
        proposed: u64,
    },
    /// So few paths reach the headline's target that their number says little of its odds, which are small.
    Rare {
        /// How many reach it.
        reached: u64,
        /// How many were played.
        paths: u64,
    },
    /// Inputs that are somebody's judgement, and inputs without a source.
    Evidence {
        /// With the quality `judgement`.
        judgements: usize,
        /// With a note that says why so, but without a source.
        noted: usize,
        /// With neither.
        silent: usize,
        /// All inputs.
        inputs: usize,
    },
}

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow { package, year, overflowed } => write!(
                f,
                "{} grew beyond all numbers in {year} under {package}: no mean is given where that happens; odds and \
                 quantiles stand",
                several(*overflowed, "path")
            ),
            Self::AbsentMean { what, package, year, others } => {
                write!(f, "the mean of {what} in {year} under {package}")?;
                match others {
                    0 => {}
                    1 => write!(f, " and 1 other mean")?,
                    _ => write!(f, " and {} other means", grouped(*others as u64))?,
                }
                let is = if *others == 0 { "is" } else { "are" };
                write!(f, " {is} absent: the numbers are too large to be added up; odds and quantiles stand")
            }
            Self::Negative { package, year, least } => write!(
                f,
                "turnover falls below 0 on some paths, as low as {} in {year} under {package}: a deal takes more than the \
                 flows have",
                about_dollars(least.abs()).replace('$', "−$")
            ),
            Self::HeavyTail { package, year, .. } => write!(
                f,
                "the mean of turnover in {year} under {package} rests on a few extreme paths, and its standard error \
                 can't be trusted; odds and quantiles stand"
            ),
            Self::FewPaths { paths, half_width_95, proposed } => write!(
                f,
                "{} {} few: simulation leaves the odds open by ± {:.1} points (95 %); try --paths {proposed}",
                several(*paths, "path"),
                if *paths == 1 { "is" } else { "are" },
                100.0 * half_width_95
            ),
            Self::Rare { reached, paths } => write!(
                f,
                "{} of {} {} the target, too few to tell how likely it is: altai run SCENARIO --rare looks for such odds",
                if *reached == 0 { "none".to_owned() } else { grouped(*reached) },
                several(*paths, "path"),
                if *reached == 1 { "reaches" } else { "reach" }
            ),
            Self::Evidence { judgements, noted, silent, inputs } => {
                let of = format!(" of {}", several(*inputs as u64, "input"));
                let without = (noted + silent) as u64;
                if *judgements > 0 {
                    let are = if *judgements == 1 { "is a judgement" } else { "are judgements" };
                    write!(f, "{}{of} {are}", grouped(*judgements as u64))?;
                }
                if without > 0 {
                    let (join, of) = if *judgements > 0 { ("; ", "") } else { ("", of.as_str()) };
                    write!(
                        f,
                        "{join}{}{of} {} no source",
                        grouped(without),
                        if without == 1 { "has" } else { "have" }
                    )?;
                }
                match (noted, silent) {
                    (0, 0) => Ok(()),
                    (0, _) => write!(f, " and no note"),
                    (_, 0) => write!(f, ", only a note"),
                    _ => write!(f, ": {noted} with a note, {silent} with neither"),
                }
            }
        }
    }
}

/// Everything to be wary of.
pub fn cautions(
    question: &Question,
    scenario: &Scenario,
    summary: &Summary,
    headline: Option<&Headline>,
    turnover: &[TurnoverRow],
    components: &[ComponentRow],
) -> Vec<Caution> {
    let half_width = headline.map(|headline| (headline.upper_95 - headline.lower_95) / 2.0);
    let cautions = [
        overflow(question, summary),
        absent_mean(question, summary, turnover, components),
        negative(question, summary),
        heavy_tail(question, summary),
        half_width.and_then(|half_width| few_paths(summary.paths(), half_width)),
        headline.and_then(|headline| rare(headline.reached(question, summary), summary.paths())),
        evidence(Evidence::of(scenario)),
    ];
    cautions.into_iter().flatten().collect()
}

/// Every package in every year: its index and name, the year's index, the calendar year.
fn places(question: &Question) -> impl Iterator<Item = (usize, &str, usize, i32)> {
    let years = question.years().enumerate();
    let packages = question.packages.iter().enumerate();
    packages.flat_map(move |(index, package)| {
        years.clone().map(move |(year, calendar)| (index, package.name.as_str(), year, calendar))
    })
}

fn overflow(question: &Question, summary: &Summary) -> Option<Caution> {
    let counted =
        places(question).map(|(index, package, year, calendar)| (summary.overflowed(index, year), package, calendar));
    let (overflowed, package, year) = counted.max_by_key(|(overflowed, _, _)| *overflowed)?;
    (overflowed > 0).then(|| Caution::Overflow { package: package.to_owned(), year, overflowed })
}

/// Means that are absent where no path overflowed, which is a caution of its own.
fn absent_mean(
    question: &Question,
    summary: &Summary,
    turnover: &[TurnoverRow],
    components: &[ComponentRow],
) -> Option<Caution> {
    let is_a_mean = |row: &&TurnoverRow| matches!(row.statistic, Statistic::Mean | Statistic::Shortfall);
    let totals = turnover.iter().filter(is_a_mean).filter(|row| row.value.is_none()).map(|row| {
        let what = if row.statistic == Statistic::Mean { "turnover" } else { "the shortfall" };
        (what, &row.package, row.year)
    });
    let parts = components.iter().filter(|row| row.mean.is_none());
    let absent = parts.map(|row| (row.component.as_str(), &row.package, row.year)).chain(totals);
    let overflowed = |package: &str, year: i32| {
        let index = question.packages.iter().position(|other| other.name == package);
        index.is_some_and(|index| summary.overflowed(index, question.index_of(year)) > 0)
    };
    let mut absent = absent.filter(|(_, package, year)| !overflowed(package, *year));
    let (what, package, year) = absent.next()?;
    Some(Caution::AbsentMean { what: what.to_owned(), package: package.clone(), year, others: absent.count() })
}

fn negative(question: &Question, summary: &Summary) -> Option<Caution> {
    let least = places(question)
        .map(|(index, package, year, calendar)| (summary.histogram(index, year).least(), package, calendar));
    let (least, package, year) = least.min_by(|(one, ..), (other, ..)| one.total_cmp(other))?;
    (least < 0.0).then(|| Caution::Negative { package: package.to_owned(), year, least })
}

/// Fits the tails of the target's year and the last under the last package, where they are heaviest, and of the package
/// and year in which one path weighs most.
fn heavy_tail(question: &Question, summary: &Summary) -> Option<Caution> {
    let last = question.packages.len().checked_sub(1)?;
    let weight = |package, year| {
        let moments = summary.turnover(package, year)?;
        Some(tail::weight_of_one(summary.histogram(package, year), moments.mean, moments.second))
    };
    let weighed = places(question).filter_map(|(index, _, year, _)| Some((weight(index, year)?, (index, year))));
    let heaviest = weighed.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, place)| place);
    let years = question.targets.first().map(|target| target.by).into_iter().chain([question.end_year]);
    let looked_at = years.map(|year| (last, question.index_of(year))).chain(heaviest);
    let found = looked_at.filter_map(|(package, year)| {
        let weight = weight(package, year).unwrap_or(0.0);
        let shape = tail::shape(summary.histogram(package, year))?;
        (shape > tail::TOO_HEAVY || weight > tail::TOO_MUCH).then_some((shape, package, year))
    });
    let (shape, package, year) = found.max_by(|(one, ..), (other, ..)| one.total_cmp(other))?;
    let (package, year) = (question.packages[package].name.clone(), question.years().nth(year)?);
    Some(Caution::HeavyTail { package, year, shape })
}

/// So few paths that whole points are not sure, by half of the widest 95 % interval of what is said.
///
/// Wilson's interval does not collapse where all paths agree, so that ten paths are few whatever they say.
pub fn few_paths(paths: u64, half_width_95: f64) -> Option<Caution> {
    let proposed = round_up(paths as f64 * (half_width_95 / FINE) * (half_width_95 / FINE));
    (half_width_95 > ROUGH).then_some(Caution::FewPaths { paths, half_width_95, proposed })
}

/// Fewer paths give odds to within half of their size or worse (95 %).
const FEWEST: u64 = 20;

/// Small odds: what a plain run leaves open of them is still a multiple of what a search for rare paths does.
fn rare(reached: u64, paths: u64) -> Option<Caution> {
    let (_, upper) = crate::interval::wilson(reached, paths);
    (reached < FEWEST && upper < 2.0 * crate::rare::RARE).then_some(Caution::Rare { reached, paths })
}

/// To 1, 2 or 5 and zeros.
fn round_up(least: f64) -> u64 {
    let mut round = 1;
    let mut steps = [2, 5, 10].into_iter().cycle();
    let mut decade = 1;
    while (round as f64) < least {
        let step = steps.next().unwrap_or(10);
        round = decade * step;
        if step == 10 {
            decade *= 10;
        }
    }
    round
}

fn evidence(evidence: Evidence) -> Option<Caution> {
    let Evidence { judged: judgements, noted, silent, .. } = evidence;
    let inputs = evidence.inputs();
    (judgements + noted + silent > 0).then_some(Caution::Evidence { judgements, noted, silent, inputs })
}

#[cfg(test)]
mod tests {
    use altai_model::quantity::{Provenance, Quality};

    use super::*;

    #[test]
    fn more_paths_are_proposed_where_the_points_are_not_sure() {
        assert_eq!(few_paths(100_000, 0.0026), None);
        let few = few_paths(1_000, 0.0259).unwrap();
        assert_eq!(
            few.to_string(),
            "1,000 paths are few: simulation leaves the odds open by ± 2.6 points (95 %); try --paths 50000"
        );
    }

    #[test]
    fn ten_paths_are_few_even_where_all_agree() {
        let none_of = |paths| {
            let (lower, upper) = crate::interval::wilson(0, paths);
            few_paths(paths, (upper - lower) / 2.0)
        };
        assert!(none_of(10).is_some());
        assert!(none_of(100_000).is_none());
    }

    #[test]
    fn small_odds_are_sent_on_to_the_search_for_rare_paths() {
        assert_eq!(
            rare(0, 100_000).unwrap().to_string(),
            "none of 100,000 paths reach the target, too few to tell how likely it is: altai run SCENARIO --rare looks for \
             such odds"
        );
        assert!(rare(1, 100_000).unwrap().to_string().starts_with("1 of 100,000 paths reaches the target"));
        assert_eq!(rare(20, 100_000), None);
        // With so few paths, odds of 1 in 300 are no surprise: more of them will do.
        assert_eq!(rare(0, 1_000), None);
    }

    #[test]
    fn proposals_are_round() {
        assert_eq!(round_up(1.0), 1);
        assert_eq!(round_up(43_560.0), 50_000);
        assert_eq!(round_up(100_000.0), 100_000);
        assert_eq!(round_up(100_001.0), 200_000);
    }

    #[test]
    fn judgements_and_inputs_without_source_are_counted() {
        let sourced = Provenance { source: Some("comtrade-2024".into()), ..Provenance::default() };
        let noted = Provenance { note: Some("a judgement".into()), ..Provenance::default() };
        let silent = Provenance::default();
        let judged = Provenance { quality: Some(Quality::Judgement), ..sourced.clone() };
        let said = |inputs: &[&Provenance]| {
            evidence(Evidence::count(inputs.iter().copied())).map(|caution| caution.to_string())
        };
        assert_eq!(
            said(&[&sourced, &noted, &noted, &silent]).unwrap(),
            "3 of 4 inputs have no source: 2 with a note, 1 with neither"
        );
        assert_eq!(
            said(&[&judged, &judged, &sourced, &noted]).unwrap(),
            "2 of 4 inputs are judgements; 1 has no source, only a note"
        );
        assert_eq!(said(&[&judged, &sourced]).unwrap(), "1 of 2 inputs is a judgement");
        assert_eq!(said(&[&sourced]), None);
    }
}
