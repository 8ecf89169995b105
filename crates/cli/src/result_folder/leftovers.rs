//! What runs that were killed have left under hidden names.

use std::fs;
use std::path::Path;

use super::{FILES, NEW, OLD, names, swap};

/// Removes what is left of earlier runs that wrote to `folder`: begun before this one, and no longer at it. Only our own
/// files go. That something cannot be removed is no reason to fail.
pub(super) fn remove(folder: &Path, begun: u128) {
    let parent = swap::parent_of(folder);
    let folder_name = folder.file_name().unwrap_or_default().to_string_lossy();
    for name in names(parent).unwrap_or_default() {
        if is_stale(&name, &folder_name, begun) {
            let _ = swap::remove(&parent.join(name));
        }
    }
    for name in names(folder).unwrap_or_default() {
        if FILES.iter().any(|file| is_stale(&name, file, begun)) {
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

/// Whether a hidden name, `.results.altai-new-PROCESS-TIME`, is that of an earlier run that has ended.
fn is_stale(name: &str, of: &str, begun: u128) -> bool {
    let Some(rest) = name.strip_prefix('.').and_then(|name| name.strip_prefix(of)) else { return false };
    let Some(mark) = rest.strip_prefix(NEW).or_else(|| rest.strip_prefix(OLD)) else { return false };
    let Some((process, time)) = mark.split_once('-') else { return false };
    let (Ok(process), Ok(time)) = (process.parse::<u32>(), time.parse::<u128>()) else { return false };
    time < begun && !is_running(process)
}

/// Whether another process has this number, where the system tells.
fn is_running(process: u32) -> bool {
    process != std::process::id() && Path::new("/proc").join(process.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;
    use crate::result_folder::now;

    /// No process has this number: they end at 4,194,304 where the system counts highest.
    const NOBODY: &str = "4294967295";

    #[test]
    fn what_a_killed_run_has_left_is_removed() {
        let here = tempdir().unwrap();
        let folder = here.path().join("results");
        let left = here.path().join(format!(".results.altai-new-{NOBODY}-17"));
        for folder in [&folder, &left] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(left.join("odds.csv"), "half").unwrap();
        fs::write(folder.join(format!(".odds.csv.altai-old-{NOBODY}-17")), "old").unwrap();
        remove(&folder, now());
        assert_eq!(names(here.path()).unwrap(), ["results"]);
        assert!(names(&folder).unwrap().is_empty());
    }

    #[test]
    fn what_may_be_in_use_or_is_not_ours_stays() {
        let here = tempdir().unwrap();
        let folder = here.path().join("results");
        fs::create_dir(&folder).unwrap();
        let later = format!(".results.altai-new-{NOBODY}-{}", u128::MAX);
        let anothers = format!(".other.altai-new-{NOBODY}-17");
        let mut stay = vec![later, anothers, ".results.altai-new-notes".to_owned(), "results".to_owned()];
        if cfg!(target_os = "linux") {
            stay.push(".results.altai-new-1-17".to_owned()); // Process 1 always runs.
        }
        for name in &stay[..] {
            fs::create_dir_all(here.path().join(name)).unwrap();
        }
        let ours_with_notes = format!(".results.altai-old-{NOBODY}-17");
        fs::create_dir(here.path().join(&ours_with_notes)).unwrap();
        fs::write(here.path().join(&ours_with_notes).join("notes.txt"), "mine").unwrap();
        stay.push(ours_with_notes);
        remove(&folder, now());
        stay.sort();
        let mut left = names(here.path()).unwrap();
        left.sort();
        assert_eq!(left, stay);
    }
}
