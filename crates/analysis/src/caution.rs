//! What to be wary of in an answer.

use std::fmt;

use altai_model::Scenario;
use altai_model::quantity::Provenance;
use altai_sim::Summary;
use serde::Serialize;

use crate::words::{grouped, several};
use crate::{Headline, Question, tail};

/// A larger standard error of the headline's odds would blur its whole points.
const ROUGH: f64 = 0.005;

/// What more paths should bring it down to, when they are proposed.
const FINE: f64 = 0.002;

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
    /// Turnover has so heavy an upper tail that the standard error of its mean can't be trusted.
    HeavyTail {
        /// The last package.
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
        /// Of the last package's odds, in probability; where all paths agree, what may hide there.
        standard_error: f64,
        /// How many would do.
        proposed: u64,
    },
    /// Inputs without a source.
    Unsourced {
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
            Self::HeavyTail { package, year, shape } => write!(
                f,
                "the mean of turnover in {year} under {package} rests on a few extreme paths (Pareto k {shape:.1}), and \
                 its standard error can't be trusted; odds and quantiles stand"
            ),
            Self::FewPaths { paths, standard_error, proposed } => write!(
                f,
                "{} {} few: simulation alone moves the odds by {:.1} points; try --paths {proposed}",
                several(*paths, "path"),
                if *paths == 1 { "is" } else { "are" },
                100.0 * standard_error
            ),
            Self::Unsourced { noted, silent, inputs } => {
                write!(
                    f,
                    "{} of {} have no source",
                    grouped((noted + silent) as u64),
                    several(*inputs as u64, "input")
                )?;
                match (noted, silent) {
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
) -> Vec<Caution> {
    let inputs = scenario.quantities().map(|quantity| &quantity.provenance);
    let rough = headline.and_then(|headline| few_paths(summary.paths(), headline.standard_error));
    let heavy = heavy_tail(question, summary);
    overflow(question, summary).into_iter().chain(heavy).chain(rough).chain(unsourced(inputs)).collect()
}

fn overflow(question: &Question, summary: &Summary) -> Option<Caution> {
    let packages = question.packages.iter().enumerate();
    let places =
        packages.flat_map(|(index, package)| question.years().enumerate().map(move |year| (index, package, year)));
    let counted = places.map(|(index, package, (year, calendar))| (summary.overflowed(index, year), package, calendar));
    let (overflowed, package, year) = counted.max_by_key(|(overflowed, _, _)| *overflowed)?;
    (overflowed > 0).then(|| Caution::Overflow { package: package.name.clone(), year, overflowed })
}

/// Looks at the target's year and the last under the last package, where tails are heaviest.
fn heavy_tail(question: &Question, summary: &Summary) -> Option<Caution> {
    let last = question.packages.len().checked_sub(1)?;
    let years = question.targets.first().map(|target| target.by).into_iter().chain([question.end_year]);
    let shapes = years.filter_map(|year| Some((year, tail::shape(summary.histogram(last, question.index_of(year)))?)));
    let (year, shape) = shapes.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let caution = Caution::HeavyTail { package: question.packages[last].name.clone(), year, shape };
    (shape > tail::TOO_HEAVY).then_some(caution)
}

fn few_paths(paths: u64, standard_error: f64) -> Option<Caution> {
    // Where all paths agree the standard error is 0 whatever their number; yet among a thousand, odds of three in a
    // thousand may hide (the rule of three: Hanley and Lippman-Hand 1983).
    let standard_error = standard_error.max((3.0 / paths as f64).min(0.5));
    let proposed = round_up(paths as f64 * (standard_error / FINE) * (standard_error / FINE));
    (standard_error > ROUGH).then_some(Caution::FewPaths { paths, standard_error, proposed })
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

fn unsourced<'a>(inputs: impl Iterator<Item = &'a Provenance>) -> Option<Caution> {
    let (mut noted, mut silent, mut all) = (0, 0, 0);
    for provenance in inputs {
        all += 1;
        match (&provenance.source, &provenance.note) {
            (Some(_), _) => {}
            (None, Some(_)) => noted += 1,
            (None, None) => silent += 1,
        }
    }
    (noted + silent > 0).then_some(Caution::Unsourced { noted, silent, inputs: all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_paths_are_proposed_where_the_points_are_not_sure() {
        assert_eq!(few_paths(100_000, 0.0013), None);
        let few = few_paths(1_000, 0.0132).unwrap();
        assert_eq!(
            few.to_string(),
            "1,000 paths are few: simulation alone moves the odds by 1.3 points; try --paths 50000"
        );
    }

    #[test]
    fn ten_paths_are_few_even_where_all_agree() {
        assert!(few_paths(10, 0.0).is_some());
        assert!(few_paths(100_000, 0.0).is_none());
    }

    #[test]
    fn proposals_are_round() {
        assert_eq!(round_up(1.0), 1);
        assert_eq!(round_up(43_560.0), 50_000);
        assert_eq!(round_up(100_000.0), 100_000);
        assert_eq!(round_up(100_001.0), 200_000);
    }

    #[test]
    fn inputs_without_source_are_counted() {
        let sourced = Provenance { source: Some("comtrade-2024".into()), ..Provenance::default() };
        let noted = Provenance { note: Some("a judgement".into()), ..Provenance::default() };
        let silent = Provenance::default();
        let caution = unsourced([&sourced, &noted, &noted, &silent].into_iter()).unwrap();
        assert_eq!(caution.to_string(), "3 of 4 inputs have no source: 2 with a note, 1 with neither");
        assert_eq!(unsourced([&sourced].into_iter()), None);
    }
}
