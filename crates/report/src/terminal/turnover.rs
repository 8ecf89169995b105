//! How large turnover is, in a few years, for the first package and the last.

use altai_analysis::question::Target;
use altai_analysis::turnover::{Statistic, TurnoverRow};
use altai_analysis::{Answer, Goal, Question};

use super::{amount, fill, first_and_last};
use crate::number::money;
use crate::style::{HEADING, styled};
use crate::table::{Column, Table};

/// So many years are shown, where there are as many.
const YEARS: usize = 5;

/// On a terminal narrower than `NARROW`, fewer.
const YEARS_IF_NARROW: usize = 3;
const NARROW: usize = 60;

/// What is shown, and how it is called.
const SHOWN: [(Statistic, &str); 3] = [
    (Statistic::Percentile(10), "9 in 10 above"),
    (Statistic::Percentile(50), "middle"),
    (Statistic::Percentile(90), "1 in 10 above"),
];

/// A title with the target, then a row for each package and quantile, a column for each year.
pub(super) fn block(answer: &Answer, width: usize) -> String {
    let question = &answer.question;
    let Some(target) = question.targets.first() else { return String::new() };
    let packages: Vec<&str> = first_and_last(question).collect();
    let rows: Vec<(&str, Statistic, &str)> =
        packages.iter().flat_map(|package| SHOWN.map(|(statistic, words)| (*package, statistic, words))).collect();
    let value = |package: &str, statistic: Statistic, year: i32| {
        let row = |row: &&TurnoverRow| {
            row.target == target.name && row.package == package && row.year == year && row.statistic == statistic
        };
        money(answer.turnover.iter().find(row).and_then(|row| row.value))
    };
    let named = rows
        .iter()
        .enumerate()
        .map(|(index, row)| if index % SHOWN.len() == 0 { row.0.to_owned() } else { String::new() });
    let labels =
        vec![Column::new("package", named), Column::new("", rows.iter().map(|(_, _, words)| (*words).to_owned()))];
    let column = |year: i32| {
        Column::new(year.to_string(), rows.iter().map(|(package, statistic, _)| value(package, *statistic, year)))
    };
    let most = if width < NARROW { YEARS_IF_NARROW } else { YEARS };
    let values: Vec<Column> = years(question, most).into_iter().map(column).collect();
    let title = styled(HEADING, &fill(&title(question, target), width));
    format!("{title}\n{}", Table { labels, values }.text(width))
}

/// `turnover in $ million; target 500`, and whose dollars these are where it is not those of the day.
fn title(question: &Question, target: &Target) -> String {
    let of = if question.packages.len() > 2 { " of the first package and the last," } else { "" };
    let terms = target.terms(question.base_year);
    let goal = match target.turnover {
        Goal::Uncertain { p05, p50, p95 } if terms.is_empty() => {
            let [least, middle, most] = [p05, p50, p95].map(|amount| money(Some(amount)));
            format!("about {middle}, 9 in 10 between {least} and {most}")
        }
        _ => amount(target),
    };
    match &target.deflator {
        None => format!("turnover{of} in $ million; target {goal}{terms}"),
        Some(driver) => {
            format!(
                "turnover{of} in $ million of the day; target {goal}{terms}: in dollars of the day it moves with {driver}"
            )
        }
    }
}

/// The first year, the target's and the last, then the middles of the widest gaps.
fn years(question: &Question, most: usize) -> Vec<i32> {
    let by = question.targets.first().map(|target| target.by);
    let all = question.years();
    let mut years: Vec<i32> = all.clone().next().into_iter().chain(by).chain(all.clone().next_back()).collect();
    years.sort_unstable();
    years.dedup();
    while years.len() < most.min(all.clone().count()) {
        let widest = (1..years.len()).max_by_key(|&at| (years[at] - years[at - 1], std::cmp::Reverse(at)));
        let Some(at) = widest else { break };
        years.insert(at, years[at - 1].midpoint(years[at]));
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(base_year: i32, end_year: i32, by: i32) -> Vec<i32> {
        let targets =
            vec![Target { name: "target".into(), turnover: Goal::Known(500.0), by, deflator: None, sustain: 1 }];
        let (flows, deals, packages) = (Vec::new(), Vec::new(), Vec::new());
        years(&Question { title: None, base_year, end_year, targets, flows, deals, packages }, YEARS)
    }

    #[test]
    fn the_first_the_target_and_the_last_year_are_shown() {
        assert_eq!(shown(2025, 2040, 2035), [2026, 2030, 2032, 2035, 2040]);
        assert_eq!(shown(2025, 2035, 2035), [2026, 2028, 2030, 2032, 2035]);
        assert_eq!(shown(2025, 2028, 2027), [2026, 2027, 2028]);
        assert_eq!(shown(2025, 2026, 2026), [2026]);
    }
}
