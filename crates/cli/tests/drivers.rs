//! `altai drivers`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, names, several_targets, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

const FEW: [&str; 2] = ["--paths", "3000"];

fn drivers(scenario: &std::path::Path, more: &[&str]) -> std::process::Output {
    altai(&[&["drivers", scenario.to_str().unwrap()], &FEW[..], more].concat())
}

#[test]
fn the_sentence_comes_first_and_the_farthest_row_with_it() {
    let output = drivers(&minimal(), &[]);
    done(&output);
    let text = stdout(&output);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let sentence = paragraphs[1].replace('\n', " ");
    assert!(sentence.contains("The drift of trade matters most: between "), "{text}");
    assert!(paragraphs[2].lines().nth(2).unwrap().starts_with("flows.trade.drift "), "{text}");
    assert!(text.contains("It is an intervention"), "{text}");
    assert!(text.contains("3,000 paths under each of 7 settings, seed 1"), "{text}");
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [30, 60, 72, 100, 140] {
        let mut command = altai::command();
        command.arg("drivers").arg(minimal()).args(FEW).env("COLUMNS", width.to_string());
        let text = stdout(&command.output().unwrap());
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width, "{widest} is more than {width}:\n{text}");
    }
}

#[test]
fn the_odds_are_those_of_a_run_with_the_number_set() {
    let json = |output: &std::process::Output| -> Value { serde_json::from_str(&stdout(output)).unwrap() };
    let run = |more: &[&str]| altai(&[&["run", minimal().to_str().unwrap(), "--json"], &FEW[..], more].concat());
    let found = json(&drivers(&minimal(), &["--json", "--threads", "2"]));
    assert_eq!(found["format"], "altai-drivers-1");
    let set = found["settings"].as_array().unwrap().iter().find(|row| row["address"] == "deals.power_line.peak");
    let set = set.unwrap();
    assert_eq!((&set["setting"], &set["unit"]), (&Value::from("p10"), &Value::from("USD million a year")));
    let change = format!("deals.power_line.peak={}", set["value"]);
    assert_eq!(set["odds"], json(&run(&["--set", &change]))["headline"]["probability"]);
    assert_eq!(found["probability"], json(&run(&[]))["headline"]["probability"]);
}

#[test]
fn a_package_and_a_target_can_be_named_and_misspelt() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let output = drivers(&scenario, &["--package", "road"]);
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    assert!(text.contains("With the deal road the odds of reaching $220 million"), "{text}");
    assert!(text.contains("deals.mine.start changes nothing on any path."), "{text}");
    let output = drivers(&scenario, &["--package", "raod"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("did you mean `road`?"), "{}", stderr(&output));
    let output = drivers(&scenario, &["--target", "targit"]);
    assert_eq!(code(&output), 2);
    assert_eq!(
        stderr(&output),
        "error: no target is called `targit`: did you mean `target`?\n  targets in this scenario: target\n"
    );
    assert_eq!(altai::jargon::found(&stderr(&output)).count(), 0);
    let output = drivers(&several_targets(), &["--target", "nothing_of_the_sort"]);
    assert_eq!(code(&output), 2);
}

#[test]
fn everything_known_leaves_nothing_to_set() {
    let sets = ["flows.trade.drift=0.03", "deals.power_line.start=2028", "deals.power_line.peak=50"];
    let sets: Vec<&str> = sets.iter().flat_map(|set| ["--set", set]).collect();
    let output = drivers(&minimal(), &sets);
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    assert!(text.contains("No number of the scenario is uncertain: there is nothing to set."), "{text}");
}

#[test]
fn a_folder_holds_the_tables_and_an_earlier_run_is_not_replaced() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    let out = ["--out", folder.to_str().unwrap()];
    done(&drivers(&minimal(), &out));
    assert_eq!(names(&folder), ["drivers.csv", "manifest.json", "scenario.toml", "spans.csv"]);
    let settings = fs::read_to_string(folder.join("drivers.csv")).unwrap();
    let heading = "target,package,year,address,setting,value,unit,odds,standard_error,lower_95,upper_95,difference,\
                   difference_standard_error,difference_lower_95,difference_upper_95";
    assert_eq!(settings.lines().next(), Some(heading));
    assert_eq!(settings.lines().count(), 7);
    assert_eq!(fs::read_to_string(folder.join("spans.csv")).unwrap().lines().count(), 4);
    done(&drivers(&minimal(), &out));
    let again = altai(&["drivers", folder.join("scenario.toml").to_str().unwrap(), "--paths", "3000", "--json"]);
    let first = drivers(&minimal(), &["--json"]);
    let odds = |output| serde_json::from_str::<Value>(&stdout(output)).unwrap()["settings"].clone();
    assert_eq!(odds(&again), odds(&first));

    let run = here.path().join("run");
    done(&altai::run(&minimal(), &["--quiet", "--out", run.to_str().unwrap()]));
    let refused = drivers(&minimal(), &["--out", run.to_str().unwrap()]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("holds the result of another command"), "{}", stderr(&refused));
    done(&drivers(&minimal(), &["--force", "--out", run.to_str().unwrap()]));
}
