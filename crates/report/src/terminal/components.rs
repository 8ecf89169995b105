//! What turnover consists of in the target's year, in a sentence.

use altai_analysis::words::listed;
use altai_analysis::{Answer, Question};

use super::fill;
use crate::number::money;

/// The means of the last package, and those of the first where they differ.
pub(super) fn block(answer: &Answer, width: usize) -> String {
    let Question { targets, packages, flows, deals, .. } = &answer.question;
    let (Some(target), Some(last), Some(first)) = (targets.first(), packages.last(), packages.first()) else {
        return String::new();
    };
    let mean = |package: &str, component: &str| {
        let mut rows = answer.components.iter();
        let row = rows.find(|row| row.year == target.by && row.package == package && row.component == component);
        money(row.and_then(|row| row.mean))
    };
    let mut parts = Vec::new();
    for flow in flows {
        let component = format!("flows.{}", flow.name);
        let (with_last, with_first) = (mean(&last.name, &component), mean(&first.name, &component));
        let beside = if with_first == with_last { String::new() } else { format!(" ({}: {with_first})", first.name) };
        parts.push(format!("{} {with_last}{beside}", flow.name));
    }
    let on = deals.iter().filter(|deal| last.deals.contains(&deal.name));
    let (delivering, boosting): (Vec<_>, Vec<_>) = on.partition(|deal| deal.delivers);
    parts.extend(
        delivering.iter().map(|deal| format!("{} {}", deal.name, mean(&last.name, &format!("deals.{}", deal.name)))),
    );
    let boosting: Vec<&str> = boosting.iter().map(|deal| deal.name.as_str()).collect();
    let lifted = match boosting.len() {
        0 => String::new(),
        1 => format!("; {} shows in the flows", boosting[0]),
        _ => format!("; {} show in the flows", listed(&boosting)),
    };
    let sentence =
        format!("In {} with {}, on average, in $ million: {}{lifted}.", target.by, last.name, parts.join(", "));
    fill(&sentence, width) + "\n"
}
