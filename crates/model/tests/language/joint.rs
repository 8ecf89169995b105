//! Correlated quantities.

use super::*;

const UNCERTAIN: &str = "drift = \"0.01 to 0.05\"\nnoise = \"0.01 to 0.1\"\n[flows.imports]\nbase = \"10 to 20\"\n";

fn with(correlation: &str) -> String {
    least(&format!("{UNCERTAIN}[correlation]\n{correlation}"))
}

#[test]
fn correlations_join_addresses_in_alphabetical_order() {
    let s = scenario(&with(
        "\"flows.trade.drift\" = { \"flows.imports.base\" = -0.4, political_will = 0.2, \"flows.trade.noise\" = 0 }\nnote = \"rounded\"",
    ));
    let joint: Vec<(&str, &str, f64)> =
        s.joint.iter().map(|joint| (joint.addresses[0].as_str(), joint.addresses[1].as_str(), joint.value)).collect();
    let expected = [("flows.imports.base", "flows.trade.drift", -0.4), ("flows.trade.drift", "political_will", 0.2)];
    assert_eq!(joint, expected, "0 is no correlation");
}

#[test]
fn either_order_is_right_but_not_both_with_different_numbers() {
    let both = |a: f64, b: f64| {
        with(&format!(
            "\"flows.trade.drift\" = {{ \"flows.imports.base\" = {a} }}\n\"flows.imports.base\" = {{ \"flows.trade.drift\" = {b} }}"
        ))
    };
    assert_eq!(scenario(&both(0.3, 0.3)).joint.len(), 1);
    says(
        &both(0.3, 0.25),
        "conflict: the correlation of `flows.imports.base` and `flows.trade.drift` is given twice, and differently @ 0.25",
    );
}

#[test]
fn what_is_no_draw_of_its_own_is_not_correlated() {
    let first = |address: &str| with(&format!("\"{address}\" = {{ \"flows.trade.drift\" = 0.3 }}"));
    for (address, expected) in [
        ("flows.trade.base", "conflict: `flows.trade.base` is fixed: there is nothing to be correlated"),
        ("flows.trade.volatility", "unknown-name: no quantity has the address `flows.trade.volatility`"),
        ("flows.trade", "unknown-name: `flows.trade` is not a quantity"),
        ("flows.trade.dirft", "unknown-name: no quantity has the address `flows.trade.dirft`"),
        ("deals.mine.go", "unknown-name: no quantity has the address `deals.mine.go`"),
    ] {
        says(&first(address), &format!("{expected} @ \"{address}\""));
    }
    assert_eq!(diagnostics(&first("flows.trade.dirft"))[0].labels[0].text, "did you mean \"flows.trade.drift\"?");

    let more = "[inputs.size]\nvalue = \"20 to 150\"\n[political_will]\ndelay = 0.3\n[shocks.war]\nrate = \"0.1 to 0.2\"\nsize = \"-0.5 to -0.1\"\n[deals.mine]\nsigned = 2026\ndelay = \"2 to 6\"\npeak = \"size\"\n";
    let with_more = |address: &str| {
        least(&format!("{UNCERTAIN}{more}[correlation]\n\"{address}\" = {{ \"flows.trade.drift\" = 0.3 }}"))
    };
    for (address, expected) in [
        ("deals.mine.peak", "conflict: `deals.mine.peak` is the input `size`, which is what is correlated"),
        ("shocks.war.size", "conflict: `shocks.war.size` is drawn for every strike anew and cannot be correlated"),
        ("deals.mine.delay", "conflict: the delay of `mine` follows political will and cannot be correlated by itself"),
    ] {
        says(&with_more(address), &format!("{expected} @ \"{address}\""));
    }
    for address in ["inputs.size", "shocks.war.rate"] {
        assert_eq!(scenario(&with_more(address)).joint.len(), 1);
    }
    let free = with_more("deals.mine.delay").replace("[political_will]\ndelay = 0.3\n", "");
    assert_eq!(scenario(&free).joint.len(), 1, "without political will a delay is a draw like others");
}

#[test]
fn entries_of_a_path_and_synergies_have_addresses() {
    let text = least(
        "[drivers.gdp]\nkind = \"growth\"\nprocess.path = { values = [0.02, \"0.01 to 0.05\"] }\n[deals.a]\nstart = 2027\npeak = 1\n[deals.b]\nstart = 2027\npeak = 1\n[[synergies]]\ndeals = [\"a\", \"b\"]\nmultiplier = \"1.1 to 1.5\"\n[correlation]\n\"drivers.gdp.process.path.values.2\" = { \"synergies.1.multiplier\" = 0.3 }",
    );
    assert_eq!(scenario(&text).joint[0].addresses, ["drivers.gdp.process.path.values.2", "synergies.1.multiplier"]);
}

#[test]
fn correlations_are_plain_numbers_that_can_hold_together() {
    for (pair, expected) in [
        ("\"flows.imports.base\" = 1.2", "out-of-range: a correlation lies between -1 and 1, not 1.2 @ 1.2"),
        (
            "\"flows.imports.base\" = \"0.1 to 0.3\"",
            "wrong-type: `flows.imports.base` is a correlation, a plain number, not the text \"0.1 to 0.3\" @ \"0.1 to 0.3\"",
        ),
        (
            "\"flows.trade.drift\" = 0.5",
            "conflict: the correlation of `flows.trade.drift` with itself is 1 and needs no saying @ \"flows.trade.drift\"",
        ),
    ] {
        says(&with(&format!("\"flows.trade.drift\" = {{ {pair} }}")), expected);
    }
    let impossible = with(
        "\"flows.trade.drift\" = { \"flows.imports.base\" = 0.9, \"flows.trade.noise\" = 0.9 }\n\"flows.imports.base\" = { \"flows.trade.noise\" = -0.5 }",
    );
    let found = diagnostics(&impossible);
    assert_eq!((found.len(), found[0].code), (1, "not-positive-definite"));
    assert!(found[0].help.iter().any(|line| line == "flows.imports.base and flows.trade.noise: -0.26 instead of -0.5"));
}

#[test]
fn addresses_stand_in_quotation_marks() {
    says(
        &with("flows.trade.drift = { \"flows.imports.base\" = 0.3 }"),
        "bad-address: an address stands in quotation marks: \"flows.trade.drift\" @ flows",
    );
}

#[test]
fn what_a_layer_fixes_is_shown_there_and_the_correlation_can_be_taken_out() {
    let text = with(
        "\"flows.trade.drift\" = { \"flows.imports.base\" = 0.3 }\n\"flows.imports.base\" = { \"flows.trade.noise\" = 0.2 }",
    );
    let reading = |changes: &[(&str, &str)]| {
        let changes: Vec<Override> = changes
            .iter()
            .map(|(address, value)| Override { address: (*address).into(), value: (*value).into() })
            .collect();
        without_lints(read(SourceText { name: "it.toml".into(), text: text.clone() }, &changes, &NoFiles))
    };
    for (fixed, places) in [("flows.trade.noise", 1), ("flows.imports.base", 2)] {
        let found = reading(&[(fixed, "0.05")]).diagnostics;
        assert_eq!(found.len(), places, "{found:?}");
        let mut changes = vec![(fixed, "0.05")];
        for diagnostic in &found {
            let sources: Vec<usize> = diagnostic.labels.iter().map(|label| label.span.source).collect();
            assert_eq!(sources, [1, 0], "the command line, then the file: {diagnostic:?}");
            let way_out = diagnostic.help[0].strip_prefix("take the correlation out too: --set 'remove=").unwrap();
            changes.push(("remove", way_out.strip_suffix('\'').unwrap()));
        }
        let well = reading(&changes);
        assert!(well.diagnostics.is_empty(), "{changes:?}: {:?}", well.diagnostics);
        assert_eq!(well.scenario.unwrap().joint.len(), 2 - places);
    }
}
