//! What stands beside an answer to a question of one number: what the number is, half of an interval, that paths are few.

use altai_analysis::caution;
use altai_model::language;

use crate::terminal::aside;

/// `political_will.go: how much going ahead is one decision for all deals`, a line for each, as the language has it.
pub(crate) fn meanings(addresses: &[&str], width: usize) -> String {
    let meaning = |address: &&str| {
        let what = language::at(address)?.key.what;
        let said = format!("{address}: {what}.");
        (!what.is_empty()).then(|| aside(&said, width))
    };
    addresses.iter().filter_map(meaning).collect()
}

/// Half of an interval.
pub(crate) fn half(lower: f64, upper: f64) -> f64 {
    (upper - lower) / 2.0
}

/// ` 3 paths are few: …`, after another sentence, where the widest half of what is told is wide.
pub(crate) fn few_paths(paths: u64, widest: f64) -> String {
    let Some(caution) = caution::few_paths(paths, widest) else { return String::new() };
    let caution = caution.to_string();
    let mut letters = caution.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!(" {first}{}.", letters.as_str())
}
