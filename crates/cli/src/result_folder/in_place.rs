//! File by file, in a folder that holds other files too.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Contents, Unfinished, sync_files, sync_folder, write_file};

/// Writes the files under hidden names, then renames them, the old ones aside first, and those that are outdated with them. A
/// failure undoes it.
pub(super) fn write(folder: &Path, files: &[Contents], outdated: &[&str], unfinished: &Unfinished) -> io::Result<()> {
    let mut steps = Steps::default();
    let done = write_in_steps(folder, files, outdated, unfinished, &mut steps);
    match done {
        Ok(()) => steps.keep(),
        Err(_) => steps.undo(),
    }
    sync_folder(folder);
    done
}

fn write_in_steps(
    folder: &Path,
    files: &[Contents],
    outdated: &[&str],
    unfinished: &Unfinished,
    steps: &mut Steps,
) -> io::Result<()> {
    let mut written = Vec::new();
    for (name, contents) in files {
        let new = folder.join(unfinished.new_name(name));
        steps.new.push(new.clone());
        written.push(write_file(&new, contents)?);
    }
    sync_files(&written)?;
    drop(written);
    // The manifest comes last: without it, what is left by a crash does not pass for a result.
    for name in files.iter().rev().map(|(name, _)| name).chain(outdated) {
        let (path, old) = (folder.join(name), folder.join(unfinished.old_name(name)));
        if path.exists() {
            fs::rename(&path, &old)?;
            steps.aside.push((old, path));
        }
    }
    for ((name, _), new) in files.iter().zip(steps.new.clone()) {
        let path = folder.join(name);
        fs::rename(new, &path)?;
        steps.placed.push(path);
    }
    Ok(())
}

/// What has been done so far.
#[derive(Debug, Default)]
struct Steps {
    /// Files under a hidden name.
    new: Vec<PathBuf>,
    /// Old files: where they are, and where they belong.
    aside: Vec<(PathBuf, PathBuf)>,
    /// New files that have got their names.
    placed: Vec<PathBuf>,
}

impl Steps {
    fn keep(&self) {
        for (old, _) in &self.aside {
            let _ = fs::remove_file(old);
        }
    }

    fn undo(&self) {
        for path in self.placed.iter().chain(&self.new) {
            let _ = fs::remove_file(path);
        }
        for (old, path) in &self.aside {
            let _ = fs::rename(old, path);
        }
    }
}
