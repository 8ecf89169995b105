//! The scenario's file and those that it names: their texts, or why there is none to read.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use altai_model::diagnostic::code;
use altai_model::{Diagnostic, Files, Label, NoText, Override, Reading, Severity, SourceText, Span, did_you_mean};

use crate::diagnostics;
use crate::output::reason;

/// More is not even read. The reader of scenarios draws its own, much lower line, and says so.
const MOST_BYTES: u64 = 64_000_000;

/// So many scenarios of a folder are named.
const MOST_NAMED: usize = 5;

/// A file that could not be read as text.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// As much of it as could be, so that the mistake has a place.
    pub(crate) source: SourceText,
    /// What is wrong.
    pub(crate) diagnostic: Diagnostic,
}

/// The files of this computer, for what a scenario names beside itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disk;

impl Files for Disk {
    fn load(&self, path: &str, beside: &str) -> Result<SourceText, NoText> {
        text(&relative(path, beside)).map_err(|unreadable| {
            let Diagnostic { code, message, help, .. } = unreadable.diagnostic;
            // What a folder holds is worth telling on the command line only, where one is easily meant.
            let mend = if code == code::FOLDER { String::new() } else { help.concat() };
            NoText { code, message, mend }
        })
    }
}

/// The file at `path`, which may be relative to the file `beside`, without detours.
fn relative(path: &str, beside: &str) -> PathBuf {
    let whole = Path::new(beside).parent().unwrap_or(Path::new("")).join(path);
    let mut plain = PathBuf::new();
    for component in whole.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// Reads a scenario with what the command line changes, whatever is said of it; or an exit code, where there is no text,
/// which is told.
pub(crate) fn read(path: &Path, changes: &[Override]) -> Result<Reading, u8> {
    match text(path) {
        Ok(source) => Ok(altai_model::read(source, changes, &Disk)),
        Err(unreadable) => {
            let Unreadable { source, diagnostic } = *unreadable;
            let diagnostics = [diagnostic];
            diagnostics::tell(&[source], &diagnostics);
            Err(diagnostics::exit_code(&diagnostics))
        }
    }
}

/// The file's name without `.toml`, by which a scenario without a title goes.
pub(crate) fn stem(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// The text of the file.
fn text(path: &Path) -> Result<SourceText, Box<Unreadable>> {
    let name = path.display().to_string();
    let refused = |code, message: String, help: Vec<String>| {
        let source = SourceText { name: name.clone(), text: String::new() };
        Box::new(Unreadable { source, diagnostic: error(code, message, help) })
    };
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            return Err(refused(code::MISSING_FILE, format!("there is no file `{name}`"), whereabouts(path)));
        }
        Err(cause) if cause.kind() == ErrorKind::IsADirectory || path.is_dir() => {
            return Err(refused(code::FOLDER, format!("`{name}` is a folder, not a scenario"), what_it_holds(path)));
        }
        Err(cause) => {
            return Err(refused(
                code::UNREADABLE_FILE,
                format!("`{name}` cannot be read: {}", reason(&cause)),
                Vec::new(),
            ));
        }
    };
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("this file has more than {} MB: that is no scenario", MOST_BYTES / 1_000_000);
        return Err(refused(code::TOO_BIG, message, Vec::new()));
    }
    String::from_utf8(bytes).map(|text| SourceText { name: name.clone(), text }).map_err(|wrong| {
        let start = wrong.utf8_error().valid_up_to();
        let bytes = wrong.as_bytes();
        let byte = bytes[start];
        let mut text = String::from_utf8_lossy(&bytes[..start]).into_owned();
        text.push(char::REPLACEMENT_CHARACTER);
        let span = Span { source: 0, bytes: start..text.len() };
        let diagnostic = if let Some((what, help)) = what_else(bytes) {
            error(code::NOT_UTF8, format!("this is {what}, not text in UTF-8"), vec![help.to_owned()])
        } else {
            let message = format!("this is not text: byte {} of the file, {byte}, cannot stand in UTF-8", start + 1);
            let help = "save the file as UTF-8 text (in a spreadsheet or an editor: *Save as*, *encoding*)".to_owned();
            let label = Label { span, text: "text up to here".to_owned() };
            Diagnostic { labels: vec![label], ..error(code::NOT_UTF8, message, vec![help]) }
        };
        Box::new(Unreadable { source: SourceText { name: name.clone(), text }, diagnostic })
    })
}

/// What bytes that are no text are, by how they begin, and how to get text from it.
fn what_else(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let beginnings: [(&[u8], &str, &str); 5] = [
        (b"PK\x03\x04", "an Excel workbook or another packed file", "save the sheet as *CSV UTF-8 (comma delimited)*"),
        (b"\xD0\xCF\x11\xE0", "an old Excel workbook", "save the sheet as *CSV UTF-8 (comma delimited)*"),
        (
            b"\xFF\xFE",
            "text in UTF-16",
            "save it again with the encoding UTF-8; in Excel as *CSV UTF-8*, not as *Unicode text*",
        ),
        (b"\xFE\xFF", "text in UTF-16", "save it again with the encoding UTF-8"),
        (b"%PDF", "a PDF", "copy its numbers into a text file"),
    ];
    let (_, what, help) = beginnings.into_iter().find(|(beginning, ..)| bytes.starts_with(beginning))?;
    Some((what, help))
}

/// At most one byte more than a scenario may have.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn error(code: &'static str, message: String, help: Vec<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Error, code, message, labels: Vec::new(), help }
}

/// What to say of a missing file: a name beside it that is meant, perhaps, or that the folder is missing too.
fn whereabouts(path: &Path) -> Vec<String> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let Ok(entries) = fs::read_dir(folder) else {
        return vec![format!("there is no folder `{}`", folder.display())];
    };
    let mut beside: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    beside.sort();
    let word = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let same = |name: &&str| match path.extension() {
        None => is_toml(Path::new(name)),
        asked => Path::new(name).extension() == asked,
    };
    let alike = beside.iter().map(String::as_str).filter(same);
    let meant = beside.iter().find(|name| **name == format!("{word}.toml")).map(String::as_str);
    meant
        .or_else(|| did_you_mean(&word, alike))
        .map(|name| format!("did you mean `{}`?", path.with_file_name(name).display()))
        .into_iter()
        .collect()
}

/// The scenarios in a folder, to choose from.
fn what_it_holds(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut scenarios: Vec<PathBuf> = entries.filter(|path| is_toml(path) && looks_like_a_scenario(path)).collect();
    scenarios.sort();
    let names: Vec<String> = scenarios.iter().take(MOST_NAMED).map(|path| format!("`{}`", path.display())).collect();
    match scenarios.len() {
        0 => Vec::new(),
        1 => vec![format!("it holds a scenario: {}", names[0])],
        all if all > MOST_NAMED => vec![format!("it holds {all} scenarios, such as {}", names.join(", "))],
        _ => vec![format!("it holds scenarios: {}", names.join(", "))],
    }
}

/// Whether the file has years, as other files in TOML have not.
fn looks_like_a_scenario(path: &Path) -> bool {
    let is_horizon = |line: &str| {
        let line = line.trim_start().trim_start_matches('[').trim_start();
        line.strip_prefix("horizon").is_some_and(|rest| rest.trim_start().starts_with([']', '=', '.']))
    };
    let text = bytes(path).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().any(is_horizon)
}

pub(crate) fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_name_however_it_is_reached() {
        for (path, beside, expected) in [
            ("base.toml", "variant.toml", "base.toml"),
            ("./base.toml", "variants/nuclear.toml", "variants/base.toml"),
            ("../base.toml", "variants/nuclear.toml", "base.toml"),
            ("../../base.toml", "variants/nuclear.toml", "../base.toml"),
            ("/tmp/base.toml", "variants/nuclear.toml", "/tmp/base.toml"),
        ] {
            assert_eq!(relative(path, beside), Path::new(expected), "{path} beside {beside}");
        }
    }
}
