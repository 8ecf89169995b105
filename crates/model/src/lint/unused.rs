//! A driver that moves nothing, and a deal that no package switches on.

use super::{A_FEW, Finding, Lint, Subject};
use crate::diagnostic::code;
use crate::driver::Material;
use crate::scenario::Innovation;
use crate::{Diagnostic, Scenario};

pub(super) const DRIVERS: Lint = Lint { name: "unused-driver", code: code::UNUSED, alone: A_FEW, find: drivers };
pub(super) const DEALS: Lint = Lint { name: "unused-deal", code: code::UNUSED, alone: A_FEW, find: deals };

fn drivers(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let used = used(scenario);
    let unused = scenario.drivers.iter().enumerate().filter(|(index, _)| !used[*index]);
    let finding = |(index, driver): (usize, &crate::driver::Driver)| {
        let diagnostic = Diagnostic::warning(code::UNUSED, format!("nothing follows the driver `{}`", driver.name));
        let diagnostic = diagnostic.at(&subject.at(&format!("drivers.{}", driver.name)), "").help(format!(
            "name it in an `elasticity`, such as `elasticity = {{ {} = 1 }}`, or take it out",
            driver.name
        ));
        let is_it = |innovation: Innovation| innovation == Innovation::Driver(index);
        let is_correlated = scenario.correlations.iter().any(|c| is_it(c.first) || is_it(c.second));
        let help = "its correlations change nothing either: they only say what it does together with others";
        let diagnostic = diagnostic.maybe_help(is_correlated.then_some(help));
        Finding { about: driver.name.clone(), diagnostic, together: "drivers move nothing" }
    };
    unused.map(finding).collect()
}

/// Which drivers something follows.
fn used(scenario: &Scenario) -> Vec<bool> {
    let flows = scenario.flows.iter().flat_map(|flow| &flow.elasticity);
    let deals = scenario.deals.iter().flat_map(|deal| deal.elasticity.iter().chain(&deal.cancel_elasticity));
    let mut used = vec![false; scenario.drivers.len()];
    let deflators = scenario.targets.iter().filter_map(|target| target.deflator);
    for driver in flows.chain(deals).map(|(driver, _)| *driver).chain(deflators).chain(scenario.prices) {
        used[driver] = true;
    }
    // One whose rows another takes is used where that one is.
    for (index, driver) in scenario.drivers.iter().enumerate() {
        if let Material::Rows { with: Some(with), .. } = driver.material {
            used[with] |= used[index];
        }
    }
    used
}

fn deals(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    // Packages that are made up on the command line leave out what they leave out.
    if subject.is_an_override(&subject.at("packages")) {
        return Vec::new();
    }
    // What a package lacks of what its deals require is told of the package.
    let on = scenario.packages.iter().flat_map(|package| &package.deals);
    let on_or_lacked: Vec<usize> = on.flat_map(|&deal| scenario.with_required(deal)).collect();
    let off = scenario.deals.iter().enumerate().filter(|(index, _)| !on_or_lacked.contains(index));
    let finding = |(_, deal): (usize, &crate::deal::Deal)| {
        let diagnostic = Diagnostic::warning(code::UNUSED, format!("no package switches on the deal `{}`", deal.name));
        let diagnostic = diagnostic.at(&subject.at(&format!("deals.{}", deal.name)), "").help(format!(
            "add \"{}\" to a package, or write `all = \"all\"`, which is every deal; or take it out",
            deal.name
        ));
        Finding { about: deal.name.clone(), diagnostic, together: "deals are in no package" }
    };
    off.map(finding).collect()
}
