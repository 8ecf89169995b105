//! From text to a scenario, or to every mistake at once.

mod applied;
mod chain;
pub(crate) mod column;
mod files;

use crate::allowance::Allowances;
use crate::diagnostic::code;
use crate::document::Table;
use crate::document::layer::lay;
use crate::document::misspelt::take_misspelt;
use crate::mistakes::Mistakes;
use crate::{Diagnostic, Outline, Scenario, SourceText, lint, whole};
use chain::Chain;
use files::Library;

pub use applied::applied;
pub use files::{Files, NoFiles, NoText};

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
    /// The texts that spans point into: the file first, then each override, then every other file.
    pub sources: Vec<SourceText>,
    /// Every mistake and caution, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The scenario; there is one exactly when no diagnostic is an error.
    pub scenario: Option<Scenario>,
    /// What stands in it, once its layers are laid over each other.
    pub outline: Outline,
    /// How many of the sources are overrides.
    overrides: usize,
}

impl Reading {
    /// The files: the scenario, those that it extends, and those that its lists come from.
    pub fn files(&self) -> impl Iterator<Item = &SourceText> {
        let is_a_file = |at: usize| at == 0 || at > self.overrides;
        self.sources.iter().enumerate().filter(move |(at, _)| is_a_file(*at)).map(|(_, source)| source)
    }
}

/// Reads the text of a scenario with overrides upon it, later ones over earlier ones; `files` gives the texts of others.
///
/// ```
/// use altai_model::{NoFiles, Override, SourceText, read};
///
/// let text = "[horizon]\nbase_year = 2025\nend_year = 2035\n\
///             [target]\nturnover = 500\nnote = \"pledged\"\n[flows.trade]\nbase = 160\nnote = \"a guess\"\n";
/// let file = SourceText { name: "first.toml".into(), text: text.into() };
/// let higher = Override { address: "flows.trade.base".into(), value: "150 to 170".into() };
/// let reading = read(file, &[higher], &NoFiles);
/// assert!(reading.diagnostics.is_empty());
/// assert_eq!(reading.scenario.unwrap().uncertain(), 1);
/// ```
pub fn read(main: SourceText, overrides: &[Override], files: &dyn Files) -> Reading {
    let mut library = Library::new(main, overrides.iter().map(Override::text).collect(), files);
    let Chain { table, mistakes, lines, is_whole, taken_out } = chain::read(&mut library);
    let mistakes = Mistakes::after_syntax(mistakes, lines, is_whole, overrides.len());
    mistakes.note_taken_out(taken_out);
    let mut outline = Outline::default();
    let scenario = table.and_then(|mut table| {
        for (index, change) in overrides.iter().enumerate() {
            lay_override(&mut table, change, index + 1, &mistakes);
        }
        let columns = column::write_out(&mut table, &mut library, &mistakes);
        mistakes.allow(Allowances::of(&table, &mistakes));
        outline = Outline::of(&table, columns);
        whole::read(table, &mistakes).ok()
    });
    let scenario = scenario.filter(|_| !mistakes.any());
    if let Some(scenario) = &scenario {
        for warning in lint::warnings(scenario, &outline, overrides.len(), |warning| mistakes.is_allowed(warning)) {
            mistakes.report(warning);
        }
        // What is changed on the command line may be what was allowed.
        if overrides.is_empty() {
            mistakes.report_idle_allowances();
        }
    }
    Reading {
        overrides: overrides.len(),
        sources: library.sources,
        diagnostics: mistakes.in_order(),
        scenario,
        outline,
    }
}

/// Lays an override over what has been read so far.
fn lay_override(table: &mut Table, change: &Override, source: usize, mistakes: &Mistakes) {
    let mut layer = match change.layer(source) {
        Ok(layer) => layer,
        Err(diagnostic) => {
            mistakes.report(diagnostic);
            return;
        }
    };
    if let Some(entry) = layer.take("extends") {
        let diagnostic = Diagnostic::error(code::CONFLICT, "`extends` is said in a file").at(&entry.key_span, "");
        mistakes.report(diagnostic.help("a scenario of a few lines may extend this one, and be run"));
    }
    if let Some(entry) = layer.take("remove") {
        let (taken_out, wrong) = chain::take_out(table, &entry, mistakes.text_is_whole());
        mistakes.note_taken_out(taken_out);
        for diagnostic in wrong {
            mistakes.report(diagnostic);
        }
    }
    if mistakes.text_is_whole() {
        if let Some(diagnostic) = change.misses(table, source) {
            mistakes.report(diagnostic);
            return;
        }
        for diagnostic in take_misspelt(table, &mut layer) {
            mistakes.report(diagnostic);
        }
    }
    lay(table, layer);
}
