//! The real binary, on real files.

#![allow(dead_code)] // Each test file uses its part.

pub(crate) mod jargon;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The shipped first lesson: one flow, one deal.
pub(crate) fn minimal() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/minimal.toml")
}

/// Three targets, prices, sectors and public money.
pub(crate) fn several_targets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/tests/several-targets.toml")
}

/// `altai` with these arguments.
pub(crate) fn altai<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Output {
    command().args(arguments).output().expect("the binary runs")
}

pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_altai"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("COLUMNS");
    command
}

/// `altai run SCENARIO --paths 2000` with more arguments.
pub(crate) fn run(scenario: &Path, more: &[&str]) -> Output {
    command().arg("run").arg(scenario).args(["--paths", "2000"]).args(more).output().expect("the binary runs")
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("answers are UTF-8")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// Ended well and said nothing on standard error.
pub(crate) fn done(output: &Output) {
    assert_eq!((code(output), stderr(output).as_str()), (0, ""));
}

/// A scenario with two deals, of which one requires the other, as a file in the folder.
pub(crate) fn two_deals(folder: &Path) -> PathBuf {
    let path = folder.join("two-deals.toml");
    let text = "\
title = \"Two deals\"
allow = { no-source = \"a test\" }
[horizon]
base_year = 2025
end_year = 2032

[target]
turnover = 220
by = 2030

[flows.trade]
base = 160 # last year's figure
volatility = 0.1

[deals.road]
go = 0.6
start = 2026
peak = \"10 to 60\"

[deals.mine]
go = 0.5
start = \"2027 to 2030\"
peak = 40
requires = [\"road\"]
";
    fs::write(&path, text).expect("the folder is writable");
    path
}

/// The names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What a result folder holds, sorted.
pub(crate) const RESULT: [&str; 10] = [
    "answer.json",
    "arrival.csv",
    "components.csv",
    "costs.csv",
    "differences.csv",
    "levels.csv",
    "manifest.json",
    "odds.csv",
    "scenario.toml",
    "turnover.csv",
];

/// The seven tables of a result folder.
pub(crate) fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let tables = ["odds", "levels", "differences", "turnover", "components", "costs", "arrival"];
    let table = |name: &str| fs::read(folder.join(name).with_extension("csv")).expect("the table is there");
    tables.map(|name| (name.to_owned(), table(name))).into()
}
