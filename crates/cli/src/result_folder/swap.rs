//! A new folder beside the old one, then the names are exchanged.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Contents, FILES, Unfinished, sync_files, sync_folder, write_file};

/// Writes the files to a folder beside `folder`, and renames it to that once all have reached the disk. Where the old
/// folder could not be deleted then, says where it is.
pub(super) fn write(folder: &Path, files: &[Contents], unfinished: &Unfinished) -> io::Result<Option<PathBuf>> {
    let (parent, name) = (parent_of(folder), folder.file_name().map(OsStr::to_string_lossy).unwrap_or_default());
    fs::create_dir_all(parent)?;
    let new = NewFolder::create(parent.join(unfinished.new_name(&name)))?;
    let written = files.iter().map(|(name, contents)| write_file(&new.0.join(name), contents));
    sync_files(&written.collect::<io::Result<Vec<_>>>()?)?;
    sync_folder(&new.0);
    let old = parent.join(unfinished.old_name(&name));
    let replaces = folder.is_dir();
    if replaces {
        fs::rename(folder, &old)?;
    }
    if let Err(cause) = fs::rename(&new.0, folder) {
        if replaces {
            fs::rename(&old, folder)?;
        }
        return Err(cause);
    }
    sync_folder(parent);
    Ok((replaces && remove(&old).is_err()).then_some(old))
}

/// Removes an earlier result: our own files, and the folder if that leaves it empty.
pub(super) fn remove(old: &Path) -> io::Result<()> {
    for name in FILES {
        match fs::remove_file(old.join(name)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
            _ => {}
        }
    }
    fs::remove_dir(old)
}

pub(super) fn parent_of(folder: &Path) -> &Path {
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A folder of ours that goes when dropped, unless it has got its name.
struct NewFolder(PathBuf);

impl NewFolder {
    fn create(path: PathBuf) -> io::Result<Self> {
        fs::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
