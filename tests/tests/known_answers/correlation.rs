//! Correlated quantities and shared inputs.

use altai_math::normal::{bivariate_upper, cdf, quantile};
use altai_tests::{
    PATHS, assert_mean, assert_odds, assert_variance, at_date, package, played, reached, scenario, turnover,
};

use super::{above, assert_at_date, deals, one_flow, years};

const BASE: f64 = 160.0;

#[test]
fn two_correlated_growth_rates_add_up_as_joint_normals() {
    for correlation in [-0.8, 0.0, 0.6] {
        let text = one_flow(
            "220",
            &format!(
                "drift.normal = {{ mean = 0.01, sd = 0.03 }}\nvolatility = 0.1\nelasticity = {{ gdp = 1 }}\n\
                 [drivers.gdp]\nkind = \"growth\"\nprocess.white = {{ mean.normal = {{ mean = 0.02, sd = 0.02 }} }}\n\
                 [correlation]\n\"flows.trade.drift\" = {{ \"drivers.gdp.process.white.mean\" = {correlation} }}\n"
            ),
        );
        let summary = played(&scenario(&text, &[]), PATHS);
        let growth = 0.0009 + 0.0004 + 2.0 * correlation * 0.03 * 0.02;
        assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.03 * t, 0.01 * t + growth * t * t, 220.0)));
    }
}

#[test]
fn the_margins_of_correlated_quantities_stay_as_written() {
    let rest = "[deals.mine]\nstart = 2026.0\npeak.gamma = { mean = 50, sd = 30 }\n\
                [deals.road]\nstart = 2026.0\npeak.uniform = { min = 10, max = 90 }\n\
                [correlation]\n\"deals.mine.peak\" = { \"deals.road.peak\" = 0.9 }\n";
    let text = scenario(&deals(200.0, rest), &[]);
    let summary = played(&text, PATHS);
    let moments = |name: &str| summary.turnover(package(&text, name), 0);
    assert_mean(moments("mine"), BASE + 50.0);
    assert_variance(moments("mine"), 900.0);
    assert_mean(moments("road"), BASE + 50.0);
    assert_variance(moments("road"), 6400.0 / 12.0);
    let all = moments("all").map_or(0.0, |all| all.second);
    assert!(all > 900.0 + 6400.0 / 12.0 + 2.0 * 0.8 * 30.0 * (6400.0_f64 / 12.0).sqrt(), "{all}");
}

#[test]
fn both_of_two_correlated_quantities_are_large_with_the_odds_of_an_orthant() {
    // Worth 10 where they are large and nothing otherwise: two cases, whose scores are correlated.
    let rest = "[deals.mine]\nstart = 2026.0\npeak.discrete = { values = [0, 10], weights = [0.7, 0.3] }\n\
                [deals.road]\nstart = 2026.0\npeak.discrete = { values = [0, 10], weights = [0.4, 0.6] }\n\
                [correlation]\n\"deals.road.peak\" = { \"deals.mine.peak\" = -0.5 }\n";
    let scenario = scenario(&deals(180.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let truth = bivariate_upper(quantile(0.7), quantile(0.4), -0.5);
    assert_odds(reached(&summary, package(&scenario, "all"), 9), truth, PATHS);
}

#[test]
fn three_correlated_quantities_are_jointly_normal() {
    let rest = "drift.normal = { mean = 0, sd = 0.02 }\nelasticity = { a = 1, b = 1 }\n\
                [drivers.a]\nkind = \"growth\"\nprocess.white = { mean.normal = { mean = 0.01, sd = 0.03 } }\n\
                [drivers.b]\nkind = \"growth\"\nprocess.white = { mean.normal = { mean = 0.02, sd = 0.01 } }\n\
                [correlation]\n\
                \"flows.trade.drift\" = { \"drivers.a.process.white.mean\" = 0.5, \"drivers.b.process.white.mean\" = -0.3 }\n\
                \"drivers.b.process.white.mean\" = { \"drivers.a.process.white.mean\" = 0.4 }\n";
    let summary = played(&scenario(&one_flow("220", rest), &[]), PATHS);
    let variance = 0.0004 + 0.0009 + 0.0001 + 2.0 * (0.5 * 0.02 * 0.03 - 0.3 * 0.02 * 0.01 + 0.4 * 0.01 * 0.03);
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.03 * t, variance * t * t, 220.0)));
}

#[test]
fn political_will_may_be_correlated_with_a_quantity() {
    let rest = "[deals.mine]\ngo = 0.35\nstart = 2026.0\npeak = 1000\n[political_will]\ngo = 0.6\n\
                [correlation]\n\"political_will\" = { \"flows.trade.base\" = 0.7 }\n";
    let base = ("flows.trade.base", "{ lognormal = { median = 160, sigma = 0.2 } }");
    let scenario = scenario(&deals(1170.0, rest), &[base]);
    let summary = played(&scenario, PATHS);
    // It goes ahead, and trade is 170 or more: Corr(latent, score of the base) = √ρ r.
    let truth = bivariate_upper(quantile(0.65), (170.0_f64 / 160.0).ln() / 0.2, 0.6_f64.sqrt() * 0.7);
    assert_odds(at_date(&summary, 1, 9), truth, PATHS);
    assert_mean(summary.deal(1, 0, 9), 350.0);
    // Neither margin moves.
    assert_mean(summary.flow(1, 0, 9), 160.0 * 0.02_f64.exp());
}

#[test]
fn will_that_is_correlated_still_joins_the_deals() {
    let rest = "[deals.mine]\ngo = 0.6\nstart = 2026.0\npeak = 10\n[deals.road]\ngo = 0.35\nstart = 2026.0\npeak = 10\n\
                [deals.port]\nsigned = 2025.0\ndelay = \"1 to 5\"\npeak = 0\ncost = \"other\"\n[political_will]\ngo = 0.5\ndelay = 0.4\n\
                [correlation]\n\"political_will\" = { \"inputs.other\" = -0.5 }\n[inputs]\nother = \"1 to 2\"\n";
    let scenario = scenario(&deals(179.0, rest), &[]);
    let summary = played(&scenario, PATHS);
    let truth = bivariate_upper(quantile(0.4), quantile(0.65), 0.5);
    assert_odds(reached(&summary, package(&scenario, "all"), 9), truth, PATHS);
}

#[test]
fn an_input_is_one_draw_for_all_who_use_it() {
    let rest = "[deals.mine]\nstart = 2026.0\npeak = \"size\"\n[deals.road]\nstart = 2026.0\npeak = { value = \"size\" }\n\
                [inputs.size]\nlognormal = { median = 150, sigma = 0.4 }\n";
    let scenario = scenario(&deals(300.0, rest), &[("flows.trade.base", "size")]);
    let [none, mine, all] = ["none", "mine", "all"].map(|name| package(&scenario, name));
    let by_path = turnover(&scenario, 1, 0);
    for year in 0..10 {
        for path in 0..1024 {
            let alone = by_path[none][year][path];
            assert_eq!(by_path[mine][year][path], 2.0 * alone);
            assert_eq!(by_path[all][year][path], 3.0 * alone);
        }
    }
    let summary = played(&scenario, PATHS);
    for (package, times) in [(none, 1.0), (mine, 2.0), (all, 3.0)] {
        let truth = cdf((times * 150.0 / 300.0_f64).ln() / 0.4);
        assert_odds(reached(&summary, package, 9), truth, PATHS);
    }
}

#[test]
fn an_input_may_be_correlated_for_all_who_use_it() {
    let rest = "drift = \"growth\"\nelasticity = { gdp = 1 }\n\
                [drivers.gdp]\nkind = \"growth\"\nprocess.white = { mean = \"growth\" }\n\
                [drivers.more]\nkind = \"growth\"\nprocess.white = { mean.normal = { mean = 0, sd = 0.03 } }\n\
                [inputs]\ngrowth = { normal = { mean = 0.01, sd = 0.02 } }\n\
                [correlation]\n\"drivers.more.process.white.mean\" = { \"inputs.growth\" = -0.6 }\n";
    let more = ("flows.trade.elasticity.more", "1");
    let summary = played(&scenario(&one_flow("220", rest), &[more]), PATHS);
    let variance = 0.0016 + 0.0009 - 2.0 * 0.6 * 0.04 * 0.03;
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.02 * t, variance * t * t, 220.0)));
}

#[test]
fn flows_that_share_the_size_of_their_noise_do_not_share_the_noise() {
    let text = one_flow(
        "300",
        "noise = \"measurement\"\n[flows.imports]\nbase = 160\nnoise = \"measurement\"\n[inputs]\nmeasurement = 0.2\n\
         [deals.mine]\nstart = 2026.0\npeak = 160\nnoise = \"measurement\"\n",
    );
    for input in ["0.2", "{ data = [0.1, 0.3] }"] {
        let summary = played(&scenario(&text, &[("inputs.measurement", input)]), PATHS);
        let sds = if input == "0.2" { vec![0.2_f64] } else { vec![0.1, 0.3] };
        let average = |f: &dyn Fn(f64) -> f64| sds.iter().map(|sd| f(sd * sd)).sum::<f64>() / sds.len() as f64;
        for year in 0..10 {
            let mean = average(&|v| (0.5 * v).exp());
            let (own, other) = (average(&|v| (2.0 * v).exp()), average(&f64::exp));
            for (package, parts) in [(0, 2.0), (1, 3.0)] {
                let second = parts * own + parts * (parts - 1.0) * other;
                assert_mean(summary.turnover(package, year), parts * BASE * mean);
                let variance = BASE * BASE * (second - parts * parts * mean * mean);
                assert_variance(summary.turnover(package, year), variance);
            }
        }
    }
}
