//! A whole scenario: the smallest one, one with every key, and one that overrides change.

use altai_model::deal::Timing;
use altai_model::driver::Kind;
use altai_model::scenario::Innovation;

use super::*;

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
fn overrides_are_layers() {
    let changed = scenario_of(
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
        &NoFiles,
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
        let reading = reading_of(FULL, &[(address, value)], &NoFiles);
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
