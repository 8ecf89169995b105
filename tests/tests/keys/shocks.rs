//! Regimes and shocks.

use super::*;

pub(super) const REGIMES: &[(&str, &str)] = &[(
    "regimes",
    "{ start = \"calm\", transition = { calm = { turmoil = 1 }, turmoil = { calm = 1 } }, \
     states = { calm = {}, turmoil = { drift = -0.1 } } }",
)];
pub(super) const CRISIS: &[(&str, &str)] = &[("shocks.crisis", "{ rate = 0.5, size = -0.2 }")];

pub(super) const TRIALS: &[Trial] = &[
    // Turmoil in odd years, calm in even ones.
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
];

/// What the flows carry, treaty included.
fn carried() -> f64 {
    100.0 + 40.0 * 0.1_f64.exp()
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
