//! `altai run --rare`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, names, several_targets, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

/// `altai run --rare` with the fewest particles and more arguments.
fn rare(scenario: &str, more: &[&str]) -> std::process::Output {
    altai(&[&["run", scenario, "--rare", "--paths", "16384"], more].concat())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rare_odds_are_one_in_many_under_a_sentence() {
    let scenario = minimal();
    let output = rare(scenario.to_str().unwrap(), &["--set", "target.turnover=1500"]);
    done(&output);
    let text = one_line(&stdout(&output));
    assert!(text.contains("the odds of reaching $1,500 million a year by 2032 are about 1 in "), "{text}");
    assert!(text.contains(" million (between 1 in ") && text.contains("with no deal, about 1 in "), "{text}");
    assert!(text.contains("This is the tail of the model, not of the world."), "{text}");
    assert!(text.contains("16,384 paths at each level in 16 replicates, "), "{text}");
}

#[test]
fn the_folder_holds_every_number_of_the_json_document() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let scenario = scenario.to_str().unwrap();
    let folder = here.path().join("results");
    let more = ["--set", "target.turnover=420", "--json", "--out", folder.to_str().unwrap()];
    let output = rare(scenario, &more);
    done(&output);
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["format"], "altai-rare-1");
    assert_eq!((&document["paths"], &document["replicates"]), (&16384.into(), &16.into()));
    assert_eq!(names(&folder), ["answer.json", "manifest.json", "rare.csv", "scenario.toml"]);
    let table = fs::read_to_string(folder.join("rare.csv")).unwrap();
    let mut lines = table.lines();
    let heading =
        "target,package,year,probability,standard_error,lower_95,upper_95,outcome,levels,accepted,nearest".to_owned();
    assert_eq!(lines.next(), Some(heading.as_str()));
    for (line, row) in lines.zip(document["odds"].as_array().unwrap()) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!((cells[0], cells[1]), ("target", row["package"].as_str().unwrap()));
        assert_eq!(cells[3].parse().ok(), row["probability"].as_f64(), "{line}");
        assert!(row["lower_95"].as_f64() <= row["upper_95"].as_f64());
    }
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
    assert_eq!((&manifest["sentence"], &manifest["paths"]), (&document["sentence"], &document["paths"]));
    // To ask the same of the scenario that was kept is to get the same.
    let again = rare(folder.join("scenario.toml").to_str().unwrap(), &["--json", "--threads", "1"]);
    let again: Value = serde_json::from_str(&stdout(&again)).unwrap();
    assert_eq!(again["odds"], document["odds"]);
}

#[test]
fn a_target_out_of_reach_is_told_with_a_bound() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let scenario = scenario.to_str().unwrap();
    let bounded = ["--set", "flows.trade.volatility=0", "--set", "deals.road.peak=30", "--set", "target.turnover=500"];
    let output = rare(scenario, &[&bounded[..], &["--brief"]].concat());
    done(&output);
    let text = one_line(&stdout(&output));
    assert!(
        text.contains("are below about 1 in ") && text.contains("No path came nearer than 46 % of the target."),
        "{text}"
    );
    let text = stdout(&rare(scenario, &bounded));
    assert!(text.contains("below 1 in"), "{text}");
    assert!(rare(scenario, &["--quiet"]).stdout.is_empty());
}

#[test]
fn every_target_has_a_table_and_packages_can_be_chosen() {
    let scenario = several_targets();
    let text = stdout(&rare(scenario.to_str().unwrap(), &["--package", "all"]));
    for target in ["pledge:", "real:", "lasting:"] {
        assert!(text.lines().any(|line| line == target), "{text}");
    }
    assert!(!text.contains("none"), "{text}");
}

#[test]
fn a_run_that_sees_too_few_points_to_the_search() {
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    let text = one_line(&stdout(&altai(&["run", scenario, "--set", "target.turnover=5000", "--paths", "20000"])));
    assert!(text.contains("none of 20,000 paths reach the target") && text.contains("--rare"), "{text}");
    assert!(!stdout(&altai(&["run", scenario, "--paths", "20000"])).contains("--rare"));
}

#[test]
fn mistakes_on_the_command_line_are_told_kindly() {
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    let wrong = |more: &[&str], words: &str| {
        let output = altai(&[&["run", scenario, "--rare"], more].concat());
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{more:?}");
        assert!(stderr(&output).contains(words), "{more:?}: {}", stderr(&output));
    };
    wrong(&["--package", "power_lin"], "did you mean `power_line`?");
    wrong(&["--paths", "1e9"], "write at most 4,194,304 for --paths");
    wrong(&["--precision", "0.01"], "cannot be used with");
    wrong(&["--timing"], "cannot be used with");
}
