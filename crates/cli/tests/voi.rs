//! `altai voi`, as typed.

mod altai;

use std::fs;
use std::path::{Path, PathBuf};

use altai::{altai, code, done, minimal, names, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

/// Two deals, of which the road costs about as much as it brings.
fn choice(folder: &Path) -> PathBuf {
    let path = two_deals(folder);
    let text = fs::read_to_string(&path).unwrap();
    let text =
        text.replace("go = 0.6\n", "go = 0.6\ncost = \"5 to 40\"\n").replace("go = 0.5\n", "go = 0.5\ncost = 5\n");
    fs::write(&path, text + "\n[decision]\nvalue = 60\n").unwrap();
    path
}

#[test]
fn what_is_worth_knowing_stands_under_a_sentence_and_over_the_packages() {
    let here = tempdir().unwrap();
    let scenario = choice(here.path());
    let output = altai(&["voi", scenario.to_str().unwrap(), "--paths", "20000"]);
    done(&output);
    let text = stdout(&output);
    assert!(text.starts_with("Two deals\n\nKnowing the cost of road before deciding is worth about $"), "{text}");
    let at =
        |word: &str| text.lines().position(|line| line.starts_with(word)).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("every number") < at("deals.road.cost") && at("deals.road.cost") < at("deals.mine.start"), "{text}");
    assert!(at("none  ") < at("road  ") && text.contains("net: 60.0 × odds − cost"), "{text}");
    for width in ["40", "80", "120"] {
        let mut command = altai::command();
        command.args(["voi", scenario.to_str().unwrap(), "--paths", "2000"]).env("COLUMNS", width);
        let text = stdout(&command.output().unwrap());
        let most = width.parse::<usize>().unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= most), "{width}: {text}");
    }
}

#[test]
fn the_worth_of_reaching_changes_the_answer_wherever_it_is_said() {
    let here = tempdir().unwrap();
    let scenario = choice(here.path());
    let document = |more: &[&str]| -> Value {
        let output = altai(&[&["voi", scenario.to_str().unwrap(), "--paths", "5000", "--json"], more].concat());
        done(&output);
        serde_json::from_str(&stdout(&output)).unwrap()
    };
    let stated = document(&[]);
    assert_eq!((stated["format"].as_str(), stated["value"].as_f64()), (Some("altai-voi-1"), Some(60.0)));
    let set = document(&["--set", "decision.value=6"]);
    assert_eq!(set["knowledge"], document(&["--value", "6"])["knowledge"]);
    assert_ne!(set["knowledge"], stated["knowledge"]);
    assert_ne!(set["best"], stated["best"], "what is worth less pays for less");
    let last = document(&["--set", "decision.value=6", "--value", "60"]);
    assert_eq!(last["knowledge"], stated["knowledge"], "--value has the last word");
}

#[test]
fn the_folder_holds_what_knowledge_and_packages_are_worth() {
    let here = tempdir().unwrap();
    let scenario = choice(here.path());
    let folder = here.path().join("results");
    let command =
        ["voi", scenario.to_str().unwrap(), "--paths", "3000", "--value", "50", "--packages", "none,all", "--json"];
    let output = altai(&[&command[..], &["--out", folder.to_str().unwrap()]].concat());
    done(&output);
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(names(&folder), ["answer.json", "choices.csv", "manifest.json", "scenario.toml", "voi.csv"]);
    let table = fs::read_to_string(folder.join("voi.csv")).unwrap();
    let heading = "target,year,known,address,value,unit,standard_error,lower_95,upper_95,changes,label,is_worth";
    assert_eq!(table.lines().next(), Some(heading));
    assert!(table.lines().any(|line| line.starts_with("target,2030,everything,everything,")), "{table}");
    assert!(table.lines().any(|line| line.starts_with("target,2030,number,deals.road.cost,")), "{table}");
    let choices = fs::read_to_string(folder.join("choices.csv")).unwrap();
    assert_eq!(
        choices.lines().map(|line| line.split(',').nth(2).unwrap()).collect::<Vec<_>>(),
        ["package", "none", "all"]
    );
    let as_run = fs::read_to_string(folder.join("scenario.toml")).unwrap();
    assert!(as_run.contains("value = 50") && !as_run.contains("value = 60"), "{as_run}");
    let again = altai(&["voi", folder.join("scenario.toml").to_str().unwrap(), "--paths", "3000", "--json"]);
    let again: Value = serde_json::from_str(&stdout(&again)).unwrap();
    assert_eq!(again["knowledge"], document["knowledge"]);
}

#[test]
fn mistakes_on_the_command_line_are_told_kindly() {
    let here = tempdir().unwrap();
    let path = choice(here.path());
    let scenario = path.to_str().unwrap();
    let wrong = |arguments: &[&str], words: &str| {
        let output = altai(&[&["voi"], arguments].concat());
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    };
    let minimal = minimal();
    let minimal = minimal.to_str().unwrap();
    wrong(&[minimal], "nothing says what reaching the target is worth");
    wrong(&[minimal], "--value 50, or in the scenario: `[decision]` with `value = 50`");
    for value in ["0", "-5", "nan", "inf", "much", ""] {
        wrong(&[scenario, "--value", value], "write USD million above 0, such as 50");
    }
    wrong(&[scenario, "--set", "decision.value=0"], "`value` must be above 0, at most 1e9, not 0");
    wrong(&[scenario, "--set", "decision.valu=3"], "did you mean `value`?");
    wrong(&[scenario, "--packages", "none,al"], "did you mean `all`?");
    wrong(&[scenario, "--packages", "all"], "there is only package `all`: nothing to choose");
    wrong(&[scenario, "--target", "targett"], "did you mean `target`?");
    wrong(&[scenario, "--paths", "999"], "write a whole number from 1000 to 1000000");
    let fixed = ["deals.road.cost=3", "deals.road.peak=3", "deals.mine.start=2028"].map(|set| ["--set", set]);
    wrong(&[&[scenario], &fixed.concat()[..]].concat(), "no uncertain number of this scenario could be found out");
}

#[test]
fn where_nothing_costs_anything_it_says_so_and_how_to_say_costs() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let output =
        altai(&["voi", scenario.to_str().unwrap(), "--value", "60", "--paths", "3000", "--packages", "none,all"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = stdout(&output).replace('\n', " ");
    assert!(text.contains("No deal costs anything here, so taking both deals is best whatever is learnt"), "{text}");
    assert!(
        text.contains("`cost` in their tables, such as --set deals.") && !text.contains("Nothing is worth"),
        "{text}"
    );
    assert!(text.contains("All are played on the same draws"), "{text}");
}

#[test]
fn packages_can_be_named_as_the_frontier_names_them() {
    let here = tempdir().unwrap();
    let scenario = choice(here.path());
    let found = |packages: &str| -> Value {
        let output = altai(&["voi", scenario.to_str().unwrap(), "--paths", "3000", "--json", "--packages", packages]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        serde_json::from_str(&stdout(&output)).unwrap()
    };
    let (made_up, known) = (found("none,road+mine"), found("none,all"));
    assert_eq!(made_up["choices"][1]["package"], "road+mine");
    assert_eq!(made_up["choices"][1]["net_benefit"], known["choices"][1]["net_benefit"]);
    let wrong = altai(&["voi", scenario.to_str().unwrap(), "--packages", "none,road+mien"]);
    assert_eq!(code(&wrong), 2);
    assert!(
        stderr(&wrong).contains("no deal is called `mien`") && stderr(&wrong).contains("`mine`"),
        "{}",
        stderr(&wrong)
    );
    let folder = here.path().join("results");
    let kept = ["voi", scenario.to_str().unwrap(), "--paths", "3000", "--packages", "none,road+mine", "--out"];
    done(&altai(&[&kept[..], &[folder.to_str().unwrap()]].concat()));
    done(&altai(&["check", folder.join("scenario.toml").to_str().unwrap()]));
}
