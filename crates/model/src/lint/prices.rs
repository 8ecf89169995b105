//! Money of the day beside money of the base year.

use std::ops::RangeInclusive;

use super::{Finding, Lint, Subject, median};
use crate::Diagnostic;
use crate::deal::Deal;
use crate::diagnostic::code;
use crate::driver::Kind;

pub(super) const LINT: Lint = Lint { name: "prices", code: code::PRICES, alone: 1, find };

/// Goods that are priced in dollars rise by so much for every per cent of the price level. Less, and it is a cost among
/// others or its name is by chance like this; more, and it is demand.
const OF_A_PRICE_LEVEL: RangeInclusive<f64> = 0.5..=1.5;

/// What the name or the title of a driver holds that is the general price level. `price` alone may be that of copper.
const PRICE_LEVELS: &[&str] = &["inflation", "deflator", "cpi", "consumer price"];

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let follows = |driver: usize| scenario.flows.iter().any(|flow| flow.elasticity.iter().any(|(of, _)| *of == driver));
    let deals_unmoved = |driver: usize| {
        let is_moved = move |deal: &Deal| deal.elasticity.iter().any(|(of, _)| *of == driver);
        scenario.deals.iter().filter(move |deal| deal.delivers() && !is_moved(deal))
    };
    let name = |driver: usize| scenario.drivers[driver].name.as_str();
    if let Some(driver) = scenario.prices {
        if scenario.deals.iter().any(Deal::delivers) && !follows(driver) {
            let message = format!("the deals' amounts rise with `{}`, and no flow does", name(driver));
            return vec![finding(subject, "money.prices", driver, message, "in dollars of the base year")];
        }
        return Vec::new();
    }
    let deflated = scenario.targets.iter().find_map(|target| Some((target, target.deflator?)));
    if let Some((target, driver)) = deflated {
        let place = target.turnover.address.replace(".turnover", ".deflator");
        if !follows(driver) {
            let message = format!("the target rises with `{}`, and no flow does", name(driver));
            return vec![finding(subject, &place, driver, message, "in dollars of the base year")];
        }
        let of_deal = |deal: &Deal| {
            let message =
                format!("the target and the flows rise with `{}`, and `{}` does not", name(driver), deal.name);
            let mut finding = of_deal(subject, deal, driver, message);
            finding.diagnostic = finding.diagnostic.at(&subject.at(&place), "in dollars of the base year");
            finding
        };
        return deals_unmoved(driver).map(of_deal).collect();
    }
    let is_price_level = |driver: &usize| {
        let driver = &scenario.drivers[*driver];
        let words = format!("{} {}", driver.name, driver.title(subject)).to_lowercase();
        driver.kind == Kind::Growth && PRICE_LEVELS.iter().any(|level| words.contains(level))
    };
    let rise_with = |driver: usize| {
        let elasticities = scenario.flows.iter().flat_map(|flow| &flow.elasticity);
        elasticities.filter(|(of, _)| *of == driver).any(|(_, it)| OF_A_PRICE_LEVEL.contains(&median(it)))
    };
    let Some(driver) = (0..scenario.drivers.len()).find(|driver| is_price_level(driver) && rise_with(*driver)) else {
        return Vec::new();
    };
    let unmoved = |deal: &Deal| {
        let message = format!("flows rise with `{}`, and what `{}` adds does not", name(driver), deal.name);
        of_deal(subject, deal, driver, message)
    };
    deals_unmoved(driver).map(unmoved).collect()
}

fn of_deal(subject: &Subject<'_>, deal: &Deal, driver: usize, message: String) -> Finding {
    let finding = finding(subject, &format!("deals.{}", deal.name), driver, message, "in dollars of the day");
    Finding { about: deal.name.clone(), together: "deals do not rise with prices, and the flows do", ..finding }
}

fn finding(subject: &Subject<'_>, place: &str, driver: usize, message: String, label: &str) -> Finding {
    let name = &subject.scenario.drivers[driver].name;
    let diagnostic = Diagnostic::warning(code::PRICES, message).at(&subject.at(place), label).help(format!(
        "to put all in dollars of the day: `elasticity = {{ {name} = 1 }}` in each flow, and `[money] prices = \"{name}\"`"
    ));
    let diagnostic = diagnostic
        .help("in dollars of the base year, nothing follows prices; where a drift holds them already, `allow` it");
    Finding { about: place.to_owned(), diagnostic, together: "amounts are in other money than the rest" }
}

impl crate::driver::Driver {
    /// Its title, as it was written.
    fn title<'a>(&self, subject: &Subject<'a>) -> &'a str {
        subject.lines.get(format!("drivers.{}.title", self.name).as_str()).map_or("", |line| line.written.as_str())
    }
}
