//! How the odds move, in a sentence that holds.

use std::num::NonZeroUsize;

use altai_analysis::Question;
use altai_analysis::sweep::{Axis, Sweep, combinations};
use altai_analysis::variation::Tally;
use altai_analysis::writing::{Writing, evenly};
use altai_model::{NoFiles, Override, Scenario, SourceText, read};

const TEXT: &str = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\nby = 2028\n\
                    [flows.trade]\nbase = 160\nvolatility = 0.05\n\
                    [deals.mine]\ngo = 1\nstart = 2027\ntotal = 40\nover = 1\n";

fn scenario(set: &[(&str, f64)]) -> Scenario {
    let set = set.iter().map(|(address, x)| Override { address: (*address).into(), value: format!("{x:?}") });
    let source = SourceText { name: "it.toml".into(), text: TEXT.into() };
    read(source, &set.collect::<Vec<_>>(), &NoFiles).scenario.expect("it has no mistake")
}

fn axis(address: &str, from: f64, to: f64, count: usize) -> Axis {
    Axis { address: address.into(), values: evenly(from, to, count, Writing::Number), writing: Writing::Number }
}

fn swept(axes: Vec<Axis>, paths: u64) -> Sweep {
    let played = combinations(&axes).into_iter().map(|values| {
        let set: Vec<(&str, f64)> = axes.iter().map(|axis| axis.address.as_str()).zip(values).collect();
        let scenario = scenario(&set);
        (Question::of(&scenario), Tally::of(&scenario, 0, paths, 1, NonZeroUsize::MIN))
    });
    let played: Vec<(Question, Tally)> = played.collect();
    Sweep::of(Question::of(&scenario(&[])), 0, axes, &played)
}

#[test]
fn a_rise_is_called_one() {
    let sweep = swept(vec![axis("flows.trade.base", 150.0, 190.0, 5)], 4_000);
    assert!(
        sweep.sentence.starts_with("As flows.trade.base goes from 150 to 190, with the deal mine"),
        "{}",
        sweep.sentence
    );
    assert!(sweep.sentence.contains(" rise from "), "{}", sweep.sentence);
    assert!(sweep.points.windows(2).all(|two| two[0].odds.probability <= two[1].odds.probability));
}

#[test]
fn what_rises_and_falls_is_said_to_do_both() {
    let sweep = swept(vec![axis("deals.mine.start", 2026.5, 2029.0, 6)], 4_000);
    assert!(sweep.sentence.contains(" rise from ") && sweep.sentence.contains(" and fall to "), "{}", sweep.sentence);
}

#[test]
fn what_makes_no_difference_is_said_to_make_none() {
    let sweep = swept(vec![axis("flows.trade.volatility", 0.05, 0.0501, 4)], 2_000);
    assert!(sweep.sentence.ends_with("no difference that 2,000 paths can tell."), "{}", sweep.sentence);
}

#[test]
fn one_path_tells_no_rise() {
    for paths in [1, 3] {
        let sweep = swept(vec![axis("flows.trade.base", 100.0, 300.0, 2)], paths);
        assert_eq!((sweep.points[0].odds.probability, sweep.points[1].odds.probability), (0.0, 1.0));
        let tell = if paths == 1 { "1 path does not tell how" } else { "3 paths do not tell how" };
        assert!(sweep.sentence.starts_with(tell), "{}", sweep.sentence);
    }
}

#[test]
fn small_odds_are_told_apart_and_none_is_called_none() {
    let sweep = swept(vec![axis("flows.trade.base", 100.0, 165.0, 2)], 4_000);
    assert!(sweep.sentence.contains("rise from none in 4,000 to "), "{}", sweep.sentence);
    let close = swept(vec![axis("flows.trade.base", 170.0, 170.3, 2)], 20_000);
    let [low, high] = [0, 1].map(|at: usize| close.points[at].odds.probability);
    assert!((100.0 * (high - low)).round() < 2.0 && low < high);
    assert!(close.sentence.contains("(give or take"), "{}", close.sentence);
    assert!(!close.sentence.contains("under 1 in 100"), "{}", close.sentence);
}

#[test]
fn of_two_numbers_every_combination_is_played_the_last_moving_fastest() {
    let sweep = swept(vec![axis("flows.trade.base", 140.0, 165.0, 3), axis("deals.mine.total", 10.0, 60.0, 2)], 2_000);
    let values: Vec<Vec<f64>> = sweep.points.iter().map(|point| point.values.clone()).collect();
    assert_eq!(values[..3], [vec![140.0, 10.0], vec![140.0, 60.0], vec![152.5, 10.0]]);
    assert!(sweep.sentence.contains("highest at flows.trade.base 165 and deals.mine.total 60"), "{}", sweep.sentence);
}
