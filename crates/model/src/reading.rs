//! From text to a scenario, or to every mistake at once.

mod applied;

use crate::document::layer::lay;
use crate::document::{limits, syntax};
use crate::mistakes::Mistakes;
use crate::{Diagnostic, Scenario, SourceText, whole};

pub use applied::applied;

/// One `--set ADDRESS=VALUE` of the command line: a layer over the file.
///
/// Its [`SourceText`] is called `--set ADDRESS=VALUE`, and spans point into `ADDRESS=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Where in the file: `deals.mine.peak`.
    pub address: String,
    /// A value of TOML; what does not parse as one is taken as a bare string (`20 to 150`, a name, `all`).
    pub value: String,
}

/// What came of reading.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The texts that spans point into: the file first, then each override.
    pub sources: Vec<SourceText>,
    /// Every mistake and caution, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The scenario; there is one exactly when no diagnostic is an error.
    pub scenario: Option<Scenario>,
}

/// Reads the text of a scenario with overrides upon it, later ones over earlier ones.
///
/// ```
/// use altai_model::{Override, SourceText, read};
///
/// let text = "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 500\n[flows.trade]\nbase = 160\n";
/// let file = SourceText { name: "first.toml".into(), text: text.into() };
/// let higher = Override { address: "flows.trade.base".into(), value: "150 to 170".into() };
/// let reading = read(file, &[higher]);
/// assert!(reading.diagnostics.is_empty());
/// assert_eq!(reading.scenario.unwrap().uncertain(), 1);
/// ```
pub fn read(main: SourceText, overrides: &[Override]) -> Reading {
    let mut sources = vec![main];
    sources.extend(overrides.iter().map(Override::text));
    let (diagnostics, scenario) = read_layers(&sources, overrides);
    Reading { sources, diagnostics, scenario }
}

fn read_layers(sources: &[SourceText], overrides: &[Override]) -> (Vec<Diagnostic>, Option<Scenario>) {
    if let Some(too_long) = limits::too_long(&sources[0], 0) {
        return (vec![too_long], None);
    }
    let parsed = syntax::parse(&sources[0], 0);
    let file_is_whole = parsed.mistakes.is_empty();
    let mistakes = Mistakes::after_syntax(parsed.mistakes, parsed.lines);
    let mut table = parsed.table;
    for (i, change) in overrides.iter().enumerate() {
        let source = i + 1;
        let layer = change.layer(source);
        match (layer, &mut table) {
            (Err(diagnostic), _) => {
                mistakes.report(diagnostic);
            }
            (Ok(_), None) => {}
            (Ok(layer), Some(base)) => match change.misses(base, source).filter(|_| file_is_whole) {
                Some(diagnostic) => {
                    mistakes.report(diagnostic);
                }
                None => lay(base, layer),
            },
        }
    }
    let scenario = table.and_then(|table| whole::read(table, &mistakes).ok()).filter(|_| !mistakes.any());
    (mistakes.in_order(), scenario)
}
