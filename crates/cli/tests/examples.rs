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
        done(&printed);
        assert_eq!(stdout(&printed), example.text);
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
    assert_eq!(fs::read_to_string(&file).unwrap(), EXAMPLES[0].text);
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
