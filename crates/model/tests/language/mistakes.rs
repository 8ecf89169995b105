//! Keys that are missing or misspelt, too much of anything, and many mistakes at once.

use super::*;

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
fn a_file_of_megabytes_is_refused_before_it_is_read() {
    let found = diagnostics(&"[".repeat(10_000_000));
    assert_eq!((found.len(), found[0].code), (1, "too-big"));
}

#[test]
fn a_thousand_mistakes_are_not_all_told() {
    let text = least(&(0..1000).map(|i| format!("x{i} = 1\n")).collect::<Vec<_>>().concat());
    assert!(diagnostics(&text).len() <= 101);
}
