//! `altai diff`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, several_targets, stderr, stdout, two_deals};
use tempfile::tempdir;

/// The first lesson with other words in it.
fn variant(folder: &tempfile::TempDir, changes: &[(&str, &str)]) -> String {
    let mut text = fs::read_to_string(minimal()).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let path = folder.path().join("variant.toml");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_differs_is_told_by_address_in_the_order_of_the_file() {
    let here = tempdir().unwrap();
    let other = variant(
        &here,
        &[
            ("base = 160 ", "noise = 0.1\nbase = 160 "),
            ("go = 0.6 ", "go = 0.8 "),
            ("ramp.linear = { years = 3 }", "life = 9"),
        ],
    );
    let output = altai(&["diff", minimal().to_str().unwrap(), &other]);
    done(&output);
    assert_eq!(
        stdout(&output),
        "+ flows.trade.noise  0.1\n~ deals.power_line.go  0.6 → 0.8\n+ deals.power_line.life  9\n\
         − deals.power_line.ramp.linear.years  3\n"
    );
}

#[test]
fn the_same_has_no_difference_and_no_other_odds() {
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    let output = altai(&["diff", scenario, scenario, "--odds", "--paths", "2000"]);
    done(&output);
    let text = stdout(&output);
    assert!(text.starts_with("no difference\n"), "{text}");
    for package in ["none", "power_line"] {
        let row = text.lines().find(|line| line.starts_with(package)).unwrap();
        assert!(row.ends_with("0.0       ± 0.0"), "{row}");
    }
}

#[test]
fn the_odds_are_those_that_a_run_tells() {
    let here = tempdir().unwrap();
    let other = variant(&here, &[("go = 0.6 ", "go = 0.9 ")]);
    let output = altai(&["diff", minimal().to_str().unwrap(), &other, "--odds", "--paths", "5000", "--seed", "3"]);
    done(&output);
    let text = stdout(&output);
    let run = altai(&["run", &other, "--paths", "5000", "--seed", "3"]);
    let first_percentage = |text: &str, from: &str, nth: usize| {
        let row = text.lines().find(|line| line.starts_with(from)).unwrap().to_owned();
        row.split_whitespace().nth(nth).unwrap().to_owned()
    };
    assert_eq!(first_percentage(&text, "power_line", 3), first_percentage(&stdout(&run), "power_line", 1), "{text}");
    assert_eq!(first_percentage(&text, "none", 5), "0.0", "the deal alone has changed: {text}");
}

#[test]
fn every_target_that_both_have_is_compared() {
    let here = tempdir().unwrap();
    let text = fs::read_to_string(several_targets()).unwrap();
    let path = here.path().join("variant.toml");
    fs::write(&path, text.replace("[targets.lasting]\nturnover = 250", "[targets.lasting]\nturnover = 240")).unwrap();
    let (one, other) = (several_targets(), path.to_str().unwrap().to_owned());
    let output = altai(&["diff", one.to_str().unwrap(), &other, "--odds", "--paths", "3000"]);
    done(&output);
    let text = stdout(&output);
    let block = |title: &str| text.split_once(&format!("\n{title}\n")).unwrap_or_else(|| panic!("{text}")).1;
    let all = |block: &str| block.lines().find(|line| line.starts_with("all")).unwrap().to_owned();
    for title in ["target pledge: 300", "target real: 300 in dollars of 2025"] {
        assert!(all(block(title)).ends_with(" 0.0       ± 0.0"), "{text}");
    }
    let lasting = all(block("target lasting: 250 for 3 years in a row → 240 for 3 years in a row"));
    assert!(lasting.contains('+'), "{text}");
    let json = altai(&["run", &other, "--paths", "3000", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    let rows = document["odds"].as_array().unwrap();
    let is_meant = |row: &&serde_json::Value| {
        row["target"] == "lasting" && row["package"] == "all" && row["odds"] == "reached" && row["year"] == 2038
    };
    let probability = rows.iter().find(is_meant).unwrap()["probability"].as_f64().unwrap();
    assert_eq!(lasting.split_whitespace().nth(3).unwrap(), format!("{:.1}", 100.0 * probability));
}

#[test]
fn warnings_of_either_are_told() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let text = fs::read_to_string(&scenario).unwrap();
    let other = here.path().join("other.toml");
    fs::write(&other, format!("{text}\n[packages]\nalone = [\"mine\"]\n")).unwrap();
    let output = altai(&["diff", scenario.to_str().unwrap(), other.to_str().unwrap()]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).starts_with("warning: 1 warning: altai check "), "{}", stderr(&output));
}

#[test]
fn a_change_on_the_command_line_is_the_other_scenario() {
    let here = tempdir().unwrap();
    let scenario = minimal();
    let scenario = scenario.to_str().unwrap();
    let set = ["diff", scenario, "--set", "deals.power_line.go=0.8", "--odds", "--paths", "3000"];
    let changed = altai(&set);
    done(&changed);
    assert!(stdout(&changed).starts_with("~ deals.power_line.go  0.6 → 0.8\n"), "{}", stdout(&changed));
    assert!(stdout(&changed).contains("minimal  changed"), "{}", stdout(&changed));
    let other = variant(&here, &[("go = 0.6 ", "go = 0.8 ")]);
    let row = |text: &str| text.lines().find(|line| line.starts_with("power_line")).unwrap().replace(' ', "");
    let file = altai(&["diff", scenario, &other, "--odds", "--paths", "3000"]);
    assert_eq!(row(&stdout(&changed)), row(&stdout(&file)));
    assert_eq!(code(&altai(&["diff", scenario])), 2, "there is nothing to compare with");
}

#[test]
fn a_mistake_in_either_is_told() {
    let output = altai(&["diff", minimal().to_str().unwrap(), "no-such-file.toml"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("there is no file"), "{}", stderr(&output));
}
