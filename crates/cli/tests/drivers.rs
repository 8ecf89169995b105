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
        for more in [None, Some("--shapley")] {
            let mut command = altai::command();
            command.arg("drivers").arg(minimal()).args(FEW).args(more).env("COLUMNS", width.to_string());
            let text = stdout(&command.output().unwrap());
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= width, "{widest} is more than {width}:\n{text}");
        }
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
        "error[unknown-name]: no target is called `targit`\n  did you mean `target`?\n  targets in this scenario: target\n\n\
         1 error (altai explain unknown-name says more)\n"
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
    assert!(text.contains("8 numbers are written without a range and stay as they are"), "{text}");
    assert!(text.contains("3,000 paths, seed 1"), "{text}");
    let with_ranges = stdout(&drivers(&minimal(), &[])).replace('\n', " ");
    assert!(with_ranges.contains("5 numbers are written without a range"), "three fewer: {with_ranges}");
}

#[test]
fn a_folder_holds_the_tables_and_an_earlier_run_is_not_replaced() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    let out = ["--out", folder.to_str().unwrap()];
    done(&drivers(&minimal(), &out));
    assert_eq!(names(&folder), ["answer.json", "drivers.csv", "manifest.json", "scenario.toml", "spans.csv"]);
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

#[test]
fn what_explains_the_outcome_is_said_first_and_then_shown() {
    let output = drivers(&minimal(), &["--sobol"]);
    done(&output);
    let text = stdout(&output);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let sentence = paragraphs[1].replace('\n', " ");
    assert!(sentence.starts_with("With the deal power_line, were all that can be known or decided known, 9"), "{text}");
    assert!(sentence.contains("would remain, as chance. By itself chance explains "), "{text}");
    assert!(sentence.contains("of what can be known or decided, the drift of trade matters most: "), "{text}");
    assert!(paragraphs[2].starts_with("Whether the target is reached by 2032:\n"), "{text}");
    assert!(paragraphs[2].lines().nth(3).unwrap().starts_with("chance "), "{text}");
    assert!(paragraphs[3].starts_with("Turnover in 2032:\n"), "{text}");
    assert!(text.contains("3,000 paths under each of 7 designs, seed 1"), "{text}");
    assert!(!text.contains("shared out"), "{text}");
}

#[test]
fn shares_of_the_folder_add_up_to_the_whole_variance() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    let output = drivers(&minimal(), &["--shapley", "--json", "--out", folder.to_str().unwrap()]);
    done(&output);
    assert_eq!(names(&folder), ["answer.json", "manifest.json", "scenario.toml", "sobol.csv"]);
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["format"], "altai-sobol-1");
    assert_eq!(document["outputs"][1]["output"], "turnover");
    let table = fs::read_to_string(folder.join("sobol.csv")).unwrap();
    let mut lines = table.lines();
    let heading = "target,package,year,output,group,role,measure,value,unit,standard_error,lower_95,upper_95";
    assert_eq!(lines.next(), Some(heading));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    for output in ["reached", "turnover"] {
        let of = |measure: &str| rows.iter().filter(|row| row[3] == output && row[6] == measure).collect::<Vec<_>>();
        let sum = |measure: &str| of(measure).iter().map(|row| row[7].parse::<f64>().unwrap()).sum::<f64>();
        assert!((sum("shapley") - 1.0).abs() < 1e-12);
        assert!((sum("first_order") + sum("interactions") - 1.0).abs() < 1e-12);
        assert_eq!((of("first_order").len(), of("total").len(), of("variance").len()), (5, 5, 1));
    }
    assert!(rows.iter().any(|row| row[4..7] == ["deals.power_line", "decision", "total"]), "{table}");
    let refused = drivers(&minimal(), &["--out", folder.to_str().unwrap()]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("holds the result of another command"), "{}", stderr(&refused));
}

#[test]
fn few_paths_and_a_target_that_all_reach_leave_nothing_to_tell() {
    let text = |more: &[&str]| {
        let output = altai(&[&["drivers", minimal().to_str().unwrap(), "--sobol"], more].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output).replace('\n', " ")
    };
    let few = text(&["--paths", "200"]);
    assert!(
        few.contains(
            "so few paths do not tell what explains the uncertainty about whether $300 million a year is reached"
        ),
        "{few}"
    );
    assert!(few.contains("play 1,024 or more.") && !few.contains("only together"), "{few}");
    let sure = text(&["--paths", "2000", "--set", "target.turnover=1"]);
    assert!(
        sure.contains("$1 million a year is reached by 2032 on every path: there is nothing to explain."),
        "{sure}"
    );
    assert!(sure.contains("Turnover in 2032:") && !sure.contains("Whether the target"), "{sure}");
}
