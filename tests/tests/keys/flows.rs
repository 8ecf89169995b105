//! Flows, the drivers that move them, and innovations.

use super::*;

const FOLLOWS_GDP: &[(&str, &str)] = &[("flows.trade.elasticity.gdp", "1")];
const FOLLOWS_PRICE: &[(&str, &str)] = &[("flows.trade.elasticity.price", "1")];
const WANDERS: &[(&str, &str)] = &[FOLLOWS_GDP[0], ("drivers.gdp.process", "{ random_walk = { drift = 0.01 } }")];
const FOLLOWS_PATH: &[(&str, &str)] = &[FOLLOWS_GDP[0], ("drivers.gdp.process", "{ path = { values = [0.01] } }")];
const REPEATS: &[(&str, &str)] = &[FOLLOWS_GDP[0], ("drivers.gdp.process", "{ bootstrap = { data = [0.1, -0.1] } }")];
const TURMOIL: &[(&str, &str)] =
    &[("flows.trade.volatility", "0.2"), ("innovations.law", "{ mixture = { share = 0.2, scale = 3 } }")];

pub(super) const TRIALS: &[Trial] = &[
    // Flows.
    trial(("flows.trade.base", "130"), Adds(|_| 30.0)),
    trial(("flows.trade.drift", "0.02"), Adds(|t| 100.0 * (0.02 * f64::from(t)).exp_m1())),
    trial(("flows.trade.elasticity", "{ gdp = 1.5 }"), Adds(|t| 100.0 * (0.045 * f64::from(t)).exp_m1())),
    trial(("flows.trade.elasticity.price", "-0.5"), Adds(|t| 100.0 * (-0.5 * price(t, 0.2, 0.5, -0.1)).exp_m1())),
    trial(
        ("flows.trade.volatility", "0.2"),
        Spreads(|t| {
            let t = f64::from(t);
            [100.0 * (0.02 * t).exp_m1(), 10_000.0 * (0.04 * t).exp() * (0.04 * t).exp_m1()]
        }),
    ),
    trial(
        ("flows.trade.noise", "0.2"),
        Spreads(|_| [100.0 * 0.02_f64.exp_m1(), 10_000.0 * 0.04_f64.exp() * 0.04_f64.exp_m1()]),
    ),
    Trial {
        given: &[("flows.trade.reversion", "0.4")],
        key: ("flows.trade.potential", "150"),
        effect: Adds(|t| 150.0 * (100.0_f64 / 150.0).powf(0.6_f64.powi(t)) - 100.0),
    },
    Trial {
        given: &[("flows.trade.potential", "150")],
        key: ("flows.trade.reversion", "0.4"),
        effect: Adds(|t| 150.0 * (100.0_f64 / 150.0).powf(0.6_f64.powi(t)) - 100.0),
    },
    // Drivers.
    Trial {
        given: FOLLOWS_GDP,
        key: ("drivers.gdp.kind", "level"),
        effect: Adds(|t| 100.0 * (0.03_f64.exp() - (0.03 * f64::from(t)).exp())),
    },
    Trial {
        given: FOLLOWS_GDP,
        key: ("drivers.gdp.process.white.mean", "0.05"),
        effect: Adds(|t| 100.0 * ((0.05 * f64::from(t)).exp() - (0.03 * f64::from(t)).exp())),
    },
    Trial {
        given: FOLLOWS_GDP,
        key: ("drivers.gdp.process.white.sd", "0.05"),
        effect: Spreads(|t| {
            let t = f64::from(t);
            let mean = 100.0 * (0.03 * t + 0.00125 * t).exp();
            [mean - 100.0 * (0.03 * t).exp(), mean * mean * (0.0025 * t).exp_m1()]
        }),
    },
    Trial {
        given: FOLLOWS_GDP,
        key: ("drivers.gdp.process", "{ ar1 = { mean = 0.05, persistence = 0.5 } }"),
        effect: Adds(|t| 100.0 * ((0.05 * f64::from(t)).exp() - (0.03 * f64::from(t)).exp())),
    },
    Trial {
        given: FOLLOWS_PRICE,
        key: ("drivers.price.start", "0.3"),
        effect: Adds(|t| 100.0 * (price(t, 0.2, 0.5, 0.3).exp() - price(t, 0.2, 0.5, -0.1).exp())),
    },
    Trial {
        given: FOLLOWS_PRICE,
        key: ("drivers.price.process.ar1.mean", "0.4"),
        effect: Adds(|t| 100.0 * (price(t, 0.4, 0.5, -0.1).exp() - price(t, 0.2, 0.5, -0.1).exp())),
    },
    Trial {
        given: FOLLOWS_PRICE,
        key: ("drivers.price.process.ar1.persistence", "0.9"),
        effect: Adds(|t| 100.0 * (price(t, 0.2, 0.9, -0.1).exp() - price(t, 0.2, 0.5, -0.1).exp())),
    },
    Trial {
        given: FOLLOWS_PRICE,
        key: ("drivers.price.process.ar1.sd", "0.1"),
        effect: Spreads(|t| {
            let variance = 0.01 * (1.0 - 0.25_f64.powi(t)) / 0.75;
            let level = price(t, 0.2, 0.5, -0.1);
            let mean = 100.0 * (level + 0.5 * variance).exp();
            [mean - 100.0 * level.exp(), mean * mean * variance.exp_m1()]
        }),
    },
    // Processes.
    Trial {
        given: FOLLOWS_GDP,
        key: ("drivers.gdp.process", "{ random_walk = { drift = 0.01 } }"),
        effect: Adds(|t| 100.0 * (wandered(t, 0.01).exp() - (0.03 * f64::from(t)).exp())),
    },
    Trial {
        given: WANDERS,
        key: ("drivers.gdp.process.random_walk.drift", "0.02"),
        effect: Adds(|t| 100.0 * (wandered(t, 0.02).exp() - wandered(t, 0.01).exp())),
    },
    Trial {
        given: WANDERS,
        key: ("drivers.gdp.process.random_walk.sd", "0.02"),
        effect: Spreads(|t| {
            let variance: f64 = (1..=t).map(|age| (0.02 * f64::from(age)).powi(2)).sum();
            let mean = 100.0 * (wandered(t, 0.01) + 0.5 * variance).exp();
            [mean - 100.0 * wandered(t, 0.01).exp(), mean * mean * variance.exp_m1()]
        }),
    },
    Trial {
        given: FOLLOWS_PATH,
        key: ("drivers.gdp.process.path.values", "[0.05, -0.02]"),
        effect: Adds(|t| 100.0 * ((0.05 - 0.02 * f64::from(t - 1)).exp() - (0.01 * f64::from(t)).exp())),
    },
    Trial {
        given: FOLLOWS_PATH,
        key: ("drivers.gdp.process.path.sd", "0.1"),
        effect: Spreads(|t| {
            let t = f64::from(t);
            let mean = 100.0 * (0.01 * t + 0.005 * t).exp();
            [mean - 100.0 * (0.01 * t).exp(), mean * mean * (0.01 * t).exp_m1()]
        }),
    },
    Trial {
        given: REPEATS,
        key: ("drivers.gdp.process.bootstrap.data", "[0.05, 0.05]"),
        effect: Spreads(|t| [100.0 * ((0.05 * f64::from(t)).exp() - 0.1_f64.cosh().powi(t)), 0.0]),
    },
    Trial {
        given: REPEATS,
        key: ("drivers.gdp.process.bootstrap.block", "2"),
        effect: Spreads(|t| [100.0 * ((0.1 * f64::from(t % 2)).exp() - 0.1_f64.cosh().powi(t)), 0.0]),
    },
    Trial {
        // What one adds, the other takes away.
        given: &[
            ("drivers.gdp.process", "{ bootstrap = { data = [0.1, -0.1] } }"),
            ("drivers.mirror", "{ kind = \"growth\", process = { bootstrap = { data = [-0.1, 0.1] } } }"),
            ("flows.trade.elasticity", "{ gdp = 1, mirror = 1 }"),
        ],
        key: ("drivers.mirror.process.bootstrap.with", "gdp"),
        effect: Spreads(|t| [100.0 * (1.0 - 0.1_f64.cosh().powi(2 * t)), 0.0]),
    },
    // Innovations.
    Trial {
        given: &[("flows.trade.volatility", "0.2"), ("flows.imports.volatility", "0.3")],
        key: ("innovations.correlation.trade", "{ imports = 0.5 }"),
        effect: Spreads(|t| {
            let t = f64::from(t);
            let (trade, imports) = (100.0 * (0.02 * t).exp(), 40.0 * (0.1 + 0.045 * t).exp());
            let together = trade * imports * (0.5 * 0.2 * 0.3 * t).exp_m1();
            let alone = trade * trade * (0.04 * t).exp_m1() + imports * imports * (0.09 * t).exp_m1();
            [0.0, alone + 2.0 * together]
        }),
    },
    trial(("innovations.law", "normal"), Leaves),
    Trial {
        given: &[("flows.trade.volatility", "0.2")],
        key: ("innovations.law", "{ mixture = { share = 0.2, scale = 3 } }"),
        effect: Spreads(|t| {
            [100.0 * (mixed(0.2, 3.0, 0.02).powi(t) - (0.02 * f64::from(t)).exp()), spread(t, 0.2, 3.0)]
        }),
    },
    Trial {
        given: TURMOIL,
        key: ("innovations.law.mixture.share", "0.5"),
        effect: Spreads(|t| {
            [100.0 * (mixed(0.5, 3.0, 0.02).powi(t) - mixed(0.2, 3.0, 0.02).powi(t)), spread(t, 0.5, 3.0)]
        }),
    },
    Trial {
        given: TURMOIL,
        key: ("innovations.law.mixture.scale", "2"),
        effect: Spreads(|t| {
            [100.0 * (mixed(0.2, 2.0, 0.02).powi(t) - mixed(0.2, 3.0, 0.02).powi(t)), spread(t, 0.2, 2.0)]
        }),
    },
];

/// The level of growth that rises by `drift` a year.
fn wandered(t: i32, drift: f64) -> f64 {
    drift * f64::from(t * (t + 1)) / 2.0
}

/// E exp(`half_variance` m²) under the mixture law.
fn mixed(share: f64, scale: f64, half_variance: f64) -> f64 {
    let unit = 1.0 - share + share * scale * scale;
    share * (half_variance * scale * scale / unit).exp() + (1.0 - share) * (half_variance / unit).exp()
}

/// The variance of a flow of 100 and volatility 0.2 under the mixture law.
fn spread(t: i32, share: f64, scale: f64) -> f64 {
    10_000.0 * (mixed(share, scale, 0.08).powi(t) - mixed(share, scale, 0.02).powi(2 * t))
}
