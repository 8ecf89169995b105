//! What a deal's amount is multiplied by: prices, drivers, noise, shares; and what a boost does to a flow.

use altai_tests::{PATHS, assert_close, assert_mean, played, scenario};

use super::{deals, one_flow, years};

const PRICES: &str = "[drivers.prices]\nkind = \"growth\"\nprocess.ar1 = { mean = 0.025, persistence = 0.5, sd = 0.03 }\nstart = 0.06\n[money]\nprices = \"prices\"\n";

/// Mean and variance of the level of `PRICES` after t years.
fn prices(t: i32) -> (f64, f64) {
    let start: f64 = (1..=t).map(|s| (0.06 - 0.025) * 0.5_f64.powi(s)).sum();
    let loading = |age: i32| 0.03 * (0..=age).map(|i| 0.5_f64.powi(i)).sum::<f64>();
    (0.025 * f64::from(t) + start, (0..t).map(|age| loading(age) * loading(age)).sum())
}

#[test]
fn amounts_follow_prices_and_flows_do_not() {
    let deal = "[deals.mine]\nstart = 2026.0\npeak.lognormal = { median = 50, sigma = 0.4 }\n";
    let summary = played(&scenario(&(deals(200.0, deal) + PRICES), &[]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let (mean, variance) = prices(t);
        assert_mean(summary.deal(1, 0, year), 50.0 * (0.08_f64 + mean + 0.5 * variance).exp());
        assert_mean(summary.flow(1, 0, year), 160.0);
    }
}

#[test]
fn contracts_follow_prices_too() {
    let deal = "[deals.satellite]\nstart = 2026.0\ntotal = 120\nover = 2.5\n";
    let summary = played(&scenario(&(deals(200.0, deal) + PRICES), &[]), PATHS);
    for (year, share) in [1.0, 1.0, 0.5, 0.0].into_iter().enumerate() {
        let (mean, variance) = prices(year as i32 + 1);
        assert_mean(summary.deal(1, 0, year), 48.0 * share * (mean + 0.5 * variance).exp());
    }
}

#[test]
fn amounts_follow_drivers_by_their_elasticity() {
    let rest = "[deals.mine]\nstart = 2026.0\npeak = 50\nelasticity = { metals = 0.5, gdp = -2 }\n\
                [drivers.metals]\nkind = \"level\"\nprocess.white = { mean = 0.1, sd = 0.3 }\nstart = 0.2\n\
                [drivers.gdp]\nkind = \"growth\"\nprocess.white = { mean = 0.02, sd = 0.04 }\n\
                [innovations.correlation]\nmetals = { gdp = 0.5 }\n";
    let summary = played(&scenario(&deals(200.0, rest), &[]), PATHS);
    for (year, t) in years().enumerate() {
        let mean = 0.5 * (0.1 - 0.2) - 2.0 * 0.02 * t;
        let variance = 0.25 * 0.09 + 4.0 * 0.0016 * t + 2.0 * 0.5 * -2.0 * 0.5 * 0.3 * 0.04;
        assert_mean(summary.deal(1, 0, year), 50.0 * (mean + 0.5 * variance).exp());
    }
}

#[test]
fn prices_and_an_elasticity_to_the_same_driver_add_up() {
    let deal = "[deals.mine]\nstart = 2026.0\npeak = 50\nelasticity = { prices = 0.5 }\n";
    let summary = played(&scenario(&(deals(200.0, deal) + PRICES), &[]), PATHS);
    for (year, t) in (1..=10).enumerate() {
        let (mean, variance) = prices(t);
        assert_mean(summary.deal(1, 0, year), 50.0 * (1.5 * mean + 0.5 * 2.25 * variance).exp());
    }
}

#[test]
fn a_factor_may_be_as_large_or_as_small_as_numbers_go() {
    let rest = "[deals.mine]\nstart = 2026.0\npeak = 1\nelasticity = { metals = 1 }\n\
                [drivers.metals]\nkind = \"level\"\nprocess.white = { mean = 0 }\n";
    for level in [-700.0_f64, -30.0, 30.0, 700.0] {
        let level_override = ("drivers.metals.process.white.mean", &*level.to_string());
        let summary = played(&scenario(&deals(200.0, rest), &[level_override]), 1024);
        assert_close(summary.deal(1, 0, 0).expect("no path overflows").mean, level.exp(), 1e-12);
    }
}

#[test]
fn the_noise_of_a_deal_raises_its_mean_by_half_its_variance() {
    let deal = "[deals.mine]\nstart = 2026.0\npeak = 50\nnoise = 0.3\n";
    let summary = played(&scenario(&deals(200.0, deal), &[]), PATHS);
    for year in 0..10 {
        assert_mean(summary.deal(1, 0, year), 50.0 * 0.045_f64.exp());
    }
}

#[test]
fn noise_is_fresh_every_year() {
    // One deal of 40 on top of 160 and a target of 200: each year has one chance in two.
    let deal = "[deals.mine]\nstart = 2026.0\npeak = 40\nnoise = 0.3\n";
    let summary = played(&scenario(&deals(200.0, deal), &[]), PATHS);
    super::assert_at_date(&summary, 1, [0.5; 10]);
    super::assert_reached(&summary, 1, years().map(|t| 1.0 - 0.5_f64.powf(t)));
}

#[test]
fn only_the_share_that_crosses_the_border_and_is_new_counts() {
    let rest = "[deals.mine]\ngo = 0.5\nstart = 2026.0\npeak = 50\ntrade_share.beta = { alpha = 2, beta = 3 }\n\
                additional.uniform = { min = 0.4, max = 0.9 }\n\
                [deals.satellite]\nstart = 2026.0\ntotal = 120\nover = 3\ntrade_share = \"0.2 to 0.6\"\nadditional = 0.5\n";
    let summary = played(&scenario(&deals(200.0, rest), &[]), PATHS);
    // The mean of a logit-normal has no closed form: by quadrature over the normal score.
    let centre = 0.5 * ((0.2_f64 / 0.8).ln() + (0.6_f64 / 0.4).ln());
    let spread = ((0.6_f64 / 0.4).ln() - (0.2_f64 / 0.8).ln()) / (2.0 * 1.6448536269514722);
    let share = altai_tests::first_passage::over_normal(centre, spread, |odds| vec![1.0 / (1.0 + (-odds).exp())])[0];
    for year in 0..10 {
        assert_mean(summary.deal(3, 0, year), 0.5 * 50.0 * 0.4 * 0.65);
        let delivered = if year < 3 { 40.0 } else { 0.0 };
        assert_mean(summary.deal(3, 1, year), delivered * share * 0.5);
    }
}

#[test]
fn a_boost_lifts_the_flows_it_lists_by_its_log_points() {
    let rest = "volatility = 0.2\n[flows.imports]\nbase = 40\n\
                [deals.treaty]\nstart = 2027.5\nboost.normal = { mean = 0.1, sd = 0.2 }\nflows = [\"trade\"]\n\
                ramp.linear = { years = 2 }\n";
    let summary = played(&scenario(&one_flow("200", rest), &[]), PATHS);
    // r̄: the triangle of half a year in 2027, then trapezia.
    let scales: [f64; 10] = [0.0, 0.0625, 0.5, 0.9375, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    for (year, scale) in scales.into_iter().enumerate() {
        let t = year as f64 + 1.0;
        let carried = 160.0 * (0.02 * t).exp();
        let lifted = carried * (0.1 * scale + 0.5 * 0.04 * scale * scale).exp();
        assert_mean(summary.flow(1, 0, year), lifted);
        assert_mean(summary.flow(1, 1, year), 40.0);
        assert_mean(summary.flow(0, 0, year), carried);
        assert_mean(summary.turnover(1, year), lifted + 40.0);
        assert_mean(summary.deal(1, 0, year), 0.0);
    }
}

#[test]
fn two_boosts_multiply() {
    let rest =
        "[deals.treaty]\ngo = 0.5\nstart = 2026.0\nboost = 0.2\n[deals.road]\ngo = 0.4\nstart = 2026.0\nboost = 0.3\n";
    let summary = played(&scenario(&one_flow("200", rest), &[]), PATHS);
    let all = 3;
    let lifted = |go: f64, boost: f64| 1.0 + go * (boost.exp() - 1.0);
    for year in 0..10 {
        assert_mean(summary.turnover(all, year), 160.0 * lifted(0.5, 0.2) * lifted(0.4, 0.3));
    }
}

#[test]
fn peak_contract_and_boost_of_one_deal_stand_and_fall_together() {
    let rest = "[deals.mine]\ngo = 0.4\nstart = 2026.0\npeak = 20\ntotal = 60\nover = 2\nboost = 0.1\n";
    let summary = played(&scenario(&one_flow("200", rest), &[]), PATHS);
    for year in 0..10 {
        let amount = 20.0 + if year < 2 { 30.0 } else { 0.0 };
        assert_mean(summary.deal(1, 0, year), 0.4 * amount);
        assert_mean(summary.turnover(1, year), 160.0 + 0.4 * (amount + 160.0 * 0.1_f64.exp_m1()));
        // All or nothing: the variance of a coin.
        let swing = amount + 160.0 * 0.1_f64.exp_m1();
        altai_tests::assert_variance(summary.turnover(1, year), 0.24 * swing * swing);
    }
}
