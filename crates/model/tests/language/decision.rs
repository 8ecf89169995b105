//! What is at stake, and what is said of it when it is wrong.

use altai_model::scenario::Decision;
use altai_model::{Files, NoFiles};

use crate::{Shelf, diagnostics, least, says, scenario, scenario_of};

#[test]
fn the_worth_of_reaching_is_a_plain_number_above_0() {
    assert_eq!(scenario(&least("")).decision, None);
    assert_eq!(scenario(&least("[decision]\nvalue = 40\nnote = \"ours\"")).decision, Some(Decision { value: 40.0 }));
    assert_eq!(scenario_of(&least(""), &[("decision.value", "2.5")], &NoFiles).decision, Some(Decision { value: 2.5 }));
    for (value, said) in [("0", "not 0"), ("-3", "not -3"), ("2e9", "not 2000000000")] {
        says(
            &least(&format!("[decision]\nvalue = {value}")),
            &format!("out-of-range: `value` must be above 0, at most 1e9, {said} @ {value}"),
        );
    }
    says(
        &least("[decision]\nvalue = \"20 to 40\""),
        "wrong-type: `value` is USD million that reaching the target is worth, a plain number, not the text \"20 to 40\" @ \"20 to 40\"",
    );
    says(&least("[decision]\nvalue = nan"), "not-finite: `nan` is not a number @ nan");
}

#[test]
fn what_is_missing_or_misspelt_in_a_decision_is_told() {
    let found = diagnostics(&least("[decision]\nvalu = 40"));
    assert_eq!((found.len(), found[0].labels[0].text.as_str()), (1, "did you mean `value`?"));
    let found = diagnostics(&least("[decison]\nvalue = 40"));
    assert_eq!((found.len(), found[0].labels[0].text.as_str()), (1, "did you mean `decision`?"));
    let found = diagnostics(&least("[decision]"));
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("`value`"), "{found:?}");
}

#[test]
fn a_variant_changes_or_removes_what_is_at_stake() {
    let base = least("[decision]\nvalue = 40");
    let shelf = Shelf::of([("base.toml", base.as_str())]);
    let of = |text: &str, files: &dyn Files| scenario_of(text, &[], files).decision;
    assert_eq!(of("extends = \"base.toml\"\n[decision]\nvalue = 50\n", &shelf), Some(Decision { value: 50.0 }));
    assert_eq!(of("extends = \"base.toml\"\nremove = [\"decision\"]\n", &shelf), None);
    assert_eq!(of(&base, &NoFiles), Some(Decision { value: 40.0 }));
}
