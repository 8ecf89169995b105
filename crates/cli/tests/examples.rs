//! `altai examples` and `altai new`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, command, done, stderr, stdout};
use altai_scenarios::EXAMPLES;
use tempfile::tempdir;

#[test]
fn examples_are_listed_and_printed_as_they_are() {
    let list = altai(&["examples"]);
    done(&list);
    for example in EXAMPLES {
        assert!(stdout(&list).contains(example.name));
        let printed = altai(&["examples", example.name]);
        assert_eq!(code(&printed), 0);
        assert_eq!(stdout(&printed), example.text);
        // What cannot run by itself says how it can.
        let hint = format!("altai new --from {} FILE", example.name);
        let is_a_variant = example.text.contains("\nextends = ");
        assert_eq!(stderr(&printed).contains(&hint), is_a_variant, "{}", example.name);
    }
    assert!(stdout(&list).contains("First lesson: two neighbours and a power line"), "{}", stdout(&list));
    assert!(stdout(&list).contains("A first scenario: one flow of trade, one deal, one target."), "{}", stdout(&list));
}

#[test]
fn a_new_scenario_is_a_copy_that_runs_and_is_never_written_over() {
    let here = tempdir().unwrap();
    let new = |arguments: &[&str]| command().current_dir(&here).arg("new").args(arguments).output().unwrap();
    let first = new(&[]);
    done(&first);
    assert!(stdout(&first).contains("altai run scenario.toml"), "{}", stdout(&first));
    let file = here.path().join("scenario.toml");
    let (first_line, rest) = EXAMPLES[0].text.split_once('\n').unwrap();
    assert_eq!(first_line, "#:schema ../schema/altai.schema.json");
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("#:schema altai.schema.json\n{rest}"));
    assert!(stdout(&first).contains("beside it is altai.schema.json"), "{}", stdout(&first));
    let schema = here.path().join("altai.schema.json");
    assert_eq!(fs::read_to_string(&schema).unwrap(), stdout(&altai(&["schema"])));
    done(&altai(&["check", file.to_str().unwrap()]));

    fs::write(&file, "mine").unwrap();
    let again = new(&[]);
    assert_eq!((code(&again), stdout(&again).as_str()), (2, ""));
    assert!(stderr(&again).contains("left alone"), "{}", stderr(&again));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");

    done(&new(&["--from", "kazakhstan-mongolia", "other.toml"]));
    assert!(here.path().join("other.toml").exists());
}

#[test]
fn a_new_scenario_leaves_a_schema_alone_that_is_there() {
    let here = tempdir().unwrap();
    let schema = here.path().join("altai.schema.json");
    fs::write(&schema, "{}").unwrap();
    let output = command().current_dir(&here).arg("new").output().unwrap();
    done(&output);
    assert_eq!(fs::read_to_string(&schema).unwrap(), "{}");
    let said = stdout(&output);
    assert!(said.contains("another altai.schema.json") && said.contains("altai schema > altai.schema.json"), "{said}");
}

#[test]
fn a_new_scenario_says_what_to_type_and_what_is_not_copied() {
    let here = tempdir().unwrap();
    let new = |more: &[&str]| command().current_dir(&here).arg("new").args(more).output().unwrap();
    let spaced = new(&["my trade.toml"]);
    done(&spaced);
    assert!(stdout(&spaced).contains("altai run \"my trade.toml\" "), "{}", stdout(&spaced));
    let evidence = new(&["--from", "kazakhstan-uzbekistan", "kz.toml"]);
    done(&evidence);
    assert!(stdout(&evidence).contains("rows of evidence/kazakhstan-uzbekistan.csv,"), "{}", stdout(&evidence));
    fs::create_dir(here.path().join("there")).unwrap();
    for folder in ["there", "there/", "nowhere/"] {
        let refused = new(&[folder]);
        assert_eq!(code(&refused), 2);
        assert!(stderr(&refused).contains("is the name of a folder"), "{}", stderr(&refused));
    }
}

/// Every example that extends another, as it is copied into an empty folder.
#[test]
fn a_new_variant_comes_with_what_it_extends_and_never_over_a_file() {
    for example in EXAMPLES.iter().filter(|example| example.text.contains("\nextends = ")) {
        let here = tempdir().unwrap();
        let new = || command().current_dir(&here).args(["new", "--from", example.name, "mine.toml"]).output().unwrap();
        done(&new());
        done(&altai(&["check", here.path().join("mine.toml").to_str().unwrap()]));

        let base = format!("{}.toml", example.name.split('/').next().unwrap());
        fs::remove_file(here.path().join("mine.toml")).unwrap();
        fs::write(here.path().join(&base), "# mine").unwrap();
        let refused = new();
        assert_eq!(code(&refused), 2);
        assert!(stderr(&refused).contains(&format!("there is another `{base}`")), "{}", stderr(&refused));
        assert!(!here.path().join("mine.toml").exists());
        assert_eq!(fs::read_to_string(here.path().join(&base)).unwrap(), "# mine");
    }
}

#[test]
fn a_misspelt_example_is_understood_but_refused() {
    for arguments in [&["examples", "minimum"][..], &["new", "--from", "minimum", "nowhere.toml"]] {
        let output = altai(arguments);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("did you mean `minimal`?"), "{}", stderr(&output));
    }
    let nowhere = altai(&["new", "no/such/folder/scenario.toml"]);
    assert_eq!(code(&nowhere), 2);
    assert!(stderr(&nowhere).contains("there is no folder"), "{}", stderr(&nowhere));
}
