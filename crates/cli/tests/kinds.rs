//! `altai kinds`, as typed.

mod altai;

use altai::{altai, code, done, stderr, stdout};
use altai_model::distribution::DISTRIBUTIONS;
use altai_model::language::Group;

#[test]
fn every_entry_of_every_list_is_there_with_its_example() {
    let output = altai(&["kinds"]);
    done(&output);
    let text = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    let distributions = DISTRIBUTIONS.iter().map(|entry| (entry.name, entry.example));
    let chosen = Group::ALL.into_iter().flat_map(Group::alternatives).map(|one| (one.name, one.example));
    for (name, example) in distributions.chain(chosen) {
        assert!(text.contains(&format!("{name} = {example}")) || text.contains(&format!("= {example}")), "{name}");
        done(&altai(&["kinds", name]));
    }
}

#[test]
fn a_word_chooses_a_group_or_a_kind() {
    let ramps = stdout(&altai(&["kinds", "ramps"]));
    assert!(ramps.contains("logistic") && !ramps.contains("lognormal"));
    assert_eq!(ramps, stdout(&altai(&["kinds", "Ramp"])));
    let pert = stdout(&altai(&["kinds", "pert"]));
    assert_eq!(pert, stdout(&altai(&["kinds", "Pert"])));
    let mixture = stdout(&altai(&["kinds", "mixture"])).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(mixture.contains("mixture (law)") && mixture.contains("(above 0, at most 1000)"), "{mixture}");
    assert!(stdout(&altai(&["kinds", "beta"])).contains("strictly between 0 and 1"));
    assert!(pert.contains("shape") && pert.contains("(default 4)") && !pert.contains("uniform"), "{pert}");
}

#[test]
fn the_default_ramp_and_the_start_of_a_driver_are_told() {
    let text = stdout(&altai(&["kinds"])).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("full scale from the first day; what holds without a ramp"), "{text}");
    assert!(text.contains("may have a start"), "{text}");
}

#[test]
fn a_misspelt_word_is_understood_but_refused() {
    let output = altai(&["kinds", "lognormall"]);
    assert_eq!(code(&output), 2);
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("did you mean `lognormal`?"), "{}", stderr(&output));
}
