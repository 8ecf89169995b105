//! Where does every number come from?

use altai_model::outline::{Holds, Line};
use altai_model::quantity::Quality;
use altai_model::{Outline, Quantity, Scenario, Span};
use serde::Serialize;

use crate::stated::{BESIDE, INTERVAL, shortened, stated};

/// A number of the scenario and where it comes from: a row of the list of sources.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SourceRow {
    /// Its address.
    pub address: String,
    /// What it is, as its author stated it.
    pub value: String,
    /// The source that states it, its own or that of a table around it.
    pub source: Option<String>,
    /// A remark, its own or that of a table around it.
    pub note: Option<String>,
    /// `stated`, `derived` or `judgement`, if the author says so.
    pub quality: Option<&'static str>,
    /// Where it stands, for people: `scenario.toml:41`; empty until whoever knows the files says so.
    pub place: String,
    /// The title of its table, where that has one.
    #[serde(skip)]
    pub title: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Whether it is an input, whose quality may be said; other numbers are plain.
    #[serde(skip)]
    pub is_input: bool,
}

/// Plain numbers that are evidence as much as quantities are: correlations, chances of transition, what was observed.
fn is_evidence(line: &Line) -> bool {
    const TABLES: [&str; 4] = ["innovations.law.", "innovations.correlation.", "correlation.", "regimes.transition."];
    let key = points(&line.address).pop().map_or(line.address.as_str(), |point| &line.address[point + 1..]);
    let is_number = line.written.starts_with(|c: char| c.is_ascii_digit() || "+-[".contains(c));
    let is_data = line.address.starts_with("drivers.") && line.address.ends_with(".process.bootstrap.data");
    let is_there = TABLES.iter().any(|table| line.address.starts_with(table)) && is_number && !BESIDE.contains(&key);
    line.holds == Holds::Value && (is_data || is_there)
}

/// A row for every number, in the order of the text.
pub fn sources(scenario: &Scenario, outline: &Outline) -> Vec<SourceRow> {
    let quantities: Vec<&Quantity> = scenario.quantities().collect();
    let row = |line: &Line| {
        let quantity = quantities.iter().find(|quantity| quantity.address == line.address);
        quantity
            .map(|quantity| of_quantity(quantity, line, outline))
            .or_else(|| is_evidence(line).then(|| plain(line, outline)))
    };
    outline.lines().iter().filter_map(row).collect()
}

impl SourceRow {
    /// The table that it is told with, and its own key within: `flows.trade` and `elasticity.kz_gdp`.
    pub fn table_and_key(&self) -> (&str, &str) {
        table_and_key(&self.address)
    }

    /// Its value without the words that explain it: `20 to 150`.
    pub fn as_written(&self) -> String {
        self.value.replace(INTERVAL, "")
    }
}

fn table_and_key(address: &str) -> (&str, &str) {
    let mut dots = points(address).into_iter();
    match (dots.next(), dots.next()) {
        (_, Some(dot)) | (Some(dot), None) => (&address[..dot], &address[dot + 1..]),
        (None, None) => ("", address),
    }
}

/// Where an address goes from one key to the next: a point in quotation marks belongs to a key.
fn points(address: &str) -> Vec<usize> {
    let mut in_quotes = false;
    let mut is_escaped = false;
    let mut found = Vec::new();
    for (at, letter) in address.char_indices() {
        match letter {
            '"' if !is_escaped => in_quotes = !in_quotes,
            '.' if !in_quotes => found.push(at),
            _ => {}
        }
        is_escaped = in_quotes && letter == '\\' && !is_escaped;
    }
    found
}

/// That of the table at or around an address.
fn title(address: &str, outline: &Outline) -> Option<String> {
    let line = outline.at(&format!("{}.title", table_and_key(address).0))?;
    Some(line.written.trim_matches('"').to_owned())
}

fn of_quantity(quantity: &Quantity, line: &Line, outline: &Outline) -> SourceRow {
    SourceRow {
        address: quantity.address.clone(),
        value: stated(quantity, outline),
        source: quantity.provenance.source.clone(),
        note: quantity.provenance.note.clone(),
        quality: quantity.provenance.quality.map(Quality::name),
        place: String::new(),
        title: title(&quantity.address, outline),
        span: Some(line.span.clone()),
        is_input: true,
    }
}

fn plain(line: &Line, outline: &Outline) -> SourceRow {
    let mut row = SourceRow {
        address: line.address.clone(),
        value: outline.column(line).map_or_else(|| shortened(&line.written), str::to_owned),
        title: title(&line.address, outline),
        span: Some(line.span.clone()),
        ..SourceRow::default()
    };
    let mut around = line.address.as_str();
    while let Some(point) = points(around).pop() {
        let table = &around[..point];
        let text =
            |key: &str| outline.at(&format!("{table}.{key}")).map(|line| line.written.trim_matches('"').to_owned());
        (row.source, row.note) = (text("source"), text("note"));
        if row.source.is_some() || row.note.is_some() {
            break;
        }
        around = table;
    }
    row
}
