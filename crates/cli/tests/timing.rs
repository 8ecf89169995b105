//! `altai run --timing`: where the time went, told only where it is asked for, and kept in every manifest.

mod altai;

use std::fs;
use std::path::Path;

use altai::{done, minimal, run, stdout, tables};
use serde_json::Value;
use tempfile::tempdir;

const HEADING: &str = "where the time went";

/// What playing consists of, in the order of a year.
const PARTS: [&str; 8] = [
    "draws",
    "regimes_and_shocks",
    "drivers_and_targets",
    "flows",
    "deals",
    "packages",
    "summary",
    "starting_and_merging",
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("one document")
}

fn seconds(timing: &Value, step: &str) -> f64 {
    timing[format!("{step}_seconds")].as_f64().unwrap_or_else(|| panic!("{step} is timed: {timing}"))
}

/// All steps and parts are there, none is negative, and together they are no more than the run.
fn assert_whole(timing: &Value, steps: &[&str]) {
    let steps: Vec<f64> = steps.iter().map(|step| seconds(timing, step)).collect();
    assert!(steps.iter().all(|step| *step >= 0.0), "{timing}");
    assert!(steps.iter().sum::<f64>() <= seconds(timing, "total"), "{timing}");
    assert!(seconds(timing, "playing") > 0.0 && seconds(timing, "reading") > 0.0, "{timing}");
    let parts = timing["playing"].as_array().unwrap();
    let names: Vec<&str> = parts.iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(names, PARTS);
    let shares: Vec<f64> = parts.iter().map(|part| part["share"].as_f64().unwrap()).collect();
    assert!(shares.iter().all(|share| *share >= 0.0), "{timing}");
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "no more than all threads have, and no less: {timing}");
}

fn keep(folder: &Path, more: &[&str]) {
    let output = run(&minimal(), &[&["--out", folder.to_str().unwrap()], more].concat());
    done(&output);
}

#[test]
fn a_run_without_the_option_says_nothing_of_it() {
    let plain = stdout(&run(&minimal(), &[]));
    assert!(!plain.contains(HEADING), "{plain}");
    let document = stdout(&run(&minimal(), &["--json"]));
    assert!(json(&document).get("timing").is_none(), "{document}");
    assert_eq!(document, stdout(&run(&minimal(), &["--json"])), "the same seed gives the same document");
}

/// Whether this system says what memory a process takes.
fn states_memory() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("VmHWM:"))
}

#[test]
fn the_time_is_told_after_the_answer() {
    let output = run(&minimal(), &["--timing", "--threads", "2"]);
    done(&output);
    let text = stdout(&output);
    let (answer, timing) = text.split_once(HEADING).unwrap();
    assert!(answer.contains("\nnext: ") && answer.ends_with("\n\n"), "{text}");
    for said in ["reading and checking", "preparing", "playing", "answering", "the whole run", " a second on 2 threads"]
    {
        assert!(timing.contains(said), "{said}: {text}");
    }
    for part in PARTS {
        assert!(timing.contains(&part.replace('_', " ")), "{part}: {text}");
    }
    assert!(!timing.contains("writing files"), "none are written: {text}");
    assert_eq!(timing.contains("of memory"), states_memory(), "{text}");
}

#[test]
fn few_words_and_none_still_let_the_time_be_told() {
    let quiet = stdout(&run(&minimal(), &["--quiet", "--timing"]));
    assert!(quiet.starts_with(HEADING), "{quiet}");
    let brief = stdout(&run(&minimal(), &["--brief", "--timing"]));
    assert!(brief.starts_with(&stdout(&run(&minimal(), &["--brief"]))) && brief.contains(HEADING), "{brief}");
}

#[test]
fn the_document_has_it_where_it_is_asked_for() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    let output = run(&minimal(), &["--json", "--timing", "--threads", "3", "--out", folder.to_str().unwrap()]);
    done(&output);
    let mut document = json(&stdout(&output));
    let timing = document.as_object_mut().unwrap().remove("timing").unwrap();
    assert_whole(&timing, &["reading", "preparing", "playing", "answering", "writing"]);
    assert_eq!(timing["threads"], 2, "2,000 paths are two blocks");
    assert_eq!(timing["peak_memory_bytes"].as_u64().is_some_and(|peak| peak > 0), states_memory());
    assert_eq!(document, json(&stdout(&run(&minimal(), &["--json"]))), "the answer is the same");
}

#[test]
fn every_manifest_has_it_and_the_tables_do_not_depend_on_it() {
    let here = tempdir().unwrap();
    let [plain, timed] = ["plain", "timed"].map(|name| here.path().join(name));
    keep(&plain, &[]);
    keep(&timed, &["--timing"]);
    for folder in [&plain, &timed] {
        let manifest = json(&fs::read_to_string(folder.join("manifest.json")).unwrap());
        assert_whole(&manifest["timing"], &["reading", "preparing", "playing", "answering"]);
        assert!(manifest["timing"]["writing_seconds"].is_null(), "a manifest is itself being written");
        assert_eq!(manifest["timing"]["instruction_set"], manifest["instruction_set"]);
        // 2,000 paths are too few to tell how sure the odds are.
        assert!(manifest["timing"]["levels_seconds"].is_null());
        let played = seconds(&manifest["timing"], "preparing") + seconds(&manifest["timing"], "playing");
        assert!((manifest["seconds"].as_f64().unwrap() - played).abs() < 1e-6, "{manifest}");
    }
    assert_eq!(tables(&plain), tables(&timed));
    // Other times are no edit: the same scenario still replaces its own result.
    keep(&timed, &[]);
}
