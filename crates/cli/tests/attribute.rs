//! `altai attribute`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, names, several_targets, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

#[test]
fn deals_are_listed_by_what_they_are_worth_under_a_sentence() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let output = altai(&["attribute", scenario.to_str().unwrap(), "--paths", "20000", "--interactions"]);
    done(&output);
    let text = stdout(&output);
    assert!(text.starts_with("Two deals\n\nOf the "), "{text}");
    let at = |word: &str| text.lines().position(|line| line.starts_with(word)).unwrap_or_else(|| panic!("{text}"));
    assert!(at("road") < at("mine") && at("mine") < at("together"), "{text}");
    assert!(text.contains("worth in") && text.contains("road  mine"), "{text}");
    assert!(text.contains("20,000 paths with 3 sets of deals, seed 1"), "{text}");
}

#[test]
fn values_in_the_folder_add_up_to_what_json_says_of_all() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let scenario = scenario.to_str().unwrap();
    let folder = here.path().join("results");
    let command = ["attribute", scenario, "--paths", "3000", "--prerequisites", "--interactions", "--json", "--out"];
    let output = altai(&[&command[..], &[folder.to_str().unwrap()]].concat());
    done(&output);
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["format"], "altai-attribution-1");
    assert_eq!(
        names(&folder),
        ["answer.json", "attribution.csv", "interactions.csv", "manifest.json", "scenario.toml"]
    );
    let table = fs::read_to_string(folder.join("attribution.csv")).unwrap();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("target,package,year,deal,measure,value,unit,standard_error"));
    let shares = lines.filter(|line| line.contains(",faigle_kern,")).map(|line| {
        assert!(line.starts_with("target,all,2030,") && line.contains(",probability,"), "{line}");
        line.split(',').nth(5).unwrap().parse::<f64>().unwrap()
    });
    let shares: Vec<f64> = shares.collect();
    assert_eq!(shares.len(), 2);
    assert!((shares.iter().sum::<f64>() - document["total"]["value"].as_f64().unwrap()).abs() < 1e-12);
    let again = altai(&["attribute", scenario, "--out", folder.to_str().unwrap(), "--brief"]);
    done(&again);
    assert_eq!(names(&folder), ["answer.json", "attribution.csv", "manifest.json", "scenario.toml"]);
}

#[test]
fn what_a_run_has_written_is_not_replaced_unasked() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let scenario = scenario.to_str().unwrap();
    let folder = here.path().join("results");
    let folder = folder.to_str().unwrap();
    done(&altai(&["run", scenario, "--paths", "2000", "--quiet", "--out", folder]));
    let output = altai(&["attribute", scenario, "--paths", "2000", "--out", folder]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("holds the result of another command"), "{}", stderr(&output));
    done(&altai(&["attribute", scenario, "--paths", "2000", "--out", folder, "--force"]));
}

#[test]
fn another_target_and_another_gain_are_told_by_name() {
    let scenario = several_targets();
    let scenario = scenario.to_str().unwrap();
    let text = |more: &[&str]| {
        let output = altai(&[&["attribute", scenario, "--paths", "2000", "--brief"], more].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    assert!(text(&["--measure", "mean"]).contains("mean turnover in"));
    assert!(text(&["--measure", "median"]).contains("median turnover in"));
    assert!(text(&["--measure", "at-date"]).contains("itself"));
    assert_ne!(text(&["--target", "real"]), text(&[]));
}

#[test]
fn mistakes_on_the_command_line_are_told_kindly() {
    let here = tempdir().unwrap();
    let path = two_deals(here.path());
    let scenario = path.to_str().unwrap();
    let wrong = |arguments: &[&str], words: &str| {
        let output = altai(&[&["attribute"], arguments].concat());
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    };
    wrong(&[scenario, "--target", "targett"], "no target is called `targett`\n  did you mean `target`?");
    wrong(&[scenario, "--package", "al"], "did you mean `all`?");
    wrong(&[scenario, "--package", "none"], "package `none` has no deal to attribute anything to");
    wrong(&[scenario, "--prerequisites", "--sectors"], "cannot be used with");
    wrong(&[scenario, "--measure", "mode"], "possible values: reached, at-date, mean, median");
    let mut many = fs::read_to_string(minimal()).unwrap();
    many.extend((0..12).map(|deal| format!("\n[deals.d{deal}]\nstart = 2027\npeak = 5\n")));
    fs::write(&path, many).unwrap();
    wrong(&[scenario, "--sectors"], "13 deals are too many for --prerequisites, --sectors and --interactions");
}

/// A flow of 100, and deals that all start at once: (name, what stands in its table).
fn of_deals(folder: &std::path::Path, target: &str, volatility: f64, deals: &[(&str, &str)]) -> std::path::PathBuf {
    let table = |(name, keys): &(&str, &str)| format!("[deals.{name}]\nstart = 2026.0\n{keys}\n");
    let tables = deals.iter().map(table).collect::<Vec<_>>().concat();
    let path = folder.join("deals.toml");
    let text = format!(
        "[horizon]\nbase_year = 2025\nend_year = 2028\n[target]\n{target}\n[flows.trade]\nbase = 100\nvolatility = {volatility}\n{tables}"
    );
    fs::write(&path, text).unwrap();
    path
}

fn said(scenario: &std::path::Path, more: &[&str]) -> String {
    let output = altai(&[&["attribute", scenario.to_str().unwrap(), "--brief"], more].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    stdout(&output).replace('\n', " ")
}

#[test]
fn equals_are_not_singled_out_and_only_what_works_the_other_way_is_said_to() {
    let here = tempdir().unwrap();
    let equal = "go = 0.8\npeak.normal = { mean = 15, sd = 5 }";
    let four = of_deals(here.path(), "turnover = 160\nby = 2026", 0.1, &["a", "b", "c", "d"].map(|name| (name, equal)));
    let text = said(&four, &[]);
    assert!(text.contains(", about 7 each come from a, b, c and d."), "{text}");
    let odd = [("a", "peak = 20"), ("b", "peak = -19"), ("c", "peak = -19")];
    let text = said(&of_deals(here.path(), "turnover = 130\nby = 2026", 0.3, &odd), &[]);
    assert!(
        text.contains("; b and c take about 1") && text.contains(" points each, and a works the other way"),
        "{text}"
    );
    let text =
        said(&of_deals(here.path(), "turnover = 130\nby = 2026", 0.3, &odd), &["--measure", "mean", "--paths", "1"]);
    assert!(text.contains("(so few paths do not tell how sure that is)"), "{text}");
    let clear = [("a", "peak = 40"), ("b", "peak = 2")];
    let text = said(&of_deals(here.path(), "turnover = 130\nby = 2026", 0.3, &clear), &[]);
    assert!(text.contains("no other deal is worth as much, as far as simulation goes"), "{text}");
}

#[test]
fn the_odds_of_a_year_itself_are_not_held_in_a_row() {
    let here = tempdir().unwrap();
    let scenario = of_deals(here.path(), "turnover = 110\nby = 2028\nsustain = 3", 0.3, &[("a", "peak = 15")]);
    let text = said(&scenario, &["--measure", "at-date"]);
    assert!(text.contains("the odds of $110 million a year in 2028 itself") && !text.contains("in a row"), "{text}");
    assert!(said(&scenario, &[]).contains("for 3 years in a row"));
}
