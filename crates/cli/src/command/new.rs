//! `altai new`: a scenario to start from.

mod copies;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use altai_report::language::schema;
use anyhow::Context;

use super::examples::find;
use crate::arguments::New;
use crate::output::{out, tell_error};
use crate::{DONE, WRONG};
use copies::{Copy, SCHEMA, copies};

/// Writes a copy of an example, and beside it what it extends and the schema; never over a file that is there.
///
/// # Errors
///
/// A file cannot be written.
pub(crate) fn new(arguments: &New) -> anyhow::Result<u8> {
    let refuse = |message: &str| {
        tell_error(message);
        Ok(WRONG)
    };
    let example = match find(&arguments.from) {
        Ok(example) => example,
        Err(unknown) => return refuse(&unknown),
    };
    let file = &arguments.file;
    let shown = file.display();
    let (copy, bases) = copies(example, file, altai_scenarios::example);
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
    write_unless_there(&editors, &schema())?;

    let beside = |base: &Copy| format!("beside it is {}, which it extends\n", base.path.display());
    let extended: String = bases.iter().map(beside).collect();
    out(&format!(
        "{shown} is a copy of the example {}\n\
         {extended}beside it is {}, by which an editor completes and checks it\n\
         next: altai explain {shown}  says what it says\n      \
         altai run {shown}      tells the odds\n      \
         altai check {shown}    finds mistakes, after you have changed it\n",
        example.name,
        editors.display()
    ))?;
    Ok(DONE)
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
