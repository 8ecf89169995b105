//! Deals: whether and when they go ahead, what they add, and what they do for each other.

use super::*;

const TOGETHER: &[(&str, &str)] = &[("synergies", "[{ deals = [\"mine\", \"treaty\"], multiplier = 1.5 }]")];

pub(super) const TRIALS: &[Trial] = &[
    // Whether and when.
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
    // What they add.
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
    trial(("money.prices", "gdp"), Adds(|t| mine(t) * (0.03 * f64::from(t)).exp_m1())),
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
];

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
