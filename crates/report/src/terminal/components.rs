//! What turnover consists of in the target's year, in a few sentences.

use altai_analysis::question::{Deal, Package, Target};
use altai_analysis::turnover::{Statistic, TurnoverRow};
use altai_analysis::words::listed;
use altai_analysis::{Answer, Question};

use super::{LONGEST_NAME, fill};
use crate::number::money;
use crate::table::short;

/// The means of the last package, and those of the first where they differ.
pub(super) fn block(answer: &Answer, width: usize) -> String {
    let Question { targets, packages, flows, deals, .. } = &answer.question;
    let (Some(target), Some(last), Some(first)) = (targets.first(), packages.last(), packages.first()) else {
        return String::new();
    };
    let amount = |package: &str, component: &str| {
        let mut rows = answer.components.iter();
        let row = rows.find(|row| row.year == target.by && row.package == package && row.component == component);
        row.and_then(|row| row.mean)
    };
    let mean = |package: &str, component: &str| money(amount(package, component));
    let mut parts = Vec::new();
    for flow in flows {
        let component = format!("flows.{}", flow.name);
        let (with_last, with_first) = (mean(&last.name, &component), mean(&first.name, &component));
        let beside =
            if with_first == with_last { String::new() } else { format!(" ({}: {with_first})", named(&first.name)) };
        parts.push(format!("{} {with_last}{beside}", named(&flow.name)));
    }
    let on = deals.iter().filter(|deal| last.deals.contains(&deal.name));
    let (delivering, boosting): (Vec<_>, Vec<_>) = on.partition(|deal| deal.delivers);
    parts.extend(by_sector(&delivering, &|deal| amount(&last.name, &format!("deals.{}", deal.name))));
    let boosting: Vec<String> = boosting.iter().map(|deal| named(&deal.name)).collect();
    let lifted = match boosting.len() {
        0 => String::new(),
        1 => format!("; {} shows in the flows", boosting[0]),
        _ => format!("; {} show in the flows", listed(&boosting)),
    };
    let failing = match delivering.len() {
        0 => "",
        1 => " The deal's figure counts the futures in which it fails.",
        _ => " Deals' figures count the futures in which they fail.",
    };
    let (by, with) = (target.by, named(&last.name));
    let sentences = match total(answer, target, last) {
        Some(total) => {
            format!("In {by} with {with}, turnover averages {total}: {}{lifted}.{failing}", parts.join(", "))
        }
        None => format!("In {by} with {with}, on average, in $ million: {}{lifted}.{failing}", parts.join(", ")),
    };
    fill(&sentences, width) + "\n"
}

/// `food 13`, or `energy 45 (mine 30, grid 15)` of the deals of a sector, where the first of them stands.
fn by_sector(deals: &[&Deal], amount: &dyn Fn(&Deal) -> Option<f64>) -> Vec<String> {
    let one = |deal: &Deal| format!("{} {}", named(&deal.name), money(amount(deal)));
    let part = |(index, deal): (usize, &&Deal)| {
        let Some(sector) = &deal.sector else { return Some(one(deal)) };
        let is_of_it = |other: &&&Deal| other.sector.as_ref() == Some(sector);
        let within: Vec<&Deal> = deals.iter().filter(is_of_it).copied().collect();
        let is_told = deals[..index].iter().any(|other| is_of_it(&other));
        let sum = within.iter().map(|deal| amount(deal)).sum::<Option<f64>>();
        let deals = match within.as_slice() {
            [only] => named(&only.name),
            _ => within.iter().map(|deal| one(deal)).collect::<Vec<_>>().join(", "),
        };
        (!is_told).then(|| format!("{} {} ({deals})", named(sector), money(sum)))
    };
    deals.iter().enumerate().filter_map(part).collect()
}

/// The mean of turnover, `$297 million`, where there is one.
fn total(answer: &Answer, target: &Target, package: &Package) -> Option<String> {
    let is_meant = |row: &&TurnoverRow| {
        row.statistic == Statistic::Mean
            && (row.target == target.name && row.package == package.name && row.year == target.by)
    };
    let million = answer.turnover.iter().find(is_meant)?.value?;
    let sign = if million < 0.0 { "−" } else { "" };
    Some(format!("{sign}${} million", money(Some(million.abs()))))
}

/// A name, short enough for a sentence.
fn named(name: &str) -> String {
    short(name, LONGEST_NAME)
}
