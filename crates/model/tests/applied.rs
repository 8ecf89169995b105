//! The text of a scenario as it was run gives the same scenario when it is read again.

use altai_model::scenario::RunDefaults;
use altai_model::{NoFiles, Override, Scenario, SourceText, read};

const TEXT: &str = r#"# Two neighbours.
title = "Two neighbours"

[horizon]
base_year = 2025  # known
end_year = 2035

[target]
turnover = 500

[drivers.gdp]
kind = "growth"
process.ar1 = { mean = 0.04, persistence = 0.4, sd = 0.02 }

[drivers.prices]
kind = "growth"
process.white.mean = 0.02
process.white.sd = 0.01

[innovations.correlation]
gdp = { prices = 0.3, trade = 0.4 }

[flows.trade]
base = 160        # USD million
drift.normal = { mean = 0.03, sd = 0.02 }
elasticity.gdp = 0.8

# The mine.
[deals.mine]
go = 0.6
start = 2027-09-01
ramp.linear = { years = 3 }

[deals.mine.peak]
pert = { min = 10, mode = 45, max = 140 }
source = "a study"
"#;

const RUN: RunDefaults = RunDefaults { paths: 100_000, seed: 1 };

fn set(address: &str, value: &str) -> Override {
    Override { address: address.into(), value: value.into() }
}

fn scenario(text: &str, overrides: &[Override]) -> Scenario {
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, overrides, &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}\n{text}", reading.diagnostics))
}

/// The text as it is run, without other files.
fn applied(text: &str, overrides: &[Override], run: RunDefaults, packages: Option<&[(String, Vec<String>)]>) -> String {
    let main = SourceText { name: "test.toml".into(), text: text.into() };
    altai_model::applied(&main, overrides, &NoFiles, run, packages)
}

/// Everything about two scenarios is the same; distributions show their numbers.
#[track_caller]
fn assert_same(a: &Scenario, b: &Scenario) {
    assert_eq!(format!("{a:#?}"), format!("{b:#?}"));
}

#[test]
fn without_changes_the_text_is_as_it_came() {
    assert_eq!(applied(TEXT, &[], RUN, None), TEXT);
    let odd = "[run]\r\npaths = 5e4 # few\r\n";
    assert_eq!(applied(odd, &[], RunDefaults { paths: 50_000, seed: 1 }, None), odd);
}

#[test]
fn what_was_overridden_reads_the_same_from_the_text() {
    for overrides in [
        vec![set("deals.mine.peak", "120")],
        vec![set("deals.mine.peak", "20 to 150")],
        vec![set("deals.mine.peak", "{ normal = { mean = 50, sd = 10 }, min = 0 }")],
        vec![set("deals.mine.ramp", "step")],
        vec![set("deals.mine.ramp.logistic.years", "5")],
        vec![set("deals.mine", "{ go = 0.7, peak = 3 }")],
        vec![set("deals.road", "{ start = 2026, boost = \"0.05 to 0.2\" }"), set("deals.mine.requires", "[\"road\"]")],
        vec![set("flows.trade.drift", "0.01"), set("flows.trade.drift", "0.02")],
        vec![set("flows.trade.elasticity.prices", "1")],
        vec![set("flows.trade.elasticity", "{ gdp = 1 }")],
        vec![set("flows.coal", "{ base = 3 }")],
        vec![set("drivers.gdp.process.ar1.mean", "0.05")],
        vec![set("drivers.gdp.process", "{ white = { mean = 0.05, sd = 0.1 } }")],
        vec![set("drivers.prices.process.white", "{ sd = 0.1 }")],
        vec![set("innovations.correlation.prices.gdp", "0.1")],
        vec![set("innovations.correlation.trade", "{ gdp = 0.1, prices = 0.2 }")],
        vec![
            set("money.prices", "prices"),
            set("political_will.go", "0.3"),
            set("decision.value", "40"),
            set("run.paths", "5000"),
            set("target.by", "2030"),
        ],
        vec![set("packages", "{ none = [], all = \"all\" }")],
        vec![set("title", "Another title"), set("description", "\"in \\\"quotes\\\"\"")],
    ] {
        let expected = scenario(TEXT, &overrides);
        let text = applied(TEXT, &overrides, expected.run, None);
        assert_same(&scenario(&text, &[]), &expected);
        assert!(text.contains("# The mine.") && text.contains("# known"), "remarks stay\n{text}");
    }
}

#[test]
fn a_remark_behind_a_value_stays() {
    let text = applied(TEXT, &[set("flows.trade.base", "170")], RUN, None);
    assert!(text.contains("base = 170        # USD million"), "{text}");
}

#[test]
fn paths_and_seed_are_written_where_they_differ() {
    let text = applied(TEXT, &[], RunDefaults { paths: 4000, seed: 1 }, None);
    assert!(text.ends_with("[run]\npaths = 4000\n"), "{text}");
    let text = applied("[run]\npaths = 10\nseed = 3\n", &[], RunDefaults { paths: 10, seed: 9 }, None);
    assert_eq!(text, "[run]\npaths = 10\nseed = 9\n");
    let text = applied(TEXT, &[set("run.paths", "7")], RunDefaults { paths: 8, seed: 1 }, None);
    assert_eq!(scenario(&text, &[]).run, RunDefaults { paths: 8, seed: 1 });
}

#[test]
fn selected_packages_replace_those_of_the_file() {
    let selected = [("mine".to_owned(), vec!["mine".to_owned()]), ("none".to_owned(), vec![])];
    for text in [TEXT.to_owned(), format!("{TEXT}\n[packages]\nnote = \"some\"\nall = \"all\"\n")] {
        let again = scenario(&applied(&text, &[], RUN, Some(&selected)), &[]);
        let packages: Vec<_> = again.packages.into_iter().map(|package| (package.name, package.deals)).collect();
        assert_eq!(packages, [("mine".to_owned(), vec![0]), ("none".to_owned(), vec![])]);
    }
}
