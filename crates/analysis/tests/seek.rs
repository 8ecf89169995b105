//! What would it take, held against closed forms.

use std::num::NonZeroUsize;

use altai_analysis::Question;
use altai_analysis::seek::{Direction, Seek, Sought, seek};
use altai_analysis::variation::Tally;
use altai_analysis::writing::Writing;
use altai_math::{ln, normal};
use altai_model::{NoFiles, Override, Scenario, SourceText, read};

const DRIFTING: &str = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\nby = 2030\nsustain = 1\n\
                        [flows.trade]\nbase = 160\ndrift = 0.02\nnoise = 0\nvolatility = 0.1\n";

fn scenario(text: &str, set: &[(&str, f64)]) -> Scenario {
    let set = set.iter().map(|(address, x)| Override { address: (*address).into(), value: format!("{x:?}") });
    let source = SourceText { name: "it.toml".into(), text: text.into() };
    read(source, &set.collect::<Vec<_>>(), &NoFiles).scenario.expect("it has no mistake")
}

fn sought(text: &str, address: &str, odds: f64, range: (f64, f64)) -> Sought {
    let scenario = scenario(text, &[]);
    Sought {
        question: Question::of(&scenario),
        target: 0,
        address: address.into(),
        writing: Writing::Number,
        odds,
        range,
        range_is: "as asked for",
        steps: 11,
        moved: None,
        now: None,
        is_uncertain: false,
    }
}

fn found(text: &str, address: &str, odds: f64, range: (f64, f64), paths: u64, seed: u64, threads: usize) -> Seek {
    let threads = NonZeroUsize::new(threads).unwrap();
    let count = |scenario: &Scenario| Tally::of(scenario, 0, paths, seed, threads).reached();
    let now = count(&scenario(text, &[]));
    let at = |x: f64| Ok::<u64, ()>(count(&scenario(text, &[(address, x)])));
    seek(sought(text, address, odds, range), paths, now, at).unwrap()
}

/// One year of a lognormal: P(base exp(μ + σz) ≥ K) = Φ((μ − ln(K/base))/σ).
const ONE_YEAR: &str = "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 200\nby = 2026\n\
                        [flows.trade]\nbase = 160\ndrift = 0.02\nvolatility = 0.1\n";

fn drift_of(odds: f64) -> f64 {
    ln(200.0 / 160.0) + 0.1 * normal::quantile(odds)
}

#[test]
fn the_drift_that_it_takes_is_that_of_the_closed_form() {
    for odds in [0.1, 0.5, 0.9] {
        let seek = found(ONE_YEAR, "flows.trade.drift", odds, (0.0, 0.5), 50_000, 3, 2);
        let [crossing] = seek.found[..] else { panic!("one crossing, not {:?}", seek.found) };
        assert_eq!(crossing.direction, Direction::Rises);
        let exact = drift_of(odds);
        assert!(crossing.lower_95 <= exact && exact <= crossing.upper_95, "{exact} is not in {crossing:?}");
        assert!(crossing.lower_95 <= crossing.value && crossing.value <= crossing.upper_95);
        // The band of ± 1.96 standard errors over the slope of the odds.
        let slope = normal_density(normal::quantile(odds)) / 0.1;
        let width = 2.0 * 1.96 * (odds * (1.0 - odds) / 50_000.0_f64).sqrt() / slope;
        assert!(((crossing.upper_95 - crossing.lower_95) / width - 1.0).abs() < 0.15, "{crossing:?}, not {width} wide");
    }
}

fn normal_density(z: f64) -> f64 {
    altai_math::exp(-z * z / 2.0) / (2.0 * std::f64::consts::PI).sqrt()
}

#[test]
fn of_two_hundred_intervals_about_ninety_five_in_a_hundred_hold_the_value() {
    let exact = drift_of(0.3);
    let holds = (0..200).filter(|&seed| {
        let seek = found(ONE_YEAR, "flows.trade.drift", 0.3, (0.0, 0.4), 1_000, seed, 1);
        seek.found.iter().any(|crossing| crossing.lower_95 <= exact && exact <= crossing.upper_95)
    });
    let holds = holds.count();
    // 190 ± four standard errors of 3.1.
    assert!((178..=200).contains(&holds), "{holds} of 200");
}

/// A contract of 60 million over one year adds most to 2027 when it starts with it: earlier and later starts deliver a part.
const CONTRACT: &str = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\nby = 2028\n\
                        [flows.trade]\nbase = 160\nvolatility = 0.05\n\
                        [deals.mine]\ngo = 1\nstart = 2027\ntotal = 40\nover = 1\n";

#[test]
fn a_number_that_helps_and_hurts_is_found_twice() {
    // Trade wanders: a contract that starts later meets more of it, until it starts too late for 2028.
    let seek = found(CONTRACT, "deals.mine.start", 0.4, (2026.0, 2029.9), 20_000, 5, 2);
    let directions: Vec<Direction> = seek.found.iter().map(|crossing| crossing.direction).collect();
    assert!(directions.contains(&Direction::Rises) && directions.contains(&Direction::Falls), "{:?}", seek.tried);
    for crossing in &seek.found {
        let count = |x: f64| {
            let scenario = scenario(CONTRACT, &[("deals.mine.start", x)]);
            Tally::of(&scenario, 0, 20_000, 5, NonZeroUsize::MIN).reached() as f64 / 20_000.0
        };
        let (below, above) = (count(crossing.lower_95 - 1e-3), count(crossing.upper_95 + 1e-3));
        match crossing.direction {
            Direction::Rises => assert!(below < 0.4 && 0.4 < above, "{crossing:?}"),
            Direction::Falls => assert!(below > 0.4 && 0.4 > above, "{crossing:?}"),
            Direction::Touches => {}
        }
    }
}

#[test]
fn where_nothing_does_it_the_highest_and_the_lowest_are_told() {
    let seek = found(DRIFTING, "flows.trade.drift", 0.99, (-0.05, 0.03), 4_000, 1, 1);
    assert!(seek.found.is_empty());
    let (highest, lowest) = seek.extremes().unwrap();
    assert_eq!((highest.value, lowest.value), (0.03, -0.05));
    assert!(
        seek.sentence.contains("are 99 in 100 at no value of flows.trade.drift from −0.05 to 0.03"),
        "{}",
        seek.sentence
    );
}

/// Trade is certain, and the deal comes 9 times in 10: the odds jump from 0 to 0.9 where it fills the gap of 20.
const JUMP: &str = "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 120\n[flows.trade]\nbase = 100\n\
                    [deals.mine]\ngo = 0.9\nstart = 2026\npeak = 10\n";

#[test]
fn a_jump_is_bracketed_and_the_value_does_what_is_sought() {
    let seek = found(JUMP, "deals.mine.peak", 0.5, (-30.0, 30.0), 5_000, 1, 2);
    let [crossing] = seek.found[..] else { panic!("one crossing, not {:?}", seek.found) };
    assert_eq!(crossing.value, 20.0);
    assert!(crossing.lower_95 < 20.0 && crossing.upper_95 >= 20.0, "{crossing:?}");
    let at = scenario(JUMP, &[("deals.mine.peak", crossing.value)]);
    assert!(Tally::of(&at, 0, 5_000, 1, NonZeroUsize::MIN).reached() > 4_000);
    let said = "deals.mine.peak is 20 (19.99";
    assert!(seek.sentence.contains(said), "{}", seek.sentence);
    assert!(seek.sentence.contains("to 20), where the odds jump from none in 5,000 to 90 in 100"), "{}", seek.sentence);
}

#[test]
fn what_the_scenario_itself_holds_of_the_value_is_told() {
    let belief = normal::cdf;
    let seek = found(ONE_YEAR, "flows.trade.drift", 0.9, (0.0, 0.5), 5_000, 3, 2);
    let value = seek.found[0].value;
    let held = |at: f64| belief((at - value) / 0.1 + normal::quantile(0.995));
    let said = seek.with_belief(held, held).belief.unwrap();
    assert!(
        said.starts_with("In the scenario itself, flows.trade.drift is 0.35")
            && said.ends_with("or more with odds of 1 in 200."),
        "{said}"
    );
}

#[test]
fn threads_do_not_change_what_is_found() {
    let found = |threads| found(DRIFTING, "flows.trade.drift", 0.5, (0.0, 0.1), 5_000, 9, threads);
    assert_eq!(found(1), found(4));
}
