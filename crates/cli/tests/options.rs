//! Options that a command does not have, as typed.

mod altai;

use altai::{altai, code, minimal, stderr};

fn refused(arguments: &[&str]) -> String {
    let output = altai(arguments);
    assert_eq!(code(&output), 2, "{arguments:?}");
    stderr(&output)
}

#[test]
fn an_option_of_another_command_is_said_to_be_one() {
    let minimal = minimal();
    let scenario = minimal.to_str().unwrap();
    let said = refused(&["run", scenario, "--budget", "3"]);
    assert!(said.contains("tip: `--budget` belongs to `altai frontier`"), "{said}");
    assert!(!said.contains("similar") && said.contains("Usage: altai run [OPTIONS] <SCENARIO>"), "{said}");
    let said = refused(&["run", scenario, "--budjet=3"]);
    assert!(said.contains("`--budget`, if that is meant, belongs to `altai frontier`"), "{said}");
    let said = refused(&["run", scenario, "--deals", "a"]);
    assert!(said.contains("`--deals` belongs to ") && said.contains("`altai frontier`"), "{said}");
    let said = refused(&["check", scenario, "--brief"]);
    assert!(said.contains("`--brief` belongs to other commands, such as `altai run`"), "{said}");
}

#[test]
fn a_misspelt_option_is_put_right_within_the_command_and_never_taken_for_a_value() {
    let minimal = minimal();
    let scenario = minimal.to_str().unwrap();
    let said = refused(&["frontier", scenario, "--budjet", "3"]);
    assert!(said.contains("a similar argument exists: '--budget'"), "{said}");
    for (command, option) in [("run", "--sobol"), ("run", "-x"), ("voi", "--nothing-of-the-sort"), ("plan", "--brief")]
    {
        let said = refused(&[command, scenario, option]);
        assert!(said.contains(&format!("unexpected argument '{option}' found")), "{said}");
        assert!(!said.contains("as a value") && !said.contains(&format!("-- {option}")), "{said}");
    }
    assert!(refused(&["--brief"]).contains("`--brief` belongs to other commands"), "without a command");
}
