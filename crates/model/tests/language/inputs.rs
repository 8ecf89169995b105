//! Inputs: one draw under several keys.

use super::*;

const DEAL: &str = "[deals.mine]\nstart = 2027\n";

#[test]
fn an_input_lends_its_address_and_its_provenance() {
    let s = scenario(&least(
        "[inputs.size]\nvalue = \"20 to 150\"\nsource = \"a study\"\n[deals.mine]\nstart = 2027\npeak = \"size\"\nsource = \"another\"\n[deals.road]\nstart = 2028\npeak = { value = \"size\" }",
    ));
    for deal in &s.deals {
        let peak = deal.peak.as_ref().unwrap();
        assert_eq!((peak.address.as_str(), peak.is_shared()), ("inputs.size", true));
        assert_eq!(peak.provenance.source.as_deref(), Some("a study"));
    }
    assert_eq!(s.inputs.len(), 1);
    let expected = ["inputs.size", "target.turnover", "flows.trade.base", "deals.mine.start", "deals.road.start"];
    assert_eq!(addresses(&s), expected, "an input counts once");
    assert_eq!(s.uncertain(), 1);
}

#[test]
fn inputs_may_be_numbers_and_dates() {
    let s = scenario(&least(
        "[inputs]\nopening = 2027-07-01\nrise = 0.04\nlater = \"2027-01-01 to 2030\"\n[deals.mine]\nstart = \"opening\"\npeak = 40\n[deals.road]\nstart = \"later\"\nboost = \"rise\"",
    ));
    let altai_model::deal::Timing::Start(start) = &s.deals[0].timing else { panic!("it has a start") };
    assert_eq!(known(start), altai_model::calendar::instant(2027, 7, 1));
    assert_eq!(known(&s.deals[1].boost.as_ref().unwrap().size), 0.04);
}

#[test]
fn wherever_a_quantity_stands_an_input_may() {
    let text = least(
        "drift = \"g\"\nelasticity = { gdp = \"g\" }\n[inputs]\ng = \"0.01 to 0.05\"\n[drivers.gdp]\nkind = \"growth\"\nprocess.path = { values = [0.02, \"g\"], sd = \"g\" }\n[regimes]\nstart = \"a\"\n[regimes.states.a]\ndrift = \"g\"\n[shocks.war]\nrate = \"g\"\nsize = -1\n[political_will]\ngo = 0.2\n[deals.a]\nstart = 2027\npeak = \"g\"\nramp.linear = { years = \"g\" }\n[deals.b]\nstart = 2027\npeak = \"g\"\n[[synergies]]\ndeals = [\"a\", \"b\"]\nmultiplier = \"g\"",
    );
    let s = scenario(&text);
    assert_eq!(s.uncertain(), 1);
    assert!(s.synergies[0].multiplier.is_shared() && s.regimes.unwrap().states[0].drift.is_shared());
}

#[test]
fn most_of_an_input_lies_in_the_range_of_whoever_uses_it() {
    let go = |input: &str| least(&format!("[inputs.chance]\n{input}\n{DEAL}peak = 1\ngo = \"chance\""));
    says(
        &go("normal = { mean = 0.5, sd = 0.3 }"),
        "mass-outside: 9.6 % of the input `chance` lies outside of the range of `go` @ \"chance\"",
    );
    says(&go("value = 3"), "out-of-range: the input `chance` is 3, outside of the range of `go` @ \"chance\"");
    let help = diagnostics(&go("normal = { mean = 0.5, sd = 0.3 }"))[0].help.clone();
    assert_eq!(help, ["to say so where it is defined, under `[inputs]`: `chance = { …, min = 0, max = 1 }`"]);
    scenario(&go("normal = { mean = 0.5, sd = 0.3 }\nmin = 0\nmax = 1"));
    scenario(&go("beta = { mean = 0.5, size = 10 }"));
}

#[test]
fn a_few_per_cent_of_an_input_are_cut_off_for_all_who_share_it_with_a_warning() {
    for (input, percent) in [("normal = { mean = 0.5, sd = 0.2 }", "1.2 %"), ("value = \"0.2 to 0.8\"", "1.5 %")] {
        let text = least(&format!("drift = \"chance\"\n[inputs.chance]\n{input}\n{DEAL}peak = 1\ngo = \"chance\""));
        says(
            &text,
            &format!(
                "mass-outside: {percent} of the input `chance` lies outside of the range of `go`: it is cut off for all who share \
                 it @ \"chance\""
            ),
        );
        let s = reading_of(&text, &[], &NoFiles).scenario.unwrap();
        let [whole, drift, go] =
            [&s.inputs[0], &s.flows[0].drift, &s.deals[0].go].map(|quantity| match &quantity.value {
                Value::Uncertain(distribution) => distribution.cdf(0.4),
                Value::Fixed(_) => panic!("{} is uncertain", quantity.address),
            });
        assert!(whole == drift && drift == go && range(&s.flows[0].drift).1 == 1.0, "one draw has one distribution");
    }
}

#[test]
fn what_hardly_lies_outside_is_cut_off_for_all_who_share_it() {
    let s = scenario(&least(
        "volatility = \"wide\"\ndrift = \"wide\"\n[inputs.wide]\nnormal = { mean = 0.2, sd = 0.06 }\n[flows.imports]\nbase = 3\nreversion = \"wide\"",
    ));
    let users = [&s.inputs[0], &s.flows[0].volatility, &s.flows[0].drift, &s.flows[1].reversion];
    assert!(users.iter().all(|quantity| range(quantity) == (0.0, 1.0)), "one draw has one distribution");
}

#[test]
fn names_of_inputs_are_understood_or_mended() {
    let with = |peak: &str| {
        least(&format!("[inputs.size]\nvalue = 40\n{DEAL}peak = {peak}\n[deals.b]\nstart = 2027\npeak = \"size\""))
    };
    says(&with("\"sise\""), "unknown-name: \"sise\" is neither an interval nor an input @ \"sise\"");
    assert_eq!(diagnostics(&with("\"sise\""))[0].labels[0].text, "did you mean \"size\"?");
    says(&with("\"20 - 150\""), "bad-interval: \"20 - 150\" is neither a number nor an interval @ \"20 - 150\"");
    says(
        &with("{ value = \"size\", min = 3 }"),
        "bad-truncation: the draw of an input is shared: it has no `min` here @ min",
    );
    let without = least(&format!("{DEAL}peak = \"size\""));
    says(&without, "bad-interval: \"size\" is neither a number nor an interval @ \"size\"");
}

#[test]
fn an_input_is_a_quantity_of_its_own() {
    let with = |inputs: &str| least(&format!("[inputs]\n{inputs}\n{DEAL}peak = \"a\""));
    says(&with("a = \"b\"\nb = 3"), "conflict: the input `a` is no more than another input, `b` @ \"b\"");
    says(&with("a = 3\n2e3 = 4"), "bad-name: an input cannot be called `2e3`, as a number is @ 2e3");
    says(
        &with("a = 3\n2027-09-01 = 4"),
        "bad-name: an input cannot be called `2027-09-01`, as a number is @ 2027-09-01",
    );
    says(&with("a.normal = { mean = 3 }"), "missing: `normal` has no `sd` @ { mean = 3 }");
    says(&with("a = true"), "wrong-type: `a` takes a number, not true @ true");
}

#[test]
fn an_input_that_nobody_uses_is_pointed_out() {
    let text = least("[inputs.size]\nvalue = 40");
    says(&text, "unused: nothing uses the input `size` @ size");
    let wrong = format!("{text}{DEAL}peak = \"a lot\"");
    assert_eq!(said(&wrong).len(), 1, "not where the one who uses it may be misread");
}

#[test]
fn strikes_and_delays_under_political_will_are_not_shared() {
    let inputs = "[inputs]\nblow = -0.3\nwait = \"2 to 6\"\n";
    let shock = least(&format!("{inputs}[shocks.war]\nrate = \"wait\"\nsize = \"blow\""));
    says(&shock, "conflict: the size of a shock is drawn for every strike anew, and an input is drawn once @ \"blow\"");
    let deal = |will: &str| {
        least(&format!(
            "[inputs]\nwait = \"2 to 6\"\n[political_will]\n{will}\n[deals.mine]\nsigned = 2026\ndelay = \"wait\"\npeak = 3"
        ))
    };
    says(&deal("delay = 0.3"), "conflict: a delay that follows political will cannot be the input `wait` @ \"wait\"");
    scenario(&deal("go = 0.3"));
    scenario(&deal("delay = 0"));
}

#[test]
fn an_input_is_cut_off_where_all_who_use_it_need_it_in_any_order_and_correlated() {
    // 1.7 % lie below 0 and 1.7 % above 1; a volatility needs the one, a share both, and a mean nothing.
    let users = ["volatility = \"x\"\n", "reversion = \"x\"\n", "drift = \"x\"\n"];
    let correlated = "[inputs.y]\nnormal = { mean = 3, sd = 1 }\n[flows.more]\nbase = \"y\"\n\
                      [correlation]\n\"inputs.x\" = { \"inputs.y\" = 0.5 }\n";
    for (first, second, third) in [(0, 1, 2), (1, 0, 2), (2, 1, 0)] {
        for more in ["", correlated] {
            let [first, second, third] = [first, second, third].map(|user| users[user]);
            let text =
                least(&format!("{first}{second}{third}[inputs.x]\nnormal = {{ mean = 0.5, sd = 0.235 }}\n{more}"));
            let reading = reading_of(&text, &[], &NoFiles);
            assert!(reading.diagnostics.iter().all(|said| said.code == "mass-outside"), "{:#?}", reading.diagnostics);
            let s = reading.scenario.unwrap();
            let flow = s.flows.iter().find(|flow| flow.name == "trade").unwrap();
            for quantity in [&s.inputs[0], &flow.volatility, &flow.reversion, &flow.drift] {
                assert_eq!(range(quantity), (0.0, 1.0), "{text}");
            }
            assert_eq!(s.joint.len(), usize::from(!more.is_empty()));
        }
    }
}
