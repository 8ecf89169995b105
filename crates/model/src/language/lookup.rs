//! Finding the key that an address means.

use super::{ABOUT, Absent, Key, Named, SCENARIO, Takes};
use crate::distribution::{self, DISTRIBUTIONS};
use crate::quantity::keys::BESIDE;
use crate::{Override, outline};

/// What stands, or could stand, at an address.
#[derive(Debug, Clone)]
pub struct Found {
    /// The key.
    pub key: Key,
    /// The part of the address that is the author's own, up to the last name: `deals.mine` of `deals.mine.peak`; empty
    /// where no part is.
    pub owner: String,
}

/// What an address means, whether or not it is written: `deals.mine.peak`, `drivers.copper.process.ar1.sd`,
/// `flows.exports.elasticity.gdp`, `synergies.1.multiplier`. Names may be any.
pub fn at(address: &str) -> Option<Found> {
    let mut here = Key::new("", Takes::Table(&SCENARIO), SCENARIO.what);
    let whole = parts(address)?;
    let (mut seen, mut owned) = (0, 0);
    let mut parts = whole.iter();
    while let Some(part) = parts.next() {
        seen += 1;
        let is_owned =
            matches!(here.takes, Takes::Tables(_) | Takes::Named(_) | Takes::Quantities(_) | Takes::OneOf(_));
        if let Takes::OneOf(group) = here.takes {
            // What is chosen has keys of its own, which no table declares.
            let chosen = group.alternatives().into_iter().find(|one| one.name == *part && !one.is_a_word)?;
            owned = seen;
            let Some(part) = parts.next() else {
                here = Key { what: chosen.what, example: chosen.example, ..Key::new(chosen.name, here.takes, "") };
                break;
            };
            seen += 1;
            here = chosen.keys.into_iter().chain(ABOUT.iter().copied()).find(|key| key.name == *part)?;
            continue;
        }
        here = beneath(&here, part)?;
        if is_owned {
            owned = seen;
        }
    }
    Some(Found { key: here, owner: joined(&whole[..owned]) })
}

/// The parts of an address, without the quotation marks of those that have some; `None` where it is none.
///
/// ```
/// use altai_model::language::parts;
///
/// assert_eq!(parts("correlation.\"flows.a.drift\"").unwrap(), ["correlation", "flows.a.drift"]);
/// assert_eq!(parts("deals..peak"), None);
/// ```
pub fn parts(address: &str) -> Option<Vec<String>> {
    Override { address: address.to_owned(), value: String::new() }.keys()
}

/// The address of these parts, in quotation marks where they need some.
pub(crate) fn joined(parts: &[String]) -> String {
    parts.iter().map(|part| outline::key(part)).collect::<Vec<_>>().join(".")
}

/// What stands in a key under a part of an address.
fn beneath(here: &Key, part: &str) -> Option<Key> {
    let about = || ABOUT.iter().find(|about| about.name == part).copied();
    let is_a_number = || part.parse::<usize>().is_ok_and(|number| number > 0);
    match here.takes {
        Takes::Table(table) => table.key(part).copied(),
        Takes::Tables(table) if is_a_number() => Some(Key { takes: Takes::Table(table), what: table.what, ..*here }),
        Takes::Named(Named { each, .. }) => {
            let what = if let Takes::Table(table) = each { table.what } else { here.what };
            Some(Key { takes: *each, what, ..*here })
        }
        Takes::Quantities(each) if is_a_number() => Some(*each),
        Takes::Quantity(_) => {
            let distribution = || DISTRIBUTIONS.iter().find(|entry| entry.name == part).map(distributed);
            BESIDE.iter().find(|key| key.name == part).copied().or_else(about).or_else(distribution)
        }
        Takes::Distribution(entry) => {
            let mut parameters = entry.forms.iter().flat_map(|form| form.parameters);
            parameters.find(|parameter| parameter.has_key(part)).map(parameter).or_else(about)
        }
        Takes::Numbers | Takes::Quantities(_) => super::COLUMN.key(part).copied(),
        _ => None,
    }
}

fn distributed(entry: &'static distribution::Entry) -> Key {
    Key::new(entry.name, Takes::Distribution(entry), entry.summary).shown(entry.example)
}

fn parameter(parameter: &distribution::Parameter) -> Key {
    let takes = match parameter.takes {
        distribution::Takes::Number | distribution::Takes::Percentiles => Takes::Bound,
        distribution::Takes::Numbers => Takes::Numbers,
    };
    let absent = match parameter.default {
        None => Absent::Required,
        Some(x) if x.is_finite() => Absent::Number(x),
        Some(_) => Absent::Means("nothing limits it"),
    };
    Key { absent, ..Key::new(parameter.name, takes, parameter.summary) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Domain;

    #[test]
    fn every_sort_of_address_leads_to_its_key() {
        for (address, what, owner) in [
            ("title", "a title for reports", ""),
            ("horizon.end_year", "the last year", ""),
            ("deals.mine.peak", "USD million a year at full scale", "deals.mine"),
            ("deals.mine.ramp.linear.years", "years to full scale", "deals.mine.ramp.linear"),
            (
                "drivers.copper.process.ar1.sd",
                "the standard deviation of a year's innovation, in log points",
                "drivers.copper.process.ar1",
            ),
            (
                "drivers.x.process.path.values.3",
                "the value of a year, in log points",
                "drivers.x.process.path.values.3",
            ),
            (
                "drivers.x.process.bootstrap.data.column",
                "which column: its heading in the first line of the file",
                "drivers.x.process.bootstrap",
            ),
            ("regimes.states.calm.drift", "added to every flow's drift, log points a year", "regimes.states.calm"),
            (
                "flows.exports.elasticity.kz_gdp",
                "an elasticity: per cent for each per cent of the driver",
                "flows.exports.elasticity.kz_gdp",
            ),
            (
                "synergies.1.multiplier",
                "how many times as much the deals deliver while all of them are active",
                "synergies.1",
            ),
            ("deals.mine.peak.quality", "how good the evidence is", "deals.mine"),
            ("deals.mine.peak.pert.mode", "the likeliest value", "deals.mine"),
            (
                "innovations.law.mixture.scale",
                "how many times further innovations go in turmoil",
                "innovations.law.mixture",
            ),
            ("political_will.go", "how much going ahead is one decision for all deals", ""),
        ] {
            let found = at(address).unwrap_or_else(|| panic!("{address}"));
            assert_eq!((found.key.what, found.owner.as_str()), (what, owner), "{address}");
        }
        assert!(matches!(at("inputs.gdp").unwrap().key.takes, Takes::Quantity(Domain::Unbounded)));
    }

    #[test]
    fn a_point_within_quotation_marks_separates_nothing() {
        let found = at("correlation.'flows.a.drift'.\"flows.b.drift\"").unwrap();
        assert_eq!(found.key.what, "correlations of uncertain quantities by their addresses, each pair once");
        assert_eq!(found.owner, "correlation.\"flows.a.drift\".\"flows.b.drift\"");
        assert!(at("correlation.flows.a.drift").is_none());
        assert_eq!(at("\"deals\".mine.peak").unwrap().owner, "deals.mine");
    }

    #[test]
    fn what_cannot_stand_in_a_scenario_is_not_found() {
        for address in [
            "",
            "deal",
            "deals.mine.peek",
            "deals.mine.peak.x",
            "flows.a.base.normal.mode",
            "synergies.mine.multiplier",
            "deals.mine.ramp.step",
        ] {
            assert!(at(address).is_none(), "{address}");
        }
    }
}
