//! One path, year by year, and why the target was or was not reached.

use altai_analysis::question::Target;
use altai_analysis::story::{Fate, Story, YearOfPath};
use altai_analysis::words::listed;
use altai_model::Scenario;

use crate::number::{ABSENT, money};
use crate::style::{ANSWER, HEADING, styled};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, amount, fill, wrapped};

/// The whole story.
pub fn text(scenario: &Scenario, story: &Story, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let package = &scenario.packages[story.package].name;
    let title = format!("Path {} under {package}: {}", story.path, outcome(scenario, story, 0));
    let mut text = styled(ANSWER, &fill(&title, width)) + "\n";
    text += &fill(&why(scenario, story), width);
    text += "\n";
    for target in 1..scenario.targets.len() {
        text += &fill(&beside(scenario, story, target), width);
        text += "\n";
    }
    text += "\n";
    text += &fates(scenario, story, width);
    text + &years(scenario, story).text(width)
}

/// `the target is reached in 2033`.
fn outcome(scenario: &Scenario, story: &Story, index: usize) -> String {
    let target = &scenario.targets[index];
    let which =
        if scenario.targets.len() > 1 { format!("the target `{}`", target.name) } else { "the target".to_owned() };
    match story.reached[index] {
        Some(year) if year <= target.by => format!("{which} is reached in {year}"),
        Some(year) => format!("{which} is reached in {year}, too late for {}", target.by),
        None => format!("{which} is not reached by {}", scenario.horizon.end_year),
    }
}

/// What turnover in the deciding year was made of.
fn why(scenario: &Scenario, story: &Story) -> String {
    let target = &scenario.targets[0];
    let decided =
        story.reached[0].or(Some(target.by)).and_then(|year| story.years.iter().find(|known| known.year == year));
    let Some(year) = decided else { return String::new() };
    let flows: f64 = year.flows.iter().sum();
    let deals: f64 = year.deals.iter().flatten().sum();
    let mut sentences = vec![format!(
        "Trade without what deals deliver went from {} in {} to {} in {}; deals deliver {}: turnover is {}, where {} is asked for.",
        money(Some(story.base)),
        scenario.horizon.base_year,
        money(Some(flows)),
        year.year,
        money(Some(deals)),
        money(Some(year.turnover)),
        money(Some(year.asked[0])),
    )];
    let ahead = scenario.deals.iter().zip(&story.fates).zip(&year.deals).filter_map(|((deal, fate), amount)| {
        let is_ahead = matches!(fate, Fate::Ahead { start, .. } if *start < f64::from(year.year + 1));
        is_ahead.then(|| match amount {
            Some(0.0) if deal.contract.is_some() && deal.peak.is_none() => format!("{}, delivered or ended", deal.name),
            Some(amount) => format!("{} with {}", deal.name, money(Some(*amount))),
            None => deal.name.clone(),
        })
    });
    let ahead: Vec<String> = ahead.collect();
    if !ahead.is_empty() {
        sentences.push(format!("Deals that had started by then: {}.", listed(&ahead)));
    }
    let struck: Vec<String> = scenario
        .shocks
        .iter()
        .enumerate()
        .filter_map(|(at, shock)| struck(story, at, &shock.name, year.year))
        .collect();
    if !struck.is_empty() {
        sentences.push(format!("Shocks by then: {}.", listed(&struck)));
    }
    if target.sustain > 1 {
        sentences.push(format!("It takes {} such years in a row.", target.sustain));
    }
    sentences.extend(how_close(story, 0));
    sentences.join(" ")
}

/// How a target beside the first fared.
fn beside(scenario: &Scenario, story: &Story, index: usize) -> String {
    let target = Target::of(&scenario.targets[index], scenario);
    let asks = format!("{}{}, by {}", amount(&target), target.terms(scenario.horizon.base_year), target.by);
    let outcome = outcome(scenario, story, index);
    let said = outcome.replacen(&format!("`{}`", target.name), &format!("`{}` ({asks})", target.name), 1);
    let mut sentences = vec![format!("T{}.", said.trim_start_matches('t'))];
    if let Some(year) = story.reached[index].and_then(|year| story.years.iter().find(|known| known.year == year)) {
        let (turnover, asked) = (money(Some(year.turnover)), money(Some(year.asked[index])));
        sentences.push(format!("Turnover is {turnover} then, where {asked} is asked for."));
    }
    sentences.extend(how_close(story, index));
    sentences.join(" ")
}

/// Of a target that is not reached: how close turnover came to it.
fn how_close(story: &Story, index: usize) -> Option<String> {
    let best = story.best(index).filter(|_| story.reached[index].is_none())?;
    let asked = best.asked[index];
    if best.turnover >= asked {
        return Some(format!("It was there in {}, but not for long enough.", best.year));
    }
    let share = (100.0 * best.turnover / asked).floor();
    let amount = money(Some(best.turnover));
    Some(format!("It never came closer than in {}: {amount}, which is {share} % of the target.", best.year))
}

/// `plague in 2027 and 2031`; `None` where a shock has not struck by a year.
fn struck(story: &Story, shock: usize, name: &str, upto: i32) -> Option<String> {
    let years = story.years.iter().filter(|year| year.year <= upto && year.shocks[shock].strikes > 0.0);
    let years: Vec<String> = years.map(|year| year.year.to_string()).collect();
    (!years.is_empty()).then(|| format!("{name} in {}", listed(&years)))
}

/// A line for each deal that is on.
fn fates(scenario: &Scenario, story: &Story, width: usize) -> String {
    let on: Vec<(&str, &Fate)> = scenario
        .deals
        .iter()
        .map(|deal| deal.name.as_str())
        .zip(&story.fates)
        .filter(|(_, fate)| **fate != Fate::Off)
        .collect();
    if on.is_empty() {
        return String::new();
    }
    let end_year = f64::from(scenario.horizon.end_year + 1);
    let cells = |cell: &dyn Fn(&Fate) -> String| on.iter().map(|(_, fate)| cell(fate)).collect::<Vec<_>>();
    let ahead = |fate: &Fate| if matches!(fate, Fate::Ahead { .. }) { "yes" } else { "no" }.to_owned();
    let start = |fate: &Fate| match fate {
        Fate::Ahead { start, .. } => format!("{start:.1}"),
        _ => ABSENT.to_owned(),
    };
    let end = |fate: &Fate| match fate {
        Fate::Ahead { delivered: Some(delivered), .. } if *delivered < end_year => format!("delivered {delivered:.1}"),
        Fate::Ahead { end: Some(end), .. } if *end < end_year => format!("{end:.1}"),
        Fate::Ahead { .. } => "later, or never".to_owned(),
        _ => ABSENT.to_owned(),
    };
    let table = Table {
        labels: vec![Column::new("deal", on.iter().map(|(name, _)| (*name).to_owned()))],
        values: vec![
            Column::new("goes ahead", cells(&ahead)),
            Column::new("starts", cells(&start)),
            Column::new("ends", cells(&end)),
        ],
    };
    table.text(width) + "\n"
}

/// Rows of the table of years: a label and what it says of a year.
type Row<'a> = (String, Box<dyn Fn(&YearOfPath) -> String + 'a>);

/// A column for every year.
fn years(scenario: &Scenario, story: &Story) -> Table {
    let mut rows: Vec<Row<'_>> = Vec::new();
    if let Some(regimes) = &scenario.regimes {
        rows.push((
            "regime".to_owned(),
            Box::new(|year| year.regime.map_or_else(String::new, |at| regimes.states[at].name.clone())),
        ));
    }
    for (at, driver) in scenario.drivers.iter().enumerate() {
        rows.push((format!("{} grows", driver.name), Box::new(move |year| hundredths(year.drivers[at].0))));
        rows.push((format!("{} level", driver.name), Box::new(move |year| hundredths(year.drivers[at].1))));
    }
    for (at, shock) in scenario.shocks.iter().enumerate() {
        rows.push((format!("{} strikes", shock.name), Box::new(move |year| times(year.shocks[at].strikes))));
        rows.push((format!("{} felt", shock.name), Box::new(move |year| hundredths(year.shocks[at].fading))));
        if shock.permanent.known() != Some(0.0) {
            let lasting = move |year: &YearOfPath| hundredths(year.shocks[at].lasting);
            rows.push((format!("{} for good", shock.name), Box::new(lasting)));
        }
    }
    for (at, flow) in scenario.flows.iter().enumerate() {
        rows.push((flow.name.clone(), Box::new(move |year| money(Some(year.flows[at])))));
    }
    for (at, deal) in scenario.deals.iter().enumerate() {
        if story.years.iter().any(|year| year.deals[at].is_some_and(|amount| amount != 0.0)) {
            rows.push((deal.name.clone(), Box::new(move |year| money(year.deals[at]))));
        }
    }
    rows.push(("turnover".to_owned(), Box::new(|year| money(Some(year.turnover)))));
    for (at, target) in scenario.targets.iter().enumerate() {
        let label = if scenario.targets.len() > 1 { format!("target {}", target.name) } else { "target".to_owned() };
        rows.push((label, Box::new(move |year| money(Some(year.asked[at])))));
    }
    let column = |year: &YearOfPath| Column::new(year.year.to_string(), rows.iter().map(|(_, cell)| cell(year)));
    Table {
        labels: vec![Column::new("", rows.iter().map(|(label, _)| label.clone()))],
        values: story.years.iter().map(column).collect(),
    }
}

/// Log points as hundredths, with their sign: `+3.2`.
fn hundredths(log_points: f64) -> String {
    let tenths = (1000.0 * log_points).round();
    match tenths {
        0.0 => "0".to_owned(),
        _ => format!("{}{:.1}", if tenths > 0.0 { '+' } else { '−' }, tenths.abs() / 10.0),
    }
}

/// How often, blank for not at all.
fn times(strikes: f64) -> String {
    if strikes == 0.0 { String::new() } else { format!("{strikes:.0}") }
}

/// What the table's signs mean.
pub fn legend(scenario: &Scenario, width: usize) -> String {
    let unit = "USD million";
    let text = if scenario.drivers.is_empty() && scenario.shocks.is_empty() {
        format!("flows, deals, turnover and target in {unit}\n")
    } else {
        format!("drivers and shocks in log points × 100, about per cent; the rest in {unit}\n")
    };
    let shocks = "of a shock, felt is what has not faded yet; for good is what this year's strikes add to growth\n";
    let lasts = scenario.shocks.iter().any(|shock| shock.permanent.known() != Some(0.0));
    let text = if lasts { text + shocks } else { text };
    let lines: Vec<String> = text.lines().flat_map(|line| wrapped(line, width.max(LEAST_WIDTH))).collect();
    styled(HEADING, &lines.join("\n")) + "\n"
}
