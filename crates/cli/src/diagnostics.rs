//! Mistakes, drawn: the place as `file:line:column`, the words underlined, and what would be right.

use std::path::Path;

use altai_analysis::words::several;
use altai_model::diagnostic::code;
use altai_model::{Diagnostic, Label, Override, Severity, SourceText};
use altai_report::Warning;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::{FAILED, WRONG, output};

/// Source lines are cut here where there is no terminal.
const WIDE: usize = 140;

/// What stands before a line of help: the gutter of line numbers and `= help: `.
const BESIDE_HELP: usize = 14;

/// Help is not squeezed into less.
const LEAST_HELP: usize = 24;

/// What the name of an override begins with, and that of what was typed to vary a number.
const ON_THE_COMMAND_LINE: [&str; 5] = ["--set ", "--vary ", "--from ", "--to ", "the range "];

/// The exit code of errors: that of a failure where nothing is wrong but files that the system refuses.
pub(crate) fn exit_code(diagnostics: &[Diagnostic]) -> u8 {
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    if errors.all(|error| error.code == code::UNREADABLE_FILE) { FAILED } else { WRONG }
}

/// Tells them beside an answer.
pub(crate) fn tell_beside_an_answer(sources: &[SourceText], diagnostics: &[Diagnostic]) {
    tell(sources, &news(diagnostics).cloned().collect::<Vec<_>>());
}

/// All but that numbers have no source: of that `check` speaks, and the answer's own caution.
fn news(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.code != code::NO_SOURCE)
}

/// Tells how many warnings there are, and who tells them.
pub(crate) fn tell_how_many(scenario: &Path, changes: &[Override], diagnostics: &[Diagnostic]) {
    let warnings = news(diagnostics).count() as u64;
    if warnings > 0 {
        let sets = changes.iter().map(|change| output::typed(&format!("{}={}", change.address, change.value)));
        let sets = sets.fold(String::new(), |all, set| all + " --set " + &set);
        let tells = if warnings == 1 { "tells it" } else { "tells them" };
        let file = output::typed(&scenario.display().to_string());
        output::tell_warning(&format!("{}: altai check {file}{sets} {tells}", several(warnings, "warning")));
    }
}

/// The same as an answer has them.
pub(crate) fn warnings(diagnostics: &[Diagnostic]) -> Vec<Warning> {
    let warning = |warning: &Diagnostic| Warning { code: warning.code.to_owned(), message: warning.message.clone() };
    diagnostics.iter().map(warning).collect()
}

/// Tells all of them, in order, then how many there are; nothing where there is none.
pub(crate) fn tell(sources: &[SourceText], diagnostics: &[Diagnostic]) {
    let first_error = diagnostics.iter().find(|diagnostic| diagnostic.is_error());
    let Some(first) = first_error.or(diagnostics.first()) else { return };
    let drawn = draw(sources, diagnostics, output::width_of_messages());
    let (of, count, code) = (of(sources), count(diagnostics), first.code);
    output::tell(&format!("{drawn}{of}{count} (altai explain {code} says more)\n"));
}

/// Refuses what has been told, cautions though they are, with an exit code; passes where there is nothing.
///
/// # Errors
///
/// There is a diagnostic.
pub(crate) fn let_none_pass(sources: &[SourceText], diagnostics: &[Diagnostic]) -> Result<(), u8> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    Err(output::wrong(&format!("{}{}, and --strict lets none pass", of(sources), count(diagnostics))))
}

/// The scenario that is spoken of: `mine.toml: `.
fn of(sources: &[SourceText]) -> String {
    sources.first().map_or(String::new(), |source| format!("{}: ", source.name))
}

/// `width` is that of the terminal; where there is none, lines stay whole.
fn draw(sources: &[SourceText], diagnostics: &[Diagnostic], width: Option<usize>) -> String {
    let renderer = Renderer::styled().term_width(width.unwrap_or(WIDE));
    let fitted: Vec<Diagnostic> = diagnostics.iter().map(|diagnostic| fitted(diagnostic, width)).collect();
    let drawn = |diagnostic: &Diagnostic| match sources {
        [] => without_a_place(&renderer, diagnostic),
        _ => renderer.render(&[group(sources, diagnostic)]) + "\n\n",
    };
    fitted.iter().map(drawn).map(|text| without_columns(text, sources)).collect()
}

/// What is said of no text has no frame either, only its help below it.
fn without_a_place(renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let title = level(diagnostic).primary_title(&diagnostic.message).id(diagnostic.code);
    let help = diagnostic.help.iter().fold(String::new(), |help, line| help + "  " + line + "\n");
    renderer.render(&[Group::with_title(title)]) + "\n" + &help + "\n"
}

/// What stands on the command line has no lines and columns to jump to.
fn without_columns(mut text: String, sources: &[SourceText]) -> String {
    let overrides =
        sources.iter().filter(|source| ON_THE_COMMAND_LINE.iter().any(|start| source.name.starts_with(start)));
    for SourceText { name, .. } in overrides {
        let Some(end) = text.find(&format!("{name}:")).map(|start| start + name.len()) else { continue };
        let place = text[end..].find(|c: char| c != ':' && !c.is_ascii_digit()).unwrap_or(text.len() - end);
        text.replace_range(end..end + place, "");
    }
    text
}

/// Long lines of help on several lines.
fn fitted(diagnostic: &Diagnostic, width: Option<usize>) -> Diagnostic {
    let mut fitted = diagnostic.clone();
    if let Some(width) = width {
        for line in &mut fitted.help {
            *line = output::filled(line, "", width.saturating_sub(BESIDE_HELP).max(LEAST_HELP));
        }
    }
    fitted
}

/// `2 errors and 1 warning`; those that are not shown are not counted, but said to be.
fn count(diagnostics: &[Diagnostic]) -> String {
    let shown = diagnostics.iter().filter(|diagnostic| diagnostic.code != code::MORE);
    let (errors, warnings): (Vec<&Diagnostic>, Vec<&Diagnostic>) = shown.partition(|diagnostic| diagnostic.is_error());
    let (errors, warnings) = (errors.len() as u64, warnings.len() as u64);
    if diagnostics.iter().any(|diagnostic| diagnostic.code == code::MORE) {
        return format!("more than {}", several(errors, "error"));
    }
    match (errors, warnings) {
        (errors, 0) => several(errors, "error"),
        (0, warnings) => several(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", several(errors, "error"), several(warnings, "warning")),
    }
}

fn level(diagnostic: &Diagnostic) -> Level<'static> {
    match diagnostic.severity {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

fn group<'a>(sources: &'a [SourceText], diagnostic: &'a Diagnostic) -> Group<'a> {
    let mut group = level(diagnostic)
        .primary_title(&diagnostic.message)
        .id(diagnostic.code)
        .elements(places(sources, &diagnostic.labels));
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    group
}

/// One snippet for each source that a label stands in, that of the first label first.
fn places<'a>(sources: &'a [SourceText], labels: &'a [Label]) -> Vec<Element<'a>> {
    let mut seen: Vec<usize> = Vec::new();
    for label in labels {
        if label.span.source < sources.len() && !seen.contains(&label.span.source) {
            seen.push(label.span.source);
        }
    }
    if seen.is_empty() {
        return sources.first().map(|source| Origin::path(&source.name).into()).into_iter().collect();
    }
    let snippet = |&source: &usize| {
        let SourceText { name, text } = &sources[source];
        let here = labels.iter().enumerate().filter(move |(_, label)| label.span.source == source);
        let annotations = here.map(|(position, label)| annotation(text, label, position == 0));
        Snippet::source(text).path(name).annotations(annotations).into()
    };
    seen.iter().map(snippet).collect()
}

fn annotation<'a>(text: &str, label: &'a Label, is_the_place: bool) -> Annotation<'a> {
    let kind = if is_the_place { AnnotationKind::Primary } else { AnnotationKind::Context };
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=label.span.bytes.start.min(text.len())).rev().find(is_boundary).unwrap_or(0);
    let end = (label.span.bytes.end.clamp(start, text.len())..=text.len()).find(is_boundary).unwrap_or(start);
    let annotation = kind.span(start..end);
    if label.text.is_empty() { annotation } else { annotation.label(&label.text) }
}
