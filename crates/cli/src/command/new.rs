//! `altai new`: a scenario to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use anyhow::Context;

use super::examples::find;
use crate::arguments::New;
use crate::output::{out, tell_error};
use crate::{DONE, WRONG};

/// Writes a copy of an example; never over a file that is there.
///
/// # Errors
///
/// The file cannot be written.
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
    match OpenOptions::new().write(true).create_new(true).open(file) {
        Ok(mut opened) => {
            opened.write_all(example.text.as_bytes()).with_context(|| format!("`{shown}` was not written"))?;
        }
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
    out(&format!(
        "{shown} is a copy of the example {}\n\
         next: altai explain {shown}  says what it says\n      \
         altai run {shown}      tells the odds\n      \
         altai check {shown}    finds mistakes, after you have changed it\n",
        example.name
    ))?;
    Ok(DONE)
}
