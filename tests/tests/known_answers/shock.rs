//! Shocks: Poisson mixtures, and moments by the Poisson law's generating function.

use altai_tests::{PATHS, assert_mean, assert_variance, played, scenario};

use super::{above, assert_at_date, one_flow, years};

const BASE: f64 = 160.0;

/// The chances of 0, 1, 2, … strikes.
fn poisson(expected: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some((0.0, (-expected).exp())), move |(n, p)| Some((n + 1.0, p * expected / (n + 1.0))))
        .map(|(_, p)| p)
        .take(60)
}

/// A shock of fixed or normal size, of which `permanent` stays and the rest keeps `kept` of itself a year.
#[derive(Clone, Copy)]
struct Strikes {
    rate: f64,
    mean: f64,
    sd: f64,
    permanent: f64,
    kept: f64,
}

impl Strikes {
    /// ln E[exp(power × all that t years of strikes have done)], per strike expected a year: Σ_i (E[e^(w_i size)] − 1).
    fn cumulant(&self, t: i32, power: f64) -> f64 {
        let weight = |age: i32| power * (self.permanent + (1.0 - self.permanent) * self.kept.powi(age));
        let of_age = |age| (weight(age) * self.mean + 0.5 * (weight(age) * self.sd).powi(2)).exp_m1();
        (0..t).map(of_age).sum::<f64>()
    }

    fn moment(&self, t: i32, power: f64) -> f64 {
        (self.rate * self.cumulant(t, power)).exp()
    }
}

#[test]
fn permanent_strikes_make_a_poisson_mixture_of_normals() {
    let text = one_flow(
        "190",
        "drift = 0.04\nvolatility = 0.12\n\
         [shocks.crisis]\nrate = 0.4\nsize.normal = { mean = -0.15, sd = 0.1 }\npermanent = 1",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    // Merton (1976).
    let truth = |t: f64| -> f64 {
        let given = |n: f64| above(BASE.ln() + 0.04 * t - 0.15 * n, 0.0144 * t + 0.01 * n, 190.0);
        poisson(0.4 * t).enumerate().map(|(n, p)| p * given(n as f64)).sum()
    };
    assert_at_date(&summary, 0, years().map(truth));
    for (year, t) in years().enumerate() {
        let strikes = (0.4 * t * (-0.15 + 0.005_f64).exp_m1()).exp();
        assert_mean(summary.turnover(0, year), BASE * (0.04 * t + 0.0072 * t).exp() * strikes);
    }
}

#[test]
fn what_is_permanent_hits_the_potential_too() {
    // State and potential stay together, so that reversion has nothing to close.
    let text = one_flow(
        "130",
        "reversion = 0.4\n[shocks.crisis]\nrate = 0.3\nsize.normal = { mean = -0.2, sd = 0.1 }\npermanent = 1",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let truth = |t: f64| -> f64 {
        let given = |n: f64| if n == 0.0 { 1.0 } else { above(BASE.ln() - 0.2 * n, 0.01 * n, 130.0) };
        poisson(0.3 * t).enumerate().map(|(n, p)| p * given(n as f64)).sum()
    };
    assert_at_date(&summary, 0, years().map(truth));
}

#[test]
fn transitory_strikes_fade_by_their_half_life() {
    let text = one_flow("200", "[shocks.pandemic]\nrate = 0.5\nsize = -0.3\nhalf_life = 2");
    let summary = played(&scenario(&text, &[]), PATHS);
    let strikes = Strikes { rate: 0.5, mean: -0.3, sd: 0.0, permanent: 0.0, kept: 0.5_f64.sqrt() };
    for (year, t) in (1..=10).enumerate() {
        let [first, second] = [1.0, 2.0].map(|power| strikes.moment(t, power));
        assert_mean(summary.turnover(0, year), BASE * first);
        assert_variance(summary.turnover(0, year), BASE * BASE * (second - first * first));
    }
}

#[test]
fn a_share_of_a_strike_stays_and_the_rest_is_halved_every_year_unless_told_otherwise() {
    let text =
        one_flow("200", "[shocks.pandemic]\nrate = 0.8\nsize.normal = { mean = -0.2, sd = 0.15 }\npermanent = 0.3");
    let summary = played(&scenario(&text, &[]), PATHS);
    let strikes = Strikes { rate: 0.8, mean: -0.2, sd: 0.15, permanent: 0.3, kept: 0.5 };
    for (year, t) in (1..=10).enumerate() {
        let [first, second] = [1.0, 2.0].map(|power| strikes.moment(t, power));
        assert_mean(summary.turnover(0, year), BASE * first);
        assert_variance(summary.turnover(0, year), BASE * BASE * (second - first * first));
    }
}

#[test]
fn an_uncertain_rate_mixes_poisson_laws() {
    let text = one_flow(
        "200",
        "[shocks.pandemic]\nrate.uniform = { min = 0.2, max = 1.4 }\nsize = -0.3\npermanent = 0.5\nhalf_life = 2",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let strikes = Strikes { rate: 0.0, mean: -0.3, sd: 0.0, permanent: 0.5, kept: 0.5_f64.sqrt() };
    for (year, t) in (1..=10).enumerate() {
        let g = strikes.cumulant(t, 1.0);
        assert_mean(summary.turnover(0, year), BASE * ((1.4 * g).exp() - (0.2 * g).exp()) / (1.2 * g));
    }
}

#[test]
fn a_strike_has_one_size_for_all_the_flows_that_it_hits() {
    let rest = "[flows.imports]\nbase = 40\n[flows.transit]\nbase = 60\n\
                [shocks.border]\nrate = 0.6\nsize.normal = { mean = -0.2, sd = 0.2 }\n";
    let strikes = Strikes { rate: 0.6, mean: -0.2, sd: 0.2, permanent: 0.0, kept: 0.5 };
    for (flows, hit) in [("", 260.0), ("flows = [\"imports\", \"trade\"]\n", 200.0)] {
        let text = one_flow("200", &(rest.to_owned() + flows));
        let summary = played(&scenario(&text, &[]), PATHS);
        for (year, t) in (1..=10).enumerate() {
            let [first, second] = [1.0, 2.0].map(|power| strikes.moment(t, power));
            assert_mean(summary.turnover(0, year), 260.0 + hit * (first - 1.0));
            assert_variance(summary.turnover(0, year), hit * hit * (second - first * first));
        }
    }
}

#[test]
fn two_shocks_strike_independently() {
    let text = one_flow(
        "200",
        "[shocks.a]\nrate = 0.5\nsize = -0.2\npermanent = 1\n[shocks.b]\nrate = 0.3\nsize = 0.25\nhalf_life = 1",
    );
    let summary = played(&scenario(&text, &[]), PATHS);
    let a = Strikes { rate: 0.5, mean: -0.2, sd: 0.0, permanent: 1.0, kept: 0.5 };
    let b = Strikes { rate: 0.3, mean: 0.25, sd: 0.0, permanent: 0.0, kept: 0.5 };
    for (year, t) in (1..=10).enumerate() {
        let [first, second] = [1.0, 2.0].map(|power| a.moment(t, power) * b.moment(t, power));
        assert_mean(summary.turnover(0, year), BASE * first);
        assert_variance(summary.turnover(0, year), BASE * BASE * (second - first * first));
    }
}

#[test]
fn as_many_strikes_as_may_be_expected_are_counted_well() {
    let text = one_flow("200", "[shocks.tremor]\nrate = 20\nsize = -0.01\npermanent = 1");
    let summary = played(&scenario(&text, &[]), PATHS);
    // 160 e^(−0.01 n) ≥ K where n ≤ 21.5, 43.5, …
    for (year, t) in years().take(4).enumerate() {
        let mean = BASE * (20.0 * t * (-0.01_f64).exp_m1()).exp();
        let second = BASE * BASE * (20.0 * t * (-0.02_f64).exp_m1()).exp();
        assert_mean(summary.turnover(0, year), mean);
        assert_variance(summary.turnover(0, year), second - mean * mean);
    }
    let text = one_flow(&(BASE * (-0.215_f64).exp()).to_string(), "[shocks.tremor]\nrate = 20\nsize = -0.01");
    let summary = played(&scenario(&text, &[]), PATHS);
    let truth: f64 = poisson(20.0).take(22).sum();
    altai_tests::assert_odds(altai_tests::at_date(&summary, 0, 0), truth, PATHS);
}
