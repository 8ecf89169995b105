//! Drivers that wander, follow a written path, or repeat what was observed.

use altai_tests::first_passage::Walk;
use altai_tests::{
    PATHS, assert_close, assert_mean, assert_odds, assert_variance, at_date, certain_turnover, played, scenario,
};

use super::{above, assert_at_date, assert_reached, one_flow, years};

const BASE: f64 = 160.0;

#[test]
fn growth_that_wanders_adds_up_twice() {
    let text = one_flow(
        "220",
        "volatility = 0.1\nelasticity = { gdp = 1.2 }\n\
         [drivers.gdp]\nkind = \"growth\"\nprocess.random_walk = { drift = 0.004, sd = 0.01 }\nstart = 0.02\n\
         [innovations.correlation]\ngdp = { trade = 0.3 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    // L_t = t x_0 + drift t (t + 1) / 2 + sd Σ_j (t − j + 1) z_j.
    let mean = |t: f64| BASE.ln() + 1.2 * (0.02 * t + 0.004 * t * (t + 1.0) / 2.0);
    let variance = |t: f64| {
        let of_age = |age: u32| {
            let loading = 1.2 * 0.01 * f64::from(age);
            loading * loading + 0.01 + 2.0 * 0.3 * 0.1 * loading
        };
        (1..=t as u32).map(of_age).sum::<f64>()
    };
    assert_at_date(&summary, 0, years().map(|t| above(mean(t), variance(t), 220.0)));
}

#[test]
fn a_level_that_wanders_is_a_walk() {
    let text = one_flow(
        "220",
        "drift = 0.01\nvolatility = 0.1\nelasticity = { price = 0.8 }\n\
         [drivers.price]\nkind = \"level\"\nprocess.random_walk = { drift = 0.02, sd = 0.15 }\nstart = 0.3\n\
         [innovations.correlation]\nprice = { trade = -0.2 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let drift = 0.01 + 0.8 * 0.02;
    let variance: f64 = 0.01 + 0.64 * 0.0225 - 2.0 * 0.2 * 0.8 * 0.15 * 0.1;
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + drift * t, variance * t, 220.0)));
    assert_reached(&summary, 0, Walk::new(BASE.ln(), drift, variance.sqrt()).reached(&[220_f64.ln(); 10]));
}

#[test]
fn a_path_is_followed_and_its_last_value_held() {
    let text = one_flow(
        "200",
        "elasticity = { gdp = 2 }\n[drivers.gdp]\nkind = \"growth\"\nprocess.path = { values = [0.05, -0.02, 0.01] }",
    );
    let turnover = certain_turnover(&scenario(&text, &[]), 0);
    let mut level = 0.0;
    for (year, turnover) in turnover.iter().enumerate() {
        level += [0.05, -0.02, 0.01][year.min(2)];
        assert_close(*turnover, BASE * (2.0_f64 * level).exp(), 1e-13);
    }
}

#[test]
fn a_path_of_a_level_is_relative_to_the_base_year() {
    let text = one_flow(
        "200",
        "elasticity = { price = 1 }\n\
         [drivers.price]\nkind = \"level\"\nprocess.path = { values = [0.3, 0.1] }\nstart = 0.2",
    );
    let turnover = certain_turnover(&scenario(&text, &[]), 0);
    for (year, turnover) in turnover.iter().enumerate() {
        let level: f64 = if year == 0 { 0.1 } else { -0.1 };
        assert_close(*turnover, BASE * level.exp(), 1e-13);
    }
}

#[test]
fn an_uncertain_entry_of_a_path_is_held_as_the_same_draw() {
    let text = one_flow(
        "220",
        "volatility = 0.08\nelasticity = { gdp = 1 }\n[drivers.gdp]\nkind = \"growth\"\n\
         process.path = { values = [0.05, { normal = { mean = 0.02, sd = 0.03 } }, \
         { normal = { mean = 0.03, sd = 0.02 } }], sd = 0.04 }",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let held = |t: f64| (t - 2.0_f64).max(0.0);
    let mean = |t: f64| BASE.ln() + 0.05 + if t > 1.0 { 0.02 } else { 0.0 } + 0.03 * held(t);
    let second = |t: f64| if t > 1.0 { 0.0009 } else { 0.0 };
    let variance = |t: f64| (0.0064 + 0.0016) * t + second(t) + 0.0004 * held(t) * held(t);
    assert_at_date(&summary, 0, years().map(|t| above(mean(t), variance(t), 220.0)));
}

const DATA: [f64; 5] = [0.08, -0.15, 0.03, 0.21, -0.04];
/// What was observed beside it.
const OTHER: [f64; 5] = [0.02, -0.09, 0.11, -0.05, 0.06];

fn bootstrap(process: &str) -> String {
    one_flow(
        "200",
        &format!(
            "elasticity = {{ gdp = 1.5 }}\n[drivers.gdp]\nkind = \"growth\"\nprocess.bootstrap = {{ data = {DATA:?}{process} }}"
        ),
    )
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len() as f64;
    values.sum::<f64>() / n
}

#[test]
fn a_bootstrap_draws_each_year_from_those_observed() {
    let summary = played(&scenario(&bootstrap(""), &[]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let moment = |power: f64| mean(DATA.iter().map(|x| (power * 1.5 * x).exp())).powi(t);
        assert_mean(summary.turnover(0, year), BASE * moment(1.0));
        assert_variance(summary.turnover(0, year), BASE * BASE * (moment(2.0) - moment(1.0) * moment(1.0)));
    }
    // All sums of up to five years.
    let mut sums = vec![0.0];
    for year in 0..5 {
        sums = sums.iter().flat_map(|sum| DATA.map(|x| sum + 1.5 * x)).collect();
        let above = sums.iter().filter(|sum| BASE * sum.exp() >= 200.0).count();
        assert_odds(at_date(&summary, 0, year), above as f64 / sums.len() as f64, PATHS);
    }
}

#[test]
fn a_bootstrap_by_blocks_keeps_together_what_was_together() {
    for block in [2, 3, 5] {
        let summary = played(&scenario(&bootstrap(&format!(", block = {block}")), &[]), PATHS);
        let places = DATA.len() - block + 1;
        for (year, t) in (1..=10_usize).enumerate() {
            // Whole blocks, and the last one cut at the horizon.
            let of_block = |length: usize, power: f64| {
                mean((0..places).map(|first| (power * 1.5 * DATA[first..first + length].iter().sum::<f64>()).exp()))
            };
            let moment = |power: f64| of_block(block, power).powi((t / block) as i32) * of_block(t % block, power);
            assert_mean(summary.turnover(0, year), BASE * moment(1.0));
            assert_variance(summary.turnover(0, year), BASE * BASE * (moment(2.0) - moment(1.0) * moment(1.0)));
        }
    }
}

#[test]
fn a_bootstrap_with_another_takes_its_rows() {
    for block in [1, 2] {
        let text = bootstrap(&format!(", block = {block}"))
            + &format!(
                "\n[drivers.beside]\nkind = \"growth\"\nprocess.bootstrap = {{ data = {OTHER:?}, with = \"gdp\" }}\n"
            );
        let both = ("flows.trade.elasticity", "{ gdp = 1.5, beside = -2 }");
        let summary = played(&scenario(&text, &[both]), PATHS);
        let together: Vec<f64> = DATA.iter().zip(OTHER).map(|(x, y)| 1.5 * x - 2.0 * y).collect();
        let places = DATA.len() - block + 1;
        for (year, t) in (1..=10_usize).enumerate() {
            let of_block = |length: usize, power: f64| {
                mean((0..places).map(|first| (power * together[first..first + length].iter().sum::<f64>()).exp()))
            };
            let moment = |power: f64| of_block(block, power).powi((t / block) as i32) * of_block(t % block, power);
            assert_mean(summary.turnover(0, year), BASE * moment(1.0));
            assert_variance(summary.turnover(0, year), BASE * BASE * (moment(2.0) - moment(1.0) * moment(1.0)));
        }
    }
}

#[test]
fn two_bootstraps_are_independent_unless_told_otherwise() {
    let text =
        bootstrap("") + &format!("\n[drivers.beside]\nkind = \"growth\"\nprocess.bootstrap = {{ data = {OTHER:?} }}\n");
    let summary = played(&scenario(&text, &[("flows.trade.elasticity", "{ gdp = 1.5, beside = -2 }")]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let moment = |power: f64| {
            let one = mean(DATA.iter().map(|x| (power * 1.5 * x).exp()));
            (one * mean(OTHER.iter().map(|y| (-2.0 * power * y).exp()))).powi(t)
        };
        assert_mean(summary.turnover(0, year), BASE * moment(1.0));
        assert_variance(summary.turnover(0, year), BASE * BASE * (moment(2.0) - moment(1.0) * moment(1.0)));
    }
}

#[test]
fn a_bootstrap_of_a_level_forgets_last_year() {
    let text = bootstrap("").replace("\"growth\"", "\"level\"\nstart = 0.1");
    let summary = played(&scenario(&text, &[]), PATHS);
    let moment = |power: f64| mean(DATA.iter().map(|x| (power * 1.5 * (x - 0.1)).exp()));
    for year in 0..10 {
        assert_mean(summary.turnover(0, year), BASE * moment(1.0));
        assert_variance(summary.turnover(0, year), BASE * BASE * (moment(2.0) - moment(1.0) * moment(1.0)));
    }
}
