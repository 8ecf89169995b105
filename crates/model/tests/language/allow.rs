//! Warnings that are silenced where they stand, with a reason.

use super::*;

const ALLOW: &str = "allow = { unused = \"for the next round\" }";

#[test]
fn a_warning_is_silenced_in_its_table_and_in_those_around_it() {
    let unused = "[inputs.size]\nvalue = 40\n";
    assert_eq!(said(&least(unused)).len(), 1);
    scenario(&least(&format!("{unused}{ALLOW}")));
    scenario(&least(&format!("[inputs]\n{ALLOW}\nsize = 40")));
    scenario(&least(&format!("[inputs]\n{ALLOW}\n{unused}")));
    scenario(&format!("{ALLOW}\n{}", least(unused)));
    assert_eq!(said(&least(&format!("{ALLOW}\n{unused}"))).len(), 1, "elsewhere it is not");
    assert_eq!(said(&least(&format!("[inputs.other]\nvalue = 3\n{ALLOW}\n{unused}"))).len(), 1);
}

#[test]
fn only_the_code_that_is_named_is_silenced() {
    let text = |allow: &str| {
        least(&format!(
            "[deals.a]\nstart = 2027\npeak = 1\nboost = 0\ngo = {{ normal = {{ mean = 0.5, sd = 0.2 }}, {allow} }}"
        ))
    };
    assert_eq!(said(&text("note = \"x\"")).len(), 1);
    scenario(&text("allow = { mass-outside = \"it is a share\" }"));
    assert_eq!(said(&text(ALLOW)).len(), 1);
}

#[test]
fn every_table_takes_it() {
    let s = scenario(&format!(
        "{ALLOW}\n{}",
        least(&format!(
            "{ALLOW}\nelasticity = {{ a = 1, {ALLOW} }}\n[drivers]\n{ALLOW}\n[drivers.a]\nkind = \"growth\"\nprocess.white = {{ mean = 0.1, {ALLOW} }}\n{ALLOW}\n[innovations.correlation]\n{ALLOW}\na = {{ trade = 0.2, {ALLOW} }}\n[packages]\n{ALLOW}\nnone = []\n[deals.b]\nstart = 2027\npeak.normal = {{ mean = 1, sd = 0.1, {ALLOW} }}\nramp.linear = {{ years = 3, {ALLOW} }}"
        ))
    ));
    assert_eq!(s.packages.len(), 1);
    let named = scenario(&least("[deals.a]\nstart = 2027\npeak = 1\n[packages]\nallow = [\"a\"]"));
    assert_eq!(named.packages[0].name, "allow", "a list among packages is a package");
}

#[test]
fn an_allowance_names_a_warning_and_a_reason() {
    let allow = |allow: &str| least(&format!("allow = {allow}"));
    for (text, expected) in [
        ("{ unsued = \"x\" }", "unknown-name: there is no warning `unsued` @ unsued"),
        ("{ unused = \"\" }", "wrong-type: `unused` is allowed without a reason @ \"\""),
        ("{ unused = true }", "wrong-type: `unused` is allowed for a reason, a text, not true @ true"),
        (
            "{ unknown-key = \"x\" }",
            "unknown-name: `unknown-key` is a mistake, and mistakes cannot be allowed @ unknown-key",
        ),
        ("\"unused\"", "wrong-type: `allow` is a table of warnings and reasons, not the text \"unused\" @ \"unused\""),
    ] {
        says(&allow(text), expected);
    }
    assert_eq!(diagnostics(&allow("{ unsued = \"x\" }"))[0].labels[0].text, "did you mean `unused`?");
}

#[test]
fn errors_are_never_silenced() {
    let text = least(
        "[deals.a]\nstart = 2027\npeak = 1\ngo = { normal = { mean = 3, sd = 0.2 }, allow = { mass-outside = \"no\" } }",
    );
    assert_eq!(said(&text).len(), 1);
}
