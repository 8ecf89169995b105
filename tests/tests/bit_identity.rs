//! A draw is a function of seed, address, path, year and component, and of nothing else: what does not concern a number leaves
//! every bit of it alone.

use std::collections::BTreeMap;

use altai_math::Histogram;
use altai_model::Scenario;
use altai_tests::{bits, package, played, played_with, random, random_cases, scenario, shipped, turnover};
use proptest::prelude::*;

fn flagship(overrides: &[(&str, &str)]) -> Scenario {
    scenario(shipped("kazakhstan-mongolia"), overrides)
}

/// Asserts that all that happens in one scenario happens in the other too, in the years that both have.
#[track_caller]
fn assert_is_part_of(part: &Scenario, whole: &Scenario) {
    let whole = bits(whole, 1, 2);
    for (name, of_part) in bits(part, 1, 2) {
        let of_whole = &whole[&name];
        assert!(of_part.len() <= of_whole.len() && of_part[..] == of_whole[..of_part.len()], "{name:?} differs");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_summary() {
    for name in ["minimal", "kazakhstan-mongolia"] {
        let scenario = scenario(shipped(name), &[]);
        // The last block counts in part.
        let alone = played_with(&scenario, 20_000, 1, 1);
        assert!(played_with(&scenario, 20_000, 1, 2) == alone);
        assert!(played_with(&scenario, 20_000, 1, 3) == alone);
        assert!(played_with(&scenario, 20_000, 2, 1) != alone, "another seed is another world");
    }
}

#[test]
fn a_longer_run_begins_with_the_paths_of_a_shorter_one() {
    let scenario = flagship(&[]);
    let blocks: Vec<_> = (0..3).map(|block| turnover(&scenario, 1, block)).collect();
    for paths in [1, 100, 1024, 1500, 3000] {
        let summary = played(&scenario, paths);
        assert_eq!(summary.paths(), paths);
        for package in 0..scenario.packages.len() {
            for year in 0..scenario.horizon.years() {
                // The first paths of the blocks, one after the other.
                let of_block = |block: &Vec<Vec<Vec<f64>>>| block[package][year].clone();
                let first: Vec<f64> = blocks.iter().flat_map(of_block).take(paths as usize).collect();
                let mut histogram = Histogram::default();
                histogram.observe(&first);
                assert!(*summary.histogram(package, year) == histogram);
                let reached = first.iter().filter(|turnover| **turnover >= 500.0).count() as u64;
                assert_eq!(summary.at_date(0, package, year), reached);
            }
        }
    }
}

#[test]
fn a_longer_horizon_begins_with_the_same_years() {
    assert_is_part_of(&flagship(&[]), &flagship(&[("horizon.end_year", "2060")]));
}

#[test]
fn a_deal_more_leaves_every_other_number_alone() {
    let more = shipped("kazakhstan-mongolia").to_owned()
        + "\n[deals.airline]\ngo = 0.5\nsigned = 2026.0\ndelay = \"1 to 4\"\npeak = \"2 to 9\"\ncancel = 0.1\nnoise = 0.1\n";
    let (with, without) = (scenario(&more, &[]), flagship(&[]));
    // `all` is another set of deals in the two.
    let mut others = without.clone();
    others.packages.retain(|package| package.name != "all");
    assert_is_part_of(&others, &with);
    // Within `all`, the parts that both have are the same: deals that do not boost leave flows alone.
    let (with, without) = (bits(&with, 1, 0), bits(&without, 1, 0));
    for (part, bits) in without.iter().filter(|([package, part], _)| package == "all" && part != "turnover") {
        assert!(with[part] == *bits, "{part:?} differs");
    }
}

#[test]
fn a_flow_and_a_driver_more_leave_every_other_number_alone() {
    let more = shipped("kazakhstan-mongolia").to_owned()
        + "\n[drivers.rain]\nkind = \"growth\"\nprocess.white = { mean = 0.01, sd = 0.2 }\n\
           [drivers.corn]\nkind = \"level\"\nprocess.ar1 = { persistence = 0.4, sd = 0.2 }\n\
           [flows.grain]\nbase = \"1 to 3\"\ndrift = \"-0.1 to 0.1\"\nvolatility = 0.3\nnoise = 0.1\n\
           elasticity = { rain = 1, corn = 0.3 }\n";
    let with = scenario(&more, &[("innovations.correlation.rain", "{ corn = 0.5, grain = -0.2 }")]);
    let with = bits(&with, 1, 5);
    // The new flow adds to turnover; the others carry what they did.
    for (part, bits) in bits(&flagship(&[]), 1, 5).iter().filter(|([_, part], _)| part != "turnover") {
        assert!(with[part] == *bits, "{part:?} differs");
    }
}

#[test]
fn switching_other_packages_on_leaves_a_package_alone() {
    let whole = flagship(&[]);
    let mut few = whole.clone();
    few.select_packages(&["all".into(), "none".into()]).expect("packages of the scenario");
    assert_is_part_of(&few, &whole);
    let (whole_played, few_played) = (played(&whole, 5_000), played(&few, 5_000));
    let of_both = [("all", 0), ("none", 1)];
    for (name, place) in of_both {
        for year in 0..whole.horizon.years() {
            let of_whole = package(&whole, name);
            assert_eq!(whole_played.turnover(of_whole, year), few_played.turnover(place, year));
            assert_eq!(whole_played.reached(0, of_whole, year), few_played.reached(0, place, year));
        }
    }
}

#[test]
fn an_override_with_the_same_value_changes_nothing() {
    let alone = played(&flagship(&[]), 3_000);
    for same in [
        ("target.turnover", "500"),
        ("horizon.end_year", "2040"),
        ("flows.exports.volatility", "0.30"),
        ("flows.exports.drift", "{ normal = { mean = -0.075, sd = 0.03 } }"),
        ("flows.exports.drift.normal", "{ mean = -0.075, sd = 0.03 }"),
        ("deals.food.peak", "4 to 30"),
        ("deals.food.ramp.linear.years", "4"),
        ("deals.space.signed", "2024-10-29"),
        ("drivers.kz_gdp.kind", "growth"),
        ("innovations.correlation.kz_gdp.mn_gdp", "0.6"),
        ("innovations.correlation.mn_gdp.kz_gdp", "0.6"),
        ("money.prices", "us_prices"),
        ("political_will.go", "0.25"),
    ] {
        assert!(played(&flagship(&[same]), 3_000) == alone, "{same:?} changes something");
    }
}

#[test]
fn an_override_is_the_same_as_the_number_in_the_file() {
    let text = shipped("minimal");
    for (address, value, old, new) in [
        ("target.turnover", "260", "turnover = 300", "turnover = 260"),
        ("flows.trade.base", "150 to 170", "base = 160", "base = \"150 to 170\""),
        ("deals.power_line.go", "0.35", "go = 0.6", "go = 0.35"),
        ("deals.power_line.start", "2028-03-15", "start = \"2027 to 2031\"", "start = 2028-03-15"),
        (
            "deals.power_line.ramp",
            "{ logistic = { years = 5 } }",
            "ramp.linear = { years = 3 }",
            "ramp.logistic = { years = 5 }",
        ),
        ("deals.power_line.noise", "0.2", "go = 0.6", "noise = 0.2\ngo = 0.6"),
    ] {
        assert!(text.contains(old), "minimal.toml has no `{old}` any more");
        let written = played(&scenario(&text.replace(old, new), &[]), 3_000);
        let overridden = played(&scenario(text, &[(address, value)]), 3_000);
        assert!(written == overridden, "{address}={value}");
        assert!(written != played(&scenario(text, &[]), 3_000), "{address}={value} changes nothing");
    }
}

proptest! {
    #![proptest_config(random_cases(24))]

    #[test]
    fn the_order_of_tables_does_not_matter(tape in prop::collection::vec(any::<u32>(), 200..700), turns in 1..12_usize) {
        let mut sections = random::sections(&tape);
        let written = bits(&scenario(&sections.concat(), &[]), 7, 0);
        let places = sections.len();
        sections.rotate_left(turns % places);
        sections.reverse();
        prop_assert!(bits(&scenario(&sections.concat(), &[]), 7, 0) == written);
    }

    #[test]
    fn threads_do_not_matter(tape in prop::collection::vec(any::<u32>(), 200..700)) {
        let scenario = scenario(&random::scenario_text(&tape), &[]);
        let alone = played_with(&scenario, 3_500, 7, 1);
        prop_assert!(played_with(&scenario, 3_500, 7, 2) == alone);
        prop_assert!(played_with(&scenario, 3_500, 7, 3) == alone);
    }

    #[test]
    fn removing_a_deal_that_no_other_needs_leaves_the_others_alone(tape in prop::collection::vec(any::<u32>(), 200..700)) {
        let sections = random::sections(&tape);
        let without_packages: Vec<String> = sections.into_iter().filter(|section| !section.starts_with("[packages]")).collect();
        let whole = scenario(&without_packages.concat(), &[]);
        let needed = |deal: usize| whole.deals.iter().any(|other| other.requires.contains(&deal));
        for deal in (0..whole.deals.len()).filter(|deal| !needed(*deal)) {
            let heading = format!("[deals.{}]", whole.deals[deal].name);
            let rest: String = without_packages.iter().filter(|section| !section.starts_with(&heading)).map(String::as_str).collect();
            let shared: BTreeMap<_, _> = bits(&whole, 7, 0);
            for (part, bits) in bits(&scenario(&rest, &[]), 7, 0) {
                if part[0] != "all" {
                    prop_assert!(shared[&part] == bits, "{part:?} differs without {heading}");
                }
            }
        }
    }
}
