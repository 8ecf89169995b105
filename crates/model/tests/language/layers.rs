//! `--set`: layers from the command line.

use altai_model::applied;
use altai_model::scenario::RunDefaults;

use super::*;

const TEXT: &str = "\
[horizon]
base_year = 2025
end_year = 2035
[target]
turnover = 500
[inputs]
size = \"20 to 150\"
[correlation]
\"inputs.size\" = { \"flows.trade.drift\" = 0.3 }
[drivers.gdp]
kind = \"growth\"
process.path = { values = [0.02, \"0.01 to 0.05\"], sd = 0.01 }
[innovations]
law.mixture = { share = 0.1, scale = 3 }
[regimes]
start = \"calm\"
transition.calm = { calm = 0.9, turmoil = 0.1 }
transition.turmoil = { calm = 0.5, turmoil = 0.5 }
[regimes.states.calm]
[regimes.states.turmoil]
drift = -0.1
[shocks.war]
rate = 0.1
size = -0.3
[flows.trade]
base = 160
drift = \"0.01 to 0.04\"
[deals.mine]
start = 2027
peak = \"size\"
sector = \"mining\"
[deals.road]
start = 2028
peak = \"size\"
[[synergies]]
deals = [\"mine\", \"road\"]
multiplier = 1.2
[[synergies]]
deals = [\"road\", \"mine\"]
multiplier = 1.1
";

/// Reads with changes, and the text of what was run without: both are the same.
#[track_caller]
fn changed(changes: &[(&str, &str)]) -> Scenario {
    let s = scenario_of(TEXT, changes, &NoFiles);
    let overrides: Vec<Override> =
        changes.iter().map(|(a, v)| Override { address: (*a).into(), value: (*v).into() }).collect();
    let main = SourceText { name: "test.toml".into(), text: TEXT.into() };
    let alone = applied(&main, &overrides, &NoFiles, RunDefaults::default(), None);
    assert!(format!("{s:#?}") == format!("{:#?}", scenario(&alone)), "another scenario:\n{alone}");
    s
}

#[test]
fn entries_of_lists_are_changed_by_their_number() {
    let s = changed(&[("synergies.2.multiplier", "1.5"), ("drivers.gdp.process.path.values.1", "0.01 to 0.03")]);
    assert_eq!((known(&s.synergies[0].multiplier), known(&s.synergies[1].multiplier)), (1.2, 1.5));
    assert_eq!(s.uncertain(), 4);
    assert_eq!(
        said_of(TEXT, &[("synergies.3.multiplier", "1.5")], &NoFiles),
        ["unknown-name: `synergies` has no entry `3` @ 3"]
    );
    assert_eq!(
        said_of(TEXT, &[("drivers.gdp.process.path.values.0", "1.5")], &NoFiles),
        ["unknown-name: `values` has no entry `0` @ 0"]
    );
}

#[test]
fn rows_of_a_transition_are_replaced_whole() {
    let s = changed(&[("regimes.transition.calm.turmoil", "0.25"), ("regimes.states.turmoil.volatility", "3")]);
    let regimes = s.regimes.unwrap();
    assert_eq!(regimes.transition[0], [0.75, 0.25]);
    assert_eq!((known(&regimes.states[1].drift), known(&regimes.states[1].volatility)), (-0.1, 3.0));
}

#[test]
fn the_later_of_two_correlations_wins_whichever_way_round() {
    let s = changed(&[("correlation.\"flows.trade.drift\".\"inputs.size\"", "-0.2")]);
    assert_eq!((s.joint.len(), s.joint[0].value), (1, -0.2));
}

#[test]
fn every_section_is_laid_key_by_key() {
    let s = changed(&[
        ("innovations.law.mixture.share", "0.2"),
        ("shocks.war.permanent", "0.5"),
        ("inputs.size", "{ normal = { mean = 50, sd = 10 }, min = 0 }"),
        ("deals.mine.peak", "30"),
        ("remove", "[\"synergies.1\", \"deals.mine.sector\"]"),
    ]);
    assert_eq!(s.law, altai_model::scenario::Law::Mixture { share: 0.2, scale: 3.0 });
    assert_eq!((known(&s.shocks[0].rate), known(&s.shocks[0].permanent)), (0.1, 0.5));
    assert_eq!((s.synergies.len(), s.deals[0].sector.is_none()), (1, true));
    let s = changed(&[("innovations.law", "normal")]);
    assert_eq!(s.law, altai_model::scenario::Law::Normal);
}

#[test]
fn half_of_a_new_thing_is_not_made() {
    for (address, expected) in [
        ("shocks.wra.rate", "unknown-name: no shock is called `wra` @ wra"),
        ("inputs.sise.min", "unknown-name: no input is called `sise` @ sise"),
        ("regimes.states.clam.drift", "unknown-name: no regime is called `clam` @ clam"),
        ("targets.a.turnover", "unknown-name: no target is called `a` @ a"),
    ] {
        assert_eq!(said_of(TEXT, &[(address, "1")], &NoFiles), [expected]);
    }
    assert_eq!(
        said_of(TEXT, &[("extends", "base.toml")], &NoFiles),
        ["conflict: `extends` is said in a file @ extends"]
    );
}
