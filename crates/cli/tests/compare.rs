//! `altai compare`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, names, stderr, stdout, two_deals};
use tempfile::tempdir;

fn refused(arguments: &[&str]) -> String {
    let output = altai(&[&["compare"], arguments].concat());
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    stderr(&output)
}

#[test]
fn packages_of_one_scenario_are_compared_with_the_odds_of_a_run() {
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    let packages = ["--package", "none", "--package", "power_line", "--paths", "3000", "--seed", "5"];
    let output = altai(&[&["compare", scenario], &packages[..]].concat());
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    let said = "Package power_line is better than none: its odds of reaching $300 million a year by 2032 are";
    assert!(text.starts_with(said), "{text}");
    assert!(text.contains("by construction."), "{text}");
    let json = altai(&[&["compare", scenario, "--json"], &packages[..]].concat());
    let document: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    let run = altai(&["run", scenario, "--json", "--paths", "3000", "--seed", "5"]);
    let run: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    assert_eq!(document["format"], "altai-compare-1");
    assert_eq!(document["contenders"][1]["odds"]["value"], run["headline"]["probability"]);
    let difference = &document["contenders"][1]["against"]["difference"];
    assert_eq!(difference["value"], run["headline"]["difference"]);
    assert_eq!(difference["standard_error"], run["headline"]["difference_standard_error"]);
}

#[test]
fn scenarios_are_compared_by_their_last_package_or_the_one_named() {
    let here = tempdir().unwrap();
    let text = fs::read_to_string(minimal()).unwrap();
    let other = here.path().join("other.toml");
    fs::write(&other, text.replace("go = 0.6 ", "go = 0.9 ")).unwrap();
    let files = [minimal().to_str().unwrap().to_owned(), other.to_str().unwrap().to_owned()];
    let last = altai(&["compare", &files[0], &files[1], "--paths", "4000"]);
    done(&last);
    assert!(stdout(&last).starts_with("Scenario other is better than minimal"), "{}", stdout(&last));
    let none = altai(&["compare", &files[0], &files[1], "--paths", "4000", "--package", "none"]);
    done(&none);
    assert!(stdout(&none).starts_with("Scenario other is no better and no worse than minimal"), "{}", stdout(&none));
}

#[test]
fn results_are_kept_and_replaced_only_by_their_like() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let results = here.path().join("results");
    let arguments = |package: &str| {
        let words =
            ["compare", scenario.to_str().unwrap(), "--package", "none", "--package", package, "--paths", "2000"];
        altai(&[&words[..], &["--out", results.to_str().unwrap()]].concat())
    };
    let first = arguments("road");
    assert_eq!(code(&first), 0);
    assert!(stdout(&first).replace('\n', " ").contains("every number is in "), "{}", stdout(&first));
    assert_eq!(names(&results), ["answer.json", "compare.csv", "manifest.json", "scenario.toml"]);
    let table = fs::read_to_string(results.join("compare.csv")).unwrap();
    assert!(table.starts_with(
        "contender,reference,package,target,year,measure,value,unit,standard_error,lower_95,upper_95,p_value,basis\r\n"
    ));
    assert!(
        table.contains("\r\nroad,none,road,target,2030,dominates_first_order,0.0,1,,,,1.0,construction\r\n"),
        "{table}"
    );
    let manifest = fs::read_to_string(results.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"sentence\": \"Package road is better than none"), "{manifest}");
    assert_eq!(code(&arguments("mine")), 0, "our own result may be replaced");
    assert!(fs::read_to_string(results.join("compare.csv")).unwrap().contains("\r\nmine,none,"));
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_way_out() {
    let here = tempdir().unwrap();
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    assert!(refused(&[scenario]).contains("name two or more with --package: it has `none`, `power_line`"));
    assert!(refused(&[scenario, "--package", "none"]).contains("name two or more with --package; or give another"));
    assert!(refused(&[scenario, "--package", "none", "--package", "power_lin"]).contains("did you mean `power_line`?"));
    assert!(refused(&[scenario, scenario]).contains("is given twice"));
    let both = ["--package", "none", "--package", "power_line", "--target", "targt"];
    let said = refused(&[&[scenario], &both[..]].concat());
    assert!(said.contains("no target is called `targt`\n  did you mean `target`?\n"), "{said}");
    let other = two_deals(here.path());
    let said = refused(&[scenario, other.to_str().unwrap(), "--package", "raod"]);
    assert!(
        said.contains("no package is called `raod`") && said.contains("> ") && said.contains("minimal.toml"),
        "{said}"
    );
    let said = refused(&[scenario, other.to_str().unwrap()]);
    assert!(said.contains("the target of `minimal` is for 2032, that of `two-deals` for 2030; "), "{said}");
    assert!(said.contains("$300 million a year, that of `two-deals` $220 million"), "{said}");
    let several = refused(&[scenario, other.to_str().unwrap(), "--package", "none", "--package", "all"]);
    assert!(several.contains("give it once"), "{several}");
    assert!(refused(&[scenario, "no-such-file.toml"]).contains("there is no file"));
}

#[test]
fn a_few_paths_say_that_they_do_not_tell() {
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    let output =
        altai(&["compare", scenario, "--package", "power_line", "--package", "none", "--paths", "3", "--seed", "2"]);
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    assert!(text.starts_with("The paths do not tell whether package none is better than power_line"), "{text}");
    assert!(text.contains("(give or take ") && text.contains("3 paths are few"), "{text}");
    assert!(!text.contains("± 0.0"), "{text}");
}
