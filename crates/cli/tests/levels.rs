//! `altai run --levels`, as typed, and what a plain run says of it.

mod altai;

use std::fs;
use std::path::Path;

use altai::{altai, code, command, done, minimal, several_targets, stderr, stdout};
use serde_json::Value;
use tempfile::tempdir;

/// With enough paths for the headline.
fn run(scenario: &Path, more: &[&str]) -> std::process::Output {
    altai(&[&["run", scenario.to_str().unwrap(), "--paths", "10000"], more].concat())
}

fn answer(scenario: &Path, more: &[&str]) -> String {
    let output = run(scenario, more);
    done(&output);
    stdout(&output)
}

fn json(scenario: &Path, more: &[&str]) -> Value {
    serde_json::from_str(&answer(scenario, &[&["--json"], more].concat())).expect("one document")
}

/// The first lesson with everything known but what is left to chance.
fn all_known(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("known.toml");
    let text = "allow = { no-source = \"a test\" }\n[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\n\
                turnover = 180\n[flows.trade]\nbase = 160\nvolatility = 0.1\n\
                drift = { value = \"0.01 to 0.05\", role = \"chance\" }\n";
    fs::write(&path, text).unwrap();
    path
}

const SAID: &str = "Depending on what is not known, the 26 in 100 may be anything from ";
const TITLE: &str = "and where they lie given what could be known";

#[test]
fn a_plain_run_says_in_its_headline_how_far_the_odds_depend_on_what_is_not_known() {
    let text = answer(&minimal(), &[]);
    assert!(text.replace('\n', " ").contains(SAID), "{text}");
    assert!(!text.contains(TITLE), "{text}");
    let document = json(&minimal(), &[]);
    let levels = &document["knowledge"];
    assert_eq!(
        (&levels["scope"], &levels["groups"], &levels["paths_per_group"]),
        (&"headline".into(), &312.into(), &128.into())
    );
    let rows = document["levels"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["package"], &rows[0]["reference"]), (1, &"power_line".into(), &Value::Null));
    let [low, mean, high] = ["low", "mean", "high"].map(|key| rows[0][key].as_f64().unwrap());
    assert!(low < mean && mean < high && high < 1.0, "{rows:?}");
}

#[test]
fn it_can_be_left_out_and_few_paths_or_nothing_to_know_leave_it_out() {
    let here = tempdir().unwrap();
    let known = all_known(here.path());
    for output in [run(&minimal(), &["--levels", "one"]), run(&known, &[]), altai::run(&minimal(), &[])] {
        done(&output);
        assert!(!stdout(&output).contains("not known,"), "{}", stdout(&output));
    }
    let document = json(&minimal(), &["--levels", "one"]);
    assert_eq!((&document["knowledge"], &document["headline"]["levels"]), (&Value::Null, &Value::Null));
    let mut with = json(&minimal(), &[]);
    let mut without = document;
    for document in [&mut with, &mut without] {
        (document["levels"], document["knowledge"]) = (Value::Null, Value::Null);
        document["headline"]["levels"] = Value::Null;
    }
    assert_eq!(with, without, "nothing else depends on it");
}

#[test]
fn two_levels_are_told_of_every_target_and_package() {
    let text = answer(&several_targets(), &["--levels", "two"]);
    assert_eq!(text.matches(TITLE).count(), 3, "{text}");
    let document = json(&several_targets(), &["--levels", "two"]);
    let count = |key: &str| document["question"][key].as_array().unwrap().len();
    let rows = document["levels"].as_array().unwrap();
    assert_eq!(rows.len(), count("targets") * (2 * count("packages") - 1));
    for width in ["40", "80", "120"] {
        let arguments = ["--levels", "two", "--paths", "2000"];
        let output = command().arg("run").arg(several_targets()).args(arguments).env("COLUMNS", width).output();
        let text = stdout(&output.unwrap());
        let most = width.parse::<usize>().unwrap().min(110);
        assert!(text.contains("9 times in 10") && text.lines().all(|line| line.chars().count() <= most), "{text}");
    }
}

#[test]
fn where_nothing_could_be_known_two_levels_say_so() {
    let here = tempdir().unwrap();
    let text = answer(&all_known(here.path()), &["--levels", "two"]).replace('\n', " ");
    assert!(text.contains("No uncertain number of the scenario could be known: better knowledge would not"), "{text}");
    assert!(!text.contains(TITLE), "{text}");
}

#[test]
fn the_folder_keeps_them_and_the_manifest_says_how_many_were_played() {
    let here = tempdir().unwrap();
    let kept = |name: &str, more: &[&str]| {
        let folder = here.path().join(name);
        done(&run(&minimal(), &[&["--out", folder.to_str().unwrap()], more].concat()));
        let manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
        let table = fs::read_to_string(folder.join("levels.csv")).unwrap();
        (table, manifest)
    };
    let (table, manifest) = kept("two", &["--levels", "two", "--threads", "1"]);
    assert_eq!(table.lines().count(), 1 + 3, "two packages and their difference");
    assert_eq!(manifest["levels"]["groups"], 312);
    assert!(manifest["timing"]["levels_seconds"].as_f64().unwrap() > 0.0);
    assert_eq!(kept("again", &["--levels", "two", "--threads", "3"]).0, table, "threads do not matter");
    let (table, manifest) = kept("one", &["--levels", "one"]);
    assert_eq!(table.lines().count(), 1, "a heading");
    assert!(manifest.get("levels").is_none() && manifest["timing"]["levels_seconds"].is_null());
}

#[test]
fn what_takes_the_time_is_named_and_other_words_are_refused() {
    let text = answer(&minimal(), &["--timing", "--brief"]);
    assert!(text.contains("levels of the odds"), "{text}");
    assert!(!answer(&minimal(), &["--timing", "--brief", "--levels", "one"]).contains("levels of the odds"));
    let refused = run(&minimal(), &["--levels", "three"]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("one") && stderr(&refused).contains("two"), "{}", stderr(&refused));
}

#[test]
fn a_run_to_a_precision_has_them_of_as_many_paths_as_it_played() {
    let precise = json(&minimal(), &["--precision", "0.01"]);
    let paths = precise["paths"].as_u64().unwrap();
    assert_eq!(precise["knowledge"]["groups"].as_u64().unwrap(), paths / 32);
}
