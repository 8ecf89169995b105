//! A percentage where log points are meant: 35 for 0.35.

use super::{A_FEW, Finding, Lint, Subject, about, median};
use crate::diagnostic::code;
use crate::driver::{Driver, Kind, Material};
use crate::{Diagnostic, Domain, Quantity, words};

pub(super) const LINT: Lint = Lint { name: "per-cent", code: code::PER_CENT, alone: A_FEW, find };

/// Growth of a year. One log point is a factor of 2.7 every year, which nothing keeps up.
pub(super) const OF_GROWTH: f64 = 1.0;

/// Volatility, noise, boosts, the drift of a regime. Two log points are a factor of 7: more than a bad year for the
/// smallest flows (1 to 5 million: a standard deviation of 1.3), more than an open border, less than most percentages.
const OF_A_JUMP: f64 = 2.0;

/// A blow may end nearly all trade: of 4.6 log points it leaves a hundredth.
pub(super) const OF_A_BLOW: f64 = 4.6;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let mut read: Vec<(&Quantity, f64)> = Vec::new();
    for flow in &scenario.flows {
        read.extend([(&flow.drift, OF_GROWTH), (&flow.volatility, OF_A_JUMP), (&flow.noise, OF_A_JUMP)]);
    }
    for deal in &scenario.deals {
        read.extend(deal.boost.as_ref().map(|boost| (&boost.size, OF_A_JUMP)));
        read.push((&deal.noise, OF_A_JUMP));
    }
    read.extend(scenario.shocks.iter().map(|shock| (&shock.size, OF_A_BLOW)));
    read.extend(scenario.regimes.iter().flat_map(|regimes| &regimes.states).map(|state| (&state.drift, OF_A_JUMP)));
    // A level may be the deviation of anything; growth is growth.
    let growing = || scenario.drivers.iter().filter(|driver| driver.kind == Kind::Growth);
    read.extend(growing().flat_map(of_driver).map(|quantity| (quantity, OF_GROWTH)));
    let mut found: Vec<Finding> = Vec::new();
    for (quantity, least) in read {
        let size = median(quantity);
        let is_new = !found.iter().any(|finding| finding.about == quantity.address);
        if size.abs() >= least && is_new {
            found.push(of_quantity(subject, quantity, size));
        }
    }
    found.extend(growing().filter_map(|driver| of_data(subject, driver)));
    found
}

fn of_quantity(subject: &Subject<'_>, quantity: &Quantity, size: f64) -> Finding {
    let address = &quantity.address;
    let (is, mend) = match quantity.known() {
        Some(_) => ("is", format!("write {} for {} %", words::hundredth(size), words::number(size))),
        None => ("is about", "if these are percentages, divide them by 100".to_owned()),
    };
    finding(subject, address, &format!("`{address}` {is} {} log points", about(size)), mend)
}

/// Whether a driver's growth looks like a percentage.
pub(super) fn is_in(driver: &Driver) -> bool {
    of_driver(driver).any(|quantity| median(quantity).abs() >= OF_GROWTH) || middle_of_data(driver) >= OF_GROWTH
}

/// Every quantity of a driver that is in log points.
fn of_driver(driver: &Driver) -> impl Iterator<Item = &Quantity> {
    let is_in_log_points = |domain: Domain| matches!(domain, Domain::Real | Domain::NonNegative);
    let parameters = driver.process.parameters.iter().zip(&driver.parameters);
    let parameters = parameters.filter(move |(it, _)| is_in_log_points(it.domain)).map(|(_, it)| it);
    let values = match &driver.material {
        Material::Values(values) => values.as_slice(),
        Material::None | Material::Rows { .. } => &[],
    };
    parameters.chain(values).chain(&driver.start)
}

/// How far a driver moved in the middle year of those observed, up or down; 0 where nothing was.
fn middle_of_data(driver: &Driver) -> f64 {
    let Material::Rows { data, .. } = &driver.material else { return 0.0 };
    let mut sizes: Vec<f64> = data.iter().map(|x| x.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Growth as it was observed, in per cent.
fn of_data(subject: &Subject<'_>, driver: &Driver) -> Option<Finding> {
    let middle = middle_of_data(driver);
    let address = format!("drivers.{}.process.{}.data", driver.name, driver.process.name);
    let message = format!("`{address}` is growth of about {} log points a year, up or down", about(middle));
    let mend = "if these are percentages, write 0.05 for 5 %".to_owned();
    (middle >= OF_GROWTH).then(|| finding(subject, &address, &message, mend))
}

fn finding(subject: &Subject<'_>, address: &str, message: &str, mend: String) -> Finding {
    let diagnostic = Diagnostic::warning(code::PER_CENT, format!("{message}, and 1 is a factor of 2.7 already"));
    let diagnostic = diagnostic
        .at(&subject.at(address), mend)
        .help("growth, volatility, boosts and shocks are in log points: 0.10 is about 10 %");
    Finding { about: address.to_owned(), diagnostic, together: "numbers look like percentages where log points belong" }
}
