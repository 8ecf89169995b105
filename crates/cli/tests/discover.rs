//! `altai discover`, as typed.

mod altai;

use std::fs;
use std::path::Path;
use std::process::Output;

use altai::{altai, code, done, minimal, names, several_targets, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

const FEW: [&str; 4] = ["--paths", "4000", "--resamples", "4"];

fn discover(scenario: &Path, more: &[&str]) -> Output {
    altai(&[&["discover", scenario.to_str().unwrap()], &FEW[..], more].concat())
}

fn json(scenario: &Path, more: &[&str]) -> Value {
    let output = discover(scenario, &[&["--json"], more].concat());
    done(&output);
    serde_json::from_str(&stdout(&output)).unwrap()
}

#[test]
fn the_sentence_comes_first_then_the_box_and_the_picture() {
    let output = discover(&minimal(), &[]);
    done(&output);
    let text = stdout(&output);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let sentence = paragraphs[1].replace('\n', " ");
    assert!(sentence.contains("of the futures in which the drift of trade is at least "), "{text}");
    assert!(sentence.contains("of all futures and hold"), "{text}");
    assert!(paragraphs[2].lines().nth(2).unwrap().starts_with("flows.trade.drift "), "{text}");
    assert!(paragraphs[3].starts_with("density\n") && paragraphs[3].contains('●'), "{text}");
    assert!(
        text.contains(
            "4,000 paths: 2,000 to find the boxes, 1,000 to prune the one shown, 1,000 to\nmeasure them, seed 1, "
        ),
        "{text}"
    );
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [30, 60, 72, 100, 140] {
        let mut command = altai::command();
        command.arg("discover").arg(minimal()).args(FEW).env("COLUMNS", width.to_string());
        let text = stdout(&command.output().unwrap());
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width, "{widest} is more than {width}:\n{text}");
    }
}

#[test]
fn the_answer_is_the_same_for_any_number_of_threads() {
    assert_eq!(json(&minimal(), &["--threads", "1"]), json(&minimal(), &["--threads", "3"]));
}

#[test]
fn a_peel_that_is_more_patient_finds_more_boxes_and_none_is_smaller_than_asked() {
    let boxes = |more: &[&str]| json(&minimal(), more)["boxes"].as_array().unwrap().clone();
    let (usual, patient) = (boxes(&[]), boxes(&["--peel", "0.02"]));
    assert!(patient.len() > usual.len());
    let least = |boxes: &[Value]| boxes.iter().map(|row| row["found_mass"].as_f64().unwrap()).fold(1.0, f64::min);
    assert!(least(&boxes(&["--mass", "0.7"])) >= 0.7);
    assert!(least(&usual) < 0.7);
}

#[test]
fn failures_are_described_on_request_and_chance_is_looked_at() {
    let found = json(&minimal(), &["--failures"]);
    assert_eq!((&found["format"], &found["outcome"]), (&Value::from("altai-discover-1"), &Value::from("failure")));
    assert!(found["sentence"].as_str().unwrap().contains(" is missed in "));
    let row = &found["restrictions"][0];
    assert_eq!((&row["address"], &row["from"]), (&Value::from("flows.trade.drift"), &Value::Null));
    let inputs = |more: &[&str]| json(&minimal(), more)["inputs"].as_u64().unwrap();
    // Whether the power line has started.
    assert_eq!((inputs(&[]), inputs(&["--chance"])), (3, 4));
}

#[test]
fn a_box_can_be_asked_for() {
    assert_eq!(json(&minimal(), &["--box", "3"])["shown"]["box"], 3);
    let dense = json(&minimal(), &["--density", "0.3", "--unpruned"]);
    assert!(dense["shown"]["found_density"].as_f64().unwrap() >= 0.3);
    assert_eq!((&dense["pruned_on"], &dense["dropped"]), (&Value::from(0), &Value::Array(Vec::new())));
    let none = discover(&minimal(), &["--box", "999"]);
    assert_eq!(code(&none), 2);
    assert!(
        stderr(&none).starts_with("error: there is no box 999: the last one that was found is "),
        "{}",
        stderr(&none)
    );
}

#[test]
fn packages_targets_and_numbers_can_be_misspelt() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let output = discover(&scenario, &["--package", "raod"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("did you mean `road`?"), "{}", stderr(&output));
    assert_eq!(code(&discover(&several_targets(), &["--target", "nothing_of_the_sort"])), 2);
    for (wrong, said) in [
        (["--peel", "5"], "write a share from 0.005 to 0.4, such as 0.05, which is 5 %"),
        (["--peel", "NaN"], "write a share from 0.005 to 0.4"),
        (["--paste", "0"], "write a share from 0.005 to 0.4"),
        (["--mass", "-1"], "write a share from 0.001 to 0.9"),
        (["--density", "60"], "write a share from 0.001 to 1, such as 0.6, which is 60 %"),
        (["--paths", "1e9"], "write a whole number from 2 to 1000000"),
        (["--resamples", "many"], "write a whole number from 0 to 10000"),
        (["--box", "-1"], "write a whole number from 0 to 10000"),
    ] {
        let output = altai(&[&["discover", minimal().to_str().unwrap()], &wrong[..]].concat());
        assert_eq!(code(&output), 2, "{wrong:?}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert_eq!(altai::jargon::found(&stderr(&output)).count(), 0, "{}", stderr(&output));
    }
}

#[test]
fn that_nothing_is_better_than_chance_is_an_answer() {
    let sets = ["flows.trade.drift=0.03", "deals.power_line.start=2028", "deals.power_line.peak=50"];
    let sets: Vec<&str> = sets.iter().flat_map(|set| ["--set", set]).collect();
    let output = discover(&minimal(), &sets);
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    assert!(text.contains("no number of the scenario is uncertain"), "{text}");
    let output = discover(&minimal(), &["--set", "target.turnover=1e6"]);
    assert_eq!(code(&output), 0);
    let text = stdout(&output).replace('\n', " ");
    assert!(text.contains("is reached in none of the futures"), "{text}");
    for paths in ["2", "3", "9"] {
        let output = altai(&["discover", minimal().to_str().unwrap(), "--paths", paths]);
        done(&output);
    }
}

#[test]
fn a_folder_holds_every_box_and_can_be_asked_again() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    let out = ["--out", folder.to_str().unwrap()];
    done(&discover(&minimal(), &out));
    assert_eq!(names(&folder), ["answer.json", "boxes.csv", "limits.csv", "manifest.json", "scenario.toml"]);
    let lines = |name: &str| fs::read_to_string(folder.join(name)).unwrap().lines().count();
    let found = json(&minimal(), &[]);
    let many = |key: &str| found[key].as_array().unwrap().len();
    // A heading, every box, and the one shown.
    assert_eq!(lines("boxes.csv"), many("boxes") + 2);
    assert_eq!(lines("limits.csv"), many("limits") + many("restrictions") + 1);
    let boxes = fs::read_to_string(folder.join("boxes.csv")).unwrap();
    assert!(
        boxes.starts_with("target,package,year,outcome,box,restricted,coverage,coverage_standard_error,"),
        "{boxes}"
    );
    let again = json(&folder.join("scenario.toml"), &[]);
    assert_eq!(again["boxes"], found["boxes"]);
    let run = here.path().join("run");
    done(&altai::run(&minimal(), &["--quiet", "--out", run.to_str().unwrap()]));
    assert_eq!(code(&discover(&minimal(), &["--out", run.to_str().unwrap()])), 2);
}
