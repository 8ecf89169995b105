//! What explains the outcome, what public money buys, what is worth knowing, and what hardly ever happens.

use altai_analysis::attribution::Measure;
use altai_analysis::estimate::PartlyKnown;
use altai_analysis::rare::{Search, Tuning};
use altai_analysis::sobol::{self, Output, sobol};
use altai_analysis::{frontier, voi};
use altai_model::Scenario;

use super::tally::Coverage;
use super::truth::{self, COST, GO, PEAK};
use super::{PATHS, THREADS, around, only_all};

const ALL: [bool; 2] = [true, true];

pub(crate) fn explained(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let asked = sobol::Asked { target: 0, paths: PATHS, seed, shapley: false };
    let told = sobol(&only_all(scenario), &asked, THREADS);
    let row = |output, group: &str| {
        let explained = told.outputs.iter().find(|explained| explained.output == output).unwrap();
        explained.indices.iter().find(|row| row.group == group).unwrap_or_else(|| panic!("{:?}", explained.indices))
    };
    let mut count = |name, truth, of: PartlyKnown| {
        coverage.count(name, truth, [of.lower_95.unwrap(), of.upper_95.unwrap()]);
    };
    let (odds, drift) = (truth::odds(ALL), "flows.trade.drift");
    let square = truth::mean_over_drift([0.0, 1.0], |drift| {
        let odds = truth::odds_at_drift(drift, ALL);
        odds * odds
    });
    let variance = odds * (1.0 - odds);
    count("share of a drift", (square - odds * odds) / variance, row(Output::Reached, drift).first_order);
    // With and without deal a, whatever b does.
    let gain = truth::odds_if_a(true) - truth::odds_if_a(false);
    let share = GO[0] * (1.0 - GO[0]) * gain * gain / variance;
    count("share of a decision", share, row(Output::Reached, "deals.a").first_order);
    let share = GO[0] * (1.0 - GO[0]) * PEAK[0] * PEAK[0] / (truth::sd() * truth::sd());
    count("share of turnover", share, row(Output::Turnover, "deals.a").total);
    count("share of a drift in all", truth::total_of_drift(), row(Output::Turnover, drift).total);
}

pub(crate) fn medians(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let told = super::shared_out(scenario, altai_analysis::attribution::Gain::Median, seed);
    let median = |on| truth::quantile_of(0.5, on);
    let [none, a, b, all] = [[false, false], [true, false], [false, true], ALL].map(median);
    let row = told.values.iter().find(|row| row.measure == Measure::Shapley && row.deal == "a").unwrap();
    let interval = around(row.value.unwrap(), row.standard_error.unwrap());
    coverage.count("Shapley value of the median", f64::midpoint(a - none, all - b), interval);
}

pub(crate) fn bought(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    let asked = frontier::Asked { target: 0, decided: vec![0, 1], others_on: vec![], budget: None, paths: PATHS, seed };
    let told = frontier::frontier(scenario, &asked, THREADS, &|_| {}).unwrap();
    // The most likely of those that were chosen, which is what an optimist would quote.
    let chosen = told.packages.iter().max_by(|x, y| x.chosen_odds.total_cmp(&y.chosen_odds)).unwrap();
    let on = ["a", "b"].map(|deal| chosen.package.split('+').any(|name| name == deal));
    coverage.count("odds of the best package", truth::odds(on), [chosen.lower_95, chosen.upper_95]);
    let costly = told.packages.iter().find(|row| row.package == "a").unwrap();
    let interval = around(costly.cost.unwrap(), costly.cost_standard_error.unwrap());
    coverage.count("cost of a package", COST * GO[0], interval);
}

pub(crate) fn known(coverage: &mut Coverage, scenario: &Scenario, seed: u64) {
    const VALUE: f64 = 45.0;
    // Deal b costs nothing: the choice is to add a to it, or not.
    let gain =
        |drift| VALUE * (truth::odds_at_drift(drift, ALL) - truth::odds_at_drift(drift, [false, true])) - COST * GO[0];
    let knowing = truth::mean_over_drift([0.0, 1.0], |drift| gain(drift).max(0.0));
    let worth = knowing - truth::mean_over_drift([0.0, 1.0], gain).max(0.0);
    // The fewer the paths, the more is missing of what the best rule would gain, and the nearer are rivals.
    let asks = [
        (4 * PATHS, "worth of knowing a drift, few paths", "worth of knowing everything, few paths"),
        (16 * PATHS, "worth of knowing a drift", "worth of knowing everything"),
    ];
    for (paths, of_drift, of_everything) in asks {
        let told = voi::voi(scenario, &voi::Asked { target: 0, value: VALUE, paths, seed }, THREADS, &|_| {}).unwrap();
        for (address, name) in [("flows.trade.drift", of_drift), ("everything", of_everything)] {
            let row = told.knowledge.iter().find(|row| row.address == address).unwrap();
            coverage.count(name, worth, [row.lower_95, row.upper_95]);
        }
    }
}

pub(crate) fn rare(coverage: &mut Coverage, seed: u64) {
    const TARGET: f64 = 250.0;
    let scenario = only_all(&super::scenario(&[("target.turnover", format!("{TARGET}"))]));
    let tuning = Tuning::default();
    let told = Search::new(&scenario, &tuning, 1, seed, THREADS).answer(THREADS, &|_| {});
    let [row] = &told.odds[..] else { panic!("{:?}", told.odds) };
    coverage.count("rare odds", truth::odds_of(TARGET, ALL), [row.lower_95, row.upper_95]);
}
