//! Every key of the format moves the turnover in the direction and by the size that the page says; and the list of keys tried
//! here is the list that the reader accepts, so that a new key without a test fails.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]
#![allow(clippy::cast_possible_wrap, reason = "years are few")]

use std::collections::BTreeSet;

use altai_math::quadrature::integrate;
use altai_model::deal::ramp::RAMPS;
use altai_model::driver::PROCESSES;
use altai_model::scenario::Target;
use altai_model::{Files, NoFiles, NoText, Override, Quantity, Scenario, SourceText, read};
use altai_tests::{assert_mean, assert_variance, certain_turnover, played, scenario};

/// Nothing is left to chance here. Turnover with all deals is 100 + 40 e^0.1 + 50 r̄.
const CERTAIN: &str = r#"
[horizon]
base_year = 2025
end_year = 2030

[target]
turnover = 180

[drivers.gdp]
kind = "growth"
process.white = { mean = 0.03 }

[drivers.price]
kind = "level"
process.ar1 = { mean = 0.2, persistence = 0.5 }
start = -0.1

[flows.trade]
base = 100

[flows.imports]
base = 40

[deals.mine]
start = 2027.25
peak = 50

[deals.treaty]
start = 2026.0
boost = 0.1
flows = ["imports"]
"#;

/// What the mine adds, in years 1 to 5.
fn mine(t: i32) -> f64 {
    [0.0, 37.5, 50.0, 50.0, 50.0][t as usize - 1]
}

/// L of the driver `price`: x_t − x_0 with x_t = 0.2 + 0.5^t (x_0 − 0.2).
fn price(t: i32, mean: f64, persistence: f64, start: f64) -> f64 {
    (mean - start) * (1.0 - persistence.powi(t))
}

/// How a key acts on the turnover with all deals on.
enum Effect {
    /// It adds this much in year t, exactly.
    Adds(fn(i32) -> f64),
    /// It makes turnover uncertain: what it adds to the mean, and the variance.
    Spreads(fn(i32) -> [f64; 2]),
    /// It adds this much to the mean; the variance is left to the known answers.
    Means(fn(i32) -> f64),
    /// It leaves turnover alone and shows in the scenario.
    Shows(fn(&Scenario) -> bool),
}

use Effect::{Adds, Means, Shows, Spreads};

/// A key that is set, on top of what else.
struct Trial {
    given: &'static [(&'static str, &'static str)],
    key: (&'static str, &'static str),
    effect: Effect,
}

const fn trial(key: (&'static str, &'static str), effect: Effect) -> Trial {
    Trial { given: &[], key, effect }
}

const FOLLOWS_GDP: &[(&str, &str)] = &[("flows.trade.elasticity.gdp", "1")];
const FOLLOWS_PRICE: &[(&str, &str)] = &[("flows.trade.elasticity.price", "1")];

const TRIALS: &[Trial] = &[
    // What is said about a file.
    trial(("format", "1"), Shows(|_| true)),
    trial(("title", "\"a title\""), Shows(|scenario| scenario.title.as_deref() == Some("a title"))),
    trial(("description", "\"words\""), Shows(|scenario| scenario.description.as_deref() == Some("words"))),
    trial(("source", "\"a book\""), Shows(|_| true)),
    trial(("note", "\"a remark\""), Shows(|_| true)),
    trial(("allow", "{ unused = \"a reason\" }"), Shows(|_| true)),
    trial(("run.paths", "5000"), Shows(|scenario| scenario.run.paths == 5000)),
    trial(("run.seed", "77"), Shows(|scenario| scenario.run.seed == 77)),
    trial(("target.by", "2029"), Shows(|scenario| scenario.targets[0].by == 2029)),
    trial(("target.turnover", "200"), Shows(|scenario| scenario.targets[0].turnover.known() == Some(200.0))),
    trial(("innovations.law", "normal"), Shows(|_| true)),
    // The years.
    trial(("horizon.end_year", "2033"), Shows(|scenario| scenario.horizon.years() == 8)),
    Trial {
        // Year t is now a year earlier.
        given: &[("horizon.end_year", "2030")],
        key: ("horizon.base_year", "2024"),
        effect: Adds(|t| if t == 1 { 40.0 - 40.0 * 0.1_f64.exp() } else { mine(t - 1) - mine(t) }),
    },
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
    trial(("money.prices", "gdp"), Adds(|t| mine(t) * (0.03 * f64::from(t)).exp_m1())),
    // Deals: whether and when.
    trial(("deals.mine.go", "0"), Adds(|t| -mine(t))),
    trial(("deals.mine.go", "0.4"), Spreads(|t| [-0.6 * mine(t), 0.24 * mine(t) * mine(t)])),
    trial(("deals.mine.start", "2028.5"), Adds(|t| [0.0, -37.5, -25.0, 0.0, 0.0][t as usize - 1])),
    Trial {
        given: &[("deals.treaty.start", "2028.0")],
        key: ("deals.mine.requires", "[\"treaty\"]"),
        effect: Adds(|t| if t == 2 { -37.5 } else { 0.0 }),
    },
    trial(("deals.mine.life", "1.5"), Adds(|t| [0.0, 0.0, -12.5, -50.0, -50.0][t as usize - 1])),
    trial(
        ("deals.mine.cancel", "0.3"),
        Means(|t| {
            let alive = |u: f64| if u < 2027.25 { 0.0 } else { (-0.3 * (u - 2027.25)).exp() - 1.0 };
            let from = (2025.0 + f64::from(t)).max(2027.25);
            50.0 * integrate(alive, from, (2026.0 + f64::from(t)).max(from))
        }),
    ),
    // Deals: what they add.
    trial(("deals.mine.peak", "80"), Adds(|t| 0.6 * mine(t))),
    trial(("deals.mine.ramp.linear.years", "2"), Adds(|t| ramped(t, |x| (0.5 * x).min(1.0)) - mine(t))),
    trial(
        ("deals.mine.ramp.logistic.years", "2"),
        Adds(|t| {
            let l = |x: f64| 1.0 / (1.0 + (-8.0 * (x / 2.0 - 0.5)).exp());
            ramped(t, |x| if x < 2.0 { (l(x) - l(0.0)) / (l(2.0) - l(0.0)) } else { 1.0 }) - mine(t)
        }),
    ),
    trial(("deals.mine.ramp.exponential.years", "2"), Adds(|t| ramped(t, |x| 1.0 - (-1.5 * x).exp()) - mine(t))),
    Trial {
        given: &[("deals.mine.ramp.linear.years", "2")],
        key: ("deals.mine.ramp", "step"),
        effect: Adds(|t| mine(t) - ramped(t, |x| (0.5 * x).min(1.0))),
    },
    Trial {
        given: &[("deals.mine.over", "3"), ("deals.mine.total", "0")],
        key: ("deals.mine.total", "60"),
        effect: Adds(|t| [0.0, 15.0, 20.0, 20.0, 5.0][t as usize - 1]),
    },
    Trial {
        given: &[("deals.mine.over", "3"), ("deals.mine.total", "60")],
        key: ("deals.mine.over", "1.5"),
        effect: Adds(|t| [0.0, 30.0 - 15.0, 30.0 - 20.0, -20.0, -5.0][t as usize - 1]),
    },
    trial(("deals.treaty.boost", "0.2"), Adds(|_| 40.0 * (0.2_f64.exp() - 0.1_f64.exp()))),
    trial(("deals.treaty.flows", "[\"trade\", \"imports\"]"), Adds(|_| 100.0 * 0.1_f64.exp_m1())),
    trial(("deals.mine.elasticity", "{ price = 0.5 }"), Adds(|t| mine(t) * (0.5 * price(t, 0.2, 0.5, -0.1)).exp_m1())),
    trial(
        ("deals.mine.noise", "0.3"),
        Spreads(|t| {
            let mean = mine(t) * 0.045_f64.exp();
            [mean - mine(t), mean * mean * 0.09_f64.exp_m1()]
        }),
    ),
    trial(("deals.mine.trade_share", "0.6"), Adds(|t| -0.4 * mine(t))),
    trial(("deals.mine.additional", "0.7"), Adds(|t| -0.3 * mine(t))),
    Trial {
        given: &[("deals.mine.go", "0.4"), ("deals.treaty.go", "0.4")],
        key: ("political_will.go", "1"),
        // Both or neither: their swings add up before they are squared.
        effect: Spreads(|t| [0.0, 0.24 * (mine(t) + 40.0 * 0.1_f64.exp_m1()).powi(2)]),
    },
    trial(("packages.some", "[\"treaty\"]"), Adds(|t| -mine(t))),
    trial(("remove", "[\"deals.treaty\"]"), Adds(|_| -40.0 * 0.1_f64.exp_m1())),
    // Targets.
    trial(("target.deflator", "gdp"), Shows(|scenario| scenario.targets[0].deflator == Some(0))),
    trial(("target.sustain", "3"), Shows(|scenario| scenario.targets[0].sustain == 3)),
    // What is uncertain.
    Trial {
        given: &[("inputs.size", "50"), ("deals.mine.peak", "size")],
        key: ("inputs.size", "80"),
        effect: Adds(|t| 0.6 * mine(t)),
    },
    Trial {
        given: &[
            ("flows.trade.drift", "{ normal = { mean = 0, sd = 0.03 } }"),
            ("flows.imports.drift", "{ normal = { mean = 0, sd = 0.05 } }"),
        ],
        key: ("correlation", "{ \"flows.trade.drift\" = { \"flows.imports.drift\" = 0.8 } }"),
        effect: Spreads(|t| {
            let t = f64::from(t * t);
            let (trade, imports) = (100.0 * (0.00045 * t).exp(), 40.0 * (0.1 + 0.00125 * t).exp());
            let alone = trade * trade * (0.0009 * t).exp_m1() + imports * imports * (0.0025 * t).exp_m1();
            [0.0, alone + 2.0 * trade * imports * (0.8 * 0.03 * 0.05 * t).exp_m1()]
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
    // The law of innovations.
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
    // Regimes: turmoil in odd years, calm in even ones.
    Trial {
        given: REGIMES,
        key: ("regimes.start", "turmoil"),
        effect: Adds(|t| carried() * ((-0.1 * f64::from(t / 2)).exp() - (-0.1 * f64::from((t + 1) / 2)).exp())),
    },
    Trial {
        given: REGIMES,
        key: ("regimes.transition.turmoil", "{ turmoil = 1 }"),
        effect: Adds(|t| carried() * ((-0.1 * f64::from(t)).exp() - (-0.1 * f64::from((t + 1) / 2)).exp())),
    },
    Trial {
        given: REGIMES,
        key: ("regimes.states", "{ calm = { drift = 0.05 } }"),
        effect: Adds(|t| {
            let turmoil = -0.1 * f64::from((t + 1) / 2);
            carried() * ((turmoil + 0.05 * f64::from(t / 2)).exp() - turmoil.exp())
        }),
    },
    Trial {
        given: REGIMES,
        key: ("regimes.states.turmoil.drift", "-0.3"),
        effect: Adds(|t| {
            let turmoil = f64::from((t + 1) / 2);
            carried() * ((-0.3 * turmoil).exp() - (-0.1 * turmoil).exp())
        }),
    },
    Trial {
        given: &[REGIMES[0], ("flows.trade.volatility", "0.1")],
        key: ("regimes.states.turmoil.volatility", "3"),
        effect: Spreads(|t| {
            let (turmoil, calm) = (f64::from((t + 1) / 2), f64::from(t / 2));
            let mean = |variance: f64| 100.0 * (-0.1 * turmoil + 0.5 * variance).exp();
            let (before, after) = (0.01 * (turmoil + calm), 0.01 * (9.0 * turmoil + calm));
            [mean(after) - mean(before), mean(after) * mean(after) * after.exp_m1()]
        }),
    },
    Trial {
        given: &[REGIMES[0], ("shocks.crisis", "{ rate = 0.5, size = -0.2, permanent = 1 }")],
        key: ("regimes.states.turmoil.shock_rate", "0"),
        effect: Means(|t| {
            let (turmoil, calm) = (f64::from((t + 1) / 2), f64::from(t / 2));
            let struck = |years: f64| (-0.1 * turmoil + 0.5 * years * (-0.2_f64).exp_m1()).exp();
            carried() * (struck(calm) - struck(turmoil + calm))
        }),
    },
    Trial {
        given: &[REGIMES[0], ("deals.mine.cancel", "0.3")],
        key: ("regimes.states.turmoil.cancel", "0"),
        effect: Means(|t| kept(t, |t| if t % 2 == 0 { 0.3 } else { 0.0 }) - kept(t, |_| 0.3)),
    },
    Trial {
        given: &[("deals.mine.cancel", "0.3")],
        key: ("deals.mine.cancel_elasticity", "{ price = 3 }"),
        effect: Means(|t| kept(t, |t| 0.3 * (3.0 * price(t, 0.2, 0.5, -0.1)).exp()) - kept(t, |_| 0.3)),
    },
    // Shocks.
    trial(
        ("shocks.crisis", "{ rate = 0.5, size = -0.2 }"),
        Means(|t| carried() * (struck(t, 0.5, -0.2, 0.0, 1.0) - 1.0)),
    ),
    Trial {
        given: CRISIS,
        key: ("shocks.crisis.rate", "1.5"),
        effect: Means(|t| carried() * (struck(t, 1.5, -0.2, 0.0, 1.0) - struck(t, 0.5, -0.2, 0.0, 1.0))),
    },
    Trial {
        given: CRISIS,
        key: ("shocks.crisis.size", "0.1"),
        effect: Means(|t| carried() * (struck(t, 0.5, 0.1, 0.0, 1.0) - struck(t, 0.5, -0.2, 0.0, 1.0))),
    },
    Trial {
        given: CRISIS,
        key: ("shocks.crisis.permanent", "0.6"),
        effect: Means(|t| carried() * (struck(t, 0.5, -0.2, 0.6, 1.0) - struck(t, 0.5, -0.2, 0.0, 1.0))),
    },
    Trial {
        given: CRISIS,
        key: ("shocks.crisis.half_life", "3"),
        effect: Means(|t| carried() * (struck(t, 0.5, -0.2, 0.0, 3.0) - struck(t, 0.5, -0.2, 0.0, 1.0))),
    },
    Trial {
        given: CRISIS,
        key: ("shocks.crisis.flows", "[\"imports\"]"),
        effect: Means(|t| 100.0 * (1.0 - struck(t, 0.5, -0.2, 0.0, 1.0))),
    },
    // Synergies.
    Trial {
        given: TOGETHER,
        key: ("synergies.1.multiplier", "2"),
        effect: Adds(|t| 0.5 * mine(t) * [0.0, 0.75, 1.0, 1.0, 1.0][t as usize - 1]),
    },
    Trial {
        given: &[TOGETHER[0], ("deals.rail", "{ start = 2029.5, peak = 10 }")],
        key: ("synergies.1.deals", "[\"rail\", \"mine\"]"),
        // From 2029.5 on mine and rail, and no longer mine and treaty.
        effect: Adds(|t| {
            let [treaty, rail] = [[0.0, 0.75, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.5, 1.0]].map(|of| of[t as usize - 1]);
            0.5 * (mine(t) * (rail - treaty) + 10.0 * rail * rail)
        }),
    },
    // What is no part of turnover.
    trial(("deals.mine.sector", "\"ore\""), Shows(|scenario| scenario.deals[0].sector.as_deref() == Some("ore"))),
    trial(
        ("deals.mine.cost", "12"),
        Shows(|scenario| scenario.deals[0].cost.as_ref().and_then(Quantity::known) == Some(12.0)),
    ),
    trial(("decision.value", "40"), Shows(|scenario| scenario.decision.is_some_and(|decision| decision.value == 40.0))),
];

const WANDERS: &[(&str, &str)] = &[FOLLOWS_GDP[0], ("drivers.gdp.process", "{ random_walk = { drift = 0.01 } }")];
const FOLLOWS_PATH: &[(&str, &str)] = &[FOLLOWS_GDP[0], ("drivers.gdp.process", "{ path = { values = [0.01] } }")];
const REPEATS: &[(&str, &str)] = &[FOLLOWS_GDP[0], ("drivers.gdp.process", "{ bootstrap = { data = [0.1, -0.1] } }")];
const TURMOIL: &[(&str, &str)] =
    &[("flows.trade.volatility", "0.2"), ("innovations.law", "{ mixture = { share = 0.2, scale = 3 } }")];
const REGIMES: &[(&str, &str)] = &[(
    "regimes",
    "{ start = \"calm\", transition = { calm = { turmoil = 1 }, turmoil = { calm = 1 } }, \
     states = { calm = {}, turmoil = { drift = -0.1 } } }",
)];
const CRISIS: &[(&str, &str)] = &[("shocks.crisis", "{ rate = 0.5, size = -0.2 }")];
const TOGETHER: &[(&str, &str)] = &[("synergies", "[{ deals = [\"mine\", \"treaty\"], multiplier = 1.5 }]")];

/// What the flows carry, treaty included.
fn carried() -> f64 {
    100.0 + 40.0 * 0.1_f64.exp()
}

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

/// The mean of exp(u_t) and of all that stays, after t years of strikes.
fn struck(t: i32, rate: f64, size: f64, permanent: f64, half_life: f64) -> f64 {
    let weight = |age: i32| permanent + (1.0 - permanent) * (-f64::from(age) / half_life).exp2();
    (rate * (0..t).map(|age| (size * weight(age)).exp_m1()).sum::<f64>()).exp()
}

/// What the mine adds on average in year t, under a hazard by year.
fn kept(t: i32, hazard: impl Fn(i32) -> f64) -> f64 {
    // It begins in the second year, with three quarters of it to come.
    let begin = |t: i32| f64::from(t - 1).max(1.25);
    let used = |until: f64| -> f64 { (2..=5).map(|t| hazard(t) * (f64::from(t).min(until) - begin(t)).max(0.0)).sum() };
    if t < 2 { 0.0 } else { 50.0 * integrate(|until| (-used(until)).exp(), begin(t), f64::from(t)) }
}

/// The mine's 50 a year under a ramp, by quadrature.
fn ramped(t: i32, ramp: impl Fn(f64) -> f64) -> f64 {
    let (from, to) = ((f64::from(t) - 2.25).max(0.0), (f64::from(t) - 1.25).max(0.0));
    let kink = 2.0_f64.clamp(from, to);
    50.0 * (integrate(&ramp, from, kink) + integrate(&ramp, kink, to))
}

/// The same mine, signed in 2026 and begun a year later.
fn signed() -> String {
    CERTAIN.replace("start = 2027.25", "signed = 2026.25\ndelay = 1")
}

/// Tried by tests of their own below.
const TRIED_ALONE: &[&str] = &["deals.mine.signed", "deals.mine.delay", "political_will.delay", "targets", "extends"];

#[test]
fn every_key_acts_as_the_page_says() {
    for Trial { given, key, effect } in TRIALS {
        let before = scenario(CERTAIN, given);
        let after = scenario(CERTAIN, &[*given, &[*key]].concat());
        assert_effect(&before, &after, effect, key.0);
    }
}

#[test]
fn a_signature_and_a_delay_act_as_the_page_says() {
    let before = scenario(&signed(), &[]);
    assert_effect(&scenario(CERTAIN, &[]), &before, &Adds(|_| 0.0), "signed and delay");
    let trials = [
        (("deals.mine.signed", "2027.5"), Adds(|t| [0.0, -37.5, -25.0, 0.0, 0.0][t as usize - 1])),
        (("deals.mine.signed", "2027-07-02"), Adds(|t| [0.0, -37.5, -50.0 * 182.0 / 365.0, 0.0, 0.0][t as usize - 1])),
        (("deals.mine.delay", "2.25"), Adds(|t| [0.0, -37.5, -25.0, 0.0, 0.0][t as usize - 1])),
    ];
    for (key, effect) in &trials {
        assert_effect(&before, &scenario(&signed(), &[*key]), effect, key.0);
    }
}

#[test]
fn the_keys_of_one_target_are_those_of_each_of_several() {
    let several = CERTAIN.replace(
        "[target]",
        "[targets.first]\nturnover = 150\nby = 2028\n[targets.second]\nsustain = 2\ndeflator = \"gdp\"",
    );
    let (one, several) = (scenario(CERTAIN, &[]), scenario(&several, &[("targets.second.by", "2029")]));
    let told = |target: &Target| (target.turnover.known(), target.by, target.sustain, target.deflator);
    let [first, second] = &several.targets[..] else { panic!("two targets") };
    assert_eq!([first.name.as_str(), second.name.as_str()], ["first", "second"]);
    assert_eq!(told(first), (Some(150.0), 2028, 1, None));
    assert_eq!(told(second), (Some(180.0), 2029, 2, Some(0)));
    assert_eq!(certain_turnover(&one, 3), certain_turnover(&several, 3));
}

/// The file that the others extend.
struct Certain;

impl Files for Certain {
    fn load(&self, path: &str, _: &str) -> Result<SourceText, NoText> {
        Ok(SourceText { name: path.into(), text: CERTAIN.into() })
    }
}

#[test]
fn a_variant_is_the_file_that_it_extends_with_its_own_keys() {
    let text = "extends = \"certain.toml\"\nremove = [\"deals.treaty\"]\n[deals.mine]\npeak = 80\n";
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &[], &Certain);
    let variant = reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
    let written = scenario(CERTAIN, &[("remove", "[\"deals.treaty\"]"), ("deals.mine.peak", "80")]);
    let last = variant.packages.len() - 1;
    assert_eq!(certain_turnover(&variant, last), certain_turnover(&written, last));
    assert!((certain_turnover(&variant, last)[4] - 220.0).abs() < 1e-12);
}

#[test]
fn political_will_makes_delays_one_delay() {
    // Two mines under the same delay, uniform from 0 to 2 years: one delay for both where will is all.
    let delay = ("deals.mine.delay", "{ uniform = { min = 0, max = 2 } }");
    let twin = "\n[deals.twin]\nsigned = 2026.25\ndelay.uniform = { min = 0, max = 2 }\npeak = 50\n";
    let text = signed() + twin;
    let share = |t: i32, start: f64| (2026.0 + f64::from(t) - start).clamp(0.0, 1.0);
    let moment = |t: i32, power: i32| integrate(|start| share(t, start).powi(power), 2026.25, 2028.25) / 2.0;
    for (will, twice) in [("0", 2.0), ("1", 4.0)] {
        let scenario = scenario(&text, &[delay, ("political_will.delay", will)]);
        let summary = played(&scenario, PATHS);
        for year in 0..5 {
            let t = year as i32 + 1;
            let variance = moment(t, 2) - moment(t, 1) * moment(t, 1);
            let all = scenario.packages.len() - 1;
            assert_mean(summary.turnover(all, year), 100.0 + 40.0 * 0.1_f64.exp() + 100.0 * moment(t, 1));
            assert_variance(summary.turnover(all, year), twice * 2500.0 * variance);
        }
    }
}

/// Enough for a spread to be told from a doubled one many times over.
const PATHS: u64 = 100_000;

#[track_caller]
fn assert_effect(before: &Scenario, after: &Scenario, effect: &Effect, key: &str) {
    // With all deals on, or in the package that replaces the default ones.
    let (all_before, all_after) = (before.packages.len() - 1, after.packages.len() - 1);
    let years = before.horizon.years().min(after.horizon.years());
    if let Adds(adds) = effect {
        let (before, after) = (certain_turnover(before, all_before), certain_turnover(after, all_after));
        for (year, (before, after)) in before.iter().zip(&after).enumerate() {
            let expected = before + adds(year as i32 + 1);
            assert!((after - expected).abs() <= 1e-12 * expected, "{key}, year {}: {after}, not {expected}", year + 1);
        }
    } else if let Shows(shows) = effect {
        assert!(shows(after), "{key} does not show");
        let (before, after) = (certain_turnover(before, all_before), certain_turnover(after, all_after));
        assert_eq!(before[..years], after[..years], "{key}");
    } else {
        let (was, is) = (played(before, PATHS), played(after, PATHS));
        for year in 0..years {
            let (Some(was), Some(is)) = (was.turnover(all_before, year), is.turnover(all_after, year)) else {
                panic!("{key}: a path overflows");
            };
            let adds = match effect {
                Spreads(spreads) => {
                    let [adds, variance] = spreads(year as i32 + 1);
                    assert_variance(Some(is), variance);
                    adds
                }
                Means(adds) => adds(year as i32 + 1),
                Adds(_) | Shows(_) => 0.0,
            };
            let bound = 4.0 * ((was.second + is.second) / PATHS as f64).sqrt() + 1e-9;
            let off = is.mean - was.mean - adds;
            assert!(off.abs() <= bound, "{key}, year {}: the mean is off by {off}, more than {bound}", year + 1);
        }
    }
}

/// The table and the key of an address, with a name or a kind in its place: `deals.NAME`, `peak`.
fn places(address: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = address.split('.').collect();
    let mut places = vec![(String::new(), parts[0].to_owned())];
    match parts[..] {
        ["drivers" | "flows" | "deals" | "shocks", _, key, ref deeper @ ..] => {
            places.push((format!("{}.NAME", parts[0]), key.to_owned()));
            if let (["process" | "ramp"], [kind, parameter]) = ([key], deeper) {
                places.push((format!("{key}.{kind}"), (*parameter).to_owned()));
            }
        }
        ["regimes", "states", _, key] => {
            places.push(("regimes".into(), "states".into()));
            places.push(("regimes.states.NAME".into(), key.to_owned()));
        }
        ["synergies", _, key] => places.push(("synergies".into(), key.to_owned())),
        ["innovations", "law", "mixture", key] => places.push(("law.mixture".into(), key.to_owned())),
        // What follows is a name or an address of the author's own.
        ["inputs" | "correlation" | "packages", ..] | ["shocks", _] | [_] | [] => {}
        [table, key, ..] => places.push((table.to_owned(), key.to_owned())),
    }
    places
}

/// The keys that a table takes, as the reader says itself when it is asked for one that does not exist.
fn accepted(address: &str) -> Vec<String> {
    let wrong = format!("{address}zzzzzz");
    let overrides: Vec<Override> = [REGIMES[0], CRISIS[0], (wrong.trim_start_matches('.'), "1")]
        .iter()
        .map(|(address, value)| Override { address: (*address).into(), value: (*value).into() })
        .collect();
    let reading = read(SourceText { name: "test.toml".into(), text: CERTAIN.into() }, &overrides, &NoFiles);
    let mut help = reading.diagnostics.iter().flat_map(|diagnostic| &diagnostic.help);
    let list = help.find_map(|help| help.strip_prefix("what there is: "));
    let keys: Vec<String> =
        list.unwrap_or_else(|| panic!("{:?}", reading.diagnostics)).split(", ").map(str::to_owned).collect();
    assert!(!keys.iter().any(|key| key.contains(' ')), "the reader does not name all of {address}: {keys:?}");
    keys
}

#[test]
fn every_key_that_the_reader_accepts_is_tried() {
    let tried: BTreeSet<(String, String)> =
        TRIALS.iter().map(|trial| trial.key.0).chain(TRIED_ALONE.iter().copied()).flat_map(places).collect();
    let mut accepted_places: BTreeSet<(String, String)> = BTreeSet::new();
    for (address, table) in [
        ("", ""),
        ("horizon.", "horizon"),
        ("target.", "target"),
        ("run.", "run"),
        ("money.", "money"),
        ("decision.", "decision"),
        ("drivers.gdp.", "drivers.NAME"),
        ("flows.trade.", "flows.NAME"),
        ("innovations.", "innovations"),
        ("political_will.", "political_will"),
        ("deals.mine.", "deals.NAME"),
        ("regimes.", "regimes"),
        ("regimes.states.calm.", "regimes.states.NAME"),
        ("shocks.crisis.", "shocks.NAME"),
        ("innovations.law.mixture.", "law.mixture"),
        ("drivers.gdp.process.path.", "process.path"),
        ("drivers.gdp.process.bootstrap.", "process.bootstrap"),
    ] {
        // What every table takes says something about it.
        let about = |key: &String| !table.is_empty() && ["title", "source", "note", "allow"].contains(&key.as_str());
        let keys = accepted(address).into_iter().filter(|key| !about(key));
        accepted_places.extend(keys.map(|key| (table.to_owned(), key)));
    }
    accepted_places.extend(["deals", "multiplier"].map(|key| ("synergies".to_owned(), key.to_owned())));
    for process in PROCESSES {
        let parameters = process.parameters.iter().map(|parameter| parameter.name.to_owned());
        accepted_places.extend(parameters.map(|parameter| (format!("process.{}", process.name), parameter)));
    }
    for ramp in RAMPS.iter().filter(|ramp| ramp.takes_years) {
        accepted_places.insert((format!("ramp.{}", ramp.name), "years".into()));
    }
    let without_test: Vec<_> = accepted_places.difference(&tried).collect();
    assert!(without_test.is_empty(), "these keys have no trial: {without_test:?}");
    let unknown: Vec<_> = tried.difference(&accepted_places).collect();
    assert!(unknown.is_empty(), "these keys are tried and unknown to the reader: {unknown:?}");
}
