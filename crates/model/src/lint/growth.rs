//! Growth on average as hardly any trade, and hardly any economy, has kept it up.

use altai_math::Operand;

use super::{A_FEW, Finding, Lint, Subject, about, median, per_cent, rate};
use crate::diagnostic::code;
use crate::driver::{Driver, Kind, Material, Motion, Start};
use crate::scenario::Flow;
use crate::shock::Shock;
use crate::{Diagnostic, Quantity, Scenario, Value};

pub(super) const LINT: Lint = Lint { name: "growth", code: code::GROWTH, alone: A_FEW, find };

/// What one pair of countries in twenty has fallen or risen by, in log points over so many years: pairs that traded USD
/// 100 to 200 million, starts of 1995 to 2009 (of 2000 to 2013 for one year), figures in dollars of the day. Own
/// statistics on the panel of C. Warner, Global-Trade-Network (2018), on data of the MIT Observatory of Economic
/// Complexity; n from 4,360 to 8,599.
const OBSERVED: &[(usize, f64, f64)] = &[
    (1, -0.863, 0.712),
    (3, -1.058, 1.200),
    (5, -1.180, 1.553),
    (6, -1.175, 1.745),
    (8, -0.984, 2.010),
    (10, -0.777, 2.292),
];

/// USD million. The pairs observed traded more than this all along; smaller flows jump about.
const SMALL: f64 = 50.0;

/// Flows of USD 5 to 20 million spread 1.6 times as far as the pairs observed (interquartile range, one year): twice as
/// far is generous.
const OF_SMALL: f64 = 2.0;

/// Log points a year. No large economy has kept up 0.10 for a decade; some that found oil came near this.
const MOST_OF_A_DRIVER: f64 = 0.15;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let years = subject.scenario.horizon.years();
    let drivers: Vec<f64> = subject.scenario.drivers.iter().map(|driver| growth(driver, years)).collect();
    let too_fast = subject.scenario.drivers.iter().zip(&drivers);
    let too_fast = too_fast.filter_map(|(driver, &growth)| of_driver(subject, driver, growth));
    let flows = subject.scenario.flows.iter().filter_map(|flow| of_flow(subject, flow, &drivers, years));
    too_fast.chain(flows).collect()
}

fn of_driver(subject: &Subject<'_>, driver: &Driver, growth: f64) -> Option<Finding> {
    if driver.kind != Kind::Growth || growth <= MOST_OF_A_DRIVER || per_cent::is_in(driver) {
        return None;
    }
    let address = format!("drivers.{}", driver.name);
    let message = format!("`{}` grows by {} log points a year on average", driver.name, about(growth));
    let label = format!("for {} years", subject.scenario.horizon.years());
    let diagnostic = Diagnostic::warning(code::GROWTH, message).at(&subject.at(&address), label).help(
        "hardly an economy has kept up 0.15 a year for ten years; prices have, where money lost its worth: amounts \
         are in dollars",
    );
    Some(Finding {
        about: driver.name.clone(),
        diagnostic,
        together: "drivers grow by more than 0.15 a year on average",
    })
}

fn of_flow(subject: &Subject<'_>, flow: &Flow, drivers: &[f64], years: usize) -> Option<Finding> {
    let drift = mean(&flow.drift);
    // The middle of an elasticity is near its mean, which would take longer where it is cut off.
    let by_drivers = flow.elasticity.iter().map(|(driver, elasticity)| (drivers[*driver], median(elasticity)));
    // What looks like a percentage is told as one.
    let is_per_cent = |driver: &Driver| driver.kind == Kind::Growth && per_cent::is_in(driver);
    let is_in_per_cent = |(of, elasticity): &(usize, Quantity)| {
        median(elasticity).abs() > rate::OF_AN_ELASTICITY || is_per_cent(&subject.scenario.drivers[*of])
    };
    let scenario = subject.scenario;
    if drift.abs() >= per_cent::OF_GROWTH || flow.elasticity.iter().any(is_in_per_cent) {
        return None;
    }
    let by_drivers: f64 = by_drivers.map(|(growth, elasticity)| growth * elasticity).sum();
    let index = scenario.flows.iter().position(|other| other.name == flow.name);
    let by_shocks: f64 =
        scenario.shocks.iter().filter(|shock| index.is_some_and(|at| shock.flows.contains(&at))).map(lasting).sum();
    let parts = [
        ("by itself", drift),
        ("with the drivers", by_drivers),
        ("with the regimes", by_regimes(scenario)),
        ("by what shocks leave for good", by_shocks),
        ("towards its potential", by_potential(flow, years)),
    ];
    let growth: f64 = parts.iter().map(|(_, part)| part).sum();
    let &(span, least, most) = OBSERVED.iter().rev().find(|(observed, ..)| *observed <= years)?;
    let wider = if median(&flow.base) < SMALL { OF_SMALL } else { 1.0 };
    let [least, most] = [least, most].map(|total| total / span as f64 * wider);
    let over = if span == 1 { "in a year".to_owned() } else { format!("over {span} years") };
    let (verb, seen, together) = if growth > most {
        let seen = format!("{over}, only one pair of countries in twenty grew by {} a year or more", about(most));
        ("grows", seen, "flows grow on average as only one pair of countries in twenty has")
    } else if growth < least {
        let seen = format!("{over}, only one pair of countries in twenty fell by {} a year or more", about(-least));
        ("shrinks", seen, "flows shrink on average as only one pair of countries in twenty has")
    } else {
        return None;
    };
    let address = format!("flows.{}", flow.name);
    let message =
        format!("`{}` {verb} by {} log points a year on average, without the deals", flow.name, about(growth.abs()));
    let place = if subject.has(&format!("{address}.drift")) { format!("{address}.drift") } else { address.clone() };
    let parts: Vec<String> =
        parts.iter().filter(|(_, part)| *part != 0.0).map(|(how, part)| format!("{} {how}", about(*part))).collect();
    let parts = if parts.len() > 1 || drift == 0.0 { parts.join(", ") } else { String::new() };
    let is_both = growth > most && drift > 0.0 && by_drivers > 0.0;
    let twice = "was the drift taken from past growth? The drivers' is part of that, and counts once more";
    let diagnostic = Diagnostic::warning(code::GROWTH, message).at(&subject.at(&place), parts).help(seen);
    Some(Finding { about: address, diagnostic: diagnostic.maybe_help(is_both.then_some(twice)), together })
}

/// What the regimes add to the drift in the mean year, from the one of the base year on.
fn by_regimes(scenario: &Scenario) -> f64 {
    let Some(regimes) = &scenario.regimes else { return 0.0 };
    let years = scenario.horizon.years();
    let drifts: Vec<f64> = regimes.states.iter().map(|state| mean(&state.drift)).collect();
    let mut odds = vec![0.0; drifts.len()];
    odds[regimes.start] = 1.0;
    let mut sum = 0.0;
    for _ in 0..years {
        let into = |to: usize| odds.iter().zip(&regimes.transition).map(|(odds, row)| odds * row[to]).sum();
        odds = (0..drifts.len()).map(into).collect();
        sum += odds.iter().zip(&drifts).map(|(odds, drift)| odds * drift).sum::<f64>();
    }
    sum / years as f64
}

/// What a shock leaves for good in the mean year. Regimes in which it strikes more often are left out.
fn lasting(shock: &Shock) -> f64 {
    let lasts = mean(&shock.permanent);
    if lasts == 0.0 { 0.0 } else { mean(&shock.rate) * lasts * mean(&shock.size) }
}

/// What the way to its potential adds in the mean year.
fn by_potential(flow: &Flow, years: usize) -> f64 {
    let Some(potential) = &flow.potential else { return 0.0 };
    let left = (0..years).fold(1.0, |left, _| left * (1.0 - median(&flow.reversion)));
    altai_math::ln(median(potential) / median(&flow.base)) * (1.0 - left) / years as f64
}

/// The mean, or the middle where there is no mean.
fn mean(quantity: &Quantity) -> f64 {
    match &quantity.value {
        Value::Fixed(x) => *x,
        Value::Uncertain(distribution) => {
            Some(distribution.mean()).filter(|mean| mean.is_finite()).unwrap_or_else(|| median(quantity))
        }
    }
}

/// The mean yearly growth of a driver over the years: that of the path without surprises.
pub(super) fn growth(driver: &Driver, years: usize) -> f64 {
    let start = driver.start.as_ref().map(mean);
    let (values, data): (&[Quantity], &[f64]) = match &driver.material {
        Material::None => (&[], &[]),
        Material::Values(values) => (values, &[]),
        Material::Rows { data, .. } => (&[], data),
    };
    let formula = match driver.process.motion {
        Motion::Rows => {
            let observed = data.iter().sum::<f64>() / data.len().max(1) as f64;
            return of_kind(driver.kind, observed * years as f64, observed, start.unwrap_or(0.0), years);
        }
        Motion::Formula(formula) | Motion::AlongValues(formula) => formula,
    };
    let own: Vec<f64> = driver.parameters.iter().map(mean).collect();
    let first = start.unwrap_or_else(|| match (driver.kind, driver.process.start) {
        (Kind::Growth, Start::Parameter(at)) => own[at],
        _ => 0.0,
    });
    let mut x = [first];
    let mut sum = 0.0;
    for year in 0..years {
        let value = values.get(year).or(values.last()).map(mean);
        let columns: Vec<[f64; 1]> = value.into_iter().chain(own.iter().copied()).map(|x| [x]).collect();
        let columns: Vec<Operand> = columns.iter().map(|column| Operand::from(&column[..])).collect();
        formula(&columns, &[0.0], &mut x);
        sum += x[0];
    }
    of_kind(driver.kind, sum, x[0], first, years)
}

/// Mean growth, from the sum of the years' values, the last one and the first.
fn of_kind(kind: Kind, sum: f64, last: f64, first: f64, years: usize) -> f64 {
    match kind {
        Kind::Growth => sum / years as f64,
        Kind::Level => (last - first) / years as f64,
    }
}
