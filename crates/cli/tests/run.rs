//! `altai run`, as typed.

mod altai;

use std::fs;
use std::io::Read;
use std::process::Stdio;

use altai::{altai, code, command, done, minimal, run, several_targets, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

fn json(output: &std::process::Output) -> Value {
    serde_json::from_str(&stdout(output)).expect("one document")
}

#[test]
fn the_answer_begins_with_the_title_and_the_sentence() {
    let output = altai(&["run", minimal().to_str().unwrap()]);
    done(&output);
    let text = stdout(&output);
    let lines: Vec<&str> = text.lines().collect();
    assert!(!lines[0].is_empty(), "{text}");
    assert!(
        lines[2].starts_with("With the deal power_line the odds of reaching $300 million a year by 2032"),
        "{text}"
    );
    assert!(text.contains("100,000 paths, seed 1"), "{text}");
}

#[test]
fn piped_text_is_plain_and_as_wide_as_columns_says() {
    let output = run(&minimal(), &[]);
    assert!(!stdout(&output).contains('\u{1b}'));
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max();
    assert!(widest(&stdout(&output)) <= Some(100), "{}", stdout(&output));
    let prose = stdout(&output).split("\n\n").nth(1).unwrap().to_owned();
    assert!(widest(&prose) <= Some(80), "{prose}");
    for (columns, most) in [("50", 50), ("200", 110)] {
        let output =
            command().arg("run").arg(several_targets()).args(["--paths", "2000"]).env("COLUMNS", columns).output();
        let text = stdout(&output.unwrap());
        assert!(widest(&text) <= Some(most) && widest(&text) > Some(most.min(80) - 10), "{text}");
    }
    let mistakes = altai(&["check", "no-such-file.toml"]);
    assert!(!stderr(&mistakes).contains('\u{1b}'));
}

#[test]
fn colour_is_there_for_those_who_insist_and_never_under_no_color() {
    let scenario = minimal();
    let shown = |variable: &str| {
        let arguments = ["run", scenario.to_str().unwrap(), "--paths", "2000"];
        let output = command().args(arguments).env(variable, "1").output().unwrap();
        stdout(&output).contains('\u{1b}')
    };
    assert!(shown("CLICOLOR_FORCE"));
    assert!(!shown("NO_COLOR"));
}

#[test]
fn json_is_one_document_of_everything() {
    let output = run(&minimal(), &["--json", "--seed", "7"]);
    done(&output);
    let document = json(&output);
    assert_eq!(document["paths"], 2_000);
    assert_eq!(document["seed"], 7);
    assert!(document["headline"]["sentence"].as_str().unwrap().contains("in 100"));
    // Two packages, ten years, two kinds of odds.
    assert_eq!(document["odds"].as_array().unwrap().len(), 40);
    assert_eq!(document["differences"].as_array().unwrap().len(), 20);
    assert_eq!(document["turnover"].as_array().unwrap().len(), 200);
    assert_eq!(document["components"].as_array().unwrap().len(), 40);
    assert_eq!(document["arrival"].as_array().unwrap().len(), 22);
}

#[test]
fn the_same_seed_gives_the_same_answer_on_any_number_of_threads() {
    let one = stdout(&run(&minimal(), &["--json", "--threads", "1"]));
    assert_eq!(one, stdout(&run(&minimal(), &["--json", "--threads", "3"])));
    assert_eq!(one, stdout(&run(&minimal(), &["--json"])));
    assert_ne!(one, stdout(&run(&minimal(), &["--json", "--seed", "2"])));
}

#[test]
fn set_changes_the_answer() {
    let probability = |more: &[&str]| {
        let document = json(&run(&minimal(), &[&["--json"], more].concat()));
        document["headline"]["probability"].as_f64().unwrap()
    };
    let sure = probability(&["--set", "deals.power_line.go=1", "--set", "deals.power_line.peak=200 to 300"]);
    assert!(sure > probability(&[]) + 0.1);
    assert!(probability(&["--set", "target.turnover=100"]) > 0.99);
}

#[test]
fn a_wrong_override_is_shown_where_it_stands() {
    let output = run(&minimal(), &["--set", "deals.power_line.go=60"]);
    assert_eq!(code(&output), 2);
    assert!(stdout(&output).is_empty());
    assert!(stderr(&output).contains("--> --set deals.power_line.go=60\n"), "{}", stderr(&output));
}

#[test]
fn packages_are_played_in_the_order_given() {
    let folder = tempdir().unwrap();
    let scenario = two_deals(folder.path());
    let document = json(&run(&scenario, &["--json", "--package", "all", "--package", "road"]));
    let packages: Vec<&str> = document["question"]["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    assert_eq!(packages, ["all", "road"]);
    assert_eq!(document["differences"][0]["reference"], "all");
    let alone = json(&run(&scenario, &["--json", "--package", "all"]));
    assert_eq!(
        alone["headline"]["probability"],
        document["odds"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["package"] == "all" && row["year"] == 2030 && row["odds"] == "reached")
            .unwrap()["probability"]
    );
    assert!(alone["headline"]["reference"].is_null());
}

#[test]
fn the_deals_of_a_sector_are_a_package() {
    let document = json(&run(&several_targets(), &["--json", "--package", "sector:energy"]));
    assert_eq!(document["question"]["packages"][0]["deals"], serde_json::json!(["mine", "grid"]));
    assert_eq!(document["question"]["deals"][0]["sector"], "energy");
    assert_eq!(document["costs"].as_array().unwrap().len(), 4);
    assert_eq!(document["question"]["targets"][1]["deflator"], "prices");
    assert_eq!(document["question"]["targets"][2]["sustain"], 3);
    assert!(document["headline"]["others"].as_str().unwrap().starts_with("In dollars of 2025 the odds are "));
}

#[test]
fn a_misspelt_package_is_refused() {
    let output = run(&minimal(), &["--package", "power-lin"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("did you mean `power_line`?"), "{}", stderr(&output));
}

#[test]
fn quiet_says_nothing() {
    let output = run(&minimal(), &["--quiet"]);
    done(&output);
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    for wrong in [
        &["run"][..],
        &["run", scenario, "--paths", "0"],
        &["run", scenario, "--paths", "10", "--paths", "20"],
        &["run", scenario, "--paths", "many"],
        &["run", scenario, "--seed", "-1"],
        &["run", scenario, "--threads", "0"],
        &["run", scenario, "--set", "deals"],
        &["run", scenario, "--force"],
        &["run", "no-such-file.toml"],
        &["walk", scenario],
    ] {
        let output = altai(wrong);
        assert_eq!(code(&output), 2, "{wrong:?}");
        assert!(stdout(&output).is_empty(), "{wrong:?}");
        assert!(stderr(&output).starts_with("error"), "{wrong:?}: {}", stderr(&output));
    }
}

#[test]
fn numbers_below_their_range_are_numbers_and_not_options() {
    let scenario = minimal();
    for (option, example) in [("--paths", "200000 or 200_000"), ("--seed", "1"), ("--threads", "4")] {
        for wrong in ["-1", "x"] {
            let output = altai(&["run", scenario.to_str().unwrap(), option, wrong]);
            assert_eq!(code(&output), 2);
            let said = stderr(&output);
            let expected = format!("invalid value '{wrong}' for '{option} <N>': write a whole number from");
            assert!(said.contains(&expected) && said.contains(&format!("such as {example}\n")), "{said}");
        }
    }
}

#[test]
fn the_exit_codes_are_told() {
    let help = stdout(&altai(&["help"]));
    assert!(help.contains("Exit codes: 0 done; 1 the run failed"), "{help}");
}

#[test]
fn warnings_of_the_reader_are_in_the_document() {
    let folder = tempdir().unwrap();
    let scenario = two_deals(folder.path());
    let document = json(&run(&scenario, &["--json", "--set", "packages.alone=[\"mine\"]"]));
    assert_eq!(document["warnings"][0]["code"], "requirement-off");
}

#[test]
fn help_is_help_and_not_a_mistake() {
    for asked in [&[][..], &["--help"], &["help"], &["run", "--help"], &["-h"], &["--version"]] {
        done(&altai(asked));
    }
    assert!(stdout(&altai::<&str>(&[])).contains("Usage: altai"));
    assert!(stdout(&altai(&["--version"])).starts_with("altai "));
}

#[test]
fn a_reader_who_leaves_early_is_no_mistake() {
    let mut child = command()
        .args(["run", minimal().to_str().unwrap(), "--paths", "2000", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn the_answer_in_a_few_sentences_has_no_tables() {
    let whole = run(&minimal(), &[]);
    let brief = run(&minimal(), &["--brief"]);
    done(&brief);
    assert!(stdout(&whole).starts_with(&stdout(&brief)), "{}", stdout(&brief));
    assert!(stdout(&brief).contains("in 100") && !stdout(&brief).contains("package"), "{}", stdout(&brief));
}

#[test]
fn a_deal_can_be_played_by_itself_whatever_the_packages_are() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let odds = |packages: &str| {
        let text = fs::read_to_string(&scenario).unwrap();
        let path = here.path().join("it.toml");
        fs::write(&path, text + packages).unwrap();
        let output = run(&path, &["--package", "none", "--package", "mine", "--package", "all", "--json"]);
        done(&output);
        let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
        answer["odds"].clone()
    };
    assert_eq!(odds(""), odds("\n[packages]\nmost = [\"road\", \"mine\"]\n"));
}

#[test]
fn what_was_typed_in_a_hurry_gets_a_tip() {
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    for (arguments, tip) in [
        (vec![scenario], "write altai run "),
        (vec!["run", scenario, "--set", "deals.power_line.peak=20", "to", "150"], "stands in quotation marks"),
    ] {
        let output = altai(&arguments);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(tip), "{}", stderr(&output));
    }
}
