//! Distributions with lists and percentiles, and the role of a quantity: how they are read, and what is said about
//! those that are wrong.

use std::sync::Arc;

use altai_model::deal::Timing;
use altai_model::distribution::Distribution;
use altai_model::quantity::Role;

use super::*;

/// A deal with some noise.
fn noisy(value: &str) -> String {
    deal(&format!("start = 2027\npeak = 3\nnoise = {value}"))
}

/// The noise of the deal, whose range is 0 or above.
#[track_caller]
fn noise(value: &str) -> Quantity {
    scenario(&noisy(value)).deals[0].noise.clone()
}

#[track_caller]
fn uncertain(quantity: &Quantity) -> Arc<dyn Distribution> {
    let Value::Uncertain(distribution) = &quantity.value else { panic!("{} is fixed", quantity.address) };
    Arc::clone(distribution)
}

#[track_caller]
fn says(value: &str, expected: &str) {
    super::says(&noisy(value), expected);
}

#[track_caller]
fn helps(value: &str, help: &str) {
    let found = diagnostics(&noisy(value));
    let [only] = &found[..] else { panic!("{value}: {found:#?}") };
    assert!(only.help.iter().any(|line| line == help) || only.labels[0].text == help, "{help}: {only:#?}");
}

#[test]
fn a_list_stands_alone_or_in_braces() {
    let data = uncertain(&noise("{ data = [0.3, 0.1, 0.2, 0.2], source = \"statistics\" }"));
    assert_eq!((data.support(), data.below(0.2), data.cdf(0.2)), ((0.1, 0.3), 0.25, 0.75));
    let cases = uncertain(&noise("{ discrete = { values = [0.1, 0.5], weights = [3, 1], note = \"two cases\" } }"));
    assert_eq!((cases.mean(), cases.cdf(0.1)), (0.2, 0.75));
}

#[test]
fn percentiles_may_stand_in_any_order_and_have_decimals() {
    let straight = uncertain(&noise("{ quantiles = { p10 = 0.1, p50 = 0.2, p97_5 = 0.5, min = 0 } }"));
    let turned = uncertain(&noise("{ quantiles = { min = 0, \"p97.5\" = 0.5, p50 = 0.2, p10 = 0.1 } }"));
    assert_eq!(straight.quantile(0.7), turned.quantile(0.7));
    assert!((straight.quantile(0.975) - 0.5).abs() < 1e-15);
    assert_eq!(straight.support(), (0.0, f64::INFINITY));
}

#[test]
fn dates_are_places_among_dates() {
    let start = |value: &str| {
        let scenario = scenario(&deal(&format!("start = {value}\npeak = 3")));
        let Timing::Start(start) = &scenario.deals[0].timing else { panic!("{value}") };
        uncertain(start)
    };
    let cases = start("{ discrete = { values = [2027-01-01, 2029.5], weights = [0.25, 0.75] } }");
    assert_eq!(cases.support(), (2027.0, 2029.5));
    assert_eq!(start("{ data = [2027-01-01, 2028-01-01] }").mean(), 2027.5);
    let quantiles = start("{ quantiles = { p10 = 2027-01-01, p50 = 2028-01-01, p90 = 2030-01-01, min = 2026 } }");
    assert!((quantiles.quantile(0.1) - 2027.0).abs() < 1e-3);
}

#[test]
fn atoms_at_a_bound_stay_in() {
    let kept = uncertain(&noise("{ discrete = { values = [0, 0.1, 0.4], weights = [2, 1, 1] }, max = 0.1 }"));
    assert_eq!((kept.cdf(0.0), kept.support()), (2.0 / 3.0, (0.0, 0.1)));
    assert!((kept.mean() - 0.1 / 3.0).abs() < 1e-17);
    // 0 lies inside the range of what is 0 or above, and outside of what is above 0.
    uncertain(&noise("{ data = [0, 0.1] }"));
    says(
        "{ data = [-0.1, 0.1] }",
        "mass-outside: 50 % of this distribution lies outside of the range of `noise` @ [-0.1, 0.1]",
    );
    helps("{ data = [-0.1, 0.1, 0.2] }", "to cut it off: `noise = { data = [ … ], min = 0 }`");
}

#[test]
fn a_role_says_what_evidence_could_do() {
    assert_eq!(noise("0.1").role, Role::Knowledge);
    assert_eq!(noise("{ value = \"0.1 to 0.2\", role = \"chance\" }").role, Role::Chance);
    assert_eq!(noise("{ value = 0.1, role = \"knowledge\" }").role, Role::Knowledge);
    assert_eq!((Role::Chance.name(), Role::default().name()), ("chance", "knowledge"));
    says("{ value = 0.1, role = \"luck\" }", "unknown-kind: \"luck\" is not a role of a quantity @ \"luck\"");
    helps("{ value = 0.1, role = \"chanse\" }", "did you mean \"chance\"?");
    helps("{ value = 0.1, role = \"luck\" }", "what there is: knowledge, chance");
    says("{ value = 0.1, role = 1 }", "wrong-type: `role` is a text, not the number 1 @ 1");
    helps("{ normal = { mean = 0.5, sd = 0.1, role = \"chance\" } }", "write `role` beside `normal`, not inside");
}

#[test]
fn a_list_is_of_plain_numbers() {
    says("{ data = 3 }", "wrong-type: `data` is a list of numbers, not the number 3 @ 3");
    helps("{ data = 3 }", "write [3]");
    helps("{ data = \"1, 2\" }", "lists stand in brackets: `data = [31, 45, 38]`");
    says(
        "{ data = { values = [1, 2] } }",
        "wrong-type: `data` is a list of numbers, not a table @ { values = [1, 2] }",
    );
    says("{ data = [] }", "missing: `data` is a list without numbers @ []");
    says("{ data = [1, \"2\"] }", "wrong-type: `data` is a list of plain numbers: the text \"2\" is none @ \"2\"");
    helps("{ data = [1, \"2\"] }", "write 2 without quotation marks");
    says("{ data = [1, [2]] }", "wrong-type: `data` is a list of plain numbers: a list is none @ [2]");
    says("{ data = [1, nan] }", "not-finite: `nan` is not a number @ nan");
    says(
        "{ data = [1, 2027-01-01] }",
        "wrong-type: `data` is a list of plain numbers: the date 2027-01-01 is none @ 2027-01-01",
    );
    says("{ data = [1, 1e99] }", "bad-distribution: data 1e99 is too large to calculate with @ 1e99");
    says("{ data = [0.2, 0.2] }", "bad-distribution: the only value of `data` is 0.2 @ [0.2, 0.2]");
    let many = format!("{{ data = [{}] }}", vec!["1"; 100_001].join(", "));
    assert_eq!(diagnostics(&noisy(&many))[0].message, "`data` is a list of 100001 numbers: 100000 are the most");
}

#[test]
fn cases_have_weights() {
    let discrete = |inside: &str| format!("{{ discrete = {{ {inside} }} }}");
    says(&discrete("values = [1, 2], weights = [1]"), "bad-distribution: values has 2 numbers, weights 1 number @ [1]");
    says(&discrete("values = [1, 2], weights = [1, -1]"), "bad-distribution: weights must be 0 or above, not -1 @ -1");
    says(&discrete("values = [1, 2], weights = [0, 0]"), "bad-distribution: all weights are 0 @ [0, 0]");
    says(&discrete("values = [1, 2]"), "missing: `discrete` has no `weights` @ { values = [1, 2] }");
    helps(
        &discrete("values = [1, 2]"),
        "it takes `values` and `weights`: `discrete = { values = [0, 40, 120], weights = [0.5, 0.3, 0.2] }`",
    );
    says(
        &discrete("values = [1, 2], weights = 0.5"),
        "wrong-type: `weights` is a list of numbers, not the number 0.5 @ 0.5",
    );
    says(
        "{ values = [1, 2], weights = [1, 1] }",
        "missing: `noise` has the numbers of a distribution, but does not say of which @ values",
    );
    helps("{ values = [1, 2], weights = [1, 1] }", "such as `noise = { discrete = { … } }`");
}

#[test]
fn percentiles_rise_and_can_be_joined() {
    let quantiles = |inside: &str| format!("{{ quantiles = {{ {inside} }} }}");
    says(&quantiles("p10 = 2, p50 = 6, p90 = 5"), "bad-distribution: p50 6 lies above p90 5 @ 6");
    says(&quantiles("p5 = 1, p50 = 2, p05 = 3"), "bad-distribution: p5 is given twice @ 3");
    says(&quantiles("p50 = 2"), "bad-distribution: a single quantile does not say how uncertain the number is @ 2");
    says(&quantiles("min = 2"), "missing: `quantiles` has no `pNN` @ { min = 2 }");
    helps(
        &quantiles("min = 2"),
        "it takes `pNN`, perhaps `min` and `max`: `quantiles = { p10 = 20, p50 = 45, p90 = 120, min = 0 }`",
    );
    says(
        &quantiles("p10 = 10, p50 = 20, p90 = 200"),
        "bad-distribution: these quantiles bend too sharply: a curve through them would fall below p25 @ { p10 = 10, p50 = 20, p90 = 200 }",
    );
    helps(
        &quantiles("p10 = 10, p50 = 20, p90 = 200"),
        "with `min = 0` there would be one, or with p50 between 41.7 and 168",
    );
    says(&quantiles("p10 = 1, p50 = 2, min = 1.5"), "bad-distribution: p10 1 lies below min 1.5 @ 1");
    says(
        &quantiles("p10 = 1, p50 = \"2 to 3\""),
        "wrong-type: `p50` of a distribution is a plain number, not the text \"2 to 3\" @ \"2 to 3\"",
    );
    says(&quantiles("p2.5 = 1, p50 = 2"), "wrong-type: `p2` of a distribution is a plain number, not a table @ p2");
    helps(&quantiles("p2.5 = 1, p50 = 2"), "the decimals of a percentile follow `_`: `p2_5`");
    says("{ p10 = 1, p90 = 2 }", "missing: `noise` has the numbers of a distribution, but does not say of which @ p10");
    for (key, mend) in [
        ("P50", "did you mean `p50`?"),
        ("q50", "did you mean `p50`?"),
        ("50", "did you mean `p50`?"),
        ("\"p50%\"", "did you mean `p50`?"),
        ("p0", "the least value is `min`"),
        ("p100", "the greatest value is `max`"),
        ("maxx", "did you mean `max`?"),
    ] {
        helps(&quantiles(&format!("p10 = 1, {key} = 2")), mend);
    }
}

#[test]
fn what_is_beyond_numbers_is_refused() {
    says(
        "{ weibull = { scale = 3, shape = 0.01 } }",
        "bad-distribution: shape must lie between 0.05 and 10000, not 0.01 @ 0.01",
    );
    says("{ exponential = { mean = 0 } }", "bad-distribution: mean must be above 0, not 0 @ 0");
    says(
        "{ student_t = { location = 3, scale = 1, dof = 0 } }",
        "bad-distribution: dof must lie between 0.2 and 1000000, not 0 @ 0",
    );
    says(
        "{ student_t = { location = 3, scale = 1, dof = 0.1 } }",
        "bad-distribution: dof must lie between 0.2 and 1000000, not 0.1 @ 0.1",
    );
    helps(
        "{ student_t = { location = 3, scale = 1, dof = 2e6 } }",
        "that is a normal: write normal = { mean = 3, sd = 1 }",
    );
    helps("{ data = [1, 2], note = \"\", quantile = { p10 = 1 } }", "did you mean `quantiles`?");
}
