//! What a scenario may say beyond flows, deals and drivers, and what is said about it when it is wrong.

mod allow;
mod deals;
mod decision;
mod drivers;
mod files;
mod inputs;
mod joint;
mod layers;
#[path = "../lints/mod.rs"]
mod lints;
mod regimes;
mod shocks;
mod targets;

use std::collections::BTreeMap;

use altai_model::{
    Diagnostic, Files, NoFiles, NoText, Override, Quantity, Reading, Scenario, Severity, SourceText, read,
};
use lints::without_lints;

const LEAST: &str = "\
[horizon]
base_year = 2025
end_year = 2035
[target]
turnover = 500
[flows.trade]
base = 160
";

/// The smallest scenario with more lines at its end.
fn least(more: &str) -> String {
    format!("{LEAST}{more}\n")
}

/// Files in memory, whose names are their paths; those in folders are found from anywhere.
struct Shelf(BTreeMap<&'static str, String>);

impl Shelf {
    fn of<const N: usize>(files: [(&'static str, &str); N]) -> Self {
        Self(files.into_iter().map(|(name, text)| (name, text.to_owned())).collect())
    }
}

impl Files for Shelf {
    fn load(&self, path: &str, beside: &str) -> Result<SourceText, NoText> {
        let folder = beside.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = format!("{folder}/{path}");
        let name = beside.trim_start_matches('/');
        let text = self.0.get(name).ok_or_else(|| NoText::missing(format!("there is no file `{name}`")))?;
        Ok(SourceText { name: name.to_owned(), text: text.clone() })
    }
}

fn reading_of(text: &str, changes: &[(&str, &str)], files: &dyn Files) -> Reading {
    let overrides: Vec<Override> = changes
        .iter()
        .map(|(address, value)| Override { address: (*address).into(), value: (*value).into() })
        .collect();
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &overrides, files);
    let reading = without_lints(reading);
    let errors = reading.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    assert_eq!(reading.scenario.is_none(), errors, "a scenario exactly without errors: {:#?}", reading.diagnostics);
    for label in reading.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(reading.sources[label.span.source].text.get(label.span.bytes.clone()).is_some(), "{label:?}");
    }
    reading
}

#[track_caller]
fn scenario(text: &str) -> Scenario {
    scenario_of(text, &[], &NoFiles)
}

#[track_caller]
fn scenario_of(text: &str, changes: &[(&str, &str)], files: &dyn Files) -> Scenario {
    let reading = reading_of(text, changes, files);
    assert!(reading.diagnostics.is_empty(), "{text}\n{:#?}", reading.diagnostics);
    reading.scenario.unwrap()
}

fn diagnostics(text: &str) -> Vec<Diagnostic> {
    reading_of(text, &[], &NoFiles).diagnostics
}

/// Everything that is said about a text: `code: message @ the words underlined`.
fn said(text: &str) -> Vec<String> {
    said_of(text, &[], &NoFiles)
}

fn said_of(text: &str, changes: &[(&str, &str)], files: &dyn Files) -> Vec<String> {
    let reading = reading_of(text, changes, files);
    let say = |diagnostic: &Diagnostic| {
        let label = diagnostic.labels.first();
        let place = label.map(|label| reading.sources[label.span.source].text[label.span.bytes.clone()].to_owned());
        format!("{}: {} @ {}", diagnostic.code, diagnostic.message, place.unwrap_or_default())
    };
    reading.diagnostics.iter().map(say).collect()
}

/// The one thing that is said.
#[track_caller]
fn says(text: &str, expected: &str) {
    assert_eq!(said(text), [expected], "{text}");
}

#[track_caller]
fn known(quantity: &Quantity) -> f64 {
    quantity.known().unwrap_or_else(|| panic!("{} is uncertain", quantity.address))
}

/// The addresses of everything written.
fn addresses(scenario: &Scenario) -> Vec<String> {
    scenario.quantities().map(|quantity| quantity.address.clone()).collect()
}
