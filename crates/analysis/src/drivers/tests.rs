//! Known answers, and what must not make a difference.

use altai_math::normal::{cdf, quantile};
use altai_math::{exp, ln};
use altai_model::{NoFiles, SourceText, read};
use altai_sim::play;

use super::*;

const PATHS: u64 = 40_000;

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "it.toml".into(), text: text.into() }, &[], &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

fn asked(scenario: &Scenario) -> Drivers {
    drivers(scenario, 0, PATHS, 7, NonZeroUsize::new(2).unwrap())
}

fn span<'a>(drivers: &'a Drivers, address: &str) -> &'a SpanRow {
    drivers.spans.iter().find(|span| span.address == address).unwrap_or_else(|| panic!("{address}"))
}

fn odds(drivers: &Drivers, address: &str) -> [(f64, f64); 2] {
    let rows = drivers.settings.iter().filter(|row| row.address == address).map(|row| (row.odds, row.standard_error));
    rows.collect::<Vec<_>>().try_into().unwrap()
}

/// Lognormal trade in one year, of which two numbers are uncertain and one of them far more.
fn lognormal() -> Scenario {
    scenario(
        "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 180\nby = 2026\n[flows.trade]\n\
         base.lognormal = { median = 160, sigma = 0.02 }\ndrift.normal = { mean = 0.03, sd = 0.1 }\nvolatility = 0.15\n",
    )
}

#[test]
fn odds_at_a_set_drift_are_those_of_the_closed_form() {
    let drivers = asked(&lognormal());
    let sd = (0.15_f64 * 0.15 + 0.02 * 0.02).sqrt();
    for ((found, error), level) in odds(&drivers, "flows.trade.drift").into_iter().zip(LEVELS) {
        let drift = 0.03 + 0.1 * quantile(level);
        let exact = cdf((ln(160.0 / 180.0) + drift) / sd);
        assert!((found - exact).abs() < 4.0 * error, "{found}, not {exact}, at {level}");
    }
    let exact = cdf((ln(160.0 / 180.0) + 0.03) / (sd * sd + 0.01).sqrt());
    assert!((drivers.probability - exact).abs() < 4.0 * drivers.standard_error);
}

#[test]
fn the_superlative_is_said_where_it_holds() {
    let drivers = asked(&lognormal());
    assert_eq!(drivers.spans.iter().map(|span| span.among_largest).collect::<Vec<_>>(), [true, false]);
    assert!(drivers.spans.iter().all(|span| span.moves));
    let sentence = &drivers.sentence;
    assert!(sentence.starts_with("The odds of reaching $180 million a year by 2026 are 31 in 100. "), "{sentence}");
    assert!(sentence.contains("The drift of trade matters most: between 8 and 6"), "{sentence}");
}

#[test]
fn what_matters_alike_is_not_ranked() {
    let twins = scenario(
        "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 330\n[flows.one]\nbase = 160\n\
         drift.normal = { mean = 0, sd = 0.1 }\nvolatility = 0.1\n[flows.two]\nbase = 160\n\
         drift.normal = { mean = 0, sd = 0.1 }\nvolatility = 0.1\n",
    );
    let drivers = asked(&twins);
    assert!(drivers.spans.iter().all(|span| span.among_largest));
    assert!(drivers.sentence.contains(" matter about equally"), "{}", drivers.sentence);
}

#[test]
fn numbers_that_are_known_or_change_nothing_have_no_span() {
    let idle = scenario(
        "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 165\n[flows.trade]\nbase = 160\n\
         drift = 0.01\nvolatility = 0.1\n[deals.mine]\nstart = 2020\npeak = \"1 to 20\"\n[packages]\nnone = []\n",
    );
    let drivers = asked(&idle);
    assert_eq!(drivers.spans.len(), 1, "known numbers are not set");
    let span = &drivers.spans[0];
    assert_eq!((span.address.as_str(), span.span, span.standard_error), ("deals.mine.peak", 0.0, 0.0));
    assert!(!span.moves && !span.among_largest && span.lower_95 < 0.0 && span.upper_95 > 0.0);
    assert!(
        drivers.sentence.ends_with("No uncertain number moves them by itself, beyond what simulation leaves open.")
    );
}

#[test]
fn setting_a_known_number_to_what_it_is_changes_no_bit() {
    let scenario = lognormal();
    let same = scenario.with_fixed("flows.trade.volatility", 0.15);
    let plans = [&scenario, &same].map(Plan::compile);
    let played = plans.map(|plan| play(&plan, &Streams::new(3), 5_000, NonZeroUsize::MIN, &|_| {}));
    for year in 0..5 {
        assert_eq!(played[0].reached(0, 0, year), played[1].reached(0, 0, year));
        assert_eq!(played[0].turnover(0, year), played[1].turnover(0, year));
    }
}

#[test]
fn the_odds_are_those_of_a_run_for_any_number_of_threads() {
    let text = "[horizon]\nbase_year = 2025\nend_year = 2035\n[targets.first]\nturnover = 900\n[targets.second]\n\
                turnover = 200\nby = 2032\nsustain = 2\n[flows.trade]\nbase = 160\nvolatility = 0.1\n\
                drift = \"0 to 0.04\"\n[political_will]\ngo = 0.3\ndelay = 0.5\n[deals.mine]\ngo = \"0.3 to 0.6\"\n\
                signed = 2025\ndelay = \"1 to 6\"\npeak = \"10 to 60\"\n";
    let scenario = scenario(text);
    let ask = |threads: usize| drivers(&scenario, 1, 5_000, 7, NonZeroUsize::new(threads).unwrap());
    assert_eq!(ask(1), ask(3));
    let summary = play(&Plan::compile(&scenario), &Streams::new(7), 5_000, NonZeroUsize::MIN, &|_| {});
    assert_eq!(ask(1).probability, summary.reached(1, 1, 6) as f64 / 5_000.0);
    let rows = ask(1).settings;
    let low = rows.iter().find(|row| row.address == "deals.mine.delay" && row.setting == Setting::P10).unwrap();
    let fixed = scenario.with_fixed("deals.mine.delay", low.value);
    let summary = play(&Plan::compile(&fixed), &Streams::new(7), 5_000, NonZeroUsize::MIN, &|_| {});
    assert_eq!(odds(&ask(2), "deals.mine.delay")[0].0, summary.reached(1, 1, 6) as f64 / 5_000.0);
}

#[test]
fn an_intervention_leaves_what_is_correlated_as_it_was() {
    // With correlation 0.95, to learn a low drift of one would lower the other; to set it does not.
    let correlated = |value: &str| {
        let text = format!(
            "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 330\n[flows.one]\nbase = 160\n\
             drift.normal = {{ mean = 0, sd = 0.1 }}\n[flows.two]\nbase = 160\ndrift.normal = {{ mean = 0, sd = 0.1 }}\n\
             [correlation]\n\"flows.one.drift\" = {{ \"flows.two.drift\" = {value} }}\n"
        );
        asked(&scenario(&text))
    };
    // The other flow has to make up the rest: exp(x) ≥ 330/160 − exp(set).
    for (setting, level) in LEVELS.into_iter().enumerate() {
        let needed = ln(330.0 / 160.0 - exp(0.1 * quantile(level)));
        let exact = 1.0 - cdf(needed / 0.1);
        for drivers in [correlated("0.95"), correlated("-0.5")] {
            let (found, error) = odds(&drivers, "flows.one.drift")[setting];
            assert!((found - exact).abs() < 4.0 * error, "{found}, not {exact}");
        }
    }
}

#[test]
fn a_delay_that_follows_political_will_is_set_as_a_number() {
    let text = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 165\nby = 2029\n[flows.trade]\n\
                base = 160\n[political_will]\ndelay = 0.6\n[deals.mine]\ngo = 0.7\nsigned = 2025\ndelay = \"1 to 8\"\n\
                peak = 10\n";
    let drivers = asked(&scenario(text));
    let [(soon, error), (late, _)] = odds(&drivers, "deals.mine.delay");
    assert!((soon - 0.7).abs() < 4.0 * error, "it starts in time wherever it goes ahead: {soon}");
    assert_eq!(late, 0.0, "it never starts in time");
    assert_eq!(span(&drivers, "deals.mine.delay").span, -soon);
    assert!(drivers.sentence.contains("from 70 down to under 1 in 100"), "{}", drivers.sentence);
}

#[test]
fn an_input_is_one_assumption_and_the_size_of_a_shock_is_none() {
    let text = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\n[inputs]\n\
                growth = { normal = { mean = 0.03, sd = 0.02 } }\n[shocks.blow]\nrate = 0.5\n\
                size.normal = { mean = -0.1, sd = 0.1 }\n[flows.one]\nbase = 80\ndrift = \"growth\"\nvolatility = 0.1\n\
                [flows.two]\nbase = 80\ndrift = \"growth\"\nvolatility = 0.1\n";
    let drivers = asked(&scenario(text));
    assert_eq!(drivers.spans.iter().map(|span| span.address.as_str()).collect::<Vec<_>>(), ["inputs.growth"]);
    assert!(drivers.sentence.contains("The input growth is all that is uncertain: between "), "{}", drivers.sentence);
}

#[test]
fn spans_of_twins_are_told_apart_as_often_as_chance_allows() {
    // Two drifts of the same law matter alike: at 95 %, one of twenty seeds tells them apart, and seldom more than four.
    let twins = scenario(
        "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 330\n[flows.one]\nbase = 160\n\
         drift.normal = { mean = 0, sd = 0.1 }\nvolatility = 0.1\n[flows.two]\nbase = 160\n\
         drift.normal = { mean = 0, sd = 0.1 }\nvolatility = 0.1\n",
    );
    let ranked = |seed: &u64| {
        let drivers = drivers(&twins, 0, 2_048, *seed, NonZeroUsize::MIN);
        drivers.spans.iter().filter(|span| span.among_largest).count() == 1
    };
    let ranked = (0..40).filter(ranked).count();
    assert!(ranked <= 6, "{ranked} of 40");
}
