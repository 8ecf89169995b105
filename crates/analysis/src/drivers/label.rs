//! What an assumption is called in a sentence, and its unit.

use altai_model::language::{self, Takes};
use altai_model::{Domain, language::parts};

/// An address in words: `the drift of exports`, `the elasticity of exports to gdp`, `the probability of mine`.
pub fn label(address: &str) -> String {
    let parts = parts(address).unwrap_or_default();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let plain = |key: &str| key.replace('_', " ");
    match parts[..] {
        ["target", ..] => "the target".to_owned(),
        ["targets", name, ..] => format!("the target {name}"),
        ["inputs", name] => format!("the input {name}"),
        ["political_will", key] => format!("political will ({key})"),
        ["synergies", place, ..] => format!("the multiplier of synergy {place}"),
        ["regimes", "states", name, key] => format!("the {} of {name}", plain(key)),
        ["deals", name, "go"] => format!("the probability of {name}"),
        ["deals", name, "ramp", ..] => format!("the ramp of {name}"),
        ["drivers", name, "process", "path", "values", place] => format!("value {place} of {name}"),
        [_, name, key @ ("elasticity" | "cancel_elasticity"), driver] => {
            format!("the {} of {name} to {driver}", plain(key))
        }
        [_, name, .., key] => format!("the {} of {name}", plain(key)),
        _ => address.to_owned(),
    }
}

/// What the dictionary of keys says of units, the longer first.
const UNITS: [&str; 5] = ["USD million a year", "USD million", "log points a year", "log points", "years"];

/// The unit of the number at an address; empty where it has none, or is an input, whose users give it one.
pub fn unit(address: &str) -> &'static str {
    let Some(found) = language::at(address) else { return "" };
    match found.key.takes {
        Takes::Quantity(Domain::Date) => "year",
        Takes::Quantity(Domain::Share) => "share",
        Takes::Quantity(_) => UNITS.into_iter().find(|unit| found.key.what.contains(unit)).unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_said_in_words_with_its_unit() {
        for (address, words, of) in [
            ("flows.exports.drift", "the drift of exports", "log points a year"),
            ("flows.exports.base", "the base of exports", "USD million"),
            ("flows.exports.elasticity.kz_gdp", "the elasticity of exports to kz_gdp", ""),
            ("deals.mine.go", "the probability of mine", "share"),
            ("deals.mine.trade_share", "the trade share of mine", "share"),
            ("deals.mine.start", "the start of mine", "year"),
            ("deals.mine.delay", "the delay of mine", "years"),
            ("deals.mine.peak", "the peak of mine", "USD million a year"),
            ("deals.mine.ramp.logistic.years", "the ramp of mine", "years"),
            ("drivers.gdp.process.ar1.persistence", "the persistence of gdp", ""),
            ("targets.real.turnover", "the target real", "USD million a year"),
            ("inputs.confidence", "the input confidence", ""),
            ("political_will.go", "political will (go)", "share"),
        ] {
            assert_eq!((label(address).as_str(), unit(address)), (words, of), "{address}");
        }
    }
}
