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

/// The first part's flagship, which uses nothing of the second part.
const PLAIN: &str = include_str!("data/part-1.toml");

/// What may be added to a scenario without effect on what it says already.
const WITHOUT_EFFECT: &[(&str, &str)] = &[
    ("an input that nothing uses", "[inputs]\nnothing = \"1 to 3\"\n"),
    (
        "regimes that change nothing",
        "[regimes]\nstart = \"a\"\ntransition = [[0.5, 0.5], [0.5, 0.5]]\n[regimes.states.a]\n[regimes.states.b]\n",
    ),
    (
        "regimes that change what there is not",
        "[regimes]\nstart = \"a\"\ntransition = [[0.5, 0.5], [0.5, 0.5]]\n[regimes.states.a]\nshock_rate = 3\n[regimes.states.b]\n",
    ),
    (
        "drivers that nothing follows",
        "[drivers.a]\nkind = \"growth\"\nprocess.random_walk = { drift = \"-0.1 to 0.1\", sd = 0.2 }\n\
         [drivers.b]\nkind = \"level\"\nprocess.path = { values = [0.1, \"0.1 to 0.2\"], sd = 0.2 }\n\
         [drivers.c]\nkind = \"growth\"\nprocess.bootstrap = { data = [0.1, 0.2, -0.3], block = 2 }\n\
         [drivers.d]\nkind = \"level\"\nprocess.bootstrap = { data = [0.3, 0.2, 0.1], with = \"c\" }\n",
    ),
];

#[test]
fn what_has_no_effect_leaves_every_bit_alone() {
    let without = bits(&scenario(PLAIN, &[]), 1, 4);
    for (what, text) in WITHOUT_EFFECT {
        assert!(bits(&scenario(&format!("{PLAIN}\n{text}"), &[]), 1, 4) == without, "{what}: something moves");
    }
}

#[test]
fn a_shock_that_never_strikes_leaves_every_bit_alone() {
    for text in [
        "[shocks.war]\nrate = 0\nsize = \"-2 to -1\"\n",
        "[shocks.war]\nrate = 0.5\nsize = 0\npermanent = \"0.2 to 0.8\"\n",
    ] {
        let with = bits(&scenario(&format!("{PLAIN}\n{text}"), &[]), 1, 4);
        assert!(with == bits(&scenario(PLAIN, &[]), 1, 4), "{text} moves something");
    }
}

#[test]
fn a_shock_more_moves_the_flows_that_it_hits_and_no_other_number() {
    let more = PLAIN.to_owned()
        + "\n[flows.transit]\nbase = 10\nvolatility = 0.2\n[flows.other]\nbase = 10\nvolatility = 0.2\n\
           [shocks.first]\nrate = \"0.1 to 2\"\nsize = \"-0.4 to -0.1\"\nflows = [\"other\"]\n";
    let yet_more = more.clone()
        + "[shocks.Another]\nrate = \"0.1 to 2\"\nsize = \"-0.4 to -0.1\"\npermanent = \"0.1 to 0.6\"\nflows = [\"transit\"]\n";
    let (with, without) = (bits(&scenario(&yet_more, &[]), 1, 5), bits(&scenario(&more, &[]), 1, 5));
    for (part, bits) in &without {
        let is_hit = ["turnover", "flows.transit"].contains(&part[1].as_str());
        assert!(is_hit != (with[part] == *bits), "{part:?}");
    }
}

#[test]
fn another_regime_of_the_deals_leaves_flows_alone() {
    let text = PLAIN.to_owned()
        + "\n[regimes]\nstart = \"calm\"\ntransition = { calm = { storm = 0.2 }, storm = { calm = 0.5 } }\n\
           [regimes.states.calm]\n[regimes.states.storm]\ncancel = \"2 to 6\"\n";
    let cancelled = ("deals.free_trade.cancel", "0.1");
    let (with, without) = (bits(&scenario(&text, &[cancelled]), 1, 5), bits(&scenario(PLAIN, &[cancelled]), 1, 5));
    for (part, bits) in without.iter().filter(|([package, _], _)| package == "none") {
        assert!(with[part] == *bits, "{part:?} differs");
    }
    assert!(with != without);
}

#[test]
fn a_second_target_leaves_the_first_alone() {
    let text = PLAIN;
    let several = text.replace("[target]\n", "[targets.first]\n")
        + "\n[targets.second]\nturnover = \"400 to 600\"\nsustain = 2\n";
    let (one, several) = (scenario(text, &[]), scenario(&several, &[]));
    assert!(bits(&one, 1, 0) == bits(&several, 1, 0));
    let (one_played, several_played) = (played(&one, 5_000), played(&several, 5_000));
    for year in 0..one.horizon.years() {
        for package in 0..one.packages.len() {
            assert_eq!(one_played.reached(0, package, year), several_played.reached(0, package, year));
            assert_eq!(one_played.at_date(0, package, year), several_played.at_date(0, package, year));
        }
    }
    assert_ne!(several_played.reached(0, 0, 9), several_played.reached(1, 0, 9));
}

#[test]
fn a_correlation_moves_only_those_whom_it_names() {
    let text = PLAIN.to_owned() + "\n[flows.here]\nbase = \"10 to 20\"\n[flows.there]\nbase = \"10 to 20\"\n";
    let before = scenario(&text, &[]);
    let after = scenario(&text, &[("correlation", "{ \"flows.here.base\" = { \"flows.there.base\" = 0.5 } }")]);
    let (before, after) = (bits(&before, 1, 5), bits(&after, 1, 5));
    for (part, bits) in before.iter().filter(|(part, _)| part[1] != "turnover" && !part[1].ends_with("ere")) {
        assert!(after[part] == *bits, "{part:?} differs");
    }
    assert!(after != before);
}

#[test]
fn a_quantity_moved_to_an_input_has_the_draw_of_the_input() {
    let text = PLAIN.to_owned() + "\n[inputs]\nsize = \"100 to 200\"\n";
    let shared = |names: &[(&str, &str)]| bits(&scenario(&text, names), 1, 0);
    let base = shared(&[("flows.exports.base", "size")]);
    let both = shared(&[("flows.exports.base", "size"), ("deals.space.total", "size")]);
    let key = ["none".to_owned(), "turnover".to_owned()];
    assert!(base[&key] == both[&key]);
    assert!(base[&key] != shared(&[("flows.exports.base", "100 to 200")])[&key]);
}

#[test]
fn a_synergy_among_others_leaves_a_deal_alone() {
    let text = PLAIN.to_owned() + "\n[[synergies]]\ndeals = [\"food\", \"transport\"]\nmultiplier = \"1.1 to 2\"\n";
    let (with, without) = (bits(&scenario(&text, &[]), 1, 5), bits(&scenario(PLAIN, &[]), 1, 5));
    for (part, bits) in &without {
        let concerned = part[0] == "all" && ["turnover", "deals.food", "deals.transport"].contains(&part[1].as_str());
        assert!(concerned != (with[part] == *bits), "{part:?}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_summary_of_all_that_there_is() {
    let text = PLAIN.to_owned()
        + "\n[regimes]\nstart = \"calm\"\ntransition = { calm = { storm = 0.2 }, storm = { calm = 0.5 } }\n\
           [regimes.states.calm]\n[regimes.states.storm]\nshock_rate = 3\ncancel = 2\nvolatility = 1.5\ndrift = -0.02\n\
           [shocks.crisis]\nrate = 0.5\nsize = \"-0.3 to -0.1\"\npermanent = 0.2\n";
    let scenario =
        scenario(&text, &[("target.sustain", "2"), ("innovations.law", "{ mixture = { share = 0.1, scale = 3 } }")]);
    let alone = played_with(&scenario, 20_000, 1, 1);
    assert!(played_with(&scenario, 20_000, 1, 2) == alone);
    assert!(played_with(&scenario, 20_000, 1, 3) == alone);
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
        ("targets.nominal.turnover", "500"),
        ("horizon.end_year", "2040"),
        ("flows.exports.volatility", "0.26"),
        ("flows.exports.drift", "{ normal = { mean = -0.06, sd = 0.03 } }"),
        ("flows.exports.drift.normal", "{ mean = -0.06, sd = 0.03 }"),
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
    fn the_order_of_tables_does_not_matter(tape in prop::collection::vec(any::<u32>(), 200..1000), turns in 1..12_usize) {
        let mut sections = random::sections(&tape);
        let written = bits(&scenario(&sections.concat(), &[]), 7, 0);
        let places = sections.len();
        sections.rotate_left(turns % places);
        sections.reverse();
        prop_assert!(bits(&scenario(&sections.concat(), &[]), 7, 0) == written);
    }

    #[test]
    fn threads_do_not_matter(tape in prop::collection::vec(any::<u32>(), 200..1000)) {
        let scenario = scenario(&random::scenario_text(&tape), &[]);
        let alone = played_with(&scenario, 3_500, 7, 1);
        prop_assert!(played_with(&scenario, 3_500, 7, 2) == alone);
        prop_assert!(played_with(&scenario, 3_500, 7, 3) == alone);
    }

    #[test]
    fn removing_a_deal_that_no_other_needs_leaves_the_others_alone(tape in prop::collection::vec(any::<u32>(), 200..1000)) {
        let sections = random::sections(&tape);
        let concerns_several = |section: &String| {
            ["[packages]", "[[synergies]]", "[correlation]"].iter().any(|heading| section.starts_with(heading))
        };
        let without_packages: Vec<String> = sections.into_iter().filter(|section| !concerns_several(section)).collect();
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
