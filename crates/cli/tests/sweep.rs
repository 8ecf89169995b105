//! `altai sweep` and `altai seek`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, several_targets, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

fn json(arguments: &[&str]) -> Value {
    let output = altai(arguments);
    done(&output);
    serde_json::from_str(&stdout(&output)).expect("it is JSON")
}

fn on_minimal<'a>(command: &'a str, scenario: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[command, scenario][..], more, &["--paths", "3000"]].concat()
}

fn scenario() -> String {
    minimal().to_str().unwrap().to_owned()
}

#[test]
fn a_point_of_a_sweep_is_a_run_with_that_number_set() {
    let file = scenario();
    let swept = json(&on_minimal("sweep", &file, &["flows.trade.drift=0.02..0.06:3", "--json"]));
    let run = json(&on_minimal("run", &file, &["--set", "flows.trade.drift=0.04", "--json"]));
    let mut here = swept["odds"].as_array().unwrap().clone();
    here.retain(|row| row["values"]["flows.trade.drift"] == 0.04);
    for row in &mut here {
        row.as_object_mut().unwrap().remove("values");
    }
    assert_eq!(&here, run["odds"].as_array().unwrap());
}

#[test]
fn a_sweep_does_not_depend_on_threads_and_writes_what_it_prints() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("out");
    let out = out.to_str().unwrap();
    let file = scenario();
    let ranges = ["flows.trade.drift=0..0.04:2", "deals.power_line.start=2027-01-01..2029-07-01:3"];
    let of = |threads: &'static str| {
        altai(&on_minimal("sweep", &file, &[ranges[0], ranges[1], "--threads", threads, "--json"]))
    };
    assert_eq!(stdout(&of("1")), stdout(&of("3")));
    let written = altai(&on_minimal("sweep", &file, &[ranges[0], ranges[1], "--out", out]));
    done(&written);
    assert!(stdout(&written).contains("highest at"), "{}", stdout(&written));
    assert!(stdout(&written).contains("1 Jan 2027"), "{}", stdout(&written));
    let table = fs::read_to_string(folder.path().join("out/sweep.csv")).unwrap();
    let heading = "target,package,year,flows.trade.drift,deals.power_line.start,odds,probability,standard_error,lower_95,upper_95\r\n";
    assert!(table.starts_with(heading), "{table}");
    // 6 points, 2 packages, 10 years, 2 kinds of odds.
    assert_eq!(table.lines().count(), 1 + 6 * 2 * 10 * 2);
    let again = altai(&on_minimal("seek", &file, &["--vary", "flows.trade.drift", "--odds", "0.5", "--out", out]));
    assert_eq!(code(&again), 2);
    assert!(stderr(&again).contains("holds the result of another command"), "{}", stderr(&again));
}

#[test]
fn what_it_takes_is_said_first_and_a_run_with_it_has_these_odds() {
    let file = scenario();
    let found = json(&on_minimal("seek", &file, &["--vary", "flows.trade.drift", "--odds", "0.5", "--json"]));
    let crossing = &found["found"][0];
    let value = crossing["value"].as_f64().unwrap();
    assert!(found["sentence"].as_str().unwrap().contains("reach one half when flows.trade.drift is 0.07"), "{found}");
    let set = format!("flows.trade.drift={value}");
    let run = json(&on_minimal("run", &file, &["--set", &set, "--json"]));
    let odds = run["headline"]["probability"].as_f64().unwrap();
    assert!((odds - 0.5).abs() < 0.002, "{odds} at {value}");
    let shifted = altai(&on_minimal("seek", &file, &["--vary", "flows.trade.drift", "--odds", "0.5", "--shift"]));
    done(&shifted);
    assert!(stdout(&shifted).contains("when the median of flows.trade.drift is"), "{}", stdout(&shifted));
}

#[test]
fn nothing_in_the_range_is_an_answer() {
    let file = scenario();
    let output = altai(&on_minimal("seek", &file, &["--vary", "deals.power_line.go", "--odds", "0.9"]));
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    assert!(
        text.contains("are 90 in 100 at no value of deals.power_line.go from 0 to 1: the highest that were seen are"),
        "{text}"
    );
}

#[test]
fn another_target_and_package_can_be_asked_for() {
    let file = several_targets();
    let file = file.to_str().unwrap();
    let swept = json(&[
        "sweep",
        file,
        "--target",
        "lasting",
        "--package",
        "none",
        "--json",
        "--paths",
        "2000",
        "--",
        "targets.lasting.turnover=200..300:3",
    ]);
    assert_eq!((swept["target"].as_str(), swept["package"].as_str()), (Some("lasting"), Some("none")));
    assert!(swept["sentence"].as_str().unwrap().contains("fall from"), "{}", swept["sentence"]);
}

#[test]
fn mistakes_are_told_before_anything_is_played() {
    let folder = tempdir().unwrap();
    let two = two_deals(folder.path());
    let more =
        "\n[inputs.ore]\nvalue = \"20 to 40\"\n[correlation.\"flows.trade.drift\"]\n\"deals.mine.start\" = 0.3\n";
    let text = fs::read_to_string(&two).unwrap();
    let text =
        text.replace("peak = 40", "peak = \"ore\"").replace("volatility", "drift = \"0.01 to 0.05\"\nvolatility");
    fs::write(&two, text + more).unwrap();
    let two = two.to_str().unwrap();
    let file = scenario();
    let sweep = |range: &'static str| vec!["sweep", file.as_str(), range];
    let seek = |more: &[&'static str]| [&["seek", two, "--odds", "0.5"][..], more].concat();
    for (arguments, said) in [
        (sweep("deals.power_lin.go=0..1"), "did you mean `power_line`?"),
        (sweep("deals.power_line.gox=0..1"), "did you mean `go`?"),
        (sweep("deals.power_line.go=0.2..1.4"), "a probability lies between 0 and 1, not 1.4"),
        (sweep("deals.power_line.go=0.9..0.2"), "begins at 0.9, after its end 0.2: write 0.2..0.9"),
        (sweep("deals.power_line.go=0.2..0.2"), "both ends of `deals.power_line.go` are 0.2"),
        (sweep("deals.power_line.go=0.2"), "there is only one value"),
        (sweep("deals.power_line.go=low..high"), "\"low\" is neither a number nor an interval"),
        (sweep("deals.power_line.go=[0.1, 0.2]"), "a list is no range"),
        (sweep("title=1..2"), "`title` is a text, not a number"),
        (
            sweep("flows.trade.drift.normal.mean=0..1"),
            "is a part of a quantity, which is varied whole: `flows.trade.drift`",
        ),
        (sweep("run.paths=1..2"), "is not part of the world"),
        (seek(&["--vary", "deals.mine.peak"]), "vary `inputs.ore`, which moves all that use it"),
        (seek(&["--vary", "flows.trade.drift"]), "is correlated with `deals.mine.start`"),
        (seek(&["--vary", "deals.road.go", "--shift"]), "is not uncertain: --shift moves a distribution"),
        (seek(&["--vary", "deals.raod.go"]), "did you mean `road`?"),
        (seek(&["--vary", "inputs.ore", "--from", "30", "--to", "20"]), "begins at 30, after its end 20"),
        (seek(&["--vary", "inputs.ore", "--target", "trgt"]), "did you mean `target`?"),
        (seek(&["--vary", "inputs.ore", "--package", "al"]), "did you mean `all`?"),
        (vec!["seek", two, "--vary", "inputs.ore", "--odds", "60"], "write 0.6 for 60 %"),
        (vec!["seek", two, "--vary", "inputs.ore", "--odds", "1"], "odds of 0 and of 1 are certainties"),
        (
            [sweep("deals.power_line.go=0.2..0.8"), vec!["--set", "deals.power_line.go=0.9"]].concat(),
            "`deals.power_line.go` is given a range and set by --set as well: leave out the one or the other",
        ),
        (sweep("deals.power_line.gox=0..1"), "--> the range deals.power_line.gox=0..1\n"),
        (seek(&["--vary", "deals.road.gox"]), "--> --vary deals.road.gox\n"),
        (seek(&["--vary", "deals.road.go", "--from", "low", "--to", "1"]), "--> --from low\n"),
        (seek(&["--vary", "deals.road.go", "--from", "0", "--to", "2"]), "--> --to 2\n"),
    ] {
        let output = altai(&arguments);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
        let set = arguments.contains(&"--set") || said.contains("remove=") || stderr(&output).contains("correlat");
        assert!(set || !stderr(&output).contains("> --set"), "{arguments:?}: {}", stderr(&output));
    }
    let refused = stderr(&altai(&seek(&["--vary", "flows.trade.drift"])));
    let remove =
        refused.split('\'').find(|part| part.starts_with("remove=")).expect("it says what to take out").to_owned();
    let without =
        altai(&["seek", two, "--odds", "0.5", "--vary", "flows.trade.drift", "--paths", "1000", "--set", &remove]);
    assert_eq!(code(&without), 0, "{}", stderr(&without));
    let shifted = altai(&seek(&["--vary", "flows.trade.drift", "--shift", "--paths", "1000"]));
    assert_eq!(code(&shifted), 0, "{}", stderr(&shifted));
}

#[test]
fn no_error_collapses_where_all_paths_agree() {
    let file = scenario();
    let swept = altai(&["sweep", &file, "flows.trade.base=10..1000:2", "--paths", "40"]);
    done(&swept);
    let text = stdout(&swept);
    assert!(text.contains("0 %") && !text.contains("± 0.0"), "{text}");
    assert!(text.contains("flows.trade.base: "), "it says what the number is: {text}");
    assert!(text.replace('\n', " ").contains("40 paths are few"), "{text}");
    let one = altai(&["sweep", &file, "flows.trade.base=10..1000:2", "--paths", "1"]);
    assert!(stdout(&one).contains("1 path does not tell how"), "{}", stdout(&one));
    let sought = altai(&["seek", &file, "--vary", "deals.power_line.go", "--odds", "0.9", "--paths", "200"]);
    assert!(!stdout(&sought).contains("± 0.0"), "{}", stdout(&sought));
}

#[test]
fn seek_says_what_the_scenario_itself_holds_of_the_value() {
    let file = scenario();
    let set = "flows.trade.drift={ normal = { mean = 0.03, sd = 0.02 } }";
    let arguments = on_minimal("seek", &file, &["--vary", "flows.trade.drift", "--odds", "0.5", "--set", set]);
    let output = altai(&arguments);
    done(&output);
    let text = stdout(&output).replace('\n', " ");
    let said = "In the scenario itself, flows.trade.drift is 0.07";
    assert!(text.contains(said) && text.contains(" or more with odds of "), "{text}");
    let shifted = altai(&[&arguments[..], &["--shift"]].concat());
    assert!(!stdout(&shifted).contains("In the scenario itself"), "{}", stdout(&shifted));
}

#[test]
fn the_scenario_is_kept_and_running_it_is_the_point_of_departure() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("out");
    let file = scenario();
    let set = "deals.power_line.go=0.7";
    let arguments = ["flows.trade.drift=0..0.04:2", "--set", set, "--seed", "3", "--out", out.to_str().unwrap()];
    done(&altai(&on_minimal("sweep", &file, &arguments)));
    let kept = out.join("scenario.toml");
    let of = |arguments: &[&str]| json(arguments)["headline"]["probability"].clone();
    let again = of(&["run", kept.to_str().unwrap(), "--json"]);
    assert_eq!(again, of(&on_minimal("run", &file, &["--set", set, "--seed", "3", "--json"])));
}

#[test]
fn a_target_among_several_is_varied_by_its_name() {
    let here = tempdir().unwrap();
    let scenario = here.path().join("two-targets.toml");
    fs::write(
        &scenario,
        "[horizon]\nbase_year = 2025\nend_year = 2032\n[targets.pledge]\nturnover = 300\n[targets.hope]\nturnover = 400\n\
         [flows.trade]\nbase = 160\nvolatility = 0.2\n",
    )
    .unwrap();
    let sought = altai(&["seek", scenario.to_str().unwrap(), "--vary", "target.turnover", "--odds", "0.5"]);
    assert_eq!(code(&sought), 2);
    assert!(stderr(&sought).contains("write targets.pledge.turnover"), "{}", stderr(&sought));
    let sought = altai(&[
        "seek",
        scenario.to_str().unwrap(),
        "--vary",
        "targets.pledge.turnover",
        "--odds",
        "0.5",
        "--paths",
        "2000",
    ]);
    done(&sought);
}
