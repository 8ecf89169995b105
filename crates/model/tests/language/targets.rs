//! Targets: deflated, sustained, several.

use super::*;

const YEARS: &str = "[horizon]\nbase_year = 2025\nend_year = 2035\n[flows.trade]\nbase = 160\n[drivers.prices]\nkind = \"growth\"\nprocess.white = { mean = 0.02 }\n[drivers.oil]\nkind = \"level\"\nprocess.white = {}\n";

fn with(lines: &str) -> String {
    format!("{YEARS}{lines}\n")
}

#[test]
fn a_target_may_follow_prices_and_have_to_last() {
    let s = scenario(&with("[target]\nturnover = 500\ndeflator = \"prices\"\nsustain = 3\nby = 2030"));
    let target = &s.targets[0];
    assert_eq!((target.name.as_str(), target.deflator, target.sustain, target.by), ("target", Some(0), 3, 2030));
}

#[test]
fn the_first_of_several_targets_is_the_headline() {
    let s = scenario(&with(
        "[targets]\nnote = \"two\"\n[targets.real]\nturnover = \"400 to 500\"\ndeflator = \"prices\"\n[targets.nominal]\nturnover = 500\nby = 2031",
    ));
    let targets: Vec<_> = s.targets.iter().map(|t| (t.name.as_str(), t.turnover.address.as_str(), t.by)).collect();
    assert_eq!(targets, [("real", "targets.real.turnover", 2035), ("nominal", "targets.nominal.turnover", 2031)]);
    assert_eq!(s.quantities().filter(|quantity| quantity.address.starts_with("targets.")).count(), 2);
}

#[test]
fn targets_that_cannot_be_are_refused() {
    for (lines, expected) in [
        (
            "[target]\nturnover = 1\ndeflator = \"oil\"",
            "conflict: `oil` is a level, and a deflator is a growth driver @ \"oil\"",
        ),
        ("[target]\nturnover = 1\ndeflator = \"pries\"", "unknown-name: no driver is called `pries` @ \"pries\""),
        ("[target]\nturnover = 1\nsustain = 0", "out-of-range: `sustain` is a whole number from 1 to 10, not 0 @ 0"),
        ("[target]\nturnover = 1\nsustain = 11", "out-of-range: `sustain` is a whole number from 1 to 10, not 11 @ 11"),
        ("[target]\nturnover = 1\nsustain = 1.5", "wrong-type: `sustain` is a whole number, not 1.5 @ 1.5"),
        (
            "[target]\nturnover = 1\n[targets.a]\nturnover = 1",
            "conflict: there is a `[target]` and there are `[targets.NAME]` @ targets",
        ),
        ("[targets]", "missing: `[targets]` names no target @ [targets]"),
        (
            "[targets]\nturnover = 3",
            "wrong-type: `[targets]` holds targets by name, but `turnover` is the number 3 @ turnover",
        ),
    ] {
        says(&with(lines), expected);
    }
    assert_eq!(said(&with("[targets.a]\n[targets.b]\nturnover = 0")).len(), 2);
}
