//! A number, known or uncertain: its range, its provenance, and what is said of one that cannot be.

use altai_model::deal::Timing;
use altai_model::quantity::Quality;

use super::*;

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
        "mass-outside: 21 % of this normal lies outside of the range of `go` @ { mean = 0.5, sd = 0.4 }",
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
        says(&text, &format!("{message} @ {underlined}"));
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
        says(&text, &format!("{message} @ {underlined}"));
    }
    says(
        &deal("start = 2027\npeak = 1\ngo = \"0 to 0.6\""),
        "bad-interval: an interval for a probability begins above 0 and ends below 1, not at 0 @ \"0 to 0.6\"",
    );
}

#[test]
fn of_values_with_a_zero_where_none_belongs_the_zero_is_taken_out() {
    for (life, severity) in [
        ("{ discrete = { values = [0, 3], weights = [0.2, 0.8] } }", Severity::Error),
        ("{ discrete = { values = [0, 3], weights = [0.02, 0.98] } }", Severity::Warning),
    ] {
        let found = diagnostics(&deal(&format!("start = 2027\npeak = 1\nlife = {life}")));
        assert_eq!((found.len(), found[0].code, found[0].severity), (1, "mass-outside", severity), "{found:?}");
        assert!(found[0].help.iter().any(|help| help == "take 0 out of the values"), "{found:?}");
    }
}
