//! The odds of reaching the targets beside the headline's.

use altai_analysis::question::Target;
use altai_analysis::{Answer, Goal};

use super::fill;
use super::odds::{differences, odds};
use crate::number::money;
use crate::style::{HEADING, styled};
use crate::table::{Column, SHORT_LABEL, Table, short};
use crate::terminal::wrapped;

/// What each asks for, then a row for each package, with its odds and what it changes for each target, and a row for the error of
/// simulation.
pub(super) fn block(answer: &Answer, width: usize) -> String {
    let question = &answer.question;
    let Some((headline, others)) = question.targets.split_first().filter(|(_, others)| !others.is_empty()) else {
        return String::new();
    };
    let title = if others.len() == 1 { "the odds of the other target" } else { "the odds of the other targets" };
    let heading = styled(HEADING, &fill(&format!("{title}, in $ million a year"), width)) + "\n";
    let named = |target: &Target| short(&target.name, SHORT_LABEL);
    let longest = others.iter().map(|target| named(target).chars().count()).max().unwrap_or(0);
    let asks = |target: &Target| {
        let words = wrapped(&description(target, headline, question.base_year), width.saturating_sub(longest + 2));
        let hang = format!("\n{}", " ".repeat(longest + 2));
        format!("{:<longest$}  {}\n", named(target), words.join(&hang))
    };
    let asks: String = others.iter().map(asks).collect();
    let names = question.packages.iter().map(|package| package.name.clone()).chain([String::new()]);
    let columns = |target: &Target| {
        let reached =
            odds(answer, target, altai_analysis::Odds::Reached, format!("{}\nby {}", named(target), target.by));
        [Some(reached), differences(answer, target)].into_iter().flatten()
    };
    let values = others.iter().flat_map(columns).collect();
    let table = Table { labels: vec![Column::new("package", names)], values };
    format!("{heading}{asks}\n{}", table.text(width))
}

/// `500 in dollars of 2025, by 2035`, `300 for 3 years in a row, by 2040`.
fn description(target: &Target, headline: &Target, base_year: i32) -> String {
    let is_otherwise = target.deflator.is_none() && headline.deflator.is_some();
    let dollars = if is_otherwise { " in dollars of the day" } else { "" };
    format!("{}{dollars}{}, by {}", amount(target), target.terms(base_year), target.by)
}

/// `500`; `about 500 (9 in 10 between 400 and 640)` where it is uncertain.
pub(crate) fn amount(target: &Target) -> String {
    match target.turnover {
        Goal::Known(turnover) => money(Some(turnover)),
        Goal::Uncertain { p05, p50, p95 } => {
            let [least, middle, most] = [p05, p50, p95].map(|amount| money(Some(amount)));
            format!("about {middle} (9 in 10 between {least} and {most})")
        }
    }
}
