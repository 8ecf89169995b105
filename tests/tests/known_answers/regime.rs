//! Regimes: products of transition matrices.

use altai_tests::first_passage::over_normal;
use altai_tests::{PATHS, assert_mean, assert_variance, played, scenario};

use super::{above, assert_at_date, one_flow, years};

const BASE: f64 = 160.0;

/// Three states; calm rules in the base year.
const CHAIN: &str = "[regimes]\nstart = \"calm\"\n\
    transition.calm = { calm = 0.8, boom = 0.15, bust = 0.05 }\n\
    transition.boom = { boom = 0.5, calm = 0.5 }\n\
    transition.bust = { calm = 0.3, bust = 0.7 }\n";
const STATES: [&str; 3] = ["calm", "boom", "bust"];
const TRANSITION: [[f64; 3]; 3] = [[0.8, 0.15, 0.05], [0.5, 0.5, 0.0], [0.3, 0.0, 0.7]];

/// A chain whose states have one key each.
fn chain(key: &str, values: [&str; 3]) -> String {
    let states = STATES.iter().zip(values).map(|(state, value)| match value {
        "" => format!("[regimes.states.{state}]\n"),
        value => format!("[regimes.states.{state}]\n{key} = {value}\n"),
    });
    CHAIN.to_owned() + &states.collect::<String>()
}

/// E Π f(state) over t years, and the weights by the state at the end.
fn product(t: i32, factors: [f64; 3]) -> [f64; 3] {
    (0..t).fold([1.0, 0.0, 0.0], |before, _| {
        let arriving = |to: usize| (0..3).map(|from| before[from] * TRANSITION[from][to]).sum::<f64>();
        std::array::from_fn(|to| arriving(to) * factors[to])
    })
}

fn total(parts: [f64; 3]) -> f64 {
    parts.iter().sum()
}

#[test]
fn drift_alone_is_a_product_of_transition_matrices() {
    let text = one_flow("200", &("drift = 0.02\n".to_owned() + &chain("drift", ["", "0.07", "-0.12"])));
    let summary = played(&scenario(&text, &[]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let moment = |power: f64| total(product(t, [0.02, 0.09, -0.10].map(|drift: f64| (power * drift).exp())));
        assert_mean(summary.turnover(0, year), BASE * moment(1.0));
        assert_variance(summary.turnover(0, year), BASE * BASE * (moment(2.0) - moment(1.0) * moment(1.0)));
    }
}

#[test]
fn two_states_follow_each_other_as_their_own_rows_say() {
    let rest = "[regimes]\nstart = \"calm\"\ntransition = { calm.bust = 0.2, bust.calm = 0.3 }\n\
        states = { calm = {}, bust = { drift = -0.2 } }\n";
    let summary = played(&scenario(&one_flow("200", rest), &[]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let factor = (-0.2_f64).exp();
        let after = |[calm, bust]: [f64; 2], _| [0.8 * calm + 0.3 * bust, factor * (0.2 * calm + 0.7 * bust)];
        let moment: f64 = (0..t).fold([1.0, 0.0], after).iter().sum();
        assert_mean(summary.turnover(0, year), BASE * moment);
    }
}

#[test]
fn all_flows_live_under_one_regime() {
    let rest = "[flows.imports]\nbase = 40\n".to_owned() + &chain("drift", ["0", "0.1", "-0.2"]);
    let summary = played(&scenario(&one_flow("200", &rest), &[]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let moment = |power: f64| total(product(t, [0.0, 0.1, -0.2].map(|drift: f64| (power * drift).exp())));
        assert_variance(summary.turnover(0, year), 200.0 * 200.0 * (moment(2.0) - moment(1.0) * moment(1.0)));
    }
}

#[test]
fn an_uncertain_drift_of_a_regime_is_the_same_in_all_its_years() {
    let states = chain("drift", ["0", "0", "{ normal = { mean = -0.1, sd = 0.04 } }"]);
    let summary = played(&scenario(&one_flow("200", &states), &[]), PATHS);
    let truth = over_normal(-0.1, 0.04, |drift| (1..=10).map(|t| total(product(t, [1.0, 1.0, drift.exp()]))).collect());
    for (year, truth) in truth.into_iter().enumerate() {
        assert_mean(summary.turnover(0, year), BASE * truth);
    }
}

/// How often the third state rules within t years, by the state at the end.
fn years_of_bust(t: usize) -> Vec<f64> {
    let mut before = vec![[0.0; 3]; t + 1];
    before[0][0] = 1.0;
    for _ in 0..t {
        let mut after = vec![[0.0; 3]; t + 1];
        for (busts, from) in before.iter().enumerate() {
            for (state, mass) in from.iter().enumerate().filter(|(_, mass)| **mass > 0.0) {
                for to in 0..3 {
                    after[busts + usize::from(to == 2)][to] += mass * TRANSITION[state][to];
                }
            }
        }
        before = after;
    }
    before.into_iter().map(total).collect()
}

#[test]
fn volatility_under_regimes_is_a_mixture_of_normals() {
    let rest = "drift = 0.02\nvolatility = 0.1\n".to_owned() + &chain("volatility", ["1", "", "2.5"]);
    let summary = played(&scenario(&one_flow("190", &rest), &[]), PATHS);
    let truth = |t: f64| -> f64 {
        let variance = |busts: f64| 0.01 * (t - busts + 6.25 * busts);
        let given = |busts: usize| above(BASE.ln() + 0.02 * t, variance(busts as f64), 190.0);
        years_of_bust(t as usize).into_iter().enumerate().map(|(busts, p)| p * given(busts)).sum()
    };
    assert_at_date(&summary, 0, years().map(truth));
}

#[test]
fn shocks_strike_as_often_as_the_regime_says() {
    let rest =
        "[shocks.crisis]\nrate = 0.3\nsize = -0.2\npermanent = 1\n".to_owned() + &chain("shock_rate", ["", "0", "4"]);
    let summary = played(&scenario(&one_flow("200", &rest), &[]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let moment = |power: f64| {
            total(product(t, [1.0, 0.0, 4.0].map(|factor: f64| (0.3 * factor * (-0.2 * power).exp_m1()).exp())))
        };
        assert_mean(summary.turnover(0, year), BASE * moment(1.0));
        assert_variance(summary.turnover(0, year), BASE * BASE * (moment(2.0) - moment(1.0) * moment(1.0)));
    }
}

#[test]
fn deals_are_cancelled_as_often_as_the_regime_says() {
    let rest = "[deals.mine]\ngo = 0.8\nstart = 2024.0\ncancel = 0.1\npeak = 50\n".to_owned()
        + &chain("cancel", ["", "0", "5"]);
    let summary = played(&scenario(&one_flow("185", &rest), &[]), PATHS);
    let hazards = [0.1, 0.0, 0.5];
    let alive = |t: i32| {
        let before = product(t - 1, hazards.map(|hazard: f64| (-hazard).exp()));
        let arriving = |to: usize| (0..3).map(|from| before[from] * TRANSITION[from][to]).sum::<f64>();
        [0, 1, 2].map(arriving)
    };
    // At mid-year, and the mean over the year.
    let half = |t: i32| (0..3).map(|to| alive(t)[to] * (-0.5 * hazards[to]).exp()).sum::<f64>();
    assert_at_date(&summary, 1, (1..=10).map(|t| 0.8 * half(t)));
    for (year, t) in (1..=10).enumerate() {
        let of_year = |hazard: f64| if hazard == 0.0 { 1.0 } else { -(-hazard).exp_m1() / hazard };
        let mean: f64 = (0..3).map(|to| alive(t)[to] * of_year(hazards[to])).sum();
        assert_mean(summary.deal(1, 0, year), 0.8 * 50.0 * mean);
    }
}

#[test]
fn a_single_regime_is_a_change_of_numbers() {
    let with = one_flow(
        "200",
        "drift = 0.01\nvolatility = 0.1\n[shocks.a]\nrate = 0.2\nsize = -0.1\n[regimes]\nstart = \"only\"\n\
         [regimes.states.only]\ndrift = 0.03\nvolatility = 2\nshock_rate = 3\n",
    );
    let without = one_flow("200", "drift = 0.04\nvolatility = 0.2\n[shocks.a]\nrate = 0.6\nsize = -0.1\n");
    let [with, without] = [with, without].map(|text| altai_tests::turnover(&scenario(&text, &[]), 1, 0));
    for (with, without) in with[0].iter().flatten().zip(without[0].iter().flatten()) {
        assert!((with - without).abs() <= 1e-12 * without, "{with} {without}");
    }
}
