//! Where a number comes from: its own words, or those of the nearest table around it.

use altai_model::{NoFiles, Scenario, SourceText, read};

const TEXT: &str = r#"
note = "what is said of the whole is not said of its numbers"
[horizon]
base_year = 2025
end_year = 2030
[target]
turnover = 500
source = "the pledge"
[flows.exports]
note = "a guess"
base = 160
drift = { normal = { mean = 0.02, sd = 0.01 }, source = "a study" }
volatility = { value = 0.2, note = "a judgement" }
[deals.mine]
source = "the contract"
start = 2027
peak = 40
ramp.linear.years = 3
"#;

fn scenario() -> Scenario {
    let reading = read(SourceText { name: "test.toml".into(), text: TEXT.into() }, &[], &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

#[test]
fn a_number_takes_the_source_or_note_of_the_nearest_table_that_has_one() {
    let scenario = scenario();
    let of = |address: &str| {
        let quantity = scenario.quantities().find(|quantity| quantity.address == address);
        let provenance = &quantity.unwrap_or_else(|| panic!("no {address}")).provenance;
        (provenance.source.clone(), provenance.note.clone())
    };
    let (source, note) = (|text: &str| (Some(text.to_owned()), None), |text: &str| (None, Some(text.to_owned())));
    assert_eq!(of("target.turnover"), source("the pledge"));
    assert_eq!(of("flows.exports.base"), note("a guess"));
    assert_eq!(of("flows.exports.drift"), source("a study"));
    assert_eq!(of("flows.exports.volatility"), note("a judgement"));
    assert_eq!(of("deals.mine.peak"), source("the contract"));
    assert_eq!(of("deals.mine.ramp.linear.years"), source("the contract"));
}
