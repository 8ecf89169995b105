//! `altai run --out`: what is written, and what is left alone.

mod altai;

use std::fs;
use std::path::Path;

use altai::{RESULT, code, done, minimal, names, run, stderr, tables, two_deals};
use serde_json::Value;
use tempfile::tempdir;

fn out(folder: &Path) -> Vec<String> {
    vec!["--out".into(), folder.to_str().unwrap().into(), "--quiet".into()]
}

fn keep(scenario: &Path, folder: &Path, more: &[&str]) -> std::process::Output {
    let out = out(folder);
    run(scenario, &[&out.iter().map(String::as_str).collect::<Vec<_>>(), more].concat())
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}

#[test]
fn a_result_is_written_whole_and_can_be_replaced() {
    let here = tempdir().unwrap();
    let folder = here.path().join("new/results");
    done(&keep(&minimal(), &folder, &[]));
    assert_eq!(names(&folder), RESULT);
    let first = tables(&folder);
    done(&keep(&minimal(), &folder, &["--seed", "2"]));
    assert_eq!(names(&folder), RESULT);
    assert_ne!(tables(&folder), first);
    assert_eq!(names(&here.path().join("new")), ["results"], "nothing unfinished is left");
}

#[test]
fn the_result_of_another_scenario_is_never_lost() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    done(&keep(&minimal(), &folder, &[]));
    let first = tables(&folder);
    let other = two_deals(here.path());
    let refused = keep(&other, &folder, &[]);
    assert_eq!(code(&refused), 2);
    let said = stderr(&refused);
    assert!(said.contains("holds the result of `minimal.toml`") && said.contains("--force"), "{said}");
    assert_eq!(tables(&folder), first);
    done(&keep(&other, &folder, &["--force"]));
    assert_ne!(tables(&folder), first);
    done(&keep(&other, &folder, &[]));
}

#[test]
fn the_tables_have_the_headings_that_were_promised() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    done(&keep(&two_deals(here.path()), &folder, &[]));
    let promised = [
        ("odds.csv", "target,package,year,odds,probability,standard_error,lower_95,upper_95"),
        (
            "levels.csv",
            "target,package,reference,year,mean,standard_error,sd,low,low_standard_error,low_lower_95,low_upper_95,high,\
             high_standard_error,high_lower_95,high_upper_95",
        ),
        ("differences.csv", "target,package,reference,year,odds,difference,standard_error,lower_95,upper_95"),
        ("turnover.csv", "target,package,year,statistic,value,unit,standard_error"),
        ("components.csv", "package,year,component,mean,unit,standard_error"),
        ("costs.csv", "package,component,mean,unit,standard_error"),
        ("arrival.csv", "target,package,year,probability,standard_error"),
    ];
    for (name, heading) in promised {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(text.lines().next(), Some(heading), "{name}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{name}: RFC 4180 ends lines so");
    }
    let mut odds = csv::Reader::from_path(folder.join("odds.csv")).unwrap();
    let packages = odds.records().map(|row| row.unwrap()[1].to_owned());
    let mut packages: Vec<String> = packages.collect();
    packages.dedup();
    assert_eq!(packages, ["none", "road", "mine", "all"]);
}

#[test]
fn running_the_written_scenario_gives_the_same_tables_byte_for_byte() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let (first, second) = (here.path().join("first"), here.path().join("second"));
    let changes = [
        "--set",
        "deals.mine.peak=20 to 90",
        "--set",
        "flows.trade.base=170",
        "--seed",
        "5",
        "--package",
        "all",
        "--package",
        "road",
    ];
    done(&keep(&scenario, &first, &changes));
    let again = altai::command()
        .args(["run", first.join("scenario.toml").to_str().unwrap(), "--quiet", "--out", second.to_str().unwrap()])
        .output()
        .unwrap();
    done(&again);
    assert_eq!(tables(&first), tables(&second));
    let scenario = fs::read_to_string(first.join("scenario.toml")).unwrap();
    assert!(scenario.contains("# last year's figure"), "comments stay: {scenario}");
    assert_eq!(fs::read_to_string(second.join("scenario.toml")).unwrap(), scenario);
}

#[test]
fn where_nothing_is_changed_the_written_scenario_says_the_same() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    let output =
        altai::command().args(["run", minimal().to_str().unwrap(), "-q", "--out", folder.to_str().unwrap()]).output();
    done(&output.unwrap());
    // But for the schema, which is not in that folder.
    let text = fs::read_to_string(minimal()).unwrap();
    let (schema, rest) = text.split_once('\n').unwrap();
    assert!(schema.starts_with("#:schema "), "{schema}");
    assert_eq!(fs::read_to_string(folder.join("scenario.toml")).unwrap(), rest);
}

#[test]
fn the_manifest_records_what_was_run_and_no_names_of_people_or_places() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    done(&keep(&minimal(), &folder, &["--set", "deals.power_line.go=0.9", "--threads", "2", "--seed", "3"]));
    let manifest = manifest(&folder);
    assert_eq!(manifest["overrides"][0], "deals.power_line.go=0.9");
    assert_eq!((&manifest["seed"], &manifest["paths"], &manifest["threads"]), (&3.into(), &2_000.into(), &2.into()));
    assert_eq!(manifest["inputs"][0]["file"], "minimal.toml");
    assert_eq!(manifest["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(manifest["files"].as_array().unwrap().len(), 9);
    assert!(manifest["headline"]["sentence"].as_str().unwrap().contains("power_line"));
    assert!(manifest["cautions"][0].as_str().unwrap().starts_with("2,000 paths are few"));
    assert_eq!(manifest["warnings"], Value::Array(Vec::new()));
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap();
    assert!(!text.contains(here.path().to_str().unwrap()) && !text.contains(env!("CARGO_MANIFEST_DIR")), "{text}");
}

#[test]
fn a_folder_of_something_else_is_refused_and_left_alone() {
    let here = tempdir().unwrap();
    fs::write(here.path().join("thesis.txt"), "years of work").unwrap();
    let output = keep(&minimal(), here.path(), &[]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--force"), "{}", stderr(&output));
    assert_eq!(names(here.path()), ["thesis.txt"]);
    fs::write(here.path().join("manifest.json"), "{\"name\": \"somebody else's\"}").unwrap();
    assert_eq!(code(&keep(&minimal(), here.path(), &[])), 2);
}

#[test]
fn force_writes_beside_what_is_there() {
    let here = tempdir().unwrap();
    fs::write(here.path().join("thesis.txt"), "years of work").unwrap();
    fs::write(here.path().join("odds.csv"), "old").unwrap();
    done(&keep(&minimal(), here.path(), &["--force"]));
    assert_eq!(fs::read_to_string(here.path().join("thesis.txt")).unwrap(), "years of work");
    let mut expected = [&RESULT[..], &["thesis.txt"]].concat();
    expected.sort_unstable();
    assert_eq!(names(here.path()), expected);
    assert!(fs::read_to_string(here.path().join("odds.csv")).unwrap().starts_with("target,"));
}

#[test]
fn notes_beside_an_earlier_result_stay_when_it_is_replaced() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    done(&keep(&minimal(), &folder, &[]));
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    done(&keep(&minimal(), &folder, &["--seed", "2"]));
    let mut expected = [&RESULT[..], &["notes.txt"]].concat();
    expected.sort_unstable();
    assert_eq!(names(&folder), expected);
    assert_eq!(fs::read_to_string(folder.join("notes.txt")).unwrap(), "mine");
    assert_eq!(manifest(&folder)["seed"], 2);
}

#[test]
fn the_scenario_that_is_run_is_never_written_over() {
    let here = tempdir().unwrap();
    let scenario = here.path().join("scenario.toml");
    fs::copy(minimal(), &scenario).unwrap();
    let output = keep(&scenario, here.path(), &["--force", "--set", "deals.power_line.go=0.9"]);
    assert_eq!(code(&output), 2);
    assert_eq!(fs::read(&scenario).unwrap(), fs::read(minimal()).unwrap());
    assert_eq!(names(here.path()), ["scenario.toml"]);
}

#[test]
fn the_scenario_of_a_result_is_not_written_over_while_it_is_run() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    done(&keep(&minimal(), &folder, &[]));
    let scenario = folder.join("scenario.toml");
    let before = fs::read(&scenario).unwrap();
    for force in [&[][..], &["--force"]] {
        let output = keep(&scenario, &folder, &[&["--set", "deals.power_line.go=0.1"], force].concat());
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("would replace the scenario that is run"), "{}", stderr(&output));
    }
    assert_eq!(fs::read(&scenario).unwrap(), before);
}

#[test]
fn a_result_that_was_edited_is_kept_unless_forced() {
    let here = tempdir().unwrap();
    for name in ["scenario.toml", "odds.csv"] {
        let folder = here.path().join(name);
        done(&keep(&minimal(), &folder, &[]));
        let mut edited = fs::read_to_string(folder.join(name)).unwrap();
        edited += "# my remark\n";
        fs::write(folder.join(name), &edited).unwrap();
        let output = keep(&minimal(), &folder, &[]);
        assert_eq!(code(&output), 1);
        let said = stderr(&output);
        assert!(said.contains(&format!("`{name}` in")) && said.contains("--force"), "{said}");
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), edited);
        done(&keep(&minimal(), &folder, &["--force"]));
        assert_ne!(fs::read_to_string(folder.join(name)).unwrap(), edited);
    }
}

#[test]
fn what_a_killed_run_has_left_goes_with_the_next_result() {
    let here = tempdir().unwrap();
    let folder = here.path().join("results");
    let left = here.path().join(".results.altai-new-4294967295-17");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("odds.csv"), "half").unwrap();
    done(&keep(&minimal(), &folder, &[]));
    assert_eq!(names(here.path()), ["results"]);
}

#[test]
fn a_file_is_no_folder() {
    let here = tempdir().unwrap();
    let file = here.path().join("results");
    fs::write(&file, "text").unwrap();
    for force in [&[][..], &["--force"]] {
        let output = keep(&minimal(), &file, force);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("is a file"), "{}", stderr(&output));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "text");
}

#[test]
fn an_empty_folder_and_the_folder_one_stands_in_are_fine() {
    let here = tempdir().unwrap();
    done(&keep(&minimal(), here.path(), &[]));
    for _ in 0..2 {
        let arguments = ["run", minimal().to_str().unwrap(), "--paths", "2000", "-q", "--out", "."].map(str::to_owned);
        done(&altai::command().args(arguments).current_dir(here.path()).output().unwrap());
        assert_eq!(names(here.path()), RESULT);
    }
}

#[test]
fn a_variant_is_kept_in_one_file_that_stands_by_itself() {
    let here = tempdir().unwrap();
    two_deals(here.path());
    fs::create_dir(here.path().join("variants")).unwrap();
    fs::write(here.path().join("variants/past.csv"), "year,growth\n2020,0.02\n2021,0.05\n2022,0.01\n").unwrap();
    let base = names(here.path())
        .into_iter()
        .find(|name| Path::new(name).extension().is_some_and(|extension| extension == "toml"))
        .unwrap();
    let variant = here.path().join("variants/variant.toml");
    let lines = "[deals.road]\nsector = \"lines\"\n[drivers.past]\nkind = \"growth\"\nprocess.bootstrap.data = { file = \"past.csv\", column = \"growth\" }\n";
    fs::write(&variant, format!("# A road first.\nextends = \"../{base}\"\n{lines}")).unwrap();

    let folder = here.path().join("results");
    done(&keep(&variant, &folder, &["--package", "none", "--package", "sector:lines"]));
    let inputs = manifest(&folder)["inputs"].as_array().unwrap().clone();
    let files: Vec<&str> = inputs.iter().map(|input| input["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["variant.toml", base.as_str(), "past.csv"]);

    let alone = here.path().join("elsewhere.toml");
    fs::copy(folder.join("scenario.toml"), &alone).unwrap();
    assert!(fs::read_to_string(&alone).unwrap().starts_with("# A road first.\n"));
    let again = here.path().join("again");
    done(&keep(&alone, &again, &[]));
    assert_eq!(tables(&again), tables(&folder));
}
