//! Regimes.

use super::*;

fn with(lines: &str) -> String {
    least(&format!(
        "[regimes]\nstart = \"calm\"\n{lines}\n[regimes.states.calm]\n[regimes.states.turmoil]\n[regimes.states.war]"
    ))
}

fn rows(lines: &str) -> Vec<Vec<f64>> {
    scenario(&with(lines)).regimes.unwrap().transition
}

const OTHERS: &str = "transition.turmoil = { calm = 1 }\ntransition.war = { calm = 1 }";

#[test]
fn a_state_changes_what_it_says_and_nothing_else() {
    let text = least(
        "[regimes]\nstart = \"turmoil\"\ntransition = { calm = { turmoil = 0.1 }, turmoil = { calm = 0.4 } }\n[regimes.states.calm]\n[regimes.states.turmoil]\ndrift = -0.05\nvolatility = 2\nshock_rate = \"2 to 4\"\ncancel = 3",
    );
    let s = scenario(&text);
    let expected = [
        "target.turnover",
        "regimes.states.turmoil.drift",
        "regimes.states.turmoil.volatility",
        "regimes.states.turmoil.shock_rate",
        "regimes.states.turmoil.cancel",
        "flows.trade.base",
    ];
    assert_eq!(addresses(&s), expected);
    let regimes = s.regimes.unwrap();
    assert_eq!((regimes.start, regimes.states[0].name.as_str()), (1, "calm"));
    let calm = &regimes.states[0];
    assert_eq!([&calm.drift, &calm.volatility, &calm.shock_rate, &calm.cancel].map(known), [0.0, 1.0, 1.0, 1.0]);
    assert_eq!(regimes.transition, [[0.9, 0.1], [0.4, 0.6]]);
}

#[test]
fn what_is_left_out_of_a_row_is_the_rest() {
    let calm = |row: &str| rows(&format!("transition.calm = {row}\n{OTHERS}"))[0].clone();
    assert_eq!(calm("{ calm = 0.75, turmoil = 0.25, war = 0 }"), [0.75, 0.25, 0.0]);
    assert_eq!(calm("{ calm = 0.5, turmoil = 0.25 }"), [0.5, 0.25, 0.25]);
    assert_eq!(calm("{ calm = 0.75, war = 0.25 }"), [0.75, 0.0, 0.25], "nothing is left");
    assert_eq!(calm("{ war = 0.25 }"), [0.75, 0.0, 0.25], "one stays where one may not go");
    assert_eq!(calm("{ war = 1 }"), [0.0, 0.0, 1.0]);
    assert_eq!(calm("[0.5, 0.25, 0.25]"), [0.5, 0.25, 0.25]);
    let sum: f64 = calm("{ calm = 0.7, turmoil = 0.2, war = 0.1 }").iter().sum();
    assert!((sum - 1.0).abs() < 1e-15);
}

#[test]
fn rows_may_stand_in_a_list_in_the_order_of_the_states() {
    let by_list = rows("transition = [[0.5, 0.25, 0.25], [1, 0, 0], [0, 1, 0]]");
    assert_eq!(by_list, [[0.5, 0.25, 0.25], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
    says(
        &with("transition = [[0.5, 0.5], [1, 0, 0], [0, 1, 0]]"),
        "conflict: the row of `calm` has 2 numbers, and there are 3 regimes @ [0.5, 0.5]",
    );
}

#[test]
fn a_single_regime_goes_nowhere() {
    let s = scenario(&least("[regimes]\nstart = \"calm\"\n[regimes.states.calm]\ndrift = 0.01"));
    assert_eq!(s.regimes.unwrap().transition, [[1.0]]);
}

#[test]
fn rows_that_are_no_probabilities_are_refused() {
    for (row, expected) in [
        (
            "{ calm = 0.9, turmoil = 0.2 }",
            "out-of-range: the probabilities of what follows `calm` sum to 1.1, not to 1 @ { calm = 0.9, turmoil = 0.2 }",
        ),
        (
            "{ calm = 0.9 }",
            "out-of-range: the probabilities of what follows `calm` sum to 0.9, not to 1 @ { calm = 0.9 }",
        ),
        ("{ calm = 90 }", "out-of-range: a probability lies between 0 and 1, not 90: write 0.9 for 90 % @ 90"),
        (
            "{ calm = \"0.8 to 0.9\" }",
            "wrong-type: `calm` is a probability of transition, a plain number, not the text \"0.8 to 0.9\" @ \"0.8 to 0.9\"",
        ),
        ("{ clam = 0.9, turmoil = 0.1 }", "unknown-name: no regime is called `clam` @ clam"),
        ("0.9", "wrong-type: `calm` is a table of its own, not the number 0.9 @ 0.9"),
    ] {
        says(&with(&format!("transition.calm = {row}\n{OTHERS}")), expected);
    }
}

#[test]
fn every_regime_is_followed_by_something() {
    says(
        &with("transition.calm = { war = 0.1 }\ntransition.war = { calm = 1 }"),
        "missing: the transition does not say what follows `turmoil` @ transition",
    );
    let found = said(&with(""));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("missing: `[regimes]` has no `transition`"), "{found:?}");
    says(
        &least("[regimes]\nstart = \"calm\"\n[regimes.states.clam]"),
        "unknown-name: no regime is called `calm` @ \"calm\"",
    );
}
