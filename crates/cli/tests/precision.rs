//! `altai run --precision` and `altai plan`, as typed.

mod altai;

use altai::{altai, code, done, minimal, stderr, stdout};

fn document(arguments: &[&str]) -> serde_json::Value {
    let scenario = minimal();
    let output = altai(&[&[arguments[0], scenario.to_str().unwrap(), "--json"], &arguments[1..]].concat());
    done(&output);
    serde_json::from_str(&stdout(&output)).unwrap()
}

#[test]
fn a_run_ends_where_the_odds_are_precise_enough_whatever_the_threads() {
    let one = document(&["run", "--precision", "0.004", "--threads", "1"]);
    let half = (one["headline"]["upper_95"].as_f64().unwrap() - one["headline"]["lower_95"].as_f64().unwrap()) / 2.0;
    assert!(half <= 0.004 && half > 0.0035, "{half}");
    let three = document(&["run", "--precision", "0.004", "--threads", "3"]);
    assert_eq!(one, three);
    let paths = one["paths"].as_u64().unwrap().to_string();
    let plain = document(&["run", "--paths", &paths]);
    assert_eq!(one["odds"], plain["odds"], "they are the paths of a run of as many");
}

#[test]
fn paths_are_the_most_and_the_answer_says_what_came_of_it() {
    let scenario = minimal();
    let run = |more: &[&str]| {
        let output = altai(&[&["run", scenario.to_str().unwrap()], more].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output).replace('\n', " ")
    };
    let few = run(&["--precision", "0.001", "--paths", "20000"]);
    assert!(few.contains("20,000 paths give the odds to within 0.6"), "{few}");
    assert!(few.contains("not 0.1 points as asked: more are allowed by --paths"), "{few}");
    let enough = run(&["--precision", "0.01"]);
    assert!(enough.contains("16,384 paths were enough to give the odds to within 1 point ("), "{enough}");
}

#[test]
fn a_plan_says_how_many_paths_a_run_takes() {
    let planned = document(&["plan", "--precision", "0.003"]);
    let taken = document(&["run", "--precision", "0.003"])["paths"].as_f64().unwrap();
    let at = |key: &str| planned[key].as_f64().unwrap();
    assert!((taken / at("paths") - 1.0).abs() < 0.15, "{taken}: {planned}");
    assert!(at("paths_at_least") <= at("paths") && at("paths") <= at("paths_at_most"));
    assert!(at("seconds") > 0.0);
}

#[test]
fn a_precision_is_a_probability() {
    let output = altai(&["plan", minimal().to_str().unwrap(), "--precision", "2"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("write a probability from 0.00001 to 0.5, such as 0.002"), "{}", stderr(&output));
}

#[test]
fn a_plan_says_of_what_and_allows_as_many_paths_as_it_takes() {
    let scenario = minimal();
    let said = |more: &[&str]| {
        let output = altai(&[&["plan", scenario.to_str().unwrap()], more].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        (stdout(&output).replace('\n', " "), stderr(&output))
    };
    let (text, warned) = said(&["--precision", "0.0002"]);
    assert!(text.starts_with("First lesson"), "{text}");
    assert!(text.contains("the odds of reaching $300 million a year by 2032 with the deal power_line"), "{text}");
    let allowed = text.split("--paths ").nth(1).unwrap().trim().trim_end_matches('.').replace('_', "");
    let planned = document(&["plan", "--precision", "0.0002"]);
    assert!(allowed.parse::<u64>().unwrap() >= planned["paths_at_most"].as_u64().unwrap(), "{text}");
    assert_eq!(warned, "");
    assert!(!said(&[]).0.contains("--paths"));
    assert_eq!((planned["format"].as_str(), planned["seed"].as_u64()), (Some("altai-plan-1"), Some(1)));
    assert_eq!((planned["target"].as_str(), planned["package"].as_str()), (Some("target"), Some("power_line")));
    assert!(planned["altai"].is_string());
}

#[test]
fn a_plan_has_the_floor_of_a_run_and_a_wide_precision_is_told_in_points() {
    let planned = document(&["plan", "--precision", "0.05"]);
    let played = document(&["run", "--precision", "0.05"]);
    assert_eq!(planned["paths"], played["paths"]);
    for command in ["plan", "run"] {
        let output = altai(&[command, minimal().to_str().unwrap(), "--precision", "0.25"]);
        let warned = stderr(&output);
        assert!(
            warned.contains("--precision 0.25 is 25 points") && warned.contains("write --precision 0.0025"),
            "{warned}"
        );
        assert!(stdout(&output).replace('\n', " ").contains("to within 25 points"), "{}", stdout(&output));
    }
}
