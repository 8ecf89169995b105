//! `altai frontier`, as typed.

mod altai;

use std::fs;
use std::path::{Path, PathBuf};

use altai::{altai, code, done, minimal, names, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

/// Two deals with costs, and a third that is free.
fn costly(folder: &Path) -> PathBuf {
    let path = two_deals(folder);
    let text = fs::read_to_string(&path).unwrap();
    let text =
        text.replace("go = 0.6\n", "go = 0.6\ncost = \"10 to 20\"\n").replace("go = 0.5\n", "go = 0.5\ncost = 5\n");
    fs::write(&path, text + "\n[deals.fair]\nstart = 2026\nboost = 0.02\n").unwrap();
    path
}

#[test]
fn packages_stand_by_their_cost_under_a_sentence_and_over_a_picture() {
    let here = tempdir().unwrap();
    let scenario = costly(here.path());
    let output = altai(&["frontier", scenario.to_str().unwrap(), "--paths", "20000"]);
    done(&output);
    let text = stdout(&output);
    assert!(text.starts_with("Two deals\n\nAn expected $"), "{text}");
    let at =
        |word: &str| text.lines().position(|line| line.starts_with(word)).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("A  fair") < at("B  road, fair") && at("B  road, fair") < at("C  road, mine, fair"), "{text}");
    assert!(
        text.contains("expected cost, $ million") && text.contains("20,000 paths chose among 6 packages"),
        "{text}"
    );
    let picture: Vec<&str> = text.lines().filter(|line| line.contains('│')).collect();
    assert_eq!(picture.len(), 12);
    let column = |letter: char| picture.iter().find_map(|line| line.chars().position(|c| c == letter));
    assert!(column('A') < column('B') && column('B') < column('C'), "{text}");
    for width in ["40", "80", "120"] {
        let mut command = altai::command();
        command.args(["frontier", scenario.to_str().unwrap(), "--paths", "2000"]).env("COLUMNS", width);
        let text = stdout(&command.output().unwrap());
        let most = width.parse::<usize>().unwrap().max(40);
        assert!(text.lines().all(|line| line.chars().count() <= most), "{width}: {text}");
    }
}

#[test]
fn the_folder_and_json_tell_every_package() {
    let here = tempdir().unwrap();
    let scenario = costly(here.path());
    let folder = here.path().join("results");
    let command = ["frontier", scenario.to_str().unwrap(), "--paths", "3000", "--budget", "12", "--json", "--out"];
    let output = altai(&[&command[..], &[folder.to_str().unwrap()]].concat());
    done(&output);
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["format"], "altai-frontier-1");
    assert_eq!(names(&folder), ["answer.json", "frontier.csv", "manifest.json", "scenario.toml"]);
    let table = fs::read_to_string(folder.join("frontier.csv")).unwrap();
    let heading = "target,year,package,measure,value,unit,standard_error,on_the_draws_that_chose,frontier";
    assert_eq!(table.lines().next(), Some(heading));
    let packages = document["packages"].as_array().unwrap();
    assert_eq!(table.lines().count(), 1 + 4 * packages.len());
    for package in packages {
        let start =
            format!("target,2030,{},odds,{},probability,", package["package"].as_str().unwrap(), package["odds"]);
        assert!(table.lines().any(|line| line.starts_with(&start)), "{start}\n{table}");
    }
    let best = document["best"]["package"].as_u64().unwrap() as usize;
    assert!(packages[best]["chosen_cost"].as_f64().unwrap() <= 12.0);
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"road+fair\"") && manifest.contains(document["sentence"].as_str().unwrap()));
    let again = altai(&[
        "frontier",
        folder.join("scenario.toml").to_str().unwrap(),
        "--paths",
        "3000",
        "--budget",
        "12",
        "--json",
    ]);
    let again: Value = serde_json::from_str(&stdout(&again)).unwrap();
    assert_eq!(again["packages"], document["packages"]);
}

#[test]
fn a_budget_is_answered_in_the_sentence() {
    let here = tempdir().unwrap();
    let scenario = costly(here.path());
    let said = |more: &[&str]| {
        let output = altai(&[&["frontier", scenario.to_str().unwrap(), "--paths", "20000", "--brief"], more].concat());
        done(&output);
        stdout(&output)
    };
    assert!(said(&["--budget", "0"]).contains("For no public money, the best package is fair:"));
    assert!(said(&["--budget", "10"]).contains("For $10 million, the best package is road and fair:"));
    assert!(said(&["--budget", "1_000"]).contains("the best package is all three deals:"));
    assert!(said(&["--deals", "road", "--others", "fair", "--budget", "10"]).contains("the best package is road:"));
}

#[test]
fn mistakes_on_the_command_line_are_told_kindly() {
    let here = tempdir().unwrap();
    let path = costly(here.path());
    let scenario = path.to_str().unwrap();
    let wrong = |arguments: &[&str], words: &str| {
        let output = altai(&[&["frontier"], arguments].concat());
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    };
    wrong(&[scenario, "--deals", "road,mien"], "no deal is called `mien`\n  did you mean `mine`?");
    wrong(&[scenario, "--others", "al"], "did you mean `all`?");
    wrong(&[scenario, "--target", "targett"], "did you mean `target`?");
    for budget in ["-1", "nan", "inf", "much", ""] {
        wrong(&[scenario, "--budget", budget], "write USD million, 0 or more, such as 40");
    }
    wrong(&[scenario, "--deals", "fair"], "none of the deals that are decided on costs public money");
    wrong(&[minimal().to_str().unwrap()], "no deal of this scenario costs public money");
    wrong(&[minimal().to_str().unwrap()], "--set deals.power_line.cost=20");
    let mut many = fs::read_to_string(minimal()).unwrap();
    many.extend((0..12).map(|deal| format!("\n[deals.d{deal}]\nstart = 2027\npeak = 5\ncost = 3\n")));
    fs::write(&path, many).unwrap();
    wrong(&[scenario], "13 deals have more packages than can be compared");
    wrong(&[scenario], "--deals d0,d1,d2,");
    done(&altai(&[
        "frontier",
        scenario,
        "--set",
        "allow={ no-source = \"a test\" }",
        "--paths",
        "1000",
        "--deals",
        "d0,d1",
        "--others",
        "all",
    ]));
}

/// Two roads to the same odds, of which one costs three times as much as the other, and sometimes more than the budget.
#[test]
fn the_cheapest_of_those_that_cannot_be_told_apart_leads_within_a_budget() {
    let here = tempdir().unwrap();
    let path = here.path().join("equals.toml");
    let deal = |name: &str, go: f64, cost: f64| {
        format!("[deals.{name}]\nstart = 2026.0\ngo = {go}\ncost = {cost}\npeak = 10\n")
    };
    let text = "title = \"Equals\"\n[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 100\nby = 2028\n\
                [flows.trade]\nbase = 90\n";
    fs::write(&path, format!("{text}{}{}", deal("dear", 0.503, 60.0), deal("cheap", 0.5, 20.0))).unwrap();
    let asked = ["frontier", path.to_str().unwrap(), "--paths", "200000", "--budget", "35", "--json"];
    let output = altai(&asked);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let named = |key: &str| document["packages"][document["best"][key].as_u64().unwrap() as usize].clone();
    let sentence = document["sentence"].as_str().unwrap();
    assert_eq!(named("cheapest")["package"], "cheap", "{sentence}");
    assert!(sentence.starts_with("For $35 million, as good as any"), "{sentence}");
    assert!(sentence.find("cheap").unwrap() < sentence.find("dear").unwrap_or(usize::MAX), "{sentence}");
    let dear = document["packages"].as_array().unwrap().iter().find(|row| row["package"] == "dear").unwrap();
    // 60 is due where it goes ahead, which is half of the futures; 20 is within the budget whatever happens.
    let over = dear["over_budget"].as_f64().unwrap();
    assert!((over - 0.503).abs() < 4.0 * (0.25_f64 / 200_000.0).sqrt(), "{over}");
    assert_eq!(named("cheapest")["over_budget"], 0.0);
    assert_eq!(named("package")["package"], "dear", "it is the likeliest, by a hair");
    assert!(sentence.contains(", though more than the budget in 50 of 100 futures"), "{sentence}");
}

#[test]
fn nothing_costs_nothing_and_an_edited_table_is_not_replaced() {
    let here = tempdir().unwrap();
    let scenario = costly(here.path());
    let folder = here.path().join("results");
    let command = ["frontier", scenario.to_str().unwrap(), "--paths", "2000", "--out", folder.to_str().unwrap()];
    done(&altai(&command));
    let table = fs::read_to_string(folder.join("frontier.csv")).unwrap();
    assert!(table.contains(",none,cost,0.0,") && !table.contains(",-0.0"), "{table}");
    done(&altai(&command));
    fs::write(folder.join("frontier.csv"), table + "mine\n").unwrap();
    let refused = altai(&command);
    assert!(code(&refused) != 0 && stderr(&refused).contains("`frontier.csv`"), "{}", stderr(&refused));
}

#[test]
fn a_deal_that_never_could_go_ahead_is_told() {
    let here = tempdir().unwrap();
    let scenario = costly(here.path());
    let output = altai(&["frontier", scenario.to_str().unwrap(), "--deals", "mine"]);
    assert_eq!(code(&output), 2);
    let said = stderr(&output);
    assert!(said.contains("`mine` requires `road`, which is off whatever is decided"), "{said}");
    assert!(said.contains("--deals road,mine") && said.contains("--others road"), "{said}");
}

#[test]
fn what_is_spent_in_any_case_is_no_price_of_what_is_decided_on() {
    let here = tempdir().unwrap();
    let scenario = costly(here.path());
    let output = altai(&["frontier", scenario.to_str().unwrap(), "--deals", "mine", "--others", "road", "--brief"]);
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    assert!(text.contains(" more buys ") && text.contains("with none of these, and road, for an expected $"), "{text}");
}
