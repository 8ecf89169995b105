//! The evidence that scenarios and documents cite: rows whose first column is an id.

use std::collections::BTreeSet;

/// The rows of an evidence file, without its heading.
///
/// # Panics
///
/// When it is no CSV.
pub fn rows(evidence: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(evidence.as_bytes()).into_records().map(|row| row.expect("evidence is CSV")).collect()
}

/// The ids of its rows.
pub fn ids(evidence: &str) -> BTreeSet<String> {
    rows(evidence).iter().map(|row| row[0].to_owned()).collect()
}

/// Whether a word is an id: lower case with hyphens.
pub fn is_id(word: &str) -> bool {
    word.contains('-') && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The ids that a document cites: they stand in `code`.
pub fn cited(document: &str) -> BTreeSet<String> {
    let code = document.split('`').skip(1).step_by(2);
    code.filter(|word| is_id(word)).map(str::to_owned).collect()
}
