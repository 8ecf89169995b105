//! Growth on average as hardly any trade, and hardly any economy, has kept it up.

use super::{A_FEW, Finding, Lint, Subject, about, median, per_cent};
use crate::diagnostic::code;
use crate::driver::{Driver, Kind, Material, Motion, Start};
use crate::scenario::Flow;
use crate::{Diagnostic, Quantity, Value};

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
    let scenario = subject.scenario;
    if drift.abs() >= per_cent::OF_GROWTH || flow.elasticity.iter().any(|(of, _)| is_per_cent(&scenario.drivers[*of])) {
        return None;
    }
    let growth = drift + by_drivers.map(|(growth, elasticity)| growth * elasticity).sum::<f64>();
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
    let parts = if flow.elasticity.is_empty() {
        String::new()
    } else {
        format!("{} by itself and {} with the drivers", about(drift), about(growth - drift))
    };
    let is_both = growth > most && drift > 0.0 && growth > drift;
    let twice = "was the drift taken from past growth? The drivers' is part of that, and counts once more";
    let diagnostic = Diagnostic::warning(code::GROWTH, message).at(&subject.at(&place), parts).help(seen);
    Some(Finding { about: address, diagnostic: diagnostic.maybe_help(is_both.then_some(twice)), together })
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
fn growth(driver: &Driver, years: usize) -> f64 {
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
        let columns: Vec<&[f64]> = columns.iter().map(|column| &column[..]).collect();
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
