//! The folder of `--out`: written whole or not at all, over an earlier result of ours and nothing else.

mod in_place;
mod leftovers;
mod swap;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;

use crate::manifest::{self, Digested, Manifest};
use crate::output::{reason, tell_error, tell_warning};
use crate::{FAILED, WRONG};

/// Every name that we write or once wrote, the manifest last: where it stands, the rest does.
pub(crate) const FILES: &[&str] = &[
    "odds.csv",
    "differences.csv",
    "turnover.csv",
    "components.csv",
    "costs.csv",
    "arrival.csv",
    "attribution.csv",
    "interactions.csv",
    "boxes.csv",
    "choices.csv",
    "limits.csv",
    "compare.csv",
    "drivers.csv",
    "frontier.csv",
    "levels.csv",
    "rare.csv",
    "spans.csv",
    "sampling.csv",
    "scenario.toml",
    "seek.csv",
    "sobol.csv",
    "sweep.csv",
    "voi.csv",
    "answer.json",
    manifest::FILE,
];

/// A file's name and contents.
pub(crate) type Contents = (&'static str, Vec<u8>);

/// A folder that results may be written to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ResultFolder {
    path: PathBuf,
    /// As it was typed.
    shown: PathBuf,
    standing: Standing,
    /// What an earlier result there consists of.
    former: Vec<Digested>,
    /// When the run began, in nanoseconds since 1970.
    begun: u128,
}

/// Why a folder is not written to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Why, and what would be right.
    pub(crate) message: String,
    /// What the program ends with.
    pub(crate) exit_code: u8,
}

/// What stands there so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing.
    Absent,
    /// Nothing in it, or an earlier result and nothing else.
    Ours,
    /// Other files too, which stay.
    Shared,
}

/// The folder that is asked for, if one is; or an exit code, where it must not be written to, which is told. What was written
/// there without `table`, which the command writes, is the answer to another question, and is not replaced unless by `force`.
pub(crate) fn open(
    out: Option<&Path>,
    force: bool,
    scenarios: &[&Path],
    table: &str,
) -> Result<Option<ResultFolder>, u8> {
    let Some(out) = out else { return Ok(None) };
    let folder = ResultFolder::at(out, force, scenarios, table).map_err(|refused| {
        tell_error(&refused.message);
        refused.exit_code
    })?;
    Ok(Some(folder))
}

impl ResultFolder {
    /// Looks whether results may be written to the folder, before any work is done.
    ///
    /// # Errors
    ///
    /// Why not, and what would be right: it is a file, or writing would replace one of `scenarios`, the files that are run; or
    /// there is no `force`, and it holds something else than an earlier result, that of another scenario, one that was
    /// edited, or one without `table`, which is that of another command.
    fn at(path: &Path, force: bool, scenarios: &[&Path], table: &str) -> Result<Self, Refused> {
        let begun = now();
        let (typed, shown) = (path.to_owned(), path.display());
        let refused = |exit_code, message: String| Refused { message, exit_code };
        let wrong = |message: String| refused(WRONG, message);
        let cannot =
            |cause: &io::Error| refused(FAILED, format!("the folder `{shown}` cannot be used: {}", reason(cause)));
        let path = match path.canonicalize() {
            Ok(path) => path,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
                return Ok(Self {
                    path: typed.clone(),
                    shown: typed,
                    standing: Standing::Absent,
                    former: Vec::new(),
                    begun,
                });
            }
            Err(cause) => return Err(cannot(&cause)),
        };
        if !path.is_dir() {
            return Err(wrong(format!("`{shown}` is a file: --out takes a folder")));
        }
        let names = names(&path).map_err(|cause| cannot(&cause))?;
        if let Some(name) = FILES.iter().find(|name| path.join(name).is_dir()) {
            return Err(wrong(format!(
                "`{shown}` holds a folder called `{name}`, where a file would be written: choose another folder"
            )));
        }
        let is_here = |scenario: PathBuf| FILES.iter().any(|name| path.join(name) == scenario);
        if scenarios.iter().any(|scenario| scenario.canonicalize().is_ok_and(is_here)) {
            return Err(wrong(format!(
                "writing to `{shown}` would replace the scenario that is run: choose another folder"
            )));
        }
        let written = fs::read(path.join(manifest::FILE)).ok().and_then(|text| manifest::written(&text));
        match &written {
            _ if force || names.is_empty() => {}
            None => {
                return Err(wrong(format!(
                    "the folder `{shown}` holds something else than an earlier result: choose another, or add --force \
                     to write beside it (files of the same name are replaced, others stay)"
                )));
            }
            Some(written) => {
                let run: Vec<String> = scenarios
                    .iter()
                    .filter_map(|scenario| scenario.file_name())
                    .map(|name| name.to_string_lossy().into_owned())
                    .collect();
                if !written.scenarios.is_empty() && written.scenarios != run {
                    let listed = |names: &[String]| {
                        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
                    };
                    return Err(wrong(format!(
                        "the folder `{shown}` holds the result of {}, which that of {} would replace: choose another folder, \
                         or add --force if it may go",
                        listed(&written.scenarios),
                        listed(&run)
                    )));
                }
                if let Some(name) = edited(&path, &written.files) {
                    let message = format!(
                        "`{name}` in `{shown}` was changed since Altai wrote it, and would be replaced: choose another \
                         folder, or add --force if the change may go"
                    );
                    return Err(refused(FAILED, message));
                }
                if !written.files.iter().any(|file| file.file == table) {
                    let line = written.typed.as_ref().map(|typed| format!(", `{}`", typed.line())).unwrap_or_default();
                    return Err(wrong(format!(
                        "the folder `{shown}` holds the result of another command{line}, which this one would replace: \
                         choose another folder, or add --force if it may go"
                    )));
                }
            }
        }
        let only_ours = names.iter().all(|name| FILES.contains(&name.as_str()));
        let is_in_use = std::env::current_dir().is_ok_and(|here| here == path) || path.parent().is_none();
        let standing = if only_ours && !is_in_use { Standing::Ours } else { Standing::Shared };
        let former = written.into_iter().flat_map(|written| written.files).collect();
        Ok(Self { path, shown: typed, standing, former, begun })
    }

    /// Writes the tables, the document of the whole answer, the scenario as it was played and, beside them, the manifest,
    /// which tells their digests.
    ///
    /// # Errors
    ///
    /// Those of [`write`](Self::write), with the folder's name.
    pub(crate) fn keep(
        &self,
        mut files: Vec<Contents>,
        document: String,
        scenario: Option<Contents>,
        manifest: Manifest<'_>,
    ) -> anyhow::Result<()> {
        files.push(("answer.json", document.into_bytes()));
        files.extend(scenario);
        // Or it would stand in the way of the next result as something of the user's own.
        debug_assert!(files.iter().all(|(name, _)| FILES.contains(name)), "each is in the list");
        let digests = files.iter().map(|(name, contents)| Digested::new(name, contents)).collect();
        files.push((manifest::FILE, Manifest { files: digests, ..manifest }.text()?));
        let failed = || format!("the results were not written to `{}`", self.shown.display());
        if let Some(old) = self.write(&files).with_context(failed)? {
            tell_warning(&format!(
                "the results are written, but the earlier ones could not be deleted: they are in `{}`",
                old.display()
            ));
        }
        Ok(())
    }

    /// Writes all of it. What stood there before is replaced only once everything new has reached the disk. Where an
    /// earlier result could then not be deleted, says where it still is.
    ///
    /// # Errors
    ///
    /// The disk is full, or the folder is not writable … Then what stood there before still does.
    fn write(&self, files: &[Contents]) -> io::Result<Option<PathBuf>> {
        let unfinished = Unfinished::new();
        let in_place = || in_place::write(&self.path, files, &self.outdated(files), &unfinished).map(|()| None);
        let left_over = match self.standing {
            Standing::Absent | Standing::Ours => match swap::write(&self.path, files, &unfinished) {
                // One may write in the folder, yet not beside it.
                Err(cause) if cause.kind() == io::ErrorKind::PermissionDenied && self.path.is_dir() => in_place(),
                done => done,
            },
            Standing::Shared => in_place(),
        }?;
        leftovers::remove(&self.path, self.begun);
        Ok(left_over)
    }

    /// What an earlier result leaves behind where no file of the new one takes its place, if it is as Altai wrote it.
    fn outdated(&self, files: &[Contents]) -> Vec<&'static str> {
        let is_kept = |name: &&&str| !files.iter().any(|(kept, _)| kept == *name);
        let is_ours = |name: &&&str| {
            fs::read(self.path.join(name)).is_ok_and(|contents| self.former.contains(&Digested::new(name, &contents)))
        };
        FILES.iter().filter(is_kept).filter(is_ours).copied().collect()
    }
}

/// A file that would be replaced and is not as Altai wrote it.
fn edited(folder: &Path, written: &[Digested]) -> Option<&'static str> {
    let is_edited = |name: &&&str| match fs::read(folder.join(name)) {
        Ok(contents) => !written.contains(&Digested::new(name, &contents)),
        Err(cause) => cause.kind() != io::ErrorKind::NotFound,
    };
    // A manifest cannot hold its own digest.
    FILES.iter().filter(|name| **name != manifest::FILE).find(is_edited).copied()
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

/// Writes a new file, which has yet to reach the disk.
fn write_file(path: &Path, contents: &[u8]) -> io::Result<File> {
    let mut file = File::create_new(path)?;
    file.write_all(contents)?;
    Ok(file)
}

/// Waits until files have reached the disk: once all are written, which takes less time than one by one.
fn sync_files(files: &[File]) -> io::Result<()> {
    files.iter().try_for_each(File::sync_all)
}

/// Makes the names in a folder durable, where the system can.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Hidden names that nobody else uses, for what is not finished.
struct Unfinished(String);

impl Unfinished {
    /// Told apart by process and time: in a container every process may have the same number.
    fn new() -> Self {
        Self(format!("{}-{}", std::process::id(), now()))
    }

    /// For a new file or folder.
    fn new_name(&self, of: &str) -> String {
        format!(".{of}{NEW}{}", self.0)
    }

    /// For an old one, while it may have to come back.
    fn old_name(&self, of: &str) -> String {
        format!(".{of}{OLD}{}", self.0)
    }
}

const NEW: &str = ".altai-new-";
const OLD: &str = ".altai-old-";

/// Nanoseconds since 1970.
fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos()
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;

    /// Three files, of which the last cannot be written: there is no such folder.
    fn failing() -> Vec<Contents> {
        vec![("odds.csv", b"new".to_vec()), (manifest::FILE, b"new".to_vec()), ("no/such/folder", Vec::new())]
    }

    fn earlier(folder: &Path) {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("odds.csv"), "old").unwrap();
        fs::write(folder.join(manifest::FILE), "old").unwrap();
    }

    #[test]
    fn a_failure_leaves_what_stood_there_before() {
        for swaps in [true, false] {
            let here = tempdir().unwrap();
            let folder = here.path().join("results");
            earlier(&folder);
            let unfinished = Unfinished::new();
            let failed = if swaps {
                swap::write(&folder, &failing(), &unfinished).is_err()
            } else {
                in_place::write(&folder, &failing(), &[], &unfinished).is_err()
            };
            assert!(failed);
            for name in ["odds.csv", manifest::FILE] {
                assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), "old");
            }
            assert_eq!(names(&folder).unwrap().len(), 2);
            assert_eq!(names(here.path()).unwrap(), ["results"]);
        }
    }

    #[test]
    fn an_earlier_result_that_cannot_be_deleted_is_told() {
        let here = tempdir().unwrap();
        let folder = here.path().join("results");
        earlier(&folder);
        // Something of somebody else's, put there while the run went on.
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        let files = vec![("odds.csv", b"new".to_vec())];
        let left = swap::write(&folder, &files, &Unfinished::new()).unwrap().unwrap();
        assert_eq!(fs::read_to_string(folder.join("odds.csv")).unwrap(), "new");
        assert_eq!(fs::read_to_string(left.join("notes.txt")).unwrap(), "mine");
    }

    #[test]
    fn a_failure_leaves_no_new_folder() {
        let here = tempdir().unwrap();
        assert!(swap::write(&here.path().join("results"), &failing(), &Unfinished::new()).is_err());
        assert!(names(here.path()).unwrap().is_empty());
    }

    #[test]
    fn a_failure_half_way_through_the_renaming_is_undone() {
        let here = tempdir().unwrap();
        let folder = here.path().join("results");
        earlier(&folder);
        let files = vec![("odds.csv", b"new".to_vec()), (manifest::FILE, b"new".to_vec())];
        // A full folder stands where the last file would be put aside; the manifest goes first.
        let unfinished = Unfinished::new();
        let blocked = folder.join(unfinished.old_name("odds.csv"));
        fs::create_dir_all(blocked.join("in the way")).unwrap();
        assert!(in_place::write(&folder, &files, &[], &unfinished).is_err());
        assert_eq!(fs::read_to_string(folder.join("odds.csv")).unwrap(), "old");
        assert_eq!(fs::read_to_string(folder.join(manifest::FILE)).unwrap(), "old");
    }
}
