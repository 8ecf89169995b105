//! Words to the terminal: colour where it is one, quiet when the reader has gone.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use terminal_size::terminal_size_of;
use textwrap::{Options, WordSplitter};

use crate::scenario_file::is_toml;
use crate::{DONE, FAILED, WRONG, unknown_option};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// The width of prose, unless the terminal is narrower.
const COMFORTABLE: usize = 80;

/// Tables are no wider than this …
const WIDEST_TABLE: usize = 110;

/// … and as wide as this where there is no terminal.
const USUAL_TABLE: usize = 100;

/// Writes to standard output, as plain text where that is not a terminal.
///
/// # Errors
///
/// The write failed.
pub(crate) fn out(text: &str) -> io::Result<()> {
    let mut stream = anstream::stdout().lock();
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Writes to standard error. That nobody listens there is no reason to stop.
pub(crate) fn tell(text: &str) {
    let mut stream = anstream::stderr().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Says what is wrong, outside of any file.
pub(crate) fn tell_error(message: &str) {
    tell(&format!("{ERROR}error{ERROR:#}: {message}\n"));
}

/// Says what is wrong with the scenario or the command line; the exit code of that.
pub(crate) fn wrong(message: &str) -> u8 {
    tell_error(message);
    WRONG
}

/// Says what to look after, outside of any file.
pub(crate) fn tell_warning(message: &str) {
    tell(&format!("{WARNING}warning{WARNING:#}: {message}\n"));
}

/// What the parser of the command line says: help, the version, or what it refused.
pub(crate) fn refusal(refused: clap::Error) -> ExitCode {
    use clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand as NothingTyped;
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let (refused, whose) = unknown_option::explained(refused, &typed);
    let asked_for = !refused.use_stderr() || refused.kind() == NothingTyped;
    let mut text = refused.render().ansi().to_string();
    text.extend(whose.or_else(|| tip(&refused)).map(|tip| format!("\n  tip: {tip}\n")));
    if asked_for {
        let _ = out(&text);
        ExitCode::from(DONE)
    } else {
        tell(&text);
        ExitCode::from(WRONG)
    }
}

/// What the parser of the command line cannot know.
fn tip(refused: &clap::Error) -> Option<String> {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let word = |kind| match refused.get(kind) {
        Some(ContextValue::String(word)) => Some(word.as_str()),
        _ => None,
    };
    let sets = || std::env::args().any(|word| word == "--set");
    match refused.kind() {
        ErrorKind::InvalidSubcommand => {
            let file = word(ContextKind::InvalidSubcommand).filter(|word| is_toml(Path::new(word)))?;
            Some(format!("to play a scenario, write altai run {file}"))
        }
        ErrorKind::UnknownArgument if sets() => {
            Some("a change with spaces in it stands in quotation marks: --set \"deals.mine.peak=20 to 150\"".to_owned())
        }
        _ => None,
    }
}

/// A word of a command line, in quotation marks where it has spaces or signs that a shell takes for its own.
pub(crate) fn typed(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./\\:=+,%@~".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("\"{}\"", word.replace('"', "\\\""))
    }
}

/// Says why the run failed; a reader who has closed the pipe has simply had enough.
pub(crate) fn failure(error: &anyhow::Error) -> ExitCode {
    let by_system = || error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    if by_system().any(|cause| cause.kind() == ErrorKind::BrokenPipe) {
        return ExitCode::from(DONE);
    }
    let in_words = |cause: &(dyn Error + 'static)| cause.downcast_ref().map_or_else(|| cause.to_string(), reason);
    let causes: Vec<String> = error.chain().map(in_words).collect();
    tell_error(&causes.join(": "));
    ExitCode::from(FAILED)
}

/// Why the operating system refused, without its error number.
pub(crate) fn reason(cause: &io::Error) -> String {
    let said = cause.to_string();
    let plain = said.split(" (os error").next().unwrap_or(&said);
    let mut letters = plain.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// How wide messages on standard error may be; `None` where that is not a terminal.
pub(crate) fn width_of_messages() -> Option<usize> {
    terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0))
}

/// How wide prose on standard output may be: not wider than one reads comfortably.
pub(crate) fn width_of_answers() -> usize {
    width_of_terminal().map_or(COMFORTABLE, |width| width.min(COMFORTABLE))
}

/// How wide answers with tables may be; the prose among them stays comfortable.
pub(crate) fn width_of_tables() -> usize {
    width_of_terminal().map_or(USUAL_TABLE, |width| width.min(WIDEST_TABLE))
}

/// How wide the terminal of standard output is; where there is none, what `COLUMNS` says, if anything.
fn width_of_terminal() -> Option<usize> {
    let stated = || std::env::var("COLUMNS").ok()?.trim().parse().ok().filter(|width| *width > 0);
    terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0)).or_else(stated)
}

/// Words in lines of at most `width`, indented.
pub(crate) fn filled(words: &str, indent: &str, width: usize) -> String {
    textwrap::fill(words, options(width).initial_indent(indent).subsequent_indent(indent))
}

/// Words after a label, further lines indented by its length; with a line end.
pub(crate) fn hanging(label: &str, words: &str, width: usize) -> String {
    let indent = " ".repeat(label.chars().count());
    textwrap::fill(words, options(width).initial_indent(label).subsequent_indent(&indent)) + "\n"
}

fn options(width: usize) -> Options<'static> {
    Options::new(width).word_splitter(WordSplitter::NoHyphenation)
}
