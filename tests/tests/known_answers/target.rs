//! Targets: deflated, sustained, several.

use altai_tests::first_passage::Walk;
use altai_tests::{PATHS, assert_odds, at_date, played, reached, scenario};

use super::{above, assert_at_date, assert_reached, one_flow, years};

const BASE: f64 = 160.0;

const INFLATION: &str = "[drivers.inflation]\nkind = \"growth\"\nprocess.white = { mean = 0.025, sd = 0.04 }\n";

#[test]
fn a_deflated_target_is_reached_as_the_ratio_reaches_it() {
    let text = one_flow(
        "200\ndeflator = \"inflation\"",
        &format!(
            "drift = 0.05\nvolatility = 0.12\n{INFLATION}[innovations.correlation]\ninflation = {{ trade = 0.3 }}\n"
        ),
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let variance: f64 = 0.0144 + 0.0016 - 2.0 * 0.3 * 0.12 * 0.04;
    assert_at_date(&summary, 0, years().map(|t| above(BASE.ln() + 0.025 * t, variance * t, 200.0)));
    assert_reached(&summary, 0, Walk::new(BASE.ln(), 0.025, variance.sqrt()).reached(&[200_f64.ln(); 10]));
}

#[test]
fn a_deflated_target_grows_with_trade_that_only_follows_prices() {
    let target = "200\ndeflator = \"inflation\"";
    let rest = format!(
        "elasticity = {{ inflation = 1 }}\n{INFLATION}[deals.mine]\nstart = 2026.0\npeak = 50\n[money]\nprices = \"inflation\"\n"
    );
    let summary = played(&scenario(&one_flow(target, &rest), &[]), 10_240);
    for year in 0..10 {
        assert_eq!(at_date(&summary, 0, year), 0.0);
        assert_eq!(at_date(&summary, 1, year), 1.0);
    }
}

#[test]
fn what_is_missing_to_a_deflated_target_is_in_the_money_of_the_year() {
    let text = one_flow("200\ndeflator = \"inflation\"", INFLATION);
    let summary = played(&scenario(&text, &[]), PATHS);
    // E[(K e^L − 160)⁺] of one lognormal: Black (1976).
    for (year, t) in years().enumerate() {
        let spread = 0.04 * t.sqrt();
        let asked = 200.0 * (0.025 * t + 0.0008 * t).exp();
        let d = (asked / BASE).ln() / spread;
        let phi = altai_math::normal::cdf;
        let truth = asked * phi(d + 0.5 * spread) - BASE * phi(d - 0.5 * spread);
        altai_tests::assert_mean(summary.shortfall(0, 0, year), truth);
    }
}

/// P(a run of n by year t), by year, where every year has the same odds by itself.
fn runs(odds: f64, n: usize) -> Vec<f64> {
    // By the length of the run so far, and who has had one.
    let (mut running, mut had) = (vec![0.0; n], 0.0);
    running[0] = 1.0;
    let year = |_| {
        had += running[n - 1] * odds;
        let broken = running.iter().sum::<f64>() * (1.0 - odds);
        running.rotate_right(1);
        for mass in &mut running {
            *mass *= odds;
        }
        running[0] = broken;
        had
    };
    (0..10).map(year).collect()
}

#[test]
fn a_target_to_be_sustained_is_reached_with_the_year_that_completes_the_run() {
    for sustain in [1, 2, 3, 5, 10] {
        let text = one_flow(&format!("150\nsustain = {sustain}"), "noise = 0.1");
        let summary = played(&scenario(&text, &[]), PATHS);
        let odds = above(BASE.ln(), 0.01, 150.0);
        assert_at_date(&summary, 0, [odds; 10]);
        let truth = runs(odds, sustain);
        assert_reached(&summary, 0, truth.iter().copied());
        assert!(sustain == 1 || truth[sustain - 2] == 0.0);
    }
}

#[test]
fn a_run_counts_by_package() {
    let text = one_flow("150\nsustain = 3", "noise = 0.1\n[deals.mine]\nstart = 2028.0\npeak = 100\nlife = 3\n");
    let summary = played(&scenario(&text, &[]), PATHS);
    let odds = above(BASE.ln(), 0.01, 150.0);
    let alone = runs(odds, 3);
    assert_reached(&summary, 0, alone.iter().copied());
    // 2028, 2029 and 2030 are safe: whoever had 2027 is there with 2029, and all with 2030.
    assert_odds(reached(&summary, 1, 1), 0.0, PATHS);
    assert_odds(reached(&summary, 1, 2), odds * odds, PATHS);
    assert_odds(reached(&summary, 1, 3), odds, PATHS);
    assert_eq!(reached(&summary, 1, 4), 1.0);
}

#[test]
fn each_of_several_targets_stands_by_itself() {
    let text = one_flow("", &format!("drift = 0.03\nvolatility = 0.15\n{INFLATION}")).replace(
        "[target]\nturnover = \n",
        "[targets.half_way]\nturnover = 200\nby = 2030\n\
         [targets.Real]\nturnover = 220\ndeflator = \"inflation\"\n\
         [targets.uncertain]\nturnover.lognormal = { median = 220, sigma = 0.1 }\nsustain = 1\n",
    );
    let scenario = scenario(&text, &[]);
    assert_eq!(scenario.targets.iter().map(|target| target.by).collect::<Vec<_>>(), [2030, 2035, 2035]);
    let summary = played(&scenario, PATHS);
    let truths: [&dyn Fn(f64) -> f64; 3] = [
        &|t| above(BASE.ln() + 0.03 * t, 0.0225 * t, 200.0),
        &|t| above(BASE.ln() + 0.005 * t, (0.0225 + 0.0016) * t, 220.0),
        &|t| above(BASE.ln() + 0.03 * t, 0.0225 * t + 0.01, 220.0),
    ];
    let walks = [
        Walk::new(BASE.ln(), 0.03, 0.15).reached(&[200_f64.ln(); 10]),
        Walk::new(BASE.ln(), 0.005, 0.0241_f64.sqrt()).reached(&[220_f64.ln(); 10]),
    ];
    for (year, t) in years().enumerate() {
        for (target, truth) in truths.iter().enumerate() {
            assert_odds(summary.at_date(target, 0, year) as f64 / PATHS as f64, truth(t), PATHS);
        }
        for (target, walk) in walks.iter().enumerate() {
            assert_odds(summary.reached(target, 0, year) as f64 / PATHS as f64, walk[year], PATHS);
        }
    }
}
