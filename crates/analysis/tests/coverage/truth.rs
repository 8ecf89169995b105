//! A scenario of one year, and what is true of it.
//!
//! ln (trade / 100) = drift + 0.2 z, with a drift that is normal itself. Deal a goes ahead with probability ½ and adds 20; deal b
//! with 0.4 and adds 30. So everything is a mixture of four lognormals.

use altai_math::{exp, ln, normal};

pub(crate) const SCENARIO: &str = r#"
[horizon]
base_year = 2025
end_year = 2026
[target]
turnover = 120
[flows.trade]
base = 100
drift.normal = { mean = 0.02, sd = 0.1 }
volatility = 0.2
[deals.a]
go = 0.5
start = 2026.0
peak = 20
cost = 12
[deals.b]
go = 0.4
start = 2026.0
peak = 30
[packages]
none = []
a = ["a"]
b = ["b"]
all = "all"
"#;

pub(crate) const TARGET: f64 = 120.0;
pub(crate) const GO: [f64; 2] = [0.5, 0.4];
pub(crate) const PEAK: [f64; 2] = [20.0, 30.0];
pub(crate) const COST: f64 = 12.0;
pub(crate) const DRIFT: f64 = 0.02;
pub(crate) const DRIFT_SD: f64 = 0.1;
const VOLATILITY: f64 = 0.2;

/// The standard deviation of ln trade.
fn spread() -> f64 {
    (DRIFT_SD * DRIFT_SD + VOLATILITY * VOLATILITY).sqrt()
}

/// What the deals of a package add, with the probability of each.
fn additions(on: [bool; 2]) -> [(f64, f64); 4] {
    [[false, false], [true, false], [false, true], [true, true]].map(|goes| {
        let deal = |i: usize| if goes[i] { GO[i] } else { 1.0 - GO[i] };
        let added = (0..2).filter(|&i| goes[i] && on[i]).map(|i| PEAK[i]).sum();
        (added, deal(0) * deal(1))
    })
}

/// P(100 exp(mean + sd z) ≥ x)
fn above(x: f64, mean: f64, sd: f64) -> f64 {
    normal::cdf((mean - ln(x / 100.0)) / sd)
}

/// The odds with a set of deals on.
pub(crate) fn odds(on: [bool; 2]) -> f64 {
    odds_of(TARGET, on)
}

/// The odds of another target.
pub(crate) fn odds_of(target: f64, on: [bool; 2]) -> f64 {
    additions(on).iter().map(|(added, probability)| probability * above(target - added, DRIFT, spread())).sum()
}

/// The odds with all deals on where it is known whether deal a goes ahead.
pub(crate) fn odds_if_a(goes: bool) -> f64 {
    odds_of(if goes { TARGET - PEAK[0] } else { TARGET }, [false, true])
}

/// E Var(turnover | all but the drift), as a share of the variance of turnover.
pub(crate) fn total_of_drift() -> f64 {
    let swing = 1e4 * exp(2.0 * VOLATILITY * VOLATILITY);
    let variance = DRIFT_SD * DRIFT_SD;
    swing * exp(2.0 * DRIFT + variance) * (exp(variance) - 1.0) / (sd() * sd())
}

/// The odds with a set of deals on where the drift is known.
pub(crate) fn odds_at_drift(drift: f64, on: [bool; 2]) -> f64 {
    additions(on).iter().map(|(added, probability)| probability * above(TARGET - added, drift, VOLATILITY)).sum()
}

/// Quantiles over drifts of what all deals add to the odds where the drift is known: it rises and then falls with the drift.
pub(crate) fn differences_at_drifts(levels: [f64; 2]) -> [f64; 2] {
    let at = |i: usize| drift((i as f64 + 0.5) / 1e4);
    let mut differences: Vec<f64> =
        (0..10_000).map(|i| odds_at_drift(at(i), [true, true]) - odds_at_drift(at(i), [false, false])).collect();
    differences.sort_by(f64::total_cmp);
    levels.map(|level| differences[(level * 1e4) as usize])
}

/// The base at which the odds with all deals are these.
pub(crate) fn base_for(odds: f64) -> f64 {
    let at = |base: f64| -> f64 {
        let above = |added: f64| normal::cdf((DRIFT - ln((TARGET - added) / base)) / spread());
        additions([true, true]).iter().map(|(added, probability)| probability * above(*added)).sum()
    };
    root(50.0, 300.0, |base| at(base) - odds)
}

/// The mean of turnover with all deals.
pub(crate) fn mean() -> f64 {
    trade_mean() + GO[0] * PEAK[0] + GO[1] * PEAK[1]
}

fn trade_mean() -> f64 {
    100.0 * exp(DRIFT + 0.5 * spread() * spread())
}

/// The standard deviation of turnover with all deals.
pub(crate) fn sd() -> f64 {
    let trade = trade_mean() * trade_mean() * (exp(spread() * spread()) - 1.0);
    let deal = |i: usize| GO[i] * (1.0 - GO[i]) * PEAK[i] * PEAK[i];
    (trade + deal(0) + deal(1)).sqrt()
}

/// The mean of what is missing with all deals: that of a put, as Black and Scholes price it.
pub(crate) fn shortfall() -> f64 {
    let put = |x: f64| {
        let d = (ln(x / 100.0) - DRIFT) / spread();
        x * normal::cdf(d) - trade_mean() * normal::cdf(d - spread())
    };
    additions([true, true]).iter().map(|(added, probability)| probability * put(TARGET - added)).sum()
}

/// The quantile of turnover with all deals.
pub(crate) fn quantile(p: f64) -> f64 {
    quantile_of(p, [true, true])
}

/// The quantile of turnover with a set of deals on.
pub(crate) fn quantile_of(p: f64, on: [bool; 2]) -> f64 {
    let below = |x: f64| -> f64 {
        let below = |added: f64| if x > added { 1.0 - above(x - added, DRIFT, spread()) } else { 0.0 };
        additions(on).iter().map(|(added, probability)| probability * below(*added)).sum()
    };
    root(1.0, 1000.0, |x| below(x) - p)
}

/// The drift that so many of all drifts lie below.
pub(crate) fn drift(share: f64) -> f64 {
    DRIFT + DRIFT_SD * normal::quantile(share)
}

/// The probability that the drift lies between two values, and that the target is reached as well, with all deals.
pub(crate) fn within_drifts([low, high]: [f64; 2]) -> (f64, f64) {
    let [low, high] = [low, high].map(|drift| normal::cdf((drift - DRIFT) / DRIFT_SD));
    (high - low, mean_over_drift([low, high], |drift| odds_at_drift(drift, [true, true])))
}

/// ∫ f over the drifts between two shares of all drifts, by the middles of a thousand steps.
pub(crate) fn mean_over_drift([low, high]: [f64; 2], of: impl Fn(f64) -> f64) -> f64 {
    const STEPS: u32 = 1000;
    let step = (high - low) / f64::from(STEPS);
    (0..STEPS).map(|i| step * of(drift(low + (f64::from(i) + 0.5) * step))).sum()
}

/// Where a function that rises is 0.
pub(crate) fn root(mut low: f64, mut high: f64, of: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if of(middle) < 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}
