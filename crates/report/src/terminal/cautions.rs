//! What to be wary of.

use altai_analysis::Caution;

use super::wrapped;
use crate::style::{CAUTION, styled};

const WORD: &str = "caution";

/// A line or a few for each, the further ones indented.
pub(super) fn block(cautions: &[Caution], width: usize) -> String {
    let indent = " ".repeat(WORD.len() + 2);
    let said = |caution: &Caution| {
        let lines = wrapped(&caution.to_string(), width.saturating_sub(indent.len()));
        format!("{}  {}\n", styled(CAUTION, WORD), lines.join(&format!("\n{indent}")))
    };
    cautions.iter().map(said).collect()
}
