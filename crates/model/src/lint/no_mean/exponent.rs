//! What stands in the exponent of trade, and which of its tails make mean trade infinite.

use std::fmt;

use super::super::correlation::moves_not;
use super::super::{Subject, growth, quantile};
use crate::Quantity;
use crate::distribution::Distribution;
use crate::driver::{Driver, Kind};

/// An end of a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Lower,
    Upper,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lower => "lower",
            Self::Upper => "upper",
        })
    }
}

/// A quantity that trade follows exponentially.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exponent<'a> {
    pub(super) quantity: &'a Quantity,
    /// How many times it stands in the exponent where it is low, and where it is high; 0 where that lowers trade.
    low: f64,
    high: f64,
    /// Whether it multiplies what is normal by itself. Then any tail but a short one leaves trade without a mean, in
    /// theory; only Student's t shows it.
    multiplies: bool,
}

impl<'a> Exponent<'a> {
    fn of(quantity: &'a Quantity, weight: f64) -> Self {
        Self { quantity, low: (-weight).max(0.0), high: weight.max(0.0), multiplies: false }
    }

    fn scale(quantity: &'a Quantity) -> Self {
        Self { quantity, low: 0.0, high: 1.0, multiplies: true }
    }

    /// The end of its distribution that leaves trade without a mean.
    pub(super) fn infinite(&self, distribution: &dyn Distribution, is_student: bool) -> Option<End> {
        let (lower, upper) = distribution.exponential_tails();
        // Against 1 / rate, so that rounding does not decide whether 10 years of a mean of 0.1 are too many.
        let is_too_heavy = |weight: f64, rate: f64| weight > 0.0 && weight >= rate * (1.0 - ROUNDING);
        let shows = |weight: f64, end: End| is_student || !self.multiplies && weight * rise(distribution, end) >= SHOWS;
        if is_too_heavy(self.high, upper) && shows(self.high, End::Upper) {
            return Some(End::Upper);
        }
        (is_too_heavy(self.low, lower) && shows(self.low, End::Lower)).then_some(End::Lower)
    }
}

const ROUNDING: f64 = 1e-9;

/// From 1 on, the odds of a tail fall no faster than trade rises in it. Far out by rounding, 1 is a little less.
const SHOWS: f64 = 0.999;

/// How much farther a tail reaches for each log point by which the odds of getting there fall, between one draw in a
/// thousand and one in a billion. A lognormal such as "0.01 to 0.05" has an infinite mean of its exponential only
/// beyond: no number of paths would show it.
fn rise(distribution: &dyn Distribution, end: End) -> f64 {
    const FAR: f64 = 1e-3;
    const FARTHER: f64 = 1e-9;
    let log_odds = altai_math::ln(FAR / FARTHER);
    match end {
        End::Lower => (distribution.quantile(FAR) - distribution.quantile(FARTHER)) / log_odds,
        End::Upper => (distribution.quantile(1.0 - FARTHER) - distribution.quantile(1.0 - FAR)) / log_odds,
    }
}

/// Every quantity in the exponent of trade.
pub(super) fn all<'a>(subject: &Subject<'a>) -> Vec<Exponent<'a>> {
    let scenario = subject.scenario;
    let years = scenario.horizon.years();
    let over_years = years as f64;
    let mut all = Vec::new();
    for flow in &scenario.flows {
        all.push(Exponent::of(&flow.drift, over_years));
        all.extend([&flow.volatility, &flow.noise].map(Exponent::scale));
    }
    for deal in &scenario.deals {
        all.extend(deal.boost.as_ref().map(|boost| Exponent::of(&boost.size, 1.0)));
        all.push(Exponent::scale(&deal.noise));
    }
    all.extend(scenario.shocks.iter().map(|shock| Exponent::of(&shock.size, 1.0)));
    let states = scenario.regimes.iter().flat_map(|regimes| &regimes.states);
    all.extend(states.map(|state| Exponent::of(&state.drift, over_years)));
    let of_flows = scenario.flows.iter().flat_map(|flow| &flow.elasticity);
    let of_deals = scenario.deals.iter().flat_map(|deal| &deal.elasticity);
    for (driver, elasticity) in of_flows.chain(of_deals) {
        let driver = &scenario.drivers[*driver];
        all.push(if moves_not(driver) {
            Exponent::of(elasticity, growth::growth(driver, years) * over_years)
        } else {
            Exponent { quantity: elasticity, low: 1.0, high: 1.0, multiplies: true }
        });
        for u in [0.05, 0.95] {
            of_driver(driver, quantile(elasticity, u), over_years, &mut all);
        }
    }
    if let Some(prices) = scenario.prices {
        of_driver(&scenario.drivers[prices], 1.0, over_years, &mut all);
    }
    all
}

/// The quantities of a driver that something follows with an elasticity.
fn of_driver<'a>(driver: &'a Driver, elasticity: f64, years: f64, all: &mut Vec<Exponent<'a>>) {
    let times = match driver.kind {
        Kind::Growth => years,
        Kind::Level => 1.0,
    };
    let parameters = driver.process.parameters.iter().zip(&driver.parameters);
    let is_sd = |name: &str| name == "sd";
    all.extend(parameters.map(|(parameter, quantity)| {
        if is_sd(parameter.name) { Exponent::scale(quantity) } else { Exponent::of(quantity, elasticity * times) }
    }));
    if let crate::driver::Material::Values(values) = &driver.material {
        all.extend(values.iter().map(|value| Exponent::of(value, elasticity)));
    }
}
