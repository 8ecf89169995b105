//! Errors are true: over many seeds, as many 95 % intervals hold the truth as should.
//!
//! One scenario, whose truths are closed forms or integrals over one variable, is asked everything by small runs. Of N seeds the
//! count of intervals that cover is binomial: it has to lie where 99.9 % of such counts lie, by Bonferroni over all
//! estimators at once. `ALTAI_SEEDS=2000` in the environment asks ten times as many as a usual run does.

#[path = "coverage/further.rs"]
mod further;
#[path = "coverage/tally.rs"]
mod tally;
#[path = "coverage/truth.rs"]
mod truth;

use std::num::NonZeroUsize;

use altai_analysis::attribution::{Asked, Attribution, Gain, Measure, Orders, attribute};
use altai_analysis::compare::{Entrant, Kind, Size, compare};
use altai_analysis::discover::prim::Settings;
use altai_analysis::discover::{self, Choice, Outcome};
use altai_analysis::drivers::drivers;
use altai_analysis::estimate::Ranged;
use altai_analysis::interval::Z_95;
use altai_analysis::levels::{Scope, levels};
use altai_analysis::seek::{Sought, seek};
use altai_analysis::turnover::Statistic;
use altai_analysis::variation::Tally;
use altai_analysis::writing::Writing;
use altai_analysis::{Answer, Odds, Question};
use altai_model::{NoFiles, Override, Scenario, SourceText, read};
use altai_sim::{Plan, Streams, play};
use tally::Coverage;

/// Of every run, unless a method needs more.
const PATHS: u64 = 4096;

const THREADS: NonZeroUsize = NonZeroUsize::new(2).unwrap();

fn scenario(set: &[(&str, String)]) -> Scenario {
    let overrides: Vec<Override> =
        set.iter().map(|(address, value)| Override { address: (*address).into(), value: value.clone() }).collect();
    let source = SourceText { name: "coverage.toml".into(), text: truth::SCENARIO.into() };
    let reading = read(source, &overrides, &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// The normal interval around an estimate.
fn around(value: f64, standard_error: f64) -> [f64; 2] {
    [value - Z_95 * standard_error, value + Z_95 * standard_error]
}

fn of(ranged: Ranged) -> [f64; 2] {
    [ranged.lower_95, ranged.upper_95]
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let mut coverage = Coverage::default();
    let scenario = scenario(&[]);
    for seed in tally::seeds() {
        run(&mut coverage, &scenario, seed);
        attribution(&mut coverage, &scenario, seed);
        settings(&mut coverage, &scenario, seed);
        comparison(&mut coverage, &scenario, seed);
        crossing(&mut coverage, &scenario, seed);
        both_levels(&mut coverage, &scenario, seed);
        futures(&mut coverage, &scenario, seed);
        further::explained(&mut coverage, &scenario, seed);
        further::medians(&mut coverage, &scenario, seed);
        further::bought(&mut coverage, &scenario, seed);
        further::known(&mut coverage, &scenario, seed);
        // A search takes as long as all else together.
        if seed % 4 == 0 {
            further::rare(&mut coverage, seed);
        }
    }
    coverage.assert_true();
}

fn run(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let summary = play(&Plan::compile(scenario), &Streams::new(seed), PATHS, THREADS, &|_| {});
    let answer = Answer::of(scenario, &summary);
    let odds = answer.odds.iter().find(|row| row.package == "all" && row.odds == Odds::Reached).unwrap();
    coverage.count("odds", truth::odds([true, true]), [odds.lower_95, odds.upper_95]);
    let difference = answer.differences.iter().find(|row| row.package == "all" && row.odds == Odds::Reached).unwrap();
    let gain = truth::odds([true, true]) - truth::odds([false, false]);
    coverage.count("difference of odds", gain, [difference.lower_95, difference.upper_95]);
    let statistics = [
        ("mean of turnover", Statistic::Mean, truth::mean()),
        ("standard deviation of turnover", Statistic::Sd, truth::sd()),
        ("shortfall", Statistic::Shortfall, truth::shortfall()),
        ("median of turnover", Statistic::Percentile(50), truth::quantile(0.5)),
        ("90th percentile of turnover", Statistic::Percentile(90), truth::quantile(0.9)),
    ];
    for (name, statistic, truth) in statistics {
        let row = answer.turnover.iter().find(|row| row.package == "all" && row.statistic == statistic).unwrap();
        coverage.count(name, truth, around(row.value.unwrap(), row.standard_error.unwrap()));
    }
    let cost = answer.costs.iter().find(|row| row.package == "all" && row.component == "deals.a").unwrap();
    coverage.count("cost", truth::COST * truth::GO[0], around(cost.mean.unwrap(), cost.standard_error.unwrap()));
}

/// What the deals of the package with all of them are worth.
fn shared_out(scenario: &Scenario, gain: Gain, seed: u64) -> Attribution {
    let package = scenario.packages.iter().position(|package| package.name == "all").unwrap();
    let asked = Asked { target: 0, package, gain, orders: Orders::All, interactions: true, paths: PATHS, seed };
    attribute(scenario, &asked, THREADS, &|_| {}).unwrap()
}

fn attribution(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let told = shared_out(scenario, Gain::Reached, seed);
    let [none, a, b, all] = [[false, false], [true, false], [false, true], [true, true]].map(truth::odds);
    let measures = [
        ("Shapley value", Measure::Shapley, f64::midpoint(a - none, all - b)),
        ("value alone", Measure::Alone, a - none),
        ("value last in", Measure::Last, all - b),
    ];
    for (name, measure, truth) in measures {
        let row = told.values.iter().find(|row| row.measure == measure && row.deal == "a").unwrap();
        coverage.count(name, truth, around(row.value.unwrap(), row.standard_error.unwrap()));
    }
    let pair = &told.interactions[0];
    coverage.count("interaction", all - a - b + none, around(pair.value.unwrap(), pair.standard_error.unwrap()));
}

fn settings(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let told = drivers(scenario, 0, PATHS, seed, THREADS);
    let row = told.settings.iter().find(|row| row.address == "flows.trade.drift").unwrap();
    let truth = truth::odds_at_drift(row.value, [true, true]) - truth::odds([true, true]);
    coverage.count("odds at a setting", truth, [row.difference_lower_95, row.difference_upper_95]);
}

fn comparison(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let entrant = |name| {
        let package = scenario.packages.iter().position(|package| package.name == name).unwrap();
        Entrant { name, scenario, package, target: 0 }
    };
    let told = compare(
        Kind::Packages,
        &[entrant("a"), entrant("all")],
        Size { paths: PATHS, seed, threads: THREADS },
        &|_| {},
    );
    let against = told.contenders[1].against.as_ref().unwrap();
    let gain = truth::odds([true, true]) - truth::odds([true, false]);
    coverage.count("difference by compare", gain, of(against.difference));
    coverage.count("share of paths in which it is better", truth::GO[1], of(against.higher));
    coverage.count("difference of means", truth::GO[1] * truth::PEAK[1], of(against.mean_difference.unwrap()));
}

fn crossing(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let at = |x: f64| self::scenario(&[("flows.trade.base", format!("{x:?}"))]);
    let reached = |scenario: &Scenario| Tally::of(scenario, 0, PATHS, seed, THREADS).reached();
    let sought = Sought {
        question: Question::of(scenario),
        target: 0,
        address: "flows.trade.base".into(),
        writing: Writing::Number,
        odds: 0.6,
        range: (90.0, 130.0),
        range_is: "as asked for",
        steps: 5,
        moved: None,
        now: None,
        is_uncertain: false,
    };
    let found = seek(sought, PATHS, reached(scenario), |x| Ok::<u64, ()>(reached(&at(x)))).unwrap().found;
    let [crossing] = &found[..] else { panic!("{found:?}") };
    coverage.count("value that it takes", truth::base_for(0.6), [crossing.lower_95, crossing.upper_95]);
}

/// The scenario with one package, which is asked about.
fn only_all(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.select_packages(&["all".to_owned()]).unwrap();
    scenario
}

fn both_levels(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let mut scenario = scenario.clone();
    scenario.select_packages(&["none".to_owned(), "all".to_owned()]).unwrap();
    let told = levels(&scenario, Scope::All, 2 * PATHS, seed, THREADS).unwrap();
    let row = told.rows.iter().find(|row| row.package == "all" && row.reference.is_none()).unwrap();
    // They count with what noise of few paths might still do, which it may not.
    let at = |share: f64| truth::odds_at_drift(truth::drift(share), [true, true]);
    coverage.count_conservative("low odds given knowledge", at(0.05), [row.low_lower_95, row.low_upper_95]);
    coverage.count_conservative("high odds given knowledge", at(0.95), [row.high_lower_95, row.high_upper_95]);
    // It has a ceiling, near which a tenth of it lies.
    let difference = told.rows.iter().find(|row| row.reference.is_some()).unwrap();
    let [low, high] = truth::differences_at_drifts([0.05, 0.95]);
    let (lower, upper) = (difference.low_lower_95, difference.low_upper_95);
    coverage.count_conservative("low difference given knowledge", low, [lower, upper]);
    let (lower, upper) = (difference.high_lower_95, difference.high_upper_95);
    coverage.count_conservative("high difference given knowledge", high, [lower, upper]);
    coverage.count("mean odds over knowledge", truth::odds([true, true]), around(row.mean, row.standard_error));
}

fn futures(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let asked = discover::Asked {
        target: 0,
        outcome: Outcome::Success,
        chance: false,
        settings: Settings::default(),
        choice: Choice::default(),
        prunes: false,
        resamples: 0,
        paths: PATHS,
        seed,
    };
    let found = discover::discover(&only_all(scenario), &asked, THREADS).unwrap();
    // Of the box that was found with this seed, whatever it is.
    let [limit] = &found.restrictions[..] else { panic!("{:?}", found.restrictions) };
    let inside = [limit.from.unwrap_or(f64::NEG_INFINITY), limit.to.unwrap_or(f64::INFINITY)];
    let (mass, both) = truth::within_drifts(inside);
    let shown = &found.shown;
    coverage.count("density", both / mass, [shown.density_lower_95, shown.density_upper_95]);
    coverage.count("mass", mass, [shown.mass_lower_95, shown.mass_upper_95]);
    let all = truth::odds([true, true]);
    coverage.count("coverage", both / all, [shown.coverage_lower_95, shown.coverage_upper_95]);
}
