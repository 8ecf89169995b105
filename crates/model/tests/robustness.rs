//! Whatever is written, nothing panics and nothing hangs; what is right stays right however it is written.

use altai_model::{Files, NoFiles, NoText, Override, Reading, Severity, SourceText, applied, read};
use proptest::prelude::*;

const FULL: &str = r#"
title = "Two neighbours"
[horizon]
base_year = 2024
end_year = 2038
[target]
turnover = "450 to 550"
by = 2035
deflator = "us_prices"
sustain = 2
[inputs]
size = "40 to 300"
allow = { unused = "it may be" }
[inputs.growth]
quantiles = { p10 = 0.01, p50 = 0.03, p90 = 0.06 }
min = 0
[correlation]
"inputs.size" = { "flows.exports.noise" = 0.3, political_will = 0.2 }
[money]
prices = "us_prices"
[run]
paths = 20_000
[drivers.kz_gdp]
kind = "growth"
process.ar1 = { mean = 0.045, persistence = 0.4, sd = 0.02 }
[drivers.us_prices]
kind = "growth"
process.white = { mean = { normal = { mean = 0.022, sd = 0.005 } }, sd = 0.014 }
[drivers.oil]
kind = "level"
process.path = { values = [0.1, "0.05 to 0.2"], sd = 0.1 }
[drivers.past]
kind = "growth"
process.bootstrap = { data = [0.05, 0.01, -0.02, 0.04], block = 2 }
[drivers.wander]
kind = "level"
process.random_walk = { drift = "growth", sd = 0.1 }
[innovations]
law.mixture = { share = 0.1, scale = 3 }
[innovations.correlation]
kz_gdp = { us_prices = 0.2, exports = 0.4 }
[regimes]
start = "calm"
transition.calm = { turmoil = 0.1 }
transition.turmoil = [0.4, 0.6]
[regimes.states.calm]
[regimes.states.turmoil]
drift = -0.05
volatility = 2
shock_rate = "1 to 3"
[shocks.war]
rate = 0.05
size = "-0.5 to -0.1"
permanent = 0.3
flows = ["exports"]
[flows.exports]
base = 140
drift = "growth"
noise = "0.05 to 0.15"
elasticity = { us_prices = 1, kz_gdp = "0.4 to 0.9" }
[political_will]
go = 0.35
[deals.road]
start = 2027-07-01
boost = 0.1
flows = ["exports"]
[deals.mine]
go.beta = { mean = 0.5, size = 10 }
signed = 2024-10-29
delay = { lognormal = { median = 4, sigma = 0.5 }, max = 12 }
requires = ["road"]
ramp.logistic = { years = { triangular = { min = 2, mode = 4, max = 8 } } }
peak = { value = "40 to 300", min = 0, source = "why", quality = "judgement" }
cancel = 0.03
cancel_elasticity = { oil = -0.5 }
sector = "mining"
cost = 20
[[synergies]]
deals = ["mine", "road"]
multiplier = 1.2
[packages]
both = ["sector:mining", "road"]
everything = "all"
"#;

fn reading(text: String, overrides: &[Override]) -> Reading {
    let reading = read(SourceText { name: "test.toml".into(), text }, overrides, &NoFiles);
    let wrong = reading.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    assert_eq!(wrong, reading.scenario.is_none(), "{:?}", reading.diagnostics);
    for diagnostic in &reading.diagnostics {
        assert!(!diagnostic.labels.is_empty(), "{diagnostic:?} has no place");
        assert!(diagnostic.message.len() < 400, "{diagnostic:?}");
        for label in &diagnostic.labels {
            assert!(reading.sources[label.span.source].text.get(label.span.bytes.clone()).is_some(), "{diagnostic:?}");
        }
    }
    reading
}

/// Pieces of which scenarios and mistakes are made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\\[\\]{}=,.#\"'\n 0-9a-z_-]{1,6}",
        "\\PC{1,3}",
        Just("inf".into()),
        Just("nan".into()),
        Just("1e400".into()),
        Just("-".into()),
        Just("\"\"\"".into()),
        Just("'''".into()),
        Just("2027-02-30".into()),
        Just("[flows.".into()),
        Just("{ normal = { mean = 1, sd = 2 } }".into()),
        Just("\"5 to 3\"".into()),
        Just("title = ".into()),
        Just("\r".into()),
        Just("\\".into()),
    ]
}

/// The place of a character at or after a byte.
fn boundary(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The full scenario with some bytes replaced by pieces.
fn damaged() -> impl Strategy<Value = String> {
    proptest::collection::vec((0..FULL.len(), 0..20_usize, piece()), 1..6).prop_map(|changes| {
        let mut text = FULL.to_owned();
        for (at, length, piece) in changes {
            let start = boundary(&text, at);
            let end = boundary(&text, start + length);
            text.replace_range(start..end, &piece);
        }
        text
    })
}

/// Lines in another order: keys under wrong headings, headings twice.
fn shuffled() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = FULL.lines().collect();
    proptest::sample::subsequence(lines.clone(), 0..lines.len()).prop_shuffle().prop_map(|lines| lines.join("\n"))
}

fn address() -> impl Strategy<Value = String> {
    let addresses = [
        "deals.mine.peak",
        "deals.mine",
        "deals",
        "deals.mine.ramp.linear.years",
        "flows.exports.elasticity.kz_gdp",
        "packages",
        "run.paths",
        "innovations.correlation.exports.kz_gdp",
        "drivers.kz_gdp.process",
        "title",
        "horizon.end_year",
        "inputs.size",
        "inputs.growth.max",
        "correlation.\"flows.exports.noise\".\"inputs.size\"",
        "regimes.transition.calm",
        "regimes.transition.calm.turmoil",
        "regimes.states.turmoil",
        "regimes.states.new",
        "shocks.war",
        "shocks.war.size",
        "synergies.1.multiplier",
        "synergies.2.multiplier",
        "synergies",
        "drivers.oil.process.path.values.2",
        "drivers.oil.process.path.values",
        "drivers.past.process.bootstrap.data",
        "innovations.law",
        "target.sustain",
        "remove",
        "extends",
    ];
    prop_oneof![4 => proptest::sample::select(addresses.to_vec()).prop_map(str::to_owned), 1 => "[a-z. \"\\[=#]{0,12}"]
}

fn value() -> impl Strategy<Value = String> {
    let values = [
        "1",
        "0.5",
        "2030",
        "20 to 150",
        "{ years = 3 }",
        "{ white = { mean = 0 } }",
        "all",
        "[]",
        "[\"road\"]",
        "{ normal = { mean = 1, sd = 2 } }",
        "step",
        "2027-01-01",
        "{ go = 0.2, peak = { value = 3 } }",
        "{}",
        "\"growth\"",
        "normal",
        "{ mixture = { share = 0.3, scale = 2 } }",
        "{ calm = 0.8 }",
        "[0.1, 0.2]",
        "[{ deals = [\"road\", \"mine\"], multiplier = 2 }]",
        "[\"deals.road\", \"packages\", \"synergies.1\"]",
        "[\"synergies.1.deals\", \"drivers.oil.process.path.values.1\"]",
    ];
    prop_oneof![4 => proptest::sample::select(values.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_scenario_is_read_or_refused(text in damaged()) {
        reading(text, &[]);
    }

    #[test]
    fn lines_in_any_order_are_read_or_refused(text in shuffled()) {
        reading(text, &[]);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        reading(text, &[]);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        reading(String::from_utf8_lossy(&bytes).into_owned(), &[]);
    }

    #[test]
    fn what_is_applied_reads_the_same(changes in proptest::collection::vec((address(), value()), 1..4)) {
        let overrides: Vec<Override> = changes.into_iter().map(|(address, value)| Override { address, value }).collect();
        if let Some(expected) = reading(FULL.to_owned(), &overrides).scenario {
            let main = SourceText { name: "test.toml".into(), text: FULL.into() };
            let text = applied(&main, &overrides, &NoFiles, expected.run, None);
            let again = reading(text.clone(), &[]);
            prop_assert!(again.scenario.is_some(), "{overrides:?}\n{text}\n{:?}", again.diagnostics);
            prop_assert!(format!("{:#?}", again.scenario.unwrap()) == format!("{expected:#?}"), "{overrides:?}\n{text}");
        }
    }
}

/// The full scenario in one file.
struct Full;

impl Files for Full {
    fn load(&self, path: &str, _beside: &str) -> Result<SourceText, NoText> {
        (path == "full.toml")
            .then(|| SourceText { name: path.into(), text: FULL.into() })
            .ok_or_else(|| NoText::missing("no"))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_variant_reads_as_overrides_do_and_stands_by_itself(changes in proptest::collection::vec((address(), value()), 1..4)) {
        let mut text = String::from("# A variant.\nextends = \"full.toml\"\n");
        let mut overrides = Vec::new();
        for (address, value) in changes {
            let line = format!("{address} = {value}\n");
            let is_one = line.parse::<toml_edit::DocumentMut>().is_ok_and(|document| document.len() == 1);
            // Two changes of one thing are two layers on the command line, but a mistake in one file.
            let whole = format!("{text}{line}");
            if is_one && !line.starts_with("extends") && whole.parse::<toml_edit::DocumentMut>().is_ok() {
                text = whole;
                overrides.push(Override { address, value });
            }
        }
        let main = SourceText { name: "variant.toml".into(), text };
        let variant = read(main.clone(), &[], &Full);
        let set = read(SourceText { name: "full.toml".into(), text: FULL.into() }, &overrides, &NoFiles);
        let Some(expected) = variant.scenario else { return Ok(()) };
        // What is taken out is taken out of what comes before: of the other file, or of all changes so far.
        if let Some(set) = set.scenario.filter(|_| !main.text.contains("remove")) {
            prop_assert!(format!("{set:#?}") == format!("{expected:#?}"), "{}", main.text);
        }
        let alone = applied(&main, &[], &Full, expected.run, None);
        let again = reading(alone.clone(), &[]);
        prop_assert!(again.scenario.is_some(), "{}\n{alone}\n{:?}", main.text, again.diagnostics);
        prop_assert!(format!("{:#?}", again.scenario.unwrap()) == format!("{expected:#?}"), "{}\n{alone}", main.text);
    }

    #[test]
    fn any_file_makes_a_list_or_is_refused(text in "[0-9.,\"\r\n a-c-]{0,60}", change in any::<bool>()) {
        struct One(String);
        impl Files for One {
            fn load(&self, path: &str, _beside: &str) -> Result<SourceText, NoText> {
                Ok(SourceText { name: path.into(), text: self.0.clone() })
            }
        }
        let change = if change { ", change = \"log\"" } else { "" };
        let scenario = format!("{FULL}[drivers.more]\nkind = \"growth\"\nprocess.bootstrap.data = {{ file = \"x.csv\"{change} }}\n");
        let reading = read(SourceText { name: "test.toml".into(), text: scenario }, &[], &One(text));
        for label in reading.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
            prop_assert!(reading.sources[label.span.source].text.get(label.span.bytes.clone()).is_some());
        }
    }
}

/// Flows, drivers and deals have no names, and each is asked for before that is found.
#[test]
fn names_that_are_missing_altogether_do_not_make_what_uses_them_wrong() {
    let text = r#"
horizon = { base_year = 2025, end_year = 2035 }
target.turnover = 300
target.deflator = "gdp"
[flows]
base = 160
drift = 0.1
[drivers]
kind = "growth"
process.white = { mean = 0.1 }
[regimes]
start = "calm"
transition = [[0.9, 0.1], [0.5, 0.5]]
[regimes.states]
drift = 0.1
volatility = 2
[innovations.correlation]
gdp = { trade = 0.3 }
[shocks.x]
rate = 0.1
size = -0.1
flows = ["trade"]
[packages]
a = ["road"]
[[synergies]]
deals = ["mine", "road"]
multiplier = 1.2
[deals]
start = 2026
go = 0.4
"#;
    let reading = reading(text.into(), &[]);
    let about = |what: &str| reading.diagnostics.iter().filter(|found| found.message.contains(what)).count();
    assert!(reading.diagnostics.len() <= 6, "{:#?}", reading.diagnostics);
    assert_eq!(about("road") + about("trade") + about("gdp"), 0, "{:#?}", reading.diagnostics);
}

#[test]
fn what_is_long_is_not_slow() {
    let endless = [
        "=\n".repeat(1_900_000),
        "[".repeat(3_900_000),
        "a = ".to_owned() + &"[".repeat(3_900_000),
        "a = [".to_owned() + &"1,".repeat(1_900_000) + "]",
        "a.".repeat(1_900_000) + "a = 1",
        "x = 1\n".repeat(600_000),
        (0..300_000).map(|i| format!("k{i} = 1\n")).collect::<Vec<_>>().concat(),
        (0..200_000).map(|i| format!("[flows.f{i}]\n")).collect::<Vec<_>>().concat(),
        "a = \"".to_owned() + &"x".repeat(3_900_000),
        "a = \"\"\"".to_owned() + &"\n".repeat(3_900_000),
        "title = '".to_owned() + &"x".repeat(3_900_000) + "'",
        "[target]\nturnover = ".to_owned() + &"9".repeat(3_900_000),
        "[run]\nseed = 0x".to_owned() + &"f".repeat(3_900_000),
        "[target]\nturnover = \"".to_owned() + &"9".repeat(3_900_000) + " to 3\"",
    ];
    for text in endless {
        let start: String = text.chars().take(20).collect();
        let before = std::time::Instant::now();
        assert!(reading(text, &[]).scenario.is_none());
        let taken = before.elapsed();
        assert!(taken.as_secs() < 10, "{start}… takes {taken:?}");
    }
}

#[test]
fn correlations_of_everything_with_everything_are_refused_at_once() {
    use std::fmt::Write as _;
    let names: Vec<String> = (0..64).flat_map(|i| [format!("d{i}"), format!("f{i}")]).collect();
    let mut text = String::from("[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 500\n");
    for i in 0..64 {
        writeln!(text, "[flows.f{i}]\nbase = 1\n[drivers.d{i}]\nkind = \"growth\"\nprocess.white.sd = 0.1").unwrap();
    }
    text += "[innovations.correlation]\n";
    for (i, first) in names.iter().enumerate() {
        for (j, second) in names.iter().enumerate().skip(i + 1) {
            writeln!(text, "{first}.{second} = {}", [0.9, -0.9, 0.5][(i * i + j) % 3]).unwrap();
        }
    }
    let before = std::time::Instant::now();
    let reading = reading(text, &[]);
    assert_eq!(reading.diagnostics.len(), 1);
    assert_eq!(reading.diagnostics[0].code, "not-positive-definite");
    assert!(before.elapsed().as_secs() < 10, "takes {:?}", before.elapsed());
}
