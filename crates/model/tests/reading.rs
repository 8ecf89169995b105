//! What the keys of a scenario mean, and what is said about those that are wrong.

mod lints;

use altai_model::deal::Timing;
use altai_model::driver::Kind;
use altai_model::quantity::Quality;
use altai_model::scenario::Innovation;
use altai_model::{Diagnostic, NoFiles, Override, Quantity, Reading, Scenario, Severity, SourceText, Value, read};
use lints::without_lints;

const LEAST: &str = "\
[horizon]
base_year = 2025
end_year = 2035
[target]
turnover = 500
[flows.trade]
base = 160
";

/// Everything that a scenario may hold.
const FULL: &str = r#"
format = 1
title = "Two neighbours"
description = "every key"
source = "nowhere"
note = "a test"

[horizon]
base_year = 2024
end_year = 2038
note = "fifteen years"

[target]
turnover = "450 to 550"
by = 2035
title = "the pledge"

[money]
prices = "us_prices"

[decision]
value = 40

[run]
paths = 20_000
seed = 7

[drivers.kz_gdp]
title = "GDP of Kazakhstan"
kind = "growth"
process.ar1 = { mean = 0.045, persistence = 0.4, sd = 0.02, source = "statistics" }
start = 0.05

[drivers.us_prices]
kind = "growth"
process.white = { mean = { normal = { mean = 0.022, sd = 0.005 } }, sd = 0.014 }

[drivers.copper]
kind = "level"
process.ar1 = { persistence = 0.7, sd = 0.22 }
start = 0.2

[innovations]
law = "normal"
note = "of drivers and flows"

[innovations.correlation]
note = "rounded"
kz_gdp = { copper = 0.2, exports = 0.4, source = "statistics" }
us_prices = { copper = 0.5 }

[flows.exports]
title = "exports of Kazakhstan"
base = 140
drift = -0.02
volatility = 0.2
noise = 0.1
elasticity = { us_prices = 1, kz_gdp = "0.4 to 0.9", note = "in order of name" }

[flows.imports]
base.pert = { min = 5, mode = 8, max = 14 }
potential = 30
reversion = 0.25

[political_will]
go = 0.35
delay = 0.25

[deals.road]
go = 0.6
start = 2027-07-01
boost = 0.1
flows = ["imports"]
ramp = "step"

[deals.mine]
title = "copper mine"
go.beta = { mean = 0.5, size = 10 }
signed = 2024-10-29
delay = { lognormal = { median = 4, sigma = 0.5 }, max = 12 }
requires = ["road"]
life = 20
cancel = 0.03
ramp.logistic = { years = { triangular = { min = 2, mode = 4, max = 8 } } }
peak = "40 to 300"
elasticity.copper = 0.8
noise = 0.1
trade_share = 0.5
additional = 0.9

[deals.satellite]
signed = 2024.83
delay = 2
total = 60
over = 3

[packages]
note = "two of them"
nothing = []
both = ["mine", "road"]
everything = "all"
"#;

fn reading_with(text: &str, changes: &[(&str, &str)]) -> Reading {
    let overrides: Vec<Override> = changes
        .iter()
        .map(|(address, value)| Override { address: (*address).into(), value: (*value).into() })
        .collect();
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &overrides, &NoFiles);
    let reading = without_lints(reading);
    let errors = reading.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    assert_eq!(
        reading.scenario.is_none(),
        errors,
        "a scenario exactly where there is no error: {:?}",
        reading.diagnostics
    );
    assert_eq!(reading.sources.len(), 1 + overrides.len());
    for label in reading.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(reading.sources[label.span.source].text.get(label.span.bytes.clone()).is_some(), "{label:?}");
    }
    reading
}

fn diagnostics(text: &str) -> Vec<Diagnostic> {
    reading_with(text, &[]).diagnostics
}

#[track_caller]
fn scenario(text: &str) -> Scenario {
    scenario_with(text, &[])
}

#[track_caller]
fn scenario_with(text: &str, changes: &[(&str, &str)]) -> Scenario {
    let reading = reading_with(text, changes);
    assert!(reading.diagnostics.is_empty(), "{:#?}", reading.diagnostics);
    reading.scenario.unwrap()
}

/// What is said about a text with one mistake: its code and message, and the words that are underlined.
#[track_caller]
fn mistake(text: &str) -> (String, String) {
    let found = diagnostics(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    let label = &found[0].labels[0];
    (format!("{}: {}", found[0].code, found[0].message), text[label.span.bytes.clone()].to_owned())
}

#[track_caller]
fn says(text: &str, message: &str, underlined: &str) {
    let (said, place) = mistake(text);
    assert_eq!((said.as_str(), place.as_str()), (message, underlined));
}

/// The smallest scenario with more lines at its end.
fn least(more: &str) -> String {
    format!("{LEAST}{more}")
}

/// The smallest scenario with a deal.
fn deal(lines: &str) -> String {
    least(&format!("[deals.mine]\n{lines}\n"))
}

fn known(quantity: &Quantity) -> f64 {
    quantity.known().unwrap_or_else(|| panic!("{} is uncertain", quantity.address))
}

fn range(quantity: &Quantity) -> (f64, f64) {
    match &quantity.value {
        Value::Uncertain(distribution) => distribution.support(),
        Value::Fixed(x) => (*x, *x),
    }
}

#[test]
fn the_smallest_scenario_has_years_a_target_and_a_flow() {
    let scenario = scenario(LEAST);
    assert_eq!((scenario.horizon.base_year, scenario.horizon.end_year, scenario.horizon.years()), (2025, 2035, 10));
    assert_eq!((scenario.targets[0].name.as_str(), scenario.targets[0].by), ("target", 2035));
    assert_eq!((scenario.run.paths, scenario.run.seed), (100_000, 1));
    assert_eq!(scenario.packages.iter().map(|package| package.name.as_str()).collect::<Vec<_>>(), ["none"]);
    let flow = &scenario.flows[0];
    assert_eq!(known(&flow.base), 160.0);
    for absent in [&flow.drift, &flow.volatility, &flow.noise, &flow.reversion] {
        assert_eq!((known(absent), absent.written), (0.0, false));
    }
    assert!(flow.potential.is_none());
    assert_eq!((known(&scenario.political_will.go), known(&scenario.political_will.delay)), (0.0, 0.0));
    assert_eq!(
        scenario.quantities().map(|quantity| quantity.address.as_str()).collect::<Vec<_>>(),
        ["target.turnover", "flows.trade.base"]
    );
    assert_eq!(scenario.uncertain(), 0);
}

#[test]
fn every_key_means_what_it_says() {
    let s = scenario(FULL);
    assert_eq!((s.title.as_deref(), s.description.as_deref()), (Some("Two neighbours"), Some("every key")));
    assert_eq!((s.horizon.base_year, s.horizon.end_year, s.targets[0].by), (2024, 2038, 2035));
    assert_eq!((s.run.paths, s.run.seed, s.prices), (20_000, 7, Some(1)));

    assert_eq!(s.decision.map(|decision| decision.value), Some(40.0));

    let [kz_gdp, us_prices, copper] = &s.drivers[..] else { panic!() };
    assert_eq!((kz_gdp.name.as_str(), kz_gdp.kind, kz_gdp.process.name), ("kz_gdp", Kind::Growth, "ar1"));
    assert_eq!(kz_gdp.parameters.iter().map(known).collect::<Vec<_>>(), [0.045, 0.4, 0.02]);
    assert_eq!(kz_gdp.parameters[0].address, "drivers.kz_gdp.process.ar1.mean");
    assert_eq!(known(kz_gdp.start.as_ref().unwrap()), 0.05);
    assert_eq!((us_prices.process.name, us_prices.start.is_none()), ("white", true));
    assert_eq!((copper.kind, known(&copper.parameters[0]), copper.parameters[0].written), (Kind::Level, 0.0, false));

    let correlations: Vec<_> = s.correlations.iter().map(|c| (c.first, c.second, c.value)).collect();
    let (driver, flow) = (Innovation::Driver, Innovation::Flow);
    assert_eq!(correlations, [(driver(0), driver(2), 0.2), (driver(0), flow(0), 0.4), (driver(1), driver(2), 0.5)]);

    let [exports, imports] = &s.flows[..] else { panic!() };
    assert_eq!(exports.title.as_deref(), Some("exports of Kazakhstan"));
    assert_eq!((known(&exports.drift), known(&exports.volatility), known(&exports.noise)), (-0.02, 0.2, 0.1));
    assert_eq!(
        exports.elasticity.iter().map(|(driver, _)| *driver).collect::<Vec<_>>(),
        [0, 1],
        "in the order of names"
    );
    assert_eq!(exports.elasticity[0].1.address, "flows.exports.elasticity.kz_gdp");
    assert_eq!(range(&imports.base), (5.0, 14.0));
    assert_eq!((known(imports.potential.as_ref().unwrap()), known(&imports.reversion)), (30.0, 0.25));

    assert_eq!((known(&s.political_will.go), known(&s.political_will.delay)), (0.35, 0.25));

    let [road, mine, satellite] = &s.deals[..] else { panic!() };
    let Timing::Start(start) = &road.timing else { panic!() };
    assert_eq!(known(start), 2027.0 + 181.0 / 365.0);
    assert_eq!((road.ramp.name, road.ramp_years.is_none(), road.delivers()), ("step", true, false));
    assert_eq!(road.boost.as_ref().unwrap().flows, [1]);
    assert_eq!(road.boost.as_ref().unwrap().size.address, "deals.road.boost");
    let Timing::Signed { signed, delay } = &mine.timing else { panic!() };
    assert_eq!((known(signed), range(delay)), (2024.0 + 302.0 / 366.0, (0.0, 12.0)));
    assert_eq!((&mine.requires[..], mine.title.as_deref()), (&[0][..], Some("copper mine")));
    assert_eq!((known(mine.life.as_ref().unwrap()), known(&mine.cancel)), (20.0, 0.03));
    assert_eq!((mine.ramp.name, range(mine.ramp_years.as_ref().unwrap())), ("logistic", (2.0, 8.0)));
    assert_eq!(mine.ramp_years.as_ref().unwrap().address, "deals.mine.ramp.logistic.years");
    assert_eq!((mine.elasticity[0].0, known(&mine.elasticity[0].1)), (2, 0.8));
    assert_eq!((known(&mine.noise), known(&mine.trade_share), known(&mine.additional)), (0.1, 0.5, 0.9));
    let contract = satellite.contract.as_ref().unwrap();
    assert_eq!((known(&contract.total), known(&contract.over), known(&satellite.go)), (60.0, 3.0, 1.0));
    assert_eq!(
        (known(&satellite.trade_share), known(&satellite.additional), satellite.life.is_none()),
        (1.0, 1.0, true)
    );

    let packages: Vec<_> = s.packages.iter().map(|package| (package.name.as_str(), &package.deals[..])).collect();
    assert_eq!(packages, [("nothing", &[][..]), ("both", &[0, 1]), ("everything", &[0, 1, 2])]);
}

#[test]
fn default_packages_bring_what_a_deal_requires() {
    let text = deal(
        "start = 2027\npeak = 3\nrequires = [\"road\"]\n[deals.road]\nstart = 2026\nboost = 0.1\nrequires = [\"law\"]\n[deals.law]\nstart = 2026\nboost = 0",
    );
    let packages: Vec<_> = scenario(&text).packages.into_iter().map(|package| (package.name, package.deals)).collect();
    let expected =
        [("none", vec![]), ("mine", vec![0, 1, 2]), ("road", vec![1, 2]), ("law", vec![2]), ("all", vec![0, 1, 2])];
    assert_eq!(packages, expected.map(|(name, deals)| (name.to_owned(), deals)));
    let single = scenario(&deal("start = 2027\npeak = 3"));
    assert_eq!(single.packages.len(), 2, "`all` only where there are two deals");
}

#[test]
fn a_boost_lifts_all_flows_unless_told() {
    let text = deal("start = 2027\nboost = 0.1\n[flows.other]\nbase = 3");
    assert_eq!(scenario(&text).deals[0].boost.as_ref().unwrap().flows, [0, 1]);
}

#[test]
fn provenance_stands_beside_a_quantity_or_inside_its_distribution() {
    let text = deal(
        "start = { value = 2027, source = \"plan\", note = \"firm\", quality = \"stated\" }\npeak.normal = { mean = 3, sd = 1, source = \"guess\" }\npeak.quality = \"judgement\"",
    );
    let scenario = scenario(&text);
    let Timing::Start(start) = &scenario.deals[0].timing else { panic!() };
    assert_eq!(start.provenance.source.as_deref(), Some("plan"));
    assert_eq!((start.provenance.note.as_deref(), start.provenance.quality), (Some("firm"), Some(Quality::Stated)));
    let peak = scenario.deals[0].peak.as_ref().unwrap();
    assert_eq!((peak.provenance.source.as_deref(), peak.provenance.quality), (Some("guess"), Some(Quality::Judgement)));
}

#[test]
fn dates_are_instants() {
    for (written, instant) in [
        ("2027.5", 2027.5),
        ("2027", 2027.0),
        ("2028-03-01", 2028.0 + 60.0 / 366.0),
        ("2027-01-01T12:30:00Z", 2027.0),
        ("{ value = 2027-01-02 }", 2027.0 + 1.0 / 365.0),
    ] {
        let scenario = scenario(&deal(&format!("start = {written}\npeak = 1")));
        let Timing::Start(start) = &scenario.deals[0].timing else { panic!() };
        assert_eq!(known(start), instant, "{written}");
    }
    let scenario = scenario(&deal("start.uniform = { min = 2027-01-01, max = 2031 }\npeak = 1"));
    let Timing::Start(start) = &scenario.deals[0].timing else { panic!() };
    assert_eq!(range(start), (2027.0, 2031.0));
    let scenario = scenario_with(&deal("start = 2027\npeak = 1"), &[("deals.mine.start", "2027-01-01 to 2031-01-01")]);
    let Timing::Start(start) = &scenario.deals[0].timing else { panic!() };
    let Value::Uncertain(start) = &start.value else { panic!() };
    assert!((start.quantile(0.05) - 2027.0).abs() < 1e-9 && (start.quantile(0.95) - 2031.0).abs() < 1e-9);
}

#[test]
fn truncation_conditions_and_so_does_the_domain() {
    let text = deal(
        "start = 2027\npeak = { normal = { mean = 10, sd = 5 }, min = 0, max = 20 }\ngo = { normal = { mean = 0.5, sd = 0.15 } }",
    );
    let scenario = scenario(&text);
    assert_eq!(range(scenario.deals[0].peak.as_ref().unwrap()), (0.0, 20.0));
    assert_eq!(range(&scenario.deals[0].go), (0.0, 1.0), "0.09 % outside: without a word");
}

#[test]
fn mass_outside_of_the_domain_is_a_warning_and_then_an_error() {
    let found = diagnostics(&deal("start = 2027\npeak = 1\ngo.normal = { mean = 0.5, sd = 0.25 }"));
    assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
    assert_eq!(found[0].message, "4.6 % of this normal lies outside of its range: it is cut off");
    says(
        &deal("start = 2027\npeak = 1\ngo.normal = { mean = 0.5, sd = 0.4 }"),
        "mass-outside: 21 % of this normal lies outside of the range of `go`",
        "{ mean = 0.5, sd = 0.4 }",
    );
    let found = diagnostics(&deal("signed = 2027\ndelay = \"0 to 3\"\npeak = 1"));
    assert_eq!((found.len(), found[0].severity), (1, Severity::Warning), "5 % below 0: {found:?}");
}

#[test]
fn numbers_outside_of_their_domain_are_refused() {
    let flow = |line: &str| least(&format!("{line}\n"));
    for (text, message, underlined) in [
        (
            deal("start = 2027\npeak = 1\ngo = 60"),
            "out-of-range: a probability lies between 0 and 1, not 60: write 0.6 for 60 %",
            "60",
        ),
        (
            deal("start = 2027\npeak = 1\ngo = -0.1"),
            "out-of-range: a probability lies between 0 and 1, not -0.1",
            "-0.1",
        ),
        (flow("volatility = -0.2"), "out-of-range: `volatility` must be 0 or above, not -0.2", "-0.2"),
        (flow("potential = 0"), "out-of-range: `potential` must be above 0, not 0", "0"),
        (
            flow("reversion = 25"),
            "out-of-range: `reversion` is a share, and a share lies between 0 and 1, not 25: write 0.25 for 25 %",
            "25",
        ),
        (deal("start = 27\npeak = 1"), "out-of-range: `start` lies between the years 1900 and 2200, not 27", "27"),
        (
            least("[drivers.a]\nkind = \"growth\"\nprocess.ar1 = { persistence = 1 }\n"),
            "out-of-range: `persistence` must be strictly between -1 and 1, not 1",
            "1",
        ),
    ] {
        says(&text, message, underlined);
    }
}

#[test]
fn no_number_is_infinite() {
    for written in [
        "inf",
        "-inf",
        "nan",
        "1e400",
        "{ value = inf }",
        "{ normal = { mean = nan, sd = 1 } }",
        "{ normal = { mean = 1, sd = 1 }, max = inf }",
    ] {
        let found = diagnostics(&deal(&format!("start = 2027\npeak = {written}")));
        assert_eq!((found.len(), found[0].code), (1, "not-finite"), "{written}: {found:?}");
    }
    assert_eq!(diagnostics(&deal("start = 2027\npeak = \"1 to inf\""))[0].code, "bad-interval");
    assert_eq!(diagnostics(&LEAST.replace("2035", "inf"))[0].code, "not-finite");
    assert_eq!(
        diagnostics(&least(
            "[drivers.a]\nkind = \"growth\"\nprocess.white = {}\n[innovations.correlation]\na.trade = nan\n"
        ))[0]
            .code,
        "not-finite"
    );
}

#[test]
fn quantities_that_say_too_much_or_too_little_are_refused() {
    for (written, message, underlined) in [
        ("{ }", "missing: `peak` has no value here", "{ }"),
        ("{ note = \"x\" }", "missing: `peak` has no value here", "{ note = \"x\" }"),
        (
            "{ value = 1, normal = { mean = 1, sd = 2 } }",
            "choose-one: `value` and `normal` both say what `peak` is",
            "normal",
        ),
        ("{ value = 1, max = 3 }", "bad-truncation: a fixed number has no `max`", "max"),
        ("{ normal = { mean = 1, sd = 2 }, min = 3, max = 2 }", "bad-truncation: min 3 lies above max 2", "3"),
        (
            "{ normal = { mean = 1, sd = 2 }, min = 300 }",
            "bad-truncation: hardly anything of this normal lies above 300",
            "300",
        ),
        ("{ normal = { mean = 1 } }", "missing: `normal` has no `sd`", "{ mean = 1 }"),
        (
            "{ lognormal = { mean = 1, sigma = 2 } }",
            "conflict: `mean` and `sigma` do not go together in `lognormal`",
            "{ mean = 1, sigma = 2 }",
        ),
        ("{ normal = { mean = 1, std = 2 } }", "unknown-key: `normal` has no parameter `std`", "std"),
        (
            "{ normal = { mean = \"a\", sd = 2 } }",
            "wrong-type: `mean` of a distribution is a plain number, not the text \"a\"",
            "\"a\"",
        ),
        ("{ normal = 3 }", "wrong-type: `normal` takes its numbers in braces, not the number 3", "3"),
        ("{ wibull = { } }", "unknown-kind: there is no distribution and no key `wibull`", "wibull"),
        (
            "{ mean = 3, sd = 1 }",
            "missing: `peak` has the numbers of a distribution, but does not say of which",
            "mean",
        ),
        ("{ triangular = { min = 1, mode = 5, max = 4 } }", "bad-distribution: mode 5 lies above max 4", "5"),
        ("{ value = 3, quality = \"good\" }", "unknown-kind: \"good\" is not a quality of evidence", "\"good\""),
        (
            "{ value = { normal = { mean = 1, sd = 1 } } }",
            "wrong-type: `value` takes a number or an interval, not a table",
            "{ normal = { mean = 1, sd = 1 } }",
        ),
        ("true", "wrong-type: `peak` takes a number, not true", "true"),
        ("[1, 2]", "wrong-type: `peak` takes a number, not a list", "[1, 2]"),
        ("2027-01-01", "wrong-type: `peak` takes a number, not the date 2027-01-01", "2027-01-01"),
        ("\"150 to 20\"", "bad-interval: this interval ends at 20, before it begins", "\"150 to 20\""),
        ("\"20 to 20\"", "bad-interval: both ends of this interval are 20", "\"20 to 20\""),
        ("\"mine\"", "bad-interval: \"mine\" is neither a number nor an interval", "\"mine\""),
        ("\"20\"", "bad-interval: \"20\" is a text where a number belongs", "\"20\""),
    ] {
        let text = deal(&format!("start = 2027\npeak = {written}"));
        says(&text, message, underlined);
    }
    says(
        &deal("start = 2027\npeak = 1\ngo = \"0 to 0.6\""),
        "bad-interval: an interval for a probability begins above 0 and ends below 1, not at 0",
        "\"0 to 0.6\"",
    );
}

#[test]
fn unknown_keys_are_told_apart_from_misspelt_ones() {
    let found = diagnostics(&LEAST.replace("base =", "bsae ="));
    assert_eq!(found.len(), 1, "the missing `base` is the misspelt one: {found:?}");
    assert_eq!(found[0].message, "`[flows.trade]` has no key `bsae`");
    assert_eq!(found[0].labels[0].text, "did you mean `base`?");
    let found = diagnostics(&LEAST.replace("[flows.trade]", "end_year = 2030\n[flows.trade]"));
    assert_eq!((found.len(), found[0].labels[0].text.as_str()), (1, "it belongs in `[horizon]`"));
    let found = diagnostics(&LEAST.replace("[horizon]", "[horizn]"));
    assert_eq!((found.len(), found[0].labels[0].text.as_str()), (1, "did you mean `horizon`?"));
    let found = diagnostics(&LEAST.replace("[flows.", "[flow."));
    assert_eq!((found.len(), found[0].labels[0].text.as_str()), (1, "did you mean `flows`?"));
}

#[test]
fn what_comes_later_is_unknown_for_now() {
    says(&least("[history]\n"), "unknown-key: a scenario has no `history`", "history");
}

#[test]
fn the_horizon_and_the_target_fit_each_other() {
    says(
        &LEAST.replace("2035", "2025"),
        "bad-horizon: the end year 2025 does not come after the base year 2025",
        "2025",
    );
    says(
        &LEAST.replace("2035", "2126").replace("2025", "1925"),
        "bad-horizon: 201 years are more than Altai simulates",
        "2126",
    );
    says(&LEAST.replace("2035", "2035.5"), "wrong-type: `end_year` is a calendar year, not 2035.5", "2035.5");
    says(&LEAST.replace("2035", "35"), "out-of-range: `end_year` is a calendar year from 1900 to 2200, not 35", "35");
    says(
        &LEAST.replace("500", "500\nby = 2036"),
        "out-of-range: `by` is a year that is simulated, from 2026 to 2035, not 2036",
        "2036",
    );
    assert_eq!(scenario(&LEAST.replace("2035", "2035.0")).horizon.end_year, 2035);
}

#[test]
fn runs_have_a_sensible_number_of_paths() {
    let run = |lines: &str| least(&format!("[run]\n{lines}\n"));
    assert_eq!(scenario(&run("paths = 1e6\nseed = 9223372036854775807")).run.seed, (1 << 63) - 1);
    for lines in [
        "paths = 0",
        "paths = 10_000_000_001",
        "paths = 1.5",
        "seed = -1",
        "seed = 9223372036854775808",
        "paths = \"many\"",
    ] {
        assert_eq!(diagnostics(&run(lines)).len(), 1, "{lines}");
    }
}

#[test]
fn missing_keys_are_missed() {
    for (text, message) in [
        (
            LEAST.replace("turnover = 500\n", ""),
            "missing: `[target]` has no `turnover`: what is to be reached, USD million a year",
        ),
        (
            LEAST.replace("base = 160\n", ""),
            "missing: `[flows.trade]` has no `base`: trade in the base year, USD million",
        ),
        (LEAST.replace("[flows.trade]\nbase = 160\n", ""), "missing: there is no flow: trade without the deals"),
        (
            LEAST.replace("base_year = 2025\n", ""),
            "missing: `[horizon]` has no `base_year`: the last year that is known, a calendar year",
        ),
        (
            least("[drivers.a]\nprocess.white = {}\n"),
            "missing: `[drivers.a]` has no `kind`: \"growth\" (log growth of the year) or \"level\" (log deviation)",
        ),
        (
            least("[drivers.a]\nkind = \"level\"\n"),
            "missing: `[drivers.a]` has no `process`: how it moves from year to year",
        ),
        (
            least("[drivers.a]\nkind = \"level\"\nprocess = {}\n"),
            "missing: `[drivers.a.process]` does not say which process",
        ),
        (deal("peak = 1"), "missing: `[deals.mine]` does not say when it starts"),
        (
            deal("signed = 2027\npeak = 1"),
            "missing: `[deals.mine]` has `signed` but no `delay`: years from the signature to the start",
        ),
        (
            deal("start = 2027\ntotal = 1"),
            "missing: `[deals.mine]` has `total` but no `over`: the years over which `total` is delivered",
        ),
        (
            deal("start = 2027\npeak = 1\nramp.linear = {}"),
            "missing: `[deals.mine.ramp.linear]` has no `years`: years to full scale",
        ),
        (deal("start = 2027\npeak = 1\nramp = \"linear\""), "missing: the ramp `linear` needs its years"),
        (least("[packages]\n"), "missing: `[packages]` names no package"),
    ] {
        assert_eq!(mistake(&text).0, message);
    }
}

#[test]
fn an_empty_file_is_told_what_it_needs() {
    let messages: Vec<_> = diagnostics("").into_iter().map(|diagnostic| diagnostic.message).collect();
    assert_eq!(messages, ["there is no scenario in this file"]);
}

#[test]
fn keys_of_a_deal_that_do_not_go_together_are_refused() {
    for (lines, message, underlined) in [
        (
            "start = 2027\nsigned = 2026\ndelay = 1\npeak = 1",
            "conflict: `start` and `signed` both say when the deal starts",
            "signed",
        ),
        ("start = 2027\ndelay = 1\npeak = 1", "conflict: `delay` counts from `signed`, which is not there", "delay"),
        ("start = 2027\nover = 3\npeak = 1", "conflict: `over` belongs to `total`, which is not there", "over"),
        ("start = 2027", "adds-nothing: `[deals.mine]` adds nothing to trade", "[deals.mine]"),
        ("start = 2027\nboost = 1\nnoise = 0.1", "conflict: `noise` means nothing to a deal that only boosts", "noise"),
        (
            "start = 2027\nboost = 1\ntrade_share = 0.1",
            "conflict: `trade_share` means nothing to a deal that only boosts",
            "trade_share",
        ),
        (
            "start = 2027\npeak = 1\nflows = [\"trade\"]",
            "conflict: `flows` names what `boost` lifts, and there is no `boost`",
            "flows",
        ),
        (
            "start = 2027\nboost = 1\nflows = []",
            "adds-nothing: this list of flows is empty: the boost lifts nothing",
            "[]",
        ),
        (
            "start = 2027\npeak = 1\nramp = { linear = { years = 3 }, exponential = { years = 3 } }",
            "choose-one: `linear` and `exponential` are two ramps where one belongs",
            "exponential",
        ),
        ("start = 2027\npeak = 1\nramp.step = {}", "wrong-type: the ramp `step` takes nothing", "{}"),
        (
            "start = 2027\npeak = 1\nramp.linear = 4",
            "wrong-type: the ramp `linear` takes its years in braces, not the number 4",
            "4",
        ),
        ("start = 2027\npeak = 1\nramp = \"cubic\"", "unknown-kind: there is no ramp \"cubic\"", "\"cubic\""),
        ("start = 2027\npeak = 1\nrequires = [\"mine\"]", "circle: `mine` requires itself", "\"mine\""),
        ("start = 2027\npeak = 1\nrequires = [\"moon\"]", "unknown-name: no deal is called `moon`", "\"moon\""),
        (
            "start = 2027\npeak = 1\nrequires = \"road\"",
            "wrong-type: `requires` is a list of deals, not the text \"road\"",
            "\"road\"",
        ),
        (
            "start = 2027\npeak = 1\nelasticity = 1",
            "wrong-type: `elasticity` is a number for each driver, not the number 1",
            "1",
        ),
        ("start = 2027\npeak = 1\nelasticity.gdp = 1", "unknown-name: no driver is called `gdp`", "gdp"),
    ] {
        says(&deal(lines), message, underlined);
    }
    for name in ["none", "all", "sector"] {
        let text = least(&format!("[deals.{name}]\nstart = 2027\npeak = 1\n"));
        assert_eq!(mistake(&text).1, name);
    }
    let text = deal("start = 2027\nboost = 1\npeak = 1\nnoise = 0.1\ntotal = 3\nover = 2\nramp.linear = { years = 3 }");
    assert_eq!(scenario(&text).deals.len(), 1, "a deal may add in all three ways");
}

#[test]
fn circles_are_printed() {
    let text = least(
        "[deals.a]\nstart = 2027\npeak = 1\nrequires = [\"b\"]\n[deals.b]\nstart = 2027\npeak = 1\nrequires = [\"c\"]\n[deals.c]\nstart = 2027\npeak = 1\nrequires = [\"b\"]\n",
    );
    assert_eq!(mistake(&text).0, "circle: deals require each other in a circle: b → c → b");
}

#[test]
fn growth_without_memory_has_no_start() {
    let driver = |kind: &str, process: &str| {
        least(&format!("[drivers.a]\nkind = \"{kind}\"\nprocess.{process} = {{}}\nstart = 0.1\n"))
    };
    says(
        &driver("growth", "white"),
        "conflict: `start` means nothing to growth by `white`, which has no memory",
        "start",
    );
    assert_eq!(known(scenario(&driver("level", "white")).drivers[0].start.as_ref().unwrap()), 0.1);
    assert_eq!(known(scenario(&driver("growth", "ar1")).drivers[0].start.as_ref().unwrap()), 0.1);
}

#[test]
fn prices_are_a_growth_driver() {
    let text = least("[money]\nprices = \"a\"\n[drivers.a]\nkind = \"level\"\nprocess.white = {}\n");
    says(&text, "conflict: `a` is a level, and prices are a growth driver", "\"a\"");
    assert_eq!(mistake(&least("[money]\nprices = \"a\"\n")).0, "unknown-name: no driver is called `a`");
}

#[test]
fn correlations_hold_together() {
    let text = |lines: &str| {
        let driver = |name: &str| format!("[drivers.{name}]\nkind = \"growth\"\nprocess.white = {{}}\n");
        least(&format!("{}{}[innovations.correlation]\n{lines}\n", driver("a"), driver("b")))
    };
    assert_eq!(scenario(&text("a = { b = 0, trade = 0.1 }")).correlations.len(), 1, "0 is no correlation");
    assert_eq!(scenario(&text("a.b = 0.5\nb.a = 0.5")).correlations.len(), 1, "saying it twice is no harm");
    for (lines, message, underlined) in [
        ("a.b = 1.2", "out-of-range: a correlation lies between -1 and 1, not 1.2", "1.2"),
        ("a.b = -1", "out-of-range: a correlation lies between -1 and 1, not -1", "-1"),
        ("a.a = 1", "", ""),
        ("a.b = 0.5\nb.a = 0.4", "conflict: the correlation of `b` and `a` is given twice, and differently", "0.4"),
        ("a.c = 0.5", "unknown-name: no driver or flow is called `c`", "c"),
        (
            "a.b = \"0.1 to 0.4\"",
            "wrong-type: `b` is a correlation, a plain number, not the text \"0.1 to 0.4\"",
            "\"0.1 to 0.4\"",
        ),
        ("a = 0.5", "wrong-type: `a` is a table of its own, not the number 0.5", "0.5"),
    ] {
        if message.is_empty() {
            assert_eq!(diagnostics(&text(lines)).len(), 1);
        } else {
            says(&text(lines), message, underlined);
        }
    }
    let found = diagnostics(&text("a = { b = 0.9, trade = 0.9 }\nb.trade = -0.5"));
    assert_eq!((found.len(), found[0].code), (1, "not-positive-definite"), "{found:?}");
    let ambiguous = text("b.trade = 0.2").replace("[drivers.a]", "[drivers.trade]");
    let found = diagnostics(&ambiguous);
    assert_eq!((found.len(), found[0].code, found[0].labels.len()), (1, "bad-name", 3));
}

#[test]
fn packages_are_lists_of_deals() {
    let with = |lines: &str| {
        deal(&format!(
            "start = 2027\npeak = 1\nrequires = [\"road\"]\n[deals.road]\nstart = 2027\npeak = 1\n[packages]\n{lines}"
        ))
    };
    for (lines, message, underlined) in [
        ("x = [\"moon\"]", "unknown-name: no deal is called `moon`", "\"moon\""),
        ("x = [\"road\", \"road\"]", "duplicate: `road` stands in this list twice", "\"road\""),
        ("x = \"road\"", "wrong-type: a package is a list of deals or \"all\", not the text \"road\"", "\"road\""),
        ("x = [1]", "wrong-type: the name of a deal is a text, not the number 1", "1"),
        ("\"x y\" = []", "bad-name: \"x y\" cannot be the name of a package", "\"x y\""),
    ] {
        says(&with(lines), message, underlined);
    }
    let found = diagnostics(&with("x = [\"mine\"]"));
    assert_eq!((found.len(), found[0].severity, found[0].code), (1, Severity::Warning, "requirement-off"));
    let twice = scenario(&with("one = [\"road\"]\nnote = [\"road\"]\ntitle = \"words\""));
    assert_eq!(twice.packages.iter().map(|package| package.name.as_str()).collect::<Vec<_>>(), ["one", "note"]);
}

#[test]
fn too_many_of_anything_are_refused() {
    let many = |n: usize, entry: &dyn Fn(usize) -> String| least(&(0..n).map(entry).collect::<Vec<_>>().concat());
    let flows = many(64, &|i| format!("[flows.f{i}]\nbase = 1\n"));
    assert_eq!(mistake(&flows).0, "too-many: 65 flows are more than Altai takes");
    let drivers = many(65, &|i| format!("[drivers.d{i}]\nkind = \"level\"\nprocess.white = {{}}\n"));
    assert_eq!(mistake(&drivers).0, "too-many: 65 drivers are more than Altai takes");
    let deals = many(63, &|i| format!("[deals.d{i}]\nstart = 2027\npeak = 1\n"));
    assert_eq!(mistake(&deals).0, "too-many: every deal by itself makes 65 packages, more than Altai compares");
    assert_eq!(scenario(&(deals + "[packages]\nall = \"all\"\n")).packages.len(), 1);
}

#[test]
fn all_mistakes_at_once_and_each_once() {
    let text = r#"
[horizon]
base_year = 2025
end_year = 2035

[target]
turnover = -500

[flows.trade]
base = 160
volatilty = 0.2
elasticity = { gpd = 0.8 }

[drivers.gdp]
kind = "growht"
process.ar2 = { mean = 0.1 }

[deals.mine]
go = 60
start = 2027
peak = "20 - 150"
requires = ["rode"]

[deals.road]
start = 2027
boost = true

[packages]
both = ["mine", "road", "air"]
"#;
    let codes: Vec<_> = diagnostics(text).iter().map(|diagnostic| diagnostic.code).collect();
    let expected = [
        "out-of-range",
        "unknown-key",
        "unknown-name",
        "unknown-kind",
        "unknown-kind",
        "out-of-range",
        "bad-interval",
        "unknown-name",
        "wrong-type",
        "unknown-name",
    ];
    assert_eq!(codes, expected, "in the order of the file");
}

#[test]
fn a_section_that_is_misread_does_not_make_its_names_unknown() {
    let text = format!(
        "drivers = 3\n{LEAST}elasticity = {{ gdp = 1 }}\n[money]\nprices = \"gdp\"\n[innovations.correlation]\ngdp.trade = 0.3\n"
    );
    assert_eq!(mistake(&text).0, "wrong-type: `drivers` is a table of its own, not the number 3");
}

#[test]
fn after_a_syntax_mistake_nothing_is_missed() {
    let text = "[horizon]\nbase_year = 2025\nend_year = \n[target]\nturnover = 500\n[deals.mine]\ngo = 60\n";
    let codes: Vec<_> = diagnostics(text).iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["syntax", "out-of-range"]);
}

#[test]
fn overrides_are_layers() {
    let changed = scenario_with(
        FULL,
        &[
            ("deals.mine.peak", "120"),
            ("deals.mine.ramp", "step"),
            ("drivers.us_prices.process.ar1.mean", "0.01"),
            ("drivers.us_prices.process.ar1.sd", "0.02 to 0.03"),
            ("innovations.correlation.copper.kz_gdp", "0.1"),
            ("packages", "{ none = [] }"),
            ("flows.new", "{ base = 3 }"),
            ("target.by", "2030"),
            ("target.by", "2031"),
        ],
    );
    let mine = &changed.deals[1];
    assert_eq!((known(mine.peak.as_ref().unwrap()), mine.ramp.name), (120.0, "step"));
    assert_eq!((changed.drivers[1].process.name, known(&changed.drivers[1].parameters[0])), ("ar1", 0.01));
    assert_eq!(changed.correlations[0].value, 0.1, "the later layer wins");
    assert_eq!(changed.packages.len(), 4, "packages are joined by name");
    assert_eq!((changed.flows.len(), changed.targets[0].by), (3, 2031));
}

#[test]
fn mistakes_in_overrides_point_into_them() {
    let found = |address: &str, value: &str| {
        let reading = reading_with(FULL, &[(address, value)]);
        assert_eq!(reading.diagnostics.len(), 1, "{address}={value}: {:?}", reading.diagnostics);
        let diagnostic = &reading.diagnostics[0];
        let span = &diagnostic.labels[0].span;
        assert_eq!(span.source, 1, "{diagnostic:?}");
        assert_eq!(reading.sources[1].name, format!("--set {address}={value}"));
        (
            diagnostic.message.clone(),
            reading.sources[1].text[span.bytes.clone()].to_owned(),
            diagnostic.labels[0].text.clone(),
        )
    };
    let (message, place, _) = found("deals.mine.go", "60");
    assert_eq!(
        (message.as_str(), place.as_str()),
        ("a probability lies between 0 and 1, not 60: write 0.6 for 60 %", "60")
    );
    let (message, place, mend) = found("deals.mien.go", "0.6");
    assert_eq!(
        (message.as_str(), place.as_str(), mend.as_str()),
        ("no deal is called `mien`", "mien", "did you mean `mine`?")
    );
    let (message, place, mend) = found("deals.mine.peek", "3");
    assert_eq!(
        (message.as_str(), place.as_str(), mend.as_str()),
        ("`[deals.mine]` has no key `peek`", "peek", "did you mean `peak`?")
    );
    let (_, place, mend) = found("deal.mine.peak", "3");
    assert_eq!((place.as_str(), mend.as_str()), ("deal", "did you mean `deals`?"));
    assert_eq!(found("deals.mine.peak", "[1").0, "this value cannot be understood");
    assert_eq!(found("deals.mine.peak", "").0, "`deals.mine.peak` has no value");
    assert_eq!(found("deals mine", "1").0, "`deals mine` is not an address");
    assert_eq!(found("deals.mine.peak", "a lot").0, "\"a lot\" is neither a number nor an interval");
    assert_eq!(found("imports.base.pert.max", "20").0, "a scenario has no `imports`");
}

#[test]
fn packages_are_selected_in_the_order_asked_for() {
    let mut scenario = scenario(FULL);
    let error = scenario.select_packages(&["bth".into()]).unwrap_err();
    assert_eq!(error.message, "no package is called `bth`");
    assert_eq!(error.help, ["did you mean `both`?", "packages in this scenario: nothing, both, everything"]);
    scenario.select_packages(&["everything".into(), "nothing".into(), "everything".into()]).unwrap();
    assert_eq!(
        scenario.packages.iter().map(|package| package.name.as_str()).collect::<Vec<_>>(),
        ["everything", "nothing"]
    );
}

#[test]
fn deals_joined_by_a_plus_are_a_package() {
    let two = least(
        "[deals.mine]\nstart = 2026\npeak = 1\nrequires = [\"road\"]\n[deals.road]\nstart = 2026\npeak = 1\n\
         [deals.rail]\nstart = 2026\npeak = 1\n[packages]\nnone = []\n",
    );
    let mut s = scenario(&two);
    s.select_packages(&["none".into(), "rail+road".into(), "mine + rail".into()]).unwrap();
    let deals: Vec<&[usize]> = s.packages.iter().map(|package| &package.deals[..]).collect();
    assert_eq!(deals, [&[][..], &[1, 2], &[0, 1, 2]], "what a deal requires comes with it");
    assert_eq!(s.packages[1].name, "rail+road");
    assert_eq!(s.packages[2].name, "mine+rail");
    let kept = scenario(&(two + "\"rail+road\" = [\"rail\", \"road\"]\n"));
    assert_eq!(kept.packages[1].name, "rail+road", "as --out keeps it");
    let error = s.select_packages(&["rail+raod".into()]).unwrap_err();
    assert_eq!((error.message.as_str(), error.help[0].as_str()), ("no deal is called `raod`", "did you mean `road`?"));
}

#[test]
fn a_file_of_megabytes_is_refused_before_it_is_read() {
    let found = diagnostics(&"[".repeat(10_000_000));
    assert_eq!((found.len(), found[0].code), (1, "too-big"));
}

#[test]
fn a_thousand_mistakes_are_not_all_told() {
    let text = least(&(0..1000).map(|i| format!("x{i} = 1\n")).collect::<Vec<_>>().concat());
    assert!(diagnostics(&text).len() <= 101);
}
