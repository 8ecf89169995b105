//! `altai check`: every mistake of every file at once, or what was understood.

use std::path::Path;

use altai_analysis::words::{self, about_dollars, dollars, several};
use altai_analysis::{Goal, question};
use altai_model::Scenario;
use altai_model::scenario::{Package, Target};

use crate::arguments::Check;
use crate::output::{hanging, out, width_of_answers};
use crate::{DONE, diagnostics, scenario_file};

/// Checks each file in turn.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn check(arguments: &Check) -> anyhow::Result<u8> {
    let mut code = DONE;
    for path in &arguments.scenarios {
        match understood(path, arguments) {
            Ok(words) => out(&words)?,
            Err(wrong) => code = code.max(wrong),
        }
    }
    Ok(code)
}

/// What the scenario says, in a few lines; or an exit code, where it has a mistake, which is told.
fn understood(path: &Path, arguments: &Check) -> Result<String, u8> {
    let reading = scenario_file::read(path, &arguments.set)?;
    diagnostics::tell(&reading.sources, &reading.diagnostics);
    let scenario = reading.scenario.ok_or_else(|| diagnostics::exit_code(&reading.diagnostics))?;
    if arguments.strict {
        diagnostics::let_none_pass(&reading.sources, &reading.diagnostics)?;
    }
    Ok(format!("{}: no mistakes\n{}", path.display(), summary(&scenario)))
}

fn summary(scenario: &Scenario) -> String {
    let horizon = scenario.horizon;
    let mut lines = Vec::new();
    lines.extend(scenario.title.clone().map(|title| ("title", title)));
    lines.push(("years", format!("{} to {}; {} is known", horizon.base_year + 1, horizon.end_year, horizon.base_year)));
    lines.extend(scenario.targets.iter().map(|target| (target.name.as_str(), goal(target, scenario))));
    lines.push(("flows", listed(scenario.flows.iter().map(|flow| flow.name.as_str()))));
    lines.push(("deals", listed(scenario.deals.iter().map(|deal| deal.name.as_str()))));
    lines.push(("drivers", listed(scenario.drivers.iter().map(|driver| driver.name.as_str()))));
    let packages: Vec<String> = scenario.packages.iter().map(|package| named(package, scenario)).collect();
    lines.push(("packages", listed(packages.iter().map(String::as_str))));
    lines.push((
        "quantities",
        format!("{}, of which {} uncertain", scenario.quantities().count(), scenario.uncertain()),
    ));
    lines.push(("run", format!("{}, seed {}", several(scenario.run.paths, "path"), scenario.run.seed)));
    let width = width_of_answers();
    lines.iter().map(|(label, words)| hanging(&format!("  {label:<10}  "), words, width)).collect()
}

/// `$300 million a year in dollars of 2025 by 2035`, after the target's title where it has one.
fn goal(target: &Target, scenario: &Scenario) -> String {
    let title = target.title.as_ref().map(|title| format!("{title}: ")).unwrap_or_default();
    let asked = question::Target::of(target, scenario);
    let (terms, by) = (asked.terms(scenario.horizon.base_year), asked.by);
    match asked.turnover {
        Goal::Known(turnover) => format!("{title}{} a year{terms} by {by}", dollars(turnover)),
        Goal::Uncertain { p05, p50, p95 } => {
            let [least, most] = [p05, p95].map(about_dollars);
            format!("{title}{} a year{terms} by {by}; 9 in 10 between {least} and {most}", about_dollars(p50))
        }
    }
}

/// `park`, or `park (with centre)` where the package has what its deal requires.
fn named(package: &Package, scenario: &Scenario) -> String {
    let required = package.required(&scenario.deals);
    let required: Vec<&str> = required.into_iter().map(|deal| scenario.deals[deal].name.as_str()).collect();
    if required.is_empty() {
        package.name.clone()
    } else {
        format!("{} (with {})", package.name, words::listed(&required))
    }
}

/// `2: exports, imports`.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { format!("{}: {}", names.len(), names.join(", ")) }
}
