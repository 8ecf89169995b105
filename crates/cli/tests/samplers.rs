//! `altai run --sampler`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, stderr, stdout};

fn run(arguments: &[&str]) -> std::process::Output {
    altai(&[&["run", minimal().to_str().unwrap()], arguments].concat())
}

fn document(arguments: &[&str]) -> serde_json::Value {
    let output = run(&[&["--json"], arguments].concat());
    done(&output);
    serde_json::from_str(&stdout(&output)).unwrap()
}

#[test]
fn a_design_names_itself_rounds_up_and_does_not_depend_on_the_threads() {
    for sampler in ["latin-hypercube", "sobol", "antithetic"] {
        let one = document(&["--sampler", sampler, "--paths", "20000", "--threads", "1"]);
        assert_eq!(one, document(&["--sampler", sampler, "--paths", "20000", "--threads", "3"]));
        assert_eq!(one["paths"], 20_480);
        assert_eq!(one["sampling"]["sampler"], sampler);
        assert_eq!(one["sampling"]["replicates"], 20);
        assert_eq!(one["sampling"]["paths_of_each"], 1_024);
        assert_eq!(one["sampling"]["intervals"], "Student's t");
        let plain = document(&["--paths", "20480"]);
        assert!(plain.get("sampling").is_none());
        assert_ne!(one["odds"], plain["odds"]);
        let odds = |document: &serde_json::Value| document["headline"]["probability"].as_f64().unwrap();
        assert!((odds(&one) - odds(&plain)).abs() < 0.02);
    }
    assert_eq!(document(&["--sampler", "monte-carlo", "--paths", "3000"]), document(&["--paths", "3000"]));
}

#[test]
fn the_answer_says_how_it_was_drawn() {
    let said = |arguments: &[&str]| stdout(&run(arguments)).replace('\n', " ");
    let few = said(&["--sampler", "sobol", "--paths", "1000"]);
    assert!(few.contains("sobol: 16 independent replicates of 1,024 paths (rounded up from 1,000); next:"), "{few}");
    assert!(few.contains("16,384 paths, seed 1"), "{few}");
    let brief = said(&["--sampler", "latin-hypercube", "--paths", "16384", "--brief"]);
    assert!(brief.trim_end().ends_with("latin-hypercube: 16 independent replicates of 1,024 paths."), "{brief}");
}

#[test]
fn the_folder_says_so_too_and_running_it_again_gives_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    let to = |kept: &std::path::Path, more: &[&str]| {
        done(&run(&[&["--paths", "17000", "--out", kept.to_str().unwrap()], more].concat()));
    };
    to(&kept, &["--sampler", "sobol"]);
    let read = |name: &str| fs::read_to_string(kept.join(name)).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert_eq!(manifest["sampling"]["sampler"], "sobol");
    assert_eq!(manifest["paths"], 17_408);
    assert_eq!(
        read("sampling.csv"),
        "sampler,replicates,paths_of_each,plain_quantities,standard_errors,intervals\r\n\
         sobol,17,1024,0,spread of the replicates,Student's t\r\n"
    );
    let odds = read("odds.csv");
    let again = folder.path().join("again");
    let scenario = kept.join("scenario.toml");
    let arguments = ["run", scenario.to_str().unwrap(), "--sampler", "sobol", "--out", again.to_str().unwrap()];
    done(&altai(&arguments));
    assert_eq!(fs::read_to_string(again.join("odds.csv")).unwrap(), odds);
    to(&kept, &[]);
    assert!(!kept.join("sampling.csv").exists(), "plain draws leave no row on a design behind");
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert!(manifest.get("sampling").is_none());
}

#[test]
fn a_misspelt_sampler_and_one_with_a_precision_are_refused() {
    let output = run(&["--sampler", "soboll"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("did you mean `sobol`?"), "{}", stderr(&output));
    let output = run(&["--sampler", "x"]);
    assert_eq!(code(&output), 2);
    let names = "samplers are monte-carlo, latin-hypercube, sobol, antithetic";
    assert!(stderr(&output).contains(names), "{}", stderr(&output));
    let output = run(&["--sampler", "sobol", "--precision", "0.002"]);
    assert_eq!(code(&output), 2);
    let reason = "--precision does not go with --sampler sobol: when to stop is known for plain draws only";
    assert!(stderr(&output).contains(reason), "{}", stderr(&output));
    done(&run(&["--sampler", "monte-carlo", "--precision", "0.01", "--quiet"]));
}
