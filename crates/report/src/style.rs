//! Emphasis in the terminal. Whoever prints the text takes it out where it is not wanted.

use anstyle::{AnsiColor, Style};

/// The answer itself.
pub(crate) const ANSWER: Style = Style::new().bold();
/// The heading of a table.
pub(crate) const HEADING: Style = Style::new().dimmed();
/// A word that asks for attention.
pub(crate) const CAUTION: Style = AnsiColor::Yellow.on_default().bold();
/// What one may skip.
pub(crate) const ASIDE: Style = Style::new().dimmed();

/// The text in a style, line by line, so that no style runs across a line end.
pub(crate) fn styled(style: Style, text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!("{style}{line}{style:#}")).collect();
    lines.join("\n")
}
