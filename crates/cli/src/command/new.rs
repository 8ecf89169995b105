//! `altai new`: a scenario to start from.

mod copies;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use altai_report::language::schema;
use anyhow::Context;

use super::examples::find;
use crate::DONE;
use crate::arguments::New;
use crate::output::{out, typed, wrong};
use copies::{Copy, SCHEMA, copies};

/// Writes a copy of an example, and beside it what it extends and the schema; never over a file that is there.
///
/// # Errors
///
/// A file cannot be written.
pub(crate) fn new(arguments: &New) -> anyhow::Result<u8> {
    let refuse = |message: &str| Ok(wrong(message));
    let example = match find(&arguments.from) {
        Ok(example) => example,
        Err(unknown) => return refuse(&unknown),
    };
    let file = &arguments.file;
    if file.is_dir() || ends_as_a_folder(file) {
        let inside = file.join("scenario.toml");
        return refuse(&format!(
            "`{}` is the name of a folder: name a file, such as altai new {}",
            file.display(),
            typed(&inside.display().to_string())
        ));
    }
    let shown = file.display();
    let (copy, bases) = copies(example, file, altai_scenarios::beside);
    if let Some(base) = bases.iter().find(|base| base.path == copy.path) {
        return refuse(&format!(
            "`{shown}` would extend the example {} under that name: give another name, altai new FILE",
            base.example
        ));
    }
    if !file.exists()
        && let Some(base) = bases.iter().find(|base| stands_in_the_way(base))
    {
        return refuse(&format!(
            "there is another `{}` than the example {} that `{shown}` would extend: give a name in another folder, or \
             take that file away",
            base.path.display(),
            base.example
        ));
    }
    match write_new(&copy.path, &copy.text) {
        Ok(()) => {}
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
            return refuse(&format!(
                "there is a `{shown}` already, which is left alone: give another name, altai new FILE"
            ));
        }
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            return refuse(&format!("there is no folder for `{shown}`"));
        }
        Err(cause) => return Err(cause).with_context(|| format!("`{shown}` was not written")),
    }
    for base in &bases {
        write_unless_there(&base.path, &base.text)?;
    }
    let editors = file.with_file_name(SCHEMA);
    let todays = schema();
    write_unless_there(&editors, &todays)?;
    let is_todays = fs::read(&editors).is_ok_and(|there| there == todays.as_bytes());
    let editors = if is_todays {
        format!("beside it is {}, by which an editor completes and checks it\n", editors.display())
    } else {
        let name = editors.display();
        format!(
            "beside it is another {name} than this version's, which is left alone: altai schema > {} renews it\n",
            typed(&name.to_string())
        )
    };

    let beside = |base: &Copy| format!("beside it is {}, which it extends\n", base.path.display());
    let extended: String = bases.iter().map(beside).collect();
    let evidence = evidence(&copy.text).map(|path| {
        format!("its sources name rows of {path}, which stands in Altai's folder scenarios and is not copied\n")
    });
    let evidence = evidence.unwrap_or_default();
    let command = typed(&shown.to_string());
    out(&format!(
        "{shown} is a copy of the example {}\n\
         {extended}{editors}{evidence}\
         next: altai explain {command}  says what it says\n      \
         altai run {command}      tells the odds\n      \
         altai check {command}    finds mistakes, after you have changed it\n",
        example.name,
    ))?;
    Ok(DONE)
}

/// Whether a name can only be that of a folder.
fn ends_as_a_folder(file: &Path) -> bool {
    file.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// The file of evidence that the sources of an example speak of.
fn evidence(text: &str) -> Option<&str> {
    let from = text.find("evidence/")?;
    let end = text[from..].find(".csv")?;
    Some(&text[from..from + end + ".csv".len()]).filter(|path| !path.contains(char::is_whitespace))
}

/// Whether a file of that name is there and says something else.
fn stands_in_the_way(copy: &Copy) -> bool {
    match fs::read(&copy.path) {
        Ok(bytes) => bytes != copy.text.as_bytes(),
        Err(cause) => cause.kind() != ErrorKind::NotFound,
    }
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

/// What is there stays: it is the same, or the user's own.
fn write_unless_there(path: &Path, text: &str) -> anyhow::Result<()> {
    match write_new(path, text) {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
            Err(cause).with_context(|| format!("`{}` was not written", path.display()))
        }
        _ => Ok(()),
    }
}
