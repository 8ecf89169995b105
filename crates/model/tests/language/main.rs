//! What the keys of a scenario mean, and what is said about those that are wrong.

mod allow;
mod deals;
mod decision;
mod distributions;
mod drivers;
mod files;
mod horizon;
mod innovations;
mod inputs;
mod joint;
mod layers;
mod mistakes;
mod packages;
mod quantities;
mod regimes;
mod shocks;
mod targets;
mod whole;

use std::collections::BTreeMap;

use altai_model::lint::LINTS;
use altai_model::{
    Diagnostic, Files, NoFiles, NoText, Override, Quantity, Reading, Scenario, Severity, SourceText, Value, read,
};

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

/// The reading without what lints say: that has tests of its own, in `src/lint`.
fn without_lints(mut reading: Reading) -> Reading {
    // The reader warns of unused inputs, too.
    let is_of_an_input = |message: &str| message.starts_with("nothing uses the input");
    reading.diagnostics.retain(|said| {
        said.is_error() || is_of_an_input(&said.message) || LINTS.iter().all(|lint| lint.code != said.code)
    });
    reading
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

/// The one thing that is said, and the words underlined.
#[track_caller]
fn mistake(text: &str) -> (String, String) {
    let said = said(text);
    let [only] = &said[..] else { panic!("{text}\n{said:#?}") };
    let (message, underlined) = only.rsplit_once(" @ ").expect("both are always there");
    (message.to_owned(), underlined.to_owned())
}

/// The smallest scenario with a deal.
fn deal(lines: &str) -> String {
    least(&format!("[deals.mine]\n{lines}\n"))
}

#[track_caller]
fn known(quantity: &Quantity) -> f64 {
    quantity.known().unwrap_or_else(|| panic!("{} is uncertain", quantity.address))
}

/// The least and the greatest that a quantity can be.
fn range(quantity: &Quantity) -> (f64, f64) {
    match &quantity.value {
        Value::Uncertain(distribution) => distribution.support(),
        Value::Fixed(x) => (*x, *x),
    }
}

/// The addresses of everything written.
fn addresses(scenario: &Scenario) -> Vec<String> {
    scenario.quantities().map(|quantity| quantity.address.clone()).collect()
}
