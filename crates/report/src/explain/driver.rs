//! Drivers, in words.

use altai_analysis::words::listed;
use altai_model::driver::{Driver, Kind, Material};
use altai_model::outline::Holds;

use super::terms::{Terms, number, sum};
use super::{Passage, Subject};

pub(super) fn passages(subject: Subject<'_>) -> Vec<Passage> {
    (0..subject.scenario.drivers.len()).map(|driver| passage(subject, driver)).collect()
}

fn passage(subject: Subject<'_>, index: usize) -> Passage {
    let Subject { scenario, outline } = subject;
    let driver = &scenario.drivers[index];
    let address = format!("drivers.{}", driver.name);
    let title = outline.at(&format!("{address}.title")).filter(|line| line.holds == Holds::Value);
    let mut terms = Terms::new(outline, &format!("{address}.process.{}", driver.process.name));
    let mut passage =
        Passage::new(&address).titled(title.map(|line| line.written.trim_matches('"').to_owned()).as_ref());
    let (what, is) = match driver.kind {
        Kind::Growth => ("growth", "a yearly growth, in log points"),
        Kind::Level => ("level", "a level, in log points"),
    };
    passage.say(format!("It is {is}; {}: {}.", driver.process.name, driver.process.summary));
    passage.formulas.push(format!("{what} = {}", formula(subject, driver, &mut terms)));
    if let Some(start) = &driver.start {
        passage.say(format!("In {} it stands at {}.", scenario.horizon.base_year, terms.about(start)));
    }
    let users = users(subject, index);
    passage.say(if users.is_empty() {
        "Nothing follows it.".to_owned()
    } else {
        format!("Followed by {}.", listed(&users))
    });
    passage.with(terms)
}

/// The year's value.
fn formula(subject: Subject<'_>, driver: &Driver, terms: &mut Terms<'_>) -> String {
    let parameter = |name: &str| {
        let place = driver.process.parameters.iter().position(|parameter| parameter.name == name);
        place.map(|place| driver.parameters[place].clone())
    };
    let (mean, persistence, drift, sd) =
        (parameter("mean"), parameter("persistence"), parameter("drift"), parameter("sd"));
    let chance = sd.and_then(|sd| terms.times(&sd, "chance"));
    match (driver.process.name, &driver.material) {
        (_, Material::Rows { with: Some(other), data, .. }) => {
            let other = &subject.scenario.drivers[*other].name;
            format!("one of the {} that were observed, in the same year as {other}'s", data.len())
        }
        (_, Material::Rows { data, block, .. }) => {
            let rows = if *block == 1 { "one of".to_owned() } else { format!("{block} consecutive years of") };
            format!("{rows} the {} that were observed", data.len())
        }
        (_, Material::Values(values)) => {
            let first = subject.scenario.horizon.base_year + 1;
            let years = (first..).zip(values.iter().map(|value| terms.term(value)));
            let values: Vec<String> = years.map(|(year, value)| format!("{value} in {year}")).collect();
            let held = if values.len() > 1 { " and later" } else { " and every later year" };
            sum(["value".to_owned()].into_iter().chain(chance)) + &format!("; the value is {}{held}", listed(&values))
        }
        ("random_walk", _) => {
            let drift = drift.filter(|drift| drift.known() != Some(0.0)).map(|drift| terms.term(&drift));
            sum(["last year's".to_owned()].into_iter().chain(drift).chain(chance))
        }
        _ => {
            let mean = mean.map_or_else(|| number(0.0), |mean| terms.term(&mean));
            let last = if mean == "0" { "last year's".to_owned() } else { format!("(last year's − {mean})") };
            let back = persistence.and_then(|persistence| terms.times(&persistence, &last));
            let mean = Some(mean).filter(|mean| mean != "0");
            sum(mean.into_iter().chain(back).chain(chance))
        }
    }
}

/// Who follows a driver, by address.
pub(super) fn users(subject: Subject<'_>, driver: usize) -> Vec<String> {
    let scenario = subject.scenario;
    let follows = |elasticity: &[(usize, altai_model::Quantity)]| elasticity.iter().any(|(of, _)| *of == driver);
    let flows =
        scenario.flows.iter().filter(|flow| follows(&flow.elasticity)).map(|flow| format!("flows.{}", flow.name));
    let deals = scenario.deals.iter().filter(|deal| follows(&deal.elasticity) || follows(&deal.cancel_elasticity));
    let deals = deals.map(|deal| format!("deals.{}", deal.name));
    let targets = scenario.targets.iter().filter(|target| target.deflator == Some(driver));
    let targets = targets.map(|target| format!("the target `{}`", target.name));
    let prices = (scenario.prices == Some(driver)).then(|| "the amounts of all deals".to_owned());
    flows.chain(deals).chain(targets).chain(prices).collect()
}
